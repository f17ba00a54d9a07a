"""Words of a user's own → ground: the relation that the reference shows as an example of one that was added."""

from __future__ import annotations

from math import sqrt

from deconflict_map import OwnCase, OwnGround, OwnRelation

EARTH_M = 6_371_008.8
"""Mean radius (Moritz 2000, Geodetic Reference System 1980, J. Geod. 74:128)."""
EYE_M = 2.0
SEEN_M = (10.0, 30.0, 100.0)
"""Heights that are surely, likely and possibly seen from the sea: houses, towers, hills (judgement)."""


def in_view(case: OwnCase) -> OwnGround | str:
    """The ground from which a place may be seen over the horizon, which hides what lies beyond sqrt(2 R h)."""
    (place,) = case.references
    core, likely, support = (place.ground.buffer(sqrt(2 * EARTH_M) * (sqrt(EYE_M) + sqrt(top))) for top in SEEN_M)
    return OwnGround(core=core, likely=likely, support=support, effect=f"where {place.name} stands above the horizon")


RELATIONS = {
    "view": OwnRelation(
        name="view",
        words=("within sight of", "in view of"),
        draw=in_view,
        source="geometry of the horizon, sqrt(2 R h) without refraction; heights: judgement",
    ),
}
