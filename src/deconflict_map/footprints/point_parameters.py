"""`point_rules.toml` → one frozen value per rule that measures from a place: its name, its source and its numbers.

As `parameters`, whose file holds the rules that were there first. Every number has its source, or the word *judgement*
and the reason, beside it in the file; nothing is set here.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from deconflict_map.footprints.parameters import Rule, rule_of

Three = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class UrbanRule(Rule):
    """The scale of streets."""

    near_m: Three
    beside_m: Three
    at_m: Three
    largest_m: float
    town_population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideRule(Rule):
    """Next to a place."""

    share_of_near: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OffRule(Rule):
    """Off a coast."""

    reach_m: Three
    search_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OutskirtsRule(Rule):
    """The outskirts of a place."""

    inner_share: Three
    outer_share: Three
    outer_floor_m: Three


@dataclass(frozen=True, slots=True, kw_only=True)
class CountrysideRule(Rule):
    """The countryside of a place."""

    ring_m: float
    town_population: int
    reach_m: Three


@dataclass(frozen=True, slots=True, kw_only=True)
class OppositeRule(Rule):
    """Across a river or strait from a place."""

    radials: Three
    floor_m: float
    riverside_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRule(Rule):
    """What a stated distance leaves open."""

    rounding_share: float
    at_least: Three
    at_least_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WayRule(Rule):
    """How much longer a way is than the straight line."""

    road: Three
    river: Three
    unsaid_most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelRule(Rule):
    """Speeds in a straight line."""

    drive_kmh: float
    walk_kmh: float
    sail_kmh: float
    flight_kmh: float
    least_share: Three
    most_share: Three


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetRule(Rule):
    """A distance in a direction."""

    angle_share: tuple[float, float]
    support_widening_deg: float
    support_most_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRule(Rule):
    """Due north."""

    half_angles_deg: Three


@dataclass(frozen=True, slots=True, kw_only=True)
class UntilRule(Rule):
    """Between two directions."""

    widening_deg: Three


@dataclass(frozen=True, slots=True, kw_only=True)
class BeyondRule(Rule):
    """In a direction from a region."""

    least_radial_m: float
    core_half_angle_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BetweenRule(Rule):
    """Between places."""

    along: Three
    aside: Three
    midway: Three
    least_aside_m: Three


@dataclass(frozen=True, slots=True, kw_only=True)
class BetweenZonesRule(Rule):
    """Between regions or lines."""

    share_of_gap: Three
    least_m: Three
    large_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRules:
    """All rules that measure from a place."""

    urban: UrbanRule
    beside: BesideRule
    off: OffRule
    outside: Rule
    outskirts: OutskirtsRule
    countryside: CountrysideRule
    opposite: OppositeRule
    within_distance: Rule
    at_distance: Rule
    ring: Rule
    measure: MeasureRule
    way: WayRule
    travel: TravelRule
    offset: OffsetRule
    two_offsets: Rule
    due: DueRule
    until: UntilRule
    beyond: BeyondRule
    between: BetweenRule
    between_zones: BetweenZonesRule
    unknown_line: Rule


_TYPES: dict[str, type[Rule]] = {
    "urban": UrbanRule,
    "beside": BesideRule,
    "off": OffRule,
    "outskirts": OutskirtsRule,
    "countryside": CountrysideRule,
    "opposite": OppositeRule,
    "measure": MeasureRule,
    "way": WayRule,
    "travel": TravelRule,
    "offset": OffsetRule,
    "due": DueRule,
    "until": UntilRule,
    "beyond": BeyondRule,
    "between": BetweenRule,
    "between_zones": BetweenZonesRule,
}


@cache
def point_rules() -> PointRules:
    """The rules as `point_rules.toml` sets them."""
    table = tomllib.loads(files(__package__).joinpath("point_rules.toml").read_text(encoding="utf-8"))
    names = [field.name for field in fields(PointRules)]
    return PointRules(**{name: rule_of(_TYPES.get(name, Rule), table[name]) for name in names})  # type: ignore[arg-type] # each name has its own type
