"""Rows → GeoJSON (RFC 7946): WGS 84, outer rings anticlockwise, six decimals (0.1 m), cut at the antimeridian.

Foreign members say where the map comes from, what wasn't placed or drawn and why, and under which licences the data
stands. Canonical JSON: the same reading gives the same bytes.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from deconflict_map.export.coordinates import as_written
from deconflict_map.export.georeference import TERMS, summary
from deconflict_map.export.notice import STATEMENT
from deconflict_map.export.table import columns, rows
from deconflict_map.export.writing import utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.export.table import Row
    from deconflict_map.export.tree import Json
    from deconflict_map.model.reading import Reading


def to_geojson(reading: Reading) -> str:
    """The reading as one FeatureCollection, ending in a newline."""
    collection: dict[str, Json] = {
        "type": "FeatureCollection",
        "article": _article(reading),
        "statement": STATEMENT,
        **({"withheld": list(reading.withheld)} if reading.withheld else {}),
        "not_placed": [
            {"text": resolution.toponym.text, "start": resolution.toponym.span.start, "reason": resolution.reason}
            for resolution in reading.resolutions
            if resolution.place is None
        ],
        "not_drawn": [{"claim": undrawn.claim, "reason": undrawn.reason} for undrawn in reading.undrawn],
        "sources": [
            {
                "title": source.title,
                "version": source.version,
                "licence": source.licence,
                "attribution": source.attribution,
            }
            for source in reading.sources
        ],
        "features": features(rows(reading)),
    }
    return written(collection)


def to_sequence(table: Iterable[Row], *, separator: str) -> str:
    """Rows as features, one a line, each behind `separator`: RS as of RFC 8142, or nothing.

    There is nothing around the features, so that each has its summary and `rights` among its properties.
    """
    return "".join(f"{separator}{written(_summed(row))}" for row in table)


def _summed(row: Row) -> dict[str, Json]:
    terms = dict(zip(TERMS, summary(row.georeference), strict=True))
    del terms["footprintWKT"]  # it is the feature's own geometry
    properties: dict[str, Json] = {name: _plain(getattr(row, name)) for name in columns([row]) if name != "id"}
    return {"type": "Feature", "id": row.id, "geometry": _geometry(row), "properties": properties | terms}


def features(table: Iterable[Row]) -> list[Json]:
    """Rows as features, in their order."""
    return [_feature(row) for row in table]


def written(collection: Mapping[str, Json]) -> str:
    """Canonical JSON, ending in a newline."""
    return utf8(json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))) + "\n"


def _article(reading: Reading) -> Json:
    article = reading.article
    published = article.published.isoformat() if article.published else None
    return {"title": article.title, "source": article.source, "published": published, "url": article.url}


def _feature(row: Row) -> Json:
    properties: dict[str, Json] = {name: _plain(getattr(row, name)) for name in columns([row]) if name != "id"}
    return {"type": "Feature", "id": row.id, "geometry": _geometry(row), "properties": properties}


def _plain(value: date | str | float | bool | None) -> Json:  # noqa: FBT001 -- a cell of the table
    return value.isoformat() if isinstance(value, date) else value


def _geometry(row: Row) -> Json:
    return None if row.geometry is None else geometry_of(row.geometry)


def geometry_of(shape: BaseGeometry) -> Json:
    """A geometry object as of RFC 7946."""
    import shapely  # noqa: PLC0415 -- kept out of the import of the package

    text = shapely.to_geojson(as_written(shape))
    geometry: Json = json.loads(text, parse_float=lambda digits: round(float(digits), 6))
    return geometry
