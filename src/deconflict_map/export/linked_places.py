"""A reading → Linked Places Format 1.2.2: GeoJSON that is JSON-LD, a feature a place or mark, a geometry a level.

Levels are told as `certainty`: what is sure by the words is *certain*, what is likely *less-certain*, what is merely
possible *uncertain*; a line that only is the most central of the plausible ones is never certain. Times are those for
which a claim holds, or else those at which it was said. The text itself isn't in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.export.geojson import geometry_of, written
from deconflict_map.export.links import (
    article_address,
    feature_class,
    geonames_number,
    licence_addresses,
    place_address,
)
from deconflict_map.export.notice import notice_of
from deconflict_map.model.claim import Extent
from deconflict_map.model.footprint import Level
from deconflict_map.model.mark import levels, place_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deconflict_map.export.tree import Json
    from deconflict_map.model.claim import When
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.mark import PlaceMark
    from deconflict_map.model.reading import Reading

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
"""The context that the format's own documentation and samples name (LinkedPasts/linked-places-format, v1.2.2)."""
_CERTAINTY = {
    Level.CORE: "certain",
    Level.LIKELY: "less-certain",
    Level.BEST: "less-certain",
    Level.BAND50: "less-certain",
    Level.SUPPORT: "uncertain",
    Level.BAND90: "uncertain",
    Level.PUBLISHED: "less-certain",
}
_SURE, _LIKELY = 0.9, 0.5
"""A place's confidence at which it is certain or less certain: the bounds that levels of regions have, too."""


def to_linked_places(reading: Reading) -> str:
    """The places and marks as one FeatureCollection, ending in a newline."""
    notice = notice_of(reading)
    collection: dict[str, Json] = {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "title": notice.title,
        "license": list(licence_addresses(reading)),
        "descriptions": [{"value": notice.description}],
        "citations": [_article(reading), *(_label(line) for line in notice.licences.split("\n"))],
        "features": [
            *(_place(reading, mark) for mark in place_marks(reading)),
            *(_mark(reading, footprint) for footprint in reading.footprints),
        ],
    }
    return written(collection)


def _label(words: str) -> Json:
    return {"label": words}


def _article(reading: Reading) -> Json:
    address = article_address(reading)
    label = notice_of(reading).origin or "the text"
    return {"label": label} if address is None else {"label": label, "@id": address}


def _place(reading: Reading, mark: PlaceMark) -> Json:
    from shapely import Point  # noqa: PLC0415 -- kept out of the import of the package

    place, number = mark.place, geonames_number(mark.place)
    toponyms = dict.fromkeys((place.name, *(reading.resolutions[index].toponym.text for index in mark.mentions)))
    sure = mark.confidence >= _SURE
    certainty = "certain" if sure else "less-certain" if mark.confidence >= _LIKELY else "uncertain"
    point = geometry_of(Point(place.lon, place.lat))
    feature: dict[str, Json] = {
        "@id": place_address(place),
        "type": "Feature",
        "properties": {
            "title": place.name,
            "mark": mark.id,
            "ccodes": [place.country] if place.country else [],
            "fclasses": [feature_class(place)],
        },
        "names": [{"toponym": name, "citations": [_article(reading)]} for name in toponyms],
        "types": [{"label": place.kind.value, "sourceLabels": [{"label": place.feature, "lang": "en"}]}],
        "when": _published(reading),
        "links": [{"type": "exactMatch", "identifier": f"gn:{number}"}] if number else [],
        "geometry": {**_object(point), "certainty": certainty} if mark.drawn else None,
    }
    return feature if mark.drawn else feature | {"descriptions": [{"value": mark.why_not}]}


def _mark(reading: Reading, footprint: Footprint) -> Json:
    claims = [reading.claims[number - 1] for number in footprint.claims]
    held = [claim.holds or claim.said for claim in claims]
    told = "; ".join(dict.fromkeys(reading.article.quote(claim.span) for claim in claims))
    remarks = [told, footprint.why_not, *(part.text for part in footprint.uncertainty)]
    geometries: list[Json] = [
        {
            "@id": f"#{footprint.id}/{level.value}",
            **_object(geometry_of(shape)),
            "certainty": _CERTAINTY[level] if footprint.drawable else "uncertain",
        }
        for level, shape in levels(footprint)
    ]
    return {
        "@id": f"#{footprint.id}",
        "type": "Feature",
        "properties": {"title": footprint.title, "mark": footprint.id, "status": claims[0].status.value},
        "names": [{"toponym": footprint.title, "citations": [_article(reading)]}],
        "types": [{"label": footprint.kind.value}],
        "when": _when(when for when in held if when is not None) or _published(reading),
        "descriptions": [{"value": words} for words in dict.fromkeys(remarks) if words],
        "geometry": {"type": "GeometryCollection", "geometries": geometries} if geometries else None,
    }


def _when(times: Iterable[When]) -> dict[str, Json]:
    spans = [_span(when) for when in dict.fromkeys(times)]
    found: list[Json] = [dict(span) for span in spans]
    return {"timespans": found} if found else {}


def _span(when: When) -> dict[str, Json]:
    """What is said to hold since a day has no end, and what holds until one no beginning."""
    start: dict[str, Json] = {} if when.extent is Extent.UNTIL else {"start": {"in": when.first.isoformat()}}
    end: dict[str, Json] = {} if when.extent is Extent.SINCE else {"end": {"in": when.last.isoformat()}}
    return start | end


def _published(reading: Reading) -> dict[str, Json]:
    published = reading.article.published
    if published is None:
        return {"timespans": []}
    return {"timespans": [{"start": {"in": published.isoformat()}, "end": {"in": published.isoformat()}}]}


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
