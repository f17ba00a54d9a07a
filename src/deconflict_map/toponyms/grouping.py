"""Mentions → groups that are decided together, and how the groups stand beside each other in the text.

All mentions of one name in a text mean one place, unless the words beside them ask for another kind or name another
container: "Portland, Maine" and "Portland, Oregon" are two groups.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from deconflict_map.toponyms.facts import may_hold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.place import PlaceKind
    from deconflict_map.toponyms.facts import Facts, Meaning
    from deconflict_map.toponyms.mention import Mention

_HOLDS = frozenset({", ", " (", " in ", " ", ",\n"})
_SETTLED = 0.998  # of the belief: what has so much isn't weighed again
_SURE = 0.98  # of the belief: what has so much votes as it did, until what it means is told
_LISTS = frozenset({", ", " and ", ", and ", " or ", "/", "-", "–"})


@dataclass(slots=True)
class Group:
    """Mentions of one name that are decided together; `mentions` are their indexes.

    `behind` are the groups that follow a mention as what may contain it ("Tabqa, Syria"), each with what joins them,
    `held` those that a mention so follows, `listed` those beside which it stands in a list, and how often, `same` the
    other groups of its name. `meanings` are those that are weighed, `shares` what each of them and, last, none of them
    has of the belief so far.
    """

    name: str
    facts: Facts
    wants: PlaceKind | None
    feature_word: str
    behind_article: bool
    mentions: list[int] = field(default_factory=list)
    behind: dict[tuple[int, str], None] = field(default_factory=dict)
    held: dict[int, None] = field(default_factory=dict)
    listed: dict[int, int] = field(default_factory=dict)
    same: list[int] = field(default_factory=list)
    meanings: list[Meaning] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """Whether so much of the belief is in one that it isn't weighed again."""
        return max(self.shares) > _SETTLED

    @property
    def sure(self) -> bool:
        """Whether so much of the belief is in one that it is only weighed again to tell how sure it is."""
        return max(self.shares) > _SURE


def groups_of(mentions: Sequence[Mention]) -> tuple[list[Group], list[int]]:
    """The groups in the order of their first mentions, and the group of each mention (-1 without known places)."""
    groups, at, of = list[Group](), dict[tuple[str, str, str], int](), list[int]()
    for index, mention in enumerate(mentions):
        if mention.facts is None:
            of.append(-1)
            continue
        container = _container(mentions, index)
        key = mention.toponym.text.casefold(), mention.wants.value if mention.wants else "", container
        if key not in at:
            at[key] = len(groups)
            groups.append(Group(key[0], mention.facts, mention.wants, mention.feature_word, mention.behind_article))
        group = groups[at[key]]
        group.mentions.append(index)
        group.behind_article = group.behind_article or mention.behind_article
        of.append(at[key])
    _link(mentions, groups, of)
    return groups, of


def _container(mentions: Sequence[Mention], index: int) -> str:
    """The name that follows a mention, if it may be that of what contains it."""
    mention = mentions[index]
    following = mentions[index + 1] if mention.joint in _HOLDS and index + 1 < len(mentions) else None
    if following is None or following.facts is None or mention.facts is None:
        return ""
    return following.toponym.text.casefold() if may_hold(following.facts, mention.facts) else ""


def _link(mentions: Sequence[Mention], groups: list[Group], of: Sequence[int]) -> None:
    """Tell each group of its neighbours."""
    for index, (one, other) in enumerate(pairwise(of)):
        joint = mentions[index].joint
        if one < 0 or other < 0 or not joint or one == other:
            continue
        if joint in _HOLDS:
            groups[one].behind[other, joint] = None
            groups[other].held[one] = None
        if joint in _LISTS:
            groups[one].listed[other] = groups[one].listed.get(other, 0) + 1
            groups[other].listed[one] = groups[other].listed.get(one, 0) + 1
    names: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        names.setdefault(group.name, []).append(number)
    for numbers in names.values():
        for number in numbers if len(numbers) > 1 else ():
            groups[number].same = [other for other in numbers if other != number]
