"""A phrase and the gazetteer → the spans of its names, also of those that recognition leaves out.

Recognition is trained on sentences of news, where a capitalised word may be anything. In a phrase that describes a
place it is a name unless it is a word of that language: so a name that the gazetteer doesn't know is found, and
reported as unknown, instead of being passed over; and a phrase in small letters is read by what the gazetteer knows.
Trade-off taken: in small letters only names of several words, or of well-known places, count; *pale* stays a colour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from deconflict_map.model.article import Span
from deconflict_map.model.place import MatchKind, PlaceKind, ShapeForm
from deconflict_map.model.word import split_words
from deconflict_map.naming.lists import lists, ordinary_words, spatial_words
from deconflict_map.toponyms.cues import cues
from deconflict_map.units.heading import parse_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deconflict_map.model.place import Gazetteer, Match
    from deconflict_map.model.word import Word

_MOST_WORDS = 6
_HALF_BEFORE = re.compile(r"\b(north|south)[-‐‑]\Z", re.IGNORECASE)
_JOINT = re.compile(r"[ \u00a0]?[-‐‑'’]?[ \u00a0]?['’]?")
_HYPHENS = frozenset("-‐‑")
_AND = re.compile(r" (?:and|or) ")
_SAME = frozenset({MatchKind.EXACT, MatchKind.FOLDED, MatchKind.DEMONYM})
_KINDS_APART = frozenset({PlaceKind.STREAM, PlaceKind.DIVISION, PlaceKind.LAKE})
_GROUND = frozenset({PlaceKind.REGION, PlaceKind.VALLEY})
_OF = frozenset({"of", "from", "to", "and"})
_LETTERS_BEHIND = re.compile(r"(?: and \w+)? lines?\b", re.IGNORECASE)
_TITLE_BEFORE = re.compile(r"\b[Ll]ines? [Oo]f (?:[A-Z]\w+ )?\Z")
_LETTERS_BEFORE = re.compile(r"\blines? (?:\w+ and )?\Z", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{0,4}-?\d{1,6}[A-Z]?")
_OF_NUMBERS = frozenset("°º˚'′.,:/–")
_SHORTEST = 3  # letters of a name of one small word
_GREAT_TOWN = 100_000
"""Inhabitants from which a town's name beside a hyphen is hardly a person's (judgement)."""
_KNOWN_TOWN = 15_000
"""Inhabitants from which a town's name of one word is one even in small letters (judgement: GeoNames' own step)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name in a phrase: its span, and under which name it is looked up ("North" in "North and South Korea")."""

    span: Span
    name: str


def recased(text: str, gazetteer: Gazetteer) -> str:
    """The phrase with its names capitalised, if it has no capitals or nothing else; offsets stay the same."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters or any(letter.isupper() for letter in letters) != all(letter.isupper() for letter in letters):
        return text
    lower = "".join(one if len(one.lower()) != 1 else one.lower() for one in text)
    characters = list(lower)
    for first, last in _known_runs(lower, split_words(lower), gazetteer):
        for word in split_words(lower, first, last):
            if word.folded not in lists().particles or word.start == first:
                characters[word.start] = _capital(characters[word.start])
    return "".join(characters)


def _capital(letter: str) -> str:
    upper = letter.upper()
    return upper if len(upper) == 1 else letter


