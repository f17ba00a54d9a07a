from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import open_small_world

from deconflict_map.errors import UsageError
from deconflict_map.gazetteer.prominence import prominence
from deconflict_map.gazetteer.query import attempts, split_query
from deconflict_map.model.place import MatchKind, Place, PlaceKind, ShapeForm

# Toponyms of the first article; each has to be found by its name alone.
ARTICLE = [
    ("Raqa", "geonames:172955"), ("Tabqa", "geonames:172374"), ("Deir Ezzor", "geonames:170794"),
    ("Deir Ez-Zor", "geonames:170794"), ("Dayr Az Zayr", "geonames:170794"), ("Dayr az-Zawr", "geonames:170794"),
    ("Euphrates", "ne:river:euphrates"), ("Euphrates River", "ne:river:euphrates"),
    ("middle Euphrates valley", "dm:valley:middle-euphrates"), ("Middle Euphrates River Valley", "dm:valley:middle-euphrates"),
    ("Deir Ezzor province", "geonames:170792"), ("Syria", "geonames:163843"), ("Iraq", "geonames:99237"),
    ("US", "geonames:6252001"), ("U.S.", "geonames:6252001"), ("United States", "geonames:6252001"),
    ("Russia", "geonames:2017370"), ("New York", "geonames:5128581"), ("Geneva", "geonames:2660646"),
    ("Minsk", "geonames:625144"),
]  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return open_small_world(tmp_path_factory.mktemp("world"))


def best(atlas, name, **context):
    return atlas.search(name, **context)[0].match.place.id


@pytest.mark.parametrize(("name", "expected"), ARTICLE)
def test_the_first_article_s_places_are_found_by_name(atlas, name, expected):
    assert best(atlas, name) == expected


@pytest.mark.parametrize(
    ("name", "expected", "why"),
    [
        ("Paris", "t:paris", "a capital before county seats"),
        ("Georgia", "t:ge", "a country before a state"),
        ("Texas", "t:tx", "a state before a village"),
        ("Springfield", "t:springfield-il", "a state's capital before a town that is little larger"),
        ("Nile", "ne:nile", "the river's own name before the other name of a division"),
        ("Deir ez-Zor", "t:deir", "a town before the divisions named after it"),
        ("دير الزور", "t:deir", "the same in the local script"),
        ("Quebec", "t:quebec", "a province before a hamlet in it"),
        ("Mayaden", "t:hamlet", "an exact name before a folded one, however small"),
        ("Mayadeen", "t:mayadin", "of two folded ones the more prominent"),
        ("French", "t:fr", "a demonym is its country"),
        ("Zi Qar", "t:dhi-qar", "dh read as z"),
        ("Paris, Texas", "t:paris-tx", "state behind a comma"),
        ("Paris (Texas)", "t:paris-tx", "state in brackets"),
        ("Paris, Lamar County, Texas", "t:paris-tx", "county and state"),
        ("Paris, TX", "t:paris-tx", "postal abbreviation"),
        ("Springfield, Ill.", "t:springfield-il", "press abbreviation"),
        ("Georgia, US", "t:ga", "country by its code"),
        ("Lamar County, Georgia", "t:lamar-ga", "the state, since the county isn't in the country"),
        ("Tripoli, Lebanon", "t:tripoli-lb", "country"),
        ("Tripoli, LB", "t:tripoli-lb", "a code that is no name"),
        ("Tripoli, Lebanon, Middle East", "t:tripoli-lb", "country and region"),
        ("Tripoli, Middle East", "t:tripoli-lb", "a region by its shape"),
        ("Euphrates, Syria", "ne:euphrates", "a river without a country's code, by its line"),
        ("Deir ez-Zor Province", "t:deir-province", "a word for its kind"),
        ("Province of Deir ez-Zor", "t:deir-province", "the same in front"),
        ("Euphrates River", "ne:euphrates", "the same for a river"),
        ("eastern Syria", "t:sy", "a part is found by its whole"),
        ("Dayr Az Zayr", "t:deir", "only alike"),
        ("Springfeild, Illinois", "t:springfield-il", "only alike, in a state"),
    ],
)
def test_what_is_meant_comes_first(world, name, expected, why):
    assert best(world, name) == expected, why


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ({"country": "us"}, {"t:paris-tx", "t:paris-ky"}),
        ({"country": "US", "inside": "Texas"}, {"t:paris-tx"}),
        ({"inside": "US-TX"}, {"t:paris-tx"}),
        ({"inside": "US.TX"}, {"t:paris-tx"}),
        ({"inside": "Lamar County"}, {"t:paris-tx"}),
        ({"inside": "FR"}, {"t:paris"}),
        ({"kind": PlaceKind.STREAM}, set()),
    ],
)
def test_candidates_keep_to_an_area_and_a_kind(world, context, expected):
    assert {finding.match.place.id for finding in world.search("Paris", **context)} == expected


def test_what_has_no_country_s_code_is_kept_where_it_meets_the_country(world):
    assert best(world, "Euphrates", country="SY") == best(world, "Euphrates", inside="Middle East") == "ne:euphrates"
    assert world.search("Nile", country="SY") == ()


@pytest.mark.parametrize("inside", ["Xqzt", "Back Country"])
def test_an_area_that_isnt_known_is_refused(world, inside):
    with pytest.raises(UsageError, match="give a country"):
        world.search("Paris", inside=inside)


