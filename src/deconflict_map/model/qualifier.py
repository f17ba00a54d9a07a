"""What a relation may say besides its places: which part, which side, how near, by what way, of what shape."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """A part of a region or line that isn't a compass part."""

    CENTRE = "centre"
    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"


class Bank(StrEnum):
    """A side of a line that isn't a compass side. Left and right are those of somebody facing downstream."""

    LEFT = "left"
    RIGHT = "right"
    NEAR = "near"
    FAR = "far"
    """Across the line, seen from where the text is ("across the river", "beyond the border")."""


class Closeness(StrEnum):
    """How near is near."""

    NEAR = "near"
    BESIDE = "beside"
    """Next to, adjacent to, alongside."""
    OFF = "off"
    """Off a coast or island: near, and at sea."""
    OUTSIDE = "outside"
    """Near, but not in it."""


class Way(StrEnum):
    """How a distance is measured."""

    UNSAID = "unsaid"
    AIR = "air"
    ROAD = "road"
    RIVER = "river"


class Mode(StrEnum):
    """By what a time of travel is spent."""

    DRIVE = "drive"
    WALK = "walk"
    SAIL = "sail"
    FLIGHT = "flight"
    UNSAID = "unsaid"


class LineShape(StrEnum):
    """What the words say of a line's shape."""

    STRAIGHT = "straight"
    ARC = "arc"
    IRREGULAR = "irregular"
    """Irregular, winding, zigzag, uneven, curved: never straight."""


class WidthKind(StrEnum):
    """What a width means; the press mixes these up, so the words decide and silence is told."""

    EACH_SIDE = "each_side"
    """N to either side of the line, 2 N in all."""
    TOTAL = "total"
    """N in all, the line in the middle."""
    DEPTH = "depth"
    """N to one side, from the line."""
    APART = "apart"
    """Two edges N from one another: N / 2 to either side."""
    UNSPECIFIED = "unspecified"
