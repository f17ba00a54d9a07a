"""An article's address → where its outlet is at home, as far as the address tells.

The ending of the host tells a country, a place's name at the beginning of the host a place ("denverpost.com"). Only
what reads as an outlet's name is taken: the place's name, and behind it nothing but words of newspapers and stations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from deconflict_map.model.place import MatchKind, PlaceKind
from deconflict_map.toponyms.cues import cues, outlets
from deconflict_map.toponyms.prior import is_first_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deconflict_map.model.place import Sighting
    from deconflict_map.toponyms.sites import LookUp

_LEAST_LETTERS = 5
_LEAST_PEOPLE = 5_000
_MOST_MEANINGS = 6
_PARTS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Shares of the countries (ISO codes) and of the first-level divisions (country and code) of an outlet."""

    countries: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    divisions: Mapping[tuple[str, str], float] = field(default_factory=lambda: MappingProxyType({}))


NOWHERE = Home()


def home_of(url: str | None, look_up: LookUp) -> Home:
    """The home of the outlet with an address; `NOWHERE` where it doesn't tell."""
    host = _host(url)
    if not host:
        return NOWHERE
    labels = host.split(".")
    country = outlets().countries.get(labels[-1], "")
    countries = {country: 1.0} if country else dict[str, float]()
    divisions = dict[tuple[str, str], float]()
    for name in _names(labels):
        facts = look_up(name)
        if facts is None or facts.group.endswith("common") or name.lower() in cues().directions:
            continue
        places = [one.match.brief for one in facts.meanings[:_MOST_MEANINGS] if _may_be_home(one.match, country)]
        for rank, place in enumerate(places):
            share = 0.5**rank
            countries[place.country] = max(countries.get(place.country, 0.0), share)
            if place.division:
                key = place.country, place.division
                divisions[key] = max(divisions.get(key, 0.0), share)
        if places:
            break
    return Home(countries=MappingProxyType(countries), divisions=MappingProxyType(divisions))


def _may_be_home(match: Sighting, country: str) -> bool:
    """Whether an outlet may call itself after a place: it is large enough, and in the country of its address."""
    place = match.brief
    fits = not country or place.country == country
    large = place.population >= _LEAST_PEOPLE or is_first_level(place) or place.kind is PlaceKind.COUNTRY
    return fits and large and match.kind is MatchKind.EXACT


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").lower().removeprefix("www.")
    except ValueError:  # "http://[" is no address
        return ""


def _names(labels: list[str]) -> Iterator[str]:
    """The stretches of a host that may be a place's name, as a name is written, longest first."""
    known = outlets()
    for label in labels[:-1]:
        parts = [part for part in _PARTS.split(label) if part]
        if not parts or label in known.suffixes:
            continue
        whole = "".join(parts).removeprefix("the")
        for end in range(len(whole), _LEAST_LETTERS - 1, -1):
            if _is_outlet(whole[end:]):
                yield whole[:end].title()
                if "-" in label:
                    yield " ".join(parts[:-1]).title()


def _is_outlet(rest: str) -> bool:
    """Whether what stands behind a name is nothing, or words of newspapers and stations."""
    words = outlets().words
    if not rest:
        return True
    return any(rest.startswith(word) and _is_outlet(rest[len(word) :]) for word in words)
