"""Rows → GeoJSON (RFC 7946): WGS 84, outer rings anticlockwise, six decimals (0.1 m), cut at the antimeridian.

Foreign members say where the map comes from, what wasn't placed or drawn and why, and under which licences the data
stands. Canonical JSON: the same reading gives the same bytes.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from deconflict_map.export.table import columns, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deconflict_map.export.table import Row
    from deconflict_map.export.tree import Json
    from deconflict_map.model.reading import Reading

_GRID_DEG = 1e-6
_STATEMENT = "Drawn from the words of a text: what it says, not an observation."


def to_geojson(reading: Reading) -> str:
    """The reading as one FeatureCollection, ending in a newline."""
    collection: dict[str, Json] = {
        "type": "FeatureCollection",
        "article": _article(reading),
        "statement": _STATEMENT,
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


def features(table: Iterable[Row]) -> list[Json]:
    """Rows as features, in their order."""
    return [_feature(row) for row in table]


def written(collection: Mapping[str, Json]) -> str:
    """Canonical JSON, ending in a newline."""
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # A lone surrogate can't be written as UTF-8; the reader replaces them, a library user's own text might not.
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


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
    import shapely  # noqa: PLC0415 -- kept out of the import of the package

    from deconflict_map.geodesy import split  # noqa: PLC0415 -- the same

    if row.geometry is None:
        return None
    exact = shapely.set_precision(split(row.geometry), _GRID_DEG)
    oriented = shapely.orient_polygons(exact, exterior_cw=False)
    geometry: Json = json.loads(shapely.to_geojson(oriented), parse_float=lambda digits: round(float(digits), 6))
    return geometry
