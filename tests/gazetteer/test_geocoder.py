"""The gazetteer behind geopy's interface, with what geopy's users put on top of it. No socket can be opened here."""

from __future__ import annotations

import asyncio
import inspect
from concurrent.futures import ThreadPoolExecutor

import geopandas
import pandas as pd
import pytest
import shapely
from geopy.adapters import BaseAsyncAdapter, URLLibAdapter
from geopy.distance import geodesic
from geopy.exc import ConfigurationError, GeocoderQueryError, GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim, options
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

import deconflict_map as dm
from deconflict_map.errors import GazetteerError
from deconflict_map.model.place import PlaceKind


@pytest.fixture(scope="module")
def geocoder():
    return dm.geocoder()


# Degrees as in the cities' articles of the English Wikipedia, rounded to a tenth: an outside source.
CITIES = [
    ("Raqqa", 35.95, 39.01, "Syria"),
    ("Deir ez-Zor, Syria", 35.33, 40.15, "Syria"),
    ("Springfield, Missouri", 37.21, -93.29, "United States"),
    ("Springfield, Illinois, United States", 39.80, -89.65, "United States"),
    ("Paris, France", 48.86, 2.35, "France"),
    ("Suva", -18.14, 178.44, "Fiji"),
    ("Ushuaia", -54.80, -68.30, "Argentina"),
    ("東京", 35.69, 139.69, "Japan"),
]


@pytest.mark.parametrize(("query", "lat", "lon", "country"), CITIES)
def test_a_city_lies_where_an_encyclopedia_has_it(geocoder, query, lat, lon, country):
    found = geocoder.geocode(query)
    assert isinstance(found, Location)
    assert geodesic((lat, lon), (found.latitude, found.longitude)).km < 15
    assert found.address.endswith(f", {country}")


def test_it_is_one_of_geopys_own_kind(geocoder):
    assert isinstance(geocoder, Geocoder)
    theirs = inspect.signature(Nominatim.geocode).parameters
    ours = inspect.signature(type(geocoder).geocode).parameters
    shared = {"query", "exactly_one", "timeout", "limit", "country_codes", "viewbox", "bounded"}
    assert shared <= set(theirs)
    assert shared <= set(ours)
    assert all(ours[name].kind is theirs[name].kind for name in shared)


def test_raw_holds_everything_that_is_known(geocoder):
    raw = geocoder.geocode("Raqqa, Syria").raw
    assert raw["id"] == "geonames:172955", "the city's number at GeoNames"
    assert (raw["country"], raw["kind"], raw["match"]) == ("SY", "populated", "exact")
    assert raw["reasons"]
    assert 0 < raw["score"] <= 1
    assert "GeoNames" in raw["attribution"]
    assert raw["licence"]
    assert raw["population"] > 100_000


