"""The elements of a strip, one after another → what is known of it so far: widths, their sides, and the line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.elements import Along, Back, Element, Equally, Ground, Named, Sided, Via, Width
from deconflict_map.model.anchor import BorderRef, PlaceRef
from deconflict_map.model.qualifier import Bank, WidthKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    AtDistance,
    BankOf,
    BorderSide,
    OnFeature,
    Relation,
    SideOf,
    Within,
    WithinDistance,
)
from deconflict_map.units.heading import between, opposite

if TYPE_CHECKING:
    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.units.heading import Heading
    from deconflict_map.units.length import Length


@dataclass(slots=True)
class Band:
    """One width and the side that it lies on, as far as they are known."""

    length: Length | None
    kind: WidthKind
    side: Anchor | Heading | Bank | None = None


@dataclass(slots=True)
class Plan:
    """What the elements say of a strip, gathered from left to right."""

    bands: list[Band] = field(default_factory=list)
    line: Anchor | None = None
    inwards: bool | None = None
    ends: tuple[Relation, ...] = ()
    side: Anchor | Heading | Bank | None = None
    both: bool = False
    """Whether the words say that each width lies on both sides."""
    equally: bool = False
    back: bool = False
    via: tuple[Relation, ...] = ()
    taken: list[Element] = field(default_factory=list)


def gather(context: Context, plan: Plan, one: Element, reach: Ground | None) -> None:
    """Add what one element says to the plan; `reach` is the distance that counts as a depth, if there is one."""
    match one:
        case Width():
            plan.bands.append(Band(one.length, one.kind, one.side if one.side is not None else plan.side))
            plan.line = plan.line or one.line
            plan.side = None
        case Sided():
            _take_side(plan, one)
        case Along():
            plan.line = plan.line or one.refs[0]
        case Via() if all(isinstance(one_point, Within) for one_point in one.relations):
            plan.via = (*plan.via, *one.relations)
        case Back() | Equally():
            plan.equally = plan.equally or isinstance(one, Equally)
            plan.back = plan.back or isinstance(one, Back)
        case Ground() if one is reach and isinstance(one.relation, AtDistance | WithinDistance):
            plan.bands.append(Band(one.relation.distance, WidthKind.DEPTH))
            plan.line = plan.line or one.relation.ref
        case Ground() | Named() if _takes(context, plan, one.relation):
            pass
        case _:
            return
    plan.taken.append(one)


def _takes(context: Context, plan: Plan, relation: Relation) -> bool:
    """Whether ground tells a line or side of the strip; the plan then has it."""
    match relation:
        case SideOf() | BankOf() | BorderSide():
            return _take_side_of(context, plan, relation)
        case AllOf(parts=(AtDistance() as far, SideOf() as side)) if plan.bands:
            # "6 km to the north and 6 km to the south of the river"
            plan.bands.append(Band(far.distance, WidthKind.DEPTH, side.heading))
            plan.line = plan.line or side.ref
        case AnyOf(parts=(SideOf() as side, SideOf() as other)) if side.ref == other.ref:
            if opposite(side.heading) == other.heading:
                plan.both, plan.line = True, plan.line or side.ref
                return True
            # "to the south and east of the berm": the one side that faces both
            return _take_side_of(context, plan, replace(side, heading=between(side.heading, other.heading)))
        case OnFeature(ref=ref) if plan.line is None:
            plan.line = ref
        case _:
            return False
    return True


def _take_side(plan: Plan, sided: Sided) -> None:
    plan.line = plan.line or sided.line
    if sided.both:
        plan.both = True
        return
    put_side(plan, sided.side)


def put_side(plan: Plan, side: Anchor | Heading | Bank | None) -> None:
    """Give a side to the first width that has none, or keep it for the next."""
    # "beyond the border into Serbia": the country tells what lies beyond it.
    open_bands = [band for band in plan.bands if band.side is None or (band.side is Bank.FAR and side is not Bank.FAR)]
    if open_bands:
        open_bands[-1].side = side
    else:
        plan.side = side


def _is_same(line: Anchor | None, ref: Anchor) -> bool:
    """Whether a side is of the line that the strip lies along, whatever words name it ("on the east bank")."""
    if isinstance(line, PlaceRef) and isinstance(ref, PlaceRef):
        return line.toponym == ref.toponym
    return line is None or line == ref


def _take_side_of(context: Context, plan: Plan, relation: Relation) -> bool:
    """A side of a line, as the side of the strip and, where nothing else is, as its line; whether it was taken."""
    match relation:
        case SideOf():
            if not context.is_line(relation.ref) or not _is_same(plan.line, relation.ref):
                return False
            plan.line = plan.line or relation.ref
            put_side(plan, relation.heading)
        case BankOf():
            if not _is_same(plan.line, relation.ref):
                return False
            plan.line = plan.line or relation.ref
            own = relation.seen_from if relation.bank is Bank.NEAR else None  # "on the Lebanese side"
            put_side(plan, relation.bank if own is None else own)
        case BorderSide():
            if relation.other is not None and plan.line is None:
                plan.line = BorderRef(ref=relation.other, other=relation.ref, span=relation.span)
            put_side(plan, relation.ref)
        case _:
            return False
    return True
