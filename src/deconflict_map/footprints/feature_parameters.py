"""`feature_rules.toml` → one frozen value per rule for strips, stretches and set operations: its name, source, numbers.

As `parameters`, whose file holds the rules that were there first. Every number has its source, or the word *judgement*
and the reason, beside it in the file; nothing is set here.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from deconflict_map.footprints.parameters import Rule, rule_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRule(Rule):
    """Strips with a stated width."""

    at_least_share: float
    most_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanningRule(Rule):
    """What lies between two places along a line."""

    region_m: float
    meet_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptRule(Rule):
    """Holes and bites."""

    bite_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSidesRule(Rule):
    """Sides of several lines."""

    most_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRule(Rule):
    """Numbers of the text."""

    length_tolerance: float
    area_tolerance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureRules:
    """All rules for strips, stretches, polygons and set operations."""

    strip: StripRule
    strip_unsaid: Rule
    spanning: SpanningRule
    corners: Rule
    except_: ExceptRule
    rest: Rule
    complement: Rule
    any_of: Rule
    all_of: Rule
    open_sides: OpenSidesRule
    one_of: Rule
    holds: Rule
    stated: StatedRule


@cache
def feature_rules() -> FeatureRules:
    """The rules as `feature_rules.toml` sets them."""
    table = tomllib.loads(files(__package__).joinpath("feature_rules.toml").read_text(encoding="utf-8"))
    plain = ("strip_unsaid", "corners", "rest", "complement", "any_of", "all_of", "one_of", "holds")
    return FeatureRules(
        strip=rule_of(StripRule, table["strip"]),
        spanning=rule_of(SpanningRule, table["spanning"]),
        except_=rule_of(ExceptRule, table["except"]),
        open_sides=rule_of(OpenSidesRule, table["open_sides"]),
        stated=rule_of(StatedRule, table["stated"]),
        **{name: rule_of(Rule, table[name]) for name in plain},
    )
