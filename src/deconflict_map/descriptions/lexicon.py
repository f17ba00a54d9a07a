"""The stage's vocabulary (TOML files) → frozen word lists and phrase tables.

A new wording is a new line in a TOML file, never a change of code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from deconflict_map.model.claim import ObjectKind

Phrase = tuple[str, ...]


def _load(name: str) -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath(f"vocabulary/{name}.toml").read_text(encoding="utf-8"))


@cache
def _objects() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("vocabulary/objects.toml").read_text(encoding="utf-8"))


def _phrase(text: str) -> Phrase:
    return tuple(text.replace("-", " ").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectWord:
    """A noun or verb form that names something located: its kind, and the class of things that are told together."""

    kind: ObjectKind
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """How a line on the ground is told from a channel; the comments of `objects.toml` say what each list is for."""

    channel_names: frozenset[str]
    channel_clauses: frozenset[str]
    channel_phrases: tuple[Phrase, ...]
    ground_clauses: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Words of saying; the comments of `speech.toml` say what each list is for."""

    report: frozenset[Phrase]
    plan: frozenset[Phrase]
    future: frozenset[Phrase]
    agree: frozenset[str]
    claim: frozenset[str]
    deny: frozenset[str]
    withhold: tuple[Phrase, ...]
    clause_breaks: frozenset[Phrase]
    subject_breaks: frozenset[str]
    pronouns: frozenset[str]
    adverbs: frozenset[str]
    phrase_stops: frozenset[str]
    articles: frozenset[str]
    definite: frozenset[str]


@cache
def object_words() -> dict[str, ObjectWord]:
    """The words for what can be located."""
    table = _objects()
    return {
        word: ObjectWord(kind=kind, group=group)
        for kind in ObjectKind
        for group, words in table[kind.value].items()
        for word in words
    }


@cache
def event_verbs() -> frozenset[str]:
    """The words for events that are verbs."""
    table = _objects()
    return frozenset(table["verbs"]["forms"])


@cache
def ground() -> Ground:
    """The words that tell a line on the ground from a channel."""
    table = _objects()
    return Ground(
        channel_names=frozenset(table["not_ground"]["in_name"]),
        channel_clauses=frozenset(table["not_ground"]["in_clause"]),
        channel_phrases=tuple(_phrase(text) for text in table["not_ground"]["phrases"]),
        ground_clauses=frozenset(table["ground"]["in_clause"]),
    )


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
        plan=phrases("plan"),
        future=phrases("future"),
        agree=words("agree"),
        claim=words("claim"),
        deny=words("deny"),
        withhold=tuple(_phrase(text) for text in table["withhold"]),
        clause_breaks=phrases("clause_breaks"),
        subject_breaks=words("subject_breaks"),
        pronouns=words("pronouns"),
        adverbs=words("adverbs"),
        phrase_stops=words("phrase_stops"),
        articles=words("articles"),
        definite=words("definite"),
    )
