"""Texts without empty lines: lines broken for width are one paragraph, lines that are paragraphs stay so."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

import deconflict_map as dm
from deconflict_map.article.wrapping import paragraphs

PROSE = (
    "The mission said that a security zone along the Euphrates between Mayadin and Abu Kamal is planned. Clashes broke "
    "out near Raqqa on Tuesday. Nobody was hurt, a spokesman for the mission said, and the road stayed open."
)


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
def test_wrapped_prose_is_one_paragraph(width):
    lines = textwrap.wrap(PROSE, width)
    assert paragraphs(lines) == ["\n".join(lines)]


@pytest.mark.parametrize("width", [60, 72, 100])
def test_paragraphs_part_where_a_line_is_short(width):
    first, second = "Short one.", PROSE
    lines = [*textwrap.wrap(PROSE, width), first, *textwrap.wrap(second, width)]
    found = paragraphs(lines)
    assert "\n".join(found) == "\n".join(lines), "no line is lost"
    assert any(one.startswith(first) or one == first for one in found)


@pytest.mark.parametrize(
    ("lines", "count", "why"),
    [
        (
            ["Line agreed in eastern Syria", "Commanders said so on Monday.", "Others denied it."],
            3,
            "a title and sentences",
        ),
        (
            ["Commanders of two powers keep apart along an agreed line", "They said so."],
            2,
            "a title that is the longest line",
        ),
        (["First sentence.", "Second sentence.", "Third one."], 3, "a sentence a line"),
        (["A list:", "Raqqa", "Tabqa", "Hasakah"], 4, "names a line, none as long as the first"),
        (["x" * 300, "y" * 200 + "."], 2, "lines too long to be wrapped"),
        (
            ["The mission said on Monday that a zone along the", "Euphrates is planned."],
            1,
            "a first line that can't be a title",
        ),
        (
            ["The mission said on Monday that a zone by Raqqa", "city is planned."],
            1,
            "the next line begins in lower case",
        ),
        (["One line"], 1, "nothing to join"),
        (
            [
                "On Monday evening the two sides agreed that the ceasefire line runs from Sirte to Al Jufrah, he said.",
                "A spokesman for the army said that its troops would withdraw to",
                "positions 30 km east of Sirte. A convoy was attacked near Harawa.",
            ],
            1,
            "an edited line is longer than the others",
        ),
    ],
)
def test_lines(lines, count, why):
    assert len(paragraphs(lines)) == count, why


@given(st.lists(st.text(st.characters(categories=["L", "P", "Nd"]), min_size=1, max_size=40), min_size=1, max_size=20))
def test_no_line_is_lost_or_changed(lines):
    assert "\n".join(paragraphs(lines)).split("\n") == lines


def test_a_sentence_over_two_lines_is_read():
    text = "\n".join(textwrap.wrap(PROSE, 60))
    assert [claim.located.text for claim in dm.map_text(text).claims] == [
        claim.located.text for claim in dm.map_text(PROSE).claims
    ]
