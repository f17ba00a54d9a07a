"""Resolutions and corrections of places → the resolutions as corrected, and what became of each correction.

A correction of one mention counts more than one of a name, and that more than an added place, which only fills what
the gazetteer left open. A name that nobody had recognised becomes a toponym where a correction says that it is one.
Toponyms keep the order of the text, so their indexes may change: claims must be read after this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.corrections.binding import Unbound, bind
from deconflict_map.model.article import Span
from deconflict_map.model.correction import Corrected, CorrectionKind
from deconflict_map.model.toponym import Resolution, Toponym, ToponymKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.model.article import Article
    from deconflict_map.model.correction import AddedPlace, Corrections, Credit, MentionCorrection, NameCorrection
    from deconflict_map.model.place import Place

    Known = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedPlaces:
    """The resolutions in the order of the text, and what became of the corrections, in their own order."""

    resolutions: tuple[Resolution, ...]
    told: tuple[Corrected, ...]


def correct_places(
    article: Article, resolutions: Sequence[Resolution], corrections: Corrections, known: Known
) -> CorrectedPlaces:
    """Apply the corrections of places, names and mentions; `known` gives the record with an id, or `None`."""
    own = {added.place.id: added.place for added in corrections.added}
    table = _Table(article=article, rows=list(resolutions), find=lambda key: own.get(key) or known(key))
    told = [table.added(added) for added in corrections.added]
    told += [table.name(name) for name in corrections.names]
    told += [table.mention(mention) for mention in corrections.mentions]
    order = sorted(range(len(table.rows)), key=lambda row: table.rows[row].toponym.span)
    index = {row: place for place, row in enumerate(order)}
    return CorrectedPlaces(
        resolutions=tuple(table.rows[row] for row in order),
        told=tuple(replace(one, mentions=tuple(sorted(index[row] for row in one.mentions))) for one in told),
    )


def credited(credit: Credit) -> str:
    """Who corrected and when, as a clause: “corrected by A. Reader on 2026-11-01”."""
    by = f" by {credit.by}" if credit.by else ""
    return f"corrected{by}" + (f" on {credit.on.isoformat()}" if credit.on else "")


def name_pattern(name: str) -> re.Pattern[str]:
    """A pattern of a name as whole words, whatever white space stands between them; the case counts."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


@dataclass(slots=True, kw_only=True)
class _Table:
    """Resolutions while they are corrected; new ones are added behind, so that rows keep their numbers."""

    article: Article
    rows: list[Resolution]
    find: Known

    def added(self, added: AddedPlace) -> Corrected:
        """Give the names of an added place to it wherever nothing else was found for them."""
        spans = [span for name in added.names for span in self._spans(name)]
        rows = [row for span in dict.fromkeys(spans) if (row := self._row(span)) is not None]
        open_rows = [row for row in dict.fromkeys(rows) if self.rows[row].place is None]
        for row in open_rows:
            self._decide(row, added.place, added.credit)
        where = f"stands for {_times(len(open_rows), 'mention')} that nothing was known for"
        return Corrected(
            kind=CorrectionKind.PLACE,
            words=added.place.name,
            credit=added.credit,
            applied=True,
            told=where if open_rows else "is known; no mention was left open for it",
            mentions=tuple(open_rows),
        )

    def name(self, correction: NameCorrection) -> Corrected:
        """Decide every mention of a name, those too that nobody had recognised."""
        place, lost = self._meant(correction.record)
        outcome = Corrected(
            kind=CorrectionKind.NAME, words=correction.name, credit=correction.credit, applied=False, told=lost
        )
        if lost:
            return outcome
        found = [self._row(span) for span in self._spans(correction.name)]
        rows = tuple(dict.fromkeys(row for row in found if row is not None))
        if not rows:
            return replace(outcome, told="the name doesn't stand in the text, or only within other names")
        was = self._was(rows[0])
        for row in rows:
            self._decide(row, place, correction.credit)
        told = f"{_times(len(rows), 'mention')} {_is(place)}"
        return replace(outcome, applied=True, told=told, was=was, mentions=rows)

    def mention(self, correction: MentionCorrection) -> Corrected:
        """Decide the one mention that stands at the correction's words."""
        anchor = correction.anchor
        place, lost = self._meant(correction.record)
        outcome = Corrected(
            kind=CorrectionKind.MENTION, words=anchor.quote, credit=correction.credit, applied=False, told=lost
        )
        if lost:
            return outcome
        bound = bind(anchor, self.article.text)
        if isinstance(bound, Unbound):
            return replace(outcome, told=bound.reason)
        row = self._row(bound.span, around=True)
        if row is None:
            return replace(outcome, told="the words hold only a part of a name, or more than one", span=bound.span)
        was = self._was(row)
        self._decide(row, place, correction.credit)
        edited = "" if bound.exact else "; the words were edited since"
        return replace(outcome, applied=True, told=_is(place) + edited, was=was, span=bound.span, mentions=(row,))

    def _meant(self, record: str | None) -> tuple[Place | None, str]:
        """The place of a record, and why it can't be had."""
        if record is None:
            return None, ""
        place = self.find(record)
        return place, "" if place is not None else f"no record is called “{record}”"

    def _spans(self, name: str) -> list[Span]:
        return [Span(start=m.start(), end=m.end()) for m in name_pattern(name).finditer(self.article.text)]

    def _row(self, span: Span, *, around: bool = False) -> int | None:
        """The row of the toponym that is these words, a new one where there is none.

        `None` where the words are a part of a name, or hold more than one; they may stand `around` one, with its
        article, say.
        """
        rows = [row for row, one in enumerate(self.rows) if one.toponym.span.overlaps(span)]
        if not rows:
            self.rows.append(self._unrecognised(span))
            return len(self.rows) - 1
        stands = self.rows[rows[0]].toponym.span
        return rows[0] if stands == span or (around and len(rows) == 1 and span.covers(stands)) else None

    def _unrecognised(self, span: Span) -> Resolution:
        toponym = Toponym(
            span=span,
            text=self.article.quote(span),
            kind=ToponymKind.PLACE,
            literal=True,
            sentence=self.article.sentence_at(span.start),
        )
        reason = "it wasn't taken for the name of a place"
        return Resolution(toponym=toponym, place=None, confidence=0.0, reason=reason, evidence=(), candidates=())

    def _was(self, row: int) -> str:
        one = self.rows[row]
        return f"{one.place.name} ({one.place.id}), {one.confidence:.0%}: {one.reason}" if one.place else one.reason

    def _decide(self, row: int, place: Place | None, credit: Credit) -> None:
        one = self.rows[row]
        reason = credited(credit) + ("" if place else ": it names no place")
        evidence = (f"before: {self._was(row)}", *([credit.note] if credit.note else []))
        literal = replace(one.toponym, literal=True, why_not_literal="", probability=1.0)
        self.rows[row] = replace(
            one,
            toponym=literal if place else one.toponym,
            place=place,
            confidence=1.0 if place else 0.0,
            reason=reason,
            evidence=evidence,
        )


def _is(place: Place | None) -> str:
    return f"{place.name} ({place.id})" if place else "no place"


def _times(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
