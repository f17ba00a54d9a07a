"""Mentions → those that are names of places, less the words and surnames that only look like one.

A gazetteer of all the world's towns knows every other English word and surname as a name. A single word that is common
English, that is a person's elsewhere in the text, or that only resembles a name, is kept where the words beside it
speak for a place: a feature word, a container behind it, or a preposition of place together with a country that the
text names. Countries, first-level divisions, capitals and whatever is as great are never doubted as surnames.
Trade-off: "Liberal won" of Liberal, Kansas, is lost.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind
from deconflict_map.model.toponym import ToponymKind
from deconflict_map.toponyms.areas import area_of
from deconflict_map.toponyms.cues import common_words, cues
from deconflict_map.toponyms.prior import is_first_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.place import Match, Place
    from deconflict_map.model.word import Word
    from deconflict_map.toponyms.mention import Mention
    from deconflict_map.toponyms.neighbourhood import Words

_GREAT = 500_000  # inhabitants: such a city is named more often than anybody called like it
_KNOWN = 50_000  # inhabitants: such a town may be named without its country
_LEAST = 500  # inhabitants: below, a common word is no town even in its own country
_SHORT = 5  # letters of a name that folding may make of a stranger's
_GROUND = {"in", "near", "at", "from", "to", "into", "outside", "around", "towards", "toward", "inside", "across"}


def without_doubtful(words: Words, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions less those that are more likely a common word, a person or a chance likeness."""
    countries = _countries(mentions)
    surnames = _surnames(words, mentions)
    at = {end: mention for mention in mentions for end in (mention.toponym.span.start, mention.toponym.span.end)}
    doubtful = [mention for mention in mentions if _is_doubtful(words, mention, surnames)]
    kept = [mention for mention in doubtful if _is_supported(words, mention, at, countries)]
    named = {mention.toponym.text for mention in kept if _is_pointed_out(words, mention, at)}
    again = [mention for mention in doubtful if mention.toponym.text in named and not _may_be_a_word(words, mention)]
    lost = {mention.toponym.span for mention in doubtful} - {mention.toponym.span for mention in (*kept, *again)}
    return [mention for mention in mentions if mention.toponym.span not in lost]


def _countries(mentions: Sequence[Mention]) -> frozenset[str]:
    """The countries that the text names, by their names or those of their people, states and large cities."""
    found: set[str] = set()
    for mention in mentions:
        great = [
            match.place for match in mention.matches if match.kind is not MatchKind.FOLDED and _is_great(match.place)
        ]
        found.update(place.country for place in great[:1])
    return frozenset(found - {""})


def _is_great(place: Place) -> bool:
    big = place.kind in {PlaceKind.COUNTRY, PlaceKind.CONTINENT} or is_first_level(place)
    return big or place.feature == "PPLC" or place.population >= _GREAT


def _is_doubtful(words: Words, mention: Mention, surnames: frozenset[str]) -> bool:
    if mention.toponym.kind is ToponymKind.DEMONYM or not mention.matches:
        return False
    first, last = _ends(words, mention)
    word = words.words[first]
    if first != last:
        return not _has_name_word(words, first, last)
    if _is_common(word) and not (word.text.isupper() and len(word.text) > 1 and _is_plain(words, first)):
        return True
    exact = [match for match in mention.matches if match.kind is not MatchKind.FOLDED]
    if any(_is_great(match.place) for match in exact):
        return False
    return word.folded in surnames or (not exact and len(word.text) <= _SHORT)


def _is_common(word: Word) -> bool:
    return word.folded in common_words() or word.folded in cues().organisation_words


def _is_plain(words: Words, index: int) -> bool:
    """Whether a word in capitals stands in a line that isn't written in capitals anyway: "US" among small words."""
    neighbours = words.words[max(index - 2, 0) : index + 3]
    return not all(word.text.isupper() for word in neighbours if len(word.text) > 1)


def _ends(words: Words, mention: Mention) -> tuple[int, int]:
    span = mention.toponym.span
    return words.index_at(span.start), words.index_at(span.end) - 1


def _has_name_word(words: Words, first: int, last: int) -> bool:
    """Whether some word of a longer name is written large as a name is: not "All of", "The village", "October 6"."""
    known, common = cues(), common_words()
    large = [word for word in words.words[first : last + 1] if word.text[0].isalpha() and word.capitalised]
    if len(large) > 1 and not words.tells_nothing(first):
        return True
    return any(word.folded not in known.common | known.function_words | common for word in large) or len(large) > 1


