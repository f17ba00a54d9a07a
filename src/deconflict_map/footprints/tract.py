"""What a rule is asked and what it answers: a `Case` in, a `Tract` or a `Refusal` out.

A tract is a region in metres together with everything that has to be said about it. A refusal isn't an error: the
words are fine, but give no geometry here; its reason is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.model.footprint import Cause, Step, Uncertainty

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.parameters import Rule
    from deconflict_map.footprints.regions import LevelSet
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.model.article import Span
    from deconflict_map.model.claim import Claim
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why no geometry can be given."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The reaches of a line on which a point is sought: where it is likely, and where it is possible (metres)."""

    likely: BaseGeometry
    support: BaseGeometry
    whole: LineString
    name: str
    error_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tract:
    """The region of one relation, with its steps and the causes of its vagueness.

    `path` is set where the located point lies on a line; `why_not` where the words fix nothing within the region.
    A side of a line has no end of its own: `open_side` is all the ground on that side, which counts in place of
    `region` where other words bound it. `along_m` is the length of the line that a strip lies along, 0 for no strip.
    """

    region: LevelSet
    steps: tuple[Step, ...]
    uncertainty: tuple[Uncertainty, ...]
    path: Path | None = None
    why_not: str = ""
    what_would_change: tuple[str, ...] = ()
    open_side: LevelSet | None = None
    along_m: float = 0.0

    def noting(self, *uncertainty: Uncertainty) -> Tract:
        """The same tract with more said about its vagueness."""
        return replace(self, uncertainty=(*self.uncertainty, *uncertainty))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim in its scene; `fellows` are all claims about the same object, this one among them."""

    scene: Scene
    claim: Claim
    fellows: tuple[Claim, ...]
    rule: Callable[[Relation, Case], Tract | Refusal]

    def tract(self, relation: Relation) -> Tract | Refusal:
        """The ground of a relation inside another one."""
        return self.rule(relation, self)

    def step(
        self, rule: Rule, effect: str, *, span: Span, records: tuple[Place, ...] = (), assumptions: tuple[str, ...] = ()
    ) -> Step:
        """A step of this claim."""
        return Step(
            rule=rule.rule,
            source=rule.source,
            effect=effect,
            claim=self.claim.number,
            span=span,
            records=tuple(dict.fromkeys(place.id for place in records)),
            assumptions=assumptions,
        )


_FINDINGS = ("contradiction", "only a part of it is drawn", "more of it is drawn than is meant")


def is_finding(item: Uncertainty) -> bool:
    """Whether what is uncertain makes the drawing another one than the words mean, so that it is told first."""
    return item.text.startswith(_FINDINGS)


def only_a_part(reason: str) -> Uncertainty:
    """What of several grounds or points can't be drawn."""
    return not_fixed(None, f"only a part of it is drawn: {reason}")


def too_much(reason: str) -> Uncertainty:
    """A condition that can't be drawn, so that more ground is left than the words leave."""
    return not_fixed(None, f"more of it is drawn than is meant: {reason}")


def language(metres: float | None, text: str) -> Uncertainty:
    """What the words leave open."""
    return Uncertainty(cause=Cause.LANGUAGE, metres=metres, text=text)


def extent(metres: float | None, text: str) -> Uncertainty:
    """What the size of a reference place leaves open."""
    return Uncertainty(cause=Cause.EXTENT, metres=metres, text=text)


def base_data(metres: float | None, text: str) -> Uncertainty:
    """What generalised shapes leave open."""
    return Uncertainty(cause=Cause.BASE_DATA, metres=metres, text=text)


def not_fixed(metres: float | None, text: str) -> Uncertainty:
    """What no reading of the words can fix."""
    return Uncertainty(cause=Cause.NOT_FIXED, metres=metres, text=text)


def km(metres: float) -> str:
    """A distance for a sentence: kilometres, one decimal below ten; metres where that would show nothing."""
    if 0 < metres < 100:
        return f"{metres:.0f} m"
    kilometres = metres / 1000.0
    return f"{kilometres:.0f} km" if kilometres >= 10 or kilometres == round(kilometres) else f"{kilometres:.1f} km"


def square_km(square_metres: float) -> str:
    """An area for a sentence: square kilometres to three figures, never fewer than all of a larger one's."""
    area = square_metres / 1e6
    if area >= 100:
        return f"{area:,.0f} km²"
    return f"{area:.3g} km²"
