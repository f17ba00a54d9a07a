"""`rules.toml` → one frozen value per rule: its name, its source and its numbers.

Every number has its source, or the word *judgement* and the reason, beside it in the file; nothing is set here.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has: the name shown on the map, and the publication or *judgement* it rests on."""

    rule: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtentRule(Rule):
    """Radials of places without an outline."""

    density_per_km2: float
    unknown_m: float
    floor_m: float
    structure_m: float
    relief_m: float
    lake_m: float
    region_m: float
    country_m: float
    point_error_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SeaRule(Rule):
    """Seas without an outline."""

    narrows_m: float
    bay_m: float
    gulf_m: float
    sea_m: float
    ocean_m: float
    strait_share: float
    coast_error_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictRule(Rule):
    """Second-level divisions without an outline."""

    reach_deg: tuple[float, ...]
    fewest: int
    edge_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinRule(Rule):
    """In a place."""

    disc_radials: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearRule(Rule):
    """Near a place."""

    floor_m: tuple[float, float, float]
    radials: tuple[float, float, float]
    ceiling_m: float
    share_of_support: tuple[float, float, float]
    country_factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparableRule(Rule):
    """Which places cut each other's neighbourhood."""

    share: float
    least_population: int
    support_scale: float
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionRule(Rule):
    """Cones."""

    likely_widening_deg: float
    support_cardinal_deg: float
    support_other_deg: float
    from_m: tuple[float, float, float]
    to_m: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRule(Rule):
    """Banks."""

    deviation_deg: tuple[float, float]
    width_m: tuple[float, float]
    smoothing_m: float
    step_m: float
    least_facing: float
    outskirts_floor_m: float
    outskirts_radials: float
    outskirts_support_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OnFeatureRule(Rule):
    """Reaches."""

    riverside_m: float
    open_reach_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WidthRule(Rule):
    """Strips and corridors of three widths."""

    width_m: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderRule(WidthRule):
    """A country's side of a border."""

    open_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRule(Rule):
    """Parts of regions."""

    core_share: float
    support_share: float
    centre_radii: tuple[float, float, float]
    chainage_slack: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AlongRule(WidthRule):
    """Movements along a line."""

    open_length_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRule(Rule):
    """Shares of a region."""

    core_share: float
    likely_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRule(Rule):
    """The metric plane."""

    reuse_m: float
    reuse_wide_m: float
    by_river_deg: float
    window_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatreRule(Rule):
    """The countries that a text is about."""

    least_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules."""

    extent: ExtentRule
    sea: SeaRule
    district: DistrictRule
    within: WithinRule
    near: NearRule
    around: Rule
    comparable: ComparableRule
    direction: DirectionRule
    side: SideRule
    on_feature: OnFeatureRule
    border: BorderRule
    part: PartRule
    valley: WidthRule
    along: AlongRule
    share: ShareRule
    not_into: Rule
    frame: FrameRule
    theatre: TheatreRule


_Value = TypeVar("_Value")


@cache
def rules() -> Rules:
    """The rules as `rules.toml` sets them."""
    table = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
    types: dict[str, type[Rule]] = {
        "extent": ExtentRule,
        "sea": SeaRule,
        "district": DistrictRule,
        "within": WithinRule,
        "near": NearRule,
        "around": Rule,
        "comparable": ComparableRule,
        "direction": DirectionRule,
        "side": SideRule,
        "on_feature": OnFeatureRule,
        "border": BorderRule,
        "part": PartRule,
        "valley": WidthRule,
        "along": AlongRule,
        "share": ShareRule,
        "not_into": Rule,
        "frame": FrameRule,
        "theatre": TheatreRule,
    }
    return Rules(**{name: rule_of(kind, table[name]) for name, kind in types.items()})  # type: ignore[arg-type] # each name has its own type


def rule_of(kind: type[_Value], row: Mapping[str, object]) -> _Value:
    """A row of the file → a rule; a number that the rule doesn't know, or lacks, is an error of ours."""
    frozen = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    if frozen.keys() != {field.name for field in fields(kind)}:  # type: ignore[arg-type] # only dataclasses come here
        raise AssertionError(kind)
    return kind(**frozen)
