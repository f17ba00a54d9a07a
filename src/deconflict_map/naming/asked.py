"""A phrase and the spans of its names → the kinds of place that a list of names asks for.

"Latakia, Hama and Aleppo provinces" and "the municipalities of A, B and C" ask for the kind of all their members.
A feature word beside one name ("Idlib province") asks for a division, too; other kinds are left to resolution, which
reads them itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deconflict_map.model.place import PlaceKind
from deconflict_map.model.word import split_words
from deconflict_map.naming.lists import lists
from deconflict_map.toponyms.cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.article import Span

_JOINT = re.compile(r"\s*(?:,|;|&|,?\s+(?:and|or|in|as well as))\s*(?:the\s+)?", re.IGNORECASE)
_OF = ("of", "of the")


def asked_kinds(text: str, spans: Sequence[Span]) -> list[PlaceKind | None]:
    """For each span the kind that is asked for, or `None`."""
    kinds: list[PlaceKind | None] = []
    for first, last in _runs(text, spans):
        kind = _kind_of(text, spans[first], spans[last], count=last - first + 1)
        kinds += [kind] * (last - first + 1)
    return kinds


def _runs(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Names that are listed together, by the indexes of the first and the last."""
    runs: list[tuple[int, int]] = []
    for index, span in enumerate(spans):
        if runs and _JOINT.fullmatch(text, spans[index - 1].end, span.start):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _kind_of(text: str, first: Span, last: Span, *, count: int) -> PlaceKind | None:
    before = [word.folded for word in split_words(text, max(0, first.start - 40), first.start)]
    after = [word.folded for word in split_words(text, last.end, min(len(text), last.end + 24))]
    plural, single = lists().plural_kinds, lists().kinds
    while before and before[-1] in _OF:
        before.pop()
    asked = before[-1:] + after[:1]
    known = plural if count > 1 else single
    found = next((known[word] for word in asked if word in known), None)
    division = any(cues().kind_of_feature_word(word) is PlaceKind.DIVISION for word in asked)
    return PlaceKind.DIVISION if found is None and division and count == 1 else found
