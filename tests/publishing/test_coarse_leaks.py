"""With `--coarsen` nothing finer than the grid is in any file: every coordinate, number, record and word is looked at."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from dataclasses import replace

import pyogrio
import pytest
import shapely
from accounts import TEXTS
from written_files import block, own_words, suffixes, unpacked, written

from deconflict_map.description import locate
from deconflict_map.model.anchor import PositionRef
from deconflict_map.publishing.cells import coarse_line, inside, touched
from deconflict_map.publishing.grid import Grid
from deconflict_map.publishing.rewriting import rewritten
from deconflict_map.publishing.walking import nodes_of

NAMES = [*TEXTS, "account"]
CASES = [*((name, 20.0) for name in TEXTS), ("pacific", 5.0), ("arctic", 150.0), ("account", 100.0)]
STATED = {
    "andes": ("20 km deep", "15 km", "12 miles", "0.8119", "77.7173", "1°12"),
    "korea": ("38th", "4,000 metres", "52S CG", "within 5 km"),
    "pacific": ("60 km of", "-18.1416", "178.4419"),
    "arctic": ("50 km around", "78.2232", "15.6267"),
    "sahel": ("25 km",),
    "account": (),
}
"""Figures of the texts that no file may have."""
_FIGURES = re.compile(
    r"\d\s*(?:metres|miles|kilomet|nautical|square)|°\s?[NSEW]|\d′|geonames:\d|\bne:\w+:|\bdm:\w+:|\bicao:\w"
)


def corners_and_centres(grid, lon, lat):
    """Whether a position is a corner or the centre of a cell of the grid; the page rounds outlines to four decimals."""
    for band in {grid.band_of(lat), max(grid.band_of(lat) - 1, 0), grid.band_of(min(lat + 1e-6, 90.0))}:
        for column in range(grid.column_of(band, lon) - 1, grid.column_of(band, lon) + 3):
            edges = (grid.longitude(band, column), grid.longitude(band, column + 1))
            if any(abs(lon - edge) < 2e-6 for edge in edges) and any(
                abs(lat - grid.latitude(edge)) < 2e-6 for edge in (band, band + 1)
            ):
                return True
            if (
                abs(lon - sum(edges) / 2) < 6e-5
                and abs(lat - (grid.latitude(band) + grid.latitude(band + 1)) / 2) < 6e-5
            ):
                return True
    return False


def is_told(grid, lon, lat, *, line):
    """A line that crosses 180° is cut there: the cut lies between two centres."""
    return corners_and_centres(grid, lon, lat) or (line and abs(abs(lon) - 180.0) < 1e-6)


def off_grid(grid, geometries):
    return [
        xy
        for geometry in geometries
        if geometry is not None
        for xy in shapely.get_coordinates(geometry).tolist()
        if not is_told(grid, *xy, line=shapely.get_dimensions(geometry) == 1)
    ]


def in_page(page):
    """All positions in a page's data but the base map and what is worked out from these: labels and the opening view."""
    data = block(page)
    west, south, east, north = data["bounds"]
    reach = 0.6 * max(east - west, north - south)  # outlines are clipped around the opening view
    frame = (west - reach, south - reach, east + reach, north + reach)
    for place in data["places"]:
        yield tuple(place["at"]), False
        if place["shape"]:
            clipped = [
                xy
                for xy in unpacked(place["shape"])
                if min(abs(v - f) for v, f in zip(xy * 2, frame, strict=True)) < 2e-4
            ]
            assert len(clipped) < 40
            yield from ((xy, True) for xy in unpacked(place["shape"]) if xy not in clipped)
    for mention in data["mentions"]:
        for other in mention["others"]:
            yield tuple(other["at"]), False
    for mark in data["marks"]:
        for level in mark["levels"]:
            yield from ((xy, level["shape"]["k"] == "L") for xy in unpacked(level["shape"]))
        for member in mark["members"]:
            yield from ((xy, True) for xy in unpacked(member))


@pytest.fixture(scope="session")
def coarse(documents):
    known = {}

    def made(name, km):
        if (name, km) not in known:
            known[name, km] = documents[name].for_publishing(coarsen_km=km)
        return known[name, km]

    return made


@pytest.mark.parametrize(("name", "km"), CASES)
def test_every_position_in_every_file_is_a_corner_or_centre(coarse, name, km, tmp_path):
    grid, document = Grid(km), coarse(name, km)
    for suffix in (".geojson", ".csv", ".kml", ".gpkg", ".html"):
        document.save(tmp_path / f"map{suffix}")
    features = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))["features"]
    found = [shapely.from_geojson(json.dumps(f["geometry"])) for f in features if f["geometry"]]
    assert found
    assert off_grid(grid, found) == []
    table = csv.DictReader(io.StringIO((tmp_path / "map.csv").read_text(encoding="utf-8")))
    assert off_grid(grid, [shapely.from_wkt(row["wkt"]) for row in table if row["wkt"]]) == []
    for suffix in (".kml", ".gpkg"):
        path = tmp_path / f"map{suffix}"
        for layer in (name for name, _ in pyogrio.list_layers(path) if name != "layer_styles"):
            assert off_grid(grid, pyogrio.read_dataframe(path, layer=layer).geometry) == []
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert [xy for xy, line in in_page(page) if not is_told(grid, *xy, line=line)] == []


