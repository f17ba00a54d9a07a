r"""Words and figures at an offset → a parallel, meridian or position, in degrees, with the precision of its figures.

Reads "36° N", "10°10′ N", "33°30'21\"N 38°37'04\"E", "36 degrees north", "latitude 36", "the 36th parallel", "33.5° N,
38.6° E". Refuses degrees past 90 or 180 with a reason. A number without any word or sign of degrees is none of these.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from deconflict_map.units.number import read_ordinal

_ANGLE = re.compile(
    r"(?P<sign>[-−–])?(?P<d>\d{1,4}(?:\.\d{1,9})?)\s?(?P<mark>°|º|˚|degrees?\b|deg\.?)?"
    r"(?:\s?(?P<m>\d{1,2}(?:\.\d{1,6})?)\s?(?:['′’‘´]|minutes?\b|min\b\.?)"
    r"(?:\s?(?P<s>\d{1,2}(?:\.\d{1,4})?)\s?(?:[\"″”“]|''|′′|’’|seconds?\b|sec\b\.?))?)?",
    re.IGNORECASE,
)
_HEMISPHERE = re.compile(
    r"\s?(?:(north|south|east|west)\b(?!\s+of\b|[-‐‑]|ern)|([NSEW])(?![\w’'-]|\.\w))(?:\.(?=\s*\S))?",
    re.IGNORECASE,
)
# A full stop belongs to a short form only; behind "parallel" it ends the sentence.
_WORD = re.compile(r"\s?((?:lat|long?)\.|[^\W\d_]+)", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:,?\s+and\s+|\s*[,;/]\s*|\s+)(?:(?:the\s+)?)", re.IGNORECASE)
_OF = re.compile(r"\s+of(?=\s+(?:lat|lon))", re.IGNORECASE)
_METRES_PER_DEGREE = 111_195.0  # of a great circle: mean radius 6,371,008.8 m (IUGG) × π / 180


class Axis(StrEnum):
    """Which of the two coordinates degrees give."""

    LAT = "latitude"
    LON = "longitude"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinate:
    """Degrees north or east, read up to offset `end`; `precision_deg` is half the unit of the last figure given.

    `axis` is `None` where nothing says which coordinate it is ("29°00'"). With a `reason` it is an impossible one.
    """

    axis: Axis | None
    degrees: float
    precision_deg: float
    end: int
    reason: str = ""


@cache
def _words() -> dict[str, str]:
    table: dict[str, list[str] | dict[str, dict[str, float]]] = tomllib.loads(
        files(__package__).joinpath("vocabulary/coordinates.toml").read_text(encoding="utf-8")
    )
    return {word: meaning for meaning, words in table.items() if isinstance(words, list) for word in words}


@cache
def axis_words() -> frozenset[str]:
    """The words that announce a coordinate, in lower case."""
    return frozenset(word for word, meaning in _words().items() if meaning in set(Axis))


def axis_of(word: str) -> Axis | None:
    """The coordinate that a word announces ("longitudes"), or `None`."""
    meaning = _words().get(word.casefold())
    return Axis(meaning) if meaning in set(Axis) else None


@cache
def named_circles() -> dict[tuple[str, ...], tuple[Axis, float]]:
    """Parallels and meridians that have names, by their words in lower case, in degrees north or east."""
    raw = files(__package__).joinpath("vocabulary/coordinates.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, float]] = tomllib.loads(raw)["named"]
    return {
        tuple(name.split()): (Axis(axis), degrees) for axis, names in table.items() for name, degrees in names.items()
    }


NAMED_PRECISION_DEG = 0.01
"""Half of what the tropics and polar circles move within a century, rounded up."""


def read_coordinate(text: str, start: int, axis: Axis | None = None) -> Coordinate | None:
    """The parallel or meridian that begins at `start`; `axis` is what words before it have announced."""
    ordinal = _ordinal(text, start)
    if ordinal is not None:
        return ordinal
    announced = _announced(text, start)
    if announced is not None:
        axis, start = announced
    found = _ANGLE.match(text, start)
    if found is None:
        return None
    hemisphere = _HEMISPHERE.match(text, found.end())
    letter = (hemisphere[1] or hemisphere[2])[0].upper() if hemisphere else ""
    if hemisphere and hemisphere[2] and hemisphere[2].islower():
        hemisphere, letter = None, ""
    marked = bool(found["mark"])
    if not (marked or announced is not None or (letter and axis is not None)):
        return None
    end = hemisphere.end() if hemisphere else found.end()
    end, axis = _behind(text, end, _axis(letter, axis))
    return _coordinate(found, letter, axis, end)


def read_position(text: str, start: int) -> tuple[Coordinate, Coordinate] | None:
    """Latitude and longitude of the position that begins at `start`, in whichever order they are written."""
    first = read_coordinate(text, start) or _bare(text, start)
    if first is None or first.axis is None:
        return None
    joint = _BETWEEN.match(text, first.end)
    place = joint.end() if joint else first.end
    second = read_coordinate(text, place) or _bare(text, place)
    if second is None or second.axis is None or second.axis is first.axis:
        return None
    if text[first.end : place].strip().casefold().startswith("and") and not _is_announced(text, start):
        return None
    return (first, second) if first.axis is Axis.LAT else (second, first)


def precision_m(lat: Coordinate, lon: Coordinate) -> float:
    """Half the unit of the coarser figure of a position, in metres on the ground."""
    return max(lat.precision_deg, lon.precision_deg) * _METRES_PER_DEGREE


def _is_announced(text: str, start: int) -> bool:
    return _announced(text, start) is not None


def _announced(text: str, start: int) -> tuple[Axis, int] | None:
    """The axis that a word before the figures names, and where the figures begin."""
    word = _WORD.match(text, start)
    if word is None or word.start(1) != start:
        return None
    axis = axis_of(word[1]) or axis_of(word[1].rstrip("."))
    if axis is None:
        return None
    gap = re.compile(r"\s*(?:of\s+)?").match(text, word.end())
    return axis, gap.end() if gap else word.end()


def _behind(text: str, end: int, axis: Axis | None) -> tuple[int, Axis | None]:
    """A word of the axis behind the figures ("36 degrees north latitude", "36° of latitude") belongs to them."""
    joint = _OF.match(text, end)
    word = _WORD.match(text, joint.end() if joint else end)
    named = axis_of(word[1]) if word else None
    if word is None or named is None or (axis is not None and named is not axis) or word[1].casefold().endswith("s"):
        return end, axis
    return word.end(), named


def _axis(letter: str, axis: Axis | None) -> Axis | None:
    if letter:
        return Axis.LAT if letter in "NS" else Axis.LON
    return axis


def _bare(text: str, start: int) -> Coordinate | None:
    """Decimal degrees with a hemisphere's letter and no sign of degrees ("33.5 N"): only in a pair are they degrees."""
    found = re.compile(r"(?P<sign>[-−])?(?P<d>\d{1,3}(?:\.\d{1,9})?)\s?([NSEW])\b").match(text, start)
    if found is None:
        return None
    axis = Axis.LAT if found[3] in "NS" else Axis.LON
    return _limited(axis, _signed(float(found["d"]), found[3]), 0.5 * 10.0 ** -_decimals(found["d"]), found.end())


