"""Everything one run read from one article: the value that `render` and `export` are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.article import Article
    from deconflict_map.model.claim import Claim, Unread
    from deconflict_map.model.correction import Corrected
    from deconflict_map.model.footprint import Footprint, Undrawn
    from deconflict_map.model.place import DataSource
    from deconflict_map.model.toponym import Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked with a phrase in place of an article.

    `inside` is the area that the user gave; `assumptions` says in sentences what was taken for granted.
    """

    inside: Resolution | None
    assumptions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read.

    `resolutions` are in the order of the text, and a toponym's index in relations is its index here; `claims` are
    numbered from 1 in the order of the text. `shapes` are pairs of place id and geometry (EPSG:4326) for the places of
    the text that have one; `spellings` are pairs of place id and the other names that the gazetteer has for them.
    `unread` are words that look like descriptions and couldn't be read; `corrected` says what became of each correction
    that a reader gave, and `corrections_file` is the text of a file that holds them all. `asked` is set where a phrase
    was read, not an article: then the article is that phrase, and there is one claim at most.
    """

    article: Article
    resolutions: tuple[Resolution, ...]
    claims: tuple[Claim, ...]
    footprints: tuple[Footprint, ...]
    undrawn: tuple[Undrawn, ...]
    sources: tuple[DataSource, ...]
    shapes: tuple[tuple[str, BaseGeometry], ...] = ()
    spellings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unread: tuple[Unread, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    corrections_file: str = ""
    asked: Asked | None = None
    withheld: tuple[str, ...] = ()
    """What was withheld or coarsened for publishing, in sentences that don't tell what; empty for a reading as read."""
