"""Places, licences, articles → the addresses by which linked data names them, or names that our files alone know.

Addresses of articles come from users and pages: only those of the web are written, so that no reader follows others.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from deconflict_map.export.writing import utf8

if TYPE_CHECKING:
    from deconflict_map.model.place import Place
    from deconflict_map.model.reading import Reading

_GEONAMES = re.compile(r"geonames:([0-9]{1,12})")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff]{1,2000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Links:
    licence: dict[str, str]
    feature_class: dict[str, str]


@cache
def _links() -> _Links:
    raw = tomllib.loads(files(__package__).joinpath("vocabulary/links.toml").read_text(encoding="utf-8"))
    return _Links(licence=raw["licence"], feature_class=raw["feature_class"])


def geonames_number(place: Place) -> str | None:
    """The number of a GeoNames record, or `None`."""
    found = _GEONAMES.fullmatch(place.id)
    return None if found is None else found[1]


def place_address(place: Place) -> str:
    """The address of a place: GeoNames' own for its records, else a name that only our files know."""
    number = geonames_number(place)
    return f"https://sws.geonames.org/{number}/" if number else f"urn:deconflict-map:place:{quote(utf8(place.id))}"


def feature_class(place: Place) -> str:
    """The GeoNames feature class of a place, a letter."""
    return _links().feature_class[place.kind.value]


def licence_addresses(reading: Reading) -> tuple[str, ...]:
    """The addresses of the licences of all data that was used, as far as they have one."""
    known = _links().licence
    return tuple(dict.fromkeys(known[source.licence] for source in reading.sources if source.licence in known))


def article_address(reading: Reading) -> str | None:
    """The address of the article, if it is one of the web."""
    url = reading.article.url or ""
    return url if _WEB.fullmatch(url) else None
