"""Corrections of a reading: the file that holds them, the words that they are bound to, and what they change.

Loaded where they are asked for: most maps have none, and only look whether there is a file of them (`naming`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.corrections.binding import anchor_at, bind
    from deconflict_map.corrections.claims import append_phrases, correct_claims, phrases
    from deconflict_map.corrections.contradictions import tell_overridden
    from deconflict_map.corrections.file import parse_corrections, read_corrections
    from deconflict_map.corrections.naming import beside
    from deconflict_map.corrections.places import correct_places
    from deconflict_map.corrections.published import draw_published
    from deconflict_map.corrections.writing import write_corrections

__all__ = [
    "anchor_at",
    "append_phrases",
    "beside",
    "bind",
    "correct_claims",
    "correct_places",
    "draw_published",
    "parse_corrections",
    "phrases",
    "read_corrections",
    "tell_overridden",
    "write_corrections",
]

_HOMES = {
    "anchor_at": "binding",
    "append_phrases": "claims",
    "beside": "naming",
    "bind": "binding",
    "correct_claims": "claims",
    "correct_places": "places",
    "draw_published": "published",
    "parse_corrections": "file",
    "phrases": "claims",
    "read_corrections": "file",
    "tell_overridden": "contradictions",
    "write_corrections": "writing",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
