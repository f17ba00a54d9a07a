from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.cli.table import cells, fit, table, wrap

TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


@pytest.mark.parametrize(
    ("text", "width", "why"),
    [("Raqqa", 5, "Latin"), ("北京", 4, "wide"), ("Köln", 4, "composed"), ("Ko\u0308ln", 4, "combining mark"),
     ("صنعاء", 5, "Arabic"), ("ＮＹ", 4, "full width"), ("", 0, "empty")],
)  # fmt: skip
def test_widths_are_those_of_a_terminal(text, width, why):
    assert cells(text) == width, why


@given(TEXTS, st.integers(min_value=1, max_value=50))
def test_a_fitted_text_has_exactly_the_width(text, width):
    assert cells(fit(text, width)) == width


def test_what_is_too_long_ends_in_an_ellipsis():
    assert fit("Deir ez-Zor", 7) == "Deir e…"
    assert fit("北京市朝阳区", 6) == "北京… "


@given(TEXTS, st.integers(min_value=2, max_value=50))
def test_wrapped_lines_are_no_wider_and_lose_no_short_word(text, width):
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    if all(cells(word) <= width for word in text.split()):
        assert " ".join(lines).split() == text.split()


def test_columns_are_aligned_whatever_the_script(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    rows = [(("1", "北京", "x"), "wide"), (("2", "Raqqa\tand \x1b[1mmore", "y"), "one " * 40)]
    lines = table(("N", "NAME", "ID"), rows, shrink=(1,)).splitlines()
    assert lines[0].index("ID") == 3 + cells("Raqqa and \ufffd[1mmore") + 2
    assert [line[-1] for line in (lines[1], lines[3])] == ["x", "y"]
    assert cells(lines[1]) == cells(lines[3])
    assert max(map(cells, lines)) <= 80


def test_long_names_give_way(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = table(("NAME", "ID"), [(("long " * 40, "geonames:1"), "")], shrink=(0,)).splitlines()
    assert lines[1].endswith("…  geonames:1")
    assert cells(lines[1]) == 80
