"""The protocol by which another authority on names is asked for what the gazetteer doesn't know.

Nothing of this package implements it unless it is asked to: without a resolver, nothing leaves the machine.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from deconflict_map.model.place import DataSource, Place
    from deconflict_map.model.toponym import Resolution


ONLINE_PREFIX = "osm:"
"""With which the ids of places begin that were found online; no gazetteer's do."""


def found_online(place: Place | None) -> bool:
    """Whether a place was found online, and isn't in the gazetteer."""
    return place is not None and place.id.startswith(ONLINE_PREFIX)


class Telling(StrEnum):
    """Why something is told while names are being asked for."""

    NOTICE = "notice"
    """What is about to leave the machine, told once before anything does."""
    DETAIL = "detail"
    """A single name that is being sent."""
    FAULT = "fault"
    """Something that wasn't asked or answered."""


class Tell(Protocol):
    """Where a resolver says what it does, when it does it."""

    def __call__(self, text: str, telling: Telling) -> None:
        """Pass on one line; it may hold words of an article or a server."""
        ...


class Resolver(Protocol):
    """An authority on names beside the gazetteer."""

    def complete(self, resolutions: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
        """The same resolutions in the same order; those that the gazetteer had nothing for may have gained a place.

        Never raises for what a service answers: what couldn't be asked or read stays unresolved, with the reason.
        """
        ...

    def sources(self, resolutions: tuple[Resolution, ...]) -> tuple[DataSource, ...]:
        """What must be credited for the places that `resolutions` have from this authority; empty if there are none."""
        ...
