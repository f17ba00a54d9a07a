"""Zones of real agreements from trees built by hand over the bundled gazetteer, against their computed or seen areas.

Expected numbers are those of `tests/data/control-lines.yaml`, or are worked out here: outlines cut in degrees, where a
parallel and an outline's edges are straight, or positions drawn at random and measured with geographiclib.
"""

from __future__ import annotations

from dataclasses import replace

import grounds as g
import numpy as np
import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic

from deconflict_map.footprints import draw, regions
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.model.anchor import BorderRef, MeridianRef, NamedLineRef, ParallelRef, RoadRef
from deconflict_map.model.line_relation import AlongFeature
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    BorderSide,
    Except,
    OnFeature,
    SideOf,
    Spanning,
    Strip,
    Within,
    WithinDistance,
)


class Words(t.Story):
    """A story over the bundled gazetteer."""

    def __init__(self):
        super().__init__()
        self.gazetteer = open_gazetteer()

    def country(self, code):
        return self.name(self.gazetteer.country(code))

    def place(self, name, country=None, kind=None):
        found = (match.place for match in self.gazetteer.lookup(name))
        return self.name(
            next(p for p in found if (country is None or p.country == country) and (kind is None or p.kind is kind))
        )

    def drawn(self, relation, **more):
        self.say(relation, **more)
        return draw(self.claims, self.resolutions, self.article, self.gazetteer).footprints

    def zone(self, relation):
        (footprint,) = self.drawn(relation)
        assert footprint.drawable, footprint.why_not
        return footprint.region


def border(one, other, as_of=None):
    return BorderRef(ref=one, other=other, span=t.HERE, as_of=as_of)


def side(ref, word):
    return t.relate(SideOf, ref=ref, heading=t.heading(word))


def parallel(lat, precision=0.5):
    return ParallelRef(lat=lat, precision_deg=precision, span=t.HERE)


def meridian(lon, precision=0.5):
    return MeridianRef(lon=lon, precision_deg=precision, span=t.HERE)


def within(ref):
    return t.relate(Within, ref=ref)


def strip(ref, width, means, **more):
    return Strip(ref=ref, width=g.km(width, precision=0), kind=means, span=t.HERE, **more)


def spanning(of, *ends):
    return t.relate(Spanning, of=of, ends=tuple(ends))


# Zones of the control lines.


@pytest.mark.parametrize(
    ("lat", "word", "known_km2", "tolerance"),
    [(36.0, "north", 39_700, 0.03), (32.0, "south", 152_700, 0.03), (33.0, "south", 235_000, 0.03)],
)
def test_no_fly_zones_of_iraq(lat, word, known_km2, tolerance):
    s = Words()
    zone = s.zone(t.relate(AllOf, parts=(within(s.country("IQ")), side(parallel(lat), word))))
    assert g.area_km2(zone.likely) == pytest.approx(known_km2, rel=tolerance)
    edge = zone.likely.bounds[1 if word == "north" else 3]
    assert edge == pytest.approx(lat, abs=0.001)


def test_unikom_has_its_depth_on_either_side():
    s = Words()
    iraq, kuwait = s.country("IQ"), s.country("KW")
    zone = s.zone(
        strip(border(iraq, kuwait), 10, WidthKind.DEPTH, side=iraq, other_width=g.km(5, precision=0), other_side=kuwait)
    ).likely
    outline = {code: s.gazetteer.shape(s.gazetteer.country(code).id) for code in ("IQ", "KW")}
    assert g.area_km2(zone & outline["IQ"]) == pytest.approx(2160, rel=0.05)
    assert g.area_km2(zone & outline["KW"]) == pytest.approx(990, rel=0.05)


def test_the_belts_round_kosovo_in_what_was_the_federal_republic():
    """Then Serbia and Montenegro were one country: 5 km beyond both borders."""
    s = Words()
    kosovo, serbia, montenegro = (s.country(code) for code in ("XK", "RS", "ME"))
    zone = s.zone(
        t.relate(
            AnyOf,
            parts=tuple(strip(border(kosovo, ref), 5, WidthKind.DEPTH, side=ref) for ref in (serbia, montenegro)),
        )
    ).likely
    assert g.area_km2(zone) == pytest.approx(1670, rel=0.15)
    for code in ("AL", "MK", "XK"):
        shared = regions.areal(zone & s.gazetteer.shape(s.gazetteer.country(code).id))
        assert g.area_km2(shared) < 0.01 * g.area_km2(zone)


