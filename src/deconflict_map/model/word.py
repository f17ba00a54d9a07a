"""Text → words with their offsets, cut the same way for every stage that reads words.

A word keeps inner apostrophes ("Da'esh", "doesn't") but never a possessive, keeps dotted initials together ("U.S."),
and ends at hyphens, since names are written with and without them ("Deir ez-Zor", "Deir Ezzor").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S. or U.N.
    r"|[^\W_]+(?:['’ʼʻʿʾ`](?!s\b)[^\W\d_]+)*[ʿʾ]?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and its offsets `[start, end)`."""

    start: int
    end: int
    text: str

    @property
    def folded(self) -> str:
        """The word in lower case, without dots and with plain apostrophes."""
        return self.text.casefold().replace(".", "").replace("’", "'")

    @property
    def capitalised(self) -> bool:
        """Whether it begins like a name: in upper case, or in a script that has no case."""
        first = self.text[0]
        return first.isupper() or (first.isalpha() and first.lower() == first.upper())


def split_words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of `text[start:end]`, with offsets into `text`."""
    stop = len(text) if end is None else end
    return tuple(Word(start=m.start(), end=m.end(), text=m[0]) for m in _WORD.finditer(text, start, stop))
