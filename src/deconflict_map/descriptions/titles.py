"""A word of a passage → the lexemes of lines with titles, roads with numbers, and things spoken of before.

"Line A", "lines B and D", "the Blue Line", "the M4 highway", "Route 66", "the security zone": none of these has a
record in a gazetteer, so they are known by their form.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexeme import Lexeme
from deconflict_map.descriptions.phrases import meanings_at, phrases, rows_of
from deconflict_map.descriptions.years import as_of_year
from deconflict_map.model.anchor import NamedLineRef
from deconflict_map.units.heading import parse_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.article import Article, Span

_LETTER = re.compile(r"[A-Z]\d?|[IVX]{1,4}|\d{1,2}|Alpha|Bravo|Charlie|Delta|Echo|Foxtrot")
_NUMBERED = re.compile(r"[A-Z]\d{1,4}|[A-Z]{2,3}\d{1,3}|[A-Z]{1,2}")
_ACRONYM = re.compile(r"[A-Z]{2,7}")
_DIGITS = re.compile(r"\d{1,4}[A-Z]?")
_DEFINITE = {"the", "that", "this", "these", "those", "said", "same"}
_TITLE_ENDS = {"line", "lines"}
_ROAD_WORDS = {"highway", "route", "road", "motorway", "interstate", "autobahn", "rn", "autoroute", "expressway"}
_NO_ROADS = {"AM", "PM", "UN", "US", "EU", "UK", "AD", "BC", "A", "I"}
_SPOKEN_OF = {"HEAD": "OBJECT", "FEATURE": "ANAPHOR"}
_OWNED = 6  # "its southern border" is a border rather than what is described
_LAST_RESORT = 20  # words that can be read as what they describe are no reference back
_MOST_TITLE_WORDS = 6
_EXPLAINED = {",", ":", "–", "—", ", “", "("}
_EXPLAINING = {("is",), ("was",), ("covers",), ("comprises",), ("runs",), ("extends",), ("includes",)}


def lexemes(passage: Passage, word: int) -> list[Lexeme]:
    """The lexemes of titled lines, numbered roads and nouns with their adjectives that begin at a word."""
    folded = passage.folded[word]
    found: list[Lexeme] = []
    if folded in _TITLE_ENDS:
        found += _lettered(passage, word)
    if passage.words[word].capitalised and _LETTER.fullmatch(passage.words[word].text):
        found += _letters_of_lines(passage, word)
    found += _of_a_year(passage, word)
    if passage.words[word].capitalised and not _TITLE_ENDS.isdisjoint(
        passage.folded[word + 1 : word + _MOST_TITLE_WORDS]
    ):
        found += _titled(passage, word)
    if folded in _ROAD_WORDS or passage.words[word].text.isupper() or folded[-1].isdigit():
        found += _roads(passage, word)
    if folded in phrases().first_adjectives:
        found += _heads(passage, word, rows_of(passage.folded, word, "adjectives"))
    elif _ACRONYM.fullmatch(passage.words[word].text):
        found += _heads_of_bodies(passage, word)
    if folded in _DEFINITE:
        found += _objects(passage, word)
    return found


def _lexeme(terminal: str, first: int, last: int) -> Lexeme:
    return Lexeme(terminal=terminal, first=first, last=last)


def _lettered(passage: Passage, word: int) -> list[Lexeme]:
    """Reads "line A", "Line Alpha"; "lines B and D" are two of them."""
    if passage.folded[word] not in _TITLE_ENDS or word + 1 >= len(passage.words):
        return []
    if not _LETTER.fullmatch(passage.words[word + 1].text):
        return []
    if passage.folded[word] == "line":
        return [_lexeme("NAMED_LINE", word, word + 1)]
    several = passage.folded[word + 2 : word + 3] == ("and",) and len(passage.words) > word + 3
    if several and _LETTER.fullmatch(passage.words[word + 3].text):
        return [_lexeme("NAMED_LINES", word, word + 3)]
    return []


def _letters_of_lines(passage: Passage, word: int) -> list[Lexeme]:
    """Reads "the Alpha line", "the A and B lines": the letters first."""
    row, last = passage.folded[word + 1 : word + 4], len(passage.words) - 1
    if row[:1] == ("line",):
        return [_lexeme("NAMED_LINE", word, word + 1)]
    several = row[:1] == ("and",) and row[2:] == ("lines",) and word + 3 <= last
    if several and _LETTER.fullmatch(passage.words[word + 2].text):
        return [_lexeme("NAMED_LINES", word, word + 3)]
    return []


def _of_a_year(passage: Passage, word: int) -> list[Lexeme]:
    """Reads "the 1967 line", "the 1949 armistice line"."""
    year = as_of_year(passage, word)
    if year is None:
        return []
    for meaning, last in meanings_at(passage.folded, word + 1) if word + 1 < len(passage.words) else ():
        if meaning.terminal == "NAMED_LINE" or (meaning.terminal == "LINE" and last == word + 1):
            return [Lexeme(terminal="NAMED_LINE", first=word, last=last, when=year)]
    return []


def _titled(passage: Passage, word: int) -> list[Lexeme]:
    """Capitalised words that end in *Line*: "the Military Demarcation Line", "the Attila Line"."""
    if not passage.words[word].capitalised or word in passage.name_at:
        return []
    for last in range(word + 1, min(word + _MOST_TITLE_WORDS, len(passage.words))):
        if passage.gap(last - 1).strip() not in {"", "-"}:
            return []
        if passage.words[last].text in {"Line", "Lines"}:
            return [_lexeme("NAMED_LINE" if passage.words[last].text == "Line" else "NAMED_LINES", word, last)]
        if not passage.words[last].capitalised and passage.folded[last] not in {"of", "de", "fire"}:
            return []
    return []


def of_a_phrase(passage: Passage, word: int) -> list[Lexeme]:
    """The title of what a phrase describes, where it stands first and is explained: "the Aouzou Strip, a belt …"."""
    if word > 1 or not passage.words[word].capitalised or (word == 1 and passage.folded[0] not in _DEFINITE):
        return []
    last = word
    while last + 1 < len(passage.words) and not passage.gap(last).strip("- ") and _is_titular(passage, last + 1):
        last += 1
    sorts = [meaning.key for meaning, _ in meanings_at(passage.folded, last) if meaning.terminal == "HEAD"]
    explained = passage.gap(last).strip() in _EXPLAINED or passage.folded[last + 1 : last + 2] in _EXPLAINING
    if last == word or not explained or not (sorts or word not in passage.name_at):
        return []
    return [Lexeme(terminal="TITLE", first=word, last=last, key=(*sorts, "zone")[0], rank=_LAST_RESORT)]


def _is_placed(passage: Passage, first: int, end: int) -> bool:
    """Whether adjectives say where a place lies: "the north-eastern town" is a new one, no reference back."""
    words = passage.folded[first:end]
    return "central" in words or any(parse_heading(word) is not None for word in words)


def line_before(article: Article, span: Span) -> NamedLineRef | None:
    """The line with a title that the text named last before "the line", if it did."""
    if article.quote(span).split()[-1].casefold() not in _TITLE_ENDS:
        return None
    last = None
    for found in _titles_of_lines().finditer(article.text, 0, span.start):
        last = found
    return None if last is None else NamedLineRef(name=last[0], between=(), as_of=None, span=span)


@cache
def _titles_of_lines() -> re.Pattern[str]:
    known = sorted(
        (phrase for phrase, meanings in phrases().meanings.items() if meanings[0].terminal == "NAMED_LINE"),
        key=lambda phrase: (-len(phrase), phrase),
    )
    titles = "|".join(r"[\s\-–]+".join(map(re.escape, phrase)) for phrase in known)
    return re.compile(rf"\b(?:{titles})\b", re.IGNORECASE)


def _is_titular(passage: Passage, word: int) -> bool:
    """Whether a word may belong to a title: it has a capital, or joins two that have."""
    if passage.words[word].capitalised or passage.folded[word].isdigit():
        return True
    behind = passage.words[word + 1 : word + 2]
    return passage.folded[word] in {"of", "and", "de", "la"} and bool(behind) and behind[0].capitalised


def _roads(passage: Passage, word: int) -> list[Lexeme]:
    text = passage.words[word].text
    found = []
    if _NUMBERED.fullmatch(text) and text not in _NO_ROADS:
        if any(letter.isdigit() for letter in text):
            found.append(_lexeme("ROADNAME", word, word))
        elif word + 1 < len(passage.words) and passage.gap(word) in {"-", " "} and _is_number(passage, word + 1):
            found.append(_lexeme("ROADNAME", word, word + 1))
    if passage.folded[word] in _ROAD_WORDS and word + 1 < len(passage.words):
        behind = passage.words[word + 1].text
        if _DIGITS.fullmatch(behind) or (_NUMBERED.fullmatch(behind) and behind[-1].isdigit()):
            found.append(_lexeme("ROADNAME", word, word + 1))
    return found


def _is_number(passage: Passage, word: int) -> bool:
    return bool(_DIGITS.fullmatch(passage.words[word].text))


def _heads_of_bodies(passage: Passage, word: int) -> list[Lexeme]:
    """A noun of lines and zones behind the letters of a body whose they are: "a UN buffer zone"."""
    if word + 1 >= len(passage.words) or passage.gap(word).strip():
        return []
    return _heads(passage, word, (word + 1, *rows_of(passage.folded, word + 1, "adjectives")))


def _heads(passage: Passage, word: int, nouns: Sequence[int]) -> list[Lexeme]:
    """The noun of lines and zones that begins at one of `nouns`, with what stands before it: "demilitarised zone"."""
    found = []
    for place in nouns:
        if place < len(passage.words):
            found += [
                Lexeme(terminal="HEAD", first=word, last=last, key=meaning.key, rank=_is_border(passage, place))
                for meaning, last in meanings_at(passage.folded, place)
                if meaning.terminal == "HEAD"
            ]
    return found


def _is_border(passage: Passage, word: int) -> int:
    """How late a noun of lines is tried as what is described, where it may be a border of somebody."""
    return _OWNED if any(meaning.terminal == "BORDER" for meaning, _ in meanings_at(passage.folded, word)) else 0


def _objects(passage: Passage, word: int) -> list[Lexeme]:
    """A definite article and a noun of lines, zones or places: something spoken of before."""
    if passage.folded[word] not in _DEFINITE or word + 1 >= len(passage.words):
        return []
    starts = (word + 1, *rows_of(passage.folded, word + 1, "adjectives"))
    return [
        Lexeme(terminal=_SPOKEN_OF[meaning.terminal], first=word, last=last, key=meaning.key, rank=_LAST_RESORT)
        for place in starts
        if place < len(passage.words)
        for meaning, last in meanings_at(passage.folded, place)
        if meaning.terminal in _SPOKEN_OF
        and not (meaning.terminal == "FEATURE" and _is_placed(passage, word + 1, place))
    ]
