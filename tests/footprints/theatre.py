"""A small in-memory gazetteer and articles about it, for the tests of footprints.

Coordinates are facts: towns from GeoNames, rounded; the Euphrates and the outlines by hand, to about 5 km.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import shapely
from geographiclib.geodesic import Geodesic
from shapely import affinity
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon

from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.article import Article, Block, BlockKind, Sentence, Span
from deconflict_map.model.claim import Claim, LocatedObject, ObjectKind, Status
from deconflict_map.model.place import Match, MatchKind, Place, PlaceKind, ShapeForm
from deconflict_map.model.toponym import Resolution, Toponym, ToponymKind
from deconflict_map.units.heading import parse_heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.relation import Relation
    from deconflict_map.units.heading import Heading

EUPHRATES = LineString(
    [
        (38.01, 36.82), (38.07, 36.55), (38.05, 36.25), (38.20, 36.05), (38.45, 35.93), (38.55, 35.87), (38.75, 35.90),
        (39.00, 35.94), (39.20, 35.88), (39.45, 35.80), (39.70, 35.70), (39.85, 35.55), (40.00, 35.45), (40.15, 35.35),
        (40.30, 35.22), (40.43, 35.14), (40.46, 35.02), (40.60, 34.85), (40.75, 34.65), (40.93, 34.45), (41.10, 34.38),
        (41.50, 34.30), (42.00, 34.15), (42.40, 33.90), (42.80, 33.65), (43.30, 33.35),
    ]
)  # fmt: skip
SYRIA = Polygon(
    [
        (35.9, 35.9), (36.6, 36.8), (38.0, 36.83), (39.5, 36.72), (41.2, 37.07), (42.35, 37.2), (41.4, 36.5),
        (41.25, 35.6), (41.0, 34.42), (38.8, 33.37), (36.8, 32.31), (35.7, 32.75), (36.0, 34.0),
    ]
)  # fmt: skip
IRAQ = Polygon(
    [
        (38.8, 33.37), (41.0, 34.42), (41.25, 35.6), (41.4, 36.5), (42.35, 37.2), (44.8, 37.2), (46.2, 35.0),
        (48.0, 31.0), (46.5, 29.1), (44.7, 29.2), (39.2, 32.1),
    ]
)  # fmt: skip
SY_IQ = LineString([(42.35, 37.2), (41.4, 36.5), (41.25, 35.6), (41.0, 34.42), (38.8, 33.37)])


def place(
    name: str,
    lon: float,
    lat: float,
    *,
    kind: PlaceKind = PlaceKind.POPULATED,
    country: str = "SY",
    population: int = 0,
    shape: ShapeForm = ShapeForm.NONE,
    error_m: float = 0.0,
) -> Place:
    return Place(
        id=f"test:{name.lower().replace(' ', '-')}", name=name, kind=kind, feature="", lon=lon, lat=lat, country=country,
        division="", population=population, shape=shape, shape_error_m=error_m, source="test", licence="none",
    )  # fmt: skip


def area(name: str, shape: BaseGeometry, *, kind: PlaceKind, country: str, error_m: float = 1000.0) -> Place:
    inner = shape.representative_point()
    return place(name, inner.x, inner.y, kind=kind, country=country, shape=ShapeForm.AREA, error_m=error_m)


RAQQA = place("Raqqa", 39.017, 35.953, population=220_488)
TABQA = place("Tabqa", 38.546, 35.837, population=69_425)
DEIR_EZ_ZOR = place("Deir ez-Zor", 40.141, 35.336, population=242_565)
MAYADIN = place("Mayadin", 40.45, 35.02, population=44_028)
ABU_KAMAL = place("Abu Kamal", 40.919, 34.45, population=42_510)
RIVER = place("Euphrates", 39.9, 35.5, kind=PlaceKind.STREAM, country="", shape=ShapeForm.LINE, error_m=2000.0)
SYRIA_PLACE = area("Syria", SYRIA, kind=PlaceKind.COUNTRY, country="SY")
IRAQ_PLACE = area("Iraq", IRAQ, kind=PlaceKind.COUNTRY, country="IQ")
VALLEY = place("Euphrates Valley", 40.2, 35.2, kind=PlaceKind.VALLEY, country="SY")


@dataclass
class Fake:
    """A gazetteer over a handful of places."""

    places: tuple[Place, ...]
    shapes: dict[str, BaseGeometry]
    borders: dict[tuple[str, str], BaseGeometry] = field(default_factory=dict)

    def lookup(self, name: str) -> tuple[Match, ...]:
        return tuple(
            Match(place=p, kind=MatchKind.EXACT, name=p.name, similarity=1.0) for p in self.places if p.name == name
        )

    def lookup_alike(self, name: str, *, countries: Iterable[str]) -> tuple[Match, ...]:  # noqa: ARG002 -- the protocol's
        return ()

    def begins_name(self, token: str) -> int:
        return max((len(p.name.split()) for p in self.places if p.name.startswith(token)), default=0)

    def place(self, place_id: str) -> Place | None:
        return next((p for p in self.places if p.id == place_id), None)

    def country(self, code: str) -> Place | None:
        found = [p for p in self.places if p.kind is PlaceKind.COUNTRY and p.country == code]
        return max(found, key=lambda p: p.population, default=None)

    def shape(self, place_id: str) -> BaseGeometry | None:
        return self.shapes.get(place_id)

    def border(self, country: str, other: str) -> BaseGeometry | None:
        return self.borders.get((country, other)) or self.borders.get((other, country))

    def names(self, place_id: str) -> tuple[str, ...]:
        place = self.place(place_id)
        return () if place is None else (place.name,)

    def neighbours(self, country: str) -> tuple[str, ...]:
        return tuple(sorted({a if b == country else b for a, b in self.borders if country in {a, b}}))

    def places_within(
        self, bounds: tuple[float, float, float, float], *, kind: PlaceKind, min_population: int = 0
    ) -> tuple[Place, ...]:
        west, south, east, north = bounds
        found = [
            p
            for p in self.places
            if p.kind is kind and p.population >= min_population and south <= p.lat <= north
            and any(west <= p.lon + turn <= east for turn in (-360, 0, 360))
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda p: (-p.population, p.id)))

    def basemap(self, bounds: tuple[float, float, float, float]) -> object:
        raise NotImplementedError

    def sources(self) -> tuple[object, ...]:
        return ()


def syria(*more: Place) -> Fake:
    """The theatre of the first article."""
    return Fake(
        places=(RAQQA, TABQA, DEIR_EZ_ZOR, MAYADIN, ABU_KAMAL, RIVER, SYRIA_PLACE, IRAQ_PLACE, VALLEY, *more),
        shapes={RIVER.id: EUPHRATES, SYRIA_PLACE.id: SYRIA, IRAQ_PLACE.id: IRAQ},
        borders={("SY", "IQ"): SY_IQ},
    )


class Story:
    """A text of bare place names, built up name by name, with the claims about it."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.resolutions: list[Resolution] = []
        self.claims: list[Claim] = []

    def _add(self, words: str) -> Span:
        start = sum(len(word) + 1 for word in self.words)
        self.words.append(words)
        return Span(start=start, end=start + len(words))

    def name(self, where: Place | str, *, wants: str = "") -> PlaceRef:
        """Mention a place; a string stays unresolved."""
        text = where if isinstance(where, str) else where.name
        span = self._add(text)
        toponym = Toponym(span=span, text=text, kind=ToponymKind.PLACE, literal=True, sentence=0)
        found = None if isinstance(where, str) else where
        self.resolutions.append(
            Resolution(toponym=toponym, place=found, confidence=1.0, reason="", evidence=(), candidates=())
        )
        return PlaceRef(toponym=len(self.resolutions) - 1, span=span, wants=wants)

    def say(
        self,
        relation: Relation,
        *,
        key: str = "",
        kind: ObjectKind = ObjectKind.ZONE,
        words: str = "",
        **more: object,
    ) -> Claim:
        number = len(self.claims) + 1
        span = self._add(words or f"claim {number}")
        located = LocatedObject(text=key or f"object {number}", span=span, kind=kind, key=key or f"object {number}")
        claim = Claim(
            number=number, located=located, relation=relation, sentence=0, span=span, speakers=(), said=None,
            status=Status.STATED, **{"holds": None, **more},
        )  # fmt: skip
        self.claims.append(claim)
        return claim

    @property
    def article(self) -> Article:
        text = " ".join(self.words)
        span = Span(start=0, end=len(text))
        return Article(
            text=text, title="", source=None, published=None, url=None,
            blocks=(Block(kind=BlockKind.PARAGRAPH, span=span),), sentences=(Sentence(span=span, block=0),),
        )  # fmt: skip