def test_several_answers_best_first_and_bounded(geocoder):
    found = geocoder.geocode("Springfield", exactly_one=False, limit=3)
    assert len(found) == 3
    scores = [one.raw["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert found[0].raw["id"] == geocoder.geocode("Springfield").raw["id"]


STRUCTURED = [
    (
        {"city": "Springfield", "state": "Missouri", "country": "United States"},
        37.21,
        -93.29,
        "the narrowest in the others",
    ),
    ({"city": "Springfield", "state": "Illinois"}, 39.80, -89.65, "another one"),
    ({"country": "Fiji"}, -18.0, 178.0, "a country alone"),
    ({"city": "Raqqa", "county": None, "state": "", "country": "SY"}, 35.95, 39.01, "what is empty isn't asked"),
]


@pytest.mark.parametrize(("query", "lat", "lon", "why"), STRUCTURED)
def test_structured_queries(geocoder, query, lat, lon, why):
    found = geocoder.geocode(query)
    assert geodesic((lat, lon), (found.latitude, found.longitude)).km < 150, why


NOTHING = [
    ("Qwertzuiopasdf", {}, "no place of the name"),
    ("Paris, Syria", {}, "there is one, but not there"),
    ({"city": "Raqqa", "country": "France"}, {}, "the same"),
    ({"city": "Raqqa", "country": "Nowhereland"}, {}, "nothing lies in what isn't known"),
    ("Raqqa", {"country_codes": "FR"}, "none there of the name, nor of the like"),
    ("Raqqa", {"viewbox": [(0, 0), (1, 1)], "bounded": True}, "outside the box"),
]


@pytest.mark.parametrize(("query", "setting", "why"), NOTHING)
def test_nothing_is_none_as_with_geopy(geocoder, query, setting, why):
    assert geocoder.geocode(query, **setting) is None, why
    assert geocoder.geocode(query, exactly_one=False, **setting) is None, why


def test_countries_points_and_boxes_narrow_it(geocoder):
    everywhere = geocoder.geocode("Victoria", exactly_one=False, limit=200)
    assert {one.raw["country"] for one in everywhere} > {"SC", "CA"}
    some = geocoder.geocode("Victoria", exactly_one=False, limit=200, country_codes=["sc", "CA"])
    assert {one.raw["country"] for one in some} == {"SC", "CA"}
    scores = [one.raw["score"] for one in some]
    assert scores == sorted(scores, reverse=True)
    near = geocoder.geocode("Springfield", near=(42.1, -72.6))
    boxed = geocoder.geocode("Springfield", viewbox=[Point(41, -74), "43, -71"], bounded=True)
    assert near.raw["division"] == boxed.raw["division"] == "MA"


BAD_QUERIES = [
    ("", {}, "nothing"),
    ("  ", {}, "nothing"),
    (None, {}, "no text"),
    (7, {}, "no text"),
    ("x" * 10_000, {}, "endless"),
    ({}, {}, "nothing"),
    ({"street": "10 Downing Street", "city": "London"}, {}, "streets aren't in a gazetteer"),
    ({"postalcode": "12345"}, {}, "nor postal codes"),
    ("Raqqa", {"country_codes": "Syria"}, "no code"),
    ("Raqqa", {"country_codes": ["SY", 3]}, "no code"),
    ("Raqqa", {"near": (91, 0)}, "off the Earth"),
    ("Raqqa", {"viewbox": [(0, 0)]}, "one corner"),
]


@pytest.mark.parametrize(("query", "setting", "why"), BAD_QUERIES)
def test_bad_queries_are_geopys_error(geocoder, query, setting, why):
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(query, **setting)
    assert why


@pytest.mark.parametrize("point", [(91, 0), "north", None, (float("nan"), 0), (0, float("inf")), object(), "91, 0"])
def test_bad_points_are_geopys_error(geocoder, point):
    with pytest.raises(GeocoderQueryError):
        geocoder.reverse(point)


def test_a_limit_below_one_is_refused_as_by_geopy(geocoder):
    with pytest.raises(ValueError, match="Limit"):
        geocoder.geocode("Raqqa", exactly_one=False, limit=0)
    with pytest.raises(ValueError, match="Limit"):
        geocoder.reverse((0, 0), exactly_one=False, limit=0)


@pytest.mark.parametrize("query", ["Raqqa", "Ushuaia", "Suva", "Reykjavik", "Kinshasa"])
def test_a_towns_own_point_is_nearest_to_it(geocoder, query):
    found = geocoder.geocode(query)
    for point in (found.point, (found.latitude, found.longitude), f"{found.latitude}, {found.longitude}"):
        back = geocoder.reverse(point)
        assert (back.raw["id"], back.address) == (found.raw["id"], found.address)
        assert back.raw["distance_m"] < 5


def test_reverse_gives_the_nearest_first_and_nothing_far_off(geocoder):
    around = geocoder.reverse((35.9, 39.0), exactly_one=False, limit=5)
    metres = [geodesic((35.9, 39.0), (one.latitude, one.longitude)).m for one in around]
    assert metres == sorted(metres)
    assert metres == pytest.approx([one.raw["distance_m"] for one in around], abs=1)
    assert geocoder.reverse((-48.9, -123.4)) is None, "Point Nemo, of all places the farthest from land"
    assert geocoder.reverse((-48.9, -123.4), within_km=None).raw["distance_m"] > 2_000_000
    country = geocoder.reverse((35.0, 38.5), kinds=[PlaceKind.COUNTRY], within_km=500)
    assert country.raw["kind"] == "country"


def test_with_a_rate_limiter(geocoder):
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0.0)
    column = pd.Series(["Raqqa", "Qwertzuiopasdf", "Suva"]).apply(limited)
    assert [one.address.split(",")[0] if one else None for one in column] == ["Raqqa", None, "Suva"]


def test_with_geopandas():
    frame = geopandas.tools.geocode(["Raqqa, Syria", "Qwertzuiopasdf", "", "Suva"], provider=dm.geocoder, timeout=5)
    assert frame.crs == "EPSG:4326"
    assert [point.is_empty for point in frame.geometry] == [False, True, True, False]
    assert frame.geometry[0].x == pytest.approx(39.0, abs=0.1), "longitude first"
    points = geopandas.GeoSeries([shapely.Point(39.01, 35.95)], crs="EPSG:4326")
    back = geopandas.tools.reverse_geocode(points, provider=dm.geocoder)
    assert back.address[0].startswith("Raqqa")


class _Async(BaseAsyncAdapter):
    async def get_json(self, url, **_):
        raise AssertionError(url)

    get_text = get_json


def test_no_adapter_is_used_whatever_geopy_is_set_to(monkeypatch):
    monkeypatch.setattr(options, "default_adapter_factory", _Async)
    monkeypatch.setattr(options, "default_scheme", "gopher")
    geocoder = dm.geocoder(timeout=0.001)
    assert geocoder.geocode("Raqqa").raw["country"] == "SY"
    with pytest.raises(GeocoderServiceError, match="without a network"):
        geocoder.adapter.get_text("https://nominatim.test", timeout=1, headers={})


def test_what_isnt_supported_is_said():
    for adapter in (_Async, URLLibAdapter):
        with pytest.raises(ConfigurationError, match="without a network"):
            dm.geocoder(adapter_factory=adapter)

    async def enter():
        async with dm.geocoder():
            pass

    # In a thread of its own: the tests with a browser leave a loop running in this one.
    with ThreadPoolExecutor(1) as pool, pytest.raises(TypeError, match="to_thread"):
        pool.submit(lambda: asyncio.run(enter())).result()
    with dm.geocoder() as geocoder:
        assert geocoder.geocode("Raqqa")


def test_a_gazetteer_of_ones_own_that_isnt_there(tmp_path):
    with pytest.raises(GazetteerError):
        dm.geocoder(tmp_path / "none.gazetteer")
