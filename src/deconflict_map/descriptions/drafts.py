"""Passages of a text → drafts of claims: each relation with what it locates, who says so, when, and how.

A draft knows its own sentence, and what its pronouns stand for. Objects that several sentences speak of, denials and
withheld courses are settled afterwards, over the whole text (`joining`).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.appositions import standing
from deconflict_map.descriptions.attachment import Setting, located_by
from deconflict_map.descriptions.dates import dates, on_publication
from deconflict_map.descriptions.mentions import Located, mentions
from deconflict_map.descriptions.objects import Meant, Thing, thing_at, things
from deconflict_map.descriptions.passage import block_of, paragraph_words
from deconflict_map.descriptions.statusing import Asserted, condition_of, is_hypothetical, status_of
from deconflict_map.descriptions.surroundings import followed
from deconflict_map.descriptions.times import holding
from deconflict_map.descriptions.voices import voices
from deconflict_map.model.anchor import MeridianRef, ParallelRef, PlaceRef, PositionRef, RoadRef
from deconflict_map.model.claim import ObjectKind, Speaker, Status
from deconflict_map.model.line_relation import Crosses, FromTo, Passes, Separates
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import AllOf, AnyOf, NotInto, Within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.descriptions.islands import Island, Sweep
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.descriptions.relations import Builder
    from deconflict_map.descriptions.speech import Frame
    from deconflict_map.model.article import Span
    from deconflict_map.model.claim import When
    from deconflict_map.model.relation import Relation
    from deconflict_map.model.toponym import Resolution

_WHOLE_COUNTRIES = {PlaceKind.COUNTRY, PlaceKind.CONTINENT}
_EXTENDED = {ObjectKind.LINE, ObjectKind.ZONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim as its own sentence has it.

    The words of the relation begin with `relation_first`; those of thing and relation together are `first`…`last`.
    """

    passage: Passage
    relation_first: int
    thing: Thing
    relation: Relation
    first: int
    last: int
    speakers: tuple[Speaker, ...]
    said: When | None
    holds: When | None
    status: Status
    unread: Span | None
    condition: Span | None = None
    notes: tuple[str, ...] = ()


def drafts(swept: Sequence[Sweep], builder: Builder) -> tuple[Draft, ...]:
    """The drafts of a text's passages, in order, from what was read in them."""
    passages = [one.passage for one in swept]
    dated = [dates(passage) for passage in passages]
    spoken = voices(passages, dated)
    found: list[Draft] = []
    before: Meant | None = None
    cut: Meant | None = None
    around = paragraph_words(passages)
    for one, days, own in zip(swept, dated, spoken, strict=True):
        passage = one.passage
        known = things(passage, around[block_of(passage)])
        setting = Setting(passage=passage, things=known, dated=days, taken=(), before=before, cut=cut)
        found.extend(_drafts(setting, one, builder, own))
        named = next((thing for thing in known if not thing.verb), None)
        before = before if named is None else Meant(thing=named, passage=passage)
        cut = Meant(thing=known[-1], passage=passage) if known and _is_cut(passage) else None
    return tuple(found)


def _is_cut(passage: Passage) -> bool:
    """Whether a sentence ends with a time of day, and was cut there: "at 9 p.m. | Friday"."""
    return passage.folded[-1:] in {("am",), ("pm",)}


def _drafts(setting: Setting, swept: Sweep, builder: Builder, own: tuple[Frame, ...]) -> Iterator[Draft]:
    passage = setting.passage
    read = standing(passage, swept.found, own, builder)
    taken = tuple((island.first, island.last) for island in read)
    setting = replace(setting, taken=taken)
    found: list[Located] = []
    for island in read:
        thing = None if island.head is None else thing_at(passage, island.head)
        thing = thing or located_by(setting, island.first, island.last)
        if thing is not None:
            found.append(_located(passage, island, thing, builder.resolutions))
    found = mentions(setting, found, builder.resolutions)
    for one in found:
        if _is_placed(one) and _locates(one.relation, one.thing, builder.resolutions):
            yield from _draft(setting, one, own)


def _located(passage: Passage, island: Island, thing: Thing, resolutions: Sequence[Resolution]) -> Located:
    relation = island.relation
    notes: tuple[str, ...] = ()
    if thing.word.kind not in _EXTENDED:
        relation, notes = followed(passage, relation, resolutions)
    return Located(
        thing=thing, relation=relation, first=island.first, last=island.last, unread=island.unread, notes=notes
    )


def _draft(setting: Setting, one: Located, own: tuple[Frame, ...]) -> Iterator[Draft]:
    passage = setting.passage
    asserted = Asserted(passage=passage, thing=one.thing, first=one.first, last=one.last)
    if is_hypothetical(asserted):
        return
    frame = _frame_of(own, one, plans=False)
    plan = _frame_of(own, one, plans=True)
    speakers = _speakers(frame, plan)
    said = frame.said if frame else None
    holds = holding(setting, one, frame)
    if not speakers:
        speakers = (Speaker(text=passage.article.source or "the article", span=None),)
        published = passage.article.published
        said = on_publication(published) if published else None
    condition = condition_of(asserted)
    if condition is not None and one.thing.word.kind is ObjectKind.EVENT:
        return
    yield Draft(
        passage=passage,
        relation_first=one.first,
        thing=one.thing,
        relation=one.relation,
        first=min(one.thing.first, one.first),
        last=max(one.thing.head, one.last),
        speakers=speakers,
        said=said,
        holds=holds,
        status=Status.CONDITIONAL if condition is not None else status_of(asserted, frame, plan),
        unread=one.unread,
        condition=condition,
        notes=one.notes,
    )


def _is_placed(one: Located) -> bool:
    """Whether a relation has a name or number in it; of lines and zones it may be other ones of the text."""
    return one.thing.word.kind in _EXTENDED or any(_has_place(anchor) for anchor in _values(one.relation))


def _has_place(value: object) -> bool:
    return isinstance(value, PlaceRef | ParallelRef | MeridianRef | PositionRef) or (
        isinstance(value, RoadRef) and bool(value.name)
    )


def _values(node: object) -> Iterator[object]:
    """The node and everything in it."""
    yield node
    if isinstance(node, tuple):
        parts: tuple[object, ...] = node
    elif is_dataclass(node):
        parts = tuple(getattr(node, field.name) for field in fields(node))
    else:
        return
    for part in parts:
        yield from _values(part)


def _locates(relation: Relation, thing: Thing, resolutions: Sequence[Resolution]) -> bool:
    """Whether the relation says more of the thing than its country, and is one that such a thing can stand in."""
    match relation:
        case FromTo() | NotInto() | Separates() | Crosses() | Passes():
            return thing.word.kind in _EXTENDED
        case Within(ref=PlaceRef() as ref):
            place = resolutions[ref.toponym].place
            return place is None or place.kind not in _WHOLE_COUNTRIES
        case AllOf() | AnyOf():
            return any(_locates(part, thing, resolutions) for part in relation.parts)
        case _:
            return True


def _frame_of(own: tuple[Frame, ...], one: Located, *, plans: bool) -> Frame | None:
    """The innermost frame whose words hold the words of place."""
    holding_it = [
        frame for frame in own if frame.plans is plans and frame.first <= one.first and one.last <= frame.last
    ]
    return max(holding_it, key=lambda frame: frame.verb, default=None)


def _speakers(frame: Frame | None, plan: Frame | None) -> tuple[Speaker, ...]:
    """Who says it; planners speak for themselves."""
    for candidate in (frame, plan):
        if candidate is not None and candidate.speaker is not None and candidate.speaker.span is not None:
            return (candidate.speaker,)
    return ()
