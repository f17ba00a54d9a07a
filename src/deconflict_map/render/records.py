"""Places and mentions → what their cards and marks show.

Coordinates and shapes are packed for the page; names, scores and reasons go as they are. A wide place (country,
region, sea …) has no dot that could be taken for its position: it is shown by its outline, or by a hollow ring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from deconflict_map.model.mark import place_marks
from deconflict_map.model.place import PlaceKind
from deconflict_map.render.ground import anchors
from deconflict_map.render.packing import MARK_DECIMALS, UNSEEN_DEG, pack, turn
from deconflict_map.render.quotation import quotation
from deconflict_map.render.words import distance_words, phrases

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.mark import PlaceMark
    from deconflict_map.model.place import Place
    from deconflict_map.model.reading import Reading
    from deconflict_map.model.toponym import Candidate, Resolution
    from deconflict_map.render.datablock import Json

UNSURE = 0.8
"""Below this confidence a place is drawn hollow. Judgement: of ten such places two would stand wrong."""

WIDE = frozenset(
    (
        PlaceKind.COUNTRY,
        PlaceKind.DIVISION,
        PlaceKind.REGION,
        PlaceKind.CONTINENT,
        PlaceKind.SEA,
        PlaceKind.LAKE,
        PlaceKind.VALLEY,
        PlaceKind.STREAM,
    )
)
"""Kinds of places whose name stands on their ground: a dot would say where they aren't."""
_CANDIDATES = 6
"""A card names this many candidates at most, and says how many more there are."""
_SPELLINGS = 60
"""A place can be found by this many other names at most; large cities have hundreds, in every script."""
_BEYOND = 0.6
"""Shapes are clipped to the scene and this share of it around: what lies farther off can't be seen on opening."""


def place_records(reading: Reading, bounds: tuple[float, float, float, float]) -> list[Json]:
    """One record per place mark, in the order of the text."""
    shapes = dict(reading.shapes)
    spellings = dict(reading.spellings)
    return [
        _place_record(mark, shapes.get(mark.place.id), bounds)
        | {"spellings": _spellings(mark.place, spellings.get(mark.place.id, ()))}
        for mark in place_marks(reading)
    ]


def _spellings(place: Place, others: tuple[str, ...]) -> Json:
    """Other names to find a place by: as many as a reader may try, in the gazetteer's order."""
    new: list[Json] = [*dict.fromkeys(name for name in others if name not in {place.name, place.local_name})]
    return new[:_SPELLINGS]


def _place_record(
    mark: PlaceMark, shape: BaseGeometry | None, bounds: tuple[float, float, float, float]
) -> dict[str, Json]:
    around = (bounds[0] + bounds[2]) / 2
    outline = None if shape is None or not mark.drawn else _outline(shape, bounds)
    return {
        "id": mark.id,
        **place_facts(mark.place, around=around),
        "drawn": mark.drawn,
        "whyNot": mark.why_not,
        "confidence": round(mark.confidence, 2),
        "unsure": mark.confidence < UNSURE,
        "wide": mark.place.kind in WIDE,
        "line": mark.place.kind is PlaceKind.STREAM,
        "labelAt": _label_spots(mark, shape, bounds),
        "mentions": list(mark.mentions),
        "shape": None if outline is None else pack(outline, decimals=MARK_DECIMALS - 1, around=around),
        "shapeError": distance_words(mark.place.shape_error_m) if mark.place.shape_error_m else "",
    }


def _label_spots(mark: PlaceMark, shape: BaseGeometry | None, bounds: tuple[float, float, float, float]) -> Json:
    """Where the name of a wide place may stand: on the part of its shape that the opening view shows."""
    if shape is None or mark.place.kind not in WIDE:
        return []
    seen = shapely.clip_by_rect(shape, *bounds)
    return [] if seen.is_empty else anchors(seen, around=(bounds[0] + bounds[2]) / 2)


def place_facts(place: Place, *, around: float) -> dict[str, Json]:
    """The gazetteer's own words about a place; the longitude is the one nearest to `around`."""
    return {
        "record": place.id,
        "name": place.name,
        "local": place.local_name if place.local_name != place.name else "",
        "kind": phrases("place")[place.kind.value],
        "feature": place.feature,
        "country": place.country,
        "population": place.population,
        "at": [round(place.lon + turn(place.lon, around), MARK_DECIMALS), round(place.lat, MARK_DECIMALS)],
        "source": place.source,
        "licence": place.licence,
    }


def _outline(shape: BaseGeometry, bounds: tuple[float, float, float, float]) -> BaseGeometry | None:
    """A line as it is and an area as its edge, near the scene only."""
    west, south, east, north = bounds
    reach = _BEYOND * max(east - west, north - south)
    line = shape.boundary if shapely.get_dimensions(shape) == 2 else shape
    frame = (west - reach, south - reach, east + reach, north + reach)
    seen = shapely.clip_by_rect(line, *frame).simplify(UNSEEN_DEG)
    return None if seen.is_empty else seen


def mention_records(reading: Reading, bounds: tuple[float, float, float, float]) -> list[Json]:
    """One record per resolution, in the order of the text."""
    marks = {mark.place.id: mark.id for mark in place_marks(reading)}
    around = (bounds[0] + bounds[2]) / 2
    return [_mention_record(resolution, marks, reading, around=around) for resolution in reading.resolutions]


def _mention_record(resolution: Resolution, marks: dict[str, str], reading: Reading, *, around: float) -> Json:
    toponym = resolution.toponym
    chosen = resolution.place
    sentences = reading.article.sentences
    return {
        "text": toponym.text,
        "place": None if chosen is None else marks[chosen.id],
        "literal": toponym.literal,
        "whyNot": toponym.why_not_literal,
        "quote": quotation(reading.article, sentences[toponym.sentence].span, around=toponym.span) if sentences else "",
        "confidence": round(resolution.confidence, 2),
        "reason": resolution.reason,
        "evidence": list(resolution.evidence),
        "others": [
            _candidate_record(candidate, around=around)
            for candidate in resolution.candidates[: _CANDIDATES + 1]
            if chosen is None or candidate.place.id != chosen.id
        ][:_CANDIDATES],
        "more": max(0, len(resolution.candidates) - _CANDIDATES - (chosen is not None)),
    }


def _candidate_record(candidate: Candidate, *, around: float) -> Json:
    return {
        **place_facts(candidate.place, around=around),
        "score": round(candidate.score, 2),
        "match": phrases("match")[candidate.match.value],
        "matched": candidate.matched_name,
    }
