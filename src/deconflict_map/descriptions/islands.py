"""Words of a passage → relations: islands that the grammar can read in a sea of words that it needn't.

At every word with which a relation can begin, the automaton reads on as far as the grammar allows, and the longest
reading that is complete counts. Linear in practice: a reading ends at the first word that is none of the language. What
looks like a description, by its number or its two ends, and can't be read, is told by `unread_of`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.automaton import begins, read_from
from deconflict_map.descriptions.figures import may_begin
from deconflict_map.descriptions.lexemes import Lexicon
from deconflict_map.model.claim import Unread
from deconflict_map.model.line_relation import FromTo
from deconflict_map.model.relation import AllOf, AnyOf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.descriptions.relations import Builder
    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import Relation

_OF_DESCRIPTIONS = frozenset(
    {"DIRECTION", "FROM_D", "DEEP", "WIDE", "EACH_SIDE", "INTO", "APART", "RADIUS", "AROUND", "OUTSIDE", "TO_S"}
)
_MOST_LEXEMES = 120  # of one island; judgement: the longest treaty clause collected has a third of that
_FEW_LEXEMES = 12  # of one island in a passage that was mostly read in vain, so that time stays linear in its length
_MOST_VAIN = 4  # words read in vain per word of the passage; judgement: prose needs one
_FAR = 6  # words between "from" and "to" of one line at least looked at; judgement: names seldom have more


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """A relation and the words `first`…`last` of its passage; `unread` words before it change it, but can't be read.

    `head` is the noun of the located thing where the relation's own words hold it ("a 30-km-deep *strip* along …").
    """

    relation: Relation
    first: int
    last: int
    unread: Span | None
    head: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A reading that gave nothing: its first word, the word at which it stopped, and why."""

    first: int
    stopped: int
    reason: str


@dataclass(slots=True, kw_only=True)
class Sweep:
    """What was found and missed so far in a passage; `spent` counts the words that were read in vain."""

    passage: Passage
    builder: Builder
    lexicon: Lexicon
    found: list[Island] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    spent: int = 0


def sweep(passage: Passage, builder: Builder) -> Sweep:
    """Read all that a passage describes."""
    found = Sweep(passage=passage, builder=builder, lexicon=Lexicon(passage=passage))
    word = 0
    while word < len(passage.words):
        behind = _read(found, word) if _may_begin(found.lexicon, word) else word + 1
        word = max(behind, word + 1)
    return found


def islands(passage: Passage, builder: Builder) -> tuple[Island, ...]:
    """The relations of a passage, in order; they don't overlap."""
    return tuple(sweep(passage, builder).found)


def unread_of(swept: Sweep) -> tuple[Unread, ...]:
    """Words that look like a description and can't be read, each with where reading stopped and why."""
    found: list[Unread] = []
    behind = -1
    passage = swept.passage
    for miss in swept.misses:
        if miss.first <= behind:
            continue
        behind = max(miss.stopped, miss.first)
        last = min(behind, len(passage.words) - 1)
        found.append(
            Unread(
                sentence=passage.sentence,
                span=passage.span(miss.first, last),
                stopped=passage.words[last].start,
                reason=miss.reason,
            )
        )
    return tuple(found)


def _may_begin(lexicon: Lexicon, word: int) -> bool:
    if begins(lexicon, word, "island"):
        return True
    return may_begin(lexicon.passage.folded[word]) and any(one.terminal == "IMPOSSIBLE" for one in lexicon.at(word))


