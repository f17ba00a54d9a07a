"""Claims and footprints → what their cards, list entries and marks show.

All words are the article's own or the vocabulary's; a length is given in kilometres with its cause. Geometry is
packed and simplified below what can be seen; nothing is left out of a footprint's levels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely.geometry import Point

from deconflict_map.model.article import Span
from deconflict_map.model.claim import Status
from deconflict_map.model.footprint import NOT_FROM_THE_TEXT, Level
from deconflict_map.model.line_relation import AlongTowards
from deconflict_map.model.mark import levels
from deconflict_map.model.relation import AllOf, SideOf
from deconflict_map.render.course import course_of
from deconflict_map.render.layering import layer_of
from deconflict_map.render.packing import MARK_DECIMALS, UNSEEN_DEG, pack, turn
from deconflict_map.render.quotation import quotation
from deconflict_map.render.telling import relation_words
from deconflict_map.render.tree import relation_tree
from deconflict_map.render.voices import time_facts
from deconflict_map.render.words import distance_words, phrases, when_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.claim import Claim, Speaker
    from deconflict_map.model.footprint import Footprint, Step
    from deconflict_map.model.reading import Reading
    from deconflict_map.model.relation import Relation
    from deconflict_map.render.datablock import Json

_MEMBERS = 20
"""Lines of an ensemble shown on request: 15 to 30 are readable (after Hullman et al. and Ruginski et al. 2016)."""


def claim_records(reading: Reading) -> list[Json]:
    """One record per claim, in the order of the text."""
    feet = {number: mark.id for mark in reversed(reading.footprints) for number in mark.claims}
    undrawn = {item.claim: item.reason for item in reading.undrawn}
    return [_claim_record(claim, reading, feet, undrawn) for claim in reading.claims]


def _claim_record(claim: Claim, reading: Reading, feet: dict[int, str], undrawn: dict[int, str]) -> Json:
    article = reading.article
    return {
        "n": claim.number,
        "object": claim.located.text,
        "kind": phrases("object")[claim.located.kind.value],
        "words": relation_words(claim.relation, reading),
        "status": claim.status.value,
        "statusWords": phrases("status")[claim.status.value],
        "who": _who(claim.speakers),
        "speakers": [speaker.text for speaker in claim.speakers],
        "roles": [
            {"who": speaker.text, "role": speaker.role, "of": speaker.organisation, "unnamed": speaker.unnamed}
            for speaker in claim.speakers
            if speaker.role or speaker.unnamed or speaker.organisation not in {"", speaker.text}
        ],
        **time_facts(claim),
        "said": when_words(claim.said) if claim.said else "",
        "holds": when_words(claim.holds) if claim.holds else "",
        "quote": quotation(article, article.sentences[claim.sentence].span, around=claim.span),
        "denials": [
            {"who": denial.speaker.text, "quote": quotation(article, denial.span, around=denial.span)}
            for denial in claim.denials
        ],
        "withheld": quotation(article, claim.withheld, around=claim.withheld) if claim.withheld else "",
        "whyWithheld": phrases("withheld")[claim.why_withheld.value] if claim.why_withheld else "",
        "condition": article.quote(claim.condition) if claim.condition else "",
        "supersedes": list(claim.supersedes),
        "stated": [
            f"{phrases('measure')[number.measure.value]}: {article.quote(number.span)}" for number in claim.stated
        ],
        "tree": relation_tree(claim.relation, reading),
        "notes": list(claim.notes),
        "mark": feet.get(claim.number),
        "undrawn": undrawn.get(claim.number, "" if claim.number in feet else "no rule drew it"),
    }


def _who(speakers: tuple[Speaker, ...]) -> str:
    return " and ".join(speaker.text for speaker in speakers) or "the text itself"


def unread_records(reading: Reading) -> list[Json]:
    """Words that look like descriptions and couldn't be read: the sentence, where reading stopped, and why."""
    article = reading.article
    return [
        {
            "words": quotation(article, unread.span, around=unread.span),
            "stopped": quotation(article, Span(start=unread.stopped, end=unread.span.end), around=unread.span)
            if unread.span.start < unread.stopped < unread.span.end
            else "",
            "reason": unread.reason,
        }
        for unread in reading.unread
    ]


def mark_records(reading: Reading, bounds: tuple[float, float, float, float]) -> list[Json]:
    """One record per footprint, in the order of the reading."""
    return [_mark_record(footprint, reading, bounds) for footprint in reading.footprints]