@pytest.mark.parametrize("other", [True, False])
def test_aouzou_is_the_belt_along_the_whole_border(other):
    s = Words()
    chad, libya = s.country("TD"), s.country("LY")
    about = replace(g.km(90, 110, precision=0), metres=100_000.0)
    line = border(libya, chad if other else None)
    strip_ = Strip(ref=line, width=about, kind=WidthKind.DEPTH, span=t.HERE)
    zone = s.zone(t.relate(AllOf, parts=(strip_, within(chad))))
    assert g.area_km2(zone.likely) == pytest.approx(104_100, rel=0.01)
    assert g.area_km2(zone.core) < 104_100
    assert g.area_km2(zone.support) > 114_000


def _northern_syria(s):
    west, east = s.place("Tel Abyad", "SY"), s.place("Ras al-Ayn", "SY")
    turkey, syria = s.country("TR"), s.country("SY")
    line = border(turkey, syria)

    def belt(km):
        return strip(line, km, WidthKind.DEPTH, side=syria)

    return belt, spanning(belt(32), within(west), within(east))


def test_peace_spring_lies_between_its_towns():
    s = Words()
    _, spring = _northern_syria(s)
    zone = s.zone(spring)
    assert g.area_km2(zone.likely) == pytest.approx(3370, rel=0.05)
    assert zone.likely.bounds[::2] == pytest.approx((38.95, 40.07), abs=0.1)


@pytest.mark.parametrize(("km", "west_km2", "east_km2"), [(30, 3150, 6525), (10, 1044, 2333)])
def test_sochi_s_belts_lie_to_the_west_and_the_east_of_it(km, west_km2, east_km2):
    s = Words()
    belt, spring = _northern_syria(s)
    euphrates, iraq = s.place("Euphrates", kind=PlaceKind.STREAM), s.country("IQ")
    ends = t.relate(OnFeature, ref=euphrates), t.relate(OnFeature, ref=border(iraq, None))
    zone = s.zone(t.relate(Except, of=spanning(belt(km), *ends), but=(spring,))).likely
    assert g.area_km2(zone & shapely.box(0, 0, 39.5, 90)) == pytest.approx(west_km2, rel=0.2)
    assert g.area_km2(zone & shapely.box(39.5, 0, 90, 90)) == pytest.approx(east_km2, rel=0.15)


def test_two_kilometres_to_each_side_of_the_demarcation_line():
    s = Words()
    line = NamedLineRef(
        name="Military Demarcation Line", between=(s.country("KP"), s.country("KR")), as_of=None, span=t.HERE
    )
    assert g.area_km2(s.zone(strip(line, 2, WidthKind.EACH_SIDE)).likely) == pytest.approx(828, rel=0.02)


def test_philadelphi_is_a_hundred_metres_on_gaza_s_side():
    s = Words()
    egypt, gaza = s.country("EG"), s.place("Gaza Strip", "PS", PlaceKind.DIVISION)
    zone = s.zone(strip(border(egypt, gaza), 0.1, WidthKind.DEPTH, side=gaza))
    assert g.area_km2(zone.likely) == pytest.approx(1.4, rel=0.2)
    assert zone.core.is_empty, "base data of 1:10 million can't place a hundred metres"


def test_sarajevo_s_zone_has_its_hole():
    s = Words()
    centre = s.name(t.place("Sarajevo", 18.4131, 43.8563, country="BA", population=300_000))
    pale = s.name(t.place("Pale", 18.5695, 43.8169, country="BA", population=20_000))
    zone = s.zone(
        t.relate(
            Except,
            of=t.relate(WithinDistance, ref=replace(centre, centre=True), distance=g.km(20)),
            but=(t.relate(WithinDistance, ref=replace(pale, centre=True), distance=g.km(2)),),
        )
    )
    assert g.area_km2(zone.likely) == pytest.approx(1244, rel=0.01)
    (hole,) = zone.likely.interiors
    assert shapely.Polygon(hole).contains(shapely.Point(18.5695, 43.8169))


def test_abyei_is_bounded_by_a_parallel_two_meridians_and_a_border():
    s = Words()
    south, north = s.country("SS"), s.country("SD")
    sides = (
        side(parallel(10 + 10 / 60, 1 / 120), "south"),
        side(meridian(27 + 50 / 60, 1 / 120), "east"),
        side(meridian(29.0, 1 / 120), "west"),
        side(border(south, north), "north"),
    )
    zone = s.zone(t.relate(AllOf, parts=sides)).likely
    west, _, east, top = zone.bounds
    assert (west, east, top) == pytest.approx((27.83333, 29.0, 10.16667), abs=0.001)
    assert g.area_km2(zone) == pytest.approx(10_876, rel=0.05)


# Whole countries, caps and borders of thousands of kilometres.