def _read(swept: Sweep, word: int) -> int:
    """Read an island at a word, note what was missed, and say at which word to go on."""
    passage, lexicon = swept.passage, swept.lexicon
    most = _MOST_LEXEMES if swept.spent <= _MOST_VAIN * (len(passage.words) + _MOST_LEXEMES) else _FEW_LEXEMES
    reading = read_from(lexicon, word, "island", most=most)
    reason = ""
    if reading.tree is not None:
        built = swept.builder.build(reading.tree, passage)
        if built.relation is not None and _stands(built.relation):
            unread = _measured_before(passage, lexicon, word, swept.misses)
            island = Island(relation=built.relation, first=word, last=reading.last, unread=unread, head=built.head)
            swept.found += _parted(passage, island)
            return reading.last + 1
        reason = built.reason
    swept.spent += reading.stopped - word
    if _tells(lexicon, word):
        stopped = min(reading.stopped, len(passage.words) - 1)
        swept.misses.append(Miss(first=word, stopped=stopped, reason=reason or why_stopped(lexicon, stopped)))
    return word + 1


def why_stopped(lexicon: Lexicon, word: int) -> str:
    """Why no reading goes on at a word."""
    passage = lexicon.passage
    impossible = next((one for one in lexicon.at(word) if one.terminal == "IMPOSSIBLE"), None)
    if impossible is not None:
        span = passage.span(impossible.first, impossible.last)
        signed = passage.article.text[max(span.start - 1, 0) : span.start] in {"-", "−", "–"}
        quote = ("-" if signed else "") + passage.article.quote(span)
        return f"“{quote}” can't be: {impossible.reason}"
    known = next(iter(lexicon.at(word)), None)
    text = passage.article.quote(passage.span(word, known.last if known is not None else word))
    if passage.words[word].capitalised and word not in passage.name_at and not lexicon.at(word):
        return f"“{text}” isn't known as a place"
    return f"“{text}” can't be read here"


def _stands(relation: Relation) -> bool:
    """Whether a relation in running text is one: a line has both its ends, or one end and an open direction."""
    match relation:
        case FromTo():
            return relation.start is not None and (relation.end is not None or relation.heading is not None)
        case AllOf() | AnyOf():
            return all(_stands(part) for part in relation.parts)
        case _:
            return True


def _parted(passage: Passage, island: Island) -> list[Island]:
    """Reads "in Raqqa and in Mosul": each preposition begins a relation of its own."""
    relation = island.relation
    if not isinstance(relation, AnyOf):
        return [island]
    firsts = [passage.index_at(part.span.start) for part in relation.parts]
    if any(first in passage.name_at for first in firsts) or firsts != sorted(set(firsts)):
        return [island]
    lasts = [*(first - 1 for first in firsts[1:]), island.last]
    return [
        replace(island, relation=part, first=first, last=passage.index_at(part.span.end - 1) if last < 0 else last)
        for part, first, last in zip(relation.parts, firsts, lasts, strict=True)
    ]


def _tells(lexicon: Lexicon, word: int) -> bool:
    """Whether words that couldn't be read look like a description."""
    for one in lexicon.at(word):
        if one.terminal == "IMPOSSIBLE":
            return True
        if one.terminal == "LENGTH":
            return any(later.terminal in _OF_DESCRIPTIONS for later in lexicon.at(one.last + 1))
        if one.terminal == "FROM":
            return _has_ends(lexicon, one.last + 1)
    return False


def _has_ends(lexicon: Lexicon, word: int) -> bool:
    """Whether a place and, behind it, "to" and another place follow soon."""
    names = lexicon.passage.name_at
    for place in range(word, min(word + 2 * _FAR, len(lexicon.passage.words))):
        if any(one.terminal == "TO" for one in lexicon.at(place)):
            before = any(name in names for name in range(word, place))
            return before and any(name in names for name in range(place + 1, place + 1 + _FAR))
    return False


def _measured_before(passage: Passage, lexicon: Lexicon, word: int, misses: Sequence[Miss]) -> Span | None:
    """A distance right before the island that couldn't be read with it, but changes what it means."""
    for miss in reversed(misses):
        for one in lexicon.at(miss.first):
            if one.terminal == "LENGTH" and one.last == word - 1:
                return passage.span(one.first, one.last)
    return None
