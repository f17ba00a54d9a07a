"""Every number of the rules for strips, stretches and set operations has its source, and what the rules need holds."""

from __future__ import annotations

from dataclasses import fields
from importlib.resources import files

import pytest

from deconflict_map.footprints.feature_parameters import feature_rules

RULES = [getattr(feature_rules(), field.name) for field in fields(feature_rules())]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_every_rule_has_a_name_and_a_source(rule):
    assert rule.rule
    assert len(rule.source) > 15


def test_every_judgement_gives_its_reason():
    text = files("deconflict_map.footprints").joinpath("feature_rules.toml").read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("# Judgement")]
    assert len(comments) >= 5
    assert all(len(line) > 60 for line in comments)


def test_an_open_depth_ends_beyond_where_it_begins():
    assert feature_rules().strip.at_least_share > 1
    assert 0 < feature_rules().stated.area_tolerance < feature_rules().stated.length_tolerance < 1
