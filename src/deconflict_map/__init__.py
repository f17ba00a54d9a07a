"""`deconflict_map`: draw what a news article says about lines, rivers and zones, and how far its words leave it open.

    import deconflict_map as dm
    doc = dm.map_article("article.md")   # MapDocument: shows itself in a notebook
    doc.save("map.html")                 # one self-contained page
    doc.features                         # GeoDataFrame, EPSG:4326
    dm.locate("within 55 km of At Tanf") # Description: shows itself in a notebook

All names are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.comparison import Comparison, compare
    from deconflict_map.description import Description, locate
    from deconflict_map.document import MapDocument, MapView
    from deconflict_map.errors import (
        DeconflictMapError,
        GazetteerError,
        InputRefusedError,
        NothingToMapError,
        OutputError,
        UnreadablePhraseError,
        UsageError,
    )
    from deconflict_map.gazetteer import open_gazetteer
    from deconflict_map.gazetteer.geocoder import geocoder
    from deconflict_map.mapping import map_article, map_text
    from deconflict_map.model.article import Article, Span
    from deconflict_map.model.correction import Corrections
    from deconflict_map.model.own_layer import OwnFeature, OwnLayer
    from deconflict_map.model.own_relation import OwnCase, OwnGround, OwnReference, OwnRelation
    from deconflict_map.model.recogniser import Recogniser
    from deconflict_map.online import OnlineOptions
    from deconflict_map.own_layers import own_layer
    from deconflict_map.render import OnlineTiles

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Comparison",
    "Corrections",
    "DeconflictMapError",
    "Description",
    "GazetteerError",
    "InputRefusedError",
    "MapDocument",
    "MapView",
    "NothingToMapError",
    "OnlineOptions",
    "OnlineTiles",
    "OutputError",
    "OwnCase",
    "OwnFeature",
    "OwnGround",
    "OwnLayer",
    "OwnReference",
    "OwnRelation",
    "Recogniser",
    "Span",
    "UnreadablePhraseError",
    "UsageError",
    "compare",
    "geocoder",
    "locate",
    "map_article",
    "map_text",
    "open_gazetteer",
    "own_layer",
]

_HOMES = {
    "Article": "model.article",
    "Comparison": "comparison",
    "Corrections": "model.correction",
    "DeconflictMapError": "errors",
    "Description": "description",
    "GazetteerError": "errors",
    "InputRefusedError": "errors",
    "MapDocument": "document",
    "MapView": "document",
    "NothingToMapError": "errors",
    "OnlineOptions": "online",
    "OnlineTiles": "render",
    "OutputError": "errors",
    "OwnCase": "model.own_relation",
    "OwnFeature": "model.own_layer",
    "OwnLayer": "model.own_layer",
    "OwnGround": "model.own_relation",
    "OwnReference": "model.own_relation",
    "OwnRelation": "model.own_relation",
    "Recogniser": "model.recogniser",
    "Span": "model.article",
    "UnreadablePhraseError": "errors",
    "UsageError": "errors",
    "compare": "comparison",
    "geocoder": "gazetteer.geocoder",
    "locate": "description",
    "map_article": "mapping",
    "map_text": "mapping",
    "open_gazetteer": "gazetteer",
    "own_layer": "own_layers",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