def _is_supported(words: Words, mention: Mention, at: dict[int, Mention], countries: frozenset[str]) -> bool:
    """Whether the words beside a doubtful name speak for a place."""
    first, last = _ends(words, mention)
    if first != last or not words.words[first].capitalised:
        return False
    if _is_pointed_out(words, mention, at):
        return True
    exact = [match for match in mention.matches if match.kind is not MatchKind.FOLDED]
    if not exact and not _is_common(words.words[first]):
        return any(match.place.country in countries for match in mention.matches)
    if words.tells_nothing(first) or words.before(first) not in _GROUND:
        return False
    return any(_may_be_bare(match, countries) for match in exact)


def _is_pointed_out(words: Words, mention: Mention, at: dict[int, Mention]) -> bool:
    """Whether a feature word or what contains it stands beside a name."""
    if any(match.place.kind is mention.wants for match in mention.matches):
        return True
    first, last = _ends(words, mention)
    return _is_contained(words, last, mention.matches, at) or _contains(words, first, mention.matches, at)


def _may_be_a_word(words: Words, mention: Mention) -> bool:
    """Whether a name is a common word where every word would be written large."""
    first, _ = _ends(words, mention)
    return words.tells_nothing(first) and _is_common(words.words[first])


def _may_be_bare(match: Match, countries: frozenset[str]) -> bool:
    place = match.place
    if place.country in countries and (place.population >= _LEAST or place.kind is not PlaceKind.POPULATED):
        return True
    return _is_great(place) or (place.population >= _KNOWN and not countries)


def _is_contained(words: Words, last: int, matches: Sequence[Match], at: dict[int, Mention]) -> bool:
    """Whether the name of a country or division in which one of the places lies follows behind a comma."""
    if last + 1 >= len(words.words) or words.gap(last) != ", ":
        return False
    following = at.get(words.words[last + 1].start)
    return following is not None and _may_hold(following.matches, matches)


def _contains(words: Words, first: int, matches: Sequence[Match], at: dict[int, Mention]) -> bool:
    """Whether the name of something that lies in one of the places stands before a comma: "Portland, Ore."."""
    if first == 0 or words.gap(first - 1) != ", ":
        return False
    preceding = at.get(words.words[first - 1].end)
    return preceding is not None and _may_hold(matches, preceding.matches)


def _may_hold(holding: Sequence[Match], held: Sequence[Match]) -> bool:
    areas = [area_of(match.place) for match in holding if match.kind is MatchKind.EXACT]
    return any(area.holds(match.place) for area in areas if area is not None for match in held)


def _surnames(words: Words, mentions: Sequence[Mention]) -> frozenset[str]:
    """Single words that speak, or that stand last in a longer name which no place bears ("Barack Obama")."""
    known = {index for mention in mentions for index in range(*_bounds(words, mention))}
    asked = {mention.toponym.text.casefold() for mention in mentions if mention.toponym.kind is ToponymKind.PLACE}
    votes: Counter[str] = Counter()
    for index, word in enumerate(words.words):
        if word.folded in asked and word.capitalised and len(word.text) > 2:
            votes[word.folded] += _is_persons(words, index, known)
            votes[word.folded] -= words.before(index) in {"in", "near"} and not words.tells_nothing(index)
    return frozenset(word for word, count in votes.items() if count > 0)


def _bounds(words: Words, mention: Mention) -> tuple[int, int]:
    first, last = _ends(words, mention)
    return (first, last + 1) if last > first else (first, first)


def _is_persons(words: Words, index: int, known: set[int]) -> bool:
    """Whether word `index` speaks or follows a given name here."""
    speech = cues().speech_verbs
    if index in known:
        return False
    start, end = words.chunk(index, index)
    if end == index and words.joined(index) and words.after(index) in speech:
        return True
    if start == index and index > 0 and words.before(index) in speech and words.joined(index - 1):
        return True
    return end == index and start < index and not (_GROUND & {words.before(start)}) and _is_given(words, index - 1)


def _is_given(words: Words, index: int) -> bool:
    """Whether a capitalised word before another may be a given name: no common word, feature word or direction."""
    word = words.words[index]
    if not words.joined(index) or words.gap(index) != " " or len(word.text) < 3:
        return False
    known = cues()
    plain = word.folded not in known.common and word.folded not in common_words()
    return plain and word.folded not in known.organisation_words and word.folded not in known.function_words
