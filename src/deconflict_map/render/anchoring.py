"""What a relation is relative to → the words for it: the article's own, or plain ones where it only points back.

Where the text says “the river” or “the border”, the name that is meant stands instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.anchor import (
    BorderRef,
    ChordRef,
    CoastRef,
    Described,
    EdgeRef,
    JunctionRef,
    MeridianRef,
    ParallelRef,
    PlaceRef,
)
from deconflict_map.model.toponym import ToponymKind
from deconflict_map.render.words import determiners, phrases

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Span
    from deconflict_map.model.reading import Reading
    from deconflict_map.model.relation import Relation

_LOOKED_BACK = 20  # characters; longer than any determiner with the word before it


def anchor_words(  # noqa: C901, PLR0911 -- one arm each
    anchor: Anchor, reading: Reading, tell: Callable[[Relation], str]
) -> str:
    """The words for an anchor; `tell` gives those of a relation."""
    say = phrases("anchor")

    def words(other: Anchor) -> str:
        return anchor_words(other, reading, tell)

    match anchor:
        case PlaceRef(centre=True):
            return say["centre"].format(place=_determined(anchor, reading))
        case PlaceRef():
            return _determined(anchor, reading)
        case Described(at=at):
            return phrases("relation")["point"].format(where=tell(at))
        case BorderRef(ref=ref, other=other) if ref.anaphor or (other is not None and other.anaphor):
            across = "" if other is None else place_name(other, reading)
            return say["border" if other is None else "border_with"].format(place=words(ref), other=across)
        case CoastRef(ref=ref) if ref.anaphor:
            return say["coast"].format(place=words(ref))
        case EdgeRef(ref=ref):
            return say["edge"].format(place=words(ref))
        case ParallelRef(place=PlaceRef() as place):
            return say["latitude_of"].format(place=words(place))
        case MeridianRef(place=PlaceRef() as place):
            return say["longitude_of"].format(place=words(place))
        case JunctionRef(kind=kind, ref=ref, other=other):
            phrase = kind.value if other is None else f"{kind.value}_with"
            return say[phrase].format(place=words(ref), other="" if other is None else words(other))
        case ChordRef(points=points):
            return say["chord"].format(places=" – ".join(words(point) for point in points))
        case _:
            return _behind_article(quoted(anchor.span, reading), anchor.span.start, reading)


def is_named(anchor: Anchor) -> bool:
    """Whether an anchor can stand for a point as it is: a place by its mere name, or anything but a place."""
    return not isinstance(anchor, PlaceRef) or not anchor.wants


def quoted(span: Span, reading: Reading) -> str:
    """The article's words with single spaces."""
    return " ".join(reading.article.quote(span).split())


def place_name(ref: PlaceRef, reading: Reading) -> str:
    """The words for a place, without an article; a people's as they stand ("the Syrian side")."""
    toponym = reading.resolutions[ref.toponym].toponym
    return toponym.text if toponym.kind is ToponymKind.DEMONYM else _name(ref, reading)[0]


def _determined(ref: PlaceRef, reading: Reading) -> str:
    name, start = _name(ref, reading)
    return _behind_article(name, start, reading)


def _behind_article(words: str, start: int, reading: Reading) -> str:
    """The words, with “the” where an article or possessive stands before them in the text."""
    before = reading.article.text[max(0, start - _LOOKED_BACK) : start].split()
    return f"the {words}" if before and before[-1].casefold() in determiners() else words


def _name(ref: PlaceRef, reading: Reading) -> tuple[str, int]:
    """The words for a place, and where in the text they begin."""
    resolution = reading.resolutions[ref.toponym]
    toponym = resolution.toponym
    own = not ref.anaphor and ref.span.covers(toponym.span)
    if own and toponym.kind is ToponymKind.DEMONYM and resolution.place is not None:
        return resolution.place.name, ref.span.start
    return (quoted(ref.span, reading), ref.span.start) if own else (toponym.text, toponym.span.start)
