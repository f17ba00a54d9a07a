"""Names as they arrive → the names of each place, place after place, through files and not through memory.

All names first go to one file in the order of arrival; then they are dealt out to files of 131,072 places each, by the
places' final numbers; each of these fits into memory. Trade-off: everything is written twice, sequentially.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.names import light_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

_BUCKET_BITS = 17
_MARK = "\x1f"
_LONGEST = 400
"""GeoNames' longest names have 200 characters (readme of its dump); longer ones are cut."""


class NameRole(StrEnum):
    """What a name is to its place."""

    NAME = "n"
    DEMONYM = "d"
    LOCAL = "l"
    """In the local script; the first one stays."""
    DISPLAY = "D"
    """The name by which the place is shown; the last one stays."""
    FIRST = "f"
    """The record's own first name: shown if no DISPLAY comes."""


@dataclass(slots=True, kw_only=True)
class PlaceNames:
    """The names of a place: `others` are all that are neither shown nor local."""

    display: str = ""
    local: str = ""
    others: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)


class NameSpool:
    """Names on their way."""

    def __init__(self, folder: Path) -> None:
        """Spool into a folder."""
        self._folder = folder
        self._all = (folder / "names").open("w", encoding="utf-8", errors="replace", newline="\n", buffering=1 << 20)
        self.count = 0

    def add(self, number: int, role: NameRole, name: str) -> None:
        """Spool a name of the place that arrived as `number`; white space is made plain, an empty name is dropped."""
        text = " ".join(name.split())[:_LONGEST]
        if text:
            self.count += 1
            self._all.write(f"{number}{_MARK}{role.value}{_MARK}{text}\n")

    def close(self) -> None:
        """Let go of the file."""
        self._all.close()

    def places(self, final: NDArray[np.uint32], places: int) -> Iterator[PlaceNames]:
        """The names of each place, in the places' final order."""
        self._all.close()
        buckets = self._deal(final, (places >> _BUCKET_BITS) + 1)
        for at, path in enumerate(buckets):
            first = at << _BUCKET_BITS
            yield from _grouped(path, first, min(places - first, 1 << _BUCKET_BITS))
            path.unlink()

    def _deal(self, final: NDArray[np.uint32], buckets: int) -> list[Path]:
        """Deal the names out to files by their places' final numbers."""
        paths = [self._folder / f"names-{at}" for at in range(buckets)]
        # An item of an array costs four times as much as one of a memoryview.
        numbers = final.data
        with ExitStack() as stack:
            files = [
                stack.enter_context(path.open("w", encoding="utf-8", newline="\n", buffering=1 << 18)) for path in paths
            ]
            with (self._folder / "names").open(encoding="utf-8", newline="\n") as lines:
                for line in lines:
                    arrival, _, rest = line.partition(_MARK)
                    number = numbers[int(arrival)]
                    files[number >> _BUCKET_BITS].write(f"{number}{_MARK}{rest}")
        (self._folder / "names").unlink()
        return paths


def _grouped(path: Path, first: int, places: int) -> Iterator[PlaceNames]:
    """The names of the places from `first` on, out of their file."""
    lines: list[list[str]] = [[] for _ in range(places)]
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            number, _, rest = line.partition(_MARK)
            lines[int(number) - first].append(rest[:-1])
    for entries in lines:
        yield _gather(entries)


def _gather(entries: list[str]) -> PlaceNames:
    """One place's names: the one that is shown, and of the others the first of each light key."""
    names = PlaceNames()
    own: list[str] = []
    for entry in entries:
        role, _, text = entry.partition(_MARK)
        if role == NameRole.DISPLAY.value:
            names.display = text
        elif role == NameRole.LOCAL.value:
            names.local = names.local or text
        if role == NameRole.DEMONYM.value:
            names.demonyms.append(text)
        else:
            own.append(text)
    names.display = names.display or _first(entries) or (own[0] if own else "")
    known = {light_key(names.display), light_key(names.local)}
    for text in own:
        key = light_key(text)
        if key and key not in known:
            known.add(key)
            names.others.append(text)
    names.demonyms = list({light_key(text): text for text in reversed(names.demonyms)}.values())[::-1]
    return names


def _first(entries: list[str]) -> str:
    """The first record's own first name."""
    mark = NameRole.FIRST.value + _MARK
    return next((entry[len(mark) :] for entry in entries if entry.startswith(mark)), "")
