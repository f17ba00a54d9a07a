"""Addresses of tiles: which are taken, what a page's policy then names, and that nothing of them is in other pages."""

from __future__ import annotations

import re

import pytest
from hostile_strings import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from rendered_sample import basemap, reading

from deconflict_map.errors import UsageError
from deconflict_map.render import render_notebook, render_page, render_static
from deconflict_map.render.tiles import OnlineTiles

ZXY = "/{z}/{x}/{y}.png"
OSM = "https://tile.openstreetmap.org" + ZXY
PLAIN = re.compile(r"[A-Za-z0-9._~%@:=&?+,/-]*")  # means nothing in a path
SOURCE = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")  # a host-source as CSP3's grammar has it

TAKEN = [
    (OSM, "tile.openstreetmap.org", ("https://tile.openstreetmap.org",)),
    (
        "https://{s}.tile.opentopomap.org" + ZXY,
        "tile.opentopomap.org",
        tuple(f"https://{letter}.tile.opentopomap.org" for letter in "abc"),
    ),
    (
        "https://tiles-{s}.example.org/a/{z}/{y}/{x}{r}.jpg?style=plain&key=1",
        "example.org",
        ("https://tiles-a.example.org", "https://tiles-b.example.org", "https://tiles-c.example.org"),
    ),
    ("https://example.org:8443/t" + ZXY, "example.org:8443", ("https://example.org:8443",)),
    ("https://Tiles.Example.ORG" + ZXY, "tiles.example.org", ("https://tiles.example.org",)),  # hosts have no case
    ("http://localhost:8080" + ZXY, "localhost:8080", ("http://localhost:8080",)),
    ("http://127.0.0.1:8080" + ZXY, "127.0.0.1:8080", ("http://127.0.0.1:8080",)),
    ("https://example.org/wmts/{z}/{y}/{x}", "example.org", ("https://example.org",)),
]


