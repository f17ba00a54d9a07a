"""A name as a person types it → candidates, best first, each with its reasons.

Reads "Town, Country" and "Town, County, State"; keeps to a country, an area or a kind of place where told to; ranks by
nearness to a point. Exact names come before folded ones, folded before those that are only alike, which are offered
where nothing else is found. The score orders candidates of one search; it is no probability.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp
from typing import TYPE_CHECKING

from deconflict_map.errors import UsageError
from deconflict_map.gazetteer.context import containers, is_bounded, lies_in
from deconflict_map.gazetteer.names import light_key
from deconflict_map.gazetteer.prominence import prominence
from deconflict_map.gazetteer.query import Attempt, attempts, split_query
from deconflict_map.gazetteer.reasons import how_matched, standing
from deconflict_map.model.place import MatchKind, PlaceKind, ShapeForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deconflict_map.gazetteer.atlas import Atlas
    from deconflict_map.model.place import Match, Place

_MATCH_WEIGHT = {MatchKind.EXACT: 1.0, MatchKind.DEMONYM: 0.95, MatchKind.FOLDED: 0.5, MatchKind.FUZZY: 0.25}
"""Prominence at most doubles a weight: so no folded name comes before an exact one for that alone."""
_OTHER_NAME = 0.95
"""Another name of a place counts a little less than the one by which it is shown (judgement: a town of its own name
comes before one that is three times larger). What has many good names is left out: countries and continents."""
_GREAT = {PlaceKind.COUNTRY, PlaceKind.CONTINENT}
_NAMED_AFTER = 0.99
"""A town comes right before the division that is named after it (judgement: the name alone means the town)."""
_LARGE_TOWN = 100_000
"""Judgement: a first-level division that isn't seated there yields only to a town as large as that."""
_SHORTENED = 0.9
_NOT_WITHIN = 0.2
_NEAR_KM = 300.0
"""Distance over which nearness falls to 1/e (judgement: a day's drive, the size of a news scene)."""
_ALIKE = 40
"""Names that are only alike are weighed for so many places (judgement: the most similar ones)."""


