"""A phrase that describes one place, line or zone → its claim, or where reading it stopped and why.

The whole phrase has to be read: a noun ("a strip"), what is said of it, and clauses by which the words themselves tell
that they can't fix it ("; the map has not been published"). Refuses phrases past the limits of length and nesting that
it states.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deconflict_map.descriptions.automaton import read_from
from deconflict_map.descriptions.dates import on_publication
from deconflict_map.descriptions.islands import why_stopped
from deconflict_map.descriptions.lexemes import Lexicon
from deconflict_map.descriptions.measures import stated
from deconflict_map.descriptions.own_words import own_words
from deconflict_map.descriptions.passage import passages
from deconflict_map.descriptions.relations import Builder
from deconflict_map.descriptions.withholding import why_withheld
from deconflict_map.model.article import Span
from deconflict_map.model.claim import Claim, LocatedObject, ObjectKind, Speaker, Status, Unread, WhyWithheld
from deconflict_map.model.line_relation import Crosses, FromTo, Passes, Separates
from deconflict_map.model.relation import AllOf, Offset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.descriptions.relations import Built
    from deconflict_map.model.article import Article
    from deconflict_map.model.own_relation import OwnRelation
    from deconflict_map.model.relation import Relation
    from deconflict_map.model.toponym import Resolution

MOST_CHARACTERS = 100_000
MOST_WORDS = 2_000
"""Judgement: the longest clause of a boundary treaty that was collected has 400 words."""
_KINDS = {
    "line": ObjectKind.LINE,
    "zone": ObjectKind.ZONE,
    "strip": ObjectKind.ZONE,
    "force": ObjectKind.ZONE,  # the ground that they hold or leave
    "point": ObjectKind.EVENT,
}
_CLAUSE_END = re.compile(r"[;.]")
_COMMA = re.compile(r",(?!\d)")


def read_phrase(
    article: Article,
    resolutions: Sequence[Resolution],
    sentence: int = 0,
    *,
    relations: Sequence[OwnRelation] = (),
) -> Claim | Unread:
    """The one claim of a sentence that is a phrase, or the words that couldn't be read.

    It is the only sentence of its article, unless `sentence` says which one it is. `relations` are a user's own.
    """
    span = article.sentences[sentence].span if article.sentences else Span(start=0, end=len(article.text))
    refused = _past_limits(span, sentence)
    if refused is not None:
        return refused
    known = passages(article, resolutions, own_words(relations))
    passage = next((one for one in known if one.sentence == sentence), None)
    if passage is None or not passage.words:
        return Unread(sentence=sentence, span=span, stopped=span.start, reason="it has no words")
    return _read(passage, resolutions)


def _read(passage: Passage, resolutions: Sequence[Resolution]) -> Claim | Unread:
    if len(passage.words) > MOST_WORDS:
        stop = passage.words[MOST_WORDS].start
        return _unread(passage, stop, f"it has {len(passage.words):,} words; at most {MOST_WORDS:,} are read")
    lexicon = Lexicon(passage=passage, is_phrase=True, withheld=_withheld(passage))
    reading = read_from(lexicon, 0, "phrase", most=MOST_WORDS)
    if reading.tree is None:
        return _stopped(lexicon, reading.stopped)
    built = Builder(resolutions, is_phrase=True).build(reading.tree, passage)
    if built.relation is not None and _excused(passage, built.relation, reading.last):
        return _claim(passage, built, built.relation)
    if built.relation or reading.stopped > reading.last + 1 or _is_impossible(lexicon, reading.stopped):
        return _stopped(lexicon, reading.stopped)
    return _unread(passage, passage.words[min(reading.last, len(passage.words) - 1)].end, built.reason)


def _withheld(passage: Passage) -> tuple[tuple[int, int], ...]:
    """The words that say why the course can't be fixed, and the clause between commas that holds them."""
    found = why_withheld((passage,))
    if found is None:
        return ()
    first, last = passage.index_at(found[1].start), passage.index_at(found[1].end - 1)
    begin, end = first, last
    while begin > 0 and "," not in passage.gap(begin - 1):
        begin -= 1
    while end + 1 < len(passage.words) and "," not in passage.gap(end):
        end += 1
    inner = (begin, end) if begin > 0 and end + 1 < len(passage.words) else (first, last)
    return ((first, last), inner) if inner != (first, last) else ((first, last),)


