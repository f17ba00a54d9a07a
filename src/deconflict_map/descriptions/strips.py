"""The elements of a strip, belt or corridor → a `Strip`, cut to its span where one is said.

The line that it lies along, the side that it lies on and its width may stand in any order and words. What a width means
is taken from the words ("deep", "wide", "on each side", "apart") and never guessed: else it stays unspecified.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.anchors import at
from deconflict_map.descriptions.context import UnfollowedError, joined
from deconflict_map.descriptions.elements import (
    Along,
    Back,
    Cut,
    Element,
    Ground,
    Head,
    Named,
    Sided,
    Start,
    Stop,
    Width,
)
from deconflict_map.descriptions.nested_strips import circle_of, half_circle
from deconflict_map.descriptions.strip_plan import Band, Plan, gather, put_side
from deconflict_map.model.anchor import BorderRef, ChordRef, CoastRef, Described, EdgeRef, ObjectRef, PlaceRef, RoadRef
from deconflict_map.model.line_relation import AlongFeature, FromTo
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import (
    AnyOf,
    Around,
    AtDistance,
    Between,
    DirectionOf,
    Not,
    OnFeature,
    PartOf,
    Relation,
    SideOf,
    Spanning,
    Strip,
    Within,
    WithinDistance,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Span


def is_strip(context: Context, found: Sequence[Element]) -> bool:
    """Whether elements describe a strip: a width is said, or a strip along a line."""
    if any(isinstance(one, Width) or (isinstance(one, Sided) and one.both and one.line) for one in found):
        return True
    if _reach(found) is not None:
        return True
    heads = [one for one in found if isinstance(one, Head)]
    along = any(isinstance(one, Along) and context.is_line(one.refs[0]) for one in found)
    return along and any(head.sort == "strip" for head in heads)


def strip(context: Context, found: Sequence[Element]) -> tuple[Relation, tuple[Element, ...]]:
    """The strip that elements describe, and which of them say it; the others are further conditions.

    Raises:
        UnfollowedError: A width is said, but nothing tells of what.
    """
    circle = half_circle(context, found) or circle_of(context, found)
    if circle is not None:
        return circle
    several = _several_lines(context, found)
    if several is not None:
        return several
    if any(isinstance(one, Ground) and isinstance(one.relation, Between) for one in found):
        raise UnfollowedError("it lies between lines; how wide it is there they tell themselves")
    shared = _shared_sides(found)
    if shared:
        return _on_each(context, found, shared)
    plan = Plan()
    reach = _reach(found)
    for one in found:
        gather(context, plan, one, reach)
    _ends(context, plan, found)
    _fall_back(context, plan, found)
    _inland(context, plan, found)
    if plan.line is None:
        raise UnfollowedError("a width is said, but nothing tells along what")
    relation = _built(context, plan, _span(found, plan))
    return relation, tuple(plan.taken)


def _several_lines(context: Context, found: Sequence[Element]) -> tuple[Relation, tuple[Element, ...]] | None:
    """Reads "50 km wide east of the canal and the gulf": a strip along each of them."""
    for one in found:
        match one:
            case Ground(relation=AnyOf(parts=parts)):
                sides = [_side_of(context, part) for part in parts]
            case _:
                continue
        if None in sides or len({side.ref for side in sides if side is not None}) < len(sides):
            continue
        strips, taken = list[Relation](), list[Element]()
        for side in sides:
            alone = [Ground(relation=side, span=one.span) if other is one else other for other in found if side]
            built, said = strip(context, alone)
            strips.append(built)
            taken += [other for other in said if other in found and other not in taken]
        return AnyOf(parts=tuple(strips), span=joined(strips[0].span, strips[-1].span)), (*taken, one)
    return None


def _side_of(context: Context, relation: Relation) -> SideOf | None:
    """A compass side of a line, or of a sea by its coast."""
    match relation:
        case SideOf():
            return relation
        case DirectionOf(ref=PlaceRef() as ref, heading=heading):
            place = context.place(ref)
            if place is not None and place.kind in {PlaceKind.SEA, PlaceKind.LAKE}:
                return SideOf(ref=CoastRef(ref=ref, span=ref.span), heading=heading, span=relation.span)
    return None


def _shared_sides(found: Sequence[Element]) -> list[Sided]:
    """Reads "into Serbia and Montenegro": the sides that one width has in common."""
    sides = [one for one in found if isinstance(one, Sided) and one.side is not None]
    widths = [one for one in found if isinstance(one, Width)]
    same = [one for one in sides if sum(one.span == other.span for other in sides) > 1]
    return same if len(widths) <= 1 and not any(one.side is not None for one in widths) else []


def _on_each(
    context: Context, found: Sequence[Element], sides: Sequence[Sided]
) -> tuple[Relation, tuple[Element, ...]]:
    """A strip of the same width on each of several sides."""
    strips, taken = list[Relation](), list[Element]()
    for side in sides:
        built, said = strip(context, [one for one in found if one is side or one not in sides])
        strips.append(built)
        taken += [one for one in said if one not in taken]
    return AnyOf(parts=tuple(strips), span=joined(strips[0].span, strips[-1].span)), tuple(taken)


def _reach(found: Sequence[Element]) -> Ground | None:
    """Reads "5 km from the border (into Serbia)": the distance is a depth where a side stands with it."""
    sided = any(isinstance(one, Sided | Back) for one in found)
    for one in found:
        if isinstance(one, Ground) and isinstance(one.relation, AtDistance | WithinDistance) and sided:
            return one
    return None


def _ends(context: Context, plan: Plan, found: Sequence[Element]) -> None:
    """The places to which the strip is cut."""
    starts = [one for one in found if isinstance(one, Start)]
    stops = [one for one in found if isinstance(one, Stop)]
    cuts = [one for one in found if isinstance(one, Cut)]
    if starts and stops:
        plan.ends = (starts[0].relation, stops[-1].relation)
        plan.taken += [starts[0], stops[-1]]
    elif cuts and len(cuts[0].refs) >= 2:
        plan.ends = tuple(at(context, ref) for ref in cuts[0].refs)
        plan.taken.append(cuts[0])
    if starts and not stops and plan.line is None:
        plan.line = starts[0].ref
        plan.taken.append(starts[0])
    elif starts and not stops and starts[0].ref == plan.line:
        plan.taken.append(starts[0])


def _fall_back(context: Context, plan: Plan, found: Sequence[Element]) -> None:
    """The line of a strip that isn't named as such: the edge of a zone, or the border of what it reaches into."""
    country = _coastal_country(context, found)
    if plan.line is None and country is not None:
        plan.line, plan.inwards = CoastRef(ref=country, span=country.span), True
    for one in found:
        if plan.line is None and isinstance(one, Ground | Named) and _edge_of(context, plan, one):
            plan.taken.append(one)
    owners = [band.side for band in plan.bands if isinstance(band.side, PlaceRef) and context.is_country(band.side)]
    if plan.line is None and owners:
        other = owners[1] if len(owners) > 1 else None
        plan.line = BorderRef(ref=owners[0], other=other, span=owners[0].span)
    places = tuple(end.ref for end in plan.ends if isinstance(end, Within))
    if plan.line is None and len(places) == len(plan.ends) == 2:  # a corridor from A to B lies along the way between
        passed = tuple(point.ref for point in plan.via if isinstance(point, Within))
        points = (places[0], *passed, places[1])
        plan.line, plan.ends = ChordRef(points=points, span=joined(places[0].span, places[1].span)), ()
    heads = any(isinstance(one, Head) and one.sort == "strip" for one in found)
    if plan.line is None and heads and len(plan.ends) == 2:  # "a corridor from A to the coast"
        start, end = plan.ends
        span = joined(start.span, end.span)
        way = FromTo(start=start, via=tuple(plan.via), end=end, span=span)
        plan.line, plan.ends = Described(at=way, span=span), ()


