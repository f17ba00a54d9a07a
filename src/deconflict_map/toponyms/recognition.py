"""`Article` → mentions: stretches of text that the gazetteer knows as names and that stand there as names.

The longest known name wins. Left out are persons' names, longer names of which a place is only a part, months and other
words that happen to be places, and short words in capitals that aren't written so in the gazetteer. A capitalised name
that the gazetteer doesn't know is kept where the words beside it say that it is a place ("near Xyz", "Xyz province"):
it will be listed as not found rather than be passed over in silence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.model.article import Span
from deconflict_map.model.place import Match, MatchKind, PlaceKind
from deconflict_map.model.toponym import Toponym, ToponymKind
from deconflict_map.model.word import split_words
from deconflict_map.toponyms.cues import cues
from deconflict_map.toponyms.doubt import without_doubtful
from deconflict_map.toponyms.mention import Mention
from deconflict_map.toponyms.neighbourhood import Words, wanted_kind, why_not_literal
from deconflict_map.toponyms.persons import person_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.model.article import Article
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.word import Word

_SHORT = 3  # letters; shorter names must be written in the gazetteer as they are in the text
_MOST_WORDS = 8
_NO_NAME = re.compile(r"\$|-\d")  # "US$5", "AK-47"
_BIG = {PlaceKind.COUNTRY, PlaceKind.DIVISION, PlaceKind.CONTINENT}


def recognise(article: Article, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """All mentions of places, in the order of the text; they don't overlap."""
    words = Words(article, split_words(article.text))
    persons = person_words(words)
    found: list[Mention] = []
    index = 0
    while index < len(words.words):
        mention, taken = _mention_at(words, index, gazetteer, persons)
        if mention is not None:
            found.append(mention)
        index += taken
    found = without_doubtful(words, found)
    found.extend(_unknown_names(words, found, persons))
    return _with_containers(article, sorted(found, key=lambda mention: mention.toponym.span))


def mentions_at(article: Article, spans: Sequence[Span], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The mentions at spans that are known to name places, one a span, in the same order."""
    words = Words(article, split_words(article.text))
    return tuple(_given(words, span, gazetteer) for span in spans)


def _given(words: Words, span: Span, gazetteer: Gazetteer) -> Mention:
    first = min(words.index_at(span.start), len(words.words) - 1)
    last = max(words.index_at(span.end) - 1, first)
    found = _mention(words, first, last, gazetteer.lookup(words.article.quote(span)))
    return replace(found, toponym=replace(found.toponym, span=span, text=words.article.quote(span)))


def _mention_at(words: Words, first: int, gazetteer: Gazetteer, persons: frozenset[int]) -> tuple[Mention | None, int]:
    """The mention that begins with word `first`, if any, and the number of words to go on by."""
    word = words.words[first]
    if not word.capitalised and not _may_begin_small(words, first):
        return None, 1
    for last in _known_ends(words, first, gazetteer):
        if not (words.words[last].capitalised or words.words[first].capitalised):
            continue
        matches = _acceptable(words, first, last, gazetteer)
        if matches:
            if not _stands_as_name(words, first, last, matches, persons):
                return None, last - first + 1
            end = _without_feature_word(words, first, last, matches, gazetteer)
            return _mention(words, first, end, matches), end - first + 1
    return None, 1


def _known_ends(words: Words, first: int, gazetteer: Gazetteer) -> list[int]:
    """Indexes of the words with which a known name ends that begins with word `first`, last first."""
    reach = first
    while reach - first + 1 < _MOST_WORDS and words.joined(reach) and not words.is_possessive(reach + 1):
        reach += 1
    start = words.words[first].start
    ends = {words.words[last].end - start: last for last in range(first, reach + 1)}
    text = words.article.text[start : words.words[reach].end]
    return [ends[end] for end in gazetteer.name_ends(text, tuple(ends))]


def _may_begin_small(words: Words, first: int) -> bool:
    """Whether a name may begin with a word in lower case: right before a capital one, and with no feature word.

    "the middle Euphrates" is a name of its own; "the state of Georgia" begins with Georgia.
    """
    if not words.words[first + 1 : first + 2] or not words.words[first + 1].capitalised or not words.joined(first):
        return False
    return cues().kind_of_feature_word(words.words[first].folded) is None


def _acceptable(words: Words, first: int, last: int, gazetteer: Gazetteer) -> tuple[Match, ...]:
    """The gazetteer's matches for words `first`…`last`, less those that their form rules out."""
    span = words.article.text[words.words[first].start : words.words[last].end]
    single = first == last
    if single and (not words.words[first].capitalised or _is_common(words.words[first])):
        return ()
    matches = gazetteer.lookup(span)
    if words.words[first].folded in cues().function_words:  # "The Hague" is a name, "the US" isn't
        matches = tuple(match for match in matches if _begins_alike(match, words.words[first]))
    elif any(match.kind is MatchKind.DEMONYM for match in matches):
        matches = tuple(match for match in matches if match.kind is not MatchKind.FOLDED)
    letters = span.replace(".", "")
    if single and (len(letters) <= _SHORT or _is_acronym(letters)):
        return tuple(match for match in matches if match.name.replace(".", "") == letters)
    return matches


def _is_common(word: Word) -> bool:
    """Whether a word alone is too common to be a place: a month, title, feature word or pronoun."""
    return not _is_acronym(word.text) and word.folded.split("'")[0] in cues().common


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "")
    return letters.isupper() and 1 < len(letters) <= _SHORT + 2


