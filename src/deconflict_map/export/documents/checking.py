"""A reading from a file → nothing, or the first place at which its parts don't fit together.

Types alone don't make a reading: an index may lead nowhere, a span may lie outside of the text, a position off the
Earth. What passes here can be rendered and exported. Neither the blocks of sentences nor their order are checked: where
text was withheld for publishing they aren't those of an article any more.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from deconflict_map.errors import InputRefusedError
from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.article import Span
from deconflict_map.model.claim import Claim, Unread
from deconflict_map.model.correction import Corrected
from deconflict_map.model.footprint import Footprint, Step, Undrawn
from deconflict_map.model.place import Place
from deconflict_map.model.toponym import Candidate, Resolution, Toponym

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deconflict_map.model.reading import Reading

_MARK = re.compile(r"[a-z]{1,20}-[0-9]{1,9}")


def check_references(reading: Reading) -> None:
    """Check what the parts of a reading say of one another.

    Raises:
        InputRefusedError: Something leads nowhere; the error says where.
    """
    for where, value in _walk(reading, "reading"):
        for what in _faults(value, reading):
            raise InputRefusedError(what, where=where)
    for what, where in _orders(reading):
        raise InputRefusedError(what, where=where)


def _walk(value: object, where: str) -> Iterator[tuple[str, object]]:
    """Every record in a value, with where it stands."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, f"{where}[{index}]")
    elif is_dataclass(value):
        yield where, value
        for field in fields(value):
            yield from _walk(getattr(value, field.name), f"{where}.{field.name}")


def _faults(value: object, reading: Reading) -> Iterator[str]:  # noqa: C901, PLR0912 -- one arm a class
    article = reading.article
    match value:
        case Span(start=start, end=end):
            if not 0 <= start <= end <= len(article.text):
                yield "is a span outside of the text"
        case Toponym(sentence=sentence, probability=probability):
            yield from _sentence(sentence, reading)
            yield from _share(probability)
        case Unread(sentence=sentence):
            yield from _sentence(sentence, reading)
        case Claim(sentence=sentence, supersedes=supersedes):
            yield from _sentence(sentence, reading)
            yield from _claims(supersedes, reading)
        case Resolution(confidence=share) | Candidate(score=share):
            yield from _share(share)
        case Place(lon=lon, lat=lat):
            if not (-180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0):
                yield "lies off the Earth"
        case PlaceRef(toponym=toponym):
            if not 0 <= toponym < len(reading.resolutions):
                yield "refers to a toponym that isn't there"
        case Footprint(id=name, claims=claims):
            if not claims or not _MARK.fullmatch(name):
                yield "has no claim, or an id that isn't like zone-1"
            yield from _claims(claims, reading)
        case Corrected(mentions=mentions, claim=number):
            if not all(0 <= index < len(reading.resolutions) for index in mentions):
                yield "corrects a mention that isn't there"
            yield from _claims(() if number is None else (number,), reading)
        case Step(claim=claim) | Undrawn(claim=claim):
            yield from _claims((claim,), reading)
        case _:
            return


def _sentence(sentence: int, reading: Reading) -> Iterator[str]:
    if not 0 <= sentence < len(reading.article.sentences):
        yield "stands in a sentence that isn't there"


def _claims(numbers: Iterable[int], reading: Reading) -> Iterator[str]:
    if not all(1 <= number <= len(reading.claims) for number in numbers):
        yield "refers to a claim that isn't there"


def _share(value: float) -> Iterator[str]:
    if not 0.0 <= value <= 1.0:
        yield "has a share outside of 0 to 1"


def _orders(reading: Reading) -> Iterator[tuple[str, str]]:
    """What must be numbered."""
    if [claim.number for claim in reading.claims] != list(range(1, len(reading.claims) + 1)):
        yield "claims aren't numbered from 1 in their order", "reading.claims"
    ids = [footprint.id for footprint in reading.footprints]
    if len(set(ids)) < len(ids):
        yield "two footprints have one id", "reading.footprints"
