"""`line_rules.toml` → one frozen value per rule of described lines: its name, its source and its numbers.

Every number has its source, or the word *judgement* and the reason, beside it in the file; nothing is set here.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from deconflict_map.footprints.parameters import Rule, rule_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRule(Rule):
    """Sizes of an ensemble."""

    members: int
    shown: int
    members_withheld: int
    vertices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """How often a course is straight, an arc, or follows a path."""

    straight: float
    arc: float
    path: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRule(Rule):
    """How a course strays between its ends: what calibration fits."""

    sag_share: float
    sag_power: float
    chord_m: float
    sag_spread: float
    terms: int
    mixture: Mixture
    arc_share: tuple[float, float]
    arc_stray: float
    tortuosity: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsRule(Rule):
    """From which levels points are drawn, how often."""

    end_weights: tuple[float, float, float]
    reach_weights: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowRule(Rule):
    """Followed lines."""

    path_reach_m: float
    join_reach_m: float
    most_vertices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRule(Rule):
    """Open ends."""

    widening_deg: float
    within_share: float
    length_m: float
    most_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingRule(Rule):
    """Headings."""

    widening_deg: float
    first_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRule(Rule):
    """Limits of the search."""

    tries_per_pair: int
    rounds: int
    spreads: tuple[float, ...]
    fewest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossesRule(Rule):
    """Crossed lines."""

    by_way_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DetourRule(Rule):
    """Ways round."""

    cells: int
    reach_share: float
    edge_cells: int
    edge_price: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BandsRule(Rule):
    """Bands."""

    shares: tuple[float, float]
    directions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRules:
    """All rules of described lines."""

    line: LineRule
    course: CourseRule
    ends: EndsRule
    follow: FollowRule
    open: OpenRule
    heading: HeadingRule
    search: SearchRule
    bands: BandsRule
    separates: Rule
    passes: Rule
    crosses: CrossesRule
    withheld: Rule
    detour: DetourRule


_TYPES: dict[str, type[Rule]] = {
    "line": LineRule,
    "course": CourseRule,
    "ends": EndsRule,
    "follow": FollowRule,
    "open": OpenRule,
    "heading": HeadingRule,
    "search": SearchRule,
    "bands": BandsRule,
    "separates": Rule,
    "passes": Rule,
    "crosses": CrossesRule,
    "withheld": Rule,
    "detour": DetourRule,
}


@cache
def line_rules() -> LineRules:
    """The rules as `line_rules.toml` sets them."""
    table = tomllib.loads(files(__package__).joinpath("line_rules.toml").read_text(encoding="utf-8"))
    table["course"]["mixture"] = rule_of(Mixture, table["course"]["mixture"])
    return LineRules(**{name: rule_of(kind, table[name]) for name, kind in _TYPES.items()})  # type: ignore[arg-type] # each name has its own type
