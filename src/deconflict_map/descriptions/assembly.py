"""The items of a description → one relation: a strip with its line, side and span, a line with its ends, or conditions.

The order of items hardly matters ("along the border, 30 km deep, on the Syrian side"), only what is there. Items that
say nothing together are refused with a reason, never dropped.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions import courses, posts, strips
from deconflict_map.descriptions.anchors import at
from deconflict_map.descriptions.clauses import elements, items
from deconflict_map.descriptions.context import UnfollowedError, joined
from deconflict_map.descriptions.elements import (
    Afloat,
    Along,
    Back,
    But,
    Cut,
    Equally,
    Ground,
    Head,
    Item,
    Joint,
    Named,
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
from deconflict_map.descriptions.nested_strips import within
from deconflict_map.descriptions.settling import settle
from deconflict_map.model.anchor import Described, MeridianRef, ParallelRef
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    Around,
    AtSea,
    BankOf,
    Between,
    Corners,
    Countryside,
    Except,
    Holds,
    Near,
    OnFeature,
    Outskirts,
    PartOf,
    RestOf,
    ShareOf,
    SideOf,
    Spanning,
    Within,
    WithinDistance,
)
from deconflict_map.units.heading import opposite, parse_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.descriptions.context import Context
    from deconflict_map.descriptions.elements import Element
    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import Relation
    from deconflict_map.units.heading import Heading

# Grounds of these kinds, joined by "and", are meant together; of any other kind each is a condition.
_CIRCLES = (ParallelRef, MeridianRef)
_LISTED = (Within, PartOf, Near, Around, Outskirts, Countryside, ShareOf, WithinDistance, OnFeature)


def assemble(context: Context, row: Sequence[Node]) -> Relation:
    """The relation that a row of items describes.

    Raises:
        UnfollowedError: The items say nothing together, or hold a reference that can't be followed.
    """
    return compose(context, items(context, row))


def single(context: Context, node: Node) -> Relation:
    """The relation of one item."""
    return compose(context, tuple(Item(element=one, joint=Joint.NONE) for one in elements(context, node)))


def compose(context: Context, row: Sequence[Item]) -> Relation:
    """The relation that elements describe together."""
    buts = [item.element for item in row if isinstance(item.element, But)]
    rest = [item for item in row if not isinstance(item.element, But | Skipped)]
    groups = _groups(rest)
    relations = [_group(context, group) for group in groups]
    whole = any_of(relations)
    if not buts:
        return whole
    but = tuple(within(one, whole) for part in buts for one in part.relations)
    return Except(of=whole, but=but, span=joined(whole.span, buts[-1].span))


def any_of(relations: Sequence[Relation]) -> Relation:
    """The relation itself, or all of several together."""
    if len(relations) == 1:
        return relations[0]
    parts = tuple(part for one in relations for part in (one.parts if isinstance(one, AnyOf) else (one,)))
    return AnyOf(parts=parts, span=joined(relations[0].span, relations[-1].span))


def _groups(row: Sequence[Item]) -> list[list[Item]]:
    """The items parted where a further place is named, or one's own surroundings: "A | and 5 km on each side of it"."""
    groups: list[list[Item]] = [[]]
    for item in row:
        named = any(isinstance(one.element, Named) for one in groups[-1])
        whole = groups[-1] and not all(isinstance(one.element, Head | Skipped) for one in groups[-1])
        if (isinstance(item.element, Named) and named) or (whole and item.joint is Joint.AND and item.refers_back):
            groups.append([])
        groups[-1].append(item)
    return groups


def _group(context: Context, group: Sequence[Item]) -> Relation:
    group = _between_circles([_followed(context, item, group) for item in group])
    found = [item.element for item in group]
    core: Relation | None
    taken: tuple[Element, ...]
    counted = posts.along(context, found)
    if counted is not None:
        core, taken = counted
    elif strips.is_strip(context, found):
        core, taken = strips.strip(context, found)
    elif courses.is_course(found):
        core, taken = courses.course(context, group)
    else:
        core, taken = _cut_bank(context, found) or (None, ())
    left = [item for item in group if not any(item.element is one for one in taken)]
    parts = _parts(context, left)
    if core is not None:
        parts = [(core, Joint.NONE), *parts]
    if not parts:
        raise UnfollowedError("nothing says where it is")
    return settle(context, _combined(context, parts))


def _cut_bank(context: Context, found: Sequence[Element]) -> tuple[Relation, tuple[Element, ...]] | None:
    """Reads "the east bank of R between A and B": the bank, cut to its span."""
    banks = [
        one
        for one in found
        if isinstance(one, Ground | Named) and isinstance(one.relation, SideOf | BankOf) and one.relation.strip
    ]
    cuts = [one for one in found if isinstance(one, Cut) and len(one.refs) > 1 and not one.midway]
    if len(banks) != 1 or len(cuts) != 1:
        return None
    ends = tuple(at(context, ref) for ref in cuts[0].refs)
    span = joined(banks[0].span, cuts[0].span)
    return Spanning(of=banks[0].relation, ends=ends, span=span), (banks[0], cuts[0])


