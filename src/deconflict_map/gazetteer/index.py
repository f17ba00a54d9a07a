"""An index file → which places bear a name, and what is known of each place.

Everything is read where it lies in the mapped file: opening reads the header, a look-up a few dozen bytes. Refuses
files that aren't ours, are cut short or of another version. Trade-off: places are made anew whenever they are asked
for, but for the last few thousand, so that a process keeps little memory of its own.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer import packed
from deconflict_map.gazetteer.container import REBUILD, Container
from deconflict_map.gazetteer.layout import (
    BLOCK,
    COORDINATE,
    INDEX_FORMAT,
    LARGEST_NUMBER,
    POSTING_BITS,
    POSTING_SHIFT,
    Bears,
    names_in,
    unpack_block,
)
from deconflict_map.gazetteer.names import folded_key, is_acronym, light_key
from deconflict_map.gazetteer.sketch import Sketch
from deconflict_map.gazetteer.strings import StringTable
from deconflict_map.model.place import DataSource, MatchKind, PlaceKind, ShapeForm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from deconflict_map.model.place import Place

_EXACT, _FOLDED, _DEMONYM = MatchKind.EXACT, MatchKind.FOLDED, MatchKind.DEMONYM
_LIGHT_BIT, _FOLDED_BIT, _CLOSED_BIT = int(Bears.LIGHT), int(Bears.FOLDED), int(Bears.CLOSED)
_DEMONYM_BIT, _ACRONYM_BIT = int(Bears.DEMONYM), int(Bears.ACRONYM)

_KEPT = 4096
"""So many places are kept when they were asked for once."""
_DIGITS = 8
"""Longer keys of ids stand in the table of texts."""

Hit: TypeAlias = "tuple[int, MatchKind]"
"""A place by its number in the index, and how the name met it."""


class PlaceClass(NamedTuple):
    """What many places share."""

    kind: PlaceKind
    feature: str
    source: str
    licence: str
    shape: ShapeForm
    shape_error_m: float
    romanised: bool
    hand_kept: bool


class Index:
    """The mapped index. Safe for several threads: nothing is written."""

    def __init__(self, path: Path) -> None:
        """Map the file.

        Raises:
            GazetteerError: it is missing, damaged, no index, or of another version.
        """
        self._container = Container(path)
        self.path = path
        if self._container.settings.get("index_format") != INDEX_FORMAT:
            raise GazetteerError("an index of another format", where=str(path), do=REBUILD)
        self.keys = StringTable(self._container, "keys")
        self._key_number = self.keys.number
        self._values = self._reader("values", "posting")
        self._lists = self._reader("lists", "posting")
        self._stretch = packed.stretches(self._container.section("lists"), self._width("posting"))
        self._shown = StringTable(self._container, "shown")
        self._display, self._local = self._reader("display"), self._reader("local")
        self._areas, self._area = StringTable(self._container, "areas"), self._reader("area")
        self._class, self._population = self._reader("class"), self._reader("population")
        self._lon = self._container.section("lon").cast("i")
        self._lat = self._container.section("lat").cast("i")
        self._ids, self._id = StringTable(self._container, "ids"), self._reader("id")
        self.cell_start = self._reader("cells")
        self._heap, self._heap_starts = self._container.section("heap"), self._reader("heap_starts")
        try:
            self._read_settings()
        except (KeyError, TypeError, ValueError) as error:
            raise GazetteerError(f"an index of another make: {error}", where=str(path), do=REBUILD) from error
        self._limit = len(self) << POSTING_SHIFT
        self._block = lru_cache(maxsize=256)(self._open_block)
        self._codes = lru_cache(maxsize=4096)(self._read_codes)
        self.place = lru_cache(maxsize=_KEPT)(self._make_place)
        self._numbers: dict[str, int] = {}

    def _reader(self, name: str, width: str = "") -> Callable[[int], int]:
        return packed.reader(self._container.section(name), self._width(width or name))

    def _width(self, name: str) -> int:
        width = self._container.settings.get(f"{name}_width")
        if not isinstance(width, int):
            raise GazetteerError(f"an index of another make: no {name}", where=str(self.path), do=REBUILD)
        return width

    def _read_settings(self) -> None:
        settings = self._container.settings
        rows = cast("list[list[str]]", settings["sources"])
        self.sources = tuple(DataSource(id=i, title=t, version=v, licence=lc, attribution=a) for i, t, v, lc, a in rows)
        licences = {source.id: source.licence for source in self.sources}
        self._classes = tuple(
            PlaceClass(
                PlaceKind(kind),
                feature,
                source,
                licences.get(source, ""),
                ShapeForm(form),
                float(error),
                bool(romanised),
                bool(hand_kept),
            )
            for kind, feature, source, form, error, romanised, hand_kept in cast("list[list[str]]", settings["classes"])
        )
        large = cast("list[list[int]]", settings["large_populations"])
        self._large = large[0] if large else ()
        prefixes = cast("list[tuple[str, int]]", settings["id_prefixes"])
        self._prefixes, self._prefix_starts = [name for name, _ in prefixes], [start for _, start in prefixes]

    def __len__(self) -> int:
        """How many places there are."""
        return cast("int", self._container.settings["places"])

    # Names

    def find_exact(self, name: str) -> tuple[Hit, ...]:
        """Places that bear a name as it is written, or whose people do, most populous first."""
        return tuple(_exact_hits(self._postings(self._key_number(light_key(name))), name))

    def find(self, name: str, *, written: bool = False) -> tuple[Hit, ...]:
        """Places that bear a name: exact names and demonyms before folded ones, each most populous first.

        With `written` folded ones only where there is no other.
        """
        light = light_key(name)
        key = self._key_number(light)
        if key < 0:
            loose = folded_key(name)
            if loose == light or (key := self._key_number(loose)) < 0:
                return ()
            return tuple(_folded_hits(self._postings(key), ()))
        value = self._values(key)
        if value < self._limit:
            return tuple(_exact_hits((value,), name)) or tuple(_folded_hits((value,), ()))
        start = value - self._limit
        end = start + 1 + self._lists(start)
        postings: Sequence[int] = self._stretch(start + 1, end)
        hits = _exact_hits(postings, name)
        if hits and written:
            return tuple(hits)
        if not postings[0] & _CLOSED_BIT:
            postings = self._postings(self._lists(end))
        elif len(hits) == len(postings):
            return tuple(hits)
        return (*hits, *_folded_hits(postings, hits))

    def _postings(self, key: int) -> Sequence[int]:
        """Postings of a key by its number; none for -1."""
        if key < 0:
            return ()
        value = self._values(key)
        if value < self._limit:
            return (value,)
        start = value - self._limit
        return self._stretch(start + 1, start + 1 + self._lists(start))

    def bears(self, key: str) -> int:
        """All ways (bits of `Bears`) in which some place bears a key; 0 if none does."""
        bits = 0
        for posting in self._postings(self.keys.number(key)):
            bits |= posting
        return bits & POSTING_BITS

    def is_borne(self, key: int, ways: int) -> bool:
        """Whether some place bears a key, by its number, in one of some ways (bits of `Bears`); the first mostly does.

        Nothing bears a key with the number -1.
        """
        if key < 0:
            return False
        value = self._values(key)
        if value < self._limit:
            return bool(value & ways)
        start = value - self._limit
        if self._lists(start + 1) & ways:
            return True
        return any(posting & ways for posting in self._stretch(start + 2, start + 1 + self._lists(start)))

    def holders(self, key: str) -> list[int]:
        """Numbers of the places that bear a key in any way."""
        return [posting >> POSTING_SHIFT for posting in self._postings(self.keys.number(key))]

    def spelling(self, sketch: Sketch, name: str, kind: MatchKind) -> str:
        """The name of a place that a written name met, as the gazetteer spells it."""
        number = sketch.number
        if kind is _DEMONYM:
            return _spelt_so(self.further_names(number)[1], light_key, light_key(name)) or name
        key = light_key if kind is _EXACT else folded_key
        # The block of further names is only opened where none of these is the one.
        sought, shown = key(name), sketch.name
        if key(shown) == sought:
            return shown
        if kind is _EXACT and shown.startswith(f"{name} "):  # "Delta" for "Delta County"
            return name
        local = self.local_name(number)
        if local and key(local) == sought:
            return local
        return _spelt_so(self.further_names(number)[0], key, sought) or name

    def display_name(self, number: int) -> str:
        """The name by which a place is shown."""
        return self._shown_text(self._display(number))

    def shown_number(self, name: str) -> int:
        """Number of a name among those by which places are shown."""
        return self._shown.number(name) + 1 or -1

    def shown_number_of(self, number: int) -> int:
        """Number of the name by which a place is shown."""
        return self._display(number)

    def local_name(self, number: int) -> str:
        """A place's name in the local script, or an empty string."""
        return self._shown_text(self._local(number))

    def _shown_text(self, number: int) -> str:
        return self._shown.text(number - 1) if number else ""

    def further_names(self, number: int) -> tuple[list[str], list[str]]:
        """All names of a place but the shown and the local one, and its demonyms."""
        block, at = divmod(number, BLOCK)
        try:
            return names_in(self._block(block), at)
        except (zlib.error, UnicodeDecodeError, IndexError) as error:
            raise GazetteerError(f"damaged: names can't be read ({error})", where=str(self.path), do=REBUILD) from error

    def _open_block(self, block: int) -> bytes:
        return unpack_block(self._heap[self._heap_starts(block) : self._heap_starts(block + 1)])

    # Places

    def number(self, place_id: str) -> int:
        """Number of the place with an id, or -1. Compares all ids, milliseconds, unless the place was made before."""
        made = self._numbers.get(place_id)
        if made is not None:
            return made
        code = self._code(place_id)
        if code < 0:
            return -1
        codes = self.column("id", slice(0, len(self)))
        found = (codes == code).nonzero()[0]
        return int(found[0]) if len(found) else -1

    def _code(self, place_id: str) -> int:
        prefix, _, key = place_id.partition(":")
        table = f"{prefix}:"
        if prefix in self._prefixes and key.isascii() and key.isdigit() and str(int(key[:_DIGITS])) == key:
            at = self._prefixes.index(prefix)
            code = self._prefix_starts[at] + int(key)
            return code if code < (*self._prefix_starts, 1 << 63)[at + 1] else -1
        if table in self._prefixes and (number := self._ids.number(key)) >= 0:
            return self._prefix_starts[self._prefixes.index(table)] + number
        return -1

    def point(self, number: int) -> tuple[float, float]:
        """Longitude and latitude of a place, degrees."""
        return self._lon[number] / COORDINATE, self._lat[number] / COORDINATE

    def population(self, number: int) -> int:
        """How many people live in a place, 0 where unknown."""
        people = self._population(number)
        return people if people < LARGEST_NUMBER or not self._large else self._large[people - LARGEST_NUMBER]

    def place_id(self, number: int) -> str:
        """Id of a place."""
        code = self._id(number)
        at = bisect_right(self._prefix_starts, code) - 1
        prefix, key = self._prefixes[at], code - self._prefix_starts[at]
        return f"{prefix}{self._ids.text(key)}" if prefix.endswith(":") else f"{prefix}:{key}"

    def country(self, number: int) -> str:
        """ISO code of the country in which a place lies, or an empty string."""
        return self._codes(self._area(number))[0]

    def sketch(self, number: int, name: str = "") -> Sketch:
        """What weighing asks of a place, which is shown by `name` if that is given."""
        people = self._population(number)
        return Sketch(
            self,
            number,
            self._classes[self._class(number)],
            self._codes(self._area(number)),
            self._lon[number] / COORDINATE,
            self._lat[number] / COORDINATE,
            people if people < LARGEST_NUMBER else self.population(number),
            name,
        )

    def _make_place(self, number: int) -> Place:
        place = self.sketch(number).place()
        if len(self._numbers) >= _KEPT:
            self._numbers.clear()
        self._numbers[place.id] = number
        return place

    def _read_codes(self, area: int) -> tuple[str, str, str]:
        """Country, first- and second-level division of an entry of the table of areas."""
        country, division, district = self._areas.text(area).split(".", 2)
        return country, division, district

    # Columns, for questions about many places at once

    def column(self, name: str, places: slice) -> NDArray[np.uint32] | NDArray[np.uint64]:
        """A stretch of a column of whole numbers: `class`, `id`, or `population` (in order, if not in size)."""
        width = self._width(name)
        return packed.as_array(self._container.section(name)[places.start * width : places.stop * width], width)

    def coordinates(self, places: slice) -> tuple[memoryview, memoryview]:
        """Longitudes and latitudes of a stretch of places: hundred-thousandths of a degree, four bytes each, signed."""
        at = slice(places.start * 4, places.stop * 4)
        return self._container.section("lon")[at], self._container.section("lat")[at]

    def classes_of(self, kinds: frozenset[PlaceKind]) -> list[int]:
        """Numbers of the classes (column `class`) of some kinds."""
        return [at for at, of in enumerate(self._classes) if of.kind in kinds]

    def count_kinds(self) -> Counter[str]:
        """Number of places of each kind."""
        counts: Counter[str] = Counter()
        for shared, count in self.count_classes().items():
            counts[shared.kind.value] += count
        return counts

    def count_classes(self) -> Counter[PlaceClass]:
        """Number of places of each class."""
        classes = Counter(self.column("class", slice(0, len(self))).tolist())
        return Counter({self._classes[number]: count for number, count in sorted(classes.items())})

    def is_romanised(self, number: int) -> bool:
        """Whether the names of a place are transcriptions."""
        return self._classes[self._class(number)].romanised

    # The file

    def sizes(self) -> dict[str, int]:
        """Length of each section in bytes."""
        return self._container.sizes()

    def checksum(self) -> str:
        """SHA-256 of the whole file, which is read."""
        return self._container.checksum()

    def verify(self) -> None:
        """Read everything and compare it with its checksum.

        Raises:
            GazetteerError: something has changed since it was written.
        """
        self._container.verify()