HERE = Span(start=0, end=1)


def heading(words: str) -> Heading:
    found = parse_heading(words)
    assert found is not None
    return found


def relate(kind: Callable[..., Relation], /, **parts: object) -> Relation:
    """A relation whose own span doesn't matter to the test."""
    return kind(span=HERE, **parts)


def nested(region: object, *, tolerance: float = 2e-6) -> bool:
    """Whether core ⊆ likely ⊆ support, give or take two steps of the grid of six decimals."""
    levels = [region.core, region.likely, region.support]
    return all(
        inner.is_empty or shapely.covers(outer.buffer(tolerance), inner) for inner, outer in itertools.pairwise(levels)
    )


def offset(lon: float, lat: float, azimuth: float, km: float) -> tuple[float, float]:
    """The position reached from another one, by geographiclib; longitude continuous with the first."""
    reached = Geodesic.WGS84.Direct(lat, lon, azimuth, km * 1000)
    return lon + (reached["lon2"] - lon + 180) % 360 - 180, reached["lat2"]


def published(shape: BaseGeometry) -> BaseGeometry:
    """A continuous shape as data files have it: cut at ±180."""
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        inside = shape.intersection(shapely.box(turn - 180, -90, turn + 180, 90))
        parts.extend(p for p in shapely.get_parts(affinity.translate(inside, -turn)) if not p.is_empty)
    kept = [p for p in parts if p.geom_type == shape.geom_type]
    several = MultiPolygon if shape.geom_type == "Polygon" else MultiLineString
    return kept[0] if len(kept) == 1 else several(kept)


