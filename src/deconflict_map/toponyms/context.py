"""A meaning of a group in its text → what speaks for it there: features in plain numbers.

What stands beside the name weighs most ("Springfield, Illinois"), then the countries and divisions that the text names,
then what lies near. Shares, not counts, are asked of the votes, so that long texts are weighed like short ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.toponyms.hearing import EPSILON, Hearing, sort_features
from deconflict_map.toponyms.linear import total
from deconflict_map.toponyms.votes import WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.toponyms.facts import Meaning
    from deconflict_map.toponyms.grouping import Group
    from deconflict_map.toponyms.hearing import Found, SortFeatures
    from deconflict_map.toponyms.home import Home
    from deconflict_map.toponyms.linear import Weights
    from deconflict_map.toponyms.votes import Votes

_LIKE = {"capital": "town", "city": "town"}


class Scene:
    """A text's groups and their votes, as the weighing of each meaning sees them."""

    def __init__(self, groups: Sequence[Group], own: Sequence[Votes], total: Votes, home: Home) -> None:
        """Take the votes as they are."""
        self.groups, self.own, self.total, self.home = groups, own, total, home
        self.shares = [group.shares for group in groups]
        self._listed_with: dict[int, tuple[dict[str, float], dict[str, float]]] = {}
        self._believed_elsewhere: dict[int, dict[str, float]] = {}
        # Groups are weighed one after the other: what only the last one heard is kept.
        self._listener, self._hearing = -1, Hearing(total, total)

    def features(self, number: int, meaning: Meaning) -> Found:
        """The features of one meaning of group `number`."""
        if self._listener != number:
            self._listener, self._hearing = number, Hearing(self.own[number], self.total)
        return self._found(number, meaning, self._hearing)

    def added(self, number: int, weights: Weights) -> list[float]:
        """What the features of each meaning of group `number` add."""
        hearing = Hearing(self.own[number], self.total)
        return [total(weights, self._found(number, meaning, hearing)) for meaning in self.groups[number].meanings]

    def _found(self, number: int, meaning: Meaning, hearing: Hearing) -> Found:
        found: Found = []
        group, sort, of = self.groups[number], meaning.sort, sort_features(meaning.sort)
        if group.wants is not None or group.behind_article or sort == "ground":
            _asked(group, meaning, of, found)
        if group.behind or group.held:
            self._contained(group, meaning, found)
        if group.listed:
            self._listed(number, meaning, of, found)
        if group.same:
            self._elsewhere(number, meaning, found)
        if sort not in WIDE:
            hearing.land(meaning.cells, of, found)
        if self.home.countries and sort != "country":
            self._home(meaning, of, found)
        hearing.areas(meaning, found)
        return found

    def nobody(self, number: int) -> Found:
        """The features of none of the meanings."""
        group = self.groups[number]
        found: Found = [("nobody, in its text", 1.0)]
        if group.wants is not None and all(one.match.brief.kind is not group.wants for one in group.meanings):
            found.append(("nobody: another kind is asked for", 1.0))
        if group.behind and not any(
            self._inside(other, one) > EPSILON for other, _ in group.behind for one in group.meanings
        ):
            found.append(("nobody: none lies in what follows", 1.0))
        return found

    def _inside(self, other: int, meaning: Meaning) -> float:
        """How surely what another group means contains a meaning."""
        following, place = self.groups[other], meaning.match.brief
        return sum(
            [
                share
                for one, share in zip(following.meanings, following.shares, strict=False)
                if one.area is not None and one.area.holds(place)
            ]
        )

    def _contained(self, group: Group, meaning: Meaning, found: Found) -> None:
        best: dict[str, float] = {}
        for other, joint in group.behind:
            inside = self._inside(other, meaning)
            if inside > EPSILON:
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
                if any(holds(one.match.brief) for one in before.meanings):
                    most = max(most, 1.0 - before.shares[-1])
            if most:
                found.append(("holds what stands before", most))

    def _listed(self, number: int, meaning: Meaning, of: SortFeatures, found: Found) -> None:
        kinds, countries = self._lists(number)
        sort = meaning.sort
        found.append((of.listed_with_its_like, kinds.get(_LIKE.get(sort, sort), 0.0)))
        if sort != "country":
            found.append((of.listed_with_its_countrys, countries.get(meaning.match.brief.country, 0.0)))

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
                    country = one.match.brief.country
                    if country:
                        countries[country] = countries.get(country, 0.0) + value
            known = self._listed_with[number] = kinds, countries
        return known

    def _elsewhere(self, number: int, meaning: Meaning, found: Found) -> None:
        """How surely the name means the same elsewhere in the text, where more stands beside it."""
        believed = self._believed_elsewhere.get(number)
        if believed is None:
            believed = self._believed_elsewhere[number] = {}
            for other in self.groups[number].same:
                namesake = self.groups[other]
                for one, share in zip(namesake.meanings, namesake.shares, strict=False):
                    place_id = one.match.brief.id
                    believed[place_id] = max(believed.get(place_id, 0.0), share)
        best = believed.get(meaning.match.brief.id)
        if best:
            found.append(("meant by the name elsewhere", best))

    def _home(self, meaning: Meaning, of: SortFeatures, found: Found) -> None:
        home, place = self.home, meaning.match.brief
        if place.country in home.countries:
            found.append((of.in_the_outlets_country, home.countries[place.country]))
        division = home.divisions.get((place.country, place.division), 0.0)
        if division:
            found.append((of.in_the_outlets_division, division))


def _asked(group: Group, meaning: Meaning, of: SortFeatures, found: Found) -> None:
    """What the words beside the name ask for."""
    if group.wants is not None:
        found.append(
            ("of the kind asked for", 1.0) if meaning.match.brief.kind is group.wants else (of.of_another_kind, 1.0)
        )
        found.append((f"a {group.wants.value} is asked for: {meaning.sort}", 1.0))
    if group.behind_article:
        found.append((f"behind the article: {meaning.what}", 1.0))
    elif meaning.sort == "ground":
        found.append((f"without an article: {meaning.what}", 1.0))
