"""`build` with corrections: found beside the article, named, left unread, refused, and reported."""

from __future__ import annotations

import subprocess
import sys

import pytest

TEXT = "The army holds positions near Manbij. Shells fell in Raqqa.\n"
LOST = (
    'version = 1\n[[note]]\nquote = "no such words in it"\nnote = "n"\n[[mention]]\nquote = "Manbij"\nis = "nowhere"\n'
)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a text.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def build(*arguments):
    command = [sys.executable, "-m", "deconflict_map", "build", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_file_beside_the_article_is_found_and_what_does_not_fit_is_told(article, tmp_path):
    article.with_name("a text.md.corrections.toml").write_text(LOST, encoding="utf-8")
    result = build(article, "-o", tmp_path / "a.geojson")
    assert result.returncode == 0
    assert "1 of 2 corrections applied" in result.stderr
    assert (
        "correction not applied: [note] “no such words in it”: the words no longer stand in the text" in result.stderr
    )
    assert "not placed: Manbij" in result.stderr


def test_corrections_can_be_left_unread(article, tmp_path):
    article.with_name("a text.md.corrections.toml").write_text(LOST, encoding="utf-8")
    result = build(article, "-o", tmp_path / "a.geojson", "--no-corrections")
    assert "corrections applied" not in result.stderr
    assert "not placed" not in result.stderr


def test_a_lost_correction_counts_as_an_open_question(article, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('version = 1\n[[note]]\nquote = "no such words in it"\nnote = "n"\n', encoding="utf-8")
    assert build(article, "-o", tmp_path / "a.geojson", "--corrections", file, "--strict").returncode == 4
    assert build(article, "-o", tmp_path / "a.geojson", "--strict").returncode == 0


def test_a_file_that_cannot_be_read_is_refused_before_anything_is_written(article, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("version = 1\n[[mentoin]]\n", encoding="utf-8")
    result = build(article, "-o", tmp_path / "a.geojson", "--corrections", file)
    assert result.returncode == 5
    assert "mine.toml: nothing is called [[mentoin]]" in result.stderr
    assert not (tmp_path / "a.geojson").exists()


def test_the_options_exclude_each_other(article, tmp_path):
    result = build(article, "--corrections", tmp_path / "mine.toml", "--no-corrections")
    assert result.returncode == 2
