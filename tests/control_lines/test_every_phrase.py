"""All thirty control lines: their phrases are read, and what the words can't fix isn't drawn."""

import json

import pytest
from entries import entries, footprint, phrases, reading, withheld

from deconflict_map.export.located import located_geojson

# Names in the phrases that the gazetteer has no record of; `locate` must say so.
UNKNOWN = {
    "korea-nll": {"Socheong", "Daecheong"},
    "syria-2020-m4-corridor": {"Ain al-Havr"},
    "kashmir-1949-cfl": {"Manawar", "Chorbat La", "Khor"},
    "sudan-14-mile-area": {"Bahr el Arab"},
    "vietnam-1954-pmdl": {"Bo Ho Su"},
}


def test_every_entry_has_a_phrase():
    assert phrases().keys() == entries().keys()
    assert len(entries()) == 30


@pytest.mark.parametrize("key", phrases())
def test_it_is_read(key):
    found = reading(key)
    assert not found.unread, [(item.reason, found.article.text[item.stopped :][:60]) for item in found.unread]
    assert len(found.claims) == 1


@pytest.mark.parametrize("key", phrases())
def test_its_places_are_known_or_reported(key):
    found = reading(key)
    unknown = {one.toponym.text for one in found.resolutions if one.place is None}
    assert unknown == UNKNOWN.get(key, set())
    told = " ".join(found.asked.assumptions)
    assert all(f"“{name}” is no place that is known" in told for name in unknown)


@pytest.mark.parametrize("key", withheld())
def test_what_the_words_cant_fix_is_not_drawn(key):
    found = json.loads(located_geojson(reading(key)))
    told = found["description"]
    assert told["drawable"] is False
    assert told["why_not"].strip()
    assert (told["area_km2"], told["length_km"]) == (None, None)
    levels = {feature["properties"]["level"] for feature in found["features"]}
    assert levels == (set() if key in UNKNOWN else {"support"})


@pytest.mark.parametrize("key", [key for key in withheld() if key not in UNKNOWN])
def test_what_is_possible_of_it_is_kept(key):
    found = footprint(key)
    assert found.ensemble is None
    assert found.region.core.is_empty
    assert found.region.likely.is_empty
    assert not found.region.support.is_empty


@pytest.mark.parametrize("key", [key for key in phrases() if key not in {*withheld(), *UNKNOWN}])
def test_what_the_words_fix_is_drawn(key):
    found = footprint(key)
    assert found.drawable, found.why_not
    assert found.region is not None or found.ensemble is not None