def _ordinal(text: str, start: int) -> Coordinate | None:
    ordinal = read_ordinal(text, start)
    if ordinal is None:
        return None
    word = _WORD.match(text, ordinal[1])
    axis = axis_of(word[1]) if word else None
    if word is None or axis is None:
        return None
    hemisphere = _HEMISPHERE.match(text, word.end())
    letter = (hemisphere[1] or hemisphere[2])[0].upper() if hemisphere else ""
    if hemisphere is None or (_axis(letter, None) is not axis):
        return _limited(axis, float(ordinal[0]), 0.5, word.end())
    return _limited(axis, _signed(float(ordinal[0]), letter), 0.5, hemisphere.end())


def _coordinate(found: re.Match[str], letter: str, axis: Axis | None, end: int) -> Coordinate:
    degrees, minutes, seconds = (float(found[name] or 0) for name in ("d", "m", "s"))
    value = degrees + minutes / 60 + seconds / 3600
    if minutes >= 60 or seconds >= 60:
        return Coordinate(axis=axis, degrees=value, precision_deg=0, end=end, reason="minutes and seconds end at 59")
    part, given = (3600, found["s"]) if found["s"] else (60, found["m"]) if found["m"] else (1, found["d"])
    precision = 0.5 * 10.0 ** -_decimals(given) / part
    return _limited(axis, -value if found["sign"] else _signed(value, letter), precision, end)


def _decimals(figures: str) -> int:
    return len(figures.partition(".")[2])


def _signed(value: float, letter: str) -> float:
    return -value if letter in {"S", "W"} else value


def _limited(axis: Axis | None, degrees: float, precision: float, end: int) -> Coordinate:
    most = 90 if axis is Axis.LAT else 180
    reason = f"{axis or 'a coordinate'} ends at {most}°" if abs(degrees) > most else ""
    return Coordinate(axis=axis, degrees=degrees, precision_deg=precision, end=end, reason=reason)
