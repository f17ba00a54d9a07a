"""The control lines with numbers: areas, depths, widths and edges against the checks of the data, each in its tolerance.

Expected numbers come from the data (`tests/data/control-lines.yaml`), measures from geographiclib.
"""

import pytest
import shapely
from entries import (
    area_km2,
    border,
    check,
    distance_km,
    entries,
    footprint,
    length_km,
    likely,
    outline,
    point,
    reading,
)

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.model.footprint import FootprintKind
from deconflict_map.pipeline import locate

AREAS = [
    # entry, check, the part of the zone that it speaks of (None: all of it)
    ("syria-tanf-55km", "full_circle_km2", None),
    ("iraq-nfz-north", "area_km2", None),
    ("iraq-nfz-south-1992", "area_km2", None),
    ("bosnia-1994-sarajevo-hwez", "area_km2", None),
    ("kosovo-1999-gsz", "area_km2", None),
    ("syria-2019-peace-spring-area", "area_km2", None),
    ("chad-libya-aouzou", "area_km2", None),
    ("gaza-philadelphi", "area_km2", None),
    ("lebanon-blue-line-litani", "area_km2", None),
]


@pytest.mark.parametrize(("key", "what", "country"), AREAS)
def test_areas(key, what, country):
    expected = check(key, what)
    zone = likely(key) if country is None else likely(key) & outline(country)
    assert area_km2(zone) == pytest.approx(expected["value"], rel=expected["tol"])


@pytest.mark.parametrize(
    ("what", "country"), [("part_in_Syria_km2", "SY"), ("part_in_Iraq_km2", "IQ"), ("part_in_Jordan_km2", "JO")]
)
def test_the_garrison_s_circle_is_cut_by_its_three_countries(what, country):
    """The gazetteer has the village of Tanf, 4 km from the garrison: the parts are asked of the garrison's position."""
    key = "syria-tanf-55km"
    lon, lat = entries()[key]["base"]["centre"]
    village = point("Tanf", "SY", "populated")
    assert 2.0 < distance_km((lon, lat), village.coords[0]) < 6.0
    found = locate(f"within 55 km of {lat}° N {lon}° E", open_gazetteer()).footprints[0]
    expected = check(key, what)
    assert area_km2(found.region.likely & outline(country)) == pytest.approx(expected["value"], rel=expected["tol"])


def test_iraq_s_zones_end_at_their_parallels():
    assert likely("iraq-nfz-north").bounds[1] == pytest.approx(36.0, abs=0.005)
    assert likely("iraq-nfz-south-1992").bounds[3] == pytest.approx(32.0, abs=0.005)
    edge = [lat for lon, lat in shapely.get_coordinates(likely("iraq-nfz-north")).tolist() if lat < 36.02]
    assert len(edge) > 3  # a parallel isn't a geodesic: it needs points between


@pytest.mark.parametrize(
    ("key", "what", "inside"),
    [
        ("iraq-nfz-north", "contains", True),
        ("iraq-nfz-north", "excludes", False),
        ("iraq-nfz-south-1992", "contains", True),
    ],
)
def test_towns_of_iraq_s_zones(key, what, inside):
    for name in check(key, what)["value"]:
        assert likely(key).contains(point(name, "IQ", "populated")) is inside, name


def test_the_hole_round_pale_lies_wholly_inside():
    assert check("bosnia-1994-sarajevo-hwez", "hole_fully_inside")["value"]
    zone = likely("bosnia-1994-sarajevo-hwez")
    holes = [ring for part in shapely.get_parts(zone) for ring in part.interiors]
    assert len(holes) == 1
    assert shapely.Polygon(holes[0]).contains(point("Pale", "BA", "populated"))


def test_the_belt_round_kosovo_lies_in_serbia_and_montenegro_only():
    assert check("kosovo-1999-gsz", "excludes_Albania_and_Macedonia")["value"]
    zone = likely("kosovo-1999-gsz")
    assert area_km2(zone & outline("ME")) > 100.0  # the Federal Republic of Yugoslavia was both
    for code in ("AL", "MK", "XK"):
        assert area_km2(zone & outline(code)) < 0.01 * area_km2(zone), code