def _begins_alike(match: Match, word: Word) -> bool:
    """Whether the gazetteer's own name begins with this function word, written large in the text."""
    begins = match.name.split(" ")[0].casefold() == word.folded
    return begins and match.kind is MatchKind.EXACT and word.capitalised


def _stands_as_name(words: Words, first: int, last: int, matches: tuple[Match, ...], persons: frozenset[int]) -> bool:
    """Whether the span is a name by itself and not part of a person's or another longer name."""
    if all(match.kind is MatchKind.DEMONYM for match in matches):
        return True
    if first in persons or last in persons:
        return False
    if _NO_NAME.match(words.article.text, words.words[last].end):
        return False
    start, end = words.chunk(first, last)
    known = cues()
    leading = [word.folded for word in words.words[start:first]]
    if start < first and words.begins_sentence(start) and leading[0] in known.never_places:
        leading = leading[1:]
    if any(word not in known.beside_names for word in leading):
        # A big place's name may follow another capitalised name across a hyphen ("Turkey-Syria").
        return _is_sure_name(matches) and "-" in words.gap(first - 1)
    return _ends_here([word.folded for word in words.words[last + 1 : end + 1]], matches)


def _ends_here(trailing: list[str], matches: tuple[Match, ...]) -> bool:
    """Whether a name is complete before the capitalised words that follow it."""
    known = cues()
    if all(word in known.beside_names or word in known.associated_nouns for word in trailing[:1]):
        return True
    if trailing[0] in known.person_titles:  # "Houston Mayor Annise Parker"
        return any(match.kind is MatchKind.EXACT for match in matches)
    return _is_sure_name(matches) and any(word in known.organisation_words for word in trailing)


def _is_sure_name(matches: tuple[Match, ...]) -> bool:
    return any(match.kind in {MatchKind.EXACT, MatchKind.DEMONYM} and match.place.kind in _BIG for match in matches)


def _without_feature_word(words: Words, first: int, last: int, matches: tuple[Match, ...], gazetteer: Gazetteer) -> int:
    """The last word of the name, less a feature word in lower case that isn't needed for it ("Euphrates river")."""
    word = words.words[last]
    kind = cues().kind_of_feature_word(word.folded)
    if last == first or word.capitalised or kind is None or kind in {PlaceKind.VALLEY, PlaceKind.REGION}:
        return last
    shorter = gazetteer.lookup(words.article.text[words.words[first].start : words.words[last - 1].end])
    same = {match.place.id for match in shorter} & {match.place.id for match in matches}
    return last - 1 if same else last


def _mention(words: Words, first: int, last: int, matches: tuple[Match, ...]) -> Mention:
    span = Span(start=words.words[first].start, end=words.words[last].end)
    demonym = bool(matches) and all(match.kind is MatchKind.DEMONYM for match in matches)
    wants, feature_word = (None, "") if demonym else wanted_kind(words, first, last)
    reason = (
        "is the adjective or the people of the place"
        if demonym
        else why_not_literal(words, first, last, acts=_can_act(matches))
    )
    toponym = Toponym(
        span=span,
        text=words.article.quote(span),
        kind=ToponymKind.DEMONYM if demonym else ToponymKind.PLACE,
        literal=not reason,
        sentence=words.article.sentence_at(span.start),
        why_not_literal=reason,
    )
    return Mention(
        toponym=toponym,
        matches=matches,
        wants=wants,
        feature_word=feature_word,
        behind_article=words.before(first) == "the",
    )


def _can_act(matches: tuple[Match, ...]) -> bool:
    """Whether the name can stand for a government: a country's or a capital's can."""
    return any(match.place.kind is PlaceKind.COUNTRY or match.place.feature == "PPLC" for match in matches)


def _unknown_names(words: Words, found: list[Mention], persons: frozenset[int]) -> Iterator[Mention]:
    """Capitalised names that the gazetteer doesn't know, but that the words beside them call a place."""
    taken = {index for mention in found for index in _indexes(words, mention.toponym.span)}
    index = 0
    while index < len(words.words):
        if not words.words[index].text[0].isupper():
            index += 1
            continue
        start, end = index, words.chunk(index, index)[1]
        index = end + 1
        while start <= end and _is_common(words.words[start]):
            start += 1
        while end >= start and _is_common(words.words[end]):
            end -= 1
        free = end >= start and not any(place in taken or place in persons for place in range(start, end + 1))
        if free and _is_called_a_place(words, start, end):
            yield _mention(words, start, end, ())


def _is_called_a_place(words: Words, first: int, last: int) -> bool:
    known = cues()
    name = [word.text for word in words.words[first : last + 1]]
    if not any(len(part) > 2 and not part.isupper() for part in name):
        return False
    if any(word.folded in known.organisation_words for word in words.words[first : last + 1]):
        return False
    kind, word = wanted_kind(words, first, last)
    follows_of = words.before(first) in {"of", "the"}
    behind = words.after(last) if words.joined(last) else ""
    if kind is not None and (behind == word or follows_of) and word not in known.organisation_words - {"city"}:
        return True
    return words.before(first) in known.revealing_prepositions


def _indexes(words: Words, span: Span) -> range:
    return range(words.index_at(span.start), words.index_at(span.end))


def _with_containers(article: Article, mentions: list[Mention]) -> tuple[Mention, ...]:
    """Mark each mention that is followed by a comma and another one: "Tabqa, Syria"."""
    marked = []
    for index, mention in enumerate(mentions):
        follower = mentions[index + 1] if index + 1 < len(mentions) else None
        between = article.text[mention.toponym.span.end : follower.toponym.span.start] if follower else ""
        marked.append(replace(mention, container=index + 1) if between in {", ", " in "} else mention)
    return tuple(marked)
