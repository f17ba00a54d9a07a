"""A phrase and the spans of its names → the kinds of place that a list of names asks for.

"Latakia, Hama and Aleppo provinces" and "the municipalities of A, B and C" ask for the kind of all their members.
A feature word beside one name ("Idlib province") asks for a division, too; other kinds are left to resolution, which
reads them itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.place import PlaceKind
from deconflict_map.model.word import split_words
from deconflict_map.naming.lists import lists
from deconflict_map.toponyms.cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.article import Span

_JOINT = re.compile(r"\s*(?:,|;|&|[-–/]|,?\s+(?:and|or|in|as well as))\s*(?:the\s+)?", re.IGNORECASE)
_OF = ("of", "of the")
_SINGLE = frozenset({PlaceKind.DIVISION, PlaceKind.STREAM, PlaceKind.LAKE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The kind of place that the words ask for; `towns_only` if they only rule towns out."""

    kind: PlaceKind
    towns_only: bool = False


def asked_kinds(text: str, spans: Sequence[Span]) -> list[Asked | None]:
    """For each span what is asked for, or `None`."""
    kinds: list[Asked | None] = []
    for first, last in _runs(text, spans):
        asked = _asked(text, spans[first], spans[last], count=last - first + 1)
        row = spans[first : last + 1]
        kinds += [asked] * len(row) if asked is not None or len(row) == 1 else [_own(text, span) for span in row]
    return kinds


def _own(text: str, span: Span) -> Asked | None:
    """What a word beside a single name asks for that stands in a row: "the Euphrates in Raqqa province"."""
    asked = _asked(text, span, span, count=1)
    return None if asked is None or asked.towns_only else asked


def _runs(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Names that are listed together, by the indexes of the first and the last."""
    runs: list[tuple[int, int]] = []
    for index, span in enumerate(spans):
        if runs and _JOINT.fullmatch(text, spans[index - 1].end, span.start):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _asked(text: str, first: Span, last: Span, *, count: int) -> Asked | None:
    before = [word.folded for word in split_words(text, max(0, first.start - 40), first.start)]
    after = [word.folded for word in split_words(text, last.end, min(len(text), last.end + 24))]
    words_before, direct = tuple(before), before[-1:] + after[:1]
    while before and before[-1] in _OF:
        before.pop()
    asked = before[-1:] + after[:1]
    known = lists().plural_kinds if count > 1 else lists().kinds
    found = next((known[word] for word in asked if word in known), None)
    if found is None and count == 1:
        found = _single(asked, direct)
    if found is not None:
        return Asked(kind=found)
    return Asked(kind=PlaceKind.DIVISION, towns_only=True) if _has_border(words_before, after) else None


def _has_border(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether what is named has a border: "the Gaza border", "the border of Gaza with Egypt", "between Gaza and …"."""
    inner = list(before)
    while inner and inner[-1] in (*_OF, "between", "the"):
        inner.pop()
    behind = len(inner) < len(before) and inner[-1:] and inner[-1] in lists().of_areas
    return bool(behind or (after[:1] and after[0] in lists().of_areas))


def _single(asked: Sequence[str], direct: Sequence[str]) -> PlaceKind | None:
    """Reads "Idlib province", "the province of Idlib", "the river Jordan", but not "the river of Jordan"."""
    for word in asked:
        kind = cues().kind_of_feature_word(word)
        if kind is PlaceKind.DIVISION or (kind in _SINGLE and word in direct):
            return kind
    return None
