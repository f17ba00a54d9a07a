"""`doc.map()`: a page that opens as it was asked to, and refuses what it hasn't got."""

import pytest

import deconflict_map as dm
from deconflict_map.errors import UsageError


@pytest.mark.parametrize(
    ("options", "address", "why"),
    [
        ({}, "", "nothing asked, nothing said"),
        ({"opened": 2}, "open=claim:2", "a claim by its number"),
        ({"opened": "zone-1"}, "open=mark:zone-1", "a mark by its id"),
        ({"opened": "Raqqa"}, "open=place:place-5", "a place by its name"),
        ({"hide": ["places", "disputed"]}, "hide=places,disputed", "layers"),
        ({"hide": "places"}, "hide=places", "one layer"),
        ({"show": ["graticule"]}, "show=graticule", "a layer that is off at first"),
        ({"without": ["status.disputed"]}, "without=status.disputed", "a choice by its id"),
        ({"without": ["disputed"]}, "without=status.disputed", "a choice by its name"),
        ({"without": ["Russian military"]}, None, "a voice by its name"),
        ({"until": "2017-09-16"}, "day=said:2017-09-16", "a day"),
        ({"until": "2017-09-17"}, "day=said:2017-09-16", "the last day up to it"),
    ],
)
def test_choices_become_an_address(account, options, address, why):
    opening = account.map(**options).opening
    if address is None:
        assert opening.startswith("without=voice-"), why
    elif "place-5" in address:
        assert opening.startswith("open=place:place-"), why
    else:
        assert opening == address, why


@pytest.mark.parametrize(
    "options",
    [
        {"opened": 99},
        {"opened": "Atlantis"},
        {"hide": ["roads"]},
        {"show": ["own-1"]},
        {"without": ["status.nonsense"]},
        {"until": "2001-01-01"},
        {"until": "yesterday"},
    ],
    ids=str,
)
def test_what_the_map_has_not_got_is_refused(account, options):
    with pytest.raises(UsageError):
        account.map(**options)


def test_a_view_is_the_page_with_its_opening(account, tmp_path):
    view = account.map(opened=2)
    assert '"opening":"open=claim:2"' in view.to_html()
    assert account.map().to_html() == account.to_html()
    path = view.save(tmp_path / "view.html")
    assert path.read_text(encoding="utf-8") == view.to_html()
    with pytest.raises(UsageError, match="a view is a page"):
        view.save(tmp_path / "view.gpkg")


def test_a_notebook_shows_it_as_high_as_asked(account):
    assert "height:300px" in account.map(height_px=300)._repr_html_()
    assert account._repr_html_() == account.map()._repr_html_()


def test_added_layers_can_be_switched(account):
    layer = dm.own_layer({"type": "Point", "coordinates": [39, 36]}, title="Camp", credit="mine", shown=False)
    assert account.with_layers(layer).map(show=["own-1"]).opening == "show=own-1"
