"""A file of JSON objects, one a line → the objects with their line numbers, and their members with checked types.

Refuses what isn't UTF-8, isn't JSON or isn't an object, and members of another type, each with the file and the line.
Blank lines are passed over. A line is read whole: documents have to fit into memory one at a time.
"""

from __future__ import annotations

import json
import math
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.errors import InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_BYTE_ORDER_MARK = "\ufeff"
_MEND = "mend or remove the line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The members of a JSON object; `where` names the file, the line and what in it."""

    values: dict[str, object]
    where: str

    def refused(self, what: str) -> InputRefusedError:
        """The error that says what is wrong here."""
        return InputRefusedError(what, where=self.where, do=_MEND)

    def has(self, key: str) -> bool:
        """Whether there is such a member, and not null."""
        return self.values.get(key) is not None

    def text(self, key: str) -> str:
        """A member that has to be a string.

        Raises:
            InputRefusedError: It is missing, or none.
        """
        value = self.values.get(key)
        if not isinstance(value, str):
            raise self.refused(f"has no text {key!r}")
        return value

    def text_or_empty(self, key: str) -> str:
        """A member that may be missing or null; numbers are taken as they are written."""
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(key) if value is not None else ""

    def name(self, key: str) -> str:
        """A member that has to be a string or a whole number, as a string."""
        if not self.has(key):
            raise self.refused(f"has no {key!r}")
        return self.text_or_empty(key)

    def offset(self, key: str) -> int:
        """A member that has to be a whole number, 0 or more."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.refused(f"has no whole number {key!r} that is 0 or more")
        return value

    def number(self, key: str, *, least: float, most: float) -> float:
        """A member that has to be a number between two others."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.refused(f"has no number {key!r} from {least:g} to {most:g}")
        return float(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """A member that is true or false, or missing; null is false."""
        value = self.values.get(key, default) or False
        if not isinstance(value, bool):
            raise self.refused(f"has a {key!r} that is neither true nor false")
        return value

    def inner(self, key: str) -> Members | None:
        """A member that is an object, or `None` if it is missing or null."""
        if not self.has(key):
            return None
        value = self.values[key]
        if not isinstance(value, dict):
            raise self.refused(f"has a {key!r} that is no object")
        return Members(values=value, where=f"{self.where}, {key}")

    def objects(self, key: str) -> Iterator[Members]:
        """A member that has to be a list of objects."""
        values = self.values.get(key)
        if not isinstance(values, list):
            raise self.refused(f"has no list {key!r}")
        for number, value in enumerate(values, start=1):
            where = f"{self.where}, number {number} of {key}"
            if not isinstance(value, dict):
                raise InputRefusedError("is no object", where=where, do=_MEND)
            yield Members(values=value, where=where)


def read_lines(path: Path) -> Iterator[Members]:
    """The objects of a file, or of standard input if `path` is `-`, one after another.

    Raises:
        InputRefusedError: The file can't be read, or a line of it is no JSON object.
    """
    with _opened(path) as stream:
        number = 0
        while line := _next_line(stream, path):
            number += 1
            if line.strip():
                yield _object(line, f"{path}, line {number}")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    with stream:
        yield stream


def _next_line(stream: BinaryIO, path: Path) -> bytes:
    try:
        return stream.readline()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError | ValueError) -> InputRefusedError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputRefusedError(f"can't be read: {reason}", where=str(path), do="check the path")


def _object(line: bytes, where: str) -> Members:
    try:
        # Line ends inside a line are white space to JSON; a byte order mark is none.
        value: object = json.loads(line.decode("utf-8").removeprefix(_BYTE_ORDER_MARK), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise InputRefusedError("isn't UTF-8", where=where, do="save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise InputRefusedError("isn't JSON", where=where, do=_MEND) from error
    if not isinstance(value, dict):
        raise InputRefusedError("isn't a JSON object", where=where, do=_MEND)
    return Members(values=value, where=where)


def _no_number(constant: str) -> float:
    """NaN and Infinity are Python's own and no JSON; they pass here to be refused as members out of range."""
    del constant
    return math.nan
