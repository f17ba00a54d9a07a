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
from deconflict_map.descriptions.combining import any_of, combined
from deconflict_map.descriptions.conditions import conditions
from deconflict_map.descriptions.context import UnfollowedError, joined
from deconflict_map.descriptions.elements import (
    Along,
    But,
    Cut,
    Ground,
    Head,
    InPart,
    Item,
    Joint,
    Named,
    Parallel,
    Sided,
    Skipped,
    Start,
    Stop,
    Via,
    Width,
)
from deconflict_map.descriptions.line_parts import in_parts
from deconflict_map.descriptions.nested_strips import within
from deconflict_map.descriptions.phrases import is_called_after
from deconflict_map.descriptions.settling import owned, settle
from deconflict_map.model.anchor import ChordRef, Described, MeridianRef, NamedLineRef, ParallelRef, PlaceRef
from deconflict_map.model.line_relation import FromTo
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import (
    AnyOf,
    AtDistance,
    BankOf,
    DirectionOf,
    Except,
    OnFeature,
    PartOf,
    SideOf,
    Spanning,
    Within,
)
from deconflict_map.units.heading import Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.descriptions.context import Context
    from deconflict_map.descriptions.elements import Element
    from deconflict_map.model.relation import Relation

_CIRCLES = (ParallelRef, MeridianRef)


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
    rest = [item for place, item in enumerate(rest) if not _is_explained(context, item, rest[place + 1 :])]
    relations: list[Relation] = []
    for group in _groups(rest):
        relations.append(_group(context, _beside(context, group, relations)))
    whole = any_of(relations)
    if not buts:
        return whole
    but = tuple(within(one, whole) for part in buts for one in part.relations)
    return Except(of=whole, but=but, span=joined(whole.span, buts[-1].span))


def _is_explained(context: Context, item: Item, behind: Sequence[Item]) -> bool:
    """Whether an item only names what those behind describe.

    "The Red Line, a line from A to B" is that line; "the X corridor, 4 km wide from A to B" and "the X salient around
    A" bear the name of a place, but don't lie where that place does.
    """
    match item.element:
        case Named(relation=OnFeature(ref=NamedLineRef())):
            return any(isinstance(one.element, Head) and one.element.sort == "line" for one in behind)
        case Named(relation=Within(ref=PlaceRef(wants=wants) as ref)) if is_called_after(wants):
            if not any(isinstance(one.element, Along | Cut | Start | Ground) for one in behind):
                return False
            named = context.passage.article.quote(ref.span)
            context.notes.append(f"“{named}” is taken for the name of what the other words describe")
            return True
        case _:
            return False


def _groups(row: Sequence[Item]) -> list[list[Item]]:
    """The items parted where a further place is named, or one's own surroundings: "A | and 5 km on each side of it"."""
    groups: list[list[Item]] = [[]]
    parted = False  # distances "in the west" and "in the east" of one line belong together
    for item in row:
        named = any(isinstance(one.element, Named) for one in groups[-1])
        whole = groups[-1] and not all(isinstance(one.element, Head | Skipped) for one in groups[-1])
        parted = parted or isinstance(item.element, InPart)
        adds = not parted and item.joint is Joint.AND and (item.refers_back or isinstance(item.element, Head))
        if (isinstance(item.element, Named) and named) or (whole and adds):
            groups.append([])
        groups[-1].append(item)
    return groups


def _beside(context: Context, group: list[Item], before: Sequence[Relation]) -> list[Item]:
    """Reads "the river and a zone of 5 km on either side": a strip that names no line lies along what stands before."""
    wide = any(isinstance(item.element, Width) for item in group)
    both = any(isinstance(item.element, Sided) and item.element.both and item.element.line is None for item in group)
    bare = not any(isinstance(item.element, Along | Start | Cut | Ground | Named) for item in group)
    if not (before and wide and both and bare):
        return group
    match before[-1]:
        case OnFeature(ref=ref) | Within(ref=ref):
            line = ref
        case relation:
            line = Described(at=relation, span=relation.span)
    return (
        [*group, Item(element=Along(refs=(line,), span=line.span), joint=Joint.NONE)]
        if context.is_line(line)
        else group
    )


