"""Readings made of a few words and circles: what comparing needs, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.article import Article, Block, BlockKind, Sentence, Span
from deconflict_map.model.claim import Claim, LocatedObject, ObjectKind, Precision, Speaker, Status, When
from deconflict_map.model.footprint import Ensemble, Footprint, FootprintKind, Region
from deconflict_map.model.place import Place, PlaceKind, ShapeForm
from deconflict_map.model.reading import Reading
from deconflict_map.model.relation import Near
from deconflict_map.model.toponym import Resolution, Toponym, ToponymKind

PLACES = {"Alba": (10.0, 45.0), "Bora": (10.5, 45.2), "Cera": (12.0, 46.0), "Dova": (-60.0, -20.0)}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One claim: what is where, how it is put, and on which day; `at` overrides where its circle lies."""

    what: str = "the zone"
    place: str = "Alba"
    kind: ObjectKind = ObjectKind.ZONE
    status: Status = Status.REPORTED
    who: str = "A spokesman"
    day: date | None = None
    at: tuple[float, float] | None = None
    radius_deg: float = 0.1
    drawable: bool = True
    drawn: bool = True


def region(at: tuple[float, float], radius_deg: float) -> Region:
    """Three nested circles in degrees."""
    middle = Point(at)
    return Region(
        core=middle.buffer(radius_deg / 2), likely=middle.buffer(radius_deg), support=middle.buffer(radius_deg * 1.5)
    )


def footprint(shape: BaseGeometry | Region | Ensemble, *, name: str = "zone-1", **changes: object) -> Footprint:
    """A footprint of one claim: a region, an ensemble, or a geometry that is all three levels."""
    area = Region(core=shape, likely=shape, support=shape) if isinstance(shape, BaseGeometry) else shape
    values: dict[str, object] = {
        "id": name,
        "title": name,
        "kind": FootprintKind.LINE if isinstance(area, Ensemble) else FootprintKind.ZONE,
        "claims": (1,),
        "region": area if isinstance(area, Region) else None,
        "ensemble": area if isinstance(area, Ensemble) else None,
        "drawable": True,
        "why_not": "",
        "uncertainty": (),
        "steps": (),
    }
    return Footprint(**(values | changes))


def ensemble(median: LineString, half_width_deg: float) -> Ensemble:
    """A line with bands as wide as that."""
    ends = [region(median.coords[index], half_width_deg) for index in (0, -1)]
    return Ensemble(
        median=median,
        band50=median.buffer(half_width_deg / 2, cap_style="flat"),
        band90=median.buffer(half_width_deg, cap_style="flat"),
        members=(median,),
        start=ends[0],
        end=ends[1],
    )


def place(name: str, *, place_id: str = "", lon: float | None = None, lat: float | None = None) -> Place:
    at = PLACES.get(name, (0.0, 0.0))
    return Place(
        id=place_id or f"made:{name.lower()}",
        name=name,
        kind=PlaceKind.POPULATED,
        feature="PPL",
        lon=at[0] if lon is None else lon,
        lat=at[1] if lat is None else lat,
        country="XX",
        division="",
        population=1000,
        shape=ShapeForm.NONE,
        shape_error_m=0.0,
        source="made",
        licence="CC0-1.0",
    )


def reading(*said: Said, named: dict[str, Place | None] | None = None, title: str = "A text") -> Reading:
    """A reading of sentences "WHAT is near PLACE."; `named` says what the names denote, if not the usual."""
    sentences = [f"{one.what} is near {one.place}." for one in said]
    text = title + "\n\n" + " ".join(sentences)
    spans, start = [], len(title) + 2
    for sentence in sentences:
        spans.append(Span(start=start, end=start + len(sentence)))
        start += len(sentence) + 1
    blocks = (
        Block(kind=BlockKind.TITLE, span=Span(start=0, end=len(title))),
        Block(kind=BlockKind.PARAGRAPH, span=Span(start=len(title) + 2, end=len(text))),
    )
    article = Article(
        text=text,
        title=title,
        source="A Paper",
        published=date(2020, 1, 1),
        url=None,
        blocks=blocks,
        sentences=tuple(Sentence(span=span, block=1) for span in spans),
    )
    known = {one.place: place(one.place) for one in said} | (named or {})
    claims = tuple(_claim(number, one, spans[number - 1]) for number, one in enumerate(said, start=1))
    return Reading(
        article=article,
        resolutions=tuple(
            _resolution(one, known[one.place], span, i) for i, (one, span) in enumerate(zip(said, spans, strict=True))
        ),
        claims=claims,
        footprints=tuple(_drawn(number, one) for number, one in enumerate(said, start=1) if one.drawn),
        undrawn=(),
        sources=(),
    )


def _name_span(one: Said, span: Span) -> Span:
    return Span(start=span.end - 1 - len(one.place), end=span.end - 1)


def _resolution(one: Said, found: Place | None, span: Span, sentence: int) -> Resolution:
    name = Toponym(span=_name_span(one, span), text=one.place, kind=ToponymKind.PLACE, literal=True, sentence=sentence)
    return Resolution(
        toponym=name, place=found, confidence=0.9 if found else 0.0, reason="made", evidence=(), candidates=()
    )


def _claim(number: int, one: Said, span: Span) -> Claim:
    at = _name_span(one, span)
    when = None
    if one.day is not None:
        when = When(text=one.day.isoformat(), span=None, first=one.day, last=one.day, precision=Precision.DAY)
    what = Span(start=span.start, end=span.start + len(one.what))
    return Claim(
        number=number,
        located=LocatedObject(text=one.what, span=what, kind=one.kind, key=f"object-{number}"),
        relation=Near(ref=PlaceRef(toponym=number - 1, span=at), span=at),
        sentence=number - 1,
        span=span,
        speakers=(Speaker(text=one.who, span=None),),
        said=None,
        holds=when,
        status=one.status,
    )


def _drawn(number: int, one: Said) -> Footprint:
    at = one.at or PLACES[one.place]
    shape: Region | Ensemble = region(at, one.radius_deg)
    if one.kind is ObjectKind.LINE and one.drawable:
        shape = ensemble(LineString([at, (at[0] + 1.0, at[1])]), one.radius_deg)
    why_not = "" if one.drawable else "its map isn't published"
    return footprint(
        shape,
        name=f"{one.kind.value}-{number}",
        title=one.what,
        claims=(number,),
        drawable=one.drawable,
        why_not=why_not,
    )
