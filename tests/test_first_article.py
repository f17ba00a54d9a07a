"""What the map of the first article must show, for its own text and for the bundled account alike.

The expectations were written down before the code, from the article itself: places, claims with speaker, day and status,
and the shape of the described line. Azimuths and distances are measured with geographiclib, not with the code under test.
"""

from __future__ import annotations

from datetime import date

import pytest
from geographiclib.geodesic import Geodesic
from shapely import Point

from deconflict_map.model.claim import ObjectKind, Status
from deconflict_map.model.line_relation import AlongTowards, FromTo
from deconflict_map.model.mark import place_marks
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import Around, BorderSide, Near, NotInto, ShareOf, SideOf, references

TABQA = (38.547, 35.837)  # GeoNames
DEIR_EZ_ZOR = (40.141, 35.336)  # GeoNames
CITY_RADIUS_KM = 3.0  # the built-up area is about 5 km across


@pytest.fixture(params=["article", "account"])
def document(request):
    return request.getfixturevalue(request.param)


def km(one, other):
    return Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0])["s12"] / 1000


def azimuth(one, other):
    return Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0])["azi1"] % 360


PLACES = [
    ("Raqa", PlaceKind.POPULATED, "SY", (39.01, 35.95), True),
    ("Deir Ezzor", PlaceKind.POPULATED, "SY", DEIR_EZ_ZOR, True),
    ("Deir Ezzor", PlaceKind.DIVISION, "SY", (40.3, 35.1), True),
    ("Deir Ez-Zor", PlaceKind.POPULATED, "SY", DEIR_EZ_ZOR, True),
    ("Dayr Az Zayr", PlaceKind.POPULATED, "SY", DEIR_EZ_ZOR, True),
    ("Tabqa", PlaceKind.POPULATED, "SY", TABQA, True),
    ("Syria", PlaceKind.COUNTRY, "SY", None, True),
    ("Iraq", PlaceKind.COUNTRY, "IQ", None, True),
    ("Russia", PlaceKind.COUNTRY, "RU", None, False),
    ("United States", PlaceKind.COUNTRY, "US", None, None),
    ("New York", PlaceKind.POPULATED, "US", (-74.0, 40.7), True),
    ("Geneva", PlaceKind.POPULATED, "CH", (6.14, 46.2), False),
    ("Minsk", PlaceKind.POPULATED, "BY", (27.57, 53.9), False),
]


@pytest.mark.parametrize(("name", "kind", "country", "where", "literal"), PLACES)
def test_places(document, name, kind, country, where, literal):
    found = [r for r in document.resolutions if r.toponym.text == name and r.place is not None and r.place.kind is kind]
    assert found, [r for r in document.resolutions if r.toponym.text == name]
    place = found[0].place
    assert place.country == country
    if where is not None:
        assert km(where, (place.lon, place.lat)) < 60
    if literal is not None:
        assert any(r.toponym.literal for r in found) is literal


def test_rivers_and_valleys(document):
    kinds = {r.place.name: r.place.kind for r in document.resolutions if r.place is not None}
    assert kinds["Euphrates"] is PlaceKind.STREAM
    assert kinds["Middle Euphrates Valley"] is PlaceKind.VALLEY


def test_nothing_else_is_a_place(document):
    text = " ".join(r.toponym.text for r in document.resolutions)
    for word in (
        "Islamic",
        "Nations",
        "Funk",
        "Hicks",
        "Dunford",
        "Lavrov",
        "Townsend",
        "Coalition",
        "Saturday",
        "July",
    ):
        assert word not in text


def test_associated_names_are_listed_but_not_drawn(document):
    marks = {mark.place.name: mark for mark in place_marks(document)}
    assert not marks["Geneva"].drawn
    assert "process" in marks["Geneva"].why_not
    assert not marks["Minsk"].drawn
    assert "agreements" in marks["Minsk"].why_not
    assert marks["Deir ez-Zor"].drawn


JULY = (date(2017, 7, 1), date(2017, 7, 31))
PUBLISHED = (date(2017, 9, 18), date(2017, 9, 18))
SATURDAY = (date(2017, 9, 16), date(2017, 9, 16))

# located object, relation, reference, speaker, said, held, status
CLAIMS = [
    ("de-confliction line", FromTo, "Tabqa", "Coalition spokesperson", JULY, None, Status.AGREED),
    ("de-confliction line", NotInto, "Dayr Az Zayr", "Coalition", (date(2017, 8, 19),) * 2, None, Status.STATED),
    ("lines", ShareOf, "Middle Euphrates River Valley", "Townsend", (date(2017, 8, 31),) * 2, None, Status.AGREED),
    ("operations", Around, "Deir Ezzor", "Coalition spokesperson", JULY, None, Status.AGREED),
    ("airstrike", SideOf, "Euphrates", "S", None, SATURDAY, Status.DISPUTED),
    ("striking", Near, "Deir Ez-Zor", "Coalition", None, SATURDAY, Status.DISPUTED),
    ("campaign", SideOf, "Euphrates", None, PUBLISHED, None, Status.REPORTED),
    ("offensive", SideOf, "Euphrates", None, PUBLISHED, None, Status.REPORTED),
    (
        "offensives",
        AlongTowards,
        "middle Euphrates river valley",
        "Both the Coalition and the Syrian",
        None,
        None,
        Status.PLANNED,
    ),
    ("offensives", BorderSide, "Iraq", "The Coalition", None, None, Status.PLANNED),
]


