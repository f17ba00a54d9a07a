"""Spatial relations: a tree of frozen values that says what the words say, before any geometry.

Every relation is relative to anchors (`model.anchor`) or to other relations, so that descriptions nest. Azimuths are
degrees clockwise from north, lengths metres. Every node keeps the span of its words.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.line_relation import AlongFeature, AlongTowards, Crosses, FromTo, Passes, Separates
from deconflict_map.model.qualifier import Closeness, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Span
    from deconflict_map.model.qualifier import Bank, Mode, Part, WidthKind
    from deconflict_map.units.heading import Heading
    from deconflict_map.units.length import Length
    from deconflict_map.units.share import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """In, inside, within, at a place, border area or described zone."""

    ref: Anchor
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOf:
    """A part of a region or line: "eastern Syria", "the middle Euphrates", "the southwest of the province".

    `share` is set where the words say how much: "the northern third of".
    """

    ref: Anchor
    part: Part | Heading
    span: Span
    share: Share | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outskirts:
    """The outskirts, suburbs or edge of a place, on one side where `heading` is set."""

    ref: Anchor
    heading: Heading | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Countryside:
    """The countryside of a place, its rural district: its division without its built-up ground."""

    ref: Anchor
    span: Span
    heading: Heading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Near, next to, off, just outside a place or line."""

    ref: Anchor
    span: Span
    closeness: Closeness = Closeness.NEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A place and its surroundings."""

    ref: Anchor
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposite:
    """Opposite a place, across a river or strait (`across`, or the one that it lies on)."""

    ref: Anchor
    across: Anchor | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinDistance:
    """Within a distance of a place or line: "within 55 km of At Tanf", "a 20 km radius round X"."""

    ref: Anchor
    distance: Length
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDistance:
    """At a distance from a place or line, no direction said: "30 km from X"."""

    ref: Anchor
    distance: Length
    span: Span
    way: Way = Way.UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Between two distances from a place or line: "10 to 20 km from the line", nested belts."""

    ref: Anchor
    inner: Length
    outer: Length
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelTime:
    """So many hours from a place: "two hours' drive north of X". `seconds` as `Length` holds metres."""

    ref: Anchor
    least_s: float
    most_s: float
    mode: Mode
    heading: Heading | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionOf:
    """In a direction from a place that isn't a line: "southwest of Tabqa"; `until` for "between north and east of".

    `bounded` is set where the words name the ground that is parted so ("Darfur west of Nyala"): as far as that goes.
    """

    ref: Anchor
    heading: Heading
    span: Span
    due: bool = False
    until: Heading | None = None
    bounded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One distance in one direction; `due` where the words say *due north*."""

    distance: Length
    heading: Heading
    due: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A distance in a direction from a place: one leg, or two at right angles ("5 km north and 3 km east of X")."""

    ref: Anchor
    legs: tuple[Leg, ...]
    span: Span
    way: Way = Way.UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class SideOf:
    """On a compass side of a line, or in the outskirts on a side of a town: "east of the Euphrates", "its west bank".

    `strip` is set where the bank itself is meant, not all the ground on that side. Of a parallel it is a half-plane.
    """

    ref: Anchor
    heading: Heading
    span: Span
    strip: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BankOf:
    """On a side of a line that isn't a compass side: "the left bank", "beyond the border", "across the river from X".

    `seen_from` is where near and far are seen from, if the words say it. `strip` as of `SideOf`.
    """

    ref: Anchor
    bank: Bank
    span: Span
    seen_from: Anchor | None = None
    strip: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OnFeature:
    """On a line, anywhere along it: "a point on the Euphrates", "on the road from A to B", "at the border"."""

    ref: Anchor
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Upstream or downstream of a place along a river (`river`, or the one that the place lies on)."""

    ref: Anchor
    river: Anchor | None
    downstream: bool
    distance: Length | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Between places or lines, two or more; `midway` for "halfway between"."""

    refs: tuple[Anchor, ...]
    midway: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderSide:
    """On a country's side of its border; `other` is the country across it, if the words say which."""

    ref: PlaceRef
    other: PlaceRef | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A corridor, belt or strip along a line or round the edge of a zone or place.

    `width` is `None` where no number is said. For `WidthKind.DEPTH` `side` is where it lies: a country, place or zone
    that it reaches into (an anchor), a compass side, or a bank; `None` where nothing is said. With a second width
    (`other_width`, into `other_side`) the strip has different depths on its two sides.
    """

    ref: Anchor
    width: Length | None
    kind: WidthKind
    span: Span
    side: Anchor | Heading | Bank | None = None
    other_width: Length | None = None
    other_side: Anchor | Heading | Bank | None = None
    inwards: bool | None = None
    """For the edge of a zone: into it, out of it, or not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spanning:
    """A strip or line cut to what lies between named places: "between A and B", "covering A and B", "from A to B"."""

    of: Relation
    ends: tuple[Relation, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Corners:
    """The polygon with these corners: "the triangle A–B–C", or edges in order by parallels and meridians."""

    refs: tuple[Anchor, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOf:
    """A share of a region, which one isn't said: "much of the valley"."""

    ref: Anchor
    share: Share
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """A zone contains a place: "including the city of X", "X remains under their control"."""

    ref: Anchor
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInto:
    """Doesn't extend into, stops short of: no part of the located object lies in the place."""

    ref: Anchor
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Except:
    """A zone without others: "the province except its capital", "excluding an area within 2 km of Pale"."""

    of: Relation
    but: tuple[Relation, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RestOf:
    """The rest of a region without `but`, or without the other zones of the text where that is empty."""

    ref: Anchor
    but: tuple[Relation, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Outside of a relation: "not within 5 km of the border", "outside the Peace Spring area"."""

    of: Relation
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AtSea:
    """At sea, in the waters, or (`on_land`) on land: it keeps the sea or the land of what it holds together with."""

    span: Span
    on_land: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Several relations that hold together: "east of the river, near the city"."""

    parts: tuple[Relation, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Several grounds that together are meant: "in Raqqa and Hasakah", five municipalities."""

    parts: tuple[Relation, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """Rival readings of the same words, each with what it assumes; they are drawn apart, never averaged."""

    readings: tuple[Relation, ...]
    assumptions: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A relation that a user added (`model.own_relation`), by its name, to one or several places.

    `distance` is the length that stands before its words.
    """

    called: str
    refs: tuple[Anchor, ...]
    span: Span
    distance: Length | None = None


Relation = (
    Within
    | PartOf
    | Outskirts
    | Countryside
    | Near
    | Around
    | Opposite
    | WithinDistance
    | AtDistance
    | Ring
    | TravelTime
    | DirectionOf
    | Offset
    | SideOf
    | BankOf
    | OnFeature
    | AlongFeature
    | Stream
    | Between
    | BorderSide
    | Strip
    | Spanning
    | Corners
    | AlongTowards
    | ShareOf
    | FromTo
    | Passes
    | Crosses
    | Separates
    | Holds
    | NotInto
    | Except
    | RestOf
    | Not
    | AtSea
    | AllOf
    | AnyOf
    | OneOf
    | Own
)


def references(node: Relation | Anchor) -> tuple[PlaceRef, ...]:
    """All reference places of a relation or anchor, in the order of the words."""
    return tuple(sorted(_references(node), key=lambda ref: ref.span.start))


def _references(node: object) -> Iterator[PlaceRef]:
    if isinstance(node, PlaceRef):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _references(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _references(getattr(node, field.name))
