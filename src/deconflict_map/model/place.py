"""The values of the gazetteer: places, candidates, and the protocol by which stages reach them.

Coordinates are WGS 84 degrees, longitude before latitude. Shapes are Shapely geometries in EPSG:4326.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.basemap import BaseMap


class PlaceKind(StrEnum):
    """What a place is, as far as rules need to tell; `Place.feature` keeps the exact GeoNames code."""

    COUNTRY = "country"
    DIVISION = "division"
    POPULATED = "populated"
    STREAM = "stream"
    LAKE = "lake"
    SEA = "sea"
    VALLEY = "valley"
    REGION = "region"
    CONTINENT = "continent"
    STRUCTURE = "structure"
    """A dam, bridge, crossing, base, field or other built thing that fills little ground."""
    RELIEF = "relief"
    """A mountain, range, hill, pass or other landform."""


class ShapeForm(StrEnum):
    """Which shape the gazetteer has for a place, beside its point."""

    NONE = "none"
    LINE = "line"
    AREA = "area"


HAND_KEPT = "dm:"
"""With this begin the ids of records that the project keeps by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A gazetteer record.

    `id` is `geonames:…`, `ne:…` (Natural Earth), `dm:…` (the hand-kept supplement), `icao:…` (airports), or what a
    user's own gazetteer brings. `country` is an ISO 3166-1 alpha-2 code, or empty for what lies in several countries or
    none; `division` and `district` are the GeoNames codes of the first- and second-level division (each without what it
    lies in), or empty. `population` is 0 where unknown. `feature` is the GeoNames feature code. `shape_error_m` says
    how far the shape may be off the ground (generalisation), in metres, 0 where there is no shape.
    """

    id: str
    name: str
    kind: PlaceKind
    feature: str
    lon: float
    lat: float
    country: str
    division: str
    population: int
    shape: ShapeForm
    shape_error_m: float
    source: str
    licence: str
    local_name: str = ""
    district: str = ""

    @property
    def is_hand_kept(self) -> bool:
        """Whether the project keeps this record by hand, as its id tells."""
        return self.id.startswith(HAND_KEPT)

    def lies_in(self, other: Place) -> bool:
        """Whether it lies in a country or division, as far as the codes of both tell."""
        if other.id == self.id or other.country != self.country or self.kind is PlaceKind.COUNTRY:
            return False
        if other.kind is not PlaceKind.DIVISION:
            return other.kind is PlaceKind.COUNTRY
        if other.division != self.division:
            return False
        if other.district:
            return other.district == self.district
        return bool(self.district) or self.kind is not PlaceKind.DIVISION


class Brief(Protocol):
    """What is asked of a place before it is chosen; the attributes mean what they mean in `Place`, which is one."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def is_hand_kept(self) -> bool:
        """Whether the project keeps its record by hand, as its id tells."""
        ...

    @property
    def name(self) -> str:
        """Its display name."""
        ...

    @property
    def kind(self) -> PlaceKind:
        """What it is."""
        ...

    @property
    def feature(self) -> str:
        """Its GeoNames feature code."""
        ...

    @property
    def lon(self) -> float:
        """Its longitude, degrees."""
        ...

    @property
    def lat(self) -> float:
        """Its latitude, degrees."""
        ...

    @property
    def country(self) -> str:
        """The ISO code of its country, or empty."""
        ...

    @property
    def division(self) -> str:
        """The code of its first-level division, or empty."""
        ...

    @property
    def district(self) -> str:
        """The code of its second-level division, or empty."""
        ...

    @property
    def population(self) -> int:
        """How many people live there, 0 where unknown."""
        ...

    @property
    def shape(self) -> ShapeForm:
        """Which shape it has beside its point."""
        ...


class MatchKind(StrEnum):
    """How the name in the text met the name in the gazetteer, best first."""

    EXACT = "exact"
    FOLDED = "folded"
    """Equal after folding case, diacritics, hyphens, articles and usual romanisations."""
    FUZZY = "fuzzy"
    """Only alike: same consonant skeleton, small edit distance."""
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A place that a name may denote, before any context is weighed.

    `name` is the gazetteer's name that matched; `similarity` is 1 for exact and folded matches, and in [0, 1) for
    fuzzy ones.
    """

    place: Place
    kind: MatchKind
    name: str
    similarity: float

    @property
    def brief(self) -> Brief:
        """What weighing asks of the place."""
        return self.place


class Sighting(Protocol):
    """A match whose place needn't be there before it is asked for; every `Match` is one."""

    @property
    def brief(self) -> Brief:
        """What weighing asks of the place."""
        ...

    @property
    def place(self) -> Place:
        """The place."""
        ...

    @property
    def kind(self) -> MatchKind:
        """How the name met the gazetteer's."""
        ...

    @property
    def name(self) -> str:
        """The gazetteer's name that matched."""
        ...

    @property
    def similarity(self) -> float:
        """1 for exact and folded matches, and in [0, 1) for fuzzy ones."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSource:
    """Where gazetteer rows come from, as the page and the exports must credit them."""

    id: str
    title: str
    version: str
    licence: str
    attribution: str


class Gazetteer(Protocol):
    """What the stages are handed of the gazetteer."""

    def lookup(self, name: str) -> tuple[Match, ...]:
        """Places that bear `name` (exact before folded), most populous first; demonyms give their country."""
        ...

    def named(self, name: str, *, folded: bool = True) -> Sequence[Sighting]:
        """Places that bear `name` as it is written; where none does, those whose names are equal when folded.

        Each place once. Without `folded` only places that bear it as it is written.
        """
        ...

    def lookup_alike(self, name: str, *, countries: Iterable[str]) -> tuple[Match, ...]:
        """Places in `countries` (ISO codes) whose names are only alike, most similar first."""
        ...

    def name_ends(self, text: str, ends: Sequence[int]) -> tuple[int, ...]:
        """Those of `ends` (offsets in `text`, rising) at which a name ends that begins with `text`, last first."""
        ...

    def place(self, place_id: str) -> Place | None:
        """The record with this id."""
        ...

    def names(self, place_id: str) -> tuple[str, ...]:
        """All names of a place, its display name first, without demonyms; none if the id isn't known."""
        ...

    def country(self, code: str) -> Place | None:
        """The country with this ISO code."""
        ...

    def division(self, country: str, code: str) -> Place | None:
        """The first-level division of a country (ISO code) with this GeoNames code."""
        ...

    def shape(self, place_id: str) -> BaseGeometry | None:
        """The line or area of a place, EPSG:4326; lines of streams run downstream. `None` without a shape."""
        ...

    def border(self, country: str, other: str) -> BaseGeometry | None:
        """The land border that two countries (ISO codes) share, EPSG:4326, or `None`."""
        ...

    def neighbours(self, country: str) -> tuple[str, ...]:
        """ISO codes of the countries that share a land border with `country`, sorted."""
        ...

    def places_within(
        self, bounds: tuple[float, float, float, float], *, kind: PlaceKind, min_population: int = 0
    ) -> tuple[Place, ...]:
        """Places of a kind in `(west, south, east, north)`, degrees, most populous first."""
        ...

    def basemap(self, bounds: tuple[float, float, float, float]) -> BaseMap:
        """What lies in `(west, south, east, north)`, degrees, clipped and simplified to the scene's scale."""
        ...

    def sources(self) -> tuple[DataSource, ...]:
        """What the gazetteer was built from."""
        ...