def test_nearness_decides_between_homonyms(world):
    assert best(world, "Tripoli", near=(36.0, 34.0)) == "t:tripoli-lb"
    assert best(world, "Tripoli", near=(13.0, 32.5)) == "t:tripoli-ly"
    assert best(world, "Paris", near=(-90.0, 38.0)) == "t:paris-ky"


def test_the_distance_to_a_river_is_the_distance_to_its_line(world):
    reasons = world.search("Euphrates", near=(44.0, 32.1))[0].reasons
    assert [reason for reason in reasons if reason.endswith("km away")] in (["9 km away"], ["8 km away"])


def test_reasons_are_told_in_words(world):
    tell = {
        "Paris": ("exact match of “Paris”", "capital of France", "2,100,000 people"),
        "Paris, Texas": ("exact match of “Paris”", "seat of a district of Texas", "in Texas", "24,800 people"),
        "Al Mayadeen": ("another spelling of “Al Mayādīn”", "54,000 people"),
        "French": ("“French” are its people", "country", "67,000,000 people"),
    }
    for name, reasons in tell.items():
        assert [reason for reason in world.search(name)[0].reasons if reason in reasons] == list(reasons), name


def test_areas_are_named_in_words(world):
    finding = world.search("Springfield, Ill.")[0]
    assert (finding.division, finding.country) == ("Illinois", "United States")


def test_countries_and_divisions_are_known_by_their_codes(world):
    assert world.country("SY").id == "t:sy"
    assert world.division("US", "GA").id == "t:ga"
    assert world.division("US", "") is world.division("GE", "GA") is world.country("") is world.country("XX") is None


def test_a_comma_that_names_no_area_is_told(world):
    finding = world.search("Paris, Xqzt")[0]
    assert finding.match.place.id == "t:paris"
    assert "no area is known by the name “Xqzt”" in finding.reasons


def test_alike_names_only_where_nothing_else_is_found_or_they_are_asked_for(world):
    assert all(f.match.kind is not MatchKind.FUZZY for f in world.search("Deir Ezzor"))
    asked = world.search("Deir Ezor", fuzzy=True)
    assert asked[0].match.kind is MatchKind.FUZZY
    kinds = [finding.match.kind for finding in world.search("Mayaden", fuzzy=True)]
    assert kinds == sorted(kinds, key=[MatchKind.EXACT, MatchKind.FOLDED, MatchKind.FUZZY].index)


def test_findings_are_ordered_limited_and_say_why(world):
    findings = world.search("Paris", limit=2)
    assert len(findings) == 2
    scores = [finding.score for finding in world.search("Paris")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert all(finding.reasons for finding in findings)


def test_nothing_is_found_for_nothing(world):
    assert world.search("xqzt") == world.search("") == world.search(",") == ()


def test_no_candidate_is_offered_twice(world):
    ids = [finding.match.place.id for finding in world.search("Deir ez-Zor", fuzzy=True, limit=100)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paris, Texas", ("Paris", ("Texas",))),
        (" Paris ,, Lamar County, Texas ", ("Paris", ("Lamar County", "Texas"))),
        ("Paris (Texas), US", ("Paris", ("Texas", "US"))),
        ("Paris", ("Paris", ())),
        ("", ("", ())),
    ],
)
def test_queries_are_split_at_commas_and_brackets(text, expected):
    assert split_query(text) == expected


@pytest.mark.parametrize(
    ("name", "bare", "kind"),
    [
        ("Helmand Province", "helmand", PlaceKind.DIVISION),
        ("the Province of Helmand", "helmand", PlaceKind.DIVISION),
        ("Lake Chad", "chad", PlaceKind.LAKE),
        ("Shayrat Air Base", "shayrat", PlaceKind.STRUCTURE),
        ("Mt. Etna", "etna", PlaceKind.RELIEF),
    ],
)
def test_words_that_say_what_it_is_are_left_away(name, bare, kind):
    assert any(attempt.name == bare and kind in attempt.kinds for attempt in attempts(name))


def test_a_word_alone_is_never_left_away():
    assert [attempt.name for attempt in attempts("Lake")] == ["Lake"]
    assert [attempt.name for attempt in attempts("Northern")] == ["Northern"]


def made(kind, feature, population=0):
    return Place(id="t:1", name="X", kind=PlaceKind(kind), feature=feature, lon=0, lat=0, country="", division="",
                 population=population, shape=ShapeForm.NONE, shape_error_m=0, source="", licence="")  # fmt: skip


def test_prominence_grows_with_people_names_and_rank():
    rising = [
        made("populated", "PPLX", 1000), made("populated", "PPL", 1000), made("populated", "PPL", 50_000),
        made("division", "ADM1"), made("populated", "PPL", 3_000_000), made("country", "PCLI", 1000),
    ]  # fmt: skip
    weights = [prominence(place, 5) for place in rising]
    assert weights == sorted(weights)
    assert len(set(weights)) == len(weights)
    assert prominence(rising[1], 50) > prominence(rising[1], 5)
    assert all(0 <= weight <= 1 for weight in weights)


@given(st.text(max_size=30), st.text(max_size=12))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_search(world, name, area):
    for text in (name, f"{name}, {area}", f"{name}\ud800"):
        assert all(finding.reasons for finding in world.search(text, fuzzy=True))
