"""Drafts of the whole text → claims: one key for one thing, denials and withheld courses tied to what they are about.

A definite singular ("the de-confliction line") is the line introduced before it whose description it repeats in part;
events of one class in one paragraph are one event, unless their days differ. A denial belongs to the event claimed
before it in its paragraph.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexicon import event_verbs, object_words, speech
from deconflict_map.descriptions.passage import contains_any
from deconflict_map.descriptions.phrases import relation_phrases
from deconflict_map.model.claim import Claim, Denial, LocatedObject, ObjectKind, Speaker, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.drafts import Draft
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.article import Span

_GENERAL = {ObjectKind.LINE, ObjectKind.ZONE}
_MOST_DENIER_WORDS = 8
_MOST_OBJECT_WORDS = 7
_PREPOSITIONS = {"IN", "ON", "NEAR", "AROUND", "ALONG", "TOWARDS", "FROM", "TO"}


def join(drafts: Sequence[Draft], passages: Sequence[Passage]) -> tuple[Claim, ...]:
    """Number the drafts as claims, with what the rest of the text says of them."""
    keys = _keys(drafts)
    claims = [_claim(number, draft, key) for number, (draft, key) in enumerate(zip(drafts, keys, strict=True), start=1)]
    claims = _with_shared_days(claims)
    claims = _with_denials(claims, drafts, passages)
    silences = _silences(passages)
    return tuple(_with_withheld(claim, draft, silences) for claim, draft in zip(claims, drafts, strict=True))


def _claim(number: int, draft: Draft, key: str) -> Claim:
    passage, thing = draft.passage, draft.thing
    span = _named(draft)
    return Claim(
        number=number,
        located=LocatedObject(text=passage.article.quote(span), span=span, kind=thing.word.kind, key=key),
        relation=draft.relation,
        sentence=passage.sentence,
        span=passage.span(draft.first, draft.last),
        speakers=draft.speakers,
        said=draft.said,
        holds=draft.holds,
        status=draft.status,
        unread=draft.unread,
    )


def _named(draft: Draft) -> Span:
    """The words of the thing; of a verb, those of what it is done to as well."""
    passage, head = draft.passage, draft.thing.head
    if passage.folded[head] not in event_verbs():
        return draft.thing.span(passage)
    last = head
    relation = passage.index_at(draft.relation.span.start)
    while last + 1 < relation and last - head < _MOST_OBJECT_WORDS and "," not in passage.gap(last):
        if relation_phrases().get((passage.folded[last + 1],)) in _PREPOSITIONS:
            break
        last += 1
    return passage.span(draft.thing.first, last)


def _keys(drafts: Sequence[Draft]) -> list[str]:
    keys: list[str] = []
    for index, draft in enumerate(drafts):
        earlier = [place for place in range(index) if _same_thing(drafts[place], draft)]
        keys.append(keys[earlier[-1]] if earlier else f"{draft.thing.word.kind.value}-{index + 1}")
    return keys


def _same_thing(earlier: Draft, later: Draft) -> bool:
    one, other = earlier.thing, later.thing
    if one.word != other.word:
        return False
    if earlier.passage is later.passage and one.head == other.head:
        return not _is_listed(earlier, later)
    if one.word.kind in _GENERAL:
        return other.definite and not other.plural and not one.plural and other.modifiers <= one.modifiers
    if one.word.kind is ObjectKind.EVENT:
        sentences = later.passage.article.sentences
        same_block = sentences[earlier.passage.sentence].block == sentences[later.passage.sentence].block
        days = {draft.holds for draft in (earlier, later) if draft.holds is not None}
        return same_block and len(days) <= 1
    return False


def _is_listed(earlier: Draft, later: Draft) -> bool:
    """Whether the later relation is one more item of a list ("in Raqqa and in Hasakah"), not one more condition."""
    between = later.passage.folded[earlier.last + 1 : later.first if later.first > earlier.last else later.last]
    return type(earlier.relation) is type(later.relation) or "and" in between[:1] or "or" in between[:1]


def _with_shared_days(claims: list[Claim]) -> list[Claim]:
    """Claims about one event share the day that one of them names."""
    days = {claim.located.key: claim.holds for claim in claims if claim.holds is not None}
    return [
        replace(claim, holds=days[claim.located.key])
        if claim.holds is None and claim.located.kind is ObjectKind.EVENT and claim.located.key in days
        else claim
        for claim in claims
    ]


def _with_denials(claims: list[Claim], drafts: Sequence[Draft], passages: Sequence[Passage]) -> list[Claim]:
    found = list(claims)
    for passage in passages:
        verb = next((index for index, word in enumerate(passage.folded) if word in speech().deny), -1)
        if verb < 0:
            continue
        target = _denied(passage, verb, drafts)
        if target is None:
            continue
        denial = Denial(speaker=_denier(passage, verb), span=passage.article.sentences[passage.sentence].span)
        for index, claim in enumerate(found):
            if claim.located.key == found[target].located.key:
                found[index] = replace(claim, denials=(*claim.denials, denial), status=Status.DISPUTED)
    return found


def _denied(passage: Passage, verb: int, drafts: Sequence[Draft]) -> int | None:
    """Index of the draft that a denial in `passage` is about: the last claimed one of its paragraph, of its class."""
    sentences = passage.article.sentences
    block = sentences[passage.sentence].block
    groups = {object_words()[word].group for word in passage.folded[: verb + 8] if word in object_words()}
    near = [
        index
        for index, draft in enumerate(drafts)
        if sentences[draft.passage.sentence].block == block
        and draft.passage.sentence <= passage.sentence
        and draft.status in {Status.CLAIMED, Status.STATED, Status.REPORTED}
        and draft.thing.word.kind is ObjectKind.EVENT
    ]
    same = [index for index in near if drafts[index].thing.word.group in groups]
    return (same or near)[-1] if near else None


def _denier(passage: Passage, verb: int) -> Speaker:
    """Who denies: the agent behind *by*, or else the subject before the verb."""
    if passage.folded[verb + 1 : verb + 2] == ("by",):
        first, last = verb + 2, verb + 2
        while last + 1 < len(passage.words) and last - first < _MOST_DENIER_WORDS and not _ends(passage, last):
            last += 1
    else:
        last = verb - 1
        while last > 0 and passage.folded[last] in speech().adverbs:
            last -= 1
        first = last
        while first > 0 and last - first < _MOST_DENIER_WORDS and not _begins(passage, first):
            first -= 1
    if first > last or first < 0 or last >= len(passage.words):
        return Speaker(text=passage.words[verb].text, span=None)
    span = passage.span(first, last)
    return Speaker(text=passage.article.quote(span), span=span)


def _ends(passage: Passage, index: int) -> bool:
    return any(mark in passage.gap(index) for mark in ",;:.()") or passage.folded[index + 1] in speech().subject_breaks


def _begins(passage: Passage, index: int) -> bool:
    gap = passage.gap(index - 1)
    return any(mark in gap for mark in ",;:()") or passage.folded[index - 1] in speech().subject_breaks


def _silences(passages: Sequence[Passage]) -> list[tuple[Span, frozenset[str]]]:
    """The sentences by which the text keeps something back, each with the words of its paragraph."""
    found = []
    for passage in passages:
        if any(passage.find(phrase) >= 0 for phrase in speech().withhold):
            sentences = passage.article.sentences
            block = sentences[passage.sentence].block
            here = (other for other in passages if sentences[other.sentence].block == block)
            words = frozenset(word for other in here for word in other.folded)
            found.append((sentences[passage.sentence].span, words))
    return found


def _with_withheld(claim: Claim, draft: Draft, silences: Sequence[tuple[Span, frozenset[str]]]) -> Claim:
    """A line's claim with the words by which the text says that the course isn't public."""
    if claim.located.kind is not ObjectKind.LINE:
        return claim
    withheld = next((span for span, words in silences if _is_about(words, draft)), None)
    return replace(claim, withheld=withheld)


def _is_about(words: frozenset[str], draft: Draft) -> bool:
    """Whether a paragraph speaks of the draft's line, in one of the line's own words if it has any."""
    own = frozenset(word for word in draft.thing.modifiers if len(word) > 3)
    if own:
        return contains_any(words, own)
    return any(object_words().get(word) == draft.thing.word for word in words)