@pytest.mark.parametrize("name", ["andes", "korea", "pacific"])
def test_no_distance_position_or_record_is_told_in_words(documents, coarse, name, tmp_path):
    before = own_words(documents[name].to_html())
    assert _FIGURES.search(before), "the test looks for nothing that is there"
    assert all(stated in before for stated in STATED[name])
    document = coarse(name, 20.0)
    files = written(document, tmp_path)
    for suffix, text in files.items():
        seen = own_words(text).replace("\u202f", "").replace(",", "")
        if suffix in {".svg", "notebook", ".html"}:  # scale bars and graticules are the drawing's own
            seen = re.sub(r"<text.*?</text>|<path[^>]*>|data:[^\"]*", "", seen)
        told = {int(found[1]) for found in re.finditer(r"(\d+)\s*km\b", seen)}
        assert {km for km in told if km % 20} == set(), suffix
        if suffix in {".gpkg", ".fgb", ".parquet"}:  # their bytes are looked through as they are, below
            continue
        assert [found[0] for found in _FIGURES.finditer(re.sub(r"\d+\s*km\b", "", seen))] == [], suffix
    for stated in STATED[name]:
        assert [suffix for suffix, text in files.items() if stated in text] == [], stated


@pytest.mark.parametrize("name", NAMES)
def test_records_lose_what_would_find_their_place_again(documents, coarse, name):
    document = coarse(name, 20.0)
    places = [r.place for r in document.resolutions if r.place is not None]
    places += [c.place for r in document.resolutions for c in r.candidates]
    assert places
    for place in places:
        assert place.id.startswith("withheld-")
        assert (place.feature, place.division, place.district, place.population, place.local_name) == (
            "",
            "",
            "",
            0,
            "",
        )
    assert document.spellings == ()
    assert not any(step.records or step.assumptions for foot in document.footprints for step in foot.steps)
    assert len({p.id for p in places}) == len(
        {r.place.id for r in documents[name].resolutions if r.place is not None}
        | {c.place.id for r in documents[name].resolutions for c in r.candidates}
    )


def elsewhere_in_its_cell(grid, lon, lat, chance):
    cell = grid.cell_of(lon, lat)
    west, east = grid.longitude(cell.band, cell.column), grid.longitude(cell.band, cell.column + 1)
    south, north = grid.latitude(cell.band), grid.latitude(cell.band + 1)
    return chance.uniform(west + 1e-6, east - 1e-6), chance.uniform(south + 1e-6, north - 1e-6)


def disturbed(document, grid, chance):
    """The document with every position somewhere else in its cell, other outlines in the same cells, other numbers
    and other records: a grid that hides all of it must publish the same of both."""

    def digits(text):
        return re.sub(r"\d", lambda _: str(chance.randint(1, 9)), text)

    def place(old):
        lon, lat = elsewhere_in_its_cell(grid, old.lon, old.lat, chance)
        return replace(
            old, lon=lon, lat=lat, population=chance.randint(1, 10**6), feature="XXX", division="7", local_name="x"
        )

    def area(old):
        return touched(old, grid).buffer(-1e-7, join_style="mitre")

    def region(old):
        return replace(old, core=inside(old.core, grid), likely=area(old.likely), support=area(old.support))

    def line(old):
        path = coarse_line(old, grid).coords
        return shapely.LineString([elsewhere_in_its_cell(grid, *xy, chance) for xy in path])

    def ensemble(old):
        return replace(
            old,
            median=line(old.median),
            members=tuple(map(line, old.members)),
            band50=area(old.band50),
            band90=area(old.band90),
            start=region(old.start),
            end=region(old.end),
        )

    told = {c.number for c in document.claims if any(True for _ in nodes_of(c.relation, PositionRef))}

    def footprint(old):
        # A point's one cell is that of the middle of its surest ground; what coordinates tell is moved with them, as
        # `tests/cli/test_publishing.py` shows.
        if old.kind.value == "point" or told.intersection(old.claims):
            return old
        return replace(
            old,
            region=old.region and region(old.region),
            ensemble=old.ensemble and ensemble(old.ensemble),
            steps=tuple(replace(s, records=("other",), effect=digits(s.effect), assumptions=()) for s in old.steps),
            uncertainty=tuple(replace(u, text=digits(u.text)) for u in old.uncertainty),
        )

    def resolution(old):
        return replace(
            old,
            place=old.place and place(old.place),
            candidates=tuple(replace(c, place=place(c.place)) for c in old.candidates),
            reason=digits(old.reason),
            evidence=rewritten(old.evidence, words=digits),
        )

    return replace(
        document,
        # Two mentions of one place stay mentions of one place: marks are made by id.
        resolutions=tuple(map(resolution, document.resolutions)),
        footprints=tuple(map(footprint, document.footprints)),
        shapes=tuple(
            (i, line(s) if s.geom_type == "LineString" else area(s) if s.area else s) for i, s in document.shapes
        ),
        spellings=(),
    )


