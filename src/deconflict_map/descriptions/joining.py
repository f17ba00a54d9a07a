"""Drafts of the whole text → claims, with what the rest of the text says of them: keys, denials, changes, silences.

The rules of each stand in `identity`, `denials`, `superseding` and `withholding`; here they are put together.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.denials import with_denials
from deconflict_map.descriptions.identity import keys, referring
from deconflict_map.descriptions.lexicon import object_words
from deconflict_map.descriptions.measures import stated
from deconflict_map.descriptions.objects import things
from deconflict_map.descriptions.passage import block_of, contains_any, paragraph_words
from deconflict_map.descriptions.superseding import with_superseded
from deconflict_map.descriptions.withholding import why_withheld
from deconflict_map.model.article import Span
from deconflict_map.model.claim import Claim, LocatedObject, ObjectKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.drafts import Draft
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.claim import WhyWithheld
    from deconflict_map.model.relation import Relation

_GENERAL = {ObjectKind.LINE, ObjectKind.ZONE}
_LASTING = {"outbreak", "fire", "flood", "fight"}
_LEAST_TELLING = 4  # letters of a modifier that tells one line from another; judgement: shorter ones are *old*, *new*


def join(drafts: Sequence[Draft], passages: Sequence[Passage]) -> tuple[Claim, ...]:
    """Number the drafts as claims, with what the rest of the text says of them."""
    found = keys(drafts)
    relations = referring(drafts, found)
    claims = [
        _claim(number, draft, key, relation)
        for number, (draft, key, relation) in enumerate(zip(drafts, found, relations, strict=True), start=1)
    ]
    claims = _with_shared_days(claims, drafts)
    claims = with_denials(claims, drafts, passages)
    claims = with_superseded(claims, drafts)
    silences = _silences(passages)
    return tuple(
        _measured(_with_withheld(claim, draft, silences), draft, passages)
        for claim, draft in zip(claims, drafts, strict=True)
    )


def _claim(number: int, draft: Draft, key: str, relation: Relation) -> Claim:
    passage, thing = draft.passage, draft.thing
    span = passage.span(thing.first, thing.last)
    if thing.meant is not None:
        span = thing.meant.passage.span(thing.meant.thing.first, thing.meant.thing.last)
    span = _unquoted(span, passage.article.text)
    return Claim(
        number=number,
        located=LocatedObject(text=passage.article.quote(span), span=span, kind=thing.word.kind, key=key),
        relation=relation,
        sentence=passage.sentence,
        span=passage.span(draft.first, draft.last),
        speakers=draft.speakers,
        said=draft.said,
        holds=draft.holds,
        status=draft.status,
        unread=draft.unread,
        condition=draft.condition,
        notes=draft.notes,
    )


def _unquoted(span: Span, text: str) -> Span:
    """The span with the quotation mark right behind it, where the one that it closes stands within: a "yellow line"."""
    mark = text[span.end : span.end + 1]
    opening = {"”": "“", "’": "‘", '"': '"'}.get(mark)
    if opening is None or text.count(opening, span.start, span.end) != 1:
        return span
    return Span(start=span.start, end=span.end + 1)


def _with_shared_days(claims: Sequence[Claim], drafts: Sequence[Draft]) -> list[Claim]:
    """Claims about one event share the day that one of them names."""
    days = {claim.located.key: claim.holds for claim in claims if claim.holds is not None}
    return [
        replace(claim, holds=days[claim.located.key])
        if claim.holds is None and _is_momentary(claim, draft) and claim.located.key in days
        else claim
        for claim, draft in zip(claims, drafts, strict=True)
    ]


def _is_momentary(claim: Claim, draft: Draft) -> bool:
    """Whether a claim is about an event that is over in a day, unlike an outbreak, a fire or a flood."""
    return claim.located.kind is ObjectKind.EVENT and draft.thing.word.group not in _LASTING


def _silences(passages: Sequence[Passage]) -> list[tuple[Passage, WhyWithheld, frozenset[str]]]:
    """The sentences that tell why words can't fix a course, each with the words of its paragraph."""
    words = paragraph_words(passages)
    told = ((passage, why_withheld((passage,))) for passage in passages)
    return [(passage, why[0], words[block_of(passage)]) for passage, why in told if why is not None]


def _with_withheld(
    claim: Claim, draft: Draft, silences: Sequence[tuple[Passage, WhyWithheld, frozenset[str]]]
) -> Claim:
    """A line's or zone's claim with why the words can't fix it: told in its own sentence, or in one about it."""
    if claim.located.kind not in _GENERAL:
        return claim
    order = sorted(silences, key=lambda silence: silence[0].sentence != claim.sentence)
    for passage, why, words in order:
        if passage.sentence == claim.sentence or _is_about(words, draft):
            span = passage.article.sentences[passage.sentence].span
            return replace(claim, withheld=span, why_withheld=why)
    return claim


def _is_about(words: frozenset[str], draft: Draft) -> bool:
    """Whether a paragraph speaks of the draft's thing, in one of its own words if it has any."""
    own = frozenset(word for word in draft.thing.modifiers if len(word) >= _LEAST_TELLING)
    if own:
        return contains_any(words, own)
    return any(object_words().get(word) == draft.thing.word for word in words)


def _measured(claim: Claim, draft: Draft, passages: Sequence[Passage]) -> Claim:
    """A line's or zone's claim with the numbers that its sentence and the next one about it give for it."""
    if claim.located.kind not in _GENERAL:
        return claim
    about = [draft.passage]
    behind = bisect_right(passages, claim.sentence, key=lambda passage: passage.sentence)
    after = passages[behind] if behind < len(passages) else None
    if after is not None and block_of(after) == block_of(draft.passage) and _takes_up(after, draft):
        about.append(after)
    return replace(claim, stated=stated(about, claim.relation))


def _takes_up(passage: Passage, draft: Draft) -> bool:
    """Whether a sentence begins with the thing of the one before: "The zone is …", "It is …"."""
    if passage.folded[:1] == ("it",):
        return True
    known = next(iter(things(passage, frozenset(passage.folded))), None)
    return known is not None and known.definite and known.word == draft.thing.word
