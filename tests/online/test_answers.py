"""Foreign text in, answers that can be relied on out."""

import json

import pytest
from fake_nominatim import VILLAGE
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.model.place import PlaceKind
from deconflict_map.online.answers import Question, read_answer, read_answers, record
from deconflict_map.online.kinds import _table, classified

UNREADABLE = [
    ({"lat": "91"}, "off the Earth"),
    ({"lat": "nan"}, "no number"),
    ({"lon": "1e400"}, "no finite number"),
    ({"lon": "180.1"}, "beyond the antimeridian"),
    ({"lat": None}, "no latitude"),
    ({"lat": True}, "a truth, not a latitude"),
    ({"lat": "9" * 5000}, "a number as long as a book"),
    ({"osm_type": "planet"}, "no object of OpenStreetMap"),
    ({"osm_type": ["node"]}, "a list where a text belongs"),
    ({"osm_id": 0}, "no id"),
    ({"osm_id": 2**63}, "no 64-bit number"),
    ({"osm_id": "4253"}, "a text where a number belongs"),
    ({"class": "<script>"}, "no key of OpenStreetMap"),
    ({"type": "x" * 100}, "no value of OpenStreetMap"),
    ({"type": 7}, "a number where a text belongs"),
]


@pytest.mark.parametrize(("changes", "why"), UNREADABLE)
def test_unreadable(changes, why):
    assert read_answer({**VILLAGE, **changes}) is None, why


def test_a_real_answer():
    answer = read_answer(VILLAGE)
    assert (answer.id, answer.lon, answer.lat, answer.country) == ("osm:N4253", 39.2154321, 35.7512345, "SY")
    assert (answer.name, answer.local_name, answer.importance) == ("Khirbet Qwertzu", "خربة قورتزو", 0.14)
    assert classified(answer) == (PlaceKind.POPULATED, "PPL")


LENIENT = [
    ({"importance": "high"}, "importance", 0.0, "what can't be read counts nothing"),
    ({"importance": 7}, "importance", 0.0, "out of bounds"),
    ({"address": ["sy"]}, "country", "", "no mapping"),
    ({"address": {"country_code": "<b>"}}, "country", "", "no code"),
    ({"namedetails": 3}, "local_name", "", "no mapping"),
    ({"name": "A\x00\u202eB\ud800\nC"}, "name", "A B C", "control, format and surrogate characters go"),
    ({"name": "x" * 5000}, "name", "x" * 200, "texts have a bound"),
    ({"name": None, "namedetails": {}}, "name", "Khirbet Qwertzu", "the display name begins with it"),
]


@pytest.mark.parametrize(("changes", "field", "value", "why"), LENIENT)
def test_the_rest_of_an_answer_is_kept(changes, field, value, why):
    assert getattr(read_answer({**VILLAGE, **changes}), field) == value, why


def test_names_are_bounded():
    details = {f"name:{number}": f"Name {number}" for number in range(5000)}
    assert len(read_answer({**VILLAGE, "namedetails": details}).names) == 60


REPLIES = [
    ([], (), "nothing is known"),
    ({"error": "no"}, None, "an error"),
    ("[]", None, "a text"),
    (None, None, "nothing"),
    ([{"lat": 1}, 3, None], None, "answers none of which can be read are no answer that nothing is known"),
]


@pytest.mark.parametrize(("reply", "answers", "why"), REPLIES)
def test_replies(reply, answers, why):
    assert read_answers(reply) == answers, why


def test_one_bad_answer_leaves_the_others():
    assert [answer.id for answer in read_answers([{"lat": 1}, VILLAGE])] == ["osm:N4253"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
changed = st.dictionaries(st.sampled_from(sorted(VILLAGE)), values, max_size=6).map(lambda some: {**VILLAGE, **some})


@given(values | changed)
def test_nothing_that_a_server_sends_makes_the_reader_fail(item):
    answer = read_answer(item)
    if answer is not None:
        assert abs(answer.lon) <= 180
        assert abs(answer.lat) <= 90
        assert all(name.isprintable() and len(name) <= 600 for name in (*answer.names, answer.local_name))


@given(st.dictionaries(st.text(max_size=10), st.text(max_size=30), max_size=80), st.text(max_size=30))
def test_what_is_kept_is_read_back_as_it_was(details, name):
    answer = read_answer({**VILLAGE, "namedetails": details, "name": name})
    assert read_answer(json.loads(json.dumps(record(answer)))) == answer


def test_spellings_of_a_question_are_one():
    spellings = [
        Question(name="Khirbet  Qwertzu", countries=("sy", "IQ")),
        Question(name=" KHIRBET QWERTZU ", countries=("IQ", "SY", "SY")),
    ]
    assert len({question.normal for question in spellings}) == 1
    assert Question(name="Zürich").normal == Question(name="Zu\u0308rich").normal
    assert Question(name="Raqqa", language="ar").normal != Question(name="Raqqa").normal


def test_the_table_of_kinds_can_be_read_whole():
    for key, values in _table().items():
        for value, entry in values.items():
            assert entry == "by address type" or (PlaceKind(entry[0]) and entry[1].isupper()), (key, value)


KINDS = [
    ("boundary", "administrative", "state", PlaceKind.DIVISION, "ADM1"),
    ("boundary", "administrative", "village", PlaceKind.POPULATED, "PPL"),
    ("waterway", "river", "river", PlaceKind.STREAM, "STM"),
    ("natural", "peak", "peak", PlaceKind.RELIEF, "PK"),
]


@pytest.mark.parametrize(("key", "value", "address", "kind", "feature"), KINDS)
def test_kinds(key, value, address, kind, feature):
    answer = read_answer({**VILLAGE, "class": key, "type": value, "addresstype": address})
    assert classified(answer) == (kind, feature)


@pytest.mark.parametrize(
    ("key", "value"), [("shop", "bakery"), ("tourism", "hotel"), ("highway", "residential"), ("as", "city")]
)
def test_what_a_bare_name_doesnt_mean_is_nothing(key, value):
    assert classified(read_answer({**VILLAGE, "class": key, "type": value})) is None
