"""A relation → plain English for cards and lists, such as “from a point southwest of Tabqa to a point on the river”.

One phrase for each relation (`vocabulary/phrases.toml`), filled with the article's own words for what it is relative
to, so that the same relation always reads alike. Adds no geometry and no judgement. Trade-off taken: borders, roads
and lines that the text names itself are quoted, not told anew, since other words would only repeat them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from deconflict_map.model.line_relation import AlongFeature, AlongTowards, Crosses, FromTo, Passes, Separates
from deconflict_map.model.qualifier import Bank, Closeness, Part, Way, WidthKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    Around,
    AtDistance,
    AtSea,
    BankOf,
    Between,
    BorderSide,
    Corners,
    Countryside,
    DirectionOf,
    Except,
    Holds,
    Near,
    Not,
    NotInto,
    Offset,
    OneOf,
    OnFeature,
    Opposite,
    Outskirts,
    Own,
    PartOf,
    RestOf,
    Ring,
    ShareOf,
    SideOf,
    Spanning,
    Stream,
    Strip,
    TravelTime,
    Within,
    WithinDistance,
)
from deconflict_map.render.anchoring import anchor_words, is_named, place_name
from deconflict_map.render.words import compass_words, phrases
from deconflict_map.units.heading import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.reading import Reading
    from deconflict_map.model.relation import Leg, Relation

_HOUR_S = 3600.0


def relation_words(relation: Relation, reading: Reading) -> str:
    """The relation in words."""
    return _Teller(reading).words(relation)


def listed(items: Iterable[str], *, phrase: str = "all_of") -> str:
    """Words one after another: “a”, “a and b”, “a, b and c”."""
    *before, last = items
    return phrases("relation")[phrase].format(first=", ".join(before), last=last) if before else last


class _Teller:
    """Tells the relations of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def _say(self, phrase: str, **words: str) -> str:
        return phrases("relation")[phrase].format(**words)

    def _place(self, anchor: Anchor) -> str:
        return anchor_words(anchor, self._reading, self.words)

    def _places(self, anchors: Iterable[Anchor]) -> str:
        return listed(self._place(anchor) for anchor in anchors)

    def words(self, relation: Relation) -> str:  # noqa: PLR0911 -- one arm each
        """One relation with all that is in it."""
        match relation:
            case (
                Within()
                | PartOf()
                | Outskirts()
                | Countryside()
                | Near()
                | Around()
                | DirectionOf()
                | SideOf()
                | OnFeature()
                | ShareOf()
                | NotInto()
                | Holds()
                | Crosses()
            ):
                return self._say(_phrase(relation), place=self._place(relation.ref), **_details(relation))
            case Opposite() | BankOf() | Stream() | Between() | BorderSide() | Corners() | Separates() | RestOf():
                return self._placed(relation)
            case WithinDistance() | AtDistance() | Ring() | TravelTime() | Offset():
                return self._measured(relation)
            case Strip():
                return self._strip(relation)
            case FromTo() | AlongFeature() | AlongTowards() | Passes() | Spanning():
                return self._course(relation)
            case AllOf() | AnyOf() | OneOf() | Except() | Not():
                return self._joined(relation)
            case Own(called=called, refs=refs, distance=distance):
                away = "" if distance is None else f"{distance.words} "
                return self._say("own", distance=away, called=called, places=self._places(refs))
            case AtSea(on_land=on_land):
                return self._say("on_land" if on_land else "at_sea")
            case _:
                assert_never(relation)

    def _placed(  # noqa: PLR0911 -- one arm each
        self, relation: Opposite | BankOf | Stream | Between | BorderSide | Corners | Separates | RestOf
    ) -> str:
        """Relations to one or several places that have words of their own for each case."""
        match relation:
            case Opposite(ref=ref, across=across):
                other = "" if across is None else self._place(across)
                return self._say("opposite_across" if other else "opposite", place=self._place(ref), other=other)
            case BankOf(ref=ref, bank=bank, seen_from=seen_from):
                where = self._say(f"bank_{bank.value}", place=self._place(ref))
                return where if seen_from is None else self._say("seen_from", where=where, other=self._place(seen_from))
            case Stream():
                return self._stream(relation)
            case Between(refs=refs, midway=midway):
                return self._say("midway" if midway else "between", places=self._places(refs))
            case BorderSide(ref=ref, other=across):
                other = "" if across is None else self._place(across)
                phrase = "border_side_with" if other else "border_side"
                return self._say(phrase, place=place_name(ref, self._reading), other=other)
            case Corners(refs=refs):
                return self._say("corners", places=self._places(refs))
            case Separates(refs=refs):
                return self._say("separates", places=self._places(refs))
            case RestOf(ref=ref, but=but):
                without = listed(map(self.words, but)) if but else ""
                return self._say("rest_of_but" if but else "rest_of", place=self._place(ref), but=without)
            case _:
                assert_never(relation)

    def _stream(self, relation: Stream) -> str:
        where = self._say("downstream" if relation.downstream else "upstream", place=self._place(relation.ref))
        if relation.distance is not None:
            where = self._say("by_distance", distance=relation.distance.words, where=where)
        return (
            where if relation.river is None else self._say("on_river", where=where, other=self._place(relation.river))
        )

    def _measured(self, relation: WithinDistance | AtDistance | Ring | TravelTime | Offset) -> str:
        place = self._place(relation.ref)
        match relation:
            case WithinDistance(distance=distance):
                return self._say("within_distance", distance=distance.words, place=place)
            case AtDistance(distance=distance, way=way):
                return _by(way, self._say("at_distance", distance=distance.words, place=place))
            case Ring(inner=inner, outer=outer):
                return self._say("ring", inner=inner.words, outer=outer.words, place=place)
            case TravelTime(heading=heading):
                phrase = "travel_time" if heading is None else "travel_time_towards"
                return self._say(
                    phrase, time=_time(relation), place=place, detail=compass_words(heading) if heading else ""
                )
            case Offset(legs=legs, way=way):
                return _by(way, self._say("offset", legs=listed(map(self._leg, legs)), place=place))
            case _:
                assert_never(relation)

    def _leg(self, leg: Leg) -> str:
        return self._say(
            "leg_due" if leg.due else "leg", distance=leg.distance.words, detail=compass_words(leg.heading)
        )

    def _strip(self, strip: Strip) -> str:
        kind = "none" if strip.width is None else strip.kind.value
        width = "" if strip.width is None else strip.width.words
        told = self._say(f"strip_{kind}", width=width, place=self._place(strip.ref))
        if strip.side is not None:
            deep = strip.kind is WidthKind.DEPTH and strip.width is not None
            told = self._say("strip_into" if deep else "strip_side", strip=told, side=self._side(strip.side))
        if strip.other_width is not None and strip.other_side is not None:
            other = self._side(strip.other_side)
            told = self._say("strip_other", strip=told, width=strip.other_width.words, side=other)
        if strip.inwards is None:
            return told
        return self._say("inwards" if strip.inwards else "outwards", strip=told)

    def _side(self, side: Anchor | Heading | Bank) -> str:
        if isinstance(side, Heading):
            return self._say("on_side", detail=compass_words(side))
        return self._say(f"on_{side.value}") if isinstance(side, Bank) else self._say("into", place=self._place(side))

    def _course(self, relation: FromTo | AlongFeature | AlongTowards | Passes | Spanning) -> str:
        match relation:
            case FromTo():
                return self._line(relation)
            case AlongFeature(ref=ref, start=start, end=end):
                return " ".join([self._say("along_feature", place=self._place(ref)), *self._ends(start, end)])
            case AlongTowards(heading=heading, along=along, towards=towards):
                parts = [] if heading is None else [compass_words(heading)]
                parts += [] if along is None else [self._say("along", place=self._place(along))]
                parts += [] if towards is None else [self._say("towards", place=self._place(towards))]
                return " ".join(parts)
            case Passes(at=at):
                return self._say("passes", where=self.words(at))
            case Spanning(of=of, ends=ends):
                first, last = self._end(ends[0]), listed(map(self._end, ends[1:] or ends))
                return self._say("spanning", of=self.words(of), first=first, last=last)
            case _:
                assert_never(relation)

    def _line(self, line: FromTo) -> str:
        shape = [] if line.shape is None else [phrases("shape")[line.shape.value]]
        heading = [] if line.heading is None else [self._say("heading", detail=compass_words(line.heading))]
        via = [self._say("via", via=listed(map(self._end, line.via)))] if line.via else []
        follows = [self._say("along", place=self._places(line.follows))] if line.follows else []
        square = [] if line.square_to is None else [self._say("square_to", place=self._place(line.square_to))]
        seaward = [self._say("seaward")] if line.seaward else []
        start = self._ends(line.start, None)
        told = (*start, *shape, *heading, *square, *seaward, *via, *follows)
        return " ".join([*told, *self._ends(None, line.end, until=line.until)])

    def _ends(self, start: Relation | None, end: Relation | None, *, until: bool = False) -> list[str]:
        found = [] if start is None else [self._say("from", start=self._end(start))]
        return found if end is None else [*found, self._say("until" if until else "to", end=self._end(end))]

    def _end(self, relation: Relation) -> str:
        """The end of a line: the place itself where that is all that is said."""
        if isinstance(relation, Within) and is_named(relation.ref):
            return self._place(relation.ref)
        return self._say("point", where=self.words(relation))

    def _joined(self, relation: AllOf | AnyOf | OneOf | Except | Not) -> str:
        match relation:
            case AllOf(parts=parts) | AnyOf(parts=parts):
                return listed(map(self.words, parts))
            case OneOf(readings=readings):
                return listed(map(self.words, readings), phrase="one_of")
            case Except(of=of, but=but):
                return self._say("except", of=self.words(of), but=listed(map(self.words, but)))
            case Not(of=of):
                return self._say("not", of=self.words(of))
            case _:
                assert_never(relation)


