"""A name, an id or bounds → what the gazetteer knows: matches, places, shapes, borders, the base map.

The implementation of `model.place.Gazetteer` over one index and the shapes that belong to it. Short names in capitals
("US") only match capitals. Trade-off: the last few thousand results are kept, no more, so that a process needs a few
megabytes of its own however much it reads.
"""

from __future__ import annotations

from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.alike import alike_keys
from deconflict_map.gazetteer.index import Hit, Index
from deconflict_map.gazetteer.layout import INDEX_FORMAT
from deconflict_map.gazetteer.location import artefact_path, shapes_path
from deconflict_map.gazetteer.names import folded_key, light_key, skeleton_key
from deconflict_map.gazetteer.record import Record
from deconflict_map.gazetteer.scan import name_ends
from deconflict_map.gazetteer.search import Sought, search_places
from deconflict_map.gazetteer.sketch import IndexSighting
from deconflict_map.model.place import Match, MatchKind, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.directory import Directory
    from deconflict_map.gazetteer.search import Finding
    from deconflict_map.gazetteer.shapes import Shapes
    from deconflict_map.gazetteer.sketch import Sketch
    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.place import DataSource, Place

# Looked up once: up to Python 3.11 a look at an enum's member calls a function.
_POPULATED, _EXACT = PlaceKind.POPULATED, MatchKind.EXACT
_ALIKE = 0.75
"""Least similarity of names that are only alike (judgement: one letter in four may differ)."""
_SHORT_NAME = 6
"""Letters; the longest abbreviations ("Minn.", "Calif.") have so many."""
_INITIALS = 3
"""Letters; towns aren't abbreviated but by their initials ("NYC")."""
_LEAST_CONSONANTS = 3
"""With fewer, nearly everything is alike ("Rome", "Reem")."""


def _turned(lon: float) -> float:
    """A longitude, degrees, within 180 west and east."""
    return lon if abs(lon) <= 180.0 else (lon + 180.0) % 360.0 - 180.0


def _tells_little(name: str, sketch: Sketch, kind: MatchKind) -> bool:
    """Whether it doesn't matter how the gazetteer spells a name, which stands in a compressed block.

    It only tells anything of short names, of which "Ala." is one and "Ala" another, and of names that are equal when
    folded.
    """
    return kind is _EXACT and (len(name) > _SHORT_NAME or (len(name) > _INITIALS and sketch.kind is _POPULATED))


def _likely_spelling(sketch: Sketch, name: str, light: str) -> str:
    """The name by which a place is shown, if its light key is that of the written name; else the written one."""
    return sketch.name if light_key(sketch.name) == light else name