def _coastal_country(context: Context, found: Sequence[Element]) -> PlaceRef | None:
    """Whose coast a "coastal strip" lies along: that of the country which the sentence names."""
    if not _is_coastal(context, found):
        return None
    span = next(one.span for one in found if isinstance(one, Head))
    named = [PlaceRef(toponym=toponym, span=span, anaphor=True) for toponym, _ in context.passage.names]
    return next((ref for ref in named if context.is_country(ref)), None)


def _is_coastal(context: Context, found: Sequence[Element]) -> bool:
    """Whether the noun of the strip says that it lies along the coast."""
    return any(
        "coastal" in context.passage.article.quote(one.span).casefold() for one in found if isinstance(one, Head)
    )


def _edge_of(context: Context, plan: Plan, one: Ground | Named) -> bool:
    """Whether ground has an edge or line that the strip can lie along; the plan then has it."""
    match one.relation:
        case Within(ref=PlaceRef(wants="corridor")) if plan.ends:
            return True  # the corridor lies along the way between its ends
        case Within(ref=ref):
            plan.line, plan.inwards = _edge(ref), True
        case Around(ref=ref) | Not(of=Within(ref=ref)):
            plan.line, plan.inwards = _edge(ref), False
        case OnFeature(ref=ref):
            plan.line = ref
        case DirectionOf(ref=ref, heading=heading) if context.place(ref) is None:
            plan.line = ref  # an unknown name that has two sides is taken for a line
            put_side(plan, heading)
        case PartOf(ref=ref) | AlongFeature(ref=ref) if context.is_line(ref):
            plan.line = Described(at=one.relation, span=one.span)
        case _:
            return False
    return True


