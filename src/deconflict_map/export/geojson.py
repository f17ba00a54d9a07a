"""Rows → GeoJSON (RFC 7946): WGS 84, outer rings anticlockwise, six decimals (0.1 m), cut at the antimeridian.

Foreign members say where the map comes from, what wasn't placed or drawn and why, and under which licences the data
stands. Canonical JSON: the same reading gives the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from deconflict_map.export.table import Row, rows

if TYPE_CHECKING:
    from deconflict_map.model.reading import Reading

_GRID_DEG = 1e-6
_STATEMENT = "Drawn from the words of a text: what it says, not an observation."


def to_geojson(reading: Reading) -> str:
    """The reading as one FeatureCollection, ending in a newline."""
    collection = {
        "type": "FeatureCollection",
        "article": _article(reading),
        "statement": _STATEMENT,
        "not_placed": [
            {"text": resolution.toponym.text, "start": resolution.toponym.span.start, "reason": resolution.reason}
            for resolution in reading.resolutions
            if resolution.place is None
        ],
        "not_drawn": [{"claim": undrawn.claim, "reason": undrawn.reason} for undrawn in reading.undrawn],
        "sources": [
            {"title": source.title, "licence": source.licence, "attribution": source.attribution}
            for source in reading.sources
        ],
        "features": [_feature(row) for row in rows(reading)],
    }
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # A lone surrogate can't be written as UTF-8; the reader replaces them, a library user's own text might not.
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _article(reading: Reading) -> dict[str, str | None]:
    article = reading.article
    published = article.published.isoformat() if article.published else None
    return {"title": article.title, "source": article.source, "published": published, "url": article.url}


def _feature(row: Row) -> dict[str, object]:
    properties = {
        item.name: _plain(getattr(row, item.name)) for item in fields(row) if item.name not in {"id", "geometry"}
    }
    return {"type": "Feature", "id": row.id, "geometry": _geometry(row), "properties": properties}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _geometry(row: Row) -> object:
    import shapely  # noqa: PLC0415 -- kept out of the import of the package

    from deconflict_map.geodesy import split  # noqa: PLC0415 -- the same

    if row.geometry is None:
        return None
    exact = shapely.set_precision(split(row.geometry), _GRID_DEG)
    oriented = shapely.orient_polygons(exact, exterior_cw=False)
    return json.loads(shapely.to_geojson(oriented), parse_float=lambda digits: round(float(digits), 6))