def _is_impossible(lexicon: Lexicon, word: int) -> bool:
    return any(one.terminal == "IMPOSSIBLE" for one in lexicon.at(word))


def _past_limits(span: Span, sentence: int) -> Unread | None:
    size = len(span)
    if size <= MOST_CHARACTERS:
        return None
    reason = f"it has {size:,} characters; at most {MOST_CHARACTERS:,} are read"
    return Unread(sentence=sentence, span=span, stopped=span.start + MOST_CHARACTERS, reason=reason)


def _unread(passage: Passage, stopped: int, reason: str) -> Unread:
    span = passage.article.sentences[passage.sentence].span
    return Unread(sentence=passage.sentence, span=span, stopped=stopped, reason=reason)


def _stopped(lexicon: Lexicon, word: int) -> Unread:
    passage = lexicon.passage
    if word >= len(passage.words):
        return _unread(passage, passage.words[-1].end, "it ends before it says where")
    return _unread(passage, passage.words[word].start, why_stopped(lexicon, word))


def _excused(passage: Passage, relation: Relation, last: int) -> bool:
    """Whether nothing is left behind the reading but clauses that are read otherwise: why it can't be fixed, sizes."""
    if last + 1 >= len(passage.words):
        return True
    known = [one.span for one in stated((passage,), relation)]
    withheld = why_withheld((passage,))
    if withheld is not None:
        known.append(withheld[1])
    start = passage.words[last].end
    if withheld is not None and withheld[1].end <= start:  # such words end the reading: their clause runs on to its end
        between = passage.article.text[withheld[1].end : start]
        start = start if _CLAUSE_END.search(between) or "," in between else withheld[1].start
    for span in known:  # "11,000 km² in all": the words behind a number that was read belong to it
        if span.end <= start and not _CLAUSE_END.search(between := passage.article.text[span.end : start + 1]):
            start = min(start, span.start) if "," not in between else start
    end = passage.article.sentences[passage.sentence].span.end
    why = () if withheld is None else (withheld[1],)
    clauses = _split(passage, start, end, _CLAUSE_END)
    left = [clause for clause in clauses if not _tells(why, *clause)]
    return all(_tells(known, *part) for clause in left for part in _split(passage, *clause, _COMMA))


def _split(passage: Passage, start: int, end: int, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches between marks that hold any words."""
    text = passage.article.text
    ends = [found.start() for found in mark.finditer(text, start, end)]
    pairs = zip([start, *ends], [*ends, end], strict=True)
    return [(begin, stop) for begin, stop in pairs if text[begin:stop].strip(" ;.,:—–-)(”\"'")]


def _tells(known: Sequence[Span], begin: int, stop: int) -> bool:
    """Whether one of the spans reaches into a stretch."""
    return any(span.start < stop and begin < span.end for span in known)


def _claim(passage: Passage, built: Built, relation: Relation) -> Claim:
    article = passage.article
    whole = article.sentences[passage.sentence].span
    withheld = why_withheld((passage,))
    why = withheld[0] if withheld is not None else _map_reason(built)
    noun = built.noun or Span(start=whole.start, end=whole.end)
    return Claim(
        number=1,
        located=LocatedObject(text=article.quote(noun), span=noun, kind=_kind(built, relation), key="phrase-1"),
        relation=relation,
        sentence=passage.sentence,
        span=whole,
        speakers=(Speaker(text="the phrase", span=None),),
        said=on_publication(article.published) if article.published else None,
        holds=None,
        status=Status.REPORTED,
        withheld=withheld[1] if withheld is not None else None,
        notes=built.notes,
        why_withheld=why,
        stated=stated((passage,), relation),
    )


def _map_reason(built: Built) -> WhyWithheld | None:
    reasons = {
        "annexed": WhyWithheld.ANNEXED_MAP,
        "sketch": WhyWithheld.SKETCH_MAP,
        "agree": WhyWithheld.TO_BE_AGREED,
    }
    return reasons.get(built.map_kind)


def _kind(built: Built, relation: Relation) -> ObjectKind:
    """What kind of thing is described: by its noun, or else by what is said of it."""
    if built.sort:
        return _KINDS[built.sort]
    match relation:
        case FromTo() | Passes() | Crosses() | Separates():
            return ObjectKind.LINE
        case Offset():
            return ObjectKind.EVENT
        case AllOf():
            return _kind(built, relation.parts[0])
        case _:
            return ObjectKind.ZONE
