import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.units.heading import parse_heading
from deconflict_map.units.share import share_words

# Azimuths and heading errors: Georeferencing Quick Reference Guide (Zermoglio et al. 2020), table of headings.
HEADINGS = [
    ("southwest", 225.0, 22.5, "one word"),
    ("South-West", 225.0, 22.5, "hyphen and capitals"),
    ("south western", 225.0, 22.5, "adjective in two words"),
    ("southeastwards", 135.0, 22.5, "adverb"),
    ("easterly", 90.0, 45.0, "-erly"),
    ("northbound", 0.0, 45.0, "-bound"),
    ("north-north-east", 22.5, 11.25, "secondary intercardinal"),
    ("SW", 225.0, 22.5, "abbreviation in capitals"),
    ("W", None, None, "a single letter is an initial"),
    ("sw", None, None, "abbreviations are written in capitals"),
    ("Weston", None, None, "a name that begins like a direction"),
    ("", None, None, "nothing"),
]


@pytest.mark.parametrize(("words", "azimuth", "half", "why"), HEADINGS)
def test_headings(words, azimuth, half, why):
    heading = parse_heading(words)
    found = (heading.azimuth_deg, heading.half_angle_deg) if heading else (None, None)
    assert found == (azimuth, half), why


@given(st.text(max_size=30))
def test_any_text_is_a_heading_or_none(text):
    heading = parse_heading(text)
    assert heading is None or 0.0 <= heading.azimuth_deg < 360.0


def test_shares_are_intervals():
    for share in share_words().values():
        assert 0.0 <= share.least <= share.most <= 1.0
    assert share_words()["much"].least >= 0.5
