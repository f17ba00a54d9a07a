"""Corrections of a reading: the file that holds them, the words that they are bound to, and what they change."""

from __future__ import annotations

from deconflict_map.corrections.binding import anchor_at, bind
from deconflict_map.corrections.claims import append_phrases, correct_claims, phrases
from deconflict_map.corrections.contradictions import tell_overridden
from deconflict_map.corrections.file import beside, parse_corrections, read_corrections
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
