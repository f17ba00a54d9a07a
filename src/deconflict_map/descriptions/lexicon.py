"""The stage's vocabulary (TOML files) → frozen word lists and phrase tables.

A new wording is a new line in a TOML file, never a change of code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.model.claim import ObjectKind

Phrase = tuple[str, ...]


def _load(name: str) -> dict[str, list[str]]:
    return tomllib.loads(word_list(name))


@cache
def _objects() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(word_list("objects"))


def _phrase(text: str) -> Phrase:
    return tuple(text.replace("-", " ").replace("'s ", " s ").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectWord:
    """A noun or verb form that names something located: its kind, and the class of things that are told together."""

    kind: ObjectKind
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Words of saying; the comments of `speech.toml` say what each list is for."""

    report: frozenset[Phrase]
    participles: frozenset[str]
    transitive: frozenset[str]
    reduced: frozenset[str]
    hearers: frozenset[str]
    hedges: frozenset[str]
    not_said: frozenset[str]
    plan: frozenset[Phrase]
    future: frozenset[Phrase]
    claim: frozenset[str]
    deny: frozenset[str]
    clause_breaks: frozenset[Phrase]
    subject_breaks: frozenset[str]
    pronouns: frozenset[str]
    adverbs: frozenset[str]
    phrase_stops: frozenset[str]
    articles: frozenset[str]
    definite: frozenset[str]


@cache
def object_phrases() -> dict[Phrase, ObjectWord]:
    """The nouns for what can be located, as rows of words whose last one is the head."""
    table = _objects()
    return {
        _phrase(words): ObjectWord(kind=kind, group=group)
        for kind in ObjectKind
        for group, phrases in table[kind.value].items()
        for words in phrases
    }


@cache
def object_words() -> dict[str, ObjectWord]:
    """The single words for what can be located, verb forms included."""
    nouns = {words[0]: word for words, word in object_phrases().items() if len(words) == 1}
    return event_forms() | nouns


@cache
def event_forms() -> dict[str, ObjectWord]:
    """The forms of verbs that tell an event or operation."""
    table = _objects()
    kinds = {group: kind for kind in (ObjectKind.EVENT, ObjectKind.OPERATION) for group in table[kind.value]}
    return {
        form: ObjectWord(kind=kinds[group], group=group) for group, forms in table["verbs"].items() for form in forms
    }


@cache
def passive_forms() -> tuple[frozenset[str], frozenset[str]]:
    """Verb forms that tell an event in the passive only, and words behind them that show it."""
    table = _objects()["passive"]
    return frozenset(table["forms"]), frozenset(table["before"])


@cache
def germs() -> frozenset[str]:
    """Words for a disease or germ itself."""
    return frozenset(_objects()["germs"]["words"])


@cache
def tails() -> frozenset[str]:
    """Nouns behind which a word for a thing is no head."""
    return frozenset(_objects()["tails"]["words"])


@cache
def speech() -> Speech:
    """The words of saying, planning, agreeing and denying."""
    table = _load("speech")

    def words(name: str) -> frozenset[str]:
        return frozenset(table[name])

    def phrases(name: str) -> frozenset[Phrase]:
        return frozenset(_phrase(text) for text in table[name])

    return Speech(
        report=phrases("report"),
        participles=words("participles"),
        transitive=words("transitive"),
        reduced=words("reduced"),
        hearers=words("hearers"),
        hedges=words("hedges"),
        not_said=words("not_said"),
        plan=phrases("plan"),
        future=phrases("future"),
        claim=words("claim"),
        deny=words("deny"),
        clause_breaks=phrases("clause_breaks"),
        subject_breaks=words("subject_breaks"),
        pronouns=words("pronouns"),
        adverbs=words("adverbs"),
        phrase_stops=words("phrase_stops"),
        articles=words("articles"),
        definite=words("definite"),
    )
