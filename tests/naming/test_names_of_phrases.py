"""The names of short phrases: found without a sentence round them, settled by each other and by a given area."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.errors import UsageError
from deconflict_map.model.place import PlaceKind
from deconflict_map.naming import area_called, phrase_article, places_in_phrase


@pytest.fixture(scope="module")
def named(gazetteer):
    """A function from a phrase to its names, with the country and kind of each, or `None` for an unknown one."""

    def name(phrase, inside=None):
        area = None if inside is None else area_called(inside, gazetteer)
        return [
            (one.toponym.text, None if one.place is None else f"{one.place.country} {one.place.kind.value}")
            for one in places_in_phrase(phrase_article(phrase), gazetteer, inside=area)
        ]

    return name


# phrase, area given, names with what they are taken for; why
PHRASES = [
    ("within 55 km of the garrison at At Tanf", "Syria", [("At Tanf", "SY populated")]),  # "at" is part of the name
    ("between Tel Abyad and Ras al-Ayn", "Syria", [("Tel Abyad", "SY populated"), ("Ras al-Ayn", "SY populated")]),  # towns, no districts
    ("the border between North and South Korea", None, [("North", "KP country"), ("South Korea", "KR country")]),  # a shared last word
    ("in East and West Darfur", None, [("East", "SD division"), ("West Darfur", "SD division")]),  # the same, of divisions
    ("parts of Latakia, Hama and Aleppo provinces", "Syria", [("Latakia", "SY division"), ("Hama", "SY division"), ("Aleppo", "SY division")]),  # a plural asks for its kind of all
    ("20 nautical miles off Gaza", None, [("Gaza", "PS populated")]),  # the town, not the province of that name far away
    ("the triangle of Goris, Lachin and Shusha", None, [("Goris", "AM populated"), ("Lachin", "AZ populated"), ("Shusha", "AZ populated")]),  # what is called so, not what bears the name, too
    ("the Line of Control near Uri", None, [("Line of Control", " region"), ("Uri", "IN populated")]),  # by what lies there, of whatever kind
    ("north-eastern Syria", None, [("Syria", "SY country")]),  # half a direction is no name
    ("southern Lebanon", None, [("Lebanon", "LB country")]),  # a part of what has an outline
    ("Saigon", None, [("Saigon", "VN populated")]),  # an old name of what is far better known
    ("south of the Bahr el Arab", None, [("Bahr el Arab", None)]),  # unknown, and told so as a whole
    ("from Saraqib to Ain al-Havr", "Syria", [("Saraqib", "SY populated"), ("Ain al-Havr", None)]),  # not Le Havre
    ("10 km north of Xyzzyville", None, [("Xyzzyville", None)]),  # an unknown name is found
    ("within 5 km of the Military Demarcation Line", None, []),  # a line's title is no place
    ("north of 36° N and east of the M4", None, []),  # neither letters nor road numbers are places
    ("within 20 km of tabqa", None, [("tabqa", "SY populated")]),  # small letters, a well-known town
    ("east of the euphrates near deir ez-zor", "syria", [("euphrates", " stream"), ("deir ez-zor", "SY populated")]),  # small letters throughout
    ("the south sudan side of the border with sudan", None, [("south sudan", "SS country"), ("sudan", "SD country")]),  # a country that begins with a compass word
    ("a strip along the turkish border", None, [("turkish", "TR country")]),  # a people in small letters
    ("WITHIN 5 KM OF DAMASCUS", None, [("DAMASCUS", "SY populated")]),  # capitals throughout tell nothing
    ("north of the most important pale line", None, []),  # common words that places bear
    ("near Tripoli", "Libya", [("Tripoli", "LY populated")]),  # the area decides …
    ("near Tripoli", "Lebanon", [("Tripoli", "LB populated")]),  # … between namesakes
    ("between the Alpha and Bravo lines", None, []),  # letters of lines are no places
    ("within 5 km of Bravo", None, [("Bravo", "MX populated")]),  # but a town may be called so
    ("from point NJ9842 to Siachen", None, [("NJ9842", None), ("Siachen", " relief")]),  # a survey point that nobody has
    ("from Hill 203 to Homs", None, [("Hill 203", None), ("Homs", "SY populated")]),
    ("the point 35 N 38 E", None, []),  # figures of a position are none
    ("a triangle between Bukavu, Uvira and Baraka", None, [("Bukavu", "CD populated"), ("Uvira", "CD populated"), ("Baraka", None)]),  # not the one in Indonesia
    ("from Kherson to Odesa", None, [("Kherson", "UA populated"), ("Odesa", "UA populated")]),  # a small seat, but of its own province
    ("within 30 km of the Line of Contact in Donetsk oblast", None, [("Donetsk", "UA division")]),  # a title is no name
    ("along the Mareb river", None, [("Mareb", None)]),  # a province in Yemen bears the name, but is no river
    ("east of the Khabur river", None, [("Khabur", " stream")]),
    ("east of the Jordan", None, [("Jordan", " stream")]),  # a country has no article
    ("between the Mississippi and the Missouri", None, [("Mississippi", " stream"), ("Missouri", " stream")]),  # nor a state
    ("upstream of Bamako on the Niger", None, [("Bamako", "ML populated"), ("Niger", " stream")]),
    ("along the Congo from Kisangani to Mbandaka", None, [("Congo", " stream"), ("Kisangani", "CD populated"), ("Mbandaka", "CD populated")]),  # a few have one; words of rivers decide
    ("south of the Congo", None, [("Congo", " stream")]),  # … and directions
    ("in the Congo", None, [("Congo", "CG country")]),  # but "in" is ground
    ("within 10 km of the Gambia", None, [("Gambia", "GM country")]),  # one always has it
    ("along the Gambia", None, [("Gambia", " stream")]),
    ("within 5 km of the Niger border", None, [("Niger", "NE country")]),  # a noun behind makes an adjective of it
    ("the Jordan valley", None, [("Jordan valley", " valley")]),
    ("Jordan and Syria", None, [("Jordan", "JO country"), ("Syria", "SY country")]),
    ("Vista Hermosa, Colombia", None, [("Vista Hermosa", "CO populated"), ("Colombia", "CO country")]),  # what stands behind a comma chooses, though namesakes are larger
    ("10 km north of Santiago, Panama", None, [("Santiago", "PA populated"), ("Panama", "PA country")]),  # … far from a capital of the name
    ("within 10 km of Santiago in Panama", None, [("Santiago", "PA populated"), ("Panama", "PA country")]),  # … behind "in"
    ("near San Pedro (Paraguay)", None, [("San Pedro", "PY populated"), ("Paraguay", "PY country")]),  # … in brackets
    ("Vista Hermosa, Meta, Colombia", None, [("Vista Hermosa", "CO populated"), ("Meta", "CO division"), ("Colombia", "CO country")]),  # … from the right
    ("in Tripoli, Syria and Iraq", None, [("Tripoli", "LB populated"), ("Syria", "SY country"), ("Iraq", "IQ country")]),  # a list holds nothing
    ("Turkey, Syria and Iraq", None, [("Turkey", "TR country"), ("Syria", "SY country"), ("Iraq", "IQ country")]),  # countries lie in none
    ("Aleppo, Idlib", None, [("Aleppo", "SY populated"), ("Idlib", "SY populated")]),  # towns side by side
    ("near Paris", "Paris, Texas", [("Paris", "US populated")]),  # an area inside another
    ("from Manawar to Uri", "Kashmir", [("Manawar", None), ("Uri", "IN populated")]),  # a namesake 1,000 km away isn't meant
    ("from Basra to Baghdad", None, [("Basra", "IQ populated"), ("Baghdad", "IQ populated")]),  # a line runs from towns
    ("east of the Euphrates in Raqqa province", None, [("Euphrates", " stream"), ("Raqqa", "SY division")]),  # behind another name, too
    ("the area east of the Dnipro in Kherson region", None, [("Dnipro", " stream"), ("Kherson", "UA division")]),
    ("Raqqa and Deir ez-Zor province", None, [("Raqqa", "SY populated"), ("Deir ez-Zor", "SY division")]),  # a singular asks for one
    ("in Basra province", None, [("Basra", "IQ division")]),  # unless a division is asked for
    ("east of the river Jordan", None, [("Jordan", " stream")]),  # the word before it decides
    ("the Hatay-Idlib border", None, [("Hatay", "TR division"), ("Idlib", "SY division")]),  # towns have no border
    ("the Israel-Lebanon border", None, [("Israel", "IL country"), ("Lebanon", "LB country")]),
    ("80 km from Mosul", "Syria", [("Mosul", "IQ populated")]),  # a large town beyond the border is
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "inside", "expected"), PHRASES)
def test_names(named, phrase, inside, expected):
    assert named(phrase, inside) == expected


def test_what_is_only_assumed_says_so(gazetteer):
    (tanf,) = places_in_phrase(phrase_article("near Tel Abyad"), gazetteer)
    assert tanf.confidence <= 0.5
    assert tanf.reason


def test_places_of_a_phrase_lie_together(gazetteer):
    """Another river Litani, in the Guianas, has a course in the base data; Lebanon's has none."""
    found = places_in_phrase(phrase_article("the area between the Litani river and the Israeli border"), gazetteer)
    assert [one.place.country for one in found] == ["LB", "IL"]
    assert found[0].reason


