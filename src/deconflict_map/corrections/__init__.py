"""Corrections of a reading: the file that holds them, the words that they are bound to, and what they change."""

from __future__ import annotations
