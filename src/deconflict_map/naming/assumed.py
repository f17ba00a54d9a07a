"""What was read from a phrase → what was taken for granted in reading and drawing it, in sentences.

First the places that the names were taken for, with their rivals; then how the words were read; then what the rules
assume (centre or edge, by air, the sense of a width, …), as their steps tell it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.claim import Claim
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.toponym import Resolution

_RIVALS = 2
"""So many other places of a name are told in a sentence; the data lists more."""


def assumptions(
    resolutions: Sequence[Resolution],
    claims: Sequence[Claim],
    footprints: Sequence[Footprint],
    *,
    inside: Resolution | None,
) -> tuple[str, ...]:
    """What was taken for granted, each sentence once."""
    told = [] if inside is None else [f"the area given, “{inside.toponym.text}”, {_taken_for(inside)}"]
    told += [
        f"“{one.toponym.text}” {_taken_for(one)}" for one in {one.toponym.text: one for one in resolutions}.values()
    ]
    told += [note for claim in claims for note in claim.notes]
    told += [item for footprint in footprints for step in footprint.steps for item in step.assumptions]
    return tuple(dict.fromkeys(told))


def _taken_for(resolution: Resolution) -> str:
    place = resolution.place
    if place is None:
        return f"is no place that is known: {resolution.reason}"
    others = [one.place for one in resolution.candidates if one.place.id != place.id][:_RIVALS]
    rivals = " or ".join(f"{_named(one.name, one.country)}, {one.kind.value}" for one in others)
    return f"was taken for {_named(place.name, place.country)}, {place.kind.value}" + (
        f", not for {rivals}" if rivals else ""
    )


def _named(name: str, country: str) -> str:
    return f"{name} ({country})" if country else name