_COUNTED = 60
"""Names are counted of so many candidates: their number moves a place by a few ranks only (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What to search for.

    Candidates keep to `country` (an ISO 3166-1 alpha-2 code, empty for all), to `inside` (the name or code of a
    country, division, region or continent) and to a `kind` of place. `near` is a longitude and latitude, degrees: what
    is near comes first. `fuzzy` adds names that are only alike.
    """

    name: str
    country: str = ""
    inside: str = ""
    near: tuple[float, float] | None = None
    kind: PlaceKind | None = None
    fuzzy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A candidate with its score in [0, 1], and in words what speaks for it.

    `division` and `country` are the names of what its codes mean, empty where they aren't known or it is itself that.
    """

    match: Match
    score: float
    reasons: tuple[str, ...]
    division: str = ""
    country: str = ""

    @property
    def place(self) -> Place:
        """The record that was found."""
        return self.match.place


def search_places(atlas: Atlas, sought: Sought, *, limit: int) -> tuple[Finding, ...]:
    """Candidates for what is sought, best first; see `Atlas.search`.

    Raises:
        UsageError: `inside` isn't known as an area, or nobody knows how far it reaches.
    """
    return _Search(atlas, sought).findings(limit)


class _Search:
    """One search: what it keeps to, and what was written behind the name."""

    def __init__(self, atlas: Atlas, sought: Sought) -> None:
        self._atlas, self._sought = atlas, sought
        self._country = self._known_country()
        self._inside = containers(atlas, sought.inside) if sought.inside else ()
        if sought.inside and not any(map(is_bounded, self._inside)):
            known = "the gazetteer doesn't know how far it reaches" if self._inside else "it isn't known as an area"
            raise UsageError(known, where=f"“{sought.inside}”", do="give a country or division, or its code: US, US-TX")
        self._outer: list[tuple[str, tuple[Place, ...]]] = []

    def _known_country(self) -> Place | None:
        code = self._sought.country.upper()
        return self._atlas.country(code) if code else None

    def findings(self, limit: int) -> tuple[Finding, ...]:
        """The best candidates, with their reasons."""
        found = [self._weigh(match, attempt) for match, attempt in self._likeliest(max(_COUNTED, 3 * limit))]
        divisions = [finding for finding in found if finding.match.place.kind is PlaceKind.DIVISION]
        found = [_before_its_division(finding, divisions) for finding in found]
        found.sort(key=lambda finding: (-finding.score, -finding.match.place.population, finding.match.place.id))
        best: dict[str, Finding] = {}
        for finding in found:
            best.setdefault(finding.match.place.id, finding)
        return tuple(best.values())[:limit]

    # Candidates

    def _likeliest(self, most: int) -> list[tuple[Match, Attempt]]:
        """The candidates that come first before their names are counted, which takes longest."""
        found = self._candidates()
        if len(found) <= most:
            return found
        first = {match: self._weigh(match, attempt, names=1).score for match, attempt in found}
        return sorted(found, key=lambda pair: (-first[pair[0]], pair[0].place.id))[:most]

    def _candidates(self) -> list[tuple[Match, Attempt]]:
        """Matches of the whole, or of what stands before the first comma; of alike names where there are none."""
        whole = Attempt(name=self._sought.name)
        found = [(match, whole) for match in self._kept(whole) if match.kind is not MatchKind.FOLDED]
        name, outer = split_query(self._sought.name)
        if outer and not found:
            self._outer = [(part, containers(self._atlas, part)) for part in outer]
        if not found:
            found = next(filter(None, map(self._matches, attempts(name))), [])
        if self._sought.fuzzy or not found:
            found += [(match, whole) for match in self._alike(name)]
        return found

    def _matches(self, attempt: Attempt) -> list[tuple[Match, Attempt]]:
        return [(match, attempt) for match in self._kept(attempt)]

    def _kept(self, attempt: Attempt) -> Iterator[Match]:
        """Matches of a name that are of the kind, and where, they are sought."""
        for match in self._atlas.lookup(attempt.name):
            if (not attempt.kinds or match.place.kind in attempt.kinds) and self._is_wanted(match.place):
                yield match

    def _is_wanted(self, place: Place) -> bool:
        sought = self._sought
        if sought.kind is not None and place.kind is not sought.kind:
            return False
        if sought.country and not self._is_of_country(place):
            return False
        return not self._inside or self._lies_in_any(place, self._inside) is True

    def _is_of_country(self, place: Place) -> bool:
        """Whether a place is of the country sought; what bears no country's code must lie in it."""
        if place.country:
            return place.country == self._sought.country.upper()
        return self._country is not None and lies_in(self._atlas, place, self._country) is True

    def _lies_in_any(self, place: Place, outers: Iterable[Place]) -> bool | None:
        """Whether a place lies in one of several areas, or `None` where that isn't known."""
        unknown = False
        for outer in outers:
            answer = lies_in(self._atlas, place, outer)
            if answer:
                return True
            unknown = unknown or answer is None
        return None if unknown else False

    def _alike(self, name: str) -> list[Match]:
        """Alike names anywhere, and those with the same consonants in the countries told."""
        shortened = next((attempt for attempt in attempts(name) if attempt.kinds), Attempt(name=name))
        found = list(self._atlas.fuzzy(shortened.name, limit=_ALIKE))
        countries = {self._sought.country.upper()} if self._sought.country else self._countries_behind()
        if countries:
            found += self._atlas.lookup_alike(shortened.name, countries=sorted(countries))
        return [
            match
            for match in found
            if self._is_wanted(match.place) and (not shortened.kinds or match.place.kind in shortened.kinds)
        ]

    def _countries_behind(self) -> set[str]:
        return {place.country for _, places in self._outer for place in places} - {""}

    # Weights

    def _weigh(self, match: Match, attempt: Attempt, names: int = 0) -> Finding:
        """A candidate with its score and reasons; its names are counted unless their number is given."""
        place = match.place
        meant = prominence(place, names or len(self._atlas.names(place.id)))
        score = _MATCH_WEIGHT[match.kind] * match.similarity**2 * (0.5 + 0.5 * meant)
        if place.kind not in _GREAT and light_key(match.name) not in _shown(place):
            score *= _OTHER_NAME
        reasons = [how_matched(match)]
        if attempt.remark:
            score *= _SHORTENED
            reasons.append(attempt.remark)
        country, division = self._area_names(place)
        reasons += standing(place, country, division)
        for factor, reason in (*self._behind(place), *self._nearness(place)):
            score *= factor
            reasons.append(reason)
        if place.population:
            reasons.append(f"{place.population:,} people")
        return Finding(
            match=match, score=round(score, 4), reasons=tuple(filter(None, reasons)), division=division, country=country
        )

    def _area_names(self, place: Place) -> tuple[str, str]:
        country = None if place.kind is PlaceKind.COUNTRY else self._atlas.country(place.country)
        division = None if place.feature == "ADM1" else self._atlas.division(place.country, place.division)
        code = "" if place.kind is PlaceKind.COUNTRY else place.country
        return country.name if country else code, division.name if division else ""

    def _behind(self, place: Place) -> Iterator[tuple[float, str]]:
        """What the words behind a comma, and the area told, say for or against a place."""
        for name, outers in self._outer:
            if not outers:
                yield 1.0, f"no area is known by the name “{name}”"
                continue
            inside = self._lies_in_any(place, outers)
            if inside is None:
                yield 0.6, ""
            else:
                yield (1.0 if inside else _NOT_WITHIN), f"{'in' if inside else 'not in'} {outers[0].name}"
        if self._inside:
            yield 1.0, f"in {self._inside[0].name}"

    def _nearness(self, place: Place) -> Iterator[tuple[float, str]]:
        if self._sought.near:
            away_km = self._away_m(place, *self._sought.near) / 1000
            yield 0.2 + 0.8 * exp(-away_km / _NEAR_KM), f"{away_km:,.0f} km away"

    def _away_m(self, place: Place, lon: float, lat: float) -> float:
        """Geodesic distance in metres to a place: to its shape, where it has one."""
        from deconflict_map.geodesy.geodesic import distance_m  # noqa: PLC0415 - PROJ, only for this

        at = place.lon, place.lat
        shape = self._atlas.shape(place.id) if place.shape is not ShapeForm.NONE else None
        if shape is not None:
            import shapely  # noqa: PLC0415 - names and places need no geometry library

            at = shapely.get_coordinates(shapely.shortest_line(shape, shapely.Point(lon, lat)))[0]
        return distance_m(lon, lat, float(at[0]), float(at[1]))


def _shown(place: Place) -> set[str]:
    return {light_key(place.name), light_key(place.local_name)}


def _before_its_division(finding: Finding, divisions: list[Finding]) -> Finding:
    """A town, with a score above that of a division which is named after it."""
    town = finding.match.place
    if town.kind is not PlaceKind.POPULATED:
        return finding
    named = [
        division.score
        for division in divisions
        if division.match.kind is finding.match.kind and _named_after(division.match.place, town)
    ]
    score = max([finding.score, *(min(1.0, score / _NAMED_AFTER) for score in named)])
    return replace(finding, score=round(score, 4))


def _named_after(division: Place, town: Place) -> bool:
    """Whether a division may be named after a town of the same name: one in it, and its seat or large."""
    if (division.country, division.division) != (town.country, town.division):
        return False
    if division.feature == "ADM1":
        return town.feature in {"PPLA", "PPLC"} or town.population >= _LARGE_TOWN
    return not (division.district and town.district) or division.district == town.district
