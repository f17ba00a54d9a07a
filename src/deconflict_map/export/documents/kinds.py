"""The model's type hints → `Kind`s: what the codec of documents and its schema are driven by.

Nothing is listed by hand: a field that the model gains is written, read and described from then on. Only the classes
that a `Reading` reaches by its hints are known; no other can be named in a file. A class that stands in a union is
tagged with its name wherever it stands.
"""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeAlias

from shapely.geometry.base import BaseGeometry

from deconflict_map import model
from deconflict_map.model.reading import Reading


class Plain(Enum):
    """A kind that JSON has, or nearly."""

    TEXT = str
    WHOLE = int
    NUMBER = float
    TRUTH = bool
    DAY = date


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A member of an enumeration."""

    of: type[Enum]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A geometry of this class or one derived from it."""

    of: type[BaseGeometry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A tuple of any length."""

    item: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A tuple whose places have kinds of their own."""

    items: tuple[Kind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Maybe:
    """The item, or nothing."""

    item: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A dataclass of the model."""

    of: type


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """One of several records and enumerations, told apart by their names."""

    members: tuple[Record | Choice, ...]

    def named(self, name: str) -> Record | Choice | None:
        """The member whose class has this name."""
        return next((member for member in self.members if member.of.__name__ == name), None)


Kind: TypeAlias = Plain | Choice | Shape | Listed | Fixed | Maybe | Record | Either


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldKind:
    """A field of a record; one that isn't `needed` may be left out of a file, and has its default then."""

    name: str
    kind: Kind
    needed: bool


ROOT = Record(of=Reading)


@cache
def fields_of(record: type) -> tuple[FieldKind, ...]:
    """The fields of a record, in their order."""
    own = vars(import_module(record.__module__))  # what a module calls by a name is its own
    hints: dict[str, object] = typing.get_type_hints(record, localns={**_names(), **own})
    return tuple(
        FieldKind(
            name=item.name,
            kind=_kind(hints[item.name]),
            needed=item.default is MISSING and item.default_factory is MISSING,
        )
        for item in fields(record)
    )


@cache
def reached() -> tuple[type, ...]:
    """All records and enumerations that a document can hold, by name."""
    found: set[type] = set()
    _reach(ROOT, found)
    return tuple(sorted(found, key=lambda item: item.__name__))


@cache
def tagged() -> frozenset[type]:
    """The classes that stand in a union somewhere, and are written with their name therefore."""
    kinds = [field.kind for item in reached() if is_dataclass(item) for field in fields_of(item)]
    return frozenset(member.of for kind in kinds for either in _eithers(kind) for member in either.members)


def _eithers(kind: Kind) -> tuple[Either, ...]:
    match kind:
        case Either():
            return (kind,)
        case Listed(item=item) | Maybe(item=item):
            return _eithers(item)
        case Fixed(items=items):
            return tuple(found for item in items for found in _eithers(item))
        case _:
            return ()


def _reach(kind: Kind, found: set[type]) -> None:
    match kind:
        case Listed(item=item) | Maybe(item=item):
            _reach(item, found)
        case Fixed(items=items) | Either(members=items):
            for item in items:
                _reach(item, found)
        case Choice(of=of):
            found.add(of)
        case Record(of=of) if of not in found:
            found.add(of)
            for field in fields_of(of):
                _reach(field.kind, found)
        case _:
            return


@cache
def _names() -> dict[str, object]:
    """The classes and unions that the model's hints speak of: most are imported there for type checkers only."""
    names: dict[str, object] = {}
    homes = [f"{model.__name__}.{module.name}" for module in iter_modules(model.__path__)]
    homes += [f"deconflict_map.units.{name}" for name in ("heading", "length", "share")]
    for home in (*homes, "shapely.geometry", "shapely.geometry.base", "datetime"):
        module = import_module(home)
        for name, value in sorted(vars(module).items()):
            own = isinstance(value, type) and value.__module__ == home
            if own or isinstance(value, types.UnionType) or home.startswith(("shapely", "datetime")):
                names.setdefault(name, value)
    return names


def _kind(hint: object) -> Kind:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return Listed(item=_kind(arguments[0]))
        return Fixed(items=tuple(_kind(item) for item in arguments))
    if origin in {types.UnionType, typing.Union}:
        return _union(arguments)
    if isinstance(hint, type):
        return _single(hint)
    raise TypeError(f"no kind for {hint!r}")  # the model's hints, never input


def _union(arguments: tuple[object, ...]) -> Kind:
    kinds = [_kind(item) for item in arguments if item is not type(None)]
    members = tuple(kind for kind in kinds if isinstance(kind, Record | Choice))
    if len(kinds) > 1 and len(members) < len(kinds):
        raise TypeError(f"a union of {arguments!r} can't be told apart")  # the model's hints, never input
    found: Kind = kinds[0] if len(kinds) == 1 else Either(members=members)
    return found if len(kinds) == len(arguments) else Maybe(item=found)


def _single(hint: type) -> Kind:
    if issubclass(hint, Enum):
        return Choice(of=hint)
    if issubclass(hint, BaseGeometry):
        return Shape(of=hint)
    if is_dataclass(hint):
        return Record(of=hint)
    return Plain(hint)