def _group(context: Context, group: Sequence[Item]) -> Relation:
    group = _beside_line(_between_circles([_followed(context, item, group) for item in group]))
    parted = in_parts(group)
    if parted:
        return any_of([_group(context, part) for part in parted])
    found = [item.element for item in group]
    core: Relation | None
    taken: tuple[Element, ...]
    counted = posts.along(context, found)
    if counted is not None:
        core, taken = counted
    elif strips.is_strip(context, found):
        core, taken = _strip(context, found)
    elif (bank := _cut_bank(context, found)) is not None:
        core, taken = bank
    elif courses.is_course(found):
        core, taken = courses.course(context, group)
    else:
        core, taken = None, ()
    left = [item for item in group if not any(item.element is one for one in taken)]
    parts = conditions(context, left)
    if any(isinstance(item.element, Named) and _is_region(context, item.element.relation) for item in left):
        parts = [(replace(one, bounded=True) if isinstance(one, DirectionOf) else one, joint) for one, joint in parts]
    if core is not None:
        parts = [(core, Joint.NONE), *parts]
    if not parts:
        raise UnfollowedError("nothing says where it is")
    if len(parts) == 1 and any(isinstance(one, Named) for one in found):
        parts = [(_line_by_name(context, parts[0][0]), Joint.NONE)]
    owner = next((one.owner for one in found if isinstance(one, Head) and one.owner is not None), None)
    return owned(context, settle(context, combined(context, parts)), owner)


def _line_by_name(context: Context, relation: Relation) -> Relation:
    """Reads "the A–B line": from A to B; of two rivers both."""
    match relation:
        case OnFeature(ref=ChordRef(points=points), span=span):
            if all(context.is_line(point) for point in points):
                return AnyOf(parts=tuple(OnFeature(ref=point, span=span) for point in points), span=span)
            start, *via, end = (at(context, point) for point in points)
            return FromTo(start=start, via=tuple(via), end=end, span=span)
        case _:
            return relation


def _is_region(context: Context, relation: Relation) -> bool:
    """Whether ground that is named first is a country, division or region, or several: what follows parts it."""
    match relation:
        case Within(ref=ref) | PartOf(ref=ref):
            return context.is_ground(ref)
        case AnyOf(parts=parts):
            return all(_is_region(context, part) for part in parts)
        case _:
            return False


def _beside_line(group: list[Item]) -> list[Item]:
    """Reads "parallel to the coast, 10 km inland": so far beside it, on the side that is said."""
    line = next((item.element.ref for item in group if isinstance(item.element, Parallel)), None)
    if line is None:
        return group
    rest = [item for item in group if not isinstance(item.element, Parallel)]
    width = next((item.element for item in rest if isinstance(item.element, Width)), None)
    if width is None:
        told = any(isinstance(item.element, Ground) for item in rest)
        on = Ground(relation=OnFeature(ref=line, span=line.span), span=line.span)
        return rest if told else [*rest, Item(element=on, joint=Joint.NONE)]
    sides = [one.element for one in rest if isinstance(one.element, Sided) and isinstance(one.element.side, Heading)]
    relations: list[Relation] = [AtDistance(ref=line, distance=width.length, span=width.span)]
    relations += [SideOf(ref=line, heading=one.side, span=one.span) for one in sides if isinstance(one.side, Heading)]
    left = [item for item in rest if item.element is not width and not any(item.element is one for one in sides)]
    return [*left, *(Item(element=Ground(relation=one, span=one.span), joint=Joint.NONE) for one in relations)]


def _strip(context: Context, found: Sequence[Element]) -> tuple[Relation | None, tuple[Element, ...]]:
    """The strip; a size that lies along nothing ("20 km long and 8 km wide north of X") is only compared."""
    try:
        return strips.strip(context, found)
    except UnfollowedError:
        sizes = tuple(one for one in found if isinstance(one, Width) and one.kind is WidthKind.TOTAL)
        grounds = [one for one in found if isinstance(one, Ground | Named | Cut)]
        widths = [one for one in found if isinstance(one, Width)]
        if not grounds or len(sizes) < len(widths) or not sizes:
            raise
        quotes = " and ".join(f"“{context.passage.article.quote(one.span)}”" for one in sizes)
        context.notes.append(f"nothing tells along what {quotes} is counted; it isn't drawn with")
        return None, sizes


def _cut_bank(context: Context, found: Sequence[Element]) -> tuple[Relation, tuple[Element, ...]] | None:
    """Reads "the east bank of R between A and B", "… from A to B": the bank, cut to its span."""
    banks = [
        one
        for one in found
        if isinstance(one, Ground | Named) and isinstance(one.relation, SideOf | BankOf) and one.relation.strip
    ]
    cuts = [one for one in found if isinstance(one, Cut) and len(one.refs) > 1 and not one.midway]
    starts = [one for one in found if isinstance(one, Start)]
    stops = [one for one in found if isinstance(one, Stop)]
    if len(banks) != 1:
        return None
    if len(cuts) == 1 and not starts:
        ends = tuple(at(context, ref) for ref in cuts[0].refs)
        taken: tuple[Element, ...] = (banks[0], cuts[0])
    elif len(starts) == len(stops) == 1 and not cuts:
        ends, taken = (starts[0].relation, stops[0].relation), (banks[0], starts[0], stops[0])
    else:
        return None
    whole = joined(taken[0].span, taken[-1].span)
    return Spanning(of=banks[0].relation, ends=ends, span=whole), taken


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
