"""`anchor_rules.toml` → one frozen value per kind of anchor: its name, its source and its numbers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from deconflict_map.footprints.parameters import Rule, rule_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderLineRule(Rule):
    """Borders."""

    shared_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CoastRule(Rule):
    """Coasts."""

    clear_m: float
    town_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRule(Rule):
    """Roads."""

    stray_share: float
    least_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GraticuleRule(Rule):
    """Parallels and meridians."""

    beyond_deg: float
    open_deg: float
    polar_deg: float
    error_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JunctionRule(Rule):
    """Junctions."""

    radius_m: float
    meet_m: float
    length_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLineRule(Rule):
    """Lines known by name."""

    lines: tuple[str, ...]
    settled: tuple[str, ...]
    dated: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorRules:
    """All of them."""

    border: BorderLineRule
    coast: CoastRule
    road: RoadRule
    graticule: GraticuleRule
    junction: JunctionRule
    named_line: NamedLineRule


@cache
def anchor_rules() -> AnchorRules:
    """The rules as `anchor_rules.toml` sets them; a number too many or too few is an error of ours."""
    rows = tomllib.loads(files(__package__).joinpath("anchor_rules.toml").read_text(encoding="utf-8"))
    return AnchorRules(
        border=rule_of(BorderLineRule, rows["border"]),
        coast=rule_of(CoastRule, rows["coast"]),
        road=rule_of(RoadRule, rows["road"]),
        graticule=rule_of(GraticuleRule, rows["graticule"]),
        junction=rule_of(JunctionRule, rows["junction"]),
        named_line=rule_of(NamedLineRule, rows["named_line"]),
    )
