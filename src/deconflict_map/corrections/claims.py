"""Claims, corrections of them, and a reader of phrases → the claims as corrected, and what became of each correction.

What a claim "reads" is written behind the article as a block of its own, so that every word of a corrected relation
has its place in a text, and is read by the same grammar as any phrase. A withdrawn claim stays in the list, undrawn.
Where no claim was read, a correction that says how the words read makes one. Claims keep the order of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from deconflict_map.corrections.binding import Unbound, bind
from deconflict_map.corrections.places import credited, name_pattern
from deconflict_map.model.article import Block, BlockKind, Sentence, Span
from deconflict_map.model.claim import Claim, Speaker, Unread
from deconflict_map.model.correction import Corrected, CorrectionKind
from deconflict_map.model.line_relation import Crosses, FromTo
from deconflict_map.model.relation import AllOf, Within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.model.article import Article
    from deconflict_map.model.correction import ClaimCorrection, Corrections, Note
    from deconflict_map.model.relation import Relation
    from deconflict_map.model.toponym import Resolution

    Reads = Callable[[Article, Sequence[Resolution], int], Claim | Unread]
    """An article, its resolutions and the index of a sentence → the claim that the sentence is as a phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """An article with phrases behind it, the resolutions of all, and the sentence of each phrase."""

    article: Article
    resolutions: tuple[Resolution, ...]
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedClaims:
    """The claims in the order of the text, and what became of the corrections, in their own order."""

    claims: tuple[Claim, ...]
    told: tuple[Corrected, ...]


def phrases(correction: ClaimCorrection) -> tuple[str, ...]:
    """What a correction of a claim reads, in words: its phrase, and one for each position that it passes through."""
    points = tuple(f"at {_position(lon, lat)}" for lon, lat in correction.through)
    return (correction.reads.strip(), *points) if correction.reads.strip() else points


def _position(lon: float, lat: float) -> str:
    """A position to a thousandth of a degree: nobody points at a map of words more closely than to 100 m."""
    return f"{abs(lat):.3f}° {'S' if lat < 0 else 'N'} {abs(lon):.3f}° {'W' if lon < 0 else 'E'}"


def append_phrases(
    article: Article, resolutions: Sequence[Resolution], read: Sequence[tuple[Article, Sequence[Resolution]]]
) -> Appended:
    """Write phrases (as articles of one sentence, with their resolutions) behind an article.

    A name that the article has, too, means in a phrase what it means there.
    """
    text, blocks, sentences = article.text, list(article.blocks), list(article.sentences)
    rows, numbers = list(resolutions), list[int]()
    meant = {one.toponym.text.casefold(): one for one in reversed(resolutions) if one.place is not None}
    for words, names in read:
        shift = len(text) + 2
        span = Span(start=shift, end=shift + len(words.text))
        text = f"{text}\n\n{words.text}"
        numbers.append(len(sentences))
        rows += [_moved(meant.get(one.toponym.text.casefold()), one, shift, len(sentences)) for one in names]
        sentences.append(Sentence(span=span, block=len(blocks)))
        blocks.append(Block(kind=BlockKind.CORRECTION, span=span))
    longer = replace(article, text=text, blocks=tuple(blocks), sentences=tuple(sentences))
    return Appended(article=longer, resolutions=tuple(rows), sentences=tuple(numbers))


def _moved(known: Resolution | None, one: Resolution, shift: int, sentence: int) -> Resolution:
    span = Span(start=one.toponym.span.start + shift, end=one.toponym.span.end + shift)
    toponym = replace(one.toponym, span=span, sentence=sentence)
    return replace(known or one, toponym=toponym)


def correct_claims(
    claims: Sequence[Claim], corrections: Corrections, appended: Appended, reads: Reads, size: int
) -> CorrectedClaims:
    """Apply the corrections of claims; `size` is the length of the article's own text, where they are bound."""
    table = _Table(appended=appended, reads=reads, own=appended.article.text[:size], rows=list(claims))
    sentences = iter(appended.sentences)
    told = [table.claim(one, tuple(islice(sentences, len(phrases(one))))) for one in corrections.claims]
    told += [table.note(note) for note in corrections.notes]
    order = sorted(range(len(table.rows)), key=lambda row: (table.rows[row].span.start, row))
    number = {table.rows[row].number: place for place, row in enumerate(order, start=1)}
    return CorrectedClaims(
        claims=tuple(
            replace(
                table.rows[row],
                number=number[table.rows[row].number],
                supersedes=tuple(number[one] for one in table.rows[row].supersedes),
            )
            for row in order
        ),
        told=tuple(replace(one, claim=None if one.claim is None else number[one.claim]) for one in told),
    )


