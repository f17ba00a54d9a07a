"""Sources → the artefact and its manifest.

The order of precedence where two sources know one place: the hand-kept supplement adds names and shapes to GeoNames'
records; it never moves them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.builder.borders import read_borders
from deconflict_map.gazetteer.builder.cities import read_cities, read_continents, read_feature_codes
from deconflict_map.gazetteer.builder.countries import country_codes, read_countries, read_outlines, read_world
from deconflict_map.gazetteer.builder.divisions import read_divisions, read_polygons, read_subdivisions
from deconflict_map.gazetteer.builder.inputs import find_inputs
from deconflict_map.gazetteer.builder.lakes import read_lakes
from deconflict_map.gazetteer.builder.manifest import read_sources, write_manifest
from deconflict_map.gazetteer.builder.rivers import read_rivers
from deconflict_map.gazetteer.builder.supplement import add_names, cut_reaches, read_places
from deconflict_map.gazetteer.builder.tables import read_scripts
from deconflict_map.gazetteer.builder.writer import write_artefact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from deconflict_map.gazetteer.builder.inputs import Inputs
    from deconflict_map.gazetteer.record import Record

ARTEFACT = "gazetteer.gpkg"
MANIFEST = "MANIFEST.toml"


def build_gazetteer(*, npm: Path, supplement: Path, folder: Path, report: Callable[[str], None]) -> Path:
    """Build the artefact and its manifest into `folder`; `report` is told each step. Returns the artefact's path.

    Raises:
        GazetteerError: a source is missing or damaged, or the artefact can't be written.
    """
    report("looking for the sources")
    inputs = find_inputs(npm, supplement)
    scripts = _country_scripts(inputs)
    report("reading countries and borders")
    outlines = read_outlines(inputs.natural_earth)
    records = read_countries(inputs, outlines)
    borders = read_borders(inputs.natural_earth, country_codes(outlines))
    report("reading towns")
    features = read_feature_codes(inputs.features)
    records += [*read_continents(inputs.continents), *read_cities(inputs.cities, features, scripts)]
    report("reading divisions")
    subdivisions = read_subdivisions(inputs.subdivisions)
    records += read_divisions(subdivisions, read_polygons(inputs.divisions), _seats(inputs, features), scripts)
    report("reading rivers and lakes")
    records += [*read_rivers(inputs.river_maps, supplement), *read_lakes(inputs.natural_earth)]
    report("adding the supplement")
    records = cut_reaches(supplement, add_names(supplement, _distinct([*records, *read_places(supplement)])))
    report(f"writing {len(records)} places")
    artefact = folder / ARTEFACT
    sources = read_sources(supplement, dict(inputs.versions))
    write_artefact(artefact, records, borders, read_world(inputs.natural_earth), sources)
    write_manifest(folder / MANIFEST, artefact, inputs, records, borders, sources)
    return artefact


def _distinct(records: list[Record]) -> list[Record]:
    """The first record of each id."""
    first: dict[str, Record] = {}
    for record in records:
        first.setdefault(record.id, record)
    return list(first.values())


def _country_scripts(inputs: Inputs) -> dict[str, str]:
    """Country code → the Unicode script of its first language, where that isn't Latin."""
    scripts = read_scripts()
    table = json.loads(inputs.countries.read_text(encoding="utf-8"))
    first = {code: str(row["languages"]).split(",")[0].split("-")[0] for code, row in table.items()}
    return {code: scripts[language] for code, language in sorted(first.items()) if language in scripts}


def _seats(inputs: Inputs, features: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """Division ("SY.07") → longitude and latitude of its seat, or else of its largest town."""
    best: dict[str, tuple[bool, int, float, float]] = {}
    for identifier, city in json.loads(inputs.cities.read_text(encoding="utf-8")).items():
        code = f"{city['countrycode']}.{city['admin1code']}"
        seat = features.get(identifier) in {"PPLC", "PPLA"}
        entry = (seat, int(city["population"]), city["longitude"], city["latitude"])
        best[code] = max(best.get(code, entry), entry)
    return {code: (lon, lat) for code, (_, _, lon, lat) in best.items()}
