"""The title of a line → where the base data have it: borders that have a name of their own (`known_lines.toml`).

A title that several lines bear ("the Blue Line") counts only where the text is about one of the countries that this one
runs between, or names none at all; then it is told what was taken for granted. Trade-off taken: such a line is as right
as the border in the base data, whatever was surveyed.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.scene import Atlas
    from deconflict_map.model.anchor import NamedLineRef


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLine:
    """A line by its titles: the borders that it is, by pairs of ISO codes, and the bounds (degrees) that cut them.

    `error_m` is how far off it may be at least, metres.
    """

    titles: tuple[str, ...]
    sides: tuple[tuple[str, str], ...]
    bounds: tuple[float, float, float, float] | None
    general: bool
    error_m: float
    source: str

    @property
    def countries(self) -> frozenset[str]:
        """ISO codes of the countries that it runs between."""
        return frozenset(code for pair in self.sides for code in pair)

    def course(self, atlas: Atlas) -> BaseGeometry:
        """The line in degrees, EPSG:4326; empty where the base data have none of the borders."""
        found = [line for pair in self.sides if (line := atlas.gazetteer.border(*pair)) is not None]
        whole = shapely.line_merge(shapely.union_all(found))
        return whole if self.bounds is None else shapely.intersection(whole, shapely.box(*self.bounds))


def known_line(anchor: NamedLineRef, atlas: Atlas) -> KnownLine | None:
    """The known line that a title means in this text, or `None`."""
    if anchor.as_of is not None:
        return None
    title = " ".join(anchor.name.casefold().replace("-", " ").replace("–", " ").split()).removeprefix("the ")
    known = _by_title().get(title)
    if known is None:
        return None
    sides = {place.country for ref in anchor.between if (place := atlas.place(ref)) is not None}
    about = sides or ({place.country for place in atlas.named if place.country} if known.general else set())
    return known if not about or not known.countries.isdisjoint(about) else None


@cache
def _by_title() -> dict[str, KnownLine]:
    text = (files(__package__) / "known_lines.toml").read_text(encoding="utf-8")
    lines = [
        KnownLine(
            titles=tuple(row["titles"]),
            sides=tuple((one, other) for one, other in row["sides"]),
            bounds=tuple(row["bounds"]) if "bounds" in row else None,
            general=row.get("general", False),
            error_m=row.get("error_m", 0.0),
            source=row["source"],
        )
        for row in tomllib.loads(text)["line"]
    ]
    return {title: line for line in lines for title in line.titles}
