"""Names and points → geopy's locations, from the gazetteer on this machine: a geocoder for whatever works with geopy's.

Behaves as `geopy.geocoders.Nominatim` does where both can do the same, and refuses what it can't: there are no streets
in the gazetteer, and nothing to wait for, so that it has no asynchronous form. Nothing is ever asked of a network.
Coordinates are WGS 84 degrees; points that are handed in are geopy's, latitude before longitude.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypedDict

from geopy.adapters import BaseSyncAdapter
from geopy.exc import ConfigurationError, GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from deconflict_map.gazetteer.atlas import Atlas, open_gazetteer
from deconflict_map.gazetteer.within import inside, wanted, wanted_in_parts
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.gazetteer.search import Finding
    from deconflict_map.model.place import Place

_LIMIT = 10
_MOST_LOOKED_THROUGH = 500
"""Candidates of a name among which those in a country, division or box are sought: no name has more bearers."""
_NO_NETWORK = "this geocoder works without a network: it has no adapter, and no asynchronous form"


class RawPlace(TypedDict, total=False):
    """`Location.raw`: everything that is known of a candidate. Degrees, metres.

    After `geocode`: `score` in [0, 1] orders the candidates of one query, `match` says how the name met `matched_name`,
    `similarity` how well, `reasons` what speaks for it. After `reverse`: `distance_m` from the point.
    """

    id: str
    name: str
    local_name: str
    kind: str
    feature: str
    lat: float
    lon: float
    country: str
    division: str
    district: str
    population: int
    source: str
    licence: str
    attribution: str
    score: float
    match: str
    matched_name: str
    similarity: float
    reasons: list[str]
    distance_m: float


class _NoAdapter(BaseSyncAdapter):
    """What geopy keeps for requests; there are none."""

    def get_json(self, url: str, *, timeout: float, headers: object) -> NoReturn:
        del url, timeout, headers
        raise GeocoderServiceError(_NO_NETWORK)

    def get_text(self, url: str, *, timeout: float, headers: object) -> NoReturn:
        self.get_json(url, timeout=timeout, headers=headers)


class GazetteerGeocoder(Geocoder):
    """The gazetteer as a geocoder of geopy's.

    Raises:
        GazetteerError: The gazetteer is missing or damaged.
        geopy.exc.ConfigurationError: An adapter is handed in.
    """

    def __init__(
        self,
        path: str | Path | None = None,
        *,
        timeout: object = DEFAULT_SENTINEL,
        adapter_factory: object = None,
    ) -> None:
        """Open the gazetteer at `path`, or the bundled one. `timeout` is there for geopy's sake and changes nothing."""
        if adapter_factory is not None:
            raise ConfigurationError(_NO_NETWORK)
        super().__init__(scheme="https", timeout=timeout, proxies={}, ssl_context=None, adapter_factory=_NoAdapter)
        self._atlas: Atlas = open_gazetteer(Path(path) if path is not None else None)
        self._credits = {source.id: source.attribution for source in self._atlas.sources()}

    async def __aenter__(self) -> NoReturn:
        raise TypeError(f"{_NO_NETWORK}; call it in a thread, as asyncio.to_thread does")

    def geocode(  # noqa: PLR0913 -- the signature of geopy's own geocoders
        self,
        query: str | Mapping[str, object],
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        timeout: object = DEFAULT_SENTINEL,
        country_codes: str | Iterable[object] | None = None,
        near: object = None,
        viewbox: Sequence[object] | None = None,
        bounded: bool = False,
    ) -> Location | list[Location] | None:
        """The place that a query means: the best one, or with `exactly_one=False` at most `limit`, best first.

        A query is a name ("Raqqa"), a name and what it lies in ("Raqqa, Syria"), or a mapping of `city`, `county`,
        `state` and `country`, of which the narrowest is sought in the others. `country_codes` (ISO 3166-1 alpha-2)
        restrict it. What lies near the point `near` comes first, or near the middle of `viewbox`, two opposite
        corners; with `bounded` nothing outside that box comes. `None` if nothing is found.

        Raises:
            geopy.exc.GeocoderQueryError: The query is empty or asks for streets or postal codes; a point or country
                code is none.
            ValueError: `limit` is less than 1.
        """
        del timeout
        count = 1 if exactly_one else _LIMIT if limit is None else int(limit)
        if count < 1:
            raise ValueError("Limit cannot be less than 1")
        asked = wanted_in_parts(query, self._atlas) if isinstance(query, Mapping) else wanted(query, self._atlas)
        box = _box(viewbox)
        centre = _centre(near, box)
        findings = [
            finding
            for code in _codes(country_codes)
            for finding in self._atlas.search(asked.text, country=code, near=centre, limit=_MOST_LOOKED_THROUGH)
            if inside(self._atlas, finding.match.place, asked) and not (bounded and _outside(finding.match.place, box))
        ]
        findings.sort(key=lambda finding: -finding.score)
        found = [self._located(finding) for finding in findings[:count]]
        return (found[0] if exactly_one else found) if found else None

    def reverse(
        self,
        query: object,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        timeout: object = DEFAULT_SENTINEL,
        kinds: Iterable[PlaceKind] | None = (PlaceKind.POPULATED,),
        within_km: float | None = 100.0,
    ) -> Location | list[Location] | None:
        """The town nearest to a point, or with `exactly_one=False` at most `limit`, nearest first.

        `kinds` are the kinds of places that count, `None` all of them. Nothing farther off than `within_km` is given:
        a town a hundred kilometres away says nothing about a point any more (judgement).

        Raises:
            geopy.exc.GeocoderQueryError: `query` isn't a point on the Earth.
            ValueError: `limit` is less than 1.
        """
        del timeout
        count = 1 if exactly_one else _LIMIT if limit is None else int(limit)
        if count < 1:
            raise ValueError("Limit cannot be less than 1")
        point = _point(query)
        within_m = None if within_km is None else within_km * 1000.0
        wanted_kinds = None if kinds is None else frozenset(kinds)
        nearest = self._atlas.nearest(
            point.longitude, point.latitude, limit=count, kinds=wanted_kinds, within_m=within_m
        )
        found = [self._location(place, RawPlace(distance_m=round(metres, 1))) for place, metres in nearest]
        return (found[0] if exactly_one else found) if found else None

    def _located(self, finding: Finding) -> Location:
        match = finding.match
        raw = RawPlace(
            score=finding.score,
            match=match.kind.value,
            matched_name=match.name,
            similarity=match.similarity,
            reasons=list(finding.reasons),
        )
        return self._location(match.place, raw)

    def _address(self, place: Place) -> str:
        """The place's name, that of its first-level division, and that of its country, without repetition."""
        division, country = self._atlas.division(place.country, place.division), self._atlas.country(place.country)
        parts = [place.name, *(outer.name for outer in (division, country) if outer is not None)]
        return ", ".join(dict.fromkeys(parts))

    def _location(self, place: Place, more: RawPlace) -> Location:
        raw = RawPlace(
            id=place.id,
            name=place.name,
            local_name=place.local_name,
            kind=place.kind.value,
            feature=place.feature,
            lat=place.lat,
            lon=place.lon,
            country=place.country,
            division=place.division,
            district=place.district,
            population=place.population,
            source=place.source,
            licence=place.licence,
            attribution=self._credits.get(place.source, ""),
        )
        return Location(self._address(place), (place.lat, place.lon), raw | more)


