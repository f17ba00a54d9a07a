"""The table of styles → how a row is to be shown: by whether it is fixed, its status and its level."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.model.footprint import Level

if TYPE_CHECKING:
    from deconflict_map.export.table import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLook:
    """How a class of marks looks: colour `#rrggbb`, dashes of outlines and of lines in pixels (none: solid).

    `hatch` and `empty` say how its areas are filled. `statuses` are those drawn so; none for what isn't fixed.
    """

    name: str
    label: str
    statuses: tuple[str, ...]
    colour: str
    dash: tuple[int, ...]
    line_dash: tuple[int, ...]
    hatch: bool
    empty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLook:
    """How a level looks: opacity of its fill, width of its outline in pixels, and its own dash, if it has one."""

    level: Level
    label: str
    fill: float
    width_px: float
    dash: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLook:
    """How places look: colour of the dot and of its rim, and its diameter in pixels.

    A dot is hollow, or has the colour `doubt` where dots can't be, if the confidence is below `unsure`, or `where_prec`
    above `widest` or unknown.
    """

    colour: str
    halo: str
    doubt: str
    size_px: float
    unsure: float
    widest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """The table: classes in drawing order, levels from the largest to the surest, places."""

    classes: tuple[ClassLook, ...]
    levels: tuple[LevelLook, ...]
    place: PlaceLook

    def of_class(self, name: str) -> ClassLook:
        """The class with this name."""
        return next(one for one in self.classes if one.name == name)

    def of_level(self, level: str) -> LevelLook:
        """The level with this name."""
        return next(one for one in self.levels if one.level.value == level)


UNFIXED = "unfixed"


@cache
def looks() -> Looks:
    """The table of styles that ships with the package."""
    raw = tomllib.loads(files(__package__).joinpath("styles.toml").read_text(encoding="utf-8"))
    classes = tuple(
        ClassLook(
            name=name,
            label=look["label"],
            statuses=tuple(look["statuses"]),
            colour=look["colour"],
            dash=tuple(look["dash"]),
            line_dash=tuple(look.get("line_dash", look["dash"])),
            hatch=look.get("hatch", False),
            empty=look.get("empty", False),
        )
        for name, look in raw["class"].items()
    )
    levels = tuple(
        LevelLook(
            level=Level(name),
            label=look["label"],
            fill=look["fill"],
            width_px=look["width"],
            dash=tuple(look.get("dash", ())),
        )
        for name, look in raw["level"].items()
    )
    place = raw["place"]
    dot = PlaceLook(
        colour=place["colour"],
        halo=place["halo"],
        doubt=place["doubt"],
        size_px=place["size"],
        unsure=place["unsure"],
        widest=place["widest"],
    )
    return Looks(classes=classes, levels=levels, place=dot)


def class_of(row: Row) -> ClassLook:
    """The class of a row of a mark."""
    if not row.drawable:
        return looks().of_class(UNFIXED)
    return next(one for one in looks().classes if row.status in one.statuses)


def is_hollow(row: Row) -> bool:
    """Whether a place is drawn as wide or not sure."""
    place, precision = looks().place, row.georeference.where_prec
    sure = row.confidence is not None and row.confidence >= place.unsure
    return not sure or precision is None or precision > place.widest
