"""Claims, resolutions and a gazetteer → footprints, and the claims that got none.

Claims about one object are drawn as one footprint; what can't be drawn is returned with its reason, never dropped.
Pure: equal input gives equal bytes, and ids depend on nothing but the order of the claims.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.footprints.constraints import grouped, subject, suffices, unresolved
from deconflict_map.footprints.explaining import explained, taken
from deconflict_map.footprints.grounds import draw_ground
from deconflict_map.footprints.lines import describes_line, draw_line, is_line
from deconflict_map.footprints.outcome import Drawing
from deconflict_map.footprints.scene import Atlas
from deconflict_map.footprints.stated_numbers import mismatches
from deconflict_map.model.footprint import Undrawn
from deconflict_map.model.own_relation import by_name
from deconflict_map.model.relation import references

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deconflict_map.model.article import Article
    from deconflict_map.model.claim import Claim
    from deconflict_map.model.footprint import Footprint, Uncertainty
    from deconflict_map.model.own_relation import OwnRelation
    from deconflict_map.model.place import Gazetteer, Place
    from deconflict_map.model.toponym import Resolution


def draw(
    claims: Sequence[Claim],
    resolutions: Sequence[Resolution],
    article: Article,
    gazetteer: Gazetteer,
    *,
    context: Sequence[Place] = (),
    relations: Sequence[OwnRelation] = (),
) -> Drawing:
    """Draw all claims of an article; `context` are places in whose countries it is known to play.

    `relations` are those that a user added.

    Geometries are EPSG:4326, longitude before latitude, rounded to six decimals, and continuous: where a footprint
    crosses 180° its longitudes run past it (`geodesy.split` cuts it for files). Raises nothing of its own: a claim
    that can't be drawn comes back as `Undrawn`.
    """
    atlas = Atlas(
        article=article,
        resolutions=resolutions,
        gazetteer=gazetteer,
        claims=claims,
        context=context,
        relations=by_name(relations),
    )
    undrawn = [Undrawn(claim=claim.number, reason=claim.withdrawn) for claim in claims if claim.withdrawn]
    told = {claim.number: claim for claim in claims}
    standing = [explained(claim, atlas) for claim in claims if not claim.withdrawn]
    undrawn += [_unplaced(claim, atlas) for claim in standing if not _placed(claim, atlas)]
    placed = [claim for claim in standing if _placed(claim, atlas)]
    undrawn += [_unread(claim, article) for claim in placed if claim.unread is not None]
    footprints: list[Footprint] = []
    for group in grouped(claim for claim in placed if claim.unread is None):
        about = subject(group, atlas)
        drawn = draw_line(about) if is_line(about) else draw_ground(about)
        missing = {claim.number: _unplaced(claim, atlas) for claim in group if unresolved(claim, atlas)}
        undrawn.extend(missing.get(item.claim, item) for item in drawn.undrawn)
        notes = {claim.number: taken(told[claim.number], claim, atlas) for claim in group}
        footprints.extend(_noted(_measured(footprint, group), notes) for footprint in drawn.footprints)
    numbered = tuple(replace(fp, id=f"{fp.kind.value}-{n}") for n, fp in enumerate(footprints, start=1))
    return Drawing(footprints=numbered, undrawn=tuple(sorted(undrawn, key=lambda item: item.claim)))


def _placed(claim: Claim, atlas: Atlas) -> bool:
    """Whether enough of its places is known: some of a line's points or of several grounds; the others are told."""
    missing = unresolved(claim, atlas)
    some = len(missing) < len(references(claim.relation))
    return not missing or (some and (describes_line(claim.relation) or suffices(claim.relation, atlas)))


def _noted(footprint: Footprint, notes: Mapping[int, tuple[Uncertainty, ...]]) -> Footprint:
    """A footprint with what is told of names that its claims' own words explain."""
    own = tuple(note for number in footprint.claims for note in notes.get(number, ()))
    return footprint if not own else replace(footprint, uncertainty=(*footprint.uncertainty, *own))


def _measured(footprint: Footprint, claims: Sequence[Claim]) -> Footprint:
    """A line with what its claims say of its length and its courses don't have; zones are measured as drawn."""
    if footprint.ensemble is None:
        return footprint
    return replace(footprint, findings=(*footprint.findings, *mismatches(claims, footprint)))


def _unread(claim: Claim, article: Article) -> Undrawn:
    words = article.quote(claim.unread) if claim.unread is not None else ""
    return Undrawn(claim=claim.number, reason=f"“{words}” changes the place meant, and can't be read yet")


def _unplaced(claim: Claim, atlas: Atlas) -> Undrawn:
    missing = unresolved(claim, atlas)
    names = ", ".join(f"“{name}”" for name in missing)
    known = len({atlas.name(ref) for ref in references(claim.relation)}) > len(missing)
    needed = ", without which the rest can't be drawn" if known else ""
    return Undrawn(claim=claim.number, reason=f"no place is known for {names}{needed}")