def _mark_record(footprint: Footprint, reading: Reading, bounds: tuple[float, float, float, float]) -> Json:
    around = (bounds[0] + bounds[2]) / 2
    claims = [reading.claims[number - 1] for number in footprint.claims]
    return {
        "id": footprint.id,
        "title": footprint.title,
        "kind": footprint.kind.value,
        "layer": layer_of(footprint, reading).value,
        "claims": list(footprint.claims),
        "drawable": footprint.drawable,
        "whyNot": footprint.why_not,
        "doubt": any(claim.status in {Status.CLAIMED, Status.DISPUTED} for claim in claims),
        "withheld": any(claim.withheld is not None or claim.why_withheld is not None for claim in claims),
        "denied": any(claim.status is Status.DISPUTED or claim.denials for claim in claims),
        "heading": heading_deg(claims),
        "side": side_deg(claims),
        "course": None if (course := course_of(footprint, reading)) is None else course.value,
        "at": None if (at := label_point(footprint, bounds)) is None else list(at),
        "levels": [{"level": level.value, "shape": _packed(geometry, around)} for level, geometry in levels(footprint)],
        "members": _members(footprint, around),
        "uncertainty": [
            {
                "cause": part.cause.value,
                "size": "" if part.metres is None else distance_words(part.metres),
                "text": part.text,
            }
            for part in footprint.uncertainty
        ],
        "steps": [_step_record(step, reading) for step in footprint.steps],
        "change": list(footprint.what_would_change),
        "findings": [*published_words(footprint), *footprint.findings],
        **_published_record(footprint),
    }


def _published_record(footprint: Footprint) -> dict[str, Json]:
    """What a course that isn't from the text has in the rows of a download, in place of what the words leave open."""
    given = footprint.published
    if given is None:
        return {}
    told = "; ".join((NOT_FROM_THE_TEXT, *given.told))
    return {"published": {"why_not": "", "uncertainty": told, "source": given.source, "licence": given.licence}}


def published_words(footprint: Footprint) -> tuple[str, ...]:
    """What is told of a course that isn't from the text: whose it is, and how far it lies from what the words say."""
    given = footprint.published
    if given is None:
        return ()
    by = f"given by {given.by}, " if given.by else ""
    told = f"Published elsewhere, not from the text: {by}source: {given.source}; licence: {given.licence}."
    return (told, *given.told)


def _step_record(step: Step, reading: Reading) -> Json:
    return {
        "rule": step.rule,
        "source": step.source,
        "effect": step.effect,
        "claim": step.claim,
        "words": quotation(reading.article, step.span, around=step.span),
        "records": list(step.records),
        "assumptions": list(step.assumptions),
    }


def _packed(geometry: BaseGeometry, around: float) -> Json:
    seen = geometry.simplify(UNSEEN_DEG)
    return pack(geometry if seen.is_empty else seen, decimals=MARK_DECIMALS, around=around)


def _members(footprint: Footprint, around: float) -> list[Json]:
    if footprint.ensemble is None or not footprint.drawable:
        return []
    members = footprint.ensemble.members
    stride = -(-len(members) // _MEMBERS) or 1
    return [_packed(member, around) for member in members[::stride]]


def heading_deg(claims: Iterable[Claim]) -> float | None:
    """The direction of a planned move, in degrees clockwise from north, if one of the claims says it."""
    return next((azimuth for claim in claims if (azimuth := _azimuth(claim.relation)) is not None), None)


def side_deg(claims: Iterable[Claim]) -> float | None:
    """The compass side of a line that is meant, in degrees clockwise from north, if one of the claims says it."""
    return next((azimuth for claim in claims if (azimuth := _side(claim.relation)) is not None), None)


def _side(relation: Relation) -> float | None:
    match relation:
        case SideOf(heading=heading):
            return heading.azimuth_deg
        case AllOf(parts=parts):
            return next((found for part in parts if (found := _side(part)) is not None), None)
        case _:
            return None


def _azimuth(relation: Relation) -> float | None:
    match relation:
        case AlongTowards(heading=heading) if heading is not None:
            return heading.azimuth_deg
        case AllOf(parts=parts):
            return next((found for part in parts if (found := _azimuth(part)) is not None), None)
        case _:
            return None


def label_point(footprint: Footprint, bounds: tuple[float, float, float, float]) -> tuple[float, float] | None:
    """Where the number of a footprint stands, `(lon, lat)`: on its line, or in the surest area that the scene shows."""
    drawn = levels(footprint)
    if not drawn:
        return None
    own = tuple(row for row in drawn if row[0] is not Level.PUBLISHED)
    drawn = own or drawn  # a number stands on what the words say, where they say anything
    for level, geometry in reversed(drawn):
        seen = shapely.clip_by_rect(geometry, *bounds)
        if not seen.is_empty:
            point = _middle(seen) if level is Level.BEST else _inside(seen)
            break
    else:
        point = _inside(drawn[-1][1])
    around = (bounds[0] + bounds[2]) / 2
    return round(point.x + turn(point.x, around), MARK_DECIMALS), round(point.y, MARK_DECIMALS)


def _inside(area: BaseGeometry) -> Point:
    """A point in the largest part of an area."""
    largest: BaseGeometry = max(shapely.get_parts(area), key=lambda part: part.area)
    return Point(largest.representative_point())


def _middle(line: BaseGeometry) -> Point:
    longest: BaseGeometry = max(shapely.get_parts(line), key=lambda part: part.length)
    return Point(longest.interpolate(0.5, normalized=True) if longest.length else longest.representative_point())
