"""One run's questions to a service that answers well, badly, slowly or not at all."""

import json
import sqlite3
import time
from contextlib import closing
from datetime import date, timedelta

import pytest
from fake_nominatim import VILLAGE, Reply, nominatim, places

from deconflict_map.model.resolver import Telling
from deconflict_map.online.answers import Question
from deconflict_map.online.cache import Kept
from deconflict_map.online.client import Unasked

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

NAME = Question(name="Khirbet Qwertzu", countries=("SY", "IQ"))


def other(number):
    return Question(name=f"Khirbet {'abcdefghij'[number]}")


def test_what_leaves_the_machine(client_for, told):
    with nominatim(places(VILLAGE)) as server:
        client_for(server).ask(NAME)
    (asked,) = server.asked
    assert asked.path == "/search"
    assert asked.params == {
        "q": ["Khirbet Qwertzu"],
        "countrycodes": ["iq,sy"],
        "accept-language": ["en"],
        "format": ["json"],
        "limit": ["10"],
        "addressdetails": ["1"],
        "namedetails": ["1"],
    }
    assert asked.headers["User-Agent"].startswith("deconflict-map/")
    assert asked.headers["User-Agent"].endswith(" (maps@newsroom.test)")
    assert [telling for telling, _ in told] == [Telling.NOTICE, Telling.DETAIL], "told before it is sent"
    assert server.url in told[0][1]
    assert "maps@newsroom.test" in told[0][1]
    assert "Khirbet Qwertzu" in told[1][1]


def test_a_kept_answer_is_given_without_a_request_or_a_turn(client_for, told):
    with nominatim(places(VILLAGE)) as server:
        first = client_for(server).ask(NAME)
        told.clear()
        slow = client_for(server, interval_s=500.0)  # its turn would come in minutes
        began = time.monotonic()
        assert slow.ask(Question(name="KHIRBET  qwertzu", countries=("iq", "sy"))) == first
        assert time.monotonic() - began < 20
    assert len(server.asked) == 1
    assert told == []


def test_another_service_language_or_country_is_another_question(client_for):
    with nominatim(places(VILLAGE)) as server, nominatim(places()) as second:
        client_for(server).ask(NAME)
        client_for(server).ask(Question(name=NAME.name))
        client_for(server).ask(Question(name=NAME.name, countries=NAME.countries, language="ar"))
        client_for(second).ask(NAME)
    assert (len(server.asked), len(second.asked)) == (3, 1)


def test_that_nothing_is_known_is_kept_for_a_month_and_a_place_for_good(client_for):
    day = date(2024, 5, 1)
    later = [day + timedelta(days=days) for days in (0, 29, 30, 3000)]
    for reply, requests in ((places(), [1, 1, 2, 3]), (places(VILLAGE), [1, 1, 1, 1])):
        with nominatim(reply) as server:
            for at, count in zip(later, requests, strict=True):
                client_for(server, today=lambda at=at: at).ask(NAME)
                assert len(server.asked) == count, at


def test_a_kept_answer_keeps_the_day_on_which_it_was_given(client_for):
    with nominatim(places(VILLAGE)) as server:
        client_for(server, today=lambda: date(2024, 5, 1)).ask(NAME)
        assert client_for(server, today=lambda: date(2031, 1, 1)).ask(NAME).checked_on == date(2024, 5, 1)


def test_403_is_asked_once_and_never_again(client_for, told):
    with nominatim(Reply(b"Access blocked", 403)) as server:
        client = client_for(server)
        outcomes = [client.ask(question) for question in (NAME, other(0), NAME, other(1))]
    assert len(server.asked) == 1
    assert all(isinstance(outcome, Unasked) and "403" in outcome.why for outcome in outcomes)
    assert [telling for telling, _ in told].count(Telling.FAULT) == 1


def test_429_waits_as_long_as_it_is_asked_to(client_for):
    replies = [Reply(b"", 429, {"Retry-After": "1"}), places(VILLAGE)]
    with nominatim(lambda _: replies.pop(0)) as server:
        assert client_for(server).ask(NAME).answers[0].id == "osm:N4253"
    first, second = server.asked
    assert second.at - first.at >= 1.0


