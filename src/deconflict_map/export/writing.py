"""Text → a file, whole or not at all: written beside its place, flushed to disk, and swapped in.

Refuses folders that don't exist rather than make them: a mistyped path should be told, not created.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from deconflict_map.errors import OutputError


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with Unix line ends to `path`; an older file stays until the new one is complete.

    Raises:
        OutputError: The folder is missing or can't be written, or the disk is full.
    """
    if path.is_dir():
        raise OutputError("is a folder", where=str(path), do="give a file's name")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8", "replace"))
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(_mode())
        part.replace(path)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _refused(path: Path, error: OSError | ValueError) -> OutputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return OutputError(f"can't be written: {reason}", where=str(path), do="check the folder and its permissions")


def _mode() -> int:
    """The mode that a new file would get: 0666 less the process's umask."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
