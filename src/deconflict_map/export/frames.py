"""A reading → one GeoDataFrame for each kind of value that it holds: toponyms, claims, footprints.

Rows stand in the order of the text and columns bear the names of the values' own fields, so that what a frame says can
be looked up in the values. What isn't placed or drawn has a row, with its reason and without geometry. Geometries are
EPSG:4326, longitude before latitude.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from deconflict_map.export.writing import utf8
from deconflict_map.geodesy.measures import best, measures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import geopandas
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.claim import Claim
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.reading import Reading
    from deconflict_map.model.toponym import Resolution


class Table(StrEnum):
    """What a frame has a row for."""

    TOPONYMS = "toponyms"
    """A name in the text, with the place that it was resolved to."""
    CLAIMS = "claims"
    """A relation that somebody asserted, with the best geometry of its footprint."""
    FOOTPRINTS = "footprints"
    """A described point, line or zone, with its best geometry and its size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Toponym:
    start: int
    end: int
    text: str
    kind: str
    literal: bool
    why_not_literal: str
    probability: float
    place_id: str
    name: str
    country: str
    feature: str
    population: float | None
    confidence: float
    reason: str
    candidates: int
    sentence: str
    geometry: BaseGeometry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    number: int
    located: str
    kind: str
    relation: str
    words: str
    status: str
    speakers: str
    denied_by: str
    said_first: date | None
    said_last: date | None
    holds_first: date | None
    holds_last: date | None
    footprint: str
    undrawn: str
    sentence: str
    geometry: BaseGeometry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Footprint:
    id: str
    title: str
    kind: str
    claims: str
    drawable: bool
    why_not: str
    area_km2: float | None
    length_km: float | None
    uncertainty_km: float | None
    uncertainty: str
    rules: str
    findings: str
    geometry: BaseGeometry | None


def frame(reading: Reading, table: Table) -> geopandas.GeoDataFrame:
    """One of the frames of a reading, indexed by what counts its rows."""
    match table:
        case Table.TOPONYMS:
            return _frame([_toponym(one, reading) for one in reading.resolutions], _Toponym, index="start")
        case Table.CLAIMS:
            return _frame([_claim(one, reading) for one in reading.claims], _Claim, index="number")
        case Table.FOOTPRINTS:
            return _frame([_footprint(one) for one in reading.footprints], _Footprint, index="id")
        case _:
            assert_never(table)


def _frame(
    rows: Sequence[_Toponym | _Claim | _Footprint], kind: type[_Toponym | _Claim | _Footprint], *, index: str
) -> geopandas.GeoDataFrame:
    import geopandas  # noqa: PLC0415 -- half a second, and only wanted here

    cells = {item.name: [_written(getattr(row, item.name)) for row in rows] for item in fields(kind)}
    return geopandas.GeoDataFrame(cells, geometry="geometry", crs="EPSG:4326").set_index(index)


def _written(value: object) -> object:
    return utf8(value) if isinstance(value, str) else value


def _toponym(found: Resolution, reading: Reading) -> _Toponym:
    from shapely import Point  # noqa: PLC0415 -- kept out of the import of the package

    named, place = found.toponym, found.place
    return _Toponym(
        start=named.span.start,
        end=named.span.end,
        text=named.text,
        kind=named.kind.value,
        literal=named.literal,
        why_not_literal=named.why_not_literal,
        probability=named.probability,
        place_id="" if place is None else place.id,
        name="" if place is None else place.name,
        country="" if place is None else place.country,
        feature="" if place is None else place.feature,
        population=None if place is None else place.population,
        confidence=found.confidence,
        reason=found.reason,
        candidates=len(found.candidates),
        sentence=_sentence(named.sentence, reading),
        geometry=None if place is None else Point(place.lon, place.lat),
    )


def _claim(claim: Claim, reading: Reading) -> _Claim:
    footprint = next((one for one in reading.footprints if claim.number in one.claims), None)
    undrawn = next((one.reason for one in reading.undrawn if one.claim == claim.number), "")
    said, holds = claim.said, claim.holds
    return _Claim(
        number=claim.number,
        located=claim.located.text,
        kind=claim.located.kind.value,
        relation=type(claim.relation).__name__,
        words=reading.article.quote(claim.relation.span),
        status=claim.status.value,
        speakers="; ".join(dict.fromkeys(speaker.text for speaker in claim.speakers)),
        denied_by="; ".join(dict.fromkeys(denial.speaker.text for denial in claim.denials)),
        said_first=said.first if said else None,
        said_last=said.last if said else None,
        holds_first=holds.first if holds else None,
        holds_last=holds.last if holds else None,
        footprint="" if footprint is None else footprint.id,
        undrawn=undrawn,
        sentence=_sentence(claim.sentence, reading),
        geometry=None if footprint is None else best(footprint),
    )


def _footprint(footprint: Footprint) -> _Footprint:
    size = measures(footprint)
    return _Footprint(
        id=footprint.id,
        title=footprint.title,
        kind=footprint.kind.value,
        claims=", ".join(map(str, footprint.claims)),
        drawable=footprint.drawable,
        why_not=footprint.why_not,
        area_km2=None if size.area_m2 is None else size.area_m2 / 1e6,
        length_km=None if size.length_m is None else size.length_m / 1e3,
        uncertainty_km=None if size.uncertainty_m is None else size.uncertainty_m / 1e3,
        uncertainty="; ".join(f"{part.cause.value}: {part.text}" for part in footprint.uncertainty),
        rules="; ".join(dict.fromkeys(step.rule for step in footprint.steps)),
        findings="; ".join(footprint.findings),
        geometry=best(footprint),
    )


def _sentence(number: int, reading: Reading) -> str:
    sentences = reading.article.sentences
    return reading.article.quote(sentences[number].span) if sentences else ""