@dataclass(slots=True, kw_only=True)
class _Table:
    """Claims while they are corrected; new ones are added behind."""

    appended: Appended
    reads: Reads
    own: str
    rows: list[Claim]

    def claim(self, correction: ClaimCorrection, sentences: Sequence[int]) -> Corrected:
        """Correct the claim that stands at the words, or make one of them."""
        outcome = Corrected(
            kind=CorrectionKind.CLAIM,
            words=correction.anchor.quote,
            credit=correction.credit,
            applied=False,
            told="",
        )
        bound = bind(correction.anchor, self.own)
        if isinstance(bound, Unbound):
            return replace(outcome, told=bound.reason)
        outcome = replace(outcome, span=bound.span)
        found = [self.reads(self.appended.article, self.appended.resolutions, one) for one in sentences]
        unread = next((one for one in found if isinstance(one, Unread)), None)
        if unread is not None:
            return replace(outcome, told=f"“{self._words(unread.span)}” can't be read: {unread.reason}")
        readings = [one for one in found if isinstance(one, Claim)]
        row = self._row(bound.span)
        if row is not None:
            was = f"read from “{self._words(self.rows[row].span)}”"
        elif correction.reads.strip():
            was = "no claim was read here"
            row = len(self.rows)
            self.rows.append(self._made(readings[0], bound.span))
        else:
            return replace(outcome, told="no claim was read at these words; say how they read with `reads`")
        return self._done(replace(outcome, was=was), correction, readings, row)

    def _words(self, span: Span) -> str:
        return self.appended.article.quote(span)

    def note(self, note: Note) -> Corrected:
        """Put a note to the claim at its words, if there is one."""
        outcome = Corrected(
            kind=CorrectionKind.NOTE, words=note.anchor.quote, credit=note.credit, applied=False, told=""
        )
        bound = bind(note.anchor, self.own)
        if isinstance(bound, Unbound):
            return replace(outcome, told=bound.reason)
        row = self._row(bound.span)
        claim = None if row is None else self.rows[row].number
        return replace(outcome, applied=True, told="noted", span=bound.span, claim=claim)

    def _row(self, span: Span) -> int | None:
        """The claim that shares most characters with the words."""
        shared = {
            row: min(claim.span.end, span.end) - max(claim.span.start, span.start)
            for row, claim in enumerate(self.rows)
            if claim.span.overlaps(span)
        }
        return max(shared, key=lambda row: (shared[row], -row), default=None)

    def _made(self, reading: Claim, span: Span) -> Claim:
        article = self.appended.article
        located = replace(reading.located, text=article.quote(span), span=span, key=f"correction-{span.start}")
        return replace(
            reading,
            number=max((claim.number for claim in self.rows), default=0) + 1,
            located=located,
            sentence=article.sentence_at(span.start),
            span=span,
            speakers=(Speaker(text=article.source or "the article", span=None),),
        )

    def _done(self, outcome: Corrected, correction: ClaimCorrection, readings: Sequence[Claim], row: int) -> Corrected:
        told = [f"reads “{self._words(reading.span)}”" for reading in readings]
        told += [f"is said by {correction.who}"] if correction.who else []
        told += [f"is {correction.status.value}"] if correction.status else []
        told += [f"was published: {correction.published}"] if correction.published else []
        told += [f"has its course from {correction.course.source}"] if correction.course is not None else []
        told += ["is withdrawn"] if correction.withdrawn else []
        words, credit = "; ".join(told), correction.credit
        note = f"{credited(credit)}: {words}" + (f" ({credit.note})" if credit.note else "")
        claim = self._changed(self.rows[row], correction, readings)
        self.rows[row] = replace(claim, notes=(*claim.notes, note))
        return replace(outcome, applied=True, told=words, claim=claim.number)

    def _changed(self, claim: Claim, correction: ClaimCorrection, readings: Sequence[Claim]) -> Claim:
        if readings:
            claim = replace(claim, relation=_relation(claim, correction, readings), unread=None)
        if correction.who:
            claim = replace(claim, speakers=(self._speaker(correction.who),))
        if correction.status is not None:
            claim = replace(claim, status=correction.status)
        if correction.withdrawn:
            claim = replace(claim, withdrawn=credited(correction.credit).replace("corrected", "withdrawn", 1))
        return claim

    def _speaker(self, who: str) -> Speaker:
        found = name_pattern(who).search(self.own)
        return Speaker(text=who, span=Span(start=found.start(), end=found.end()) if found else None)


def _relation(claim: Claim, correction: ClaimCorrection, readings: Sequence[Claim]) -> Relation:
    """What it reads takes the place of what was read; the positions that a line passes through come to it."""
    relations = [reading.relation for reading in readings]
    base = relations.pop(0) if correction.reads.strip() else claim.relation
    return _through(base, tuple(relations)) if relations else base


def _through(relation: Relation, points: tuple[Relation, ...]) -> Relation:
    """A line from one end to the other passes them on its way, in their order; any other crosses them."""
    match relation:
        case FromTo(via=via):
            return replace(relation, via=(*via, *points))
        case AllOf(parts=parts) if any(isinstance(part, FromTo) for part in parts):
            passed = (_through(part, points) if isinstance(part, FromTo) else part for part in parts)
            return replace(relation, parts=tuple(passed))
        case _:
            crossed = (Crosses(ref=one.ref, span=one.span) for one in points if isinstance(one, Within))
            return AllOf(parts=(relation, *crossed), span=relation.span)
