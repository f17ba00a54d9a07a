"""What every footprint says beside its shape: causes in order, quotes of what is withheld, what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.footprints.tract import not_fixed
from deconflict_map.model.claim import ObjectKind, WhyWithheld
from deconflict_map.model.footprint import Cause, FootprintKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deconflict_map.footprints.scene import Atlas
    from deconflict_map.model.claim import Claim
    from deconflict_map.model.footprint import Uncertainty

_ORDER = {cause: index for index, cause in enumerate(Cause)}


def kind_of(claim: Claim) -> FootprintKind:
    """How an object is drawn where its ground is known, not its course."""
    match claim.located.kind:
        case ObjectKind.EVENT:
            return FootprintKind.POINT
        case ObjectKind.LINE:
            return FootprintKind.LINE
        case ObjectKind.ZONE | ObjectKind.OPERATION | ObjectKind.FORCE:
            return FootprintKind.ZONE


def ordered(uncertainty: Iterable[Uncertainty]) -> tuple[Uncertainty, ...]:
    """Each cause once per text, grouped by cause."""
    return tuple(sorted(dict.fromkeys(uncertainty), key=lambda part: _ORDER[part.cause]))


def withheld(claims: Iterable[Claim], atlas: Atlas) -> tuple[Uncertainty, ...]:
    """The words by which the text itself says that the exact course isn't public."""
    spans = dict.fromkeys(claim.withheld for claim in claims if claim.withheld is not None)
    return tuple(
        not_fixed(None, f"the text itself says that the exact course isn't public: “{atlas.quote(span)}”")
        for span in spans
    )


def why_withheld(claims: Iterable[Claim], atlas: Atlas) -> str:
    """Why the words can't fix a course, in a sentence that names them; empty where they don't say so."""
    reasons = {
        WhyWithheld.UNPUBLISHED: "its map isn't published",
        WhyWithheld.TO_BE_AGREED: "it is still to be agreed",
        WhyWithheld.ANNEXED_MAP: "it is drawn on an annexed map only",
        WhyWithheld.SKETCH_MAP: "it is drawn on a sketch map only",
        WhyWithheld.DATED_LINE: "it is measured from a line of one day that no base data hold",
    }
    for claim in claims:
        if claim.why_withheld is None and claim.withheld is None:
            continue
        why = reasons[claim.why_withheld or WhyWithheld.UNPUBLISHED]
        words = "" if claim.withheld is None else f" (“{atlas.quote(claim.withheld)}”)"
        return f"the words alone can't fix the course: {why}{words}"
    return ""


def changes(claim: Claim, hints: Iterable[str]) -> tuple[str, ...]:
    """What would make the footprint more exact, in plain words."""
    published = {
        ObjectKind.LINE: "A published map of the line would replace this band.",
        ObjectKind.ZONE: "A published map of the zone would replace this drawing.",
        ObjectKind.EVENT: "Coordinates, or a named place nearer by, would replace this drawing.",
        ObjectKind.OPERATION: "Reports that name the places reached would replace this drawing.",
        ObjectKind.FORCE: "Reports that name the places held would replace this drawing.",
    }[claim.located.kind]
    return tuple(dict.fromkeys((published, *hints)))
