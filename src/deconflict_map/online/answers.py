"""What a service sent, or a cache kept → answers that can be relied on in form.

Everything that comes in is foreign text: whatever has the wrong type, lies off the Earth or is no OpenStreetMap object
is left out; texts lose their control characters and whatever is beyond a bound. Whether an answer is the place that was
meant is for others to say.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from deconflict_map.model.resolver import ONLINE_PREFIX

MOST_ANSWERS = 10
"""Answers read of one reply; no more are ever asked for."""
_MOST_NAMES = 60
"""Names read of one answer (judgement: a capital has two hundred, most in scripts that no English text uses)."""
_LONGEST_TEXT = 200
_OBJECTS = {"node": "N", "way": "W", "relation": "R"}
_KEY = re.compile(r"[a-z0-9_:-]{1,40}")
_ASCII_PAIR = re.compile(r"[a-z]{2}")
_LARGEST_ID = 2**63 - 1  # OpenStreetMap's ids are signed 64-bit numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a name, the ISO codes of the countries in which it may lie (none: anywhere), and a language."""

    name: str
    countries: tuple[str, ...] = ()
    language: str = "en"

    @property
    def normal(self) -> Question:
        """The same question in one spelling: names are compared without case, surplus space and composition."""
        name = " ".join(unicodedata.normalize("NFC", self.name).casefold().split())
        return Question(
            name=name, countries=tuple(sorted({code.upper() for code in self.countries})), language=self.language
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A place as the service tells of it: WGS 84 degrees, OpenStreetMap's key and value, and all its names.

    `id` is `osm:N…` (node), `osm:W…` (way) or `osm:R…` (relation); `address_type` says as what the place stands in
    addresses ("village"), `country` is an ISO code or empty, `importance` the service's own rank in [0, 1].
    """

    id: str
    lon: float
    lat: float
    key: str
    value: str
    address_type: str
    name: str
    local_name: str
    names: tuple[str, ...]
    country: str
    importance: float


def read_answers(reply: object) -> tuple[Answer, ...] | None:
    """The answers in a reply; `None` if it isn't a list of answers, or none of its answers can be read."""
    if not isinstance(reply, list):
        return None
    answers = tuple(answer for item in reply[:MOST_ANSWERS] if (answer := read_answer(item)) is not None)
    return answers if answers or not reply else None


def read_answer(item: object) -> Answer | None:
    """One answer of Nominatim's, or `None` if its form is wrong."""
    if not isinstance(item, Mapping):
        return None
    prefix, number = _OBJECTS.get(_text(item, "osm_type")), item.get("osm_id")
    lon, lat = _degrees(item.get("lon"), 180.0), _degrees(item.get("lat"), 90.0)
    key, value = _text(item, "class") or _text(item, "category"), _text(item, "type")
    known = prefix is not None and isinstance(number, int) and 0 < number <= _LARGEST_ID
    if not known or lon is None or lat is None or not (_KEY.fullmatch(key) and _KEY.fullmatch(value)):
        return None
    details = item.get("namedetails")
    details = details if isinstance(details, Mapping) else {}
    named = [text for key in islice(details, _MOST_NAMES) if (text := _text(details, key))]
    shown = _text(item, "name") or _text(item, "display_name").split(",")[0]
    names = tuple(dict.fromkeys(filter(None, (shown, *named))))[:_MOST_NAMES]
    address = item.get("address")
    country = _text(address, "country_code").lower() if isinstance(address, Mapping) else ""
    return Answer(
        id=f"{ONLINE_PREFIX}{prefix}{number}",
        lon=lon,
        lat=lat,
        key=key,
        value=value,
        address_type=_text(item, "addresstype"),
        name=names[0] if names else "",
        local_name=_text(details, "name"),
        names=names,
        country=country.upper() if _ASCII_PAIR.fullmatch(country) else "",
        importance=_share(item.get("importance")),
    )


def record(answer: Answer) -> dict[str, object]:
    """An answer in the service's own form, to be kept or handed on and read again by `read_answer`."""
    known = answer.id.removeprefix(ONLINE_PREFIX)
    kinds = {letter: kind for kind, letter in _OBJECTS.items()}
    names = {f"name:{rank}": name for rank, name in enumerate(answer.names)} | {"name": answer.local_name}
    return {
        "osm_type": kinds[known[0]],
        "osm_id": int(known[1:]),
        "lon": answer.lon,
        "lat": answer.lat,
        "class": answer.key,
        "type": answer.value,
        "addresstype": answer.address_type,
        "name": answer.name,
        "display_name": answer.name,
        "namedetails": names,
        "address": {"country_code": answer.country.lower()},
        "importance": answer.importance,
    }


def _text(item: Mapping[object, object], key: object) -> str:
    """A text without control, format and surrogate characters, cut at its bound; empty if it isn't there."""
    value = item.get(key)
    if not isinstance(value, str):
        return ""
    seen = "".join(
        character if unicodedata.category(character)[0] != "C" else " " for character in value[:_LONGEST_TEXT]
    )
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _degrees(value: object, most: float) -> float | None:
    """A coordinate that lies on the Earth; the service writes them as strings."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or len(str(value)) > 40:
        return None
    try:
        degrees = float(value)
    except (ValueError, OverflowError):
        return None
    # Seven decimals are a centimetre, and all that OpenStreetMap keeps.
    return round(degrees, 7) if math.isfinite(degrees) and abs(degrees) <= most else None


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return 0.0
    return float(value)
