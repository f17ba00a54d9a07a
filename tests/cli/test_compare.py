"""`compare`: two articles, a kept map, one article before and after its corrections; what is refused."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

BEFORE = "The zone lies within 30 km of Manbij, the army said. Shells fell in Raqqa.\n"
AFTER = "The zone lies within 30 km of Idlib, the army said. Shells fell in Raqqa.\n"
CORRECTION = 'version = 1\n[[mention]]\nquote = "Raqqa"\nis = "nowhere"\nby = "A. Reader"\n'


@pytest.fixture
def articles(tmp_path):
    paths = tmp_path / "before.md", tmp_path / "after.md"
    for path, text in zip(paths, (BEFORE, AFTER), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def run(*arguments):
    command = [sys.executable, "-m", "deconflict_map", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_two_articles(articles, tmp_path):
    page = tmp_path / "both.html"
    result = run("compare", *articles, "-o", page)
    assert result.returncode == 0
    assert "at odds" in result.stdout
    assert "Manbij" in result.stdout
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert f"wrote {page}" in result.stderr


def test_a_kept_map_and_json(articles, tmp_path):
    kept = tmp_path / "before.doc.json"
    assert run("build", articles[0], "-o", kept, "-q").returncode == 0
    there = run("compare", kept, articles[1], "--json")
    assert json.loads(there.stdout) == json.loads(run("compare", *articles, "--json").stdout)
    refused = run("compare", kept, articles[1], "--published-before", "2020-01-01")
    assert refused.returncode == 2
    assert "has its date and corrections in it" in refused.stderr


def test_one_article_before_and_after_its_corrections(articles):
    article = articles[0]
    article.with_name("before.md.corrections.toml").write_text(CORRECTION, encoding="utf-8")
    result = run("compare", article, article)
    assert result.returncode == 0
    assert "Both read the same text." in result.stdout
    assert "no longer placed" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["-", "-"], 2, "standard input can be read once"),
        (["nowhere.md", "nowhere.md"], 5, "nowhere.md"),
        (["nowhere.doc.json", "nowhere.md"], 5, "can't be read"),
    ],
)
def test_what_is_refused(arguments, code, words):
    result = run("compare", *arguments)
    assert result.returncode == code
    assert words in result.stderr


def test_no_comparison_is_a_geopackage(articles, tmp_path):
    result = run("compare", *articles, "-o", tmp_path / "x.gpkg")
    assert result.returncode == 2
    assert "use .html" in result.stderr
