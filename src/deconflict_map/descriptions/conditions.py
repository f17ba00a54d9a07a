"""Elements that are no part of a strip or line → what each says for itself: ground, a side, a bound, a whole region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.descriptions.combining import any_of
from deconflict_map.descriptions.context import UnfollowedError
from deconflict_map.descriptions.elements import (
    Afloat,
    Along,
    Back,
    But,
    Cut,
    Equally,
    Ground,
    Head,
    InPart,
    Item,
    Joint,
    Named,
    Parallel,
    Rest,
    Shape,
    Sided,
    Skipped,
    Square,
    Start,
    Stop,
    Towards,
    Turn,
    Via,
    Width,
)
from deconflict_map.descriptions.graticule import half_planes
from deconflict_map.model.anchor import Described
from deconflict_map.model.relation import (
    AllOf,
    AtSea,
    Between,
    Corners,
    Holds,
    RestOf,
    SideOf,
    Within,
)
from deconflict_map.units.heading import opposite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.context import Context
    from deconflict_map.descriptions.elements import Element, Item
    from deconflict_map.model.relation import Relation


def conditions(context: Context, left: Sequence[Item]) -> list[tuple[Relation, Joint]]:
    """The conditions that elements say each for itself."""
    found: list[tuple[Relation, Joint]] = []
    for item in left:
        relation = _condition(context, item.element, [one.element for one in left])
        if relation is not None:
            found.append((relation, item.joint))
    return found


def _condition(context: Context, element: Element, beside: Sequence[Element]) -> Relation | None:
    match element:
        case Head() | Skipped() | Equally() | Back() | InPart():  # "(from A) in the south": A says where that is
            return None
        case Afloat():
            return AtSea(on_land=element.on_land, span=element.span)
        case Ground() | Named():
            return element.relation
        case Cut():
            return _covered(context, element) if element.covers else _between(context, element)
        case Rest():
            return any_of([RestOf(ref=ref, but=(), span=element.span) for ref in element.refs])
        case Stop():
            back = any(isinstance(one, Back) for one in beside)  # "forces go back to …": there they then are
            return element.relation if back else _bounded(context, element, beside)
        case (
            Parallel() | Sided() | Along() | Start() | Via() | Towards() | Turn() | Shape() | Square() | Width() | But()
        ):
            raise UnfollowedError("what this is said of can't be told")


def _covered(context: Context, cut: Cut) -> Relation:
    """Reads "covering A and B": the ground of provinces, and zones that hold towns."""
    parts: list[Relation] = []
    for ref in cut.refs:
        if isinstance(ref, Described):
            parts.append(ref.at)
        else:
            parts.append(Within(ref=ref, span=ref.span))
    if any(isinstance(ref, Described) or context.is_country(ref) for ref in cut.refs):
        return any_of(parts)
    held = tuple(Holds(ref=ref, span=ref.span) for ref in cut.refs)
    return held[0] if len(held) == 1 else AllOf(parts=held, span=cut.span)


def _bounded(context: Context, stop: Stop, beside: Sequence[Element]) -> Relation:
    """Reads "(south of 10° N) down to the border": on this side of what it reaches."""
    if not context.is_line(stop.ref):
        raise UnfollowedError("an area ends at a line; this is none")
    towards = next(
        (one.relation.heading for one in beside if isinstance(one, Ground) and isinstance(one.relation, SideOf)), None
    )
    if towards is None:
        raise UnfollowedError("where it begins isn't said, only where it ends")
    return SideOf(ref=stop.ref, heading=opposite(towards), span=stop.span)


def _between(context: Context, cut: Cut) -> Relation:
    if len(cut.refs) < 2:
        raise UnfollowedError("only one of the things that it lies between is named")
    if len(cut.refs) > 2 and not cut.midway and all(context.is_spot(ref) for ref in cut.refs):
        return Corners(refs=cut.refs, span=cut.span)  # three towns have no *between* but the ground that they enclose
    sides = None if cut.midway else half_planes(cut.refs, cut.span)
    if sides is not None:
        return sides
    return Between(refs=cut.refs, midway=cut.midway, span=cut.span)
