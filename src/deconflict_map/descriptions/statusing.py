"""Words around a relation → how they put the claim forward: reported, stated, agreed, planned, ordered, negated.

A negation counts where it governs the thing or its verb ("no strikes took place", "was not hit"), a condition where
it governs the clause. Refuses to claim what the words call possible, feared or general. Trade-off taken: words decide
by where they stand, not by parsing.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexicon import speech
from deconflict_map.descriptions.patterns import begins_before, ends_at, found_near, stands
from deconflict_map.descriptions.wordclass import word_classes
from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.model.claim import ObjectKind, Status

if TYPE_CHECKING:
    from deconflict_map.descriptions.objects import Thing
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.descriptions.speech import Frame
    from deconflict_map.model.article import Span

_DOINGS = {ObjectKind.EVENT}
_MOST_BEFORE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWords:
    """Patterns of statuses; the comments of `statuses.toml` say what each list is for."""

    agreed: tuple[str, ...]
    agreed_behind: tuple[str, ...]
    ordered_behind: tuple[str, ...]
    planned_behind: tuple[str, ...]
    ordered: tuple[str, ...]
    planned: tuple[str, ...]
    claimed: tuple[str, ...]
    conditions: tuple[str, ...]
    hypothetical_before: tuple[str, ...]
    hypothetical_verbs: tuple[str, ...]
    negation_before: tuple[str, ...]
    negation_between: tuple[str, ...]
    negation_but: tuple[str, ...]
    negation_compounds: tuple[str, ...]
    denied_claims: tuple[str, ...]
    changes: tuple[str, ...]


@cache
def status_words() -> StatusWords:
    """The patterns of statuses."""
    table = tomllib.loads(word_list("statuses"))
    return StatusWords(
        agreed=tuple(table["agreed"]),
        agreed_behind=tuple(table["behind"]["agreed"]),
        ordered_behind=tuple(table["behind"]["ordered"]),
        planned_behind=tuple(table["behind"]["planned"]),
        ordered=tuple(table["ordered"]),
        planned=tuple(table["planned"]),
        claimed=tuple(table["claimed"]),
        conditions=tuple(table["conditions"]),
        hypothetical_before=tuple(table["hypothetical"]["before"]),
        hypothetical_verbs=tuple(table["hypothetical"]["verbs"]),
        negation_before=tuple(table["negation"]["before"]),
        negation_between=tuple(table["negation"]["between"]),
        negation_but=tuple(table["negation"]["but"]),
        negation_compounds=tuple(table["negation"]["compounds"]),
        denied_claims=tuple(table["denial"]["claims"]),
        changes=tuple(table["supersession"]["changes"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """What is put forward: a thing, and the words `first`…`last` that locate it."""

    passage: Passage
    thing: Thing
    first: int
    last: int

    @property
    def clause(self) -> tuple[int, int]:
        """The clause of the words of place, widened to the thing."""
        start, end = self.passage.clause(self.first)
        return min(start, self.thing.first), max(end, self.thing.last + 1)


def status_of(asserted: Asserted, frame: Frame | None, plan: Frame | None) -> Status:
    """How the words put a claim forward, conditions and denials by others left out."""
    if frame is not None and frame.denies:
        return Status.DENIED
    if is_negated(asserted):
        return Status.NEGATED
    ahead = None if asserted.thing.word.kind in _DOINGS else _ahead(asserted, frame)
    if ahead is not None:
        return ahead
    return Status.PLANNED if plan is not None else _told(asserted, frame)


def _ahead(asserted: Asserted, frame: Frame | None) -> Status | None:
    """Whether what isn't an event is agreed, ordered or planned in its clause."""
    known, passage = status_words(), asserted.passage
    start, _ = asserted.clause
    if stands(known.agreed, passage, start, asserted.last + 1):
        return Status.AGREED
    if _is_said(known.ordered, passage, start, asserted, frame):
        return Status.ORDERED
    if _is_said(known.planned, passage, start, asserted, frame):
        return Status.PLANNED
    return _behind(asserted)


def _behind(asserted: Asserted) -> Status | None:
    """What is said right behind the words of place: "a zone along the river is planned"."""
    known = status_words()
    by_status = (
        (known.planned_behind, Status.PLANNED),
        (known.agreed_behind, Status.AGREED),
        (known.ordered_behind, Status.ORDERED),
    )
    ends = ((status, ends_at(patterns, asserted.passage, asserted.last + 1)) for patterns, status in by_status)
    return next((status for status, end in ends if end is not None), None)


