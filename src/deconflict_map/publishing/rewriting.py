"""A reading and edits of its text → the same reading with another text, every span moved along.

An edit replaces a stretch of the article's text. What lies behind it moves; what lies in it or reaches into it grows to
the whole replacement, so that `text[start:end]` stays what the value speaks of. All other strings pass through a
function, save codes that name a kind, a record or a mark.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, TypeVar, cast

from deconflict_map.model.article import Span
from deconflict_map.model.footprint import Step
from deconflict_map.model.place import DataSource, Place
from deconflict_map.units.heading import Heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The stretch `[start, end)` of a text, and what stands there instead."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A text after edits, and where every span of the old text lies in it."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    new_starts: tuple[int, ...]
    new_ends: tuple[int, ...]

    def span(self, span: Span) -> Span:
        """Where a span of the old text lies now; one that reaches into an edit holds all of what stands there."""
        start = self._moved(span.start, begins=True)
        return Span(start=start, end=max(start, self._moved(span.end, begins=False)))

    def _moved(self, offset: int, *, begins: bool) -> int:
        """An offset: outside of edits moved along, inside of one the beginning or end of the replacement."""
        before = bisect_right(self.starts, offset) - 1 if begins else bisect_left(self.starts, offset) - 1
        if before < 0:
            return offset
        if offset < self.ends[before] or (offset == self.ends[before] and not begins):
            return self.new_starts[before] if begins else self.new_ends[before]
        return offset - self.ends[before] + self.new_ends[before]


def edited(text: str, edits: Iterable[Edit]) -> Edited:
    """A text with edits made; those that overlap become one, with the words of the first."""
    merged = _merged(edits)
    pieces, new_starts, new_ends, at, length = [], [], [], 0, 0
    for edit in merged:
        kept = text[at : edit.start]
        pieces += [kept, edit.words]
        new_starts.append(length + len(kept))
        length += len(kept) + len(edit.words)
        new_ends.append(length)
        at = edit.end
    return Edited(
        "".join([*pieces, text[at:]]),
        tuple(edit.start for edit in merged),
        tuple(edit.end for edit in merged),
        tuple(new_starts),
        tuple(new_ends),
    )


def _merged(edits: Iterable[Edit]) -> list[Edit]:
    merged: list[Edit] = []
    for edit in sorted(edits, key=lambda item: (item.start, -item.end)):
        if merged and edit.start < merged[-1].end:
            merged[-1] = replace(merged[-1], end=max(merged[-1].end, edit.end))
        elif edit.end > edit.start:
            merged.append(edit)
    return merged


_CODES: dict[type, frozenset[str]] = {
    Place: frozenset({"id", "feature", "country", "division", "district", "licence", "source"}),
    DataSource: frozenset({"id", "licence", "version"}),
    Step: frozenset({"rule", "source", "records"}),
    Heading: frozenset({"word"}),
}
"""Strings that are chosen from lists of ours or of the data's makers, never words of a text."""
_CODE_NAMES = frozenset({"id", "key"})


def rewritten(value: T, *, words: Callable[[str], str], span: Callable[[Span], Span] | None = None) -> T:
    """A value of the model with all its strings passed through `words` and all its spans through `span`."""
    return cast("T", _Rewriter(words, span).value(value))


class _Rewriter:
    def __init__(self, words: Callable[[str], str], span: Callable[[Span], Span] | None) -> None:
        self._words = words
        self._span = span
        self._told: dict[str, str] = {}

    def value(self, value: object) -> object:
        """A value with all that is in it."""
        match value:
            case Enum():
                return value
            case str():
                if value not in self._told:
                    self._told[value] = self._words(value)
                return self._told[value]
            case tuple():
                items = tuple(self.value(item) for item in value)
                return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
            case Span():
                return value if self._span is None else self._span(value)
            case _ if is_dataclass(value) and not isinstance(value, type):
                codes = _CODES.get(type(value), frozenset())
                changed: dict[str, object] = {}
                for field in fields(value):
                    old = getattr(value, field.name)
                    if field.name in codes or field.name in _CODE_NAMES:
                        continue
                    new = self.value(old)
                    if new is not old:
                        changed[field.name] = new
                return replace(value, **changed) if changed else value
            case _:
                return value


def strings_of(value: object) -> Iterable[str]:
    """Every string in a value of the model but those chosen from lists: codes, rules, licences; ids are among them."""
    match value:
        case Enum():
            return
        case str():
            yield value
        case tuple():
            for item in value:
                yield from strings_of(item)
        case _ if is_dataclass(value) and not isinstance(value, type):
            codes = _CODES.get(type(value), frozenset()) - _CODE_NAMES
            for field in fields(value):
                if field.name not in codes:
                    yield from strings_of(getattr(value, field.name))
        case _:
            return
