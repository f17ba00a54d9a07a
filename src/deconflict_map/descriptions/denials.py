"""Passages that deny something, and the claims of the text → who denies which claim, in which words.

"A claim denied by a spokesman", "the ministry rejected the report", "denied that it had struck …", "no strikes took
place there, the ministry said": the denial belongs to the last claim of its kind in the paragraph or the one before,
and the claim is disputed. A denial by whoever made the claim is none. Trade-off taken: a denial that names nothing of
a claim's kind belongs to the last event.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from deconflict_map.descriptions import subjects
from deconflict_map.descriptions.dates import dates
from deconflict_map.descriptions.lexicon import object_words, speech
from deconflict_map.descriptions.passage import block_of
from deconflict_map.descriptions.patterns import stands
from deconflict_map.descriptions.speaker import speaker
from deconflict_map.descriptions.statusing import status_words
from deconflict_map.model.claim import Denial, ObjectKind, Speaker, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deconflict_map.descriptions.drafts import Draft
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.claim import Claim

_MOST_DENIER_WORDS = 8
_MOST_OBJECT_WORDS = 10  # behind a verb of denying, in which what is denied stands
_REACH = 40  # sentences and claims that a denial looks back over; judgement: a paragraph has fewer
_NEAR = 2  # sentences back to what a denial without a word for it is about: one may stand between
_Value = TypeVar("_Value")
_DENIABLE = {Status.CLAIMED, Status.STATED, Status.REPORTED, Status.DISPUTED}
_MANY = {"outbreak"}  # a class of things that are told apart by their nouns
_SELF = {Status.DENIED, Status.NEGATED}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The claims of a text, with where to find those of a paragraph, a sentence and a thing."""

    claims: list[Claim]
    drafts: Sequence[Draft]
    by_block: Mapping[int, Sequence[int]]
    by_sentence: Mapping[int, Sequence[int]]
    by_key: Mapping[str, Sequence[int]]


def with_denials(claims: Sequence[Claim], drafts: Sequence[Draft], passages: Sequence[Passage]) -> list[Claim]:
    """The claims with their denials; what is denied is disputed."""
    text = _Text(
        claims=list(claims),
        drafts=drafts,
        by_block=_grouped(block_of(draft.passage) for draft in drafts),
        by_sentence=_grouped(claim.sentence for claim in claims),
        by_key=_grouped(claim.located.key for claim in claims),
    )
    for passage in passages:
        verb = next((index for index, word in enumerate(passage.folded) if word in speech().deny), -1)
        if verb >= 0 and not _denies_inside(passage, verb, text):
            _deny(text, _denied(passage, verb, text), _denier(passage, verb), passage)
    for index, claim in enumerate(claims):
        if claim.status in _SELF and claim.speakers and claim.speakers[0].span is not None:
            _deny(text, _earlier(text, index), claim.speakers[0], drafts[index].passage)
    return text.claims


def _grouped(values: Iterable[_Value]) -> dict[_Value, list[int]]:
    """For each value the places at which it stands."""
    found: dict[_Value, list[int]] = {}
    for index, value in enumerate(values):
        found.setdefault(value, []).append(index)
    return found


def _denies_inside(passage: Passage, verb: int, text: _Text) -> bool:
    """Whether what is denied stands in the passage as a claim of its own, which is settled with it."""
    start = passage.words[verb].start
    here = (text.claims[index] for index in text.by_sentence.get(passage.sentence, ()))
    return any(claim.status is Status.DENIED and claim.span.end > start for claim in here)


def _deny(text: _Text, target: int | None, denier: Speaker, passage: Passage) -> None:
    """Add a denial to a claim and to all others about the same thing that may be denied."""
    if target is None or any(_are_same(denier, one) for one in text.claims[target].speakers):
        return
    denial = Denial(speaker=denier, span=passage.article.sentences[passage.sentence].span)
    for index in text.by_key[text.claims[target].located.key]:
        claim = text.claims[index]
        if claim.status in _DENIABLE and abs(claim.sentence - passage.sentence) <= _REACH:
            text.claims[index] = replace(claim, denials=(*claim.denials, denial), status=Status.DISPUTED)


def _are_same(one: Speaker, other: Speaker) -> bool:
    return one.text.casefold() == other.text.casefold()


def _near(passage: Passage, text: _Text) -> list[int]:
    """Claims of the passage's paragraph up to it, or else of the one before, that may be denied; the last ones."""
    block = block_of(passage)
    for wanted in (block, block - 1):
        here = text.by_block.get(wanted, ())
        end = bisect_right(here, passage.sentence, key=lambda index: text.drafts[index].passage.sentence)
        near = [index for index in here[max(end - _REACH, 0) : end] if text.claims[index].status in _DENIABLE]
        if near:
            return near
    return []


def _denied(passage: Passage, verb: int, text: _Text) -> int | None:
    """Index of the claim that a denial is about: the last one of the class that its words name, or the last event."""
    near, drafts = _near(passage, text), text.drafts
    end = min(verb + _MOST_OBJECT_WORDS, len(passage.words))
    groups = {object_words()[word].group for word in passage.folded[:end] if word in object_words()}
    same = [index for index in near if drafts[index].thing.word.group in groups]
    if same:
        return same[-1]
    if passage.folded[verb] != "denial" and not _names_a_claim(passage, verb):
        return None
    last = [index for index in near if drafts[index].passage.sentence >= passage.sentence - _NEAR]
    events = [index for index in last if drafts[index].thing.word.kind is ObjectKind.EVENT]
    return (events or last)[-1] if last else None


def _names_a_claim(passage: Passage, verb: int) -> bool:
    """Whether the words beside a denial speak of a claim or report, and not of something else that is denied."""
    start, end = max(verb - 4, 0), min(verb + _MOST_OBJECT_WORDS, len(passage.words))
    behind = passage.folded[verb + 1 : verb + 2]
    return not behind or stands(status_words().denied_claims, passage, start, end)


def _earlier(text: _Text, index: int) -> int | None:
    """The claim before a denied or negated one that it is about: of the same class, in its paragraph or the last."""
    own = text.drafts[index]
    for place in range(index - 1, max(index - _REACH, 0) - 1, -1):
        other = text.drafts[place]
        same = other.thing.word.group == own.thing.word.group and (
            own.thing.word.group not in _MANY or _head(other) == _head(own)
        )
        near = abs(block_of(other.passage) - block_of(own.passage)) <= 1
        if near and same and text.claims[place].status in _DENIABLE:
            return place
    return None


def _head(draft: Draft) -> str:
    return draft.passage.folded[draft.thing.head].removesuffix("s")


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
