"""Names of places → tries of keys, and for each key its postings, weightiest place first.

A key with one posting holds it in place of a pointer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.gazetteer.indexing.closing import PostingTable
from deconflict_map.gazetteer.layout import POSTING_BITS, POSTING_SHIFT, Bears
from deconflict_map.gazetteer.names import folded_keys, has_variable_word, is_acronym, light_key
from deconflict_map.gazetteer.packed import pack, width_for
from deconflict_map.gazetteer.strings import write_shard

if TYPE_CHECKING:
    import marisa_trie
    from numpy.typing import NDArray

    from deconflict_map.gazetteer.container import ContainerWriter
    from deconflict_map.gazetteer.indexing.sharding import ShardedSpool
    from deconflict_map.gazetteer.indexing.spool import PlaceNames


def keys_of(names: PlaceNames, *, romanised: bool) -> dict[str, int]:
    """The keys under which a place is posted, each with how the place bears it (bits of `Bears`).

    Names that aren't transcriptions are found as they are spelt, but for words that are written in several ways in any
    language: *Saint*, *Mount*, articles.
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
        if romanised or has_variable_word(light):
            for folded in folded_keys(name):
                keys[folded] = keys.get(folded, 0) | Bears.FOLDED
    for name in names.demonyms:
        light = light_key(name)
        if light:
            keys[light] = keys.get(light, 0) | Bears.DEMONYM
    keys.pop("", None)
    return keys


def write_keys(writer: ContainerWriter, spool: ShardedSpool, rank: NDArray[np.uint32]) -> int:
    """Write the sections of keys and postings; gives the width of a posting in bytes.

    `rank` is that of each place by its final number: the lower is listed first.
    """
    limit = len(rank) << POSTING_SHIFT
    # Every posting could stand in a list, which has its length before it and the number of a key behind it.
    largest = limit + 3 * spool.count
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
    values, tails = table.closed()
    width = width_for(largest)
    writer.add("values", pack(values, width))
    writer.add("lists", pack(tails, width))
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