def _told(asserted: Asserted, frame: Frame | None) -> Status:
    """Whether it is reported by the text itself, or stated or claimed by somebody."""
    passage = asserted.passage
    if frame is None:
        hedged = stands(status_words().claimed, passage, asserted.clause[0], asserted.last + 1)
        return Status.CLAIMED if hedged else Status.REPORTED
    says_so = frame.verb >= 0 and passage.folded[frame.verb] in speech().claim
    return Status.CLAIMED if says_so or asserted.thing.word.kind in _DOINGS else Status.STATED


def _is_said(patterns: tuple[str, ...], passage: Passage, start: int, asserted: Asserted, frame: Frame | None) -> bool:
    """Whether patterns stand in the clause within what the frame holds."""
    begin = start if frame is None or frame.verb < 0 or frame.verb > asserted.first else max(start, frame.first)
    return stands(patterns, passage, begin, asserted.last + 1)


def is_negated(asserted: Asserted) -> bool:
    """Whether the words say that it isn't so."""
    known, passage, thing = status_words(), asserted.passage, asserted.thing
    if _is_none(asserted):
        return True
    first, last = sorted((thing.last, asserted.first))
    if thing.verb:
        first = max(first - _MOST_BEFORE, asserted.passage.clause(thing.head)[0])
    but = found_near(known.negation_but, passage, first, last)
    for place, _ in found_near(known.negation_between, passage, first, last):
        apart = any(begin <= place <= end for begin, end in but)
        if first <= place < last and not apart and _reaches(passage, place, last):
            return True
    return False


def _is_none(asserted: Asserted) -> bool:
    """Whether words before the thing say that there is none; "a no-fly zone" is one."""
    known, passage, thing = status_words(), asserted.passage, asserted.thing
    compounds = {first for first, _ in found_near(known.negation_compounds, passage, thing.first, thing.head)}
    before = begins_before(known.negation_before, passage, thing.first)
    if before is not None and before not in compounds:
        return True
    return any(
        ends_at(known.negation_before, passage, place) is not None and place not in compounds
        for place in range(max(thing.first - 1, 0), thing.head)
    )


def _reaches(passage: Passage, place: int, last: int) -> bool:
    """Whether no clause begins between a negation and what it would govern."""
    stops = word_classes().subordinators | {"but"}
    return not any(passage.folded[index] in stops for index in range(place + 1, last))


def is_hypothetical(asserted: Asserted) -> bool:
    """Whether an event is only feared, possible or general."""
    if asserted.thing.word.kind not in _DOINGS:
        return False
    known, passage, thing = status_words(), asserted.passage, asserted.thing
    if stands(known.hypothetical_before, passage, max(thing.first - 1, 0), thing.head):
        return True
    places = range(thing.first, thing.head + 1)
    if any(begins_before(known.hypothetical_before, passage, place) is not None for place in places):
        return True
    start, end = passage.clause(thing.head)
    return any(
        start <= begin and last < end and not _parted(passage, last, thing)
        for begin, last in found_near(known.hypothetical_verbs, passage, thing.head, thing.head)
    )


def _parted(passage: Passage, verb: int, thing: Thing) -> bool:
    """Whether another clause begins between a verb and the thing."""
    first, last = sorted((verb, thing.head))
    stops = word_classes().subordinators | {"and", "but"}
    return any(passage.folded[index] in stops or "," in passage.gap(index) for index in range(first, last))


def condition_of(asserted: Asserted) -> Span | None:
    """The words of the condition under which it is said to be so."""
    passage = asserted.passage
    for first, _ in found_near(status_words().conditions, passage, asserted.first, asserted.last):
        if passage.folded[first] in {"were", "should"} and first and not passage.gap(first - 1).strip():
            continue  # "were called to": no inversion
        end = first
        while end + 1 < len(passage.words) and not any(mark in passage.gap(end) for mark in ",;:.”"):
            end += 1
        if first <= asserted.first <= end or _governs(passage, first, end, asserted):
            return passage.span(first, end)
    return None


def _governs(passage: Passage, first: int, end: int, asserted: Asserted) -> bool:
    """Whether a condition stands at the head or the end of the clause that asserts."""
    if passage.folded[first] in {"once", "pending", "subject"} and asserted.thing.word.kind in _DOINGS:
        return False
    if end < asserted.first:  # "if the truce holds, troops will …"
        opens = (
            first == 0
            or any(mark in passage.gap(first - 1) for mark in ",;:“")
            or passage.folded[first - 1] in {"that", "and", "but", "said", "says"}
        )
        return opens and asserted.clause[0] <= end + 1 + _MOST_BEFORE
    return first > asserted.last and not any(
        mark in passage.gap(index) for index in range(asserted.last, first) for mark in ";:."
    )