def _inland(context: Context, plan: Plan, found: Sequence[Element]) -> None:
    """Reads "in Chad along the border with Libya": the country that holds the strip is the side that it is on."""
    line = plan.line
    if not isinstance(line, BorderRef) or any(band.side is not None for band in plan.bands) or plan.side is not None:
        return
    for one in found:
        match one:
            case Ground(relation=Within(ref=PlaceRef() as ref)) if context.is_ground(ref):
                if line.other is None or context.place(ref) in {context.place(line.ref), context.place(line.other)}:
                    plan.side = ref
                    plan.taken.append(one)
                    return
            case Ground(relation=PartOf(ref=PlaceRef() as ref)) if context.is_country(ref):  # "in southern Lebanon"
                if line.other is None or context.place(ref) in {context.place(line.ref), context.place(line.other)}:
                    plan.side = ref
                    return
            case _:
                continue


def _edge(ref: Anchor) -> EdgeRef:
    return EdgeRef(ref=ref, span=ref.span)


def _built(context: Context, plan: Plan, span: Span) -> Relation:
    if not plan.bands:
        plan.bands.append(Band(None, WidthKind.UNSPECIFIED))
    sided = [band for band in plan.bands if band.side is not None]
    bare = [band for band in plan.bands if band.side is None and band.kind is WidthKind.UNSPECIFIED]
    if len(sided) > 1:  # "15 km wide, 10 km into A and 5 km into B": the whole width says nothing more
        plan.bands = sided
    elif sided and bare:  # "440 km along the border and 30 km into A": the first is how long it is
        plan.bands = [band for band in plan.bands if band not in bare]
    first, *others = plan.bands
    second = others[0] if others else None
    if plan.equally and second is None:
        first.kind = WidthKind.APART
    elif plan.both:
        first.kind = WidthKind.EACH_SIDE
    elif plan.back and first.side is None and plan.side is None and first.kind is WidthKind.DEPTH:
        first.kind = WidthKind.EACH_SIDE
        context.notes.append("who goes back isn't said to be on one side only: both sides are drawn")
    if first.side is None and plan.side is not None:
        first.side = plan.side
    line = plan.line
    if line is None:
        raise UnfollowedError("a width is said, but nothing tells along what")
    line = _known(context, line, plan)
    kind = _kind(first, second)
    relation: Relation = Strip(
        ref=line,
        width=first.length,
        kind=kind,
        side=first.side,
        other_width=second.length if second else None,
        other_side=second.side if second else None,
        inwards=plan.inwards,
        span=span,
    )
    if plan.ends:
        relation = Spanning(of=relation, ends=plan.ends, span=span)
    return relation


def _kind(first: Band, second: Band | None) -> WidthKind:
    """What the width means: with a side said it is a depth, whatever word stands with it."""
    if second is not None:
        return WidthKind.DEPTH
    if first.side is not None and first.kind in {WidthKind.TOTAL, WidthKind.UNSPECIFIED}:
        return WidthKind.DEPTH
    return first.kind


def _known(context: Context, line: Anchor, plan: Plan) -> Anchor:
    """The line, with what the sides and ends of the strip tell of it."""
    owners = [band.side for band in plan.bands if isinstance(band.side, PlaceRef) and context.is_country(band.side)]
    match line:
        case ObjectRef() if owners and context.is_border(line.span):
            return BorderRef(ref=owners[0], other=owners[1] if len(owners) > 1 else None, span=line.span)
        case BorderRef(other=None) if owners and context.place(owners[0]) != context.place(line.ref):
            return replace(line, other=owners[0])
        case RoadRef(ends=()):
            ends = [end.ref for end in plan.ends if isinstance(end, Within) and isinstance(end.ref, PlaceRef)]
            return replace(line, ends=tuple(ends))
        case _:
            return line


def _span(found: Sequence[Element], plan: Plan) -> Span:
    spans = [one.span for one in found if any(one is taken for taken in plan.taken)]
    spans += [one.span for one in found if isinstance(one, Head)]
    whole = spans[0]
    for span in spans[1:]:
        whole = joined(whole, span)
    return whole
