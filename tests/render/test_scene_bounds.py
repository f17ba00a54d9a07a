"""The opening view holds what is sharp and isn't blown up by what is vague or far away."""

from dataclasses import replace

import pytest
from rendered_sample import FOOTPRINTS, NEW_YORK, TABQA, reading
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point, box

from deconflict_map.model.footprint import FootprintKind, Region
from deconflict_map.render.scene import opening_bounds, scene_bounds


def zone(number, shape, *, drawable=True):
    return replace(
        FOOTPRINTS[1],
        id=f"zone-{number}",
        kind=FootprintKind.ZONE,
        claims=(3,),
        drawable=drawable,
        region=Region(core=shape, likely=shape, support=shape),
    )


def view(*footprints, resolutions=None):
    base = reading()
    return replace(base, footprints=footprints, resolutions=base.resolutions if resolutions is None else resolutions)


def holds(bounds, shape):
    west, south, east, north = shape.bounds
    return bounds[0] <= west and bounds[1] <= south and east <= bounds[2] and north <= bounds[3]


TOWN = Point(40.0, 35.0).buffer(0.1)
VILLAGE = Point(40.5, 35.2).buffer(0.1)


def test_it_holds_all_sharp_marks_and_the_places_near_them():
    bounds = opening_bounds(reading())
    for footprint in FOOTPRINTS[:3]:
        shape = footprint.ensemble.band90 if footprint.ensemble else footprint.region.likely
        assert holds(bounds, shape)
    assert holds(bounds, Point(TABQA.lon, TABQA.lat))
    assert not holds(bounds, Point(NEW_YORK.lon, NEW_YORK.lat))


OUTLIERS = [
    ("a continent", box(-20, -35, 55, 38)),
    ("a country around", box(35, 31, 45, 38)),
    ("a city far off", Point(-74.0, 40.7).buffer(0.1)),
]


@pytest.mark.parametrize(("what", "shape"), OUTLIERS)
def test_an_outlier_does_not_blow_it_up(what, shape):
    alone = opening_bounds(view(zone(1, TOWN), zone(2, VILLAGE), resolutions=()))
    joined = opening_bounds(view(zone(1, TOWN), zone(2, VILLAGE), zone(3, shape), resolutions=()))
    assert joined[2] - joined[0] < 2 * (alone[2] - alone[0]), what
    assert holds(joined, TOWN)
    assert holds(joined, VILLAGE)


def test_a_zone_that_stands_alone_is_shown_whole():
    country = box(35, 31, 45, 38)
    assert holds(opening_bounds(view(zone(1, country), resolutions=())), country)


def test_a_line_that_cannot_be_fixed_is_framed_by_its_hatch():
    hatch = box(39.5, 34.5, 41.5, 36.0)
    withheld = replace(zone(2, hatch, drawable=False), kind=FootprintKind.LINE)
    assert holds(opening_bounds(view(zone(1, TOWN), withheld, resolutions=())), hatch)


def test_what_cannot_be_fixed_is_framed_only_when_there_is_nothing_else():
    vague = zone(2, box(38, 33, 42, 37), drawable=False)
    assert holds(opening_bounds(view(vague, resolutions=())), box(38, 33, 42, 37))
    assert not holds(opening_bounds(view(zone(1, TOWN), vague, resolutions=())), box(38, 33, 42, 37))


def test_places_are_framed_when_nothing_is_described():
    bounds = opening_bounds(view())
    assert holds(bounds, Point(TABQA.lon, TABQA.lat))
    assert bounds[2] - bounds[0] < 10  # New York lies apart from the others


def test_the_world_is_framed_when_nothing_is_named():
    west, south, east, north = opening_bounds(view(resolutions=()))
    assert east - west > 300
    assert north - south > 100


def test_a_scene_across_the_antimeridian_stays_small():
    fiji = MultiPolygon([box(179.2, -18, 180, -17), box(-180, -18, -179.4, -17)])
    west, _, east, _ = opening_bounds(view(zone(1, fiji), zone(2, translate(TOWN, 139.5, -52.5)), resolutions=()))
    assert east > 180 > west
    assert east - west < 5


@pytest.mark.parametrize("lat", [-84.0, 75.0, 84.0])
def test_a_scene_near_a_pole_stays_on_the_map(lat):
    bounds = scene_bounds(view(zone(1, Point(20, lat).buffer(0.5)), resolutions=()))
    assert -85 <= bounds[1] < bounds[3] <= 85
    assert bounds[1] < lat < bounds[3]


def test_the_base_map_reaches_beyond_the_opening_view():
    inner, outer = opening_bounds(reading()), scene_bounds(reading())
    assert outer[0] < inner[0] < inner[2] < outer[2]
    assert outer[1] < inner[1] < inner[3] < outer[3]


def test_ten_thousand_places_are_framed_without_the_far_ones():
    base = reading().resolutions[1]
    many = tuple(
        replace(base, place=replace(TABQA, id=f"geonames:{n}", lon=30 + n % 100 / 50, lat=40 + n // 100 / 50))
        for n in range(10_000)
    )
    west, south, east, north = opening_bounds(view(resolutions=(*many, replace(base, place=NEW_YORK))))
    assert 29 < west < 31
    assert 31 < east < 33
    assert south > 39
    assert north < 43