def geocoder(
    path: str | Path | None = None, *, timeout: object = DEFAULT_SENTINEL, adapter_factory: object = None
) -> GazetteerGeocoder:
    """The gazetteer as a geocoder of geopy's: `geocoder().geocode("Raqqa, Syria")`.

    `path` is a gazetteer of your own, by default the bundled one. Can be handed to `geopandas.tools.geocode` as its
    `provider`, and its `geocode` to geopy's `RateLimiter`.

    Raises:
        GazetteerError: The gazetteer is missing or damaged.
        geopy.exc.ConfigurationError: An adapter is handed in.
    """
    return GazetteerGeocoder(path, timeout=timeout, adapter_factory=adapter_factory)


def _point(value: object) -> Point:
    """A point as geopy reads it: a `Point`, `(latitude, longitude)`, or a text."""
    if value is None:
        raise GeocoderQueryError("a point is needed: a latitude and a longitude")
    try:
        # geopy both warns of a latitude off the Earth and refuses it.
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            return value if isinstance(value, Point) else Point(value)
    except (ValueError, TypeError) as error:
        raise GeocoderQueryError(f"{value!r} is no point: {error}") from error


def _box(corners: Sequence[object] | None) -> tuple[float, float, float, float] | None:
    """West, south, east and north of a box, from two opposite corners."""
    if corners is None:
        return None
    if len(corners) != 2:
        raise GeocoderQueryError("a viewbox has two corners")
    one, other = (_point(corner) for corner in corners)
    west, east = sorted((one.longitude, other.longitude))
    south, north = sorted((one.latitude, other.latitude))
    return west, south, east, north


def _outside(place: Place, box: tuple[float, float, float, float] | None) -> bool:
    return box is not None and not (box[0] <= place.lon <= box[2] and box[1] <= place.lat <= box[3])


def _centre(near: object, box: tuple[float, float, float, float] | None) -> tuple[float, float] | None:
    """Longitude and latitude of what is to be near: a point, or the middle of a box."""
    if near is not None:
        point = _point(near)
        return point.longitude, point.latitude
    return None if box is None else ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _codes(codes: str | Iterable[object] | None) -> list[str]:
    """Country codes in capitals, each once; one empty code, for the whole world, where there are none."""
    listed: list[object] = [codes] if isinstance(codes, str) else list(codes or ())
    found: dict[str, None] = {}
    for code in listed:
        if not (isinstance(code, str) and len(code) == 2 and code.isascii() and code.isalpha()):
            raise GeocoderQueryError(f"{code!r} is no country code: give two letters, as in SY")
        found[code.upper()] = None
    return list(found) or [""]
