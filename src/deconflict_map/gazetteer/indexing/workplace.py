"""A target → a folder beside it to work in, and the last step that puts the result in its place.

The folder's name carries the process that works there; folders of processes that have ended are cleared away. The
result is flushed to the disk before it takes the target's name, in one step that either happens or doesn't.
"""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError

if TYPE_CHECKING:
    from pathlib import Path


class Workplace:
    """Where a file is made before it takes its place."""

    def __init__(self, target: Path) -> None:
        """Plan to make `target`."""
        self._target = target
        self._folder = target.with_name(f".{target.name}.{os.getpid()}.part")

    def open(self) -> Path:
        """Make the folder, and clear away what builds that were killed have left.

        Raises:
            GazetteerError: the target is a folder.
            OSError: the folder can't be made.
        """
        if self._target.is_dir():
            raise GazetteerError("this is a folder", where=str(self._target), do="name a file")
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._clear_leftovers()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        return self._folder

    def _clear_leftovers(self) -> None:
        pattern = re.compile(re.escape(f".{self._target.name}.") + r"(\d+)\.part")
        for path in self._target.parent.iterdir():
            found = pattern.fullmatch(path.name)
            if found and not _runs(int(found[1])):
                shutil.rmtree(path, ignore_errors=True)

    def swap_in(self, made: Path) -> None:
        """Give a finished, flushed file the target's name.

        Raises:
            OSError: it can't be renamed.
        """
        made.replace(self._target)
        if os.name == "posix":  # elsewhere a folder can't be opened
            descriptor = os.open(self._target.parent, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def close(self) -> None:
        """Remove the folder with whatever is left in it."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _runs(process: int) -> bool:
    """Whether a process is running; where that can't be asked without harm, it is taken to be."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