def test_429_without_end_is_given_up(client_for, monkeypatch):
    monkeypatch.setattr("deconflict_map.online.pace.LONGEST_PAUSE_S", 0.05)
    with nominatim(Reply(b"", 429, {"Retry-After": "1"})) as server:
        client = client_for(server)
        assert "429" in client.ask(NAME).why
        assert "429" in client.ask(other(0)).why
    assert len(server.asked) == 3


def test_429_that_wants_an_hour_isnt_waited_for(client_for, told):
    with nominatim(Reply(b"", 429, {"Retry-After": "3600"})) as server:
        client = client_for(server)
        assert "3600 seconds" in client.ask(NAME).why
        assert "3600 seconds" in client.ask(other(0)).why
    assert len(server.asked) == 1
    assert told[-1][0] is Telling.FAULT


FAULTS = [
    (Reply(b"[{"), "JSON"),
    (Reply(b"", 500), "HTTP 500"),
    (Reply(b"", 302, {"Location": "http://127.0.0.1:9/"}), "redirects"),
    (Reply(b"[]", delay_s=9), "in time"),
]


@pytest.mark.parametrize(("reply", "why"), FAULTS)
def test_faults_are_told_by_name_kept_nowhere_and_not_tried_again(client_for, reply, why):
    with nominatim(reply) as server:
        client = client_for(server, timeout_s=0.3)
        assert why in client.ask(NAME).why
        assert why in client.ask(NAME).why
        assert len(server.asked) == 1
        server.reply = places(VILLAGE)
        assert isinstance(client.ask(other(0)), Kept), "one fault switches nothing off"
        assert isinstance(client_for(server).ask(NAME), Kept), "the next run asks again"


def test_three_faults_in_a_row_are_enough(client_for):
    replies = {0: Reply(b"", 500), 1: Reply(b"["), 2: places(), 3: Reply(b"", 500), 4: Reply(b""), 5: Reply(b"", 502)}
    with nominatim(lambda _: replies[len(server.asked) - 1]) as server:
        client = client_for(server)
        outcomes = [client.ask(other(number)) for number in range(9)]
    assert len(server.asked) == 6, "two, an answer that begins the count anew, and three"
    assert all("3 times in a row" in outcome.why for outcome in outcomes[5:])


def test_no_more_names_than_the_bound(client_for, told):
    with nominatim(places()) as server:
        client = client_for(server, most_names=2)
        outcomes = [client.ask(other(number)) for number in (0, 1, 0, 2, 3)]
    assert len(server.asked) == 2
    assert [isinstance(outcome, Kept) for outcome in outcomes] == [True, True, True, False, False]
    assert "more than 2 names" in outcomes[3].why
    assert [text for telling, text in told if telling is Telling.FAULT] == [
        f"online: {server.url} isn't asked for more than 2 names in one run"
    ]


def test_endless_names_arent_sent(client_for):
    with nominatim(places()) as server:
        assert "long" in client_for(server).ask(Question(name="Khirbet " * 20)).why
    assert server.asked == []


def test_a_cache_that_cant_be_used_switches_off_what_needs_it(client_for, tmp_path):
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "answers.sqlite").write_bytes(b"no database" * 100)
    with nominatim(places(VILLAGE)) as server:
        assert "kept answers" in client_for(server).ask(NAME).why
        (tmp_path / "file").write_bytes(b"")
        assert "file" in client_for(server, folder=tmp_path / "file").ask(NAME).why
    assert server.asked == []


def test_a_row_that_was_tampered_with_is_asked_for_again(client_for, tmp_path):
    with nominatim(places(VILLAGE)) as server:
        kept = client_for(server).ask(NAME)
        for value in ("[", json.dumps([{**VILLAGE, "lat": "444"}]), "[" * 9999):
            with closing(sqlite3.connect(tmp_path / "answers" / "answers.sqlite")) as connection, connection:
                connection.execute("UPDATE answers_1 SET answers = ?", (value,))
            assert client_for(server).ask(NAME).answers == kept.answers
    assert len(server.asked) == 4
