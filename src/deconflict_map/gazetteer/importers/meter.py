"""Blocks of lines as they are read → progress in rows, with an estimate of how many there will be.

The estimate is the file's size over the mean length of its lines so far, and is made once, after the first block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.gazetteer.importers.lines import Block
    from deconflict_map.gazetteer.progress import Progress


class Meter:
    """Tells `progress` of one file."""

    def __init__(self, progress: Progress, step: str, size: int) -> None:
        """Measure a file of `size` bytes."""
        self._progress, self._step, self._size = progress, step, size
        self._begun = False

    def block(self, block: Block) -> None:
        """A block has been read."""
        rows = len(block.lines)
        if not self._begun:
            self._begun = True
            self._progress.begin(self._step, max(rows, round(self._size * rows / max(block.size, 1))))
        self._progress.advance(rows)
