"""examples.toml → examples, each with what the reader makes of it.

Refuses an example that isn't read as what it is filed under: a reference that shows something else would mislead.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import deconflict_map as dm

from .own import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map import MapDocument
    from deconflict_map.model.claim import Claim
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.place import Gazetteer

HERE = Path(__file__).resolve().parent


class MisfiledError(Exception):
    """An example that isn't read as what it is filed under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A phrase or a text, and the type of `model.relation` or `model.anchor` that it shows."""

    kind: str
    heading: str
    slug: str
    phrase: str
    is_text: bool
    inside: str | None
    values: tuple[str, ...]
    words: tuple[str, ...]
    own: str
    undrawable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Examples of one kind, which make one page."""

    name: str
    title: str
    intro: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the reader made of an example: the map, the claim that is shown, and its footprints."""

    document: MapDocument
    claim: Claim
    footprints: tuple[Footprint, ...]


def groups() -> tuple[Group, ...]:
    """All groups, in the order of the file."""
    rows = tomllib.loads((HERE / "examples.toml").read_text(encoding="utf-8"))["group"]
    return tuple(
        Group(name=row["name"], title=row["title"], intro=row["intro"], examples=tuple(map(_example, row["example"])))
        for row in rows
    )


def _example(row: dict[str, object]) -> Example:
    heading = str(row["heading"])
    slug = "-".join("".join(letter if letter.isalnum() else " " for letter in heading.lower()).split())
    return Example(
        kind=str(row.get("relation") or row["anchor"]),
        heading=heading,
        slug=slug,
        phrase=str(row.get("phrase") or row["text"]),
        is_text="text" in row,
        inside=str(row["inside"]) if "inside" in row else None,
        values=_strings(row.get("with")),
        words=_strings(row.get("words")),
        own=str(row.get("own", "")),
        undrawable=bool(row.get("undrawable", False)),
    )


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


@cache
def found(example: Example) -> Found:
    """What the reader makes of an example.

    Raises:
        MisfiledError: The tree doesn't hold what the example is filed under, or it can be drawn and shouldn't be.
    """
    document = _read(example)
    claim = next((one for one in document.claims if _fits(one, example)), None)
    if claim is None:
        raise MisfiledError(f"“{example.phrase}” isn't read as {example.kind} with {example.values}")
    drawn = tuple(one for one in document.footprints if claim.number in one.claims)
    if example.undrawable is any(one.drawable for one in drawn):
        raise MisfiledError(f"“{example.phrase}” is drawable: {not example.undrawable}")
    return Found(document=document, claim=claim, footprints=drawn)


def _read(example: Example) -> MapDocument:
    own = (RELATIONS[example.own],) if example.own else ()
    if example.is_text:
        return dm.map_text(example.phrase, relations=own)
    return dm.locate(example.phrase, inside=example.inside, relations=own, gazetteer=_gazetteer())


@cache
def _gazetteer() -> Gazetteer:
    """One for all examples: what it has read once needn't be read again."""
    return dm.open_gazetteer()


def _fits(claim: Claim, example: Example) -> bool:
    """Whether one node of the tree is of the example's kind and has all its values."""
    return any(set(example.values) <= _values(node) for node in nodes(claim.relation) if _name(node) == example.kind)


def nodes(value: object) -> Iterator[object]:
    """All dataclasses of a tree: relations, anchors, and what else they hold."""
    if isinstance(value, tuple):
        for item in value:
            yield from nodes(item)
    elif is_dataclass(value) and not isinstance(value, type):
        yield value
        for field in fields(value):
            yield from nodes(getattr(value, field.name))


def _values(node: object) -> set[str]:
    """The enumerated values of a node, such as `Bank.LEFT`."""
    held = (getattr(node, field.name) for field in fields(node))  # type: ignore[arg-type]  # `nodes` yields dataclasses
    return {f"{type(value).__name__}.{value.name}" for value in held if isinstance(value, Enum)}


def _name(node: object) -> str:
    return type(node).__name__
