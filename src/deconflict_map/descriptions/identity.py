"""Drafts of the whole text → one key for one thing, however many sentences speak of it.

A definite singular ("the de-confliction line", "that zone", "it") is the line or zone introduced before it whose
description it repeats in part; events of one class in one paragraph are one event, unless their days differ. Relations
that refer to a described thing are given the key of the one meant ("within 5 km of the line"). Trade-off taken: things
told in other words are taken for others.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from deconflict_map.descriptions.objects import thing_at
from deconflict_map.descriptions.titles import line_before
from deconflict_map.model.anchor import NamedLineRef, ObjectRef
from deconflict_map.model.claim import ObjectKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.drafts import Draft
    from deconflict_map.descriptions.objects import Thing
    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import Relation

_MOST_BACK = 300  # claims back that a thing may be spoken of again; judgement: an article has a few dozen
_GENERAL = {ObjectKind.LINE, ObjectKind.ZONE}
_Node = TypeVar("_Node")


def keys(drafts: Sequence[Draft]) -> list[str]:
    """The key of each draft's thing, in their order."""
    found: list[str] = []
    for index, draft in enumerate(drafts):
        before = range(index - 1, max(index - _MOST_BACK, 0) - 1, -1)
        same = next((place for place in before if _same_thing(drafts[place], draft)), None)
        found.append(f"{draft.thing.word.kind.value}-{index + 1}" if same is None else found[same])
    return found


def _same_thing(earlier: Draft, later: Draft) -> bool:
    one, other = _meant(earlier.thing), _meant(later.thing)
    if one is other:
        return True
    if earlier.passage is later.passage and (one.word.kind, one.head) == (other.word.kind, other.head):
        return not _is_listed(earlier, later)
    if one.word != other.word:
        return False
    if one.word.kind in _GENERAL:
        return other.definite and not other.plural and not one.plural and other.modifiers <= one.modifiers
    if one.word.kind is ObjectKind.EVENT:
        sentences = later.passage.article.sentences
        same_block = sentences[earlier.passage.sentence].block == sentences[later.passage.sentence].block
        days = {draft.holds for draft in (earlier, later) if draft.holds is not None}
        taken_up = one.word.group != "outbreak" or (other.definite and other.modifiers <= one.modifiers)
        return same_block and len(days) <= 1 and taken_up
    return False


def _meant(thing: Thing) -> Thing:
    return thing if thing.meant is None else thing.meant.thing


def _is_listed(earlier: Draft, later: Draft) -> bool:
    """Whether the later relation is one more item of a list ("in Raqqa and in Hasakah"), not one more condition."""
    between = later.passage.folded[earlier.last + 1 : later.relation_first]
    return type(earlier.relation) is type(later.relation) or "and" in between[:1] or "or" in between[:1]


def referring(drafts: Sequence[Draft], found: Sequence[str]) -> list[Relation]:
    """The drafts' relations with the keys of the described things that they refer to."""
    return [_with_keys(draft.relation, drafts, found, index) for index, draft in enumerate(drafts)]


def _with_keys(node: _Node, drafts: Sequence[Draft], found: Sequence[str], index: int) -> _Node:
    """The node with keys in every reference to a described thing inside it; the node itself where there is none."""
    if isinstance(node, ObjectRef):
        key = node.key or _key_of(node.span, drafts, found, index, named=False)
        titled = None if key else line_before(drafts[index].passage.article, node.span)
        return replace(node, key=key) if titled is None else titled  # type: ignore[return-value]
    if isinstance(node, NamedLineRef) and node.as_of is None:
        key = _key_of(node.span, drafts, found, index, named=True)
        return ObjectRef(key=key, span=node.span) if key else node  # type: ignore[return-value]
    if isinstance(node, tuple):
        parts = tuple(_with_keys(part, drafts, found, index) for part in node)
        return node if all(new is old for new, old in zip(parts, node, strict=True)) else parts  # type: ignore[return-value]
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changes = {}
    for field in fields(node):
        old = getattr(node, field.name)
        new = _with_keys(old, drafts, found, index)
        if new is not old:
            changes[field.name] = new
    return replace(node, **changes) if changes else node


def _key_of(span: Span, drafts: Sequence[Draft], found: Sequence[str], index: int, *, named: bool) -> str:
    """The key of the line or zone that words such as "the line" mean: the last one before them that they fit.

    Of what is `named` the noun must be known, since it may be the name of a line that the text doesn't describe.
    """
    passage = drafts[index].passage
    head = passage.index_at(span.end - 1)
    meant = thing_at(passage, head) if head < len(passage.words) else None
    if named and meant is None:
        return ""
    for place in range(index - 1, max(index - _MOST_BACK, 0) - 1, -1):
        thing = drafts[place].thing
        if thing.word.kind in _GENERAL and (meant is None or _fits(meant, thing)):
            return found[place]
    return ""


def _fits(meant: Thing, thing: Thing) -> bool:
    return meant.word == thing.word and meant.modifiers <= thing.modifiers | {thing.word.group}