@pytest.mark.parametrize("name", ["andes", "pacific", "account"])
def test_two_readings_that_differ_below_the_grid_are_published_alike(documents, name, tmp_path):
    grid = Grid(20.0)
    other = disturbed(documents[name], grid, random.Random(7))  # noqa: S311 -- nothing secret
    assert other.resolutions != documents[name].resolutions
    one, two = (document.for_publishing(coarsen_km=20.0) for document in (documents[name], other))
    for suffix in suffixes():
        if suffix == ".png":  # of the same drawing as the SVG
            continue
        assert one.save(tmp_path / f"a{suffix}").read_bytes() == two.save(tmp_path / f"b{suffix}").read_bytes(), suffix
    assert one._repr_html_() == two._repr_html_()


@pytest.mark.parametrize("name", ["pacific", "account"])
def test_coarsening_twice_changes_nothing_more(coarse, name):
    once = coarse(name, 20.0)
    twice = once.for_publishing(coarsen_km=20.0)
    assert [(r.place and (r.place.lon, r.place.lat)) for r in once.resolutions] == [
        (r.place and (r.place.lon, r.place.lat)) for r in twice.resolutions
    ]
    for one, two in zip(once.footprints, twice.footprints, strict=True):
        assert (one.region is None) == (two.region is None)
        if one.region is not None:
            assert one.region.support.equals(two.region.support)
            assert one.region.likely.equals(two.region.likely)
        if one.ensemble is not None:
            assert one.ensemble.median.equals(two.ensemble.median)
            assert one.ensemble.band90.equals(two.ensemble.band90)
    assert once.article.text == twice.article.text


def numbers_and_positions(value, path=""):
    """All numbers of a JSON value with the path to them; pairs of numbers are positions."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from numbers_and_positions(item, f"{path}.{key}")
    elif isinstance(value, list):
        if len(value) == 2 and all(isinstance(item, float) for item in value):
            yield path, tuple(value)
        else:
            for item in value:
                yield from numbers_and_positions(item, path)
    elif isinstance(value, float):
        yield path.rsplit(".", 1)[-1], value


PHRASES = [
    "10 to 20 km north of Tabqa",
    "within 50 km of 36.1234° N, 38.5678° E",
    "Iraq west of 44.3° E",
    "Iraq north of 36° N",
    "two hours' drive north of Kaesong",
    "a strip 30 km deep along the Turkish border, on the Syrian side",
    "the line from 36.12° N, 38.56° E to 36.9° N, 40.1° E",
]
LENGTHS = {"metres", "least_m", "most_m", "precision_m", "shape_error_m"}
SHARES = {"confidence", "score", "probability", "least", "most", "azimuth_deg", "half_angle_deg", "precision_deg"}


@pytest.mark.parametrize("phrase", PHRASES)
def test_all_numbers_of_the_whole_document_are_the_grids(phrase):
    grid = Grid(25.0)
    whole = json.loads(locate(phrase).for_publishing(coarsen_km=25.0).to_json())["reading"]
    found = list(numbers_and_positions(whole))
    assert found
    for name, value in found:
        if isinstance(value, tuple):
            assert corners_and_centres(grid, *value), (name, value)
        elif name in LENGTHS:
            assert value % 25_000.0 == 0, (name, value)
        elif name in {"least_s", "most_s"}:
            assert value % 3600.0 == 0, (name, value)
        elif name == "lat":
            assert grid.snapped(0.0, value)[1] == value
        elif name != "lon":  # with its latitude, above all
            assert name in SHARES, (name, value)
    places = [one["place"] for one in whole["resolutions"] if one["place"]]
    assert all(grid.snapped(place["lon"], place["lat"]) == (place["lon"], place["lat"]) for place in places)


def test_a_redacted_description_is_empty_but_can_be_written(tmp_path):
    found = locate("10 km southwest of Tabqa").for_publishing(redact=["Tabqa"])
    assert found.footprints == ()
    for suffix in (".geojson", ".html", ".csv", ".svg"):
        assert b"tabqa" not in found.save(tmp_path / f"a{suffix}").read_bytes().lower()
