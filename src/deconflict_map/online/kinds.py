"""OpenStreetMap's key and value → a kind of place and a GeoNames feature code; nothing for what isn't a named place."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from deconflict_map.online.answers import Answer

_BY_ADDRESS, _ADDRESS = "by address type", "address type"
"""No key of OpenStreetMap's has a space, so that none can be taken for it."""


class Classified(NamedTuple):
    """What a place is."""

    kind: PlaceKind
    feature: str


def classified(answer: Answer) -> Classified | None:
    """What an answer is; `None` where a name alone wouldn't mean it, such as a shop or a street."""
    entry = _table().get(answer.key, {}).get(answer.value)
    if entry == _BY_ADDRESS:
        entry = _table()[_ADDRESS].get(answer.address_type)
    if entry is None or isinstance(entry, str):
        return None
    kind, feature = entry
    return Classified(PlaceKind(kind), feature)


@cache
def _table() -> dict[str, dict[str, list[str] | str]]:
    return tomllib.loads((files(__package__) / "vocabulary" / "osm_kinds.toml").read_text(encoding="utf-8"))
