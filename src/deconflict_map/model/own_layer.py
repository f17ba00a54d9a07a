"""What users add to a map of their own: features that no text speaks of, with whose they are.

They lie under the marks, are told apart from what the text says wherever they are shown, and never change what is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFeature:
    """A feature of a user's own layer: EPSG:4326, its label, and facts about it as pairs of a name and a value."""

    geometry: BaseGeometry
    label: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLayer:
    """A layer of a user's own: `credit` says whose data they are and under which licence, `meaning` what they show.

    `left_out` counts features that had no place and are not among `features`; with `shown` false a reader of the page
    has to switch the layer on.
    """

    title: str
    credit: str
    features: tuple[OwnFeature, ...]
    meaning: str = ""
    shown: bool = True
    left_out: int = 0
