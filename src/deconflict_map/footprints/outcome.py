"""What drawing comes to: footprints, and the claims that got none, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.footprint import Footprint, Undrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What was drawn, and which claims got nothing: every claim is in one of the two."""

    footprints: tuple[Footprint, ...]
    undrawn: tuple[Undrawn, ...]