_PHRASES: dict[type[Relation], str] = {
    Within: "within",
    PartOf: "part_of",
    Outskirts: "outskirts",
    Countryside: "countryside",
    Near: "near",
    Around: "around",
    DirectionOf: "direction_of",
    SideOf: "side_of",
    OnFeature: "on_feature",
    ShareOf: "share_of",
    NotInto: "not_into",
    Holds: "holds",
    Crosses: "crosses",
}


def _phrase(relation: Relation) -> str:  # noqa: PLR0911 -- one arm each
    """The name of the phrase for a relation to one place."""
    match relation:
        case PartOf(part=Heading()):
            return "part_towards"
        case Outskirts(heading=Heading()):
            return "outskirts_towards"
        case Countryside(heading=Heading()):
            return "countryside_towards"
        case Near(closeness=closeness) if closeness is not Closeness.NEAR:
            return f"near_{closeness.value}"
        case DirectionOf(until=Heading()):
            return "direction_until"
        case DirectionOf(due=True):
            return "direction_due"
        case SideOf(strip=True):
            return "side_of_strip"
        case _:
            return _PHRASES[type(relation)]


def _details(relation: Relation) -> dict[str, str]:
    """What fills the phrase besides the place."""
    match relation:
        case PartOf(part=part):
            return {"detail": part.value if isinstance(part, Part) else compass_words(part)}
        case DirectionOf(heading=heading, until=until):
            return {"detail": compass_words(heading), "other": compass_words(until) if until else ""}
        case SideOf(heading=heading):
            return {"detail": compass_words(heading)}
        case Outskirts(heading=Heading() as heading) | Countryside(heading=Heading() as heading):
            return {"detail": compass_words(heading)}
        case ShareOf(share=share):
            return {"detail": share.word}
        case _:
            return {}


def _by(way: Way, where: str) -> str:
    return where if way is Way.UNSAID else phrases("way")[way.value].format(where=where)


def _time(travel: TravelTime) -> str:
    least, most = (f"{seconds / _HOUR_S:.3g}" for seconds in (travel.least_s, travel.most_s))
    hours = f"{most} hour{'' if most == '1' else 's'}" if least == most else f"{least} to {most} hours"
    return phrases("mode")[travel.mode.value].format(hours=hours)
