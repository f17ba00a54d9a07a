"""A reading → its rows: one for every place and one for every level of every footprint.

Places that the text names only by association have a row without geometry: they are listed, not drawn. Geometries are
EPSG:4326, longitude before latitude.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from deconflict_map.export.georeference import UNLOCATED, of_footprint, of_place
from deconflict_map.model.footprint import NOT_FROM_THE_TEXT, Level
from deconflict_map.model.mark import levels, place_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.export.georeference import Georeference
    from deconflict_map.model.claim import Claim, When
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.mark import PlaceMark
    from deconflict_map.model.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One drawn (or listed) thing.

    `mark` is the id that the page uses; `id` adds the level, so that it is unique. `said_first`…`said_last` are the
    days on which it was said, `holds_first`…`holds_last` those for which. `confidence` is that of a place's resolution.
    `withheld` says what was withheld for publishing from the whole reading; `georeference` is the point summary of the
    mark, whose terms are further columns of those formats that are tables.
    """

    id: str
    mark: str
    kind: str
    level: str
    title: str
    claim: str
    status: str
    speakers: str
    denied_by: str
    said_first: date | None
    said_last: date | None
    holds_first: date | None
    holds_last: date | None
    quote: str
    place_id: str
    country: str
    feature: str
    confidence: float | None
    drawable: bool
    why_not: str
    uncertainty: str
    source: str
    licence: str
    geometry: BaseGeometry | None
    withheld: str = ""
    georeference: Georeference = UNLOCATED


def columns(table: Iterable[Row]) -> tuple[str, ...]:
    """The names of the columns but the geometry: `withheld` is one only where something is withheld."""
    told = any(row.withheld for row in table)
    names = [item.name for item in fields(Row) if item.name not in {"geometry", "georeference"}]
    return tuple(name for name in names if told or name != "withheld")


def rows(reading: Reading) -> tuple[Row, ...]:
    """All rows of a reading: places in the order of the text, then footprints, largest level first."""
    places = [_place_row(reading, mark) for mark in place_marks(reading)]
    drawn = [row for footprint in reading.footprints for row in footprint_rows(reading, footprint)]
    return (*places, *drawn)


def footprint_rows(reading: Reading, footprint: Footprint) -> list[Row]:
    """One row a level of a footprint, largest first; the largest is the whole location."""
    found = of_footprint(reading, footprint)
    part = replace(found, footprint_wkt="")
    return [
        _footprint_row(reading, footprint, level, geometry, part if index else found)
        for index, (level, geometry) in enumerate(levels(footprint))
    ]


def _place_row(reading: Reading, mark: PlaceMark) -> Row:
    from shapely import Point  # noqa: PLC0415 -- kept out of the import of the package

    place = mark.place
    first = reading.resolutions[mark.mentions[0]].toponym
    sentence = reading.article.sentences[first.sentence]
    return Row(
        id=mark.id,
        mark=mark.id,
        kind="place",
        level="",
        title=place.name,
        claim="",
        status="",
        speakers="",
        denied_by="",
        said_first=None,
        said_last=None,
        holds_first=None,
        holds_last=None,
        quote=reading.article.quote(sentence.span),
        place_id=place.id,
        country=place.country,
        feature=place.feature,
        confidence=mark.confidence,
        drawable=mark.drawn,
        why_not=mark.why_not,
        uncertainty="",
        source=place.source,
        licence=place.licence,
        geometry=Point(place.lon, place.lat) if mark.drawn else None,
        withheld=" ".join(reading.withheld),
        georeference=of_place(reading, mark),
    )


def _footprint_row(
    reading: Reading, footprint: Footprint, level: Level, geometry: BaseGeometry, georeference: Georeference
) -> Row:
    claims = [reading.claims[number - 1] for number in footprint.claims]
    lead = claims[0]
    row = Row(
        id=f"{footprint.id}/{level.value}",
        mark=footprint.id,
        kind=footprint.kind.value,
        level=level.value,
        title=footprint.title,
        claim=", ".join(str(number) for number in footprint.claims),
        status=lead.status.value,
        speakers=_listed(speaker.text for claim in claims for speaker in claim.speakers),
        denied_by=_listed(denial.speaker.text for claim in claims for denial in claim.denials),
        said_first=_first(claim.said for claim in claims),
        said_last=_last(claim.said for claim in claims),
        holds_first=_first(claim.holds for claim in claims),
        holds_last=_last(claim.holds for claim in claims),
        quote=_listed(_quotes(reading, claims)),
        place_id="",
        country="",
        feature="",
        confidence=None,
        drawable=footprint.drawable,
        why_not=footprint.why_not,
        uncertainty="; ".join(f"{part.cause.value}: {part.text}" for part in footprint.uncertainty),
        source="",
        licence="",
        geometry=geometry,
        withheld=" ".join(reading.withheld),
        georeference=georeference,
    )
    if level is not Level.PUBLISHED or footprint.published is None:
        return row
    given = footprint.published  # nothing of the machine's own doubt is said of it, and nothing of it is the text's
    uncertainty = "; ".join((NOT_FROM_THE_TEXT, *given.told))
    return replace(row, uncertainty=uncertainty, why_not="", source=given.source, licence=given.licence)


def _quotes(reading: Reading, claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield reading.article.quote(reading.article.sentences[claim.sentence].span)


def _listed(words: Iterable[str]) -> str:
    """The words without repetition, in order."""
    return "; ".join(dict.fromkeys(words))


def _first(times: Iterable[When | None]) -> date | None:
    return min((when.first for when in times if when is not None), default=None)


def _last(times: Iterable[When | None]) -> date | None:
    return max((when.last for when in times if when is not None), default=None)
