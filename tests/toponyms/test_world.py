"""A gazetteer of the whole world knows every other word and surname as a town: what is kept, and which place is meant."""

import pytest

from deconflict_map.model.place import PlaceKind


def found(resolutions):
    return [resolution.toponym.text for resolution in resolutions]


def the(resolutions, name):
    return next(resolution for resolution in resolutions if resolution.toponym.text == name)


MEANT = [
    ("California is dry.", "California", PlaceKind.DIVISION, "US", "CA", "a state before the towns of its name"),
    ("Ontario is cold.", "Ontario", PlaceKind.DIVISION, "CA", "08", "a province before a city in another country"),
    ("England is green.", "England", PlaceKind.DIVISION, "GB", "ENG", "a part of a country before a town in Arkansas"),
    ("Texas is large.", "Texas", PlaceKind.DIVISION, "US", "TX", "a state before counties and villages of its name"),
    ("Mexico is large.", "Mexico", PlaceKind.COUNTRY, "MX", "", "a country before the capital that is called after it"),
    ("London is old.", "London", PlaceKind.POPULATED, "GB", "ENG", "a capital before a city in Ontario"),
    ("Geneva is old.", "Geneva", PlaceKind.POPULATED, "CH", "GE", "the city, not the canton that is named after it"),
    ("Glasgow is old.", "Glasgow", PlaceKind.POPULATED, "GB", "SCT", "a large city before ten small ones"),
    ("Boats crossed the Pacific.", "Pacific", PlaceKind.SEA, "", "", "an ocean before two towns in the United States"),
    ("He lives in Springfield, Illinois.", "Springfield", PlaceKind.POPULATED, "US", "IL", "the state follows"),
    ("He lives in Springfield, Nebraska.", "Springfield", PlaceKind.POPULATED, "US", "NE", "however small it is there"),
    ("They met in Paris, Texas.", "Paris", PlaceKind.POPULATED, "US", "TX", "the state outweighs the fame"),
    ("Near Portland, Ore., it rained.", "Portland", PlaceKind.POPULATED, "US", "OR", "an abbreviated state follows"),
    ("Near Portland, Ore., it rained.", "Ore.", PlaceKind.DIVISION, "US", "OR", "no town called Ore in Nigeria"),
    ("He left Springfield, IL, today.", "IL", PlaceKind.DIVISION, "US", "IL", "a postal code behind a town is a state"),
    ("It lies in Scott County, Missouri.", "Scott County", PlaceKind.DIVISION, "US", "MO", "ten states have one"),
    ("They met in Savannah, Georgia.", "Savannah", PlaceKind.POPULATED, "US", "GA", "the state has a Savannah"),
    ("They met in Savannah, Georgia.", "Georgia", PlaceKind.DIVISION, "US", "GA", "the country has no Savannah"),
    ("They met in Tbilisi, Georgia.", "Georgia", PlaceKind.COUNTRY, "GE", "", "the country has a Tbilisi"),
    (
        "Ohio, Indiana and Illinois voted.",
        "Ohio",
        PlaceKind.DIVISION,
        "US",
        "OH",
        "a list of states, not a place in one",
    ),
    ("Wildfires: Jasper, Alberta; Moscow, Idaho.", "Moscow", PlaceKind.POPULATED, "US", "ID", "each has its own"),
    ("Floods hit Pennsylvania. York is dry.", "York", PlaceKind.POPULATED, "US", "PA", "the text names the state"),
]


@pytest.mark.parametrize(("text", "name", "kind", "country", "division", "why"), MEANT)
def test_which_place_is_meant(read_places, text, name, kind, country, division, why):
    resolution = the(read_places(text), name)
    assert resolution.place is not None, resolution.reason
    place = resolution.place
    assert (place.kind, place.country, place.division) == (kind, country, division), why


OPEN = [
    ("He lives in Springfield.", "Springfield", "many towns of one size"),
    ("He lives in Richmond.", "Richmond", "many towns of one size in several countries"),
]


@pytest.mark.parametrize(("text", "name", "why"), OPEN)
def test_what_is_open_stays_open(read_places, text, name, why):
    resolution = the(read_places(text), name)
    assert resolution.place is None, why
    assert "doesn't settle" in resolution.reason


def test_a_doubtful_choice_is_told_as_one(read_places):
    assert the(read_places("He lives in Cambridge."), "Cambridge").confidence < 0.6, "England, Ontario, Massachusetts"


def test_context_makes_a_name_surer(read_places):
    bare = the(read_places("London is old."), "London")
    told = the(read_places("London is the capital of England and of the United Kingdom."), "London")
    assert 0.0 < bare.confidence < told.confidence


NO_PLACE = [
    ("Same here. Most of it is gone. Along the road they hit Man.", [], "common words at a beginning, a stray capital"),
    ("Police said that Liberal voters left the Union.", [], "common words in capitals"),
    ("RESCUE TEAMS REACH SAME VALLEY ALONG BORDER", [], "a line in capitals tells nothing"),
    ("Union Leaders Push Same Plan Along Old Lines", [], "nor does a headline with large initials"),
    ("All of the people and two men came. The post was lost. All had left.", [], "a name needs a word that is one"),
    ("Barack Obama spoke. Obama left for Japan.", ["Japan"], "a surname, though Obama is a town in Japan"),
    ("Harden said so. Later Harden left Kenya.", ["Kenya"], "who speaks is a person, and so is the later one"),
    ('"It is bad," said Clifford. The state of Texas hired Clifford.', ["Texas"], "who is quoted is a person"),
    ("He paid US$5 for it.", [], "a currency"),
    ("Men with AK-47 rifles came.", [], "a rifle"),
    ("China's rain.", ["China"], "a possessive is no part of a name: Shinas lies in Oman"),
]


@pytest.mark.parametrize(("text", "expected", "why"), NO_PLACE)
def test_words_and_surnames_are_no_places(read_places, text, expected, why):
    assert found(read_places(text)) == expected, why


KEPT = [
    ("Tornadoes hit Liberal, Kansas, on Monday.", "Liberal", "US", "the state behind it speaks for the town"),
    ("They flew to Obama, Japan.", "Obama", "JP", "the country behind it speaks for the town"),
    ("The town of Same is quiet.", "Same", "", "the feature word speaks for the town"),
    ("He was born in Reading. Britain was calm.", "Reading", "GB", "a preposition of place and a country of the text"),
    ("Turkey and Chad met; Jordan agreed.", "Chad", "TD", "a country's name is never doubted"),
    ("Wisconsin Governor Jim Doyle left.", "Wisconsin", "US", "a name before a title is whole"),
    ("The US and the UK agreed.", "UK", "GB", "letters in capitals are no small words"),
]


@pytest.mark.parametrize(("text", "name", "country", "why"), KEPT)
def test_what_the_words_beside_speak_for_is_kept(read_places, text, name, country, why):
    resolution = the(read_places(text), name)
    if country:
        assert resolution.place is not None, resolution.reason
        assert resolution.place.country == country, why


def test_a_short_name_that_is_only_equal_when_folded_needs_its_country(read_places):
    assert "Raqa" in found(read_places("In Syria they entered Raqa by night."))
    assert the(read_places("In Norway they read Raqa by night."), "Raqa").place is None
