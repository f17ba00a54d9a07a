"""A value of the model → all values of one kind in it, or the same value with a change made to each in it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


def nodes_of(value: object, kind: type[T]) -> Iterator[T]:
    """Every value of a kind in a value of the model, itself among them, in the order of the fields."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, tuple):
        for item in value:
            yield from nodes_of(item, kind)
    elif is_dataclass(value):
        for field in fields(value):
            yield from nodes_of(getattr(value, field.name), kind)


def changed(value: T, change: Callable[[object], object]) -> T:
    """A value of the model with `change` made to every dataclass in it, the innermost first."""
    return cast("T", _changed(value, change))


def _changed(value: object, change: Callable[[object], object]) -> object:
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    new = {field.name: _changed(getattr(value, field.name), change) for field in fields(value)}
    return change(replace(value, **new))


def changed_geometry(value: T, change: Callable[[BaseGeometry], BaseGeometry]) -> T:
    """A value of the model with `change` made to every geometry in it."""
    return cast("T", _changed_geometry(value, change))


def _changed_geometry(value: object, change: Callable[[BaseGeometry], BaseGeometry]) -> object:
    match value:
        case BaseGeometry():
            return change(value)
        case tuple():
            return tuple(_changed_geometry(item, change) for item in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{field.name: _changed_geometry(getattr(value, field.name), change) for field in fields(value)}
            )
        case _:
            return value
