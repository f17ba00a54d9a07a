"""Sorted postings → the same, and at each key what folding it would find.

Folding a name costs more than finding it. Most keys are *closed*: every place that folding the name would find bears
the key itself. The others hold the number of their folded key behind their postings. So a name that is known is never
folded when it is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from deconflict_map.gazetteer.layout import POSTING_SHIFT, Bears
from deconflict_map.gazetteer.names import folded_key
from deconflict_map.gazetteer.strings import shard_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import marisa_trie
    from numpy.typing import NDArray

_EXACT = int(Bears.LIGHT | Bears.DEMONYM)
_CLOSED = -1

Numbers: TypeAlias = "NDArray[np.uint32 | np.uint64]"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingTable:
    """All keys and their postings, before they are packed.

    `heads` hold for each key of each trie its only posting, or `limit` and the place of its list in `lists`, which
    begins with its length.
    """

    tries: Sequence[marisa_trie.Trie]
    heads: Sequence[Numbers]
    lists: Numbers
    limit: int

    def closed(self) -> tuple[Numbers, Numbers]:
        """Heads of all keys, and lists: closed keys are marked; those of others end with their folded key's number."""
        bases = (0, *accumulate(map(len, self.tries)))
        folded = [self._folded_keys(trie, head, bases) for trie, head in zip(self.tries, self.heads, strict=True)]
        return self._with_folded_keys(np.concatenate(self.heads), np.concatenate(folded))

    def _folded_keys(self, trie: marisa_trie.Trie, head: Numbers, bases: tuple[int, ...]) -> NDArray[np.int64]:
        """For each key of a trie the number of its folded key, or -1 where the key is closed."""
        numbers = np.full(len(trie), _CLOSED, dtype=np.int64)
        # Items of a memoryview are read three times as fast as those of an array.
        heads, lists = [own.data for own in self.heads], self.lists.data
        own, found = head.data, numbers.data
        for key, at in trie.iteritems():
            folded = folded_key(key)
            if not folded or folded == key:
                continue
            shard = shard_of(folded, len(self.tries))
            other = self.tries[shard].get(folded)
            if other is None:
                continue
            exact = {p >> POSTING_SHIFT for p in self._postings(own[at], lists) if p & _EXACT}
            alike = self._postings(heads[shard][other], lists)
            if not all(p >> POSTING_SHIFT in exact for p in alike if p & Bears.FOLDED):
                found[at] = bases[shard] + other
        return numbers

    def _postings(self, value: int, lists: memoryview) -> Sequence[int]:
        if value < self.limit:
            return (value,)
        start = value - self.limit
        return lists[start + 1 : start + 1 + lists[start]]

    def _with_folded_keys(self, heads: Numbers, folded: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
        """The table laid out anew: an open key has a list, even for one posting."""
        values, is_open = heads.astype(np.int64), folded != _CLOSED
        single = values < self.limit
        starts = np.where(single, 0, values - self.limit)
        lengths = np.where(single, 1, self.lists[starts] if len(self.lists) else 1).astype(np.int64)
        listed = ~single | is_open
        room = np.where(listed, 1 + lengths + is_open, 0)
        begins = np.cumsum(room) - room
        lists = np.zeros(int(room.sum()), dtype=heads.dtype)
        lists[begins[listed]] = lengths[listed]
        lone, many = single & is_open, ~single
        lists[begins[lone] + 1] = heads[lone]
        steps = np.arange(int(lengths[many].sum())) - np.repeat(np.cumsum(lengths[many]) - lengths[many], lengths[many])
        targets = np.repeat(begins[many] + 1, lengths[many]) + steps
        lists[targets] = self.lists[np.repeat(starts[many] + 1, lengths[many]) + steps]
        lists[begins[is_open] + 1 + lengths[is_open]] = folded[is_open]
        mark = heads.dtype.type(Bears.CLOSED)
        lists[begins[many & ~is_open] + 1] |= mark
        return np.where(listed, self.limit + begins, heads | mark).astype(heads.dtype), lists