@pytest.mark.parametrize(
    ("code", "ref", "word", "box"),
    [
        ("CA", parallel(60.0), "north", (-180, 60, 180, 90)),
        ("US", parallel(40.0), "south", (-180, -90, 180, 40)),
        ("RU", meridian(180.0), "east", (-180, -90, -90, 90)),
        ("NO", parallel(70.0), "north", (-180, 70, 180, 90)),
        ("BR", meridian(-50.0), "east", (-50, -90, 0, 90)),
        ("FJ", meridian(180.0), "west", (0, -90, 180, 90)),
    ],
)
def test_a_side_of_a_country_is_all_of_it_however_large_it_is(code, ref, word, box):
    """Positions drawn at random over the country: those beyond the degree are in the zone, and no others."""
    s = Words()
    shape = shapely.make_valid(s.gazetteer.shape(s.gazetteer.country(code).id))
    zone = s.zone(t.relate(AllOf, parts=(within(s.country(code)), side(ref, word)))).likely
    rng = np.random.default_rng(11)
    parts = [part for part in shapely.get_parts(shape) if part.area > 1e-3 * shape.area]
    drawn = np.concatenate([rng.uniform(part.bounds[:2], part.bounds[2:], (300, 2)) for part in parts])
    # What lies within a kilometre of a shore or of the degree isn't asked: shores are drawn simpler than they are.
    shore = shapely.boundary(shape)
    shapely.prepare([shape, shore])
    inland = shapely.contains_xy(shape, drawn) & ~shapely.dwithin(shore, shapely.points(drawn), 0.01)
    west, south, east, north = box
    lon, lat = drawn[inland].T
    beyond = (lon > west) & (lon < east) & (lat > south) & (lat < north)
    near = np.minimum.reduce([np.abs(edge) for edge in (lon - west, lon - east, lat - south, lat - north)]) < 0.01
    shapely.prepare(zone)
    held = np.any([shapely.contains_xy(zone, lon + turn, lat) for turn in (-360, 0, 360)], axis=0)
    assert (held == beyond)[~near].all()
    assert beyond.any()
    assert len(lon) > 30


def _q(lat):
    """The authalic function of latitude (Snyder 1987, p. 16): ground from the equator per radian, in squared radii."""
    e2 = 0.0066943799901413165
    e, sine = np.sqrt(e2), np.sin(np.radians(lat))
    return (1 - e2) * (sine / (1 - e2 * sine**2) + np.log((1 + e * sine) / (1 - e * sine)) / (2 * e))


def _authalic_km2(zone):
    """The ground of an area in degrees: in the equal-area cylindrical projection, whose parallels are straight."""
    radius = 6378.137
    projected = shapely.transform(
        zone, lambda ll: np.column_stack([radius * np.radians(ll[:, 0]), radius / 2 * _q(ll[:, 1])])
    )
    return projected.area


@pytest.mark.parametrize(("lat", "word"), [(-60.0, "south"), (66.5, "north")])
def test_a_side_about_a_pole_is_a_cap(lat, word):
    s = Words()
    (footprint,) = s.drawn(side(parallel(lat), word))
    assert footprint.drawable
    cap_km2 = np.pi * 6378.137**2 * (_q(90.0) - _q(abs(lat)))
    assert _authalic_km2(footprint.region.likely) == pytest.approx(cap_km2, rel=0.002)


def test_a_side_that_nothing_bounds_isn_t_drawn():
    s = Words()
    (footprint,) = s.drawn(side(parallel(36.0), "north"))
    assert not footprint.drawable
    assert "country" in footprint.why_not
    assert footprint.region.likely.is_empty
    assert footprint.region.support.bounds[1] == pytest.approx(36.0, abs=0.001)


def test_sides_bound_each_other_across_180():
    s = Words()
    sides = (
        side(parallel(60.0), "south"),
        side(parallel(55.0), "north"),
        side(meridian(-175.0), "west"),
        side(meridian(175.0), "east"),
    )
    zone = s.zone(t.relate(AllOf, parts=sides))
    assert g.area_km2(zone.likely) == pytest.approx(
        g.area_km2(shapely.segmentize(shapely.box(175, 55, 185, 60), 0.02)), rel=0.002
    )
    assert zone.likely.equals(zone.core)


