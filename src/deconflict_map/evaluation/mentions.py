"""The values of an evaluation: what a corpus says of a document, and what was predicted of it.

Offsets count Unicode code points and are half-open. Coordinates are WGS 84 degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.toponym import ToponymKind

if TYPE_CHECKING:
    from datetime import date

    from deconflict_map.model.place import Place
    from deconflict_map.model.toponym import Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRow:
    """A toponym that a corpus gives coordinates for.

    `identity` is the corpus's own id of the place, or empty; `feature` and `feature_class` are GeoNames codes, or
    empty.
    """

    start: int
    end: int
    text: str
    lon: float
    lat: float
    identity: str
    feature: str
    feature_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A document of a corpus with the rows of it that count, in the order of the text.

    What isn't known of its origin is empty, or `None`.
    """

    id: str
    text: str
    title: str
    url: str
    domain: str
    published: date | None
    rows: tuple[GoldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Where a prediction was put. `feature` is a GeoNames feature code; all but the position may be empty."""

    lon: float
    lat: float
    id: str = ""
    name: str = ""
    country: str = ""
    feature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """A predicted toponym. `pin` is `None` where it wasn't placed; `confidence` in [0, 1] where none was told."""

    start: int
    end: int
    text: str
    demonym: bool
    pin: Pin | None
    confidence: float | None
    reason: str = ""

    def overlaps(self, row: GoldRow) -> bool:
        """Whether it shares at least one character with a gold row."""
        return self.start < row.end and row.start < self.end


def predicted(resolution: Resolution) -> Predicted:
    """One of our own resolutions as a prediction."""
    toponym = resolution.toponym
    return Predicted(
        start=toponym.span.start,
        end=toponym.span.end,
        text=toponym.text,
        demonym=toponym.kind is ToponymKind.DEMONYM,
        pin=_pin(resolution.place) if resolution.place is not None else None,
        confidence=resolution.confidence,
        reason=resolution.reason,
    )


def _pin(place: Place) -> Pin:
    return Pin(lon=place.lon, lat=place.lat, id=place.id, name=place.name, country=place.country, feature=place.feature)