def _known_runs(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> Iterable[tuple[int, int]]:
    """The longest runs of small words that the gazetteer clearly knows as names, from the left."""
    index = 0
    while index < len(words):
        sizes = range(min(_MOST_WORDS, len(words) - index), 0, -1)
        length = next((size for size in sizes if _is_known(text, words, index, index + size, gazetteer)), 0)
        if length:
            named = length - _ends_with_kind(text, words[index : index + length], gazetteer)
            yield words[index].start, words[index + named - 1].end
        index += length or 1


def _ends_with_kind(text: str, run: Sequence[Word], gazetteer: Gazetteer) -> bool:
    """Whether the last word only says what kind of place it is: "litani river", but not "gaza strip"."""
    if len(run) == 1 or cues().kind_of_feature_word(run[-1].folded) not in _KINDS_APART:
        return False
    return any(match.kind in _SAME for match in gazetteer.lookup(text[run[0].start : run[-2].end]))


def _is_known(text: str, words: Sequence[Word], first: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether small words clearly are a name: known as one, and more than ordinary words of the language."""
    run = words[first:end]
    before = words[first - 1].folded if first else ""
    if not _may_be_known(text, run, before):
        return False
    matches = [match for match in gazetteer.lookup(text[run[0].start : run[-1].end]) if match.kind in _SAME]
    if len(run) == 1 and before not in cues().locative_prepositions | _OF:
        return any(map(_is_prominent, matches))
    if run[0].folded in spatial_words():  # "south sudan" is a country, "north tabqa" a part of a town
        return any(match.kind is MatchKind.EXACT and match.place.kind is not PlaceKind.POPULATED for match in matches)
    return bool(matches)


def _may_be_known(text: str, run: Sequence[Word], before: str) -> bool:
    """Whether the form of a run allows it to be a name: joined, long enough, and more than ordinary words."""
    opening = run[0].folded
    # "the garrison at At Tanf"
    begins_well = opening not in lists().english or (opening == before and len(run) > 1)
    ends_well = run[-1].folded not in lists().particles
    telling = [word.folded for word in run if word.folded not in lists().particles]
    return (
        begins_well
        and ends_well
        and all(_joined(text, one, other) for one, other in pairwise(run))
        and not ordinary_words().issuperset(telling)
        and (len(run) > 1 or len(run[0].text) >= _SHORTEST)
    )


def _is_prominent(match: Match) -> bool:
    return match.place.kind is not PlaceKind.POPULATED or match.place.population >= _KNOWN_TOWN


def names_in(text: str, recognised: Sequence[Span], gazetteer: Gazetteer) -> tuple[Named, ...]:
    """All names of a phrase, in its order: the recognised ones, longer ones round them, and those left out."""
    words = split_words(text)
    kept = list(recognised)
    for first, last in _capital_runs(text, words):
        run = Span(start=words[first].start, end=words[last].end)
        inside = [span for span in kept if span.overlaps(run)]
        pair = _hyphened(text, words[first : last + 1], gazetteer)
        if pair:
            kept = [span for span in kept if span not in inside] + pair
        elif _is_name(text, words[first : last + 1], inside, gazetteer):
            kept = [span for span in kept if span not in inside] + [run]
    kept = [_without_part(text, _without_half(text, span), gazetteer) for span in kept]
    kept = [span for span in kept if not (_is_letter(text, span) or _is_of_a_title(text, span, gazetteer))]
    kept += _survey_points(text, words, kept)
    kept = [_with_landform(text, words, span, gazetteer) for span in kept]
    kept = [_within_ground(text, words, span, gazetteer) for span in kept]
    found = [Named(span=span, name=text[span.start : span.end]) for span in sorted(kept)]
    return tuple(sorted((*found, *_shared(text, words, found, gazetteer)), key=lambda named: named.span))


def _hyphened(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> list[Span]:
    """The names of a run of words with one hyphen, known on both sides of it but not as a whole: "Oder-Neisse"."""
    cuts = [at for at in range(1, len(words)) if text[words[at - 1].end : words[at].start] in _HYPHENS]
    if len(cuts) != 1 or gazetteer.named(text[words[0].start : words[-1].end]):
        return []
    parts = [Span(start=run[0].start, end=run[-1].end) for run in (words[: cuts[0]], words[cuts[0] :])]
    known = [gazetteer.lookup(text[part.start : part.end]) for part in parts]
    return parts if all(any(map(_is_widely_known, matches)) for matches in known) else []


def _is_widely_known(match: Match) -> bool:
    """Whether a name is its own place's before all: "Mason-Dixon" is called after two persons, no towns."""
    town = match.place.kind is PlaceKind.POPULATED
    return match.kind in _SAME and (not town or match.place.population >= _GREAT_TOWN)


def _without_half(text: str, span: Span) -> Span:
    """A name without half of a direction that stands before it: "north-eastern Syria" isn't north of Eastern Syria."""
    words = split_words(text, span.start, span.end)
    before = _HALF_BEFORE.search(text[: span.start])
    if before is None or len(words) < 2 or parse_heading(words[0].text) is None:
        return span
    return Span(start=words[1].start, end=span.end) if parse_heading(before[1]) is not None else span


def _without_part(text: str, span: Span, gazetteer: Gazetteer) -> Span:
    """A name without the part that it says of a place with an outline, if it has none itself ("southern Lebanon")."""
    words = split_words(text, span.start, span.end)
    if len(words) < 2 or parse_heading(words[0].text) is None:
        return span
    whole = Span(start=words[1].start, end=span.end)
    outlined = [
        any(match.kind in _SAME and match.place.shape is ShapeForm.AREA for match in gazetteer.lookup(name))
        for name in (text[span.start : span.end], text[whole.start : whole.end])
    ]
    return whole if outlined == [False, True] else span


def _is_letter(text: str, span: Span) -> bool:
    """Whether a word only tells lines apart: "the Alpha and Bravo lines", "line Alpha"."""
    if text[span.start : span.end].casefold() not in lists().letters:
        return False
    return bool(_LETTERS_BEHIND.match(text, span.end) or _LETTERS_BEFORE.search(text[: span.start]))


def _is_of_a_title(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether an unknown word only ends the title of a line: "the Line of Contact"."""
    return _TITLE_BEFORE.search(text[: span.start]) is not None and not gazetteer.named(text[span.start : span.end])


def _survey_points(text: str, words: Sequence[Word], kept: Sequence[Span]) -> list[Span]:
    """Codes and numbers of points in the field ("point NJ9842", "Hill 203"): names that no gazetteer knows."""
    found: list[Span] = []
    for before, word in pairwise(words):
        coded = any(letter.isdigit() for letter in word.text) and _CODE.fullmatch(word.text) is not None
        alone = text[word.end : word.end + 1] not in _OF_NUMBERS and _joined(text, before, word)
        if not coded or not alone or before.folded not in lists().survey_points:
            continue
        start = before.start if before.capitalised and word.text.isdigit() else word.start  # "Hill 203" is a name
        if not any(span.start < word.end and start < span.end for span in kept) and not _is_measured(text, word.end):
            found.append(Span(start=start, end=word.end))
    return found


def _is_measured(text: str, end: int) -> bool:
    """Whether a number is one of something: of a unit, or the first half of a position."""
    behind = next(iter(split_words(text, end, min(len(text), end + 16))), None)
    if behind is None or (len(behind.text) > 1 and parse_heading(behind.text) is not None):
        return False
    return behind.folded in lists().no_names or len(behind.text) == 1


def _with_landform(text: str, words: Sequence[Word], span: Span, gazetteer: Gazetteer) -> Span:
    """An adjective with the small noun behind it, where both are the name of a region: "the Crimean peninsula"."""
    behind = next((word for word in words if word.start >= span.end), None)
    if behind is None or behind.capitalised or text[span.end : behind.start] != " ":
        return span
    known = gazetteer.lookup(text[span.start : span.end])
    if not known or known[0].kind is not MatchKind.DEMONYM:
        return span
    whole = gazetteer.lookup(text[span.start : behind.end])
    exact = any(match.kind is MatchKind.EXACT and match.place.kind is PlaceKind.REGION for match in whole)
    return Span(start=span.start, end=behind.end) if exact else span


def _within_ground(text: str, words: Sequence[Word], span: Span, gazetteer: Gazetteer) -> Span:
    """A name between small words with which it is that of some ground: "the middle Euphrates valley"."""
    before = next((word for word in reversed(words) if word.end <= span.start), None)
    behind = next((word for word in words if word.start >= span.end), None)
    if before is None or behind is None or before.capitalised or behind.capitalised:
        return span
    if text[before.end : span.start] != " " or text[span.end : behind.start] != " ":
        return span
    matches = gazetteer.lookup(text[before.start : behind.end])
    exact = any(match.kind is MatchKind.EXACT and match.place.kind in _GROUND for match in matches)
    return Span(start=before.start, end=behind.end) if exact else span


def _joined(text: str, word: Word, following: Word) -> bool:
    gap = text[word.end : following.start]
    return len(gap) > 0 and _JOINT.fullmatch(gap) is not None


def _capital_runs(text: str, words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """Runs of capitalised words, with the small words inside names between them: indexes of first and last word."""
    index = 0
    while index < len(words):
        if not _begins(words[index]):
            index += 1
            continue
        first = last = index
        while (reached := _further(text, words, last)) is not None:
            last = reached
        index = last + 1
        if first > 0 and words[first - 1].folded in lists().particles and text[words[first - 1].end] in "-‐‑":
            first -= 1  # "al-Bab"
        yield first, last


def _further(text: str, words: Sequence[Word], last: int) -> int | None:
    """The index of the word with which a run goes on behind word `last`, if it does."""
    following = last + 1
    if following >= len(words) or not _joined(text, words[last], words[following]):
        return None
    if words[following].capitalised and _begins(words[following]):
        return following
    small = words[following].folded
    if small not in lists().particles or small in lists().english or following + 1 >= len(words):
        return None
    behind = words[following + 1]
    return following + 1 if _joined(text, words[following], behind) and _begins(behind) else None


def _begins(word: Word) -> bool:
    """Whether a word may begin or go on a name: capitalised, no number, letter, acronym or word of space."""
    return (
        word.capitalised
        and len(word.text) > 1
        and not any(letter.isdigit() for letter in word.text)
        and not (word.text.isupper() and len(word.text) <= 5 and word.text.isascii())
        and word.folded not in lists().no_names
    )


def _is_name(text: str, words: Sequence[Word], inside: Sequence[Span], gazetteer: Gazetteer) -> bool:
    """Whether a run is a name as a whole, although recognition found nothing in it, or only a part."""
    run = text[words[0].start : words[-1].end]
    open_words = [word for word in words if not any(s.start <= word.start < s.end for s in inside)]
    left = [word for word in open_words if word.capitalised and word.folded not in ordinary_words()]
    if not open_words:
        return False
    if gazetteer.named(run) and (inside or left):
        return not any(span.start <= words[0].start and words[-1].end <= span.end for span in inside)
    return bool(left) and words[-1].folded not in lists().no_places


def _shared(text: str, words: Sequence[Word], found: Sequence[Named], gazetteer: Gazetteer) -> Iterable[Named]:
    """The first names of pairs that share their last words: "North and South Korea"."""
    starts = {word.end: word for word in words}
    for named in found:
        joint = next(_AND.finditer(text, max(0, named.span.start - 5), named.span.start), None)
        if joint is None or joint.end() != named.span.start or " " not in named.name:
            continue
        before = starts.get(joint.start())
        if before is None or not before.capitalised or any(before.start < o.span.end <= before.end for o in found):
            continue
        whole = f"{before.text} {named.name.split(maxsplit=1)[1]}"
        if any(match.kind is MatchKind.EXACT for match in gazetteer.named(whole)):
            yield replace(named, span=Span(start=before.start, end=before.end), name=whole)
