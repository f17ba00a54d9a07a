"""Strings ↔ dense numbers, in tries that are mapped and not loaded.

`marisa-trie` holds a million names in four bytes each and finds one in a microsecond. Trade-off: the numbers follow no
order. Very large sets are cut into shards by the strings' first letter, so that building one needs little memory; a
prefix search still stays within one shard.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

import marisa_trie

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.container import REBUILD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from deconflict_map.gazetteer.container import Container, ContainerWriter


def shard_of(text: str, shards: int) -> int:
    """The shard in which a string is kept."""
    return ord(text[0]) % shards if text and shards > 1 else 0


def write_shard(writer: ContainerWriter, name: str, shard: int, strings: Iterable[str]) -> marisa_trie.Trie:
    """Write one shard of the table `name`; the same strings give the same bytes, in whatever order they come."""
    trie = marisa_trie.Trie(sorted(set(strings)))
    writer.add(f"{name}.{shard}", trie.tobytes())
    return trie


class StringTable:
    """Strings with numbers from 0, mapped from the sections `name.0`, `name.1` … of a container."""

    def __init__(self, container: Container, name: str) -> None:
        """Map the table.

        Raises:
            GazetteerError: it is missing or damaged.
        """
        tries: list[marisa_trie.Trie] = []
        while f"{name}.{len(tries)}" in container or not tries:
            tries.append(_mapped(container, f"{name}.{len(tries)}"))
        self._tries = tries
        self._bases = (0, *accumulate(len(trie) for trie in tries))
        self._only = tries[0] if len(tries) == 1 else None
        self.number: Callable[[str], int] = (
            self._number_in_shards(tries, self._bases) if self._only is None else self._number_in(tries[0])
        )
        """The number of a string, or -1."""

    def __len__(self) -> int:
        """How many strings there are."""
        return self._bases[-1]

    @staticmethod
    def _number_in(trie: marisa_trie.Trie) -> Callable[[str], int]:
        get = trie.get
        return lambda text: get(text, -1)

    @staticmethod
    def _number_in_shards(tries: list[marisa_trie.Trie], bases: tuple[int, ...]) -> Callable[[str], int]:
        gets, shards = [trie.get for trie in tries], len(tries)

        def number(text: str) -> int:
            shard = ord(text[0]) % shards if text else 0
            local: int = gets[shard](text, -1)
            return local + bases[shard] if local >= 0 else -1

        return number

    def text(self, number: int) -> str:
        """The string with a number."""
        if self._only is not None:
            whole: str = self._only.restore_key(number)
            return whole
        shard = bisect_right(self._bases, number) - 1
        restored: str = self._tries[shard].restore_key(number - self._bases[shard])
        return restored

    def beginning_with(self, beginning: str) -> list[str]:
        """All strings that begin so."""
        found: list[str] = self._tries[shard_of(beginning, len(self._tries))].keys(beginning)
        return found

    def __iter__(self) -> Iterator[str]:
        """All strings, shard by shard, in the order of their code points."""
        for trie in self._tries:
            yield from trie.iterkeys("")


def _mapped(container: Container, section: str) -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    try:
        trie.map(container.section(section))
    except RuntimeError as error:
        raise GazetteerError(f"damaged: {section} can't be read", where=str(container.path), do=REBUILD) from error
    return trie