def test_a_record_with_an_outline_is_taken_before_a_point(gazetteer):
    (jordan,) = places_in_phrase(phrase_article("along the Jordan River"), gazetteer)
    assert jordan.place.shape.value == "line"


def test_a_country_whose_government_often_speaks_is_a_place_here(gazetteer):
    found = places_in_phrase(phrase_article("a strip in Chad along the border with Libya"), gazetteer)
    assert [one.toponym.literal for one in found] == [True, True]


@pytest.mark.parametrize(("words", "name", "kind"), [("Georgia", "Georgia", PlaceKind.COUNTRY), ("gaza strip", "Gaza Strip", PlaceKind.REGION), ("Idlib", "Idlib", PlaceKind.POPULATED)])  # fmt: skip
def test_areas(gazetteer, words, name, kind):
    place = area_called(words, gazetteer).place
    assert place.kind is kind
    assert place.name.startswith(name)


@pytest.mark.parametrize("words", ["Xyzzyville", "", "  ", "12", "x" * 1000, "\x00\x1b[31m"])
def test_unknown_areas_are_usage_errors(gazetteer, words):
    with pytest.raises(UsageError, match="--in"):
        area_called(words, gazetteer)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_names_inside_it_in_order(gazetteer, text):
    article = phrase_article(text)
    found = places_in_phrase(article, gazetteer)
    spans = [one.toponym.span for one in found]
    assert spans == sorted(spans)
    assert all(article.quote(one.toponym.span) == one.toponym.text for one in found)
    assert all(before.end <= after.start for before, after in pairwise(spans))
