"""The whole way: an article, a service that does as it likes, and the map that is made all the same."""

import json
import logging
import re

import pytest
from fake_nominatim import VILLAGE, Reply, nominatim, places

import deconflict_map as dm
from deconflict_map.render.tabling import untabled

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

TEXT = "A strike hit positions near Khirbet Qwertzu in Syria, and another near Raqqa."


def options(server, folder, **more):
    return dm.OnlineOptions(
        contact="maps@newsroom.test", url=server.url, cache=folder, **{"interval_s": 0.01, "timeout_s": 0.4, **more}
    )


def features(document):
    return json.loads(document.to_geojson())


def test_the_page_and_the_exports_say_which_mark_came_from_where(tmp_path):
    with nominatim(places(VILLAGE)) as server:
        document = dm.map_text(TEXT, published="2024-05-02", online=options(server, tmp_path))
    exported = features(document)
    rows = {row["properties"]["title"]: row["properties"] for row in exported["features"] if "/" not in row["id"]}
    assert (rows["Khirbet Qwertzu"]["source"], rows["Khirbet Qwertzu"]["licence"]) == ("nominatim", "ODbL 1.0")
    assert rows["Khirbet Qwertzu"]["place_id"] == "osm:N4253"
    assert rows["Raqqa"]["source"] == "geonames"
    assert any("OpenStreetMap contributors" in source["attribution"] for source in exported["sources"])
    page = document.to_html()
    assert f"found online by Nominatim at {server.url}, checked on " in page
    assert "OpenStreetMap via Nominatim" in page
    assert "From the gazetteer, or found online" in page, "the legend doesn't call it the gazetteer's"
    drawn = {record for footprint in document.footprints for step in footprint.steps for record in step.records}
    assert "osm:N4253" in drawn, "claims are drawn from it, too"


def test_without_it_nothing_is_different():
    document = dm.map_text(TEXT)
    assert "nominatim" not in document.to_html().casefold()
    assert "OpenStreetMap" not in document.to_geojson()


def test_the_same_cache_makes_the_same_bytes_without_the_service(tmp_path, monkeypatch):
    with nominatim(places(VILLAGE)) as server:
        chosen = options(server, tmp_path)
        first = dm.map_text(TEXT, online=chosen)
        asked = len(server.asked)
    monkeypatch.setattr("deconflict_map.online.cache.datetime", None)  # no clock is read for an answer that is kept
    again = dm.map_text(TEXT, online=chosen)
    assert asked == 1
    assert again.to_html() == first.to_html()
    assert again.to_geojson() == first.to_geojson()


HOSTILE = "</script><script>alert(1)</script>{{ 7*7 }}{% raw %}<img src=x onerror=alert(1)>\u202e\x1b[31m"


def test_hostile_names_reach_the_page_as_text_only(tmp_path):
    nasty = {"name": HOSTILE, "name:ar": "\ud800" + HOSTILE, "name:en": "Khirbet Qwertzu"}
    village = {**VILLAGE, "name": HOSTILE, "display_name": HOSTILE, "namedetails": nasty}
    with nominatim(places(village)) as server:
        document = dm.map_text(TEXT, online=options(server, tmp_path))
    place = next(one.place for one in document.resolutions if one.place and one.place.id == "osm:N4253")
    assert "\x1b" not in place.name
    assert "\u202e" not in place.name
    page = document.to_html()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }}" not in page
    block = re.search(r'<script type="application/json" id="dcm-data">(.*?)</script>', page, re.DOTALL)[1]
    (record,) = [record for record in untabled(json.loads(block))["places"] if record["record"] == "osm:N4253"]
    assert record["name"].startswith("</script><script>alert(1)</script>{{ 7*7 }}{% raw %}"), "as it was, as text"


ANSWERS = [
    (places(), "knows no such name in SY"),
    (Reply(b"", 403), "HTTP 403"),
    (Reply(b"", 429, {"Retry-After": "3600"}), "3600 seconds"),
    (Reply(b"", 500), "HTTP 500"),
    (Reply(b"", 302, {"Location": "http://127.0.0.1:1/"}), "isn't followed"),
    (Reply(b'[{"lat":'), "isn't JSON"),
    (Reply(b"[]", delay_s=9), "in time"),
    (Reply(hang_up=True), "can't be reached"),
]


@pytest.mark.parametrize(("reply", "said"), ANSWERS)
def test_whatever_it_answers_the_map_is_made_and_says_why(tmp_path, reply, said, caplog):
    with nominatim(reply) as server, caplog.at_level(logging.INFO):
        document = dm.map_text(TEXT, online=options(server, tmp_path))
    one = next(one for one in document.resolutions if one.toponym.text == "Khirbet Qwertzu")
    assert one.place is None
    assert said in one.reason
    assert said in features(document)["not_placed"][0]["reason"]
    assert len(server.asked) == 1
    warned = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert bool(warned) == (reply.status != 200 or reply.body != b"[]" or reply.delay_s > 0 or reply.hang_up)


def test_a_text_of_which_only_the_service_knows_the_places_has_a_map(tmp_path):
    with nominatim(places(VILLAGE)) as server:
        document = dm.map_text("He stopped near Khirbet Qwertzu.", online=options(server, tmp_path))
    assert [one.place.id for one in document.resolutions] == ["osm:N4253"]
    assert "countrycodes" not in server.asked[0].params