def _spelt_so(names: Iterable[str], key: Callable[[str], str], sought: str) -> str:
    """The first of the names that has a key; empty if none has.

    To fold a name costs more than to see that it begins in another script, as most further names do.
    """
    latin = sought.isascii()
    for known in names:
        if latin and not known.isascii() and not light_key(known[0]).isascii():
            continue
        if key(known) == sought:
            return known
    return ""


def _exact_hits(postings: Sequence[int], name: str) -> list[Hit]:
    """Hits among the postings of a light key."""
    hits = [(posting >> POSTING_SHIFT, _EXACT) for posting in postings if posting & _LIGHT_BIT]
    if len(hits) == len(postings):
        return hits
    acronym = _ACRONYM_BIT if is_acronym(name) else 0
    hits = []
    for posting in postings:
        if posting & (_LIGHT_BIT | acronym):
            hits.append((posting >> POSTING_SHIFT, _EXACT))
        elif posting & _DEMONYM_BIT:
            hits.append((posting >> POSTING_SHIFT, _DEMONYM))
    return hits


def _folded_hits(postings: Sequence[int], known: Sequence[Hit]) -> list[Hit]:
    """Hits among the postings of a folded key that aren't known yet."""
    numbers = [posting >> POSTING_SHIFT for posting in postings if posting & _FOLDED_BIT]
    if not known:
        return [(number, _FOLDED) for number in numbers]
    before = {number for number, _ in known}
    return [(number, _FOLDED) for number in numbers if number not in before]
