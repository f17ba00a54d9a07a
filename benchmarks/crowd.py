"""Made-up readings → pages with as many marks as are asked for, ours and plain Folium's with the same marks.

Every paragraph tells of one zone and of twenty places in and around it, as a digest of many reports would. The plain
map has for each place a circle with a tooltip and a popup of its name, kind and country, and for each zone its three
levels with a tooltip: what a user of Folium would draw, and less than what a page of ours says of them.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from shapely.geometry import Point, Polygon, mapping

from deconflict_map.article import read_text
from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.article import Span
from deconflict_map.model.claim import Claim, LocatedObject, ObjectKind, Speaker, Status
from deconflict_map.model.footprint import Cause, Footprint, FootprintKind, Region, Uncertainty
from deconflict_map.model.place import MatchKind, Place, PlaceKind, ShapeForm
from deconflict_map.model.reading import Reading
from deconflict_map.model.relation import Near
from deconflict_map.model.toponym import Candidate, Resolution, Toponym, ToponymKind

if TYPE_CHECKING:
    import folium

    from deconflict_map.model.article import Article

ZONES = 500
EACH = 20
STATUSES = (Status.REPORTED, Status.STATED, Status.AGREED, Status.PLANNED, Status.CLAIMED, Status.NEGATED)
LEVELS = ("support", "likely", "core")
COLOURS = {"support": 0.1, "likely": 0.2, "core": 0.3}


@cache
def crowded(zones: int = ZONES) -> Reading:
    """A reading with `zones` zones, and twenty places to each: 10,000 to 500."""
    article = read_text("\n\n".join(_paragraph(number) for number in range(zones)))
    resolutions = tuple(_resolution(article, number) for number in range(zones * EACH))
    claims = tuple(_claim(article, number) for number in range(zones))
    return Reading(
        article=article,
        resolutions=resolutions,
        claims=claims,
        footprints=tuple(_footprint(number) for number in range(zones)),
        undrawn=(),
        sources=(),
    )


def _paragraph(number: int) -> str:
    names = ", ".join(f"P{number * EACH + place:05}" for place in range(EACH))
    return f"Force {number:03} holds ground near P{number * EACH:05}. Reports came from {names}."


def _at(number: int) -> tuple[float, float]:
    """Where a place lies: around its zone, in the order of a sunflower's seeds."""
    zone, place = divmod(number, EACH)
    radius, turn = 0.035 * math.sqrt(place + 0.5), 2.39996 * place + zone
    return (
        round(30.0 + 0.4 * (zone % 25) + radius * math.cos(turn), 5),
        round(32.0 + 0.35 * (zone // 25) + radius * math.sin(turn), 5),
    )


def _resolution(article: Article, number: int) -> Resolution:
    start = article.text.index(f"P{number:05}", article.text.index("Reports", _start(article, number // EACH)))
    place = Place(
        id=f"dm:{number}",
        name=f"P{number:05}",
        kind=PlaceKind.POPULATED,
        feature="PPL",
        lon=_at(number)[0],
        lat=_at(number)[1],
        country="TR",
        division="",
        population=1000 + number,
        shape=ShapeForm.NONE,
        shape_error_m=0.0,
        source="made up",
        licence="CC0-1.0",
    )
    toponym = Toponym(
        span=Span(start=start, end=start + 6),
        text=place.name,
        kind=ToponymKind.PLACE,
        literal=True,
        sentence=2 * (number // EACH) + 1,
    )
    candidate = Candidate(place=place, score=1.0, match=MatchKind.EXACT, matched_name=place.name)
    return Resolution(
        toponym=toponym,
        place=place,
        confidence=0.9,
        reason="the only place of this name",
        evidence=("the only place of this name",),
        candidates=(candidate,),
    )


def _start(article: Article, number: int) -> int:
    return article.blocks[number].span.start


def _claim(article: Article, number: int) -> Claim:
    start = _start(article, number)
    text = article.text
    near = Span(start=text.index("near", start), end=text.index(".", start))
    force = Span(start=start, end=start + len("Force 000"))
    return Claim(
        number=number + 1,
        located=LocatedObject(text=text[force.start : force.end], span=force, kind=ObjectKind.FORCE, key=f"z{number}"),
        relation=Near(
            ref=PlaceRef(toponym=number * EACH, span=Span(start=near.end - 6, end=near.end)),
            span=near,
        ),
        sentence=2 * number,
        span=Span(start=start, end=near.end),
        speakers=(Speaker(text="the article", span=None),),
        said=None,
        holds=None,
        status=STATUSES[number % len(STATUSES)],
    )


@cache
def _zone(number: int) -> Region:
    core, likely, support = (_disc(number, radius) for radius in (0.06, 0.11, 0.16))
    return Region(core=core, likely=likely, support=support)


def _disc(number: int, radius: float) -> Polygon:
    middle = Point(*_at(number * EACH))
    rounded = [(round(x, 5), round(y, 5)) for x, y in middle.buffer(radius, quad_segs=12).exterior.coords]
    return Polygon(rounded)


def _footprint(number: int) -> Footprint:
    return Footprint(
        id=f"claim-{number + 1}",
        title=f"Force {number:03}",
        kind=FootprintKind.ZONE,
        claims=(number + 1,),
        region=_zone(number),
        ensemble=None,
        drawable=True,
        why_not="",
        uncertainty=(Uncertainty(cause=Cause.LANGUAGE, metres=10000.0, text="“near” leaves it open"),),
        steps=(),
    )


def plain_markers(reading: Reading) -> folium.Map:
    """The same marks as Folium's manual draws them: one object each."""
    import folium

    chart = folium.Map()
    for number, footprint in enumerate(reading.footprints):
        for level in LEVELS:
            ring = [(lat, lon) for lon, lat in getattr(_zone(number), level).exterior.coords]
            folium.Polygon(
                ring, fill=True, fill_opacity=COLOURS[level], weight=1, tooltip=f"{footprint.title}, {level}"
            ).add_to(chart)
    for resolution in reading.resolutions:
        place = resolution.place
        if place is not None:
            folium.CircleMarker(
                (place.lat, place.lon), radius=4, tooltip=place.name, popup=f"{place.name}: PPL, {place.country}"
            ).add_to(chart)
    chart.fit_bounds(_corners(reading))
    return chart


def plain_layer(reading: Reading) -> folium.Map:
    """The same marks as two GeoJSON layers: what Folium does quickest."""
    import folium

    chart = folium.Map()
    zones = [
        {"type": "Feature", "properties": {"name": f"{mark.title}, {level}"}, "geometry": mapping(shape)}
        for number, mark in enumerate(reading.footprints)
        for level in LEVELS
        if (shape := getattr(_zone(number), level))
    ]
    places = [
        {
            "type": "Feature",
            "properties": {"name": one.place.name, "kind": one.place.feature, "country": one.place.country},
            "geometry": {"type": "Point", "coordinates": [one.place.lon, one.place.lat]},
        }
        for one in reading.resolutions
        if one.place is not None
    ]
    folium.GeoJson({"type": "FeatureCollection", "features": zones}, tooltip=_tooltip("name")).add_to(chart)
    folium.GeoJson(
        {"type": "FeatureCollection", "features": places},
        marker=folium.CircleMarker(radius=4),
        tooltip=_tooltip("name"),
        popup=folium.GeoJsonPopup(fields=["name", "kind", "country"]),
    ).add_to(chart)
    chart.fit_bounds(_corners(reading))
    return chart


def _tooltip(field: str) -> folium.GeoJsonTooltip:
    import folium

    return folium.GeoJsonTooltip(fields=[field], labels=False)


def _corners(reading: Reading) -> list[tuple[float, float]]:
    places = [one.place for one in reading.resolutions if one.place is not None]
    lons, lats = [place.lon for place in places], [place.lat for place in places]
    return [(min(lats), min(lons)), (max(lats), max(lons))]
