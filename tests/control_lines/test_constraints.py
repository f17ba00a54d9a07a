"""The control lines without numbers: order, sides and what must not be entered."""

import pytest
import shapely
from entries import check, footprint, outline, place, point, reading, river
from geographiclib.geodesic import Geodesic


def _azimuth(origin, other):
    return Geodesic.WGS84.Inverse(origin.y, origin.x, other.y, other.x)["azi1"] % 360.0


def test_the_first_line_begins_southwest_of_tabqa_and_ends_on_the_euphrates():
    """Its course is withheld, so its support is asked: it holds such a beginning and such an end, and no other."""
    key = "syria-2017-tabqa-euphrates-deconfliction-line"
    support = footprint(key).region.support
    tabqa = point("Tabqa", "SY", "populated")
    bearing = check(key, "start_bearing_from_Tabqa_deg")
    beginnings = [
        Geodesic.WGS84.Direct(tabqa.y, tabqa.x, azimuth, 15_000.0) for azimuth in range(*map(int, bearing["core"]), 5)
    ]
    assert any(support.contains(shapely.Point(at["lon2"], at["lat2"])) for at in beginnings)
    assert support.intersects(river("Euphrates"))
    east = support & shapely.box(tabqa.x, -90, 180, 90)
    assert east.area > 0.5 * support.area


def test_merv_s_lines_keep_out_of_the_city():
    key = "syria-2017-merv-lines"
    assert check(key, "intersects_city_polygon_Deir_ez_Zor")["value"] is False
    assert not footprint(key).region.support.contains(point("Deir ez-Zor", "SY", "populated"))
    assert footprint(key).region.support.intersects(river("Euphrates"))


def test_the_zone_of_the_military_agreement_holds_the_demilitarised_one():
    inner, outer = (footprint(key).region.support for key in ("korea-mdl-dmz-1953", "korea-cma-2018-ground"))
    assert outer.buffer(0.01).covers(inner)


@pytest.mark.parametrize("key", ["korea-mdl-dmz-1953", "cyprus-un-buffer", "golan-aos-1974", "georgia-1994-abkhazia"])
def test_supports_of_lines_on_maps_hold_the_true_ground(key):
    """What is possible must hold what is: a point on the true line or in the true zone."""
    true = {
        "korea-mdl-dmz-1953": shapely.Point(126.68, 37.95),  # Panmunjom
        "cyprus-un-buffer": shapely.Point(33.36, 35.18),  # Nicosia
        "golan-aos-1974": shapely.Point(35.83, 33.12),  # Quneitra
        "georgia-1994-abkhazia": shapely.Point(41.78, 42.55),  # the Inguri near Gali
    }[key]
    assert footprint(key).region.support.distance(true) < 0.05


def test_gaza_s_line_has_its_towns_on_their_sides():
    key = "gaza-2025-yellow-line"
    support = footprint(key).region.support
    assert support.difference(outline("PS").buffer(0.05)).area < 0.1 * support.area
    assert check(key, "west_contains")["value"] == ["Gaza City", "Khan Yunis"]
    assert support.area < 0.1


def test_idlib_s_strip_keeps_inside_the_area():
    key = "syria-2018-idlib-dmz"
    assert check(key, "inside_area")["value"]
    support = footprint(key).region.support
    idlib = place("Idlib", "SY", "populated")
    assert support.distance(shapely.Point(idlib.lon, idlib.lat)) < 0.5
    assert support.difference(outline("SY").buffer(0.05)).area < 0.05 * support.area


def test_astana_s_zone_holds_all_of_idlib_and_may_reach_into_its_neighbours():
    support = footprint("syria-2017-astana-zones").region.support
    for name in ("Idlib", "Latakia", "Hama", "Aleppo"):
        assert support.buffer(0.05).contains(point(name, "SY", "populated")), name


def test_the_northern_limit_line_needs_islands_that_aren_t_known_and_says_so():
    told = " ".join(reading("korea-nll").asked.assumptions)
    assert "Socheong" in told
    assert "Daecheong" in told


def test_the_line_of_kashmir_has_an_open_end():
    assert check("kashmir-1949-cfl", "end_open")["value"]
    relation = reading("kashmir-1949-cfl").claims[0].relation
    assert relation.end is None
    assert relation.heading.azimuth_deg == 0.0


def test_vietnam_s_line_runs_up_a_river_and_along_a_parallel():
    names = str(reading("vietnam-1954-pmdl").claims[0].relation)
    assert "ParallelRef" in names
    assert "MOUTH" in names


def test_the_fourteen_miles_are_south_of_the_river():
    claim = reading("sudan-14-mile-area").claims[0]
    text = str(claim.relation)
    assert "14 miles" in text
    expected = check("sudan-14-mile-area", "depth_km")
    assert pytest.approx(expected["value"], rel=expected["tol"]) == 14 * 1.609344
