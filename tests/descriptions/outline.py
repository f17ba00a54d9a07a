"""A relation → one line of text that tests can hold up against what the words say."""

import enum
from dataclasses import MISSING, fields

from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.claim import When
from deconflict_map.units.heading import Heading
from deconflict_map.units.length import Length
from deconflict_map.units.share import Share

LEFT_OUT = {"span", "precision_deg", "precision_m"}
BARE = {"ref", "refs", "parts", "points"}


def outline(node, resolutions):
    """The kinds of a relation's nodes with their values; spans, and values that are as by default, are left out."""
    if isinstance(node, PlaceRef):
        marks = ("/" + node.wants if node.wants else "") + (" centre" if node.centre else "") + "*" * node.anaphor
        return f"‹{resolutions[node.toponym].toponym.text}{marks}›"
    if isinstance(node, tuple):
        return ", ".join(outline(part, resolutions) for part in node)
    for kind, shown in SHOWN.items():
        if isinstance(node, kind):
            return shown(node)
    return f"{type(node).__name__}({', '.join(_values(node, resolutions))})"


def _length(length):
    open_ends = "" if length.least_m == length.most_m else f" ({length.least_m:.6g}…{length.most_m:.6g})"
    return f"{length.metres:.6g} m{open_ends}"


SHOWN = {
    Length: _length,
    Heading: lambda heading: f"{heading.azimuth_deg:g}°",
    Share: lambda share: share.word,
    When: lambda when: f"{when.first}…{when.last}",
    enum.Enum: lambda member: member.name,
    bool: str,
    float: lambda number: f"{number:.6g}",
    str: str,
}


def _values(node, resolutions):
    for field in fields(node):
        value = getattr(node, field.name)
        if field.name in LEFT_OUT or value is None or value in ((), ""):
            continue
        if field.default is not MISSING and value == field.default:
            continue
        shown = outline(value, resolutions)
        if field.name in BARE:
            yield shown
        else:
            yield f"{field.name} [{shown}]" if isinstance(value, tuple) else f"{field.name} {shown}"
