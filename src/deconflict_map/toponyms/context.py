"""A meaning of a group in its text → what speaks for it there: features in plain numbers.

What stands beside the name weighs most ("Springfield, Illinois"), then the countries and divisions that the text names,
then what lies near. Shares, not counts, are asked of the votes, so that long texts are weighed like short ones.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind
from deconflict_map.toponyms.prior import class_of
from deconflict_map.toponyms.votes import Votes, far_cell, near_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.toponyms.facts import Meaning
    from deconflict_map.toponyms.grouping import Group
    from deconflict_map.toponyms.home import Home

_EPSILON = 1e-9
_ALONE = 0.9  # of the votes for countries: such a text is about one country


_LIKE = {"capital": "town", "city": "town"}


class Scene:
    """A text's groups and their votes, as the weighing of each meaning sees them."""

    def __init__(self, groups: Sequence[Group], own: Sequence[Votes], total: Votes, home: Home) -> None:
        """Take the votes as they are."""
        self.groups, self.own, self.total, self.home = groups, own, total, home
        self._listed_with: dict[int, tuple[dict[str, float], dict[str, float]]] = {}

    def features(self, number: int, meaning: Meaning) -> list[tuple[str, float]]:
        """The features of one meaning of group `number`."""
        group = self.groups[number]
        sort = meaning.sort
        found: list[tuple[str, float]] = []
        _asked(group, meaning, sort, found)
        if group.behind or group.held:
            self._contained(group, meaning, found)
        if group.listed:
            self._listed(number, meaning, sort, found)
        if group.same:
            self._elsewhere(group, meaning, found)
        self._countries(number, meaning, sort, found)
        self._near(number, meaning, sort, found)
        self._home(meaning, sort, found)
        return found

    def nobody(self, number: int) -> list[tuple[str, float]]:
        """The features of none of the meanings."""
        group = self.groups[number]
        found = [("nobody, in its text", 1.0)]
        if group.wants is not None and all(one.match.place.kind is not group.wants for one in group.meanings):
            found.append(("nobody: another kind is asked for", 1.0))
        if group.behind and not any(
            self._inside(other, one) > _EPSILON for other, _ in group.behind for one in group.meanings
        ):
            found.append(("nobody: none lies in what follows", 1.0))
        return found

    def _inside(self, other: int, meaning: Meaning) -> float:
        """How surely what another group means contains a meaning."""
        following, place = self.groups[other], meaning.match.place
        return sum(
            [
                share
                for one, share in zip(following.meanings, following.shares, strict=False)
                if one.area is not None and one.area.holds(place)
            ]
        )

    def _contained(self, group: Group, meaning: Meaning, found: list[tuple[str, float]]) -> None:
        best: dict[str, float] = {}
        for other, joint in group.behind:
            inside = self._inside(other, meaning)
            if inside > _EPSILON:
                following = self.groups[other]
                names = [f"lies in what follows{joint}", f"lies in the {following.facts.meanings[0].sort} that follows"]
                if following.facts.shortened:
                    names.append("lies in what follows, shortened")
                for name in names:
                    best[name] = max(best.get(name, 0.0), inside)
        found.extend(best.items())
        if meaning.area is not None and group.held:
            holds = meaning.area.holds
            most = 0.0
            for other in group.held:
                before = self.groups[other]
                # Of what stands before, any place will do: it is the container that is to be settled.
                if any(holds(one.match.place) for one in before.meanings):
                    most = max(most, 1.0 - before.shares[-1])
            if most:
                found.append(("holds what stands before", most))

    def _listed(self, number: int, meaning: Meaning, sort: str, found: list[tuple[str, float]]) -> None:
        kinds, countries = self._lists(number)
        found.append((f"listed with its like: {sort}", kinds.get(_LIKE.get(sort, sort), 0.0)))
        if sort != "country":
            same = countries.get(meaning.match.place.country, 0.0)
            found.append((f"listed with its country's: {sort}", same))

    def _lists(self, number: int) -> tuple[dict[str, float], dict[str, float]]:
        """Shares of sorts and of countries among what stands in lists with a group."""
        known = self._listed_with.get(number)
        if known is None:
            kinds, countries = dict[str, float](), dict[str, float]()
            listed = self.groups[number].listed
            total = sum(listed.values())
            for other, times in listed.items():
                beside = self.groups[other]
                for one, share in zip(beside.meanings, beside.shares, strict=False):
                    like, value = _LIKE.get(one.sort, one.sort), share * times / total
                    kinds[like] = kinds.get(like, 0.0) + value
                    country = one.match.place.country
                    if country:
                        countries[country] = countries.get(country, 0.0) + value
            known = self._listed_with[number] = kinds, countries
        return known

    def _elsewhere(self, group: Group, meaning: Meaning, found: list[tuple[str, float]]) -> None:
        """How surely the name means the same elsewhere in the text, where more stands beside it."""
        best = 0.0
        for other in group.same:
            namesake = self.groups[other]
            for one, share in zip(namesake.meanings, namesake.shares, strict=False):
                if one.match.place.id == meaning.match.place.id:
                    best = max(best, share)
        if best:
            found.append(("meant by the name elsewhere", best))

    def _countries(self, number: int, meaning: Meaning, sort: str, found: list[tuple[str, float]]) -> None:
        own, total = self.own[number], self.total
        place = meaning.match.place
        named_total = total.named_total - own.named_total
        if not place.country:
            if named_total > _EPSILON:
                found.append((f"across countries: {class_of(place)}", 1.0))
            return
        country = place.country
        named = total.named.get(country, 0.0) - own.named.get(country, 0.0)
        if named > _EPSILON:
            share = named / named_total
            found.append((f"country named: {sort}", math.sqrt(share)))
            if share > _ALONE:
                found.append((f"no other country named: {sort}", 1.0))
            if meaning.match.kind is MatchKind.FOLDED:
                found.append(("folded, country named", 1.0))
        elif named_total > _EPSILON:
            found.append((f"country not named: {sort}", 1.0))
            if meaning.match.kind is MatchKind.FOLDED:
                found.append(("folded, country not named", 1.0))
        implied_total = total.implied_total - own.implied_total
        implied = total.implied.get(country, 0.0) - own.implied.get(country, 0.0)
        if implied > _EPSILON:
            found.append((f"places of the country: {sort}", math.sqrt(implied / implied_total)))
        if place.division and sort != "country":
            self._divisions(number, (country, place.division), sort, found)

    def _divisions(self, number: int, division: tuple[str, str], sort: str, found: list[tuple[str, float]]) -> None:
        own, total = self.own[number], self.total
        named = total.divisions_named.get(division, 0.0) - own.divisions_named.get(division, 0.0)
        if named > _EPSILON:
            share = named / (total.divisions_total - own.divisions_total)
            found.append((f"division named: {sort}", math.sqrt(share)))
        implied = total.divisions_implied.get(division, 0.0) - own.divisions_implied.get(division, 0.0)
        if implied > _EPSILON:
            share = implied / (total.implied_total - own.implied_total)
            found.append((f"places of the division: {sort}", math.sqrt(share)))

    def _near(self, number: int, meaning: Meaning, sort: str, found: list[tuple[str, float]]) -> None:
        if sort in {"country", "state"}:
            return
        own, total = self.own[number], self.total
        place = meaning.match.place
        cell = near_cell(place)
        near = total.near.get(cell, 0.0)
        if near > _EPSILON:
            near -= own.near.get(cell, 0.0)
            if near > _EPSILON:
                found.append((f"near others: {sort}", math.log1p(near)))
        cell = far_cell(place)
        far = total.far.get(cell, 0.0)
        if far > _EPSILON:
            far -= own.far.get(cell, 0.0)
            if far > _EPSILON:
                found.append((f"in the region of others: {sort}", math.log1p(far)))

    def _home(self, meaning: Meaning, sort: str, found: list[tuple[str, float]]) -> None:
        home, place = self.home, meaning.match.place
        if not home.countries or sort == "country":
            return
        if place.country in home.countries:
            found.append((f"in the outlet's country: {sort}", home.countries[place.country]))
        division = home.divisions.get((place.country, place.division), 0.0)
        if division:
            found.append((f"in the outlet's division: {sort}", division))


def _asked(group: Group, meaning: Meaning, sort: str, found: list[tuple[str, float]]) -> None:
    """What the words beside the name ask for."""
    kind = meaning.match.place.kind
    if group.wants is not None:
        found.append(("of the kind asked for", 1.0) if kind is group.wants else (f"of another kind: {sort}", 1.0))
        found.append((f"a {group.wants.value} is asked for: {sort}", 1.0))
    if group.behind_article:
        found.append((f"behind the article: {class_of(meaning.match.place)}", 1.0))
    elif sort == "ground":
        found.append((f"without an article: {class_of(meaning.match.place)}", 1.0))
