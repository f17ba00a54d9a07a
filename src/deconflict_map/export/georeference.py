"""A mark and all that it may cover → its point summary: Darwin Core's terms, and the precision codes of event data.

A point and a radius say less than the levels do; they never say more: the circle holds the whole location, and is left
blank where that isn't known, never 0 (Darwin Core, `coordinateUncertaintyInMeters`). The point is the corrected centre
of the Georeferencing Best Practices (Chapman & Wieczorek 2020, 3.3.1): that of the smallest circle round the location,
or the nearest point of the location where the centre lies outside of it.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.footprint import FootprintKind
from deconflict_map.model.mark import levels
from deconflict_map.model.place import ShapeForm
from deconflict_map.model.relation import Within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.mark import PlaceMark
    from deconflict_map.model.place import Place
    from deconflict_map.model.reading import Reading

DATUM = "EPSG:4326"
_DECIMALS = 6
_ROUNDED_M = 0.2
"""Half a unit of the sixth decimal is 0.06 m north and as much east; so much is added before rounding up."""
_PLACE_PROTOCOL = "gazetteer record of the place named in the text"
_MARK_PROTOCOL = "area that the words of the text leave possible; its smallest enclosing circle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Georeference:
    """The point summary of a mark; `TERMS` are the names of its fields in files.

    All rows of a mark have the same but `footprint_wkt`, which is that of the whole location and stands with its row.
    `uncertainty_m` is `None` where it isn't known. Degrees are EPSG:4326. `rights` credits all data of the map.
    """

    latitude: float | None = None
    longitude: float | None = None
    datum: str = ""
    uncertainty_m: int | None = None
    footprint_wkt: str = ""
    locality: str = ""
    protocol: str = ""
    sources: str = ""
    remarks: str = ""
    where_prec: int | None = None
    geo_precision: int | None = None
    rights: str = ""


UNLOCATED = Georeference()
TERMS = {
    "decimalLatitude": "latitude",
    "decimalLongitude": "longitude",
    "geodeticDatum": "datum",
    "coordinateUncertaintyInMeters": "uncertainty_m",
    "footprintWKT": "footprint_wkt",
    "verbatimLocality": "locality",
    "georeferenceProtocol": "protocol",
    "georeferenceSources": "sources",
    "georeferenceRemarks": "remarks",
    "where_prec": "where_prec",
    "geo_precision": "geo_precision",
    "rights": "rights",
}
"""Darwin Core's terms (http://rs.tdwg.org/dwc/terms/), the codes, and whom to credit → fields, in their order."""


