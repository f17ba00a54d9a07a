"""A reading and its base map → the one value that goes into the page's data block.

Everything a page shows stands here and nowhere else, already in words; the scripts only place it. Text is passed as
it is: `data_block` makes it visible and harmless. Nothing about the time or place of mapping is told, so that equal
readings give equal pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from deconflict_map.model.resolver import found_online
from deconflict_map.render.asked import asked_record
from deconflict_map.render.asserted import claim_records, mark_records, unread_records
from deconflict_map.render.assets import software
from deconflict_map.render.corrected import correction_records
from deconflict_map.render.ground import ground_record
from deconflict_map.render.layering import MarkLayer
from deconflict_map.render.own import own_records
from deconflict_map.render.records import UNSURE, mention_records, place_records
from deconflict_map.render.runs import text_blocks
from deconflict_map.render.scene import opening_bounds
from deconflict_map.render.voices import day_records, voice_records
from deconflict_map.render.words import day_words, phrases

if TYPE_CHECKING:
    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.own_layer import OwnLayer
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.datablock import Json


def page_payload(reading: Reading, basemap: BaseMap) -> dict[str, Json]:
    """All that a page shows, ready for `data_block`."""
    asked = asked_record(reading)
    return {
        "article": _article(reading),
        "asked": asked,
        "blocks": text_blocks(reading),
        "corrections": correction_records(reading),
        "correctionsFile": reading.corrections_file,
        **map_payload(reading, basemap),
    }


def map_payload(reading: Reading, basemap: BaseMap) -> dict[str, Json]:
    """All that a map shows: a page without the text that it was read from, save the quoted sentences."""
    bounds = opening_bounds(reading)
    return {
        "bounds": list(bounds),
        "unsure": UNSURE,
        "mentions": mention_records(reading, bounds),
        "places": place_records(reading, bounds),
        "claims": claim_records(reading),
        "marks": mark_records(reading, bounds),
        "unread": unread_records(reading),
        "voices": voice_records(reading),
        "days": day_records(reading),
        "ground": ground_record(basemap),
        "own": own_records(basemap.own, bounds),
        "layers": [
            {"id": layer.value, "name": phrases("layer")[layer.value], "meaning": _meaning(layer, reading)}
            for layer in MarkLayer
        ],
        "sources": _sources(reading) + [_own_source(layer) for layer in basemap.own],
    }


def _meaning(layer: MarkLayer, reading: Reading) -> str:
    """What a layer's marks are; of places it says whether all of them are the gazetteer's."""
    online = layer is MarkLayer.PLACES and any(found_online(one.place) for one in reading.resolutions)
    return phrases("meaning")["places_online" if online else layer.value]


def _article(reading: Reading) -> Json:
    article = reading.article
    return {
        "title": article.title,
        "source": article.source or "",
        "published": day_words(article.published) if article.published else "",
        "day": article.published.isoformat() if article.published else None,
        "url": _link(article.url),
        "notes": list(article.notes),
        **({"withheld": list(reading.withheld)} if reading.withheld else {}),
    }


def _link(url: str | None) -> str:
    """The address if it is a plain web address; anything else would be a link that runs or leads nowhere."""
    if url is None:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc and url.isprintable() else ""


def _own_source(layer: OwnLayer) -> Json:
    return {"title": layer.title, "version": "", "licence": "", "note": layer.credit}


def _sources(reading: Reading) -> list[Json]:
    data: list[Json] = [
        {
            "title": source.title,
            "version": source.version,
            "licence": source.licence,
            "note": source.attribution,
        }
        for source in reading.sources
    ]
    return data + [
        {"title": item.title, "version": item.version, "licence": item.licence, "note": item.note}
        for item in software()
    ]
