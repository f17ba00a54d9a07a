"""Which answer a name is taken for, how surely, and what is said of the others."""

from datetime import date

import pytest
from fake_nominatim import VILLAGE, Reply, nominatim, places

from deconflict_map.article import read_text
from deconflict_map.pipeline import find_places

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

TEXT = "A strike hit positions near Khirbet Qwertzu in Syria, and another near Raqqa."
FAR = {**VILLAGE, "osm_id": 77, "lat": "33.1", "lon": "36.2"}


def resolved(resolver, gazetteer, text=TEXT, name="Khirbet Qwertzu"):
    found = find_places(read_text(text), gazetteer, resolver=resolver)
    return next(one for one in found if one.toponym.text == name), found


def test_found(resolver_for, gazetteer):
    with nominatim(places(VILLAGE)) as server:
        resolver = resolver_for(server, today=lambda: date(2024, 5, 1))
        one, found = resolved(resolver, gazetteer)
    place = one.place
    assert (place.id, place.name, place.local_name, place.country) == (
        "osm:N4253",
        "Khirbet Qwertzu",
        "خربة قورتزو",
        "SY",
    )
    assert (place.source, place.licence, place.feature) == ("nominatim", "ODbL 1.0", "PPL")
    assert one.confidence == 0.5, "no context was weighed"
    assert one.evidence[0] == f"found online by Nominatim at {server.url}, checked on 2024-05-01"
    assert one.reason == "; ".join(one.evidence)
    assert server.asked[0].params["countrycodes"] == ["sy"]
    (source,) = resolver.sources(found)
    assert (source.id, source.licence) == ("nominatim", "ODbL 1.0")
    assert "© OpenStreetMap contributors" in source.attribution
    assert "2024-05-01" in source.version


def test_only_what_the_gazetteer_doesnt_know_is_asked_and_all_else_stays(resolver_for, gazetteer):
    with nominatim(places(VILLAGE)) as server:
        _, found = resolved(resolver_for(server), gazetteer)
    alone = find_places(read_text(TEXT), gazetteer)
    assert [asked.params["q"] for asked in server.asked] == [["Khirbet Qwertzu"]]
    assert [one for one in found if one.toponym.text != "Khirbet Qwertzu"] == [
        one for one in alone if one.toponym.text != "Khirbet Qwertzu"
    ]


def test_nothing_is_asked_where_everything_is_known(resolver_for, gazetteer):
    text = read_text("He went to Raqqa in Syria.")
    with nominatim(places(VILLAGE)) as server:
        resolver = resolver_for(server)
        found = find_places(text, gazetteer, resolver=resolver)
    assert server.asked == []
    assert found == find_places(text, gazetteer)
    assert resolver.sources(found) == ()


CHOICES = [
    ([VILLAGE, {**VILLAGE, "osm_id": 5, "lat": "35.76"}], "osm:N4253", 0.5, "a second object of the same place"),
    ([VILLAGE, FAR], None, 0.0, "two places alike"),
    ([{**VILLAGE, "importance": 0.6}, {**FAR, "importance": 0.1}], "osm:N4253", 0.4286, "one is far better known"),
    (
        [{**VILLAGE, "importance": 0.1}, {**FAR, "importance": 0.6}],
        "osm:N77",
        0.4286,
        "the best known need not come first",
    ),
    ([{**VILLAGE, "class": "shop", "type": "bakery"}], None, 0.0, "a shop of that name"),
    ([{**VILLAGE, "class": "shop", "type": "bakery"}, FAR], "osm:N77", 0.5, "a shop and a village"),
    ([{**VILLAGE, "name": "Damascus", "namedetails": {}}], None, 0.0, "another name"),
    ([{**VILLAGE, "name": "Khirbat Kwertzu", "namedetails": {}}], "osm:N4253", None, "spelt nearly like it"),
    ([{**VILLAGE, "name": "", "display_name": "", "namedetails": {}}], None, 0.0, "no name"),
    ([], None, 0.0, "nothing known"),
]


@pytest.mark.parametrize(("answers", "place", "confidence", "why"), CHOICES)
def test_choices(resolver_for, gazetteer, answers, place, confidence, why):
    with nominatim(places(*answers)) as server:
        one, _ = resolved(resolver_for(server), gazetteer)
    assert (one.place.id if one.place else None) == place, why
    assert one.confidence <= 0.5
    if confidence is not None:
        assert one.confidence == confidence, why
    if place is None:
        assert "Khirbet Qwertzu" in one.reason
        assert f"Nominatim at {server.url}" in one.reason, "it is said that it was asked"


def test_places_between_which_nothing_decides_are_candidates(resolver_for, gazetteer):
    with nominatim(places(VILLAGE, FAR)) as server:
        one, _ = resolved(resolver_for(server), gazetteer)
    assert [candidate.place.id for candidate in one.candidates] == ["osm:N4253", "osm:N77"]
    assert sum(candidate.score for candidate in one.candidates) == pytest.approx(1.0)
    assert "2 places" in one.reason


def test_what_failed_is_the_reason(resolver_for, gazetteer):
    with nominatim(Reply(b"", 403)) as server:
        one, _ = resolved(resolver_for(server), gazetteer)
    assert one.reason.startswith("no place called “Khirbet Qwertzu” is in the gazetteer; Nominatim at ")
    assert "refuses (HTTP 403)" in one.reason


def test_a_name_is_asked_once_and_means_one_place(resolver_for, gazetteer):
    text = "Near Khirbet Qwertzu in Syria he stopped. Then, near Khirbet Qwertzu, he turned."
    with nominatim(places(VILLAGE)) as server:
        found = find_places(read_text(text), gazetteer, resolver=resolver_for(server))
    assert len(server.asked) == 1
    assert [one.place.id for one in found if one.toponym.text == "Khirbet Qwertzu"] == ["osm:N4253"] * 2
