"""A text of which parts are withheld → strings without longer quotations from these parts.

Words are compared in lower case, in their order. A run of six or more words that stands in the text, and not in one of
the sentences that stay, is replaced by "[…]"; shorter ones are anybody's.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deconflict_map.model.word import split_words
from deconflict_map.publishing.rewriting import Edit, edited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.article import Span

RUN = 6
_CUT = "[…]"


class Quoting:
    """What may not be quoted: `text` without the stretches that stay."""

    def __init__(self, text: str, kept: Sequence[Span]) -> None:
        self._text = text
        self._kept = kept

    @cached_property
    def _free(self) -> frozenset[tuple[str, ...]]:
        return frozenset(run for span in self._kept for run in _runs(self._text[span.start : span.end]))

    @cached_property
    def _withheld(self) -> frozenset[tuple[str, ...]]:
        return frozenset(_runs(self._text)) - self._free

    def cut(self, text: str) -> str:
        """A string with every longer quotation from what is withheld cut out of it."""
        words = split_words(text)
        edits = [
            Edit(start=words[at].start, end=words[at + RUN - 1].end, words=_CUT)
            for at, run in enumerate(_runs(text))
            if run in self._withheld
        ]
        return edited(text, edits).text if edits else text


def _runs(text: str) -> list[tuple[str, ...]]:
    """All runs of six words, in lower case."""
    words = [word.folded for word in split_words(text)]
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
