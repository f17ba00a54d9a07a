"""Footprints: the geometry given to claims and places, with every metre of uncertainty and its cause.

Geometries are Shapely, EPSG:4326, longitude before latitude. A region is three nested areas; a described line is an
ensemble of plausible lines, with a central one and two bands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.article import Span


class Level(StrEnum):
    """Which part of a footprint a geometry is; the words of the exports and of the page's legend."""

    BEST = "best"
    CORE = "core"
    LIKELY = "likely"
    SUPPORT = "support"
    BAND50 = "band50"
    BAND90 = "band90"
    PUBLISHED = "published"
    """Not from the text: a course that was published elsewhere, as a reader gave it."""


class FootprintKind(StrEnum):
    """How a footprint is drawn."""

    POINT = "point"
    LINE = "line"
    ZONE = "zone"


class Cause(StrEnum):
    """Why a footprint isn't exact. They are never mixed."""

    LANGUAGE = "language"
    EXTENT = "extent of the reference place"
    BASE_DATA = "base data"
    NOT_FIXED = "not fixed by the words"
    COARSENED = "coarsened for publishing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """A part of the uncertainty: its cause, its size in metres (`None`: can't be put in metres), and the reason."""

    cause: Cause
    metres: float | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Three nested areas: membership at least 0.9 (core), at least 0.5 (likely), more than 0.1 (support).

    `core` ⊆ `likely` ⊆ `support`; core may be empty where the words don't fix any ground for sure.
    """

    core: BaseGeometry
    likely: BaseGeometry
    support: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble:
    """The plausible lines for a described line: all satisfy every hard constraint of the words.

    `median` is the most central member; `band50` and `band90` hold half and nine tenths of the length of such lines, on
    average. `members` are some of the lines that were worked out, for display: the median first, then outwards.
    """

    median: LineString
    band50: BaseGeometry
    band90: BaseGeometry
    members: tuple[LineString, ...]
    start: Region
    end: Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rule that was applied: what it did, from which words and records, under which assumptions.

    `rule` names the rule, `source` the publication or *judgement* it rests on; `effect` says in words what it
    changed; `records` are place ids; `claim` is the number of the claim whose words called for it.
    """

    rule: str
    source: str
    effect: str
    claim: int
    span: Span
    records: tuple[str, ...]
    assumptions: tuple[str, ...] = ()


NOT_FROM_THE_TEXT = "published elsewhere, as a reader gave it: not from the text"
"""What every file says of a published course in place of how far the words leave it open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A course or outline that was published elsewhere, as a reader gave it: never from the text.

    `geometry` is EPSG:4326; `by` is who gave it. `told` says how far it lies from what the words say.
    """

    geometry: BaseGeometry
    source: str
    licence: str
    by: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """The geometry of one located object, from one or several claims.

    `claims` are claim numbers, the leading one first. With `drawable` false the words can't fix the geometry: only the
    region's support is drawn, hatched, and `why_not` says why. `best` is a representative point or line for labels.
    `title` are the words shown for it. `findings` tell what checking the geometry against the text found: numbers that
    don't fit ("the text says 49,400 km²; what it describes covers 39,700 km²"), contradictions. `published` stands
    beside all that is drawn from the words, and changes nothing of it.
    """

    id: str
    title: str
    kind: FootprintKind
    claims: tuple[int, ...]
    region: Region | None
    ensemble: Ensemble | None
    drawable: bool
    why_not: str
    uncertainty: tuple[Uncertainty, ...]
    steps: tuple[Step, ...]
    what_would_change: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    published: Published | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undrawn:
    """A claim that got no footprint, and why."""

    claim: int
    reason: str
