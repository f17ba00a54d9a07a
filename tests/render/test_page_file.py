"""The page as a file: what is in it, what isn't, and that it is the same every time."""

import base64
import dataclasses
import enum
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile_strings import HOSTILE
from rendered_sample import OURS, asked_with_text, basemap, basemap_with_text, reading, with_text

from deconflict_map.model.mark import levels, place_marks
from deconflict_map.render import page as page_module
from deconflict_map.render import render_page
from deconflict_map.render.tabling import untabled

VOID = {"meta", "link", "img", "input", "br", "hr"}


class Parts(HTMLParser):
    """Elements with their attributes, and the text of scripts and styles, as an HTML parser finds them."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.texts, self._open = [], [], None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag in {"script", "style"}:
            self.texts.append([tag, dict(attrs), ""])

    def handle_data(self, data):
        if self._open in {"script", "style"}:
            self.texts[-1][2] += data

    def handle_endtag(self, _):
        self._open = None


@pytest.fixture(scope="module")
def html():
    return render_page(reading(), basemap())


def data_of(html):
    (block,) = (text for _, attrs, text in Parts(html).texts if attrs.get("type") == "application/json")
    return untabled(json.loads(block))


def test_the_policy_comes_first_and_names_every_script_and_style(html):
    parts = Parts(html)
    head = [tag for tag, _ in parts.elements]
    assert head[:3] == ["html", "head", "meta"]
    policy = parts.elements[2][1]
    assert policy["http-equiv"] == "Content-Security-Policy"
    rules = dict(rule.strip().split(" ", 1) for rule in policy["content"].split(";"))
    assert rules["default-src"] == rules["connect-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "data:"
    for tag, attrs, text in parts.texts:
        if attrs.get("type") != "application/json":
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in rules[f"{tag}-src"].split()
    assert "unsafe" not in policy["content"]


def test_nothing_is_asked_of_anybody(html):
    parts = Parts(html)
    assert not {tag for tag, _ in parts.elements} & {"link", "iframe", "img", "object", "embed", "base", "form", "a"}
    assert not [attrs for _, attrs in parts.elements if {"src", "href", "style", "action"} & attrs.keys()]
    assert ("meta", {"name": "referrer", "content": "no-referrer"}) in parts.elements
    assert "sourceMappingURL" not in html
    assert not re.search(r"url\((?!\"data:|\"#|#)", "".join(t for tag, _, t in parts.texts if tag == "style"))


def test_readers_may_zoom_and_know_the_language(html):
    parts = Parts(html)
    assert parts.elements[0] == ("html", {"lang": "en"})
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in parts.elements
    assert "user-scalable" not in html


def test_all_but_the_data_block_is_the_same_for_every_article(html):
    other = render_page(with_text("something else"), basemap_with_text("altogether"))
    one, two = (re.sub(r'(?s)(id="dcm-data">).*?(</script>)', r"\1\2", page) for page in (html, other))
    assert one == two


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_adds_no_element(html, words):
    page = render_page(with_text(words), basemap_with_text(words))
    assert [tag for tag, _ in Parts(page).elements] == [tag for tag, _ in Parts(html).elements]
    page.encode("utf-8")
    data_of(page)


def test_the_page_of_a_phrase_has_its_words_in_the_block_only(html):
    for words in ("zqxj", *HOSTILE):
        page = render_page(asked_with_text(words), basemap_with_text(words))
        assert [tag for tag, _ in Parts(page).elements] == [tag for tag, _ in Parts(html).elements]
    shell = re.sub(r'(?s)(id="dcm-data">).*?(</script>)', r"\1\2", render_page(asked_with_text("zqxj"), basemap()))
    assert "zqxj" not in shell


def strings_of(value, path=()):
    """Every string in a tree of values, with the way to it."""
    match value:
        case enum.Enum():
            return
        case str():
            yield path, value
        case tuple():
            for index, item in enumerate(value):
                yield from strings_of(item, (*path, index))
        case _ if dataclasses.is_dataclass(value):
            for each in dataclasses.fields(value):
                yield from strings_of(getattr(value, each.name), (*path, each.name))


def test_the_hostile_sample_leaves_no_field_out():
    found = list(strings_of(with_text("☠")))
    assert {path[-1] for path, text in found if "☠" not in text} <= OURS | {"why_not_literal"}
    assert len(found) > 200


def test_every_kind_of_text_reaches_the_block_only():
    page = render_page(with_text("zqxj"), basemap_with_text("zqxj"))
    shell = re.sub(r'(?s)(id="dcm-data">).*?(</script>)', r"\1\2", page)
    assert "zqxj" not in shell
    assert page.count("zqxj") > 100


def test_the_data_says_what_the_model_says(html):
    data, sample = data_of(html), reading()
    assert [mark["id"] for mark in data["marks"]] == [footprint.id for footprint in sample.footprints]
    assert [[level["level"] for level in mark["levels"]] for mark in data["marks"]] == [
        [level.value for level, _ in levels(footprint)] for footprint in sample.footprints
    ]
    assert [place["id"] for place in data["places"]] == [mark.id for mark in place_marks(sample)]
    assert [place["drawn"] for place in data["places"]] == [mark.drawn for mark in place_marks(sample)]
    assert [claim["n"] for claim in data["claims"]] == [claim.number for claim in sample.claims]
    assert data["asked"] is None
    assert [item["reason"] for item in data["unread"]] == [item.reason for item in sample.unread]
    assert [mark["findings"] for mark in data["marks"]] == [list(mark.findings) for mark in sample.footprints]
    assert [claim["tree"]["what"] for claim in data["claims"]][:2] == [
        "a line from an end to another",
        "stays out of it",
    ]
    assert [mention["text"] for mention in data["mentions"]] == [r.toponym.text for r in sample.resolutions]


LINKS = [
    ("https://example.org/a?b=1", "https://example.org/a?b=1"),
    ("http://example.org", "http://example.org"),
    ("javascript:alert(1)", ""),
    ("JaVaScRiPt:alert(1)", ""),
    ("data:text/html,x", ""),
    ("//example.org", ""),
    ("https:", ""),
    ("https://[::1", ""),
    ("https://example.org/\u202e", ""),  # can't be seen for what it is
    (None, ""),
]


@pytest.mark.parametrize(("url", "shown"), LINKS)
def test_only_web_addresses_become_links(url, shown):
    sample = reading()
    page = render_page(replace(sample, article=replace(sample.article, url=url)), basemap())
    assert data_of(page)["article"]["url"] == shown


def test_a_page_is_small(html):
    data = len(json.dumps(data_of(html)))
    assert len(html.encode()) - data < 350_000  # Leaflet and our own scripts; a megabyte is for all


BUILD = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from rendered_sample import reading, basemap
from deconflict_map.render import render_page, render_static
print(hashlib.sha256((render_page(reading(), basemap()) + render_static(reading(), basemap())).encode()).hexdigest())
"""


def test_two_builds_are_the_same_bytes(tmp_path):
    hashes = set()
    for seed, zone, folder in (("0", "UTC", Path.cwd()), ("4711", "Asia/Kathmandu", tmp_path)):
        run = subprocess.run(
            [sys.executable, "-c", BUILD, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
        hashes.add(run.stdout)
    assert len(hashes) == 1


def test_a_skeleton_that_holds_something_else_is_refused():
    skeleton = page_module._skeleton()
    for intruder in ("<script>1</script>", '<link rel="x">', '<img src="x">', "<style>a{}</style>"):
        broken = skeleton.replace("</body>", f"{intruder}</body>", 1)
        with pytest.raises(page_module.DeconflictMapError, match="isn't ours"):
            page_module._check(broken)