@pytest.mark.parametrize(("sides", "km"), [(("KZ", "RU"), 50), (("CL", "AR"), 20), (("US", "CA"), 100)])
def test_a_strip_along_a_very_long_border_is_as_deep_as_said_everywhere(sides, km):
    s = Words()
    first, second = (s.country(code) for code in sides)
    zone = s.zone(strip(border(first, second), km, WidthKind.DEPTH, side=first))
    line = shapely.segmentize(s.gazetteer.border(*sides), 0.02)
    land = s.gazetteer.shape(s.gazetteer.country(sides[0]).id)
    shapely.prepare(land)
    rng = np.random.default_rng(7)
    stations = shapely.get_coordinates(line)
    chosen = stations[rng.integers(0, len(stations), 400)]
    wrong = []
    for lon, lat in chosen:
        away = Geodesic.WGS84.Direct(lat, lon, rng.uniform(0, 360), rng.uniform(0, 1.5 * km) * 1000)
        position = shapely.Point(away["lon2"], away["lat2"])
        if not land.contains(position):
            continue
        # Nearest by a plane of its own latitude, then measured on the ellipsoid.
        shrunk = stations * [np.cos(np.radians(away["lat2"])), 1.0]
        nearest = np.argsort(np.hypot(*(shrunk - [position.x * np.cos(np.radians(position.y)), position.y]).T))[:30]
        apart = min(
            Geodesic.WGS84.Inverse(position.y, position.x, stations[i, 1], stations[i, 0])["s12"] / 1000
            for i in nearest
        )
        held = any(zone.likely.contains(shapely.Point(position.x + turn, position.y)) for turn in (-360, 0, 360))
        # Stations stand up to 2 km apart: what lies that near to the edge isn't asked.
        if abs(apart - km) > 0.02 * km and held is not (apart < km):
            wrong.append((position.x, position.y, apart))
    assert not wrong


@pytest.mark.parametrize(("sides", "km"), [(("CL", "BO"), 80), (("NO", "SE"), 60)])
def test_a_side_of_a_border_goes_as_far_as_the_distance_that_bounds_it(sides, km):
    """Within 80 km of a border, on one country's side: as the strip of that depth into the country."""
    areas = []
    for strip_ in (True, False):
        s = Words()
        first, second = (s.country(code) for code in sides)
        line = border(first, second)
        if strip_:
            zone = s.zone(strip(line, km, WidthKind.DEPTH, side=first))
        else:
            on_side = t.relate(BorderSide, ref=first, other=second)
            near = t.relate(WithinDistance, ref=line, distance=g.km(km, precision=0))
            zone = s.zone(t.relate(AllOf, parts=(near, on_side)))
        areas.append(g.area_km2(zone.likely))
    assert areas[1] == pytest.approx(areas[0], rel=0.01)


def test_a_side_of_a_long_border_has_its_usual_depth_all_along():
    s = Words()
    first, second = s.country("KZ"), s.country("RU")
    zone = s.zone(t.relate(BorderSide, ref=first, other=second))
    strip_ = Words()
    one, two = strip_.country("KZ"), strip_.country("RU")
    same = strip_.zone(strip(border(one, two), 25, WidthKind.DEPTH, side=one))
    assert g.area_km2(zone.likely) == pytest.approx(g.area_km2(same.likely), rel=0.01)


# Roads, of which the base data has none.


def test_a_road_between_named_ends_is_the_way_between_them_in_doubt():
    s = Words()
    one, two = s.place("Saraqib", "SY"), s.place("Latakia", "SY")
    road = RoadRef(name="M4", ends=(), span=t.HERE)
    zone = s.zone(spanning(strip(road, 6, WidthKind.EACH_SIDE), within(one), within(two)))
    ends = [s.resolutions[ref.toponym].place for ref in (one, two)]
    apart = Geodesic.WGS84.Inverse(ends[0].lat, ends[0].lon, ends[1].lat, ends[1].lon)["s12"] / 1000
    # Six kilometres to each side, round at both ends, which are the way's own.
    assert g.area_km2(zone.likely) == pytest.approx(12 * apart + np.pi * 36, rel=0.01)
    assert zone.core.is_empty
    assert g.area_km2(zone.support) > 2 * g.area_km2(zone.likely)


def test_a_stretch_of_a_road_is_as_far_as_its_ends_are_apart():
    s = Words()
    one, two = s.place("Saraqib", "SY"), s.place("Latakia", "SY")
    road = RoadRef(name="M4", ends=(), span=t.HERE)
    zone = s.zone(t.relate(AlongFeature, ref=road, start=within(one), end=within(two)))
    assert zone.likely.bounds[::2] == pytest.approx((35.78, 36.80), abs=0.15)


def test_a_road_by_its_number_alone_leaves_the_country_open():
    s = Words()
    s.country("SY")
    (footprint,) = s.drawn(strip(RoadRef(name="M4", ends=(), span=t.HERE), 6, WidthKind.EACH_SIDE))
    assert not footprint.drawable
    assert "M4" in footprint.why_not
    assert footprint.region.likely.is_empty
