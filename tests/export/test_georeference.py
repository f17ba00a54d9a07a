"""Point summaries: circles that hold the whole location, by another geodesy; codes by the table; blanks where unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
import shapely.affinity
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from rendered_sample import reading

from deconflict_map.description import locate
from deconflict_map.export.georeference import TERMS, of_footprint, of_place, summary
from deconflict_map.export.table import rows
from deconflict_map.model.footprint import Region
from deconflict_map.model.mark import levels, place_marks
from deconflict_map.model.place import PlaceKind


def metres(lon, lat, other_lon, other_lat):
    """The distance by GeographicLib, which we don't use."""
    return Geodesic.WGS84.Inverse(lat, lon, other_lat, other_lon)["s12"]


def farthest(shape, found):
    coordinates = shapely.get_coordinates(shapely.segmentize(shape, 0.5)).tolist()
    return max(metres(found.longitude, found.latitude, *there) for there in coordinates)


def test_the_circle_holds_all_that_the_words_leave_possible(account):
    for footprint in account.footprints:
        found = of_footprint(account, footprint)
        whole = levels(footprint)[0][1]
        reach = farthest(whole, found)
        assert reach <= found.uncertainty_m <= reach * 1.001 + 2


def test_every_level_of_a_mark_has_the_same_summary(account):
    by_mark = {}
    for row in account.table:
        by_mark.setdefault(row.mark, set()).add(summary(replace(row.georeference, footprint_wkt="")))
    assert all(len(found) == 1 for found in by_mark.values())
    whole = [row for row in account.table if row.georeference.footprint_wkt]
    assert [row.id for row in whole] == [f"{f.id}/{levels(f)[0][0].value}" for f in account.footprints]


# Of a disc round a point the smallest circle is its rim: 55 km round At Tanf is a circle of 55 km about At Tanf, plus
# what the words leave open (half the unit of 55 km is 0.5 km; the extent of At Tanf).
def test_the_circle_of_a_disc_is_its_rim(gazetteer):
    found = locate("within 55 km of At Tanf", gazetteer=gazetteer)
    summed = of_footprint(found, found.footprint)
    tanf = found.resolutions[0].place
    assert 55_000 < summed.uncertainty_m < 65_000
    assert metres(summed.longitude, summed.latitude, tanf.lon, tanf.lat) < 500


def with_support(shape):
    """The sample's first zone with another ground, and its summary."""
    made = reading()
    footprint = next(one for one in made.footprints if one.region is not None and one.kind.value == "zone")
    changed = replace(footprint, region=Region(core=shape, likely=shape, support=shape))
    return of_footprint(made, changed)


SHAPES = [
    (shapely.box(38.0, 35.0, 39.0, 36.0), "a box"),
    (shapely.box(179.0, -17.0, 181.0, -16.0), "past 180°"),
    (shapely.box(-1.0, 84.0, 30.0, 88.0), "near the pole"),
    (shapely.Point(10.0, 10.0).buffer(5.0).exterior.buffer(0.01), "a ring: its centre lies outside of it"),
    (shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(20, 0, 21, 1)]), "two grounds far apart"),
    (shapely.box(-120.0, 25.0, -70.0, 49.0), "a continent"),
    (shapely.Point(38.0, 35.0).buffer(1e-7), "a speck"),
]


@pytest.mark.parametrize(("shape", "_why"), SHAPES)
def test_any_ground_is_inside_its_circle_and_its_point_in_the_ground(shape, _why):
    found = with_support(shape)
    assert found.uncertainty_m >= max(farthest(shape, found), 1)
    assert -180 <= found.longitude <= 180
    place = shapely.Point(found.longitude, found.latitude)
    turned = [shapely.affinity.translate(place, xoff=360.0 * turn) for turn in (-1, 0, 1)]
    assert min(shape.distance(one) for one in turned) < 2e-2


@settings(max_examples=40, deadline=None)
@given(
    west=st.floats(-180, 180),
    south=st.floats(-80, 78),
    wide=st.floats(1e-6, 20),
    high=st.floats(1e-6, 2),
)
def test_any_box_is_inside_its_circle(west, south, wide, high):
    shape = shapely.box(west, south, west + wide, south + high)
    found = with_support(shape)
    assert found.uncertainty_m >= farthest(shape, found)


def test_an_unknown_extent_is_blank_and_never_zero(account):
    for mark in place_marks(account):
        found = of_place(account, mark)
        if mark.place.kind is PlaceKind.POPULATED:
            assert found.uncertainty_m is None
        if not mark.drawn:
            assert (found.latitude, found.longitude, found.where_prec) == (None, None, None)
            assert found.remarks == mark.why_not
        assert found.uncertainty_m != 0
    blank = TERMS["coordinateUncertaintyInMeters"]
    assert all(getattr(row.georeference, blank) != 0 for row in account.table)


# Codes as the two codebooks put them: UCDP 1 exact … 7 sea; ACLED 1 town, 2 part of a region, 3 larger region.
PLACES = [
    ("PPL", PlaceKind.POPULATED, (1, 1), "a named town"),
    ("AIRB", PlaceKind.STRUCTURE, (1, 1), "a base"),
    ("ADM2", PlaceKind.DIVISION, (3, 2), "a second-level division"),
    ("ADM1", PlaceKind.DIVISION, (4, 2), "a first-level division"),
    ("PCLI", PlaceKind.COUNTRY, (6, 3), "a country"),
    ("SEA", PlaceKind.SEA, (7, 3), "the sea"),
    ("STM", PlaceKind.STREAM, (5, 3), "linear"),
    ("RGN", PlaceKind.REGION, (5, 3), "fuzzy"),
    ("", PlaceKind.POPULATED, (None, None), "made coarse for publishing: no longer exact"),
]


@pytest.mark.parametrize(("feature", "kind", "codes", "_why"), PLACES)
def test_places_have_the_codes_of_their_kind(feature, kind, codes, _why):
    made = reading()
    mark = next(mark for mark in place_marks(made) if mark.drawn)
    found = of_place(made, replace(mark, place=replace(mark.place, feature=feature, kind=kind)))
    assert (found.where_prec, found.geo_precision) == codes


@pytest.mark.parametrize(
    ("radius_deg", "codes"),
    [(0.005, (1, 1)), (0.02, (2, 2)), (0.2, (2, 2)), (0.3, (5, 3)), (5.0, (5, 3))],
)
def test_marks_have_the_codes_of_their_size(radius_deg, codes):
    found = with_support(shapely.Point(38.0, 0.0).buffer(radius_deg))
    assert (found.where_prec, found.geo_precision) == codes


def test_lines_are_linear_however_well_they_are_known():
    made = reading()
    line = next(one for one in made.footprints if one.kind.value == "line")
    found = of_footprint(made, line)
    assert (found.where_prec, found.geo_precision) == (5, 3)


def test_a_mark_that_only_names_a_place_has_its_codes(gazetteer):
    found = locate("in Deir ez-Zor province", gazetteer=gazetteer)
    summed = of_footprint(found, found.footprint)
    assert (summed.where_prec, summed.geo_precision) == (4, 2)


def test_what_is_coarsened_isnt_exact(account):
    coarse = account.for_publishing(coarsen_km=20.0)
    for row in coarse.table:
        assert row.georeference.where_prec != 1
        assert row.georeference.uncertainty_m is None or row.georeference.uncertainty_m > 5000


def test_every_row_credits_all_data(account):
    for row in rows(account):
        assert all(source.attribution in row.georeference.rights for source in account.sources)
