"""Sizes of footprints against geographiclib and closed forms, at the equator, at 70° north and across 180°."""

import math
from dataclasses import replace

import pytest
import shapely
from geographiclib.geodesic import Geodesic

from deconflict_map.geodesy.measures import Measures, best, measures
from deconflict_map.model.footprint import Ensemble, Footprint, FootprintKind, Region


def disc(lon, lat, radius_m, sides=360):
    """A disc by geographiclib's direct problem."""
    points = [Geodesic.WGS84.Direct(lat, lon, 360.0 * k / sides, radius_m) for k in range(sides)]
    return shapely.Polygon([(lon + math.remainder(p["lon2"] - lon, 360.0), p["lat2"]) for p in points])


def footprint(kind, region=None, ensemble=None, *, drawable=True):
    return Footprint(
        id="x", title="x", kind=kind, claims=(1,), region=region, ensemble=ensemble, drawable=drawable, why_not="",
        uncertainty=(), steps=(),
    )  # fmt: skip


def region(lon, lat, *radii):
    core, likely, support = (disc(lon, lat, radius) for radius in radii)
    return Region(core=core, likely=likely, support=support)


PLACES = [(38.6, 33.5), (10.0, 0.0), (25.0, 70.0), (179.9, -17.0)]


@pytest.mark.parametrize(("lon", "lat"), PLACES)
def test_a_zone_has_the_area_of_its_likely_level_and_may_be_off_to_its_support(lon, lat):
    found = measures(footprint(FootprintKind.ZONE, region(lon, lat, 40e3, 50e3, 65e3)))
    assert found.area_m2 == pytest.approx(math.pi * 50e3**2, rel=0.002)
    assert found.uncertainty_m == pytest.approx(15e3, rel=0.01)
    assert found.length_m is None


@pytest.mark.parametrize(("lon", "lat"), PLACES)
def test_a_point_may_be_off_to_the_farthest_of_its_support(lon, lat):
    found = measures(footprint(FootprintKind.POINT, region(lon, lat, 2e3, 5e3, 10e3)))
    assert found.uncertainty_m == pytest.approx(10e3, rel=0.01)
    assert (found.area_m2, found.length_m) == (None, None)


@pytest.mark.parametrize("lat", [0.0, 35.0, 70.0])
def test_a_line_has_its_length_and_the_half_width_of_its_band(lat):
    median = shapely.LineString([(178.0, lat), (181.0, lat)]).segmentize(0.01)
    metres = sum(
        Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0])["s12"]
        for a, b in zip(median.coords[:-1], median.coords[1:], strict=True)
    )
    # A band of 0.1° of latitude to each side and none beyond the ends.
    band = shapely.box(178.0, lat - 0.1, 181.0, lat + 0.1).segmentize(0.05)
    nowhere = Region(core=band, likely=band, support=band)
    line = Ensemble(median=median, band50=band, band90=band, members=(median,), start=nowhere, end=nowhere)
    found = measures(footprint(FootprintKind.LINE, ensemble=line))
    assert found.length_m == pytest.approx(metres, rel=1e-6)
    assert found.uncertainty_m == pytest.approx(Geodesic.WGS84.Inverse(lat, 0, lat + 0.1, 0)["s12"], rel=0.01)


def test_the_best_point_lies_in_the_surest_ground():
    ring = disc(0.0, 0.0, 10e3).difference(disc(0.0, 0.0, 8e3))
    found = best(footprint(FootprintKind.POINT, Region(core=ring, likely=ring, support=ring)))
    assert ring.contains(found)


def test_what_the_words_cant_fix_has_no_size():
    ground = region(0.0, 0.0, 1e3, 2e3, 3e3)
    unfixed = footprint(FootprintKind.ZONE, ground, drawable=False)
    assert best(unfixed) is None
    assert measures(unfixed) == Measures()
    nothing = shapely.Polygon()
    bare = replace(unfixed, drawable=True, region=Region(core=nothing, likely=nothing, support=ground.support))
    assert measures(bare) == Measures()
