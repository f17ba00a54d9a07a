"""A reading → its accounts: what its text says of each thing, ready to be matched with those of another text.

Footprints that share a claim are rival readings of one thing, and one account. Claims that got no footprint are
accounts, too: what couldn't be drawn can still be said otherwise. Refuses nothing.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from deconflict_map.comparison.values import Account
from deconflict_map.model.anchor import ObjectRef, PlaceRef
from deconflict_map.model.article import Span
from deconflict_map.model.claim import When
from deconflict_map.model.relation import references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deconflict_map.model.claim import Claim
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.reading import Reading

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_SINGLE = frozenset(("AllOf", "AnyOf", "OneOf"))
"""Nodes that only hold others together."""
_WORDING = frozenset(("word", "words"))
"""Fields that keep how a number or a direction was put."""


def accounts(reading: Reading) -> tuple[Account, ...]:
    """All accounts in the order of the text."""
    groups = _groups(reading)
    found = [_account(reading, numbers, drawn) for numbers, drawn in groups]
    return tuple(sorted(found, key=lambda one: one.claims[0]))


def _groups(reading: Reading) -> list[tuple[tuple[int, ...], tuple[Footprint, ...]]]:
    groups: list[tuple[list[int], list[Footprint]]] = []
    for footprint in reading.footprints:
        for numbers, drawn in groups:
            if set(numbers) & set(footprint.claims):
                numbers.extend(number for number in footprint.claims if number not in numbers)
                drawn.append(footprint)
                break
        else:
            groups.append((list(footprint.claims), [footprint]))
    held = {number for numbers, _ in groups for number in numbers}
    groups += [([claim.number], []) for claim in reading.claims if claim.number not in held]
    return [(tuple(numbers), tuple(drawn)) for numbers, drawn in groups if numbers]


def _account(reading: Reading, numbers: tuple[int, ...], drawn: tuple[Footprint, ...]) -> Account:
    claims = [reading.claims[number - 1] for number in numbers]
    article = reading.article
    lead = claims[0]
    undrawn = {one.claim: one.reason for one in reading.undrawn}
    reasons = [one.why_not for one in drawn if not one.drawable] or [undrawn.get(number, "") for number in numbers]
    return Account(
        id=drawn[0].id if drawn else f"claim-{lead.number}",
        title=drawn[0].title if drawn else lead.located.text,
        kind=lead.located.kind,
        claims=numbers,
        objects=_once(claim.located.text for claim in claims),
        quotes=_once(article.quote(claim.span) for claim in claims),
        places=_once(place for claim in claims for place in _place_ids(claim, reading)),
        relations=_once(name for claim in claims for name in _kinds(claim.relation)),
        shape=tuple(sorted(_shape(claim.relation, reading) for claim in claims)),
        speakers=_once(speaker.text for claim in claims for speaker in claim.speakers),
        denied_by=_once(denial.speaker.text for claim in claims for denial in claim.denials),
        said=_times(claim.said for claim in claims),
        holds=_times(claim.holds for claim in claims),
        statuses=_once(claim.status.value for claim in claims),
        withdrawn=_once(claim.withdrawn for claim in claims),
        conditions=_once(article.quote(claim.condition) for claim in claims if claim.condition is not None),
        footprints=drawn,
        why_not="; ".join(_once(reasons)),
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))


def _times(times: Iterable[When | None]) -> tuple[When, ...]:
    return tuple(dict.fromkeys(one for one in times if one is not None))


def _place_ids(claim: Claim, reading: Reading) -> Iterator[str]:
    for ref in references(claim.relation):
        place = reading.resolutions[ref.toponym].place
        yield reading.resolutions[ref.toponym].toponym.text.casefold() if place is None else place.id


def _kinds(node: object) -> Iterator[str]:
    """The names of the relations in a tree, in words ("from to")."""
    if isinstance(node, tuple):
        for part in node:
            yield from _kinds(part)
    elif is_dataclass(node) and not isinstance(node, Span | When | PlaceRef):
        name = type(node).__name__
        if type(node).__module__.endswith("relation") and name not in _SINGLE:
            yield _CAPITAL.sub(" ", name).lower()
        for field in fields(node):
            yield from _kinds(getattr(node, field.name))


def _shape(node: object, reading: Reading) -> str:  # noqa: PLR0911 -- one arm a kind of value
    """A relation without where its words stand: what is equal is said alike, whatever the words around it."""
    match node:
        case PlaceRef():
            place = reading.resolutions[node.toponym].place
            name = reading.resolutions[node.toponym].toponym.text.casefold() if place is None else place.id
            return f"{name}/centre" if node.centre else name
        case ObjectRef():
            return "object"
        case When():
            return f"{node.first}…{node.last}"
        case Enum():
            return str(node.value)
        case tuple():
            return "(" + ",".join(_shape(part, reading) for part in node) + ")"
        case None | bool() | int() | float() | str() | date():
            return str(node)
    if not is_dataclass(node):
        raise TypeError(f"a relation holds no {type(node).__name__}")
    parts = (
        f"{field.name}={_shape(getattr(node, field.name), reading)}"
        for field in fields(node)
        if field.name not in _WORDING and not isinstance(getattr(node, field.name), Span)
    )
    return f"{type(node).__name__}[{';'.join(parts)}]"