def summary(georeference: Georeference) -> tuple[str | float | None, ...]:
    """The values in the order of `TERMS`."""
    return tuple(getattr(georeference, name) for name in TERMS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Codes:
    """UCDP's `where_prec` and ACLED's `geo_precision`."""

    where_prec: int
    geo_precision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    line: _Codes
    feature: dict[str, _Codes]
    kind: dict[str, _Codes]
    sizes: tuple[tuple[float, _Codes], ...]


def of_place(reading: Reading, mark: PlaceMark) -> Georeference:
    """The summary of a place: its gazetteer point, with the circle that holds its shape where it has one."""
    place = mark.place
    words = reading.resolutions[mark.mentions[0]].toponym.text
    if not mark.drawn:
        return Georeference(locality=words, remarks=mark.why_not, rights=_rights(reading))
    codes = _place_codes(place)
    shape = dict(reading.shapes).get(place.id) if place.shape is not ShapeForm.NONE else None
    radius = None if shape is None else _reach_m(shape, place.lon, place.lat) + place.shape_error_m
    return Georeference(
        latitude=round(place.lat, _DECIMALS),
        longitude=round(place.lon, _DECIMALS),
        datum=DATUM,
        uncertainty_m=None if radius is None else _whole_m(radius),
        locality=words,
        protocol=_PLACE_PROTOCOL,
        sources=f"{place.source} ({place.id})",
        remarks="" if radius is not None else "the extent of the place isn't in the gazetteer",
        where_prec=None if codes is None else codes.where_prec,
        geo_precision=None if codes is None else codes.geo_precision,
        rights=_rights(reading),
    )


def of_footprint(reading: Reading, footprint: Footprint) -> Georeference:
    """The summary of a footprint: the smallest circle round all that its words leave possible."""
    shapes = levels(footprint)
    claims = [reading.claims[number - 1] for number in footprint.claims]
    words = "; ".join(dict.fromkeys(reading.article.quote(claim.span) for claim in claims))
    if not shapes:
        return Georeference(locality=words, remarks=footprint.why_not, rights=_rights(reading))
    whole = shapes[0][1]
    lon, lat = _centre(whole)
    radius = _whole_m(_reach_m(whole, lon, lat))
    codes = _footprint_codes(reading, footprint, radius)
    return Georeference(
        latitude=lat,
        longitude=lon,
        datum=DATUM,
        uncertainty_m=radius,
        footprint_wkt=wkt(whole),
        locality=words,
        protocol=_MARK_PROTOCOL,
        sources="; ".join(_records(footprint)),
        remarks="; ".join(filter(None, (footprint.why_not, *(one.text for one in footprint.uncertainty)))),
        where_prec=codes.where_prec,
        geo_precision=codes.geo_precision,
        rights=_rights(reading),
    )


def wkt(shape: BaseGeometry) -> str:
    """A geometry as WKT, EPSG:4326, longitude before latitude, six decimals, cut at 180°."""
    import shapely  # noqa: PLC0415 -- kept out of the import of the package

    from deconflict_map.geodesy import split  # noqa: PLC0415 -- the same

    return str(shapely.to_wkt(split(shape), rounding_precision=_DECIMALS))


def _rights(reading: Reading) -> str:
    return "; ".join(dict.fromkeys(source.attribution for source in reading.sources))


def _records(footprint: Footprint) -> Iterator[str]:
    yield from dict.fromkeys(record for step in footprint.steps for record in step.records)


def _centre(shape: BaseGeometry) -> tuple[float, float]:
    """The corrected centre, degrees (lon, lat), inside of [-180, 180]."""
    import shapely  # noqa: PLC0415 -- the same

    from deconflict_map.geodesy import LocalFrame, middle  # noqa: PLC0415 -- the same

    frame = LocalFrame(*middle([(lon, lat) for lon, lat in shapely.get_coordinates(shape).tolist()]))
    ground = frame.to_metric(shape)
    centre = shapely.minimum_bounding_circle(ground).centroid
    if ground.geom_type.endswith("Polygon") and not ground.is_valid:  # a plane far from its centre folds what it holds
        ground = shapely.make_valid(ground)
    nearest = shapely.get_coordinates(shapely.shortest_line(ground, centre))[:1]
    ((lon, lat),) = frame.lonlat(nearest).tolist()
    return round((lon + 180.0) % 360.0 - 180.0, _DECIMALS), round(lat, _DECIMALS)


def _reach_m(shape: BaseGeometry, lon: float, lat: float) -> float:
    """The distance from a position to the farthest point of a shape, metres."""
    import shapely  # noqa: PLC0415 -- the same

    from deconflict_map.geodesy import distance_m  # noqa: PLC0415 -- the same

    dense = shapely.segmentize(shape, 0.25)
    return max((distance_m(lon, lat, *there) for there in shapely.get_coordinates(dense).tolist()), default=0.0)


def _whole_m(radius_m: float) -> int:
    return max(1, math.ceil(radius_m + _ROUNDED_M))


def _footprint_codes(reading: Reading, footprint: Footprint, radius_m: float) -> _Codes:
    if footprint.kind is FootprintKind.LINE:
        return _table().line
    place = _named_alone(reading, footprint)
    named = None if place is None else _place_codes(place)
    return named or next(codes for most, codes in _table().sizes if radius_m <= most)


def _named_alone(reading: Reading, footprint: Footprint) -> Place | None:
    """The place of a mark whose words say no more than that it is there."""
    if len(footprint.claims) > 1:
        return None
    match reading.claims[footprint.claims[0] - 1].relation:
        case Within(ref=PlaceRef(toponym=toponym)):
            return reading.resolutions[toponym].place
        case _:
            return None


def _place_codes(place: Place) -> _Codes | None:
    """The codes of a place; `None` where its record doesn't say what it is, as one made coarse for publishing."""
    table = _table()
    return (table.feature.get(place.feature) or table.kind[place.kind.value]) if place.feature else None


@cache
def _table() -> _Table:
    raw = tomllib.loads(files(__package__).joinpath("vocabulary/precision.toml").read_text(encoding="utf-8"))

    def pairs(name: str) -> dict[str, _Codes]:
        return {key: _Codes(where_prec=where, geo_precision=geo) for key, (where, geo) in raw[name].items()}

    sizes = tuple(
        (row["most_m"], _Codes(where_prec=row["where_prec"], geo_precision=row["geo_precision"]))
        for row in raw["sizes"]
    )
    return _Table(line=_Codes(**raw["line"]), feature=pairs("feature"), kind=pairs("kind"), sizes=sizes)
