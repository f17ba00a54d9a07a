"""What was read from a phrase → its rows, and what is told of them: one FeatureCollection with a `description`.

Features are the levels of the footprints, each with `level`, `kind` and `claim`; the best geometry comes first. The
places that the phrase names stand in `description.places`, not among the features.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.export.geojson import features, written
from deconflict_map.export.table import Row, footprint_rows
from deconflict_map.export.tree import relation_tree
from deconflict_map.model.footprint import Level
from deconflict_map.model.relation import references

if TYPE_CHECKING:
    from deconflict_map.export.tree import Json
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.reading import Reading
    from deconflict_map.model.toponym import Candidate, Resolution

_RIVALS = 5
"""So many other places of a name are listed; the rest would hardly be meant (judgement)."""
_ORDER = (Level.BEST, Level.CORE, Level.LIKELY, Level.SUPPORT, Level.BAND50, Level.BAND90)


def located_rows(reading: Reading) -> tuple[Row, ...]:
    """The rows of all levels of all footprints, the best geometry of each first."""
    from deconflict_map.geodesy.measures import best  # noqa: PLC0415 -- kept out of the import of the package

    found: list[Row] = []
    for footprint in reading.footprints:
        levels = {row.level: row for row in footprint_rows(reading, footprint)}
        shape = best(footprint)
        if shape is not None and levels and Level.BEST not in levels:
            any_row = next(iter(levels.values()))
            name = Level.BEST.value
            levels[name] = replace(any_row, id=f"{footprint.id}/{name}", level=name, geometry=shape)
        found += [levels[level.value] for level in _ORDER if level.value in levels]
    return tuple(found)


def located_geojson(reading: Reading) -> str:
    """The FeatureCollection, ending in a newline (RFC 7946; see `geojson`)."""
    collection: dict[str, Json] = {
        "type": "FeatureCollection",
        "description": description(reading),
        "sources": [
            {"title": source.title, "licence": source.licence, "attribution": source.attribution}
            for source in reading.sources
        ],
        "features": features(located_rows(reading)),
    }
    return written(collection)


def description(reading: Reading) -> dict[str, Json]:
    """What is told of the phrase: relation, whether it can be drawn, what was assumed, sizes, places.

    Sizes are those of the first footprint; rival readings follow it in `readings`, each with its own.
    """
    first = reading.footprints[0] if reading.footprints else None
    claim = reading.claims[0] if reading.claims else None
    told: dict[str, Json] = {
        "phrase": reading.article.text,
        "relation": None if claim is None else relation_tree(claim.relation, reading),
        "drawable": first is not None and first.drawable,
        "why_not": _why_not(reading, first),
        "assumptions": [] if reading.asked is None else list(reading.asked.assumptions),
        **_sizes(first),
        "uncertainty": [] if first is None else _causes(first),
        "findings": list(dict.fromkeys(one for footprint in reading.footprints for one in footprint.findings)),
        "places": [
            _place(resolution, used=index in _used(reading)) for index, resolution in enumerate(reading.resolutions)
        ],
    }
    if reading.withheld:
        told["withheld"] = list(reading.withheld)
    if len(reading.footprints) > 1:
        told["readings"] = [
            {
                "feature": one.id,
                "title": one.title,
                "drawable": one.drawable,
                "why_not": one.why_not or None,
                **_sizes(one),
            }
            for one in reading.footprints
        ]
    return told


def _why_not(reading: Reading, first: Footprint | None) -> str | None:
    if first is not None:
        return first.why_not or None
    reasons = [*(item.reason for item in reading.undrawn), *(item.reason for item in reading.unread)]
    return reasons[0] if reasons else "no place was read from the phrase"


def _sizes(footprint: Footprint | None) -> dict[str, Json]:
    from deconflict_map.geodesy.measures import measures  # noqa: PLC0415 -- the same

    found = None if footprint is None else measures(footprint)
    area = None if found is None or found.area_m2 is None else _km2(found.area_m2)
    length = None if found is None or found.length_m is None else round(found.length_m / 1000.0, 3)
    off = None if found is None or found.uncertainty_m is None else round(found.uncertainty_m)
    return {"area_km2": area, "length_km": length, "uncertainty_m": off}


def _km2(area_m2: float) -> float:
    """Square kilometres, to a thousandth."""
    return round(area_m2 / 1e6, 3)


def _causes(footprint: Footprint) -> list[Json]:
    return [
        {"cause": part.cause.value, "metres": None if part.metres is None else round(part.metres), "text": part.text}
        for part in footprint.uncertainty
    ]


def _used(reading: Reading) -> frozenset[int]:
    """The toponyms to which the relation refers."""
    return frozenset(ref.toponym for claim in reading.claims for ref in references(claim.relation))


def _place(resolution: Resolution, *, used: bool) -> Json:
    place, toponym = resolution.place, resolution.toponym
    return {
        "words": toponym.text,
        "span": [toponym.span.start, toponym.span.end],
        "used": used,
        "id": None if place is None else place.id,
        "name": None if place is None else place.name,
        "lat": None if place is None else place.lat,
        "lon": None if place is None else place.lon,
        "country": None if place is None else place.country,
        "feature": None if place is None else place.feature,
        "confidence": resolution.confidence,
        "reason": resolution.reason,
        "rivals": [_rival(one.place.name, one.place.country, one.place.id) for one in _others(resolution)],
    }


def _others(resolution: Resolution) -> list[Candidate]:
    chosen = None if resolution.place is None else resolution.place.id
    return [one for one in resolution.candidates if one.place.id != chosen][:_RIVALS]


def _rival(name: str, country: str, place_id: str) -> Json:
    return {"name": name, "country": country, "id": place_id}
