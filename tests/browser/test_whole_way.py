"""From a file through the command to the page in a browser: the bundled account, and an account that means harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from html import escape
from pathlib import Path

import pytest
from hostile_strings import HOSTILE

from deconflict_map.article import Metadata, read_text
from deconflict_map.mapping import map_reading

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = ROOT / "seeds" / "deconfliction-line-2017.md"
BAD = "\n\n".join(HOSTILE)
# The words of a claim, with harm in and around the names that it is read from.
CLAIM = (
    "A {bad} spokesperson said in July that a {bad} line runs from a point southwest of Tabqa {bad} to Raqqa in Syria. "
    "They fought near Khirbet {bad} and near Xyzzy{bad}. An airstrike hit positions near Raqqa on Saturday, {bad} said."
)


def build(*arguments, cwd, stdin=None):
    command = [sys.executable, "-m", "deconflict_map", "build", *map(str, arguments), "--published", "2017-09-18"]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, env=dict(os.environ), check=False)


def hostile_accounts():
    """Name of the case, suffix of the file, and its bytes."""
    one_by_one = "\n\n".join(CLAIM.replace("{bad}", words) for words in HOSTILE[::3])
    yield "text", ".txt", one_by_one.encode("utf-8", "replace")
    yield "markdown", ".md", ("# " + HOSTILE[0] + "\n\n" + one_by_one).encode("utf-8", "replace")
    title = json.dumps("{{7*7}} </script><img src=x onerror=window.__hit=1> ${alert(1)} `x`")
    front = f"---\ntitle: {title}\noutlet: {title}\nurl: javascript:window.__hit=1\n---\n"
    yield "front matter", ".md", (front + CLAIM.replace("{bad}", HOSTILE[2])).encode("utf-8", "replace")
    body = "".join(f"<p>{escape(CLAIM.replace('{bad}', words))}</p>" for words in HOSTILE[:12])
    page = f"<html><head><title>{escape(HOSTILE[14])}</title></head><body><article>{body}</article></body></html>"
    yield "html", ".html", page.encode("utf-8", "replace")


ACCOUNTS = list(hostile_accounts())


@pytest.mark.parametrize(("case", "suffix", "data"), ACCOUNTS, ids=[case for case, *_ in ACCOUNTS])
def test_a_hostile_account_maps_and_nothing_runs(open_page, tmp_path, case, suffix, data):
    source = tmp_path / f"{{{{7*7}}}} ${{x}} `y` {case}{suffix}"
    source.write_bytes(data)
    done = build(source, "-o", "page.html", "--title", "{{7*7}}<img onerror=window.__hit=1 src=x>", "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = open_page((tmp_path / "page.html").read_text(encoding="utf-8"))
    shown = page.inner_text("#dcm-panel")
    assert "{{7*7}}" in shown
    assert "49" not in page.title()
    for button in page.locator("#dcm-text button").all()[:6]:
        button.dispatch_event("click")
        assert page.locator("#dcm-card").is_visible()


def test_lone_surrogates_reach_no_file(open_page, gazetteer, tmp_path):
    """A text handed over in memory can hold what no file can."""
    article = read_text(
        CLAIM.replace("{bad}", "\ud800\udfff\ud8ff"), metadata=Metadata(title="\udc00 title", source="\ud800")
    )
    document = map_reading(article, gazetteer)
    document.save(tmp_path / "m.html")
    document.save(tmp_path / "m.geojson")
    json.loads((tmp_path / "m.geojson").read_text(encoding="utf-8"))
    open_page((tmp_path / "m.html").read_text(encoding="utf-8"))


@pytest.fixture
def account_page(open_page, account):
    return lambda **options: open_page(account.to_html(), **options)


def test_the_account_in_a_browser(account_page, account):
    page = account_page()
    text = page.inner_text("#dcm-panel")
    assert "not an observation" in text
    assert "As described by The Globe Post, published 18 September 2017" in text
    assert page.locator("#dcm-text .dcm-number").count() == len(account.claims)
    assert page.locator("#dcm-text .dcm-mention").count() == len(account.resolutions)


@pytest.mark.parametrize("width", [1400, 390])
def test_mention_and_mark_answer_each_other(account_page, width):
    page = account_page(width=width)
    tabqa = page.locator("#dcm-text .dcm-mention", has_text="Tabqa").first
    key = tabqa.get_attribute("data-dcm-key")
    tabqa.focus()
    assert page.locator(".dcm-place.dcm-hot, .dcm-label.dcm-hot").count() >= 1
    page.keyboard.press("Enter")
    assert "Tabqa" in page.inner_text("#dcm-card")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('data-dcm-key')") == key


def test_the_page_stays_within_its_budget(account):
    assert len(account.to_html().encode()) < 1_000_000
