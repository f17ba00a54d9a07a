"""Text → a file, whole or not at all: written beside its place, flushed to disk, and swapped in.

Refuses folders that don't exist rather than make them: a mistyped path should be told, not created.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from deconflict_map.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable


def utf8(text: str) -> str:
    """`text` as UTF-8 can hold it: a reader replaces lone surrogates, a library user's own text might have them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with its own line ends to `path`; an older file stays until the new one is complete.

    Raises:
        OutputError: The folder is missing or can't be written, or the disk is full.
    """
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path`; an older file stays until the new one is complete.

    Raises:
        OutputError: The folder is missing or can't be written, or the disk is full.
    """
    write_beside(path, lambda part: _write_bytes(part, content))


def _write_bytes(part: Path, content: bytes) -> None:
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def write_beside(path: Path, write: Callable[[Path], None]) -> None:
    """Have a file written beside `path`, under a name with the same suffix, and swap it in when it is complete.

    Raises:
        OutputError: The folder is missing or can't be written, or the disk is full.
    """
    if path.is_dir():
        raise OutputError("is a folder", where=str(path), do="give a file's name")
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name[:40]}.", dir=path.parent))
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error
    part = folder / f"part{path.suffix}"
    try:
        write(part)
        part.chmod(_mode())
        part.replace(path)
    except (OSError, ValueError, RuntimeError) as error:  # GDAL's errors are RuntimeErrors
        raise _refused(path, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refused(path: Path, error: OSError | ValueError | RuntimeError) -> OutputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return OutputError(f"can't be written: {reason}", where=str(path), do="check the folder and its permissions")


def _mode() -> int:
    """The mode that a new file would get: 0666 less the process's umask."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
