"""Text → words with their offsets, cut the same way for every stage that reads words.

A word keeps inner apostrophes ("Da'esh", "doesn't") but never a possessive, keeps dotted initials together ("U.S."),
and ends at hyphens, since names are written with and without them ("Deir ez-Zor", "Deir Ezzor").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S. or U.N.
    r"|[^\W_]+(?:['’ʼʻʿʾ`](?!s\b)[^\W\d_]+)*[ʿʾ]?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and its offsets `[start, end)`.

    `folded` is the word in lower case, without dots and with plain apostrophes; `capitalised` says whether it begins
    like a name: in upper case, or in a script that has no case.
    """

    start: int
    end: int
    text: str
    folded: str
    capitalised: bool


def split_words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of `text[start:end]`, with offsets into `text`."""
    stop = len(text) if end is None else end
    return tuple(_word(found) for found in WORD.finditer(text, start, stop))


def _word(found: re.Match[str]) -> Word:
    text, first = found[0], found[0][0]
    return Word(
        start=found.start(),
        end=found.end(),
        text=text,
        folded=text.casefold().replace(".", "").replace("’", "'"),
        capitalised=first.isupper() or (first.isalpha() and first.lower() == first.upper()),
    )