@pytest.mark.parametrize(("url", "name", "origins"), TAKEN)
def test_the_policy_names_the_hosts_and_nothing_else(url, name, origins):
    tiles = OnlineTiles(url=url, attribution="© somebody")
    assert (tiles.name, tiles.origins) == (name, origins)
    page = render_page(reading(), basemap(), tiles=tiles)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["img-src"].split() == ["data:", *origins]
    without = render_page(reading(), basemap())
    (plain,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', without)
    calm = {key: value for key, value in rules.items() if key not in {"img-src", "script-src", "style-src"}}
    assert calm == {
        key: value
        for key, value in (rule.strip().split(" ", 1) for rule in plain.split(";"))
        if key not in {"img-src", "script-src", "style-src"}
    }


REFUSED = [
    ("", "nothing"),
    ("javascript:alert(1)", "a link that runs"),
    ("javascript://x.org/{z}/{x}/{y}", "the same, dressed up"),
    ("data:image/png,{z}{x}{y}", "no host"),
    ("file:///{z}/{x}/{y}", "the reader's own disk"),
    ("//example.org" + ZXY, "no scheme"),
    ("ftp://example.org" + ZXY, "no tiles are there"),
    ("http://example.org" + ZXY, "everybody on the way would see what is looked at"),
    ("http://localhost.example.org" + ZXY, "isn't this machine"),
    ("https://example.org/{z}/{x}.png", "no {y}"),
    ("https://example.org/{z}/{x}/{y}/{y}.png", "two {y}"),
    ("https://example.org/{z}/{x}/{y}/{style}", "nothing fills it"),
    ("https://example.org/{{7*7}}/{z}/{x}/{y}", "a template"),
    ("https://example.org/{z}/{x}/{y}{% raw %}", "a template"),
    ("https://example.org/{z}/{x}/{y}}", "a brace too many"),
    ("https://{s}.{s}.example.org" + ZXY, "two {s}"),
    ("https://{x}.example.org" + "/{z}/{y}", "the tile would choose the host"),
    ("https://example.org/{s}" + ZXY, "{s} belongs to the host"),
    ("https://user@example.org" + ZXY, "a user"),
    ("https://user:secret@example.org" + ZXY, "a password"),
    ("https://example.org';script-src *" + ZXY, "a directive"),
    ("https://example.org;script-src *" + ZXY, "a directive"),
    ("https://example.org https://evil.example" + ZXY, "two hosts"),
    ("https://example.org/ *" + ZXY, "white space"),
    ("https://example.org" + ZXY + "\n; script-src *", "a new line"),
    ("https://exa\tmple.org" + ZXY, "a tab, which some readers of addresses leave out"),
    ("https://example.org" + ZXY + "\x00", "a control character"),
    ('https://example.org/"' + ZXY, "a quote"),
    ("https://example.org/'" + ZXY, "a quote"),
    ("https://example.org/<b>" + ZXY, "markup"),
    ("https://example.org\\@evil.example" + ZXY, "a backslash, which browsers take for a slash"),
    ("https://example.org" + ZXY + "#x", "a fragment"),
    ("https://ехаmple.org" + ZXY, "Cyrillic letters that look Latin"),
    ("https://xn--e1awd7f.org" + ZXY, "the same as it is sent"),
    ("https://tile.xn--p1ai" + ZXY, "the same"),
    ("https://example。org" + ZXY, "a full stop that isn't one"),
    ("https://*.example.org" + ZXY, "a wildcard in a policy"),
    ("https://*" + ZXY, "anybody"),
    ("https://192.168.1.7" + ZXY, "a policy can't name a number"),
    ("https://3232235783" + ZXY, "the same in one number"),
    ("https://0xc0.0xa8.1.0x7" + ZXY, "the same in hexadecimal"),
    ("https://[::1]" + ZXY, "the same in its longer form"),
    ("https://intranet" + ZXY, "means another host everywhere"),
    ("https://-example.org" + ZXY, "no label begins so"),
    ("https://example..org" + ZXY, "an empty label"),
    ("https://example.org." + ZXY, "an empty label at the end"),
    ("https://" + "a" * 64 + ".org" + ZXY, "a label is 63 long at most"),
    ("https://" + "a." * 130 + "org" + ZXY, "a name is 253 long at most"),
    ("https://example.org:0" + ZXY, "no port"),
    ("https://example.org:65536" + ZXY, "no port"),
    ("https://example.org:" + ZXY, "no port"),
    ("https://example.org/" + "a" * 500 + ZXY, "too long"),
    *((words, "one of the hostile strings") for words in HOSTILE),
    *(("https://example.org/" + words + ZXY, "the same in a path") for words in HOSTILE if not PLAIN.fullmatch(words)),
]


@pytest.mark.parametrize(("url", "why"), REFUSED, ids=range(len(REFUSED)))
def test_an_address_that_could_mean_more_is_refused(url, why):
    with pytest.raises(UsageError) as caught:
        OnlineTiles(url=url, attribution="© somebody")
    assert str(caught.value).isprintable(), why
    assert len(str(caught.value)) < 400


@given(st.text(alphabet=st.sampled_from("abz09.-:/@%{}sxyzr*;'\"\\ \n\tхé[]#?&="), max_size=60))
def test_whatever_is_taken_names_hosts_only(words):
    try:
        tiles = OnlineTiles(url=f"https://{words}", attribution="© somebody")
    except UsageError:
        return
    assert all(SOURCE.fullmatch(origin) for origin in tiles.origins)


def test_makers_of_well_known_tiles_are_credited_unasked():
    assert OnlineTiles(url=OSM).credit == "© OpenStreetMap contributors, https://www.openstreetmap.org/copyright"
    assert OnlineTiles(url=OSM, attribution="© us").credit == "© us"
    sub = OnlineTiles(url="https://{s}.tile.openstreetmap.fr/hot" + ZXY)
    assert sub.credit.endswith("OpenStreetMap France")


@pytest.mark.parametrize(
    ("url", "attribution"),
    [
        ("https://tiles.example.org" + ZXY, ""),  # nobody is credited
        ("https://tiles.example.org" + ZXY, "   "),
        ("https://eviltile.openstreetmap.org.example.org" + ZXY, ""),  # only looks well known
        ("https://nottile.openstreetmap.org" + ZXY, ""),
        (OSM, "a\nb"),
        (OSM, "a\u202eb"),  # read from right to left
        (OSM, "a" * 301),
    ],
)
def test_somebody_is_credited_on_one_line(url, attribution):
    with pytest.raises(UsageError):
        OnlineTiles(url=url, attribution=attribution)


def test_pages_without_tiles_have_nothing_of_them():
    for made in (
        render_page(reading(), basemap()),
        render_static(reading(), basemap()),
        render_notebook(reading(), basemap(), height_px=500),
    ):
        assert not re.search(r"dcm-tiles|openstreetmap|DeconflictMap\.tiles|D\.tiles", made)
    assert "img-src data:;" in render_page(reading(), basemap())


def test_the_address_stands_in_the_data_block_alone():
    url = "https://zqxj.example.org" + ZXY
    page = render_page(reading(), basemap(), tiles=OnlineTiles(url=url, attribution="© zqxk"))
    shell = re.sub(r'(?s)(id="dcm-data">).*?(</script>)', r"\1\2", page)
    assert shell.count("zqxj") == 1  # in the policy
    assert "zqxk" not in shell


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_credit_adds_no_element(words):
    try:
        tiles = OnlineTiles(url=OSM, attribution=words)
    except UsageError:
        return
    page = render_page(reading(), basemap(), tiles=tiles)
    assert page.count("<script") == render_page(reading(), basemap(), tiles=OnlineTiles(url=OSM)).count("<script")


def test_the_same_tiles_give_the_same_bytes():
    one, two = (render_page(reading(), basemap(), tiles=OnlineTiles(url=OSM)) for _ in range(2))
    assert one == two
