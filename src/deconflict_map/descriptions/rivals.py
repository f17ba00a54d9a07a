"""The relation of a phrase → the same, or its rival readings, where the words leave two that no other words settle.

A depth along a border lies on one side of it or the other; "north of A and B" is north of both lines or of either; what
stands behind two places may narrow both or the last alone. Readings are in the order of how likely they are, each with
what it assumes; they are drawn apart. Refuses nothing. Trade-off taken: one doubt at a time, the one that moves most
ground, since readings multiply and nobody compares eight maps.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.context import joined
from deconflict_map.model.anchor import BorderRef, NamedLineRef, PlaceRef
from deconflict_map.model.qualifier import Bank, WidthKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    BorderSide,
    DirectionOf,
    Except,
    OneOf,
    PartOf,
    SideOf,
    Spanning,
    Strip,
    Within,
    WithinDistance,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.relation import Relation
    from deconflict_map.units.heading import Heading

_NARROWING = (SideOf, DirectionOf, WithinDistance)
_SETTLING = (Within, PartOf, SideOf, BorderSide)
_TWO = 2


def with_rivals(context: Context, relation: Relation) -> Relation:
    """The relation, or its rival readings; only of a phrase, whose words are all there is."""
    if not context.is_phrase:
        return relation
    for doubt in (_on_either_side, _of_both_or_either, _parted):
        found = doubt(context, relation)
        if found is not None:
            return found
    return _narrowed(context, relation)


def _on_either_side(context: Context, relation: Relation) -> Relation | None:
    """A depth along a line with nothing that says on which side."""
    match relation:
        case Strip(kind=WidthKind.DEPTH, side=None, inwards=None, other_width=None):
            sides = _sides(context, relation.ref)
            if len(sides) != _TWO:
                return None
            quote = _quote(context, relation)
            readings = tuple(replace(relation, side=side) for side, _ in sides)
            told = tuple(f"“{quote}” is read as lying {words}; the words don't say on which side" for _, words in sides)
            return OneOf(readings=readings, assumptions=told, span=relation.span)
        case Spanning(of=of):
            return _lifted(_on_either_side(context, of), lambda one: replace(relation, of=one))
        case Except(of=of):
            return _lifted(_on_either_side(context, of), lambda one: replace(relation, of=one))
        case AllOf(parts=(first, *others)) if not any(isinstance(other, _SETTLING) for other in others):
            return _lifted(_on_either_side(context, first), lambda one: replace(relation, parts=(one, *others)))
        case _:
            return None


def _sides(context: Context, line: Anchor) -> list[tuple[PlaceRef | Bank, str]]:
    """The two sides of a line, and how they are told."""
    match line:
        case BorderRef(ref=one, other=PlaceRef() as other):
            owners = (one, other)
        case NamedLineRef(between=(one, other)):
            owners = (one, other)
        case PlaceRef() if context.is_line(line):
            return [(bank, f"on its {bank.value} bank") for bank in (Bank.LEFT, Bank.RIGHT)]
        case _:
            return []
    return [(owner, f"on the side of {_name(context, owner)}") for owner in owners]


def _of_both_or_either(context: Context, relation: Relation) -> Relation | None:
    """Reads "east of the Euphrates and the Khabur": east of both, or of either."""
    match relation:
        case AnyOf(parts=(SideOf() as one, SideOf() as other)) if _same_side(one.heading, other.heading):
            words = context.passage.article.text[one.span.end : other.span.start].split()
            if "and" not in words or one.ref == other.ref or len(words) > _TWO + 1:
                return None
            quote = _quote(context, relation)
            both = AllOf(parts=relation.parts, span=relation.span)
            told = (f"“{quote}” is read as on that side of both", f"“{quote}” is read as on that side of either")
            return OneOf(readings=(both, relation), assumptions=told, span=relation.span)
        case AllOf(parts=parts):
            for place, part in enumerate(parts):
                found = _of_both_or_either(context, part)
                if isinstance(found, OneOf):
                    before, behind = parts[:place], parts[place + 1 :]
                    return _lifted(found, lambda one: _flat(relation, (*before, one, *behind)))  # noqa: B023 -- called at once
            return None
        case _:
            return None


def _narrowed(context: Context, relation: Relation) -> Relation:
    """Reads "A and B north of C": of both, or of B alone. Names that share one feature word stay together."""
    match relation:
        case AllOf(parts=(AnyOf(parts=(Within() as one, Within() as last)), narrowing)) if isinstance(
            narrowing, _NARROWING
        ):
            between = context.passage.article.text[last.span.end : narrowing.span.start]
            first = context.passage.article.text[one.span.end : last.span.start].split()
            if "," in between or first != ["and"] or _wants(one) or _wants(last) or _bounds(narrowing, one, last):
                return relation
            quote = _quote(context, narrowing)
            alone = AllOf(parts=(last, narrowing), span=joined(last.span, narrowing.span))
            told = (
                f"“{quote}” is read as narrowing all that stands before it",
                f"“{quote}” is read as narrowing {_name(context, last.ref)} alone",
            )
            either = AnyOf(parts=(one, alone), span=relation.span)
            return OneOf(readings=(relation, either), assumptions=told, span=relation.span)
        case _:
            return relation


def _parted(context: Context, relation: Relation) -> Relation | None:
    """Reads "A west of the river and B", where B is a region of its own: it isn't what A lies west of."""
    match relation:
        case AllOf(
            parts=(Within() as one, AnyOf(parts=(SideOf() as side, DirectionOf(ref=PlaceRef() as ref) as back)))
        ):
            if not (context.is_country(ref) or ref.wants) or not _same_side(side.heading, back.heading):
                return None
            narrowed = AllOf(parts=(one, side), span=joined(one.span, side.span))
            apart = AnyOf(parts=(narrowed, Within(ref=ref, span=ref.span)), span=relation.span)
            name = _name(context, ref)
            told = (f"{name} is read as another part of it", f"{name} is read as what it lies on that side of")
            return OneOf(readings=(apart, relation), assumptions=told, span=relation.span)
        case _:
            return None


def _wants(part: Within) -> bool:
    return not isinstance(part.ref, PlaceRef) or bool(part.ref.wants)


def _bounds(narrowing: Relation, *named: Within) -> bool:
    """Whether what narrows is the border of what is named: then it speaks of both."""
    match narrowing:
        case SideOf(ref=BorderRef(ref=ref)) | WithinDistance(ref=BorderRef(ref=ref)):
            owners = {one.ref.toponym for one in named if isinstance(one.ref, PlaceRef)}
            return ref.anaphor or ref.toponym in owners
        case _:
            return False


def _lifted(found: Relation | None, build: Callable[[Relation], Relation]) -> Relation | None:
    """Readings of a part as readings of the whole."""
    if not isinstance(found, OneOf):
        return None
    readings = tuple(build(one) for one in found.readings)
    return replace(found, readings=readings, span=readings[0].span)


def _flat(whole: AllOf, parts: tuple[Relation, ...]) -> Relation:
    flat = tuple(part for one in parts for part in (one.parts if isinstance(one, AllOf) else (one,)))
    return replace(whole, parts=flat)


def _same_side(one: Heading, other: Heading) -> bool:
    return one.azimuth_deg == other.azimuth_deg


def _quote(context: Context, relation: Relation) -> str:
    return context.passage.article.quote(relation.span)


def _name(context: Context, anchor: Anchor) -> str:
    return context.resolutions[anchor.toponym].toponym.text if isinstance(anchor, PlaceRef) else "it"
