"""Sorted postings → marks at the keys whose look-up needs no folding.

Folding a name costs more than finding it. Most keys are *closed*: every place that folding the name would find bears
the key itself. Who knows that need not fold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.layout import POSTING_SHIFT, Bears
from deconflict_map.gazetteer.names import folded_key
from deconflict_map.gazetteer.strings import shard_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import marisa_trie
    import numpy as np
    from numpy.typing import NDArray

_EXACT = int(Bears.LIGHT | Bears.DEMONYM)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingTable:
    """All keys and their postings, before they are packed.

    `heads` hold for each key of each trie its only posting, or `limit` and the place of its list in `lists`, which
    begins with its length.
    """

    tries: Sequence[marisa_trie.Trie]
    heads: Sequence[NDArray[np.uint32 | np.uint64]]
    lists: NDArray[np.uint32 | np.uint64]
    limit: int

    def mark_closed(self) -> None:
        """Mark the closed keys in their first postings."""
        # Items of a memoryview are read three times as fast as those of an array.
        heads, lists = [head.data for head in self.heads], self.lists.data
        for trie, head in zip(self.tries, heads, strict=True):
            for key, at in trie.iteritems():
                value = head[at]
                first = -1 if value < self.limit else value - self.limit
                exact = {p >> POSTING_SHIFT for p in self._postings(value, lists) if p & _EXACT}
                if exact and self._is_closed(key, exact, heads, lists):
                    if first < 0:
                        head[at] |= Bears.CLOSED
                    else:
                        lists[first + 1] |= Bears.CLOSED

    def _is_closed(self, key: str, exact: set[int], heads: Sequence[memoryview], lists: memoryview) -> bool:
        folded = folded_key(key)
        if folded == key:
            return True
        shard = shard_of(folded, len(self.tries))
        at = self.tries[shard].get(folded) if folded else None
        if at is None:
            return True
        alike = self._postings(heads[shard][at], lists)
        return all(posting >> POSTING_SHIFT in exact for posting in alike if posting & Bears.FOLDED)

    def _postings(self, value: int, lists: memoryview) -> Sequence[int]:
        if value < self.limit:
            return (value,)
        start = value - self.limit
        return lists[start + 1 : start + 1 + lists[start]]
