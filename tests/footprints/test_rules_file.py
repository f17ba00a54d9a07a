"""Every parameter has its source, and what the rules need holds."""

from __future__ import annotations

from dataclasses import fields
from importlib.resources import files

import pytest
import theatre as t

from deconflict_map.footprints.extents import default_radial_m
from deconflict_map.footprints.parameters import rules
from deconflict_map.model.place import PlaceKind

RULES = [getattr(rules(), field.name) for field in fields(rules())]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_every_rule_has_a_name_and_a_source(rule):
    assert rule.rule
    assert rule.source == "judgement" or len(rule.source) > 20


def test_every_judgement_gives_its_reason():
    text = files("deconflict_map.footprints").joinpath("rules.toml").read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("# Judgement")]
    assert len(comments) > 10
    assert all(len(line) > 40 for line in comments)


def test_distances_grow_outwards():
    r = rules()
    for widths in (r.near.floor_m, r.near.radials, r.near.share_of_support, r.valley.width_m, r.along.width_m,
                   r.border.width_m, r.direction.to_m, r.part.centre_radii, r.within.disc_radials):  # fmt: skip
        assert list(widths) == sorted(widths)


@pytest.mark.parametrize("kind", PlaceKind)
def test_every_kind_of_place_has_a_radial(kind):
    assert default_radial_m(t.place("X", 0, 0, kind=kind)) > 0


def test_a_town_of_200_000_at_5_000_on_a_square_kilometre_fills_40_square_kilometres():
    # 40 km² = π r² gives r = 3.568 km.
    assert default_radial_m(t.place("X", 0, 0, population=200_000)) == pytest.approx(3568.2, abs=0.1)