def _parts(context: Context, left: Sequence[Item]) -> list[tuple[Relation, Joint]]:
    """The conditions that elements say each for itself."""
    found: list[tuple[Relation, Joint]] = []
    for item in left:
        relation = _condition(context, item.element, [one.element for one in left])
        if relation is not None:
            found.append((relation, item.joint))
    return found


def _condition(context: Context, element: Element, beside: Sequence[Element]) -> Relation | None:
    match element:
        case Head() | Skipped() | Equally() | Back():
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
            return _bounded(context, element, beside)
        case Sided() | Along() | Start() | Via() | Towards() | Turn() | Shape() | Square() | Width() | But():
            raise UnfollowedError("what this is said of can't be told")


def _followed(context: Context, item: Item, group: Sequence[Item]) -> Item:
    """A line that is named first and then cut ("the M4 between A and B") is followed from one to the other."""
    match item.element:
        case Named(relation=OnFeature(ref=ref)) if context.is_line(ref):
            cut = any(isinstance(one.element, Cut | Start | Stop) for one in group)
            wide = any(isinstance(one.element, Width) for one in group)
            return replace(item, element=Along(refs=(ref,), span=item.element.span)) if cut and not wide else item
        case _:
            return item


def _between_circles(group: list[Item]) -> list[Item]:
    """Reads "from 5° to 10° N" as between the two."""
    starts = [item for item in group if isinstance(item.element, Start) and isinstance(item.element.ref, _CIRCLES)]
    stops = [item for item in group if isinstance(item.element, Stop) and isinstance(item.element.ref, _CIRCLES)]
    if len(starts) != 1 or len(stops) != 1 or any(isinstance(item.element, Along | Via) for item in group):
        return group
    refs = tuple(item.element.ref for item in (starts[0], stops[0]) if isinstance(item.element, Start | Stop))
    cut = Cut(refs=refs, span=joined(starts[0].element.span, stops[0].element.span))
    return [replace(item, element=cut) if item is starts[0] else item for item in group if item is not stops[0]]


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
    sides = _half_planes(cut)
    if sides is not None:
        return sides
    return Between(refs=cut.refs, midway=cut.midway, span=cut.span)


def _half_planes(cut: Cut) -> Relation | None:
    """Between two parallels or meridians: the ground on the inner side of each."""
    if len(cut.refs) != 2 or cut.midway:
        return None
    match cut.refs:
        case (ParallelRef(lat=float(one)), ParallelRef(lat=float(other))):
            words, value = ("north", "south"), (one, other)
        case (MeridianRef(lon=float(one)), MeridianRef(lon=float(other))):
            words, value = ("east", "west"), (one, other)
        case _:
            return None
    first, second = _heading(words[0]), _heading(words[1])
    if value[0] > value[1] and words[0] == "north":
        first, second = second, first
    return AllOf(
        parts=(
            SideOf(ref=cut.refs[0], heading=first, span=cut.refs[0].span),
            SideOf(ref=cut.refs[1], heading=second, span=cut.refs[1].span),
        ),
        span=cut.span,
    )


def _heading(word: str) -> Heading:
    found = parse_heading(word)
    if found is None:
        raise AssertionError(word)  # a compass word of the vocabulary
    return found


def _combined(context: Context, parts: Sequence[tuple[Relation, Joint]]) -> Relation:
    """Conditions together; neighbours of the listed kinds that "and" joins count as one ground."""
    grounds: list[Relation] = []
    for relation, joint in parts:
        before = grounds[-1] if grounds else None
        if joint is Joint.AND and _lists(before, relation) and before is not None:
            known = before.parts if isinstance(before, AnyOf) else (before,)
            grounds[-1] = AnyOf(parts=(*known, relation), span=joined(before.span, relation.span))
        else:
            grounds.append(relation)
    if all(isinstance(ground, Holds) for ground in grounds):
        return _whole_of(context, grounds)
    if len(grounds) == 1:
        return grounds[0]
    flat = tuple(part for ground in grounds for part in (ground.parts if isinstance(ground, AllOf) else (ground,)))
    return AllOf(parts=flat, span=_over([ground.span for ground in grounds]))


def _whole_of(context: Context, held: Sequence[Relation]) -> Relation:
    """Reads "the zone includes the districts of A and B" where nothing else says what it is: it consists of them."""
    spans = _over([one.span for one in held])
    refs = tuple(one.ref for one in held if isinstance(one, Holds))
    if all(context.is_country(ref) for ref in refs):
        return any_of([Within(ref=ref, span=ref.span) for ref in refs])
    return held[0] if len(held) == 1 else AllOf(parts=tuple(held), span=spans)


def _over(spans: Sequence[Span]) -> Span:
    found = spans[0]
    for span in spans[1:]:
        found = joined(found, span)
    return found


def _lists(before: Relation | None, relation: Relation) -> bool:
    last = before.parts[-1] if isinstance(before, AnyOf) else before
    return isinstance(last, _LISTED) and isinstance(relation, _LISTED) and type(last) is type(relation)
