"""One request at a time over real sockets on loopback: what is sent, and what is made of any reply."""

import time
from functools import partial
from urllib.parse import urlsplit

import pytest
from fake_nominatim import VILLAGE, Reply, nominatim, places
from geopy.adapters import AdapterHTTPError
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable
from geopy.geocoders import Nominatim

from deconflict_map.online.pace import Pace
from deconflict_map.online.transport import OneRequestAdapter, pause_s

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def adapter(tmp_path):
    return OneRequestAdapter(pace=Pace(folder=tmp_path, host="host", interval_s=0.01))


def get(adapter, server, timeout=5.0):
    return adapter.get_json(f"{server.url}/search?q=x", timeout=timeout, headers={"User-Agent": "who/1"})


def test_a_reply_and_what_was_sent(adapter):
    with nominatim(places(VILLAGE)) as server:
        (found,) = get(adapter, server)
    assert (found["osm_id"], found["lat"]) == (4253, 35.7512345)
    (asked,) = server.asked
    assert (asked.path, asked.params) == ("/search", {"q": ["x"]})
    assert asked.headers == {
        "Host": urlsplit(server.url).netloc,
        "User-Agent": "who/1",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


BAD_REPLIES = [
    (Reply(b'[{"lat": "1'), GeocoderParseError, "JSON", "cut short"),
    (Reply(b"<html>Log in to the hotel's network</html>"), GeocoderParseError, "JSON", "a captive portal"),
    (Reply(b"["), GeocoderParseError, "JSON", "the same"),
    (Reply(b"[" * 500_000), GeocoderParseError, "JSON", "nested without end"),
    (Reply(b'["\xff"]'), GeocoderParseError, "UTF-8", "in no encoding"),
    (Reply(b'{"places": []}'), GeocoderParseError, "list of places", "of another shape"),
    (Reply(b'[{"lat": "91", "lon": "0"}]'), GeocoderParseError, "list of places", "no place in it can be read"),
    (Reply(b" " * 2_000_000 + b"[]"), GeocoderParseError, "length", "longer than any answer"),
    (Reply(hang_up=True), GeocoderServiceError, "reached", "hung up without a word"),
    (Reply(b"[]", delay_s=20), GeocoderTimedOut, "in time", "never comes"),
    (Reply(b" " * 1000, drip=True), GeocoderTimedOut, "in time", "drips, so that no single wait is too long"),
]


@pytest.mark.parametrize(("reply", "error", "said", "why"), BAD_REPLIES)
def test_bad_replies_are_errors_after_one_request(adapter, reply, error, said, why):
    with nominatim(reply) as server:
        began = time.monotonic()
        with pytest.raises(error, match=said):
            get(adapter, server, timeout=0.5)
        assert time.monotonic() - began < 10, why
    assert len(server.asked) == 1, why


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 403, 404, 418, 429, 500, 503])
def test_other_statuses_are_errors_after_one_request(adapter, status):
    with nominatim(places(VILLAGE)) as elsewhere, nominatim(None) as server:
        server.reply = Reply(b"secret", status, {"Location": f"{elsewhere.url}/search", "Retry-After": "7"})
        with pytest.raises(AdapterHTTPError, match=str(status)) as caught:
            get(adapter, server)
    assert caught.value.status_code == status
    assert caught.value.headers == ({"retry-after": "7"} if status == 429 else {})
    assert (len(server.asked), elsewhere.asked) == (1, [])


def test_nobody_there(adapter):
    with nominatim(None) as server:
        pass
    with pytest.raises(GeocoderUnavailable, match="reached"):
        get(adapter, server)


def test_a_name_is_sent_encrypted_only_to_those_whose_certificate_holds(adapter):
    with nominatim(places(VILLAGE)) as server, pytest.raises(GeocoderServiceError):
        adapter.get_json(f"{server.url.replace('http', 'https')}/search?q=x", timeout=2, headers={})
    assert server.asked == []


def test_through_a_proxy_as_the_system_has_it(tmp_path):
    with nominatim(places(VILLAGE)) as proxy:
        proxies = {"http": proxy.url.replace("http://", "http://user:p%40ss@")}
        adapter = OneRequestAdapter(pace=Pace(folder=tmp_path, host="h", interval_s=0.01), proxies=proxies)
        assert adapter.get_json("http://nominatim.newsroom.test/search?q=x", timeout=5, headers={})
    (asked,) = proxy.asked
    assert asked.headers["Host"] == "nominatim.newsroom.test"
    assert asked.headers["Proxy-Authorization"] == "Basic dXNlcjpwQHNz", "user:p@ss in Base64"


NOW = 1445412480.0  # Wed, 21 Oct 2015 07:28:00 GMT
PAUSES = [
    ("5", 5.0, "seconds"),
    (" 5 ", 5.0, "with space"),
    ("0", 1.0, "never at once"),
    ("Wed, 21 Oct 2015 07:28:30 GMT", 30.0, "a date"),
    ("Wed, 21 Oct 2015 07:00:00 GMT", 1.0, "a date that is over"),
    (None, 10.0, "nothing is said"),
    ("soon", 10.0, "no time"),
    ("-5", 10.0, "no time"),
    ("9" * 5000, 10.0, "no time"),
    ("٥", 5.0, "digits of another script are digits"),
]


@pytest.mark.parametrize(("header", "seconds", "why"), PAUSES)
def test_pauses(header, seconds, why):
    assert pause_s(header, NOW) == seconds, why


def test_geopy_takes_it_for_an_adapter(tmp_path):
    factory = partial(OneRequestAdapter, pace=Pace(folder=tmp_path, host="h", interval_s=0.01))
    with nominatim(places(VILLAGE)) as server:
        geocoder = Nominatim(
            domain=urlsplit(server.url).netloc, scheme="http", user_agent="who/1", adapter_factory=factory
        )
        found = geocoder.geocode("Khirbet Qwertzu")
    assert (found.address, found.latitude) == ("Khirbet Qwertzu", 35.7512345)
