"""What may be asked for, and what is refused before anything is sent."""

import pytest

from deconflict_map import __version__
from deconflict_map.errors import UsageError
from deconflict_map.online import OnlineOptions

REFUSED = [
    ({"contact": ""}, "usage policy", "the policy wants to know who is asking"),
    ({"contact": "somebody"}, "no contact", "nobody can be reached there"),
    ({"contact": "a@b.test\r\nX-Evil: 1"}, "no contact", "a header of one's own"),
    ({"contact": "a@b.test" + "x" * 300}, "no contact", "endless"),
    ({"contact": "ä@b.test"}, "no contact", "headers are ASCII"),
    ({"url": "ftp://nominatim.test"}, "web address", "no web address"),
    ({"url": "nominatim.test"}, "web address", "no scheme"),
    ({"url": "https://"}, "web address", "no host"),
    ({"url": "https://user:secret@nominatim.test"}, "password", "the address is shown on the map"),
    ({"url": "https://nominatim.test/?key=secret"}, "query", "the same"),
    ({"url": "https://nominatim.test:99999"}, "web address", "no port"),
    ({"url": "https://nominatim.test/a b\n"}, "web address", "no path"),
    ({"url": "http://nominatim.openstreetmap.org"}, "encrypted", "names would go about in the clear"),
    ({"interval_s": 0.5}, "one request a second", "the policy's limit"),
    ({"most_names": 1000}, "one request a second", "bulk use of the public service"),
    ({"url": "http://127.0.0.1", "interval_s": 0.0}, "seconds", "no pace at all"),
    ({"timeout_s": float("nan")}, "seconds", "never"),
    ({"most_names": -1}, "names", "less than none"),
]


@pytest.mark.parametrize(("changes", "said", "why"), REFUSED)
def test_refused(changes, said, why):
    assert why
    with pytest.raises(UsageError, match=said):
        OnlineOptions(**{"contact": "maps@newsroom.test", **changes})


def test_spellings_of_a_service_are_one():
    spellings = ["https://Nominatim.Example.test", "https://nominatim.example.test/"]
    assert {OnlineOptions(contact="https://newsroom.test/maps", url=url).service for url in spellings} == {
        "https://nominatim.example.test"
    }


def test_the_user_agent_names_program_and_contact():
    assert (
        OnlineOptions(contact="maps@newsroom.test").user_agent == f"deconflict-map/{__version__} (maps@newsroom.test)"
    )


def test_only_the_public_service_has_a_bound_by_itself():
    assert OnlineOptions(contact="a@b.test").bound == 100
    assert OnlineOptions(contact="a@b.test", most_names=3).bound == 3
    assert OnlineOptions(contact="a@b.test", url="https://nominatim.newsroom.test").bound is None
