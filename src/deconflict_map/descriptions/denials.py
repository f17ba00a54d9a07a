"""Passages that deny something, and the claims of the text → who denies which claim, in which words.

"A claim denied by a spokesman", "the ministry rejected the report", "denied that it had struck …", "no strikes took
place there, the ministry said": the denial belongs to the last claim of its kind in the paragraph or the one before,
and the claim is disputed. A denial by whoever made the claim is none. Trade-off taken: a denial that names nothing of
a claim's kind belongs to the last event.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions import subjects
from deconflict_map.descriptions.dates import dates
from deconflict_map.descriptions.lexicon import object_words, speech
from deconflict_map.descriptions.patterns import stands
from deconflict_map.descriptions.speaker import speaker
from deconflict_map.descriptions.statusing import status_words
from deconflict_map.model.claim import Denial, ObjectKind, Speaker, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.drafts import Draft
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.claim import Claim

_MOST_DENIER_WORDS = 8
_MOST_OBJECT_WORDS = 10  # behind a verb of denying, in which what is denied stands
_DENIABLE = {Status.CLAIMED, Status.STATED, Status.REPORTED, Status.DISPUTED}
_MANY = {"outbreak"}  # a class of things that are told apart by their nouns
_SELF = {Status.DENIED, Status.NEGATED}


def with_denials(claims: Sequence[Claim], drafts: Sequence[Draft], passages: Sequence[Passage]) -> list[Claim]:
    """The claims with their denials; what is denied is disputed."""
    found = list(claims)
    for passage in passages:
        verb = next((index for index, word in enumerate(passage.folded) if word in speech().deny), -1)
        if verb >= 0 and not _denies_inside(passage, verb, found):
            denier = _denier(passage, verb)
            _deny(found, _denied(passage, verb, drafts, found), denier, passage)
    for index, claim in enumerate(list(found)):
        if claim.status in _SELF and claim.speakers and claim.speakers[0].span is not None:
            target = _earlier(found, drafts, index)
            _deny(found, target, claim.speakers[0], drafts[index].passage)
    return found


def _denies_inside(passage: Passage, verb: int, claims: Sequence[Claim]) -> bool:
    """Whether what is denied stands in the passage as a claim of its own, which is settled with it."""
    start = passage.words[verb].start
    return any(
        claim.sentence == passage.sentence and claim.status is Status.DENIED and claim.span.end > start
        for claim in claims
    )


def _deny(found: list[Claim], target: int | None, denier: Speaker, passage: Passage) -> None:
    if target is None or any(_are_same(denier, speaker) for speaker in found[target].speakers):
        return
    denial = Denial(speaker=denier, span=passage.article.sentences[passage.sentence].span)
    key = found[target].located.key
    for index, claim in enumerate(found):
        if claim.located.key == key and claim.status in _DENIABLE:
            found[index] = replace(claim, denials=(*claim.denials, denial), status=Status.DISPUTED)


def _are_same(one: Speaker, other: Speaker) -> bool:
    return one.text.casefold() == other.text.casefold()


def _near(passage: Passage, drafts: Sequence[Draft], found: Sequence[Claim]) -> list[int]:
    """Claims of the passage's paragraph, or else of the one before, that may be denied."""
    sentences = passage.article.sentences
    block = sentences[passage.sentence].block
    for wanted in (block, block - 1):
        near = [
            index
            for index, draft in enumerate(drafts)
            if sentences[draft.passage.sentence].block == wanted
            and draft.passage.sentence <= passage.sentence
            and found[index].status in _DENIABLE
        ]
        if near:
            return near
    return []


def _denied(passage: Passage, verb: int, drafts: Sequence[Draft], found: Sequence[Claim]) -> int | None:
    """Index of the claim that a denial is about: the last one of the class that its words name, or the last event."""
    near = _near(passage, drafts, found)
    end = min(verb + _MOST_OBJECT_WORDS, len(passage.words))
    groups = {object_words()[word].group for word in passage.folded[:end] if word in object_words()}
    same = [index for index in near if drafts[index].thing.word.group in groups]
    if same:
        return same[-1]
    if passage.folded[verb] != "denial" and not _names_a_claim(passage, verb):
        return None
    last = [index for index in near if drafts[index].passage.sentence >= passage.sentence - 1]
    events = [index for index in last if drafts[index].thing.word.kind is ObjectKind.EVENT]
    return (events or last)[-1] if last else None


def _names_a_claim(passage: Passage, verb: int) -> bool:
    """Whether the words beside a denial speak of a claim or report, and not of something else that is denied."""
    start, end = max(verb - 4, 0), min(verb + _MOST_OBJECT_WORDS, len(passage.words))
    behind = passage.folded[verb + 1 : verb + 2]
    return not behind or stands(status_words().denied_claims, passage, start, end)


def _earlier(found: Sequence[Claim], drafts: Sequence[Draft], index: int) -> int | None:
    """The claim before (or else behind) that a denied or negated one is about: of the same class, in the same place."""
    own = drafts[index]
    for place in range(index - 1, -1, -1):
        other = drafts[place]
        near = abs(_block(other) - _block(own)) <= 1
        same = other.thing.word.group == own.thing.word.group and (
            own.thing.word.group not in _MANY or _head(other) == _head(own)
        )
        if near and same and found[place].status in _DENIABLE:
            return place
    return None


def _head(draft: Draft) -> str:
    return draft.passage.folded[draft.thing.head].removesuffix("s")


def _block(draft: Draft) -> int:
    return draft.passage.article.sentences[draft.passage.sentence].block


def _denier(passage: Passage, verb: int) -> Speaker:
    """Who denies: the agent behind *by*, or else the subject before the verb."""
    if passage.folded[verb + 1 : verb + 2] == ("by",):
        first = last = verb + 2
        while last + 1 < len(passage.words) and last - first < _MOST_DENIER_WORDS and not _ends(passage, last):
            last += 1
        words = (first, last) if first < len(passage.words) else None
    else:
        words = subjects.before(passage, verb, dates(passage))
    if words is None:
        return Speaker(text=passage.words[verb].text, span=None)
    return speaker(passage, *words)


def _ends(passage: Passage, index: int) -> bool:
    return any(mark in passage.gap(index) for mark in ",;:.()") or passage.folded[index + 1] in speech().subject_breaks