@dataclass(frozen=True)
class World:
    """A river from west to east through a country of 600 by 400 km, with a neighbour to the east, anywhere on Earth."""

    gazetteer: Fake
    town: Place
    city: Place
    river: Place
    country: Place
    neighbour: Place
    valley: Place


def world(lon: float, lat: float) -> World:
    def at(east_km: float, north_km: float) -> tuple[float, float]:
        return offset(lon, lat, math.degrees(math.atan2(east_km, north_km)), math.hypot(east_km, north_km))

    def wrapped(position: tuple[float, float]) -> tuple[float, float]:
        return (position[0] + 180) % 360 - 180, position[1]

    river = LineString([at(x, 12 * math.sin(x / 40) - 0.1 * x) for x in range(-400, 401, 10)])
    here = Polygon([at(-300, -200), at(0, -200), at(300, -200), at(300, 0), at(300, 200), at(0, 200), at(-300, 200)])
    there = Polygon([at(300, -200), at(600, -200), at(600, 200), at(300, 200), at(300, 0)])
    border = LineString([at(300, -200), at(300, 0), at(300, 200)])
    town = place("Town", *wrapped(at(-150, 20)), country="AA", population=60_000)
    city = place("City", *wrapped(at(60, -8)), country="AA", population=250_000)
    stream = place("Stream", *wrapped(at(0, 0)), kind=PlaceKind.STREAM, country="", shape=ShapeForm.LINE, error_m=1500)
    valley = place("Stream Valley", *wrapped(at(0, 0)), kind=PlaceKind.VALLEY, country="AA")
    country = place(
        "Here", *wrapped(at(0, 50)), kind=PlaceKind.COUNTRY, country="AA", shape=ShapeForm.AREA, error_m=800
    )
    neighbour = place(
        "There", *wrapped(at(450, 0)), kind=PlaceKind.COUNTRY, country="BB", shape=ShapeForm.AREA, error_m=800
    )
    shapes = {stream.id: published(river), country.id: published(here), neighbour.id: published(there)}
    fake = Fake(
        places=(town, city, stream, valley, country, neighbour),
        shapes=shapes,
        borders={("AA", "BB"): published(border)},
    )
    return World(
        gazetteer=fake, town=town, city=city, river=stream, country=country, neighbour=neighbour, valley=valley
    )


def told(w: World) -> Story:
    """A story that names everything once, so that the country is its theatre."""
    s = Story()
    for where in (w.town, w.city, w.river, w.country, w.neighbour, w.valley):
        s.name(where)
    return s