class Atlas:
    """The gazetteer. Opened by `open_gazetteer`."""

    def __init__(self, path: Path, shapes: Path) -> None:
        """Open the index at `path`, and the shapes when they are first needed.

        Raises:
            GazetteerError: the index is missing, damaged or of another version.
        """
        self._index = Index(path)
        self._shapes_path = shapes
        self._lookup = lru_cache(maxsize=4096)(self._match)
        # News says the same names again and again, and a text the same ones most of all. As many runs of capitalised
        # words as some six hundred articles of local newspapers have (588 had 12,800); each costs 300 bytes.
        self._name_ends = lru_cache(maxsize=16384)(partial(name_ends, self._index))
        self._alike_in = lru_cache(maxsize=256)(self._alike_of)
        self._shape = lru_cache(maxsize=128)(self._read_shape)
        self._border = lru_cache(maxsize=128)(self._read_border)

    # Names

    def find(self, name: str) -> tuple[Hit, ...]:
        """Places that bear `name`, as numbers: exact names and demonyms before folded ones, most populous first."""
        return self._index.find(name)

    def lookup(self, name: str) -> tuple[Match, ...]:
        """Places that bear `name`: exact names and demonyms before folded ones, most populous first."""
        return self._lookup(name)

    def _match(self, name: str) -> tuple[Match, ...]:
        return self._matches(name, self._index.find(name))

    def named(self, name: str, *, folded: bool = True) -> list[IndexSighting]:
        """Places that bear `name` as it is written; where none does, those whose names are equal when folded.

        Without `folded` only the first.
        """
        index = self._index
        hits = index.find(name, written=True) if folded else index.find_exact(name)
        if not hits:
            return []
        shown, light, found = index.shown_number(name), light_key(name), list[IndexSighting]()
        known: dict[int, tuple[str, str]] = {}  # places of one name are mostly shown by few
        for number, kind in hits:
            display = index.shown_number_of(number)
            if display == shown:
                found.append(IndexSighting(index.sketch(number, name), kind, name))
                continue
            held = known.get(display)
            sketch = index.sketch(number, "" if held is None else held[0])
            if not _tells_little(name, sketch, kind):
                spelling = index.spelling(sketch, name, kind)
            elif held is None:
                spelling = _likely_spelling(sketch, name, light)
                known[display] = sketch.name, spelling
            else:
                spelling = held[1]
            found.append(IndexSighting(sketch, kind, spelling))
        return found

    def _matches(self, name: str, hits: Iterable[Hit]) -> tuple[Match, ...]:
        index, light = self._index, light_key(name)
        found = []
        for number, kind in hits:
            place = index.place(number)
            known = name if place.name == name else self._spelling(index.sketch(number), name, light, kind)
            found.append(Match(place=place, kind=kind, name=known, similarity=1.0))
        return tuple(found)

    def _spelling(self, sketch: Sketch, name: str, light: str, kind: MatchKind) -> str:
        """The name of a place that a written name met, which has a light key; of a long one, as it is written."""
        if _tells_little(name, sketch, kind):
            return _likely_spelling(sketch, name, light)
        return self._index.spelling(sketch, name, kind)

    def name_ends(self, text: str, ends: Sequence[int]) -> tuple[int, ...]:
        """Those of `ends` (offsets, rising) at which a name ends that begins with `text`, last first."""
        return self._name_ends(text, tuple(ends))

    def lookup_alike(self, name: str, *, countries: Iterable[str]) -> tuple[Match, ...]:
        """Places in `countries` whose names have the same consonants in the same order, most similar first."""
        return self._alike_in(name, frozenset(countries))

    def _alike_of(self, name: str, countries: frozenset[str]) -> tuple[Match, ...]:
        skeleton = skeleton_key(name)
        if len(skeleton) < _LEAST_CONSONANTS:
            return ()
        found = self._alike(name, same=2, countries=countries, consonants=skeleton)
        return tuple(match for match in found if skeleton_key(match.name) == skeleton)

    def fuzzy(self, name: str, *, limit: int) -> tuple[Match, ...]:
        """Places anywhere whose names begin alike and differ in a few letters, most similar first."""
        return tuple(self._alike(name, same=1, countries=None)[:limit])

    def _alike(self, name: str, *, same: int, countries: frozenset[str] | None, consonants: str = "") -> list[Match]:
        light, folded = light_key(name), folded_key(name)
        best: dict[int, Match] = {}
        for key, similarity in alike_keys(self._index.keys, name, same=same, least=_ALIKE, consonants=consonants):
            for number in self._index.holders(key):
                if number in best or not (countries is None or self._index.country(number) in countries):
                    continue
                known = self._spelling_of_key(number, key)
                if light_key(known) != light and folded_key(known) != folded:
                    place = self._index.place(number)
                    best[number] = Match(place=place, kind=MatchKind.FUZZY, name=known, similarity=similarity)
        return sorted(best.values(), key=lambda match: (-match.similarity, -match.place.population, match.place.id))

    def _spelling_of_key(self, number: int, key: str) -> str:
        """The name of a place that has a key, light or folded."""
        names = self.names_at(number)
        return next((name for name in names if key in (light_key(name), folded_key(name))), names[0])

    def search(  # noqa: PLR0913 -- one argument a thing that may be told of a place
        self,
        name: str,
        *,
        country: str | None = None,
        inside: str = "",
        near: tuple[float, float] | None = None,
        kind: PlaceKind | None = None,
        fuzzy: bool = False,
        limit: int = 10,
    ) -> tuple[Finding, ...]:
        """Ranked candidates for a name as a person types it ("Paris, Texas"), best first, each with its reasons.

        Candidates keep to `country` (an ISO code), to `inside` (name or code of a country, division, region or
        continent) and to `kind`; `near` is a longitude and latitude, degrees, around which they are sought. Names that
        are only alike are given where nothing else is found, and beside the others if `fuzzy`.

        Raises:
            UsageError: `inside` isn't known as an area, or the gazetteer doesn't know how far it reaches.
        """
        sought = Sought(name=name, country=country or "", inside=inside, near=near, kind=kind, fuzzy=fuzzy)
        return search_places(self, sought, limit=limit)

    # Places and shapes

    def place(self, place_id: str) -> Place | None:
        """The record with this id."""
        number = self._index.number(place_id)
        return self._index.place(number) if number >= 0 else None

    def country(self, code: str) -> Place | None:
        """The record of a country by its ISO 3166-1 alpha-2 code."""
        return self._place_or_none(self._directory.country(code))

    def division(self, country: str, code: str) -> Place | None:
        """The record of a first-level division by its country and its GeoNames code."""
        return self._place_or_none(self._directory.division(country, code))

    def _place_or_none(self, number: int) -> Place | None:
        return self._index.place(number) if number >= 0 else None

    @cached_property
    def _directory(self) -> Directory:
        from deconflict_map.gazetteer.directory import Directory  # noqa: PLC0415 - looking a name up needs no arrays

        return Directory(self._index)

    def place_at(self, number: int) -> Place:
        """The record with this number, as `find` gives it."""
        return self._index.place(number)

    def names(self, place_id: str) -> tuple[str, ...]:
        """All names of a place, its display name first, without demonyms."""
        number = self._index.number(place_id)
        return tuple(self.names_at(number)) if number >= 0 else ()

    def names_at(self, number: int) -> list[str]:
        """All names of the place with this number, its display name first, without demonyms."""
        local = self._index.local_name(number)
        return [self._index.display_name(number), *([local] if local else []), *self._index.further_names(number)[0]]

    def shape(self, place_id: str) -> BaseGeometry | None:
        """The line or area of a place, EPSG:4326; lines of streams run downstream. `None` without a shape."""
        return self._shape(place_id)

    def _read_shape(self, place_id: str) -> BaseGeometry | None:
        return self._shapes.shape(place_id)

    @cached_property
    def _shapes(self) -> Shapes:
        from deconflict_map.gazetteer.shapes import Shapes  # noqa: PLC0415 - names and places need no geometry library

        return Shapes.open(self._shapes_path)

    def border(self, country: str, other: str) -> BaseGeometry | None:
        """The land border that two countries (ISO codes) share, EPSG:4326, or `None`."""
        return self._border(country, other)

    def _read_border(self, country: str, other: str) -> BaseGeometry | None:
        return self._shapes.border(country, other)

    def neighbours(self, country: str) -> tuple[str, ...]:
        """ISO codes of the countries that share a land border with `country`, sorted."""
        return self._shapes.neighbours(country)

    def places_within(
        self, bounds: tuple[float, float, float, float], *, kind: PlaceKind, min_population: int = 0
    ) -> tuple[Place, ...]:
        """Places of a kind in `(west, south, east, north)`, degrees, most populous first.

        Bounds with `west` greater than `east` reach over the date line.
        """
        return tuple(map(self._index.place, self._within(bounds, kind, min_population)))

    def _within(self, bounds: tuple[float, float, float, float], kind: PlaceKind, min_population: int) -> list[int]:
        from deconflict_map.gazetteer.nearby import numbers_within  # noqa: PLC0415 - looking a name up needs no arrays

        found = numbers_within(self._index, bounds, kinds=frozenset({kind}), min_population=min_population)
        numbers: list[int] = found.tolist()
        return numbers

    def nearest(
        self,
        lon: float,
        lat: float,
        *,
        limit: int = 1,
        kinds: frozenset[PlaceKind] | None = None,
        within_m: float | None = None,
    ) -> tuple[tuple[Place, float], ...]:
        """The nearest places to a point, degrees, each with its distance in metres, nearest first.

        `kinds` restricts them to some kinds, `within_m` to a distance in metres.
        """
        from deconflict_map.gazetteer.nearby import nearest  # noqa: PLC0415 - as above

        found = nearest(self._index, lon, lat, limit=limit, kinds=kinds, within_m=within_m)
        return tuple((self._index.place(number), metres) for number, metres in found)

    def basemap(self, bounds: tuple[float, float, float, float]) -> BaseMap:
        """What lies in `(west, south, east, north)`, degrees, clipped and simplified to the scene's scale."""
        from deconflict_map.gazetteer.basemap import MOST_TOWNS, draw_basemap  # noqa: PLC0415 - as above

        west, south, east, north = bounds
        whole = abs(east - west) >= 360.0
        turned = (-180.0, south, 180.0, north) if whole else (_turned(west), south, _turned(east), north)
        towns = self._within(turned, PlaceKind.POPULATED, 0)[:MOST_TOWNS]
        return draw_basemap(self._shapes, bounds, list(map(self._index.place, towns)))

    # About itself

    def sources(self) -> tuple[DataSource, ...]:
        """What the gazetteer was built from."""
        return self._index.sources

    def info(self) -> dict[str, int]:
        """Number of places of each kind."""
        return dict(sorted(self._index.count_kinds().items()))

    def contents(self) -> tuple[tuple[str, PlaceKind, int], ...]:
        """How many places of each kind come from each source: id of the source, kind, number."""
        counts: dict[tuple[str, PlaceKind], int] = {}
        for shared, count in self._index.count_classes().items():
            key = shared.source, shared.kind
            counts[key] = counts.get(key, 0) + count
        return tuple((source, kind, count) for (source, kind), count in sorted(counts.items()))

    def __len__(self) -> int:
        """How many places there are."""
        return len(self._index)

    def all_places(self) -> tuple[Place, ...]:
        """Every record, by id."""
        return tuple(sorted(self.each_place(), key=lambda place: place.id))

    def each_place(self) -> Iterator[Place]:
        """One record after the other, in the order of the index."""
        return map(self._index.place, range(len(self._index)))

    @property
    def format_version(self) -> int:
        """Number of the layout in which the index is written."""
        return INDEX_FORMAT

    def records(self) -> Iterator[Record]:
        """Everything in the index, as records without shapes, to be merged into another or exported."""
        for number in range(len(self._index)):
            place = self._index.place(number)
            names, demonyms = self._index.further_names(number)
            yield Record(
                id=place.id,
                name=place.name,
                kind=place.kind,
                feature=place.feature,
                lon=place.lon,
                lat=place.lat,
                source=place.source,
                names=(place.name, *names),
                country=place.country,
                division=place.division,
                district=place.district,
                population=place.population,
                local_name=place.local_name,
                demonyms=tuple(demonyms),
                romanised=self._index.is_romanised(number),
                form=place.shape,
                shape_error_m=place.shape_error_m,
            )

    @property
    def path(self) -> Path:
        """Where the index lies."""
        return self._index.path

    def checksum(self) -> str:
        """SHA-256 of the index; reads all of it."""
        return self._index.checksum()

    def verify(self) -> None:
        """Read the whole index and compare it with its own checksum.

        Raises:
            GazetteerError: it has changed since it was written.
        """
        self._index.verify()


def open_gazetteer(path: Path | None = None) -> Atlas:
    """Open the packaged gazetteer, or the index at `path`; shapes always come from the package.

    Raises:
        GazetteerError: it is missing, damaged or of another version.
    """
    return Atlas(path or artefact_path(), shapes_path())
