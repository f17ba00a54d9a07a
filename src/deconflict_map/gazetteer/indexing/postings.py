"""Names of places → tries of keys, and for each key its postings, weightiest place first.

Keys go to files by their first letter (`strings.shard_of`), and each file is sorted by itself, so that memory depends
on the largest file only. A key with one posting holds it in place of a pointer.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.gazetteer.indexing.closing import PostingTable
from deconflict_map.gazetteer.layout import POSTING_BITS, POSTING_SHIFT, Bears
from deconflict_map.gazetteer.names import folded_keys, is_acronym, light_key
from deconflict_map.gazetteer.packed import pack, width_for
from deconflict_map.gazetteer.strings import shard_of, write_shard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import marisa_trie
    from numpy.typing import NDArray

    from deconflict_map.gazetteer.container import ContainerWriter
    from deconflict_map.gazetteer.indexing.spool import PlaceNames

SHARDS = 32
_ONE_TRIE_UP_TO = 6_000_000
"""Postings that still fit into one trie without many gigabytes of memory (measured: 400 bytes a posting)."""
_MARK = "\x1f"

Key = tuple[str, int]


def keys_of(names: PlaceNames, *, romanised: bool) -> dict[str, int]:
    """The keys under which a place is posted, each with how the place bears it (bits of `Bears`).

    Names of one word that aren't transcriptions are found only as they are spelt.
    """
    keys: dict[str, int] = {}
    for name in (names.display, names.local, *names.others):
        light = light_key(name)
        if not light:
            continue
        if is_acronym(name):
            keys[light] = keys.get(light, 0) | Bears.ACRONYM
            continue
        keys[light] = keys.get(light, 0) | Bears.LIGHT
        if romanised or " " in light:
            for folded in folded_keys(name):
                keys[folded] = keys.get(folded, 0) | Bears.FOLDED
    for name in names.demonyms:
        light = light_key(name)
        if light:
            keys[light] = keys.get(light, 0) | Bears.DEMONYM
    keys.pop("", None)
    return keys


class KeySpool:
    """Keys on their way."""

    def __init__(self, folder: Path) -> None:
        """Spool into a folder."""
        self._paths = [folder / f"keys-{shard}" for shard in range(SHARDS)]
        with ExitStack() as stack:
            self._files = [
                stack.enter_context(path.open("w", encoding="utf-8", newline="\n", buffering=1 << 18))
                for path in self._paths
            ]
            self._stack = stack.pop_all()
        self.count = 0

    def add(self, number: int, keys: dict[str, int]) -> None:
        """Post a place under its keys."""
        for key, bits in keys.items():
            self.count += 1
            self._files[shard_of(key, SHARDS)].write(f"{key}{_MARK}{number << POSTING_SHIFT | bits}\n")

    def close(self) -> None:
        """Let go of the files."""
        self._stack.close()

    def shards(self) -> Iterator[tuple[list[str], NDArray[np.uint64]]]:
        """Keys and postings, shard by shard; all at once where they fit into one trie."""
        self.close()
        groups = [self._paths] if self.count <= _ONE_TRIE_UP_TO else [[path] for path in self._paths]
        for group in groups:
            lines = [line for path in group for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
            keys, numbers = [], np.empty(len(lines), dtype=np.uint64)
            for at, line in enumerate(lines):
                key, _, number = line.partition(_MARK)
                keys.append(key)
                numbers[at] = int(number)
            del lines
            yield keys, numbers
            for path in group:
                path.unlink()


def write_keys(writer: ContainerWriter, spool: KeySpool, rank: NDArray[np.uint32]) -> int:
    """Write the sections of keys and postings; gives the width of a posting in bytes.

    `rank` is that of each place by its final number: the lower is listed first.
    """
    limit = len(rank) << POSTING_SHIFT
    # Every posting could stand in a list, and every list has its length before it.
    largest = limit + 2 * spool.count
    dtype: type[np.uint32 | np.uint64] = np.uint32 if largest < 1 << 32 else np.uint64
    tries: list[marisa_trie.Trie] = []
    heads: list[NDArray[np.uint32 | np.uint64]] = []
    lists: list[NDArray[np.uint32 | np.uint64]] = []
    written = 0
    for shard, (keys, postings) in enumerate(spool.shards()):
        tries.append(write_shard(writer, "keys", shard, keys))
        ids = np.fromiter(map(tries[-1].get, keys), dtype=np.int64, count=len(keys))
        del keys
        head, tail = _lists(ids, postings, rank, limit + written)
        written += len(tail)
        heads.append(head.astype(dtype))
        lists.append(tail.astype(dtype))
    table = PostingTable(tries=tries, heads=heads, lists=np.concatenate(lists), limit=limit)
    table.mark_closed()
    width = width_for(largest)
    writer.add("values", pack(np.concatenate(table.heads), width))
    writer.add("lists", pack(table.lists, width))
    return width


def _lists(
    ids: NDArray[np.int64], postings: NDArray[np.uint64], rank: NDArray[np.uint32], start: int
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """For each key its only posting or `start` + where its list begins; and the lists, each after its length."""
    if not len(ids):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64)
    numbers = (postings >> np.uint64(POSTING_SHIFT)).astype(np.int64)
    exact = (postings & np.uint64(POSTING_BITS & ~Bears.FOLDED)) != 0
    order = np.lexsort((rank[numbers], ~exact, ids))
    ids, postings = ids[order], postings[order]
    starts = np.flatnonzero(np.diff(ids, prepend=-1))
    lengths = np.diff(starts, append=len(ids))
    several = lengths > 1
    list_lengths = np.where(several, lengths + 1, 0)
    begins = np.cumsum(list_lengths) - list_lengths
    heads = np.where(several, begins.astype(np.uint64) + np.uint64(start), postings[starts])
    tail = np.zeros(int(list_lengths.sum()), dtype=np.uint64)
    tail[begins[several]] = lengths[several]
    in_list = np.repeat(several, lengths)
    places = np.repeat(begins + 1 - starts, lengths) + np.arange(len(ids))
    tail[places[in_list]] = postings[in_list]
    return heads, tail
