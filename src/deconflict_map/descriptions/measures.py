"""Passages about a line or zone → the areas, lengths and widths that they give for it, to compare, never to draw with.

"some 49,400 square kilometres", "a 180-km-long strip", "88 km long". A distance isn't one, nor a depth. Refuses numbers
that the relation itself is drawn with: to compare those with the drawing would compare them with themselves.
Trade-off taken: an exact number may be off by half of what it is rounded to, since news rounds without saying so.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.descriptions.patterns import begins_before, ends_at
from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.model.article import Span
from deconflict_map.model.claim import Measure, Stated
from deconflict_map.units.length import Length
from deconflict_map.units.number import number_words
from deconflict_map.units.quantity import Quantity, bound_words, read_area, read_length, read_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.relation import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    behind: tuple[str, ...]
    before: tuple[str, ...]


@cache
def _wordings() -> dict[str, _Wording]:
    table = tomllib.loads(word_list("measures"))
    return {
        name: _Wording(behind=tuple(words["behind"]), before=tuple(words.get("before", ())))
        for name, words in table.items()
    }


def stated(passages: Sequence[Passage], relation: Relation | None = None) -> tuple[Stated, ...]:
    """The numbers that `passages`, all of which speak of one line or zone, give for its area, length and width.

    Areas are in square metres, lengths and widths in metres, in the order of the words. Lengths that `relation` holds
    are left out: it is drawn with them.
    """
    drawn = frozenset(length.metres for length in _lengths(relation))
    return tuple(
        one
        for passage in passages
        for one in _stated(passage)
        if one.measure is Measure.AREA or not any(one.least <= metres <= one.most for metres in drawn)
    )


def _lengths(node: object) -> Iterator[Length]:
    if isinstance(node, Length):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _lengths(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _lengths(getattr(node, field.name))


def _stated(passage: Passage) -> Iterator[Stated]:
    index = 0
    while index < len(passage.words):
        read = _measured(passage, index) if _may_begin(passage, index) else None
        if read is None:
            index += 1
            continue
        quantity, measure = read
        start = passage.words[index].start
        if measure is not None and not quantity.reason:
            half = quantity.half_unit if quantity.least == quantity.most else 0.0
            yield Stated(
                measure=measure,
                least=max(quantity.least - half, 0.0),
                most=quantity.most + half,
                span=Span(start=start, end=quantity.end),
            )
        index = max(passage.index_at(quantity.end), index + 1)


def _may_begin(passage: Passage, index: int) -> bool:
    """Whether a number, or the words that bound one, may begin at word `index`: cheaper than to read one."""
    word = passage.folded[index]
    return word[0].isdigit() or word in bound_words() or word in number_words()


def _measured(passage: Passage, index: int) -> tuple[Quantity, Measure | None] | None:
    """The quantity that begins at word `index`, and what it measures of the line or zone, if of it at all."""
    text, start = passage.article.text, passage.words[index].start
    area = read_area(text, start)
    if area is not None:
        return area, Measure.AREA
    long = _longer(text, start)
    if long is not None:
        return long, Measure.LENGTH
    length = read_length(text, start)
    if length is None:
        return None
    behind = passage.index_at(length[1].end)
    others = _wordings()["others"]
    if ends_at(others.behind, passage, behind) is not None or begins_before(others.before, passage, index) is not None:
        return length[1], None
    for name, measure in (("length", Measure.LENGTH), ("width", Measure.WIDTH)):
        wording = _wordings()[name]
        if (
            ends_at(wording.behind, passage, behind) is not None
            or begins_before(wording.before, passage, index) is not None
        ):
            return length[1], measure
    return length[1], None


def _longer(text: str, start: int) -> Quantity | None:
    """The longer side of "30 km by 480 km"."""
    size = read_size(text, start)
    if size is None:
        return None
    long = max(size[:2], key=lambda length: length.metres)
    return Quantity(
        value=long.metres,
        least=long.least_m,
        most=long.most_m,
        half_unit=long.precision_m,
        bound=long.bound,
        end=size[2],
    )
