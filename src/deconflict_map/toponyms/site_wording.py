"""A site in its text → what the sentences on its name leave open: the words and names beside it, as they are written.

Looks at the text once more instead of at the features, since these are classes and small letters while a reader wants
the word itself. All words come from an article: they are cut to a length here and made harmless where they are shown.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from deconflict_map.toponyms.wording import said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from deconflict_map.toponyms.sites import Site
    from deconflict_map.toponyms.traits import Surroundings
    from deconflict_map.toponyms.wording import Sentence

_LONGEST = 40  # characters of a word that is told
_HYPHENS = frozenset("-‐‑")
_POSSESSIVE = frozenset("'’")


class AboutSite:
    """What the sentences on the name at a site leave open, by what stands in their braces."""

    def __init__(self, site: Site, surroundings: Surroundings, features: Sequence[str]) -> None:
        """Take what is known; nothing is worked out before it is asked for."""
        self.site, self.surroundings, self.features = site, surroundings, features
        self.tokens = surroundings.tokens

    def say(self, sentence: Sentence) -> str:
        """A sentence with what it leaves open."""
        return sentence.format_map(self)

    def __getitem__(self, key: str) -> str:
        return _OPEN[key](self)

    def what(self) -> str:
        """What the name is of."""
        group = "unknown" if self.site.facts is None else self.site.facts.group
        return said("what")[group.removesuffix(", common").removesuffix(" of words")]

    def left(self) -> str:
        """What stands before it."""
        tokens, first, words = self.tokens, self.site.first, said("left")
        gap = tokens.gaps[first]
        if first == 0:
            return words["start"]
        if tokens.begins_sentence(first):
            return words["sentence"]
        word, kind = self._word(first - 1), self._class("before: ")
        if kind and tokens.large[first - 1]:
            return words["class"].format(word=word, **{"class": kind})
        if "\n" in gap:
            return words["line"]
        if gap in _HYPHENS:
            return words["word"].format(word=f"{word}{gap}")
        return words["mark"].format(mark=_mark(gap.strip()[-1])) if gap.strip() else words["word"].format(word=word)

    def right(self) -> str:
        """What stands behind it."""
        tokens, at, words = self.tokens, self.site.last + 1, said("right")
        if at >= len(tokens):
            return words["end"]
        gap, word, kind = tokens.gaps[at][self.site.dot :], self._word(at), self._class("behind: ")
        if gap in _POSSESSIVE and word == "s":
            return words["possessive"]
        if gap in _HYPHENS:
            return words["word"].format(word=f"{gap}{word}")
        if gap.strip():
            return words["mark"].format(mark=_mark(gap.strip()[0]))
        if "\n" in gap:
            return words["line"]
        return words["class"].format(word=word, **{"class": kind}) if kind else words["word"].format(word=word)

    def two_before(self) -> str:
        """The word before the one before it."""
        return self._word(self.site.first - 2)

    def two_behind(self) -> str:
        """The word behind the one behind it."""
        return self._word(self.site.last + 2)

    def following(self) -> str:
        """The name that follows."""
        return self._name(self.surroundings.starting.get(self.site.last + 1))

    def preceding(self) -> str:
        """The name that stands before."""
        return self._name(self.surroundings.ending.get(self.site.first - 1))

    def longer(self) -> str:
        """The longer name that it is part of."""
        return self._name(self.surroundings.covered.get(self.site.first))

    def beginning(self) -> str:
        """What its first word is."""
        return self._class("begins with ")

    def ending(self) -> str:
        """What its last word is."""
        return self._class("ends with ")

    def person(self) -> str:
        """Whether it is a person's name here or elsewhere."""
        here = any(feature.endswith("in a person's name") for feature in self.features)
        return said("person")["here" if here else "elsewhere"]

    def run(self) -> str:
        """Whether it ends a longer name here or elsewhere."""
        tokens, last = self.tokens, self.site.last
        here = tokens.chunk(self.site.first, last) != (self.site.first, last) and tokens.chunk(last, last)[1] == last
        return said("run")["here" if here else "elsewhere"]

    def _class(self, role: str) -> str:
        """What a word is by the feature of that role; empty where it is of no class."""
        classes = said("class")
        for feature in self.features:
            found = feature.removeprefix("unknown: ")
            if found.startswith(role) and found.removeprefix(role) in classes:
                return classes[found.removeprefix(role)]
        return ""

    def _word(self, index: int) -> str:
        return _cut(self.tokens.words[index]) if 0 <= index < len(self.tokens) else ""

    def _name(self, site: Site | None) -> str:
        return "" if site is None else f"“{_cut(self.tokens.surface(site.first, site.last))}”"


_OPEN: Mapping[str, Callable[[AboutSite], str]] = MappingProxyType(
    {
        "what": AboutSite.what,
        "left": AboutSite.left,
        "right": AboutSite.right,
        "two_before": AboutSite.two_before,
        "two_behind": AboutSite.two_behind,
        "following": AboutSite.following,
        "preceding": AboutSite.preceding,
        "longer": AboutSite.longer,
        "beginning": AboutSite.beginning,
        "ending": AboutSite.ending,
        "person": AboutSite.person,
        "run": AboutSite.run,
    }
)


def _mark(mark: str) -> str:
    return said("mark").get(mark, f"“{mark}”")


def _cut(text: str) -> str:
    """A text on one line, cut to a length."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
