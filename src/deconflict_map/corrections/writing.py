"""Corrections → the TOML text of a file that gives the same corrections when it is read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from shapely import to_wkt

from deconflict_map.corrections.file import LICENCE, NOWHERE, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deconflict_map.model.correction import AddedPlace, Anchor, ClaimCorrection, Corrections, Course, Credit


def write_corrections(corrections: Corrections) -> str:
    """The corrections as the text of a file, ending in a newline; reading it gives the same corrections."""
    mentions = [
        _table("mention", [*_anchored(one.anchor), _is(one.record)], one.credit) for one in corrections.mentions
    ]
    names = [_table("name", [("name", one.name), _is(one.record)], one.credit) for one in corrections.names]
    places = [_table("place", _placed(one), one.credit) for one in corrections.added]
    claims = [_table("claim", [*_anchored(one.anchor), *_claimed(one)], one.credit) for one in corrections.claims]
    notes = [_table("note", _anchored(one.anchor), one.credit) for one in corrections.notes]
    return "\n".join([f"version = {VERSION}\n", *mentions, *names, *places, *claims, *notes])


_Value = str | int | float | bool | tuple["_Value", ...] | None


def _is(record: str | None) -> tuple[str, _Value]:
    return "is", record or NOWHERE


def _anchored(anchor: Anchor) -> list[tuple[str, _Value]]:
    return [
        ("quote", anchor.quote),
        ("before", anchor.before),
        ("after", anchor.after),
        ("at", anchor.at),
        ("times", anchor.times),
    ]


def _placed(added: AddedPlace) -> list[tuple[str, _Value]]:
    place = added.place
    return [
        ("id", place.id),
        ("name", place.name),
        ("names", tuple(name for name in added.names if name != place.name)),
        ("kind", place.kind.value),
        ("feature", place.feature),
        ("lon", place.lon),
        ("lat", place.lat),
        ("country", place.country),
        ("population", place.population or None),
        ("source", place.source),
        ("licence", "" if place.licence == LICENCE else place.licence),
    ]


def _claimed(claim: ClaimCorrection) -> list[tuple[str, _Value]]:
    return [
        ("reads", claim.reads),
        ("through", claim.through),
        ("published", claim.published),
        ("withdrawn", claim.withdrawn or None),
        ("status", claim.status.value if claim.status else ""),
        ("who", claim.who),
        *_course(claim.course),
    ]


def _course(course: Course | None) -> list[tuple[str, _Value]]:
    """A course with its source; whatever file it came from, it is written out, so that the text stands alone."""
    if course is None:
        return []
    wkt = to_wkt(course.geometry, rounding_precision=_DECIMALS, trim=True)
    return [("course", wkt), ("source", course.source), ("licence", course.licence)]


_DECIMALS = 7
"""A centimetre."""


def _table(kind: str, values: Iterable[tuple[str, _Value]], credit: Credit) -> str:
    days: list[tuple[str, date | None]] = [("on", credit.on)]
    rows = [f"{key} = {_written(value)}" for key, value in (*values, ("by", credit.by)) if value not in (None, "", ())]
    rows += [f"{key} = {day.isoformat()}" for key, day in days if day is not None]
    rows += [f"note = {_written(credit.note)}"] if credit.note else []
    return f"[[{kind}]]\n" + "\n".join(rows) + "\n"


def _written(value: _Value) -> str:
    """A value in TOML; the escapes of JSON's strings are TOML's, but for DEL and surrogates."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            plain = value.encode("utf-8", "replace").decode("utf-8")
            return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007F")
        case tuple():
            return f"[{', '.join(_written(one) for one in value)}]"
        case _:
            return repr(value)
