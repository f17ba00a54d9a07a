"""A name, an id or bounds → what the gazetteer knows: matches, places, shapes, borders, the base map.

The implementation of `model.place.Gazetteer` over one artefact. It refuses names that are longer than what
`begins_name` answers for their first word, which makes that answer a promise. Short names in capitals ("US") only
match capitals. Trade-off: results are kept, so memory grows with the number of different names asked, up to a bound.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.basemap import MOST_TOWNS, draw_basemap
from deconflict_map.gazetteer.keys import key_number
from deconflict_map.gazetteer.location import artefact_path
from deconflict_map.gazetteer.names import (
    first_word,
    folded_key,
    is_acronym,
    light_key,
    may_be_article,
    skeleton_key,
)
from deconflict_map.gazetteer.search import search_places
from deconflict_map.gazetteer.store import Store
from deconflict_map.model.place import Match, MatchKind, PlaceKind, ShapeForm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.search import Finding
    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.place import DataSource, Place

_AFTER_ARTICLE = 6
"""Most words of a name that a text begins with an article which the gazetteer lacks ("the Al-Omar oil field"): the
article and up to five more. Judgement: longer names stand in full in the gazetteer."""
_ALIKE = 0.75
"""Least similarity of names that are only alike (judgement: one letter in four may differ)."""
_LEAST_CONSONANTS = 3
"""With fewer, nearly everything is alike ("Rome", "Reem")."""
_GRADES = {MatchKind.EXACT: 0, MatchKind.DEMONYM: 0, MatchKind.FOLDED: 2, MatchKind.FUZZY: 3}
"""A demonym is as exact as a name: "Thai" is Thailand before it is a town that is also called so."""

_KINDS = (MatchKind.EXACT, MatchKind.DEMONYM, MatchKind.FOLDED)


class Atlas:
    """The gazetteer. Opened by `open_gazetteer`."""

    def __init__(self, path: Path) -> None:
        """Open the artefact at `path`.

        Raises:
            GazetteerError: it is missing, damaged or of another version.
        """
        self._store = Store(path)
        self._lookup = lru_cache(maxsize=16384)(self._find)
        self._begins = lru_cache(maxsize=65536)(self._count_words)
        self._shape = lru_cache(maxsize=256)(self._read_shape)

    # Names

    def begins_name(self, token: str) -> int:
        """The most words that a name beginning with this word has; 0 if `lookup` finds none that begins so."""
        return self._begins(token)

    def _count_words(self, token: str) -> int:
        word = first_word(folded_key(token))
        words = self._store.words_after(key_number(word)) if word else 0
        return max(words, _AFTER_ARTICLE) if may_be_article(token) else words

    def lookup(self, name: str) -> tuple[Match, ...]:
        """Places that bear `name`: exact names and demonyms before folded ones, most populous first."""
        return self._lookup(name)

    def _find(self, name: str) -> tuple[Match, ...]:
        words = name.split()
        if not words or len(words) > self._begins(words[0]):
            return ()
        light, folded = light_key(name), folded_key(name)
        best: dict[int, tuple[MatchKind, str]] = {}
        for number, demonym, known in self._store.names_by_keys(light, folded):
            kind = _grade(name, known, light=light, folded=folded, demonym=demonym)
            if kind and (number not in best or _KINDS.index(kind) < _KINDS.index(best[number][0])):
                best[number] = kind, known
        matches = [
            Match(place=self._store.place_by_number(number), kind=kind, name=known, similarity=1.0)
            for number, (kind, known) in best.items()
        ]
        return tuple(sorted(matches, key=lambda m: (_GRADES[m.kind], -m.place.population, m.place.id)))

    def lookup_alike(self, name: str, *, countries: Iterable[str]) -> tuple[Match, ...]:
        """Places in `countries` whose names have the same consonants in the same order, most similar first."""
        from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only needed where nothing else was found

        skeleton, light, folded = skeleton_key(name), light_key(name), folded_key(name)
        wanted = frozenset(countries)
        if len(skeleton) < _LEAST_CONSONANTS:
            return ()
        best: dict[str, Match] = {}
        for number, known in self._store.names_by_skeleton(skeleton):
            place = self._store.place_by_number(number)
            similarity = max(ratio(light, light_key(known)), ratio(folded, folded_key(known))) / 100
            if place.country not in wanted or not _ALIKE <= similarity < 1.0 or skeleton_key(known) != skeleton:
                continue
            if place.id not in best or similarity > best[place.id].similarity:
                best[place.id] = Match(place=place, kind=MatchKind.FUZZY, name=known, similarity=similarity)
        return tuple(sorted(best.values(), key=lambda m: (-m.similarity, -m.place.population, m.place.id)))

    def search(
        self, name: str, *, country: str | None = None, near: tuple[float, float] | None = None, limit: int = 10
    ) -> tuple[Finding, ...]:
        """Ranked candidates for a name as a person types it, best first, each with its reasons.

        `country` is an ISO code that candidates must have; `near` a longitude and latitude, degrees. Names that are
        only alike are given where nothing else is found.
        """
        return search_places(self, name, country=country, near=near, limit=limit)

    # Places and shapes

    def place(self, place_id: str) -> Place | None:
        """The record with this id."""
        return self._store.place_by_id(place_id)

    def names(self, place_id: str) -> tuple[str, ...]:
        """All names of a place, without demonyms."""
        return self._store.names_of(place_id)

    def shape(self, place_id: str) -> BaseGeometry | None:
        """The line or area of a place, EPSG:4326; lines of streams run downstream. `None` without a shape."""
        return self._shape(place_id)

    def _read_shape(self, place_id: str) -> BaseGeometry | None:
        number = self._store.number_of(place_id)
        if number is None or (place := self._store.place_by_number(number)).shape is ShapeForm.NONE:
            return None
        table = "stream_lines" if place.shape is ShapeForm.LINE else "areas"
        shapes = self._store.shapes(table, "fid", "fid = ?", (number,))
        return shapes[0][1] if shapes else None

    def border(self, country: str, other: str) -> BaseGeometry | None:
        """The land border that two countries (ISO codes) share, EPSG:4326, or `None`."""
        import shapely  # noqa: PLC0415 - names and places need no geometry library

        pieces = self._store.shapes("land_borders", "fid", "country = ? AND other = ?", sorted((country, other)))
        if not pieces:
            return None
        lines: BaseGeometry = shapely.line_merge(shapely.union_all([piece for _, piece in pieces]))
        return lines

    def neighbours(self, country: str) -> tuple[str, ...]:
        """ISO codes of the countries that share a land border with `country`, sorted."""
        return self._store.neighbours(country)

    def places_within(
        self, bounds: tuple[float, float, float, float], *, kind: PlaceKind, min_population: int = 0
    ) -> tuple[Place, ...]:
        """Places of a kind in `(west, south, east, north)`, degrees, most populous first.

        Bounds with `west` greater than `east` reach over the date line.
        """
        return tuple(self._within(bounds, kind, min_population, -1))

    def _within(
        self, bounds: tuple[float, float, float, float], kind: PlaceKind, min_population: int, most: int
    ) -> list[Place]:
        west, south, east, north = bounds
        across = "OR" if west > east else "AND"
        return self._store.places_where(
            f"kind = ? AND population >= ? AND lat BETWEEN ? AND ? AND (lon >= ? {across} lon <= ?)",
            (kind.value, min_population, south, north, west, east),
            most=most,
        )

    def basemap(self, bounds: tuple[float, float, float, float]) -> BaseMap:
        """What lies in `(west, south, east, north)`, degrees, clipped and simplified to the scene's scale."""
        return draw_basemap(self._store, bounds, self._within(bounds, PlaceKind.POPULATED, 0, MOST_TOWNS))

    # About itself

    def sources(self) -> tuple[DataSource, ...]:
        """What the gazetteer was built from."""
        return self._store.sources()

    def info(self) -> dict[str, int]:
        """Number of places of each kind."""
        return self._store.count("places", "kind")

    def all_places(self) -> tuple[Place, ...]:
        """Every record, by id."""
        return tuple(sorted(self._store.places_where("1", ()), key=lambda place: place.id))

    @property
    def path(self) -> Path:
        """Where the artefact lies."""
        return self._store.path

    def checksum(self) -> str:
        """SHA-256 of the artefact; reads all of it."""
        return self._store.checksum()


def _grade(name: str, known: str, *, light: str, folded: str, demonym: bool) -> MatchKind | None:
    """How a name in a text meets a known one; `None` where only the key's number is the same."""
    if is_acronym(known) and not is_acronym(name):
        return None
    if light_key(known) == light:
        return MatchKind.DEMONYM if demonym else MatchKind.EXACT
    if demonym or is_acronym(known) or folded_key(known) != folded:
        return None
    return MatchKind.FOLDED


def open_gazetteer(path: Path | None = None) -> Atlas:
    """Open the packaged gazetteer, or the artefact at `path`.

    Raises:
        GazetteerError: it is missing, damaged or of another version.
    """
    return Atlas(path or artefact_path())
