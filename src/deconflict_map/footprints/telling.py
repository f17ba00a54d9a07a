"""What every footprint says beside its shape: causes in order, quotes of what is withheld, what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.footprints.tract import not_fixed
from deconflict_map.model.claim import ObjectKind
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