def days(when):
    return (when.first, when.last) if when is not None else None


@pytest.mark.parametrize(("thing", "relation", "reference", "speaker", "said", "holds", "status"), CLAIMS)
def test_claims(document, thing, relation, reference, speaker, said, holds, status):
    found = [
        claim
        for claim in document.claims
        if (claim.located.text.startswith(thing) or claim.located.text.endswith(thing))
        and isinstance(claim.relation, relation)
        and any(document.resolutions[ref.toponym].toponym.text == reference for ref in references(claim.relation))
    ]
    assert len(found) == 1, [(c.number, c.located.text, type(c.relation)) for c in document.claims]
    claim = found[0]
    if speaker is None:
        assert claim.speakers[0].span is None, "the article says so itself"
    else:
        assert speaker in claim.speakers[0].text
    assert any(claim.number in footprint.claims for footprint in document.footprints), "it is drawn"
    assert (days(claim.said), days(claim.holds)) == (said, holds)
    assert claim.status is status


def test_sides_are_east_for_one_and_west_for_the_other(document):
    sides = {
        c.located.text.split()[-1]: c.relation.heading.azimuth_deg
        for c in document.claims
        if isinstance(c.relation, SideOf)
    }
    assert sides["campaign"] == 90.0
    assert sides["offensive"] == 270.0


def test_the_strike_is_claimed_and_denied_by_name(document):
    strike = next(c for c in document.claims if c.located.text.endswith("airstrike"))
    assert [denial.speaker.text.lower() for denial in strike.denials] == ["a russian military spokesperson"]


def test_both_sentences_about_the_line_are_joined(document):
    line = next(c for c in document.claims if isinstance(c.relation, FromTo))
    footprint = next(f for f in document.footprints if line.number in f.claims)
    relations = {type(document.claims[number - 1].relation) for number in footprint.claims}
    assert relations == {FromTo, NotInto}


def test_no_channel_is_drawn(document):
    for claim in document.claims:
        words = document.article.quote(document.article.sentences[claim.sentence].span)
        assert "phone" not in claim.located.text
        if claim.located.kind is ObjectKind.LINE:
            assert "24 hours" not in words
            assert "clock" not in words


def test_a_course_that_isnt_published_is_said_to_be_so(document):
    line = next(c for c in document.claims if isinstance(c.relation, FromTo))
    assert line.withheld is not None
    assert "declines to discuss details" in document.article.quote(line.withheld)
    footprint = next(f for f in document.footprints if line.number in f.claims)
    assert any(part.cause.value == "not fixed by the words" for part in footprint.uncertainty)


@pytest.fixture
def support(document):
    """What is shown of the line: where it may run, since its map isn't published."""
    line = next(c for c in document.claims if isinstance(c.relation, FromTo))
    footprint = next(f for f in document.footprints if line.number in f.claims)
    assert not footprint.drawable
    assert footprint.ensemble is None
    assert footprint.region.core.is_empty
    assert footprint.region.likely.is_empty
    assert "declines to discuss details" in footprint.why_not
    return footprint.region.support


def test_the_line_may_start_southwest_of_tabqa(support):
    for bearing in (200, 225, 250):
        found = Geodesic.WGS84.Direct(TABQA[1], TABQA[0], bearing, 12_000)
        assert support.covers(Point(found["lon2"], found["lat2"]))


def test_the_line_may_end_on_the_euphrates_downstream_of_tabqa(support, gazetteer, document):
    river = next(r.place for r in document.resolutions if r.place is not None and r.place.name == "Euphrates")
    shape = gazetteer.shape(river.id)
    # Raqqa lies downstream of Tabqa, so the river's line runs from Tabqa to Raqqa
    at = {name: shape.project(Point(point)) for name, point in {"Tabqa": TABQA, "Raqqa": (39.01, 35.95)}.items()}
    assert at["Tabqa"] < at["Raqqa"]
    for share in (0.5, 1.0, 1.5):
        assert support.covers(shape.interpolate(at["Tabqa"] + share * (at["Raqqa"] - at["Tabqa"])))


def test_the_line_stays_out_of_the_city(support):
    city = [
        (found["lon2"], found["lat2"])
        for bearing in range(0, 360, 15)
        for distance in (0.0, 1000.0, 2000.0, 1000 * CITY_RADIUS_KM)
        for found in [Geodesic.WGS84.Direct(DEIR_EZ_ZOR[1], DEIR_EZ_ZOR[0], bearing, distance)]
    ]
    for point in map(Point, city):
        assert not support.covers(point)


def test_every_mark_says_why_it_is_there(document):
    for footprint in document.footprints:
        assert footprint.steps
        assert footprint.uncertainty
        for step in footprint.steps:
            assert step.rule
            assert step.source
            assert len(step.span) > 0
            assert step.claim in footprint.claims
