from __future__ import annotations

import pytest

from deconflict_map.model.place import MatchKind, PlaceKind


@pytest.mark.parametrize(
    ("name", "near", "country"),
    [
        ("Tripoli", (36.0, 34.0), "LB"),  # two towns of the name; the nearer one is meant
        ("Tripoli", (13.0, 32.5), "LY"),
        ("Al-Qaim", (41.0, 34.0), "IQ"),
        ("Cordoba", (-64.0, -31.0), "AR"),
        ("Cordoba", (-5.0, 38.0), "ES"),
    ],
)
def test_nearness_decides_between_homonyms(atlas, name, near, country):
    assert atlas.search(name, near=near)[0].match.place.country == country


def test_without_context_the_larger_is_first(atlas):
    assert atlas.search("Paris")[0].match.place.country == "FR"
    assert atlas.search("Georgia")[0].match.place.kind is PlaceKind.COUNTRY


@pytest.mark.parametrize(
    ("name", "country", "division"),
    [("Raqqa, Syria", "SY", "04"), ("Birmingham, Alabama", "US", "AL"), ("London, Ontario", "CA", "08")],
)
def test_what_stands_behind_the_comma_is_context(atlas, name, country, division):
    place = atlas.search(name)[0].match.place
    assert (place.country, place.division) == (country, division)


def test_a_country_leaves_out_all_others(atlas):
    assert {finding.match.place.country for finding in atlas.search("Tripoli", country="lb")} == {"LB"}


def test_alike_names_only_where_nothing_else_is_found(atlas):
    assert all(f.match.kind is not MatchKind.FUZZY for f in atlas.search("Deir Ezzor", country="SY"))
    assert atlas.search("Dayr Az Zayr", country="SY")[0].match.kind is MatchKind.FUZZY


def test_findings_are_ordered_limited_and_say_why(atlas):
    findings = atlas.search("San Jose", limit=3)
    assert len(findings) <= 3
    scores = [finding.score for finding in findings]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= finding.score <= 1 and finding.reasons for finding in findings)


def test_nothing_is_found_for_nothing(atlas):
    assert atlas.search("xqzt") == atlas.search("") == atlas.search(",") == ()
