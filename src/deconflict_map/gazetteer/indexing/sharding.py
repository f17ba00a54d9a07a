"""Pairs of a text and a number → the same pairs, those whose texts belong into one trie together.

Pairs go to files by their text's first letter (`strings.shard_of`), so that memory depends on the largest file only.
What fits into one trie is read back at once: one trie is smaller and quicker than many.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.gazetteer.strings import shard_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

SHARDS = 32
ONE_TRIE_UP_TO = 6_000_000
"""Pairs that are sorted at once: at 150 bytes each, as measured, they take 900 MB."""
_MARK = "\x1f"


class ShardedSpool:
    """Pairs on their way. Texts hold no line ends and no unit separators."""

    def __init__(self, folder: Path, name: str) -> None:
        """Spool into files of a folder."""
        self._paths = [folder / f"{name}-{shard}" for shard in range(SHARDS)]
        with ExitStack() as stack:
            self._files = [
                stack.enter_context(path.open("w", encoding="utf-8", newline="\n", buffering=1 << 18))
                for path in self._paths
            ]
            self._stack = stack.pop_all()
        self.count = 0

    def add(self, text: str, number: int) -> None:
        """Take a pair."""
        self.count += 1
        self._files[shard_of(text, SHARDS)].write(f"{text}{_MARK}{number}\n")

    def close(self) -> None:
        """Let go of the files."""
        self._stack.close()

    def shards(self) -> Iterator[tuple[list[str], NDArray[np.uint64]]]:
        """Texts and their numbers, trie by trie."""
        self.close()
        groups = [self._paths] if self.count <= ONE_TRIE_UP_TO else [[path] for path in self._paths]
        for group in groups:
            lines = [line for path in group for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
            texts, numbers = [], np.empty(len(lines), dtype=np.uint64)
            for at, line in enumerate(lines):
                text, _, number = line.partition(_MARK)
                texts.append(text)
                numbers[at] = int(number)
            del lines
            yield texts, numbers
            for path in group:
                path.unlink()