def test_peace_spring_spans_its_towns_to_its_depth():
    key = "syria-2019-peace-spring-area"
    towns = point("Tel Abyad", "SY", "populated"), point("Ras al-Ain", "SY", "populated")
    apart = distance_km(*(town.coords[0] for town in towns))
    expected = check(key, "TelAbyad_to_RasAlAyn_km")
    assert apart == pytest.approx(expected["value"], rel=expected["tol"])
    west, _, east, _ = likely(key).bounds
    assert (west, east) == (pytest.approx(towns[0].x, abs=0.2), pytest.approx(towns[1].x, abs=0.2))  # cut squarely
    assert all(likely(key).distance(town) < 0.03 for town in towns)
    assert _deepest_km(likely(key), border("SY", "TR")) == pytest.approx(check(key, "depth_km")["value"], rel=0.02)


def _deepest_km(zone, line):
    """How far the zone reaches from a line, km."""
    shapely.prepare(line)
    found = 0.0
    for vertex in shapely.points(shapely.get_coordinates(zone)):
        near, far = shapely.shortest_line(line, vertex).coords
        found = max(found, distance_km(near, far))
    return found


def test_sochi_s_belt_has_a_western_and_an_eastern_part():
    key = "syria-2019-sochi-30km"
    zone = likely(key)
    middle = (point("Tel Abyad", "SY", "populated").x + point("Ras al-Ain", "SY", "populated").x) / 2
    west, south, east, north = zone.bounds
    for what, box in (
        ("area_west_km2", shapely.box(west - 1, south - 1, middle, north + 1)),
        ("area_east_km2", shapely.box(middle, south - 1, east + 1, north + 1)),
    ):
        expected = check(key, what)
        assert area_km2(zone & box) == pytest.approx(expected["value"], rel=expected["tol"]), what
    assert not zone.contains(shapely.Point(middle, border("SY", "TR").bounds[1] + 0.05))


def test_aouzou_s_strip_lies_in_chad_along_the_whole_border():
    key = "chad-libya-aouzou"
    zone = likely(key)
    assert area_km2(zone & outline("LY")) < 0.01 * area_km2(zone)
    expected = check(key, "length_km")
    assert length_km(border("TD", "LY")) == pytest.approx(expected["value"], rel=expected["tol"])
    assert _deepest_km(zone, border("TD", "LY")) == pytest.approx(100.0, rel=0.02)


def test_abyei_s_edges_are_its_parallel_and_its_meridians():
    key = "sudan-abyei-pca-2009"
    west, _, east, north = likely(key).bounds
    for found, what in ((north, "north_edge_lat"), (west, "west_lon"), (east, "east_lon")):
        expected = check(key, what)
        assert found == pytest.approx(expected["value"], abs=expected["tol_deg"]), what


def test_abyei_has_the_area_of_its_award():
    """With today's border for that of 1956; sources give 10,546 km² and Natural Earth's polygon 10,876."""
    expected = check("sudan-abyei-pca-2009", "area_km2")
    found = area_km2(likely("sudan-abyei-pca-2009"))
    assert min(abs(found / value - 1.0) for value in expected["values"].values()) <= expected["tol"]


def test_abyei_s_border_of_1956_isn_t_the_one_of_today_and_that_is_told():
    told = " ".join([*reading("sudan-abyei-pca-2009").asked.assumptions, *footprint("sudan-abyei-pca-2009").findings])
    assert "1956" in told


def test_philadelphi_is_a_hundred_metres_on_gaza_s_side():
    zone = likely("gaza-philadelphi")
    egypt = outline("EG")
    assert area_km2(zone & egypt) < 0.05 * area_km2(zone)


def test_the_area_south_of_the_litani_closes_where_the_blue_line_ends():
    """Its course is drawn from towns on its banks; the upper one, which runs north, is no edge of the area."""
    zone = likely("lebanon-blue-line-litani")
    assert zone.contains(point("Bint Jbeil", "LB", "populated"))
    assert zone.contains(point("Tyre", "LB", "populated"))
    assert not zone.intersects(point("Baalbek", "LB", "populated").buffer(0.05))


def test_the_municipalities_of_caguan_have_no_outline_here_and_that_is_told():
    found = footprint("colombia-1998-caguan")
    assert found.kind is FootprintKind.ZONE
    assert found.region.support.area > 0.0
    assert any(part.metres and part.metres > 1000.0 for part in found.uncertainty)
