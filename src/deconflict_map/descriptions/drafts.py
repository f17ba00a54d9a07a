"""Passages of a block → drafts of claims: each relation with what it locates, who says so, when, and how.

A draft knows its own sentence only. Objects that several sentences speak of, denials and withheld courses are settled
afterwards, over the whole text (`joining`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.descriptions.dates import dates, on_publication
from deconflict_map.descriptions.islands import islands
from deconflict_map.descriptions.lexicon import speech
from deconflict_map.descriptions.objects import Thing, located_by, things
from deconflict_map.descriptions.passage import contains_any
from deconflict_map.descriptions.speech import Frame, frames
from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.claim import ObjectKind, Speaker, Status
from deconflict_map.model.line_relation import FromTo
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import NotInto, ShareOf, Within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.descriptions.dates import Dated
    from deconflict_map.descriptions.islands import Island
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.descriptions.relations import Builder
    from deconflict_map.model.article import Span
    from deconflict_map.model.claim import When
    from deconflict_map.model.relation import Relation
    from deconflict_map.model.toponym import Resolution

_WHOLE_COUNTRIES = {PlaceKind.COUNTRY, PlaceKind.CONTINENT}
_EXTENDED = {ObjectKind.LINE, ObjectKind.ZONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim as its own sentence has it."""

    passage: Passage
    thing: Thing
    relation: Relation
    first: int
    last: int
    speakers: tuple[Speaker, ...]
    said: When | None
    holds: When | None
    status: Status
    unread: Span | None


def drafts(passages: Sequence[Passage], builder: Builder) -> tuple[Draft, ...]:
    """The drafts of one block's passages, in order."""
    found: list[Draft] = []
    spoken: tuple[Frame, ...] = ()
    for passage in passages:
        dated = dates(passage)
        own = frames(passage, dated, spoken)
        spoken = tuple(frame for frame in own if not frame.plans and frame.speaker is not None) or spoken
        found.extend(_drafts(passage, builder, own, dated, spoken))
    return tuple(found)


def _drafts(
    passage: Passage,
    builder: Builder,
    own: tuple[Frame, ...],
    dated: tuple[Dated, ...],
    spoken: tuple[Frame, ...],
) -> Iterator[Draft]:
    known = things(passage)
    for island in islands(passage, builder):
        thing = located_by(passage, island, known)
        if thing is None or not _locates(island.relation, thing, builder.resolutions):
            continue
        frame = _frame_of(own, island, plans=False)
        plan = _frame_of(own, island, plans=True)
        speakers = _speakers(frame, plan, spoken)
        said = frame.said if frame else None
        if not speakers:
            speakers = (Speaker(text=passage.article.source or "the article", span=None),)
            published = passage.article.published
            said = on_publication(published) if published else None
        yield Draft(
            passage=passage,
            thing=thing,
            relation=island.relation,
            first=min(thing.first, island.first),
            last=max(thing.head, island.last),
            speakers=speakers,
            said=said,
            holds=_holds(passage, island, frame, dated, said),
            status=_status(passage, island, thing, frame, plan),
            unread=island.unread,
        )


def _locates(relation: Relation, thing: Thing, resolutions: Sequence[Resolution]) -> bool:
    """Whether the relation says more of the thing than its country, and is one that such a thing can stand in."""
    match relation:
        case FromTo() | NotInto() | ShareOf():
            return thing.word.kind in _EXTENDED
        case Within(ref=PlaceRef() as ref):
            place = resolutions[ref.toponym].place
            return place is None or place.kind not in _WHOLE_COUNTRIES
        case _:
            return True


def _frame_of(own: tuple[Frame, ...], island: Island, *, plans: bool) -> Frame | None:
    """The innermost frame whose words hold the island."""
    holding = [
        frame for frame in own if frame.plans is plans and frame.first <= island.first and island.last <= frame.last
    ]
    return max(holding, key=lambda frame: frame.verb, default=None)


def _speakers(frame: Frame | None, plan: Frame | None, spoken: tuple[Frame, ...]) -> tuple[Speaker, ...]:
    """Who says it; a pronoun stands for whoever spoke last, and planners speak for themselves."""
    for candidate in (frame, plan):
        if candidate is None or candidate.speaker is None:
            continue
        if candidate.speaker.span is not None:
            return (candidate.speaker,)
        named = [
            earlier.speaker for earlier in spoken if earlier.speaker is not None and earlier.speaker.span is not None
        ]
        if named:
            return (named[-1],)
    return ()


def _holds(
    passage: Passage, island: Island, frame: Frame | None, dated: tuple[Dated, ...], said: When | None
) -> When | None:
    """The day for which the relation is said to hold: one named in its clause that isn't when it was said."""
    start, end = passage.clause(island.first)
    if frame is not None:
        start, end = max(start, frame.first), min(end, frame.last + 1)
    here = [when for first, last, when in dated if start <= first and last < end and when != said]
    return here[-1] if here else None


def _status(passage: Passage, island: Island, thing: Thing, frame: Frame | None, plan: Frame | None) -> Status:
    known = speech()
    start, _ = passage.clause(island.first)
    clause = passage.folded[min(start, thing.first) : island.last + 1]
    if contains_any(clause, known.agree):
        return Status.AGREED
    if plan is not None:
        return Status.PLANNED
    if frame is None:
        return Status.REPORTED
    is_event = thing.word.kind is ObjectKind.EVENT
    says_so = frame.verb >= 0 and passage.folded[frame.verb] in known.claim
    return Status.CLAIMED if is_event or says_so else Status.STATED
