"""What is learned from: texts of which it is known which words name which places.

A lesson is a text with its answers; where it comes from decides what its silence means. Every sentence with an answer
is a lesson by itself, too, since a caption or a headline is all there is of some texts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from deconflict_map.article.verbatim import verbatim_article

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALONE = 0.3  # a sentence counts so much of what its name counts in its text


class Origin(StrEnum):
    """Where a lesson comes from: it decides what its silence means."""

    OWN = "own"
    """Every name of a place is marked."""
    WIKINEWS = "wikinews"
    """GeoVirus: every name is marked but demonyms and names inside the names of organisations."""
    WIKIPEDIA = "wikipedia"
    """WikToR: only the name of the page is marked, and the pages are of places that share their names."""


class Role(StrEnum):
    """What a name does where it stands."""

    LITERAL = ""
    """It names the place itself."""
    DEMONYM = "demonym"
    """It is the adjective or the people of the place: *Syrian* troops."""
    MODIFIER = "modifier"
    """It is an attribute of something: *US* officials."""
    EMBEDDED = "embedded"
    """It is a part of a longer name of something else: *Paris* Police Department."""
    METONYMIC = "metonymic"
    """It stands for the place's government, team or people: *Moscow* denied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A name in a text, and the place it denotes: by id, by its longitude and latitude in degrees, or not known.

    Offsets count Unicode code points and are half-open.
    """

    start: int
    end: int
    place_id: str = ""
    point: tuple[float, float] | None = None
    role: Role = Role.LITERAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A text and its answers, and how much it counts."""

    name: str
    origin: Origin
    text: str
    url: str | None
    answers: tuple[Answer, ...]
    weight: float = 1.0


def sentences_of(lesson: Lesson) -> Iterator[Lesson]:
    """Each sentence of a lesson that has an answer, as a lesson by itself, which counts a third."""
    for sentence in verbatim_article(lesson.text).sentences:
        start, end = sentence.span.start, sentence.span.end
        answers = tuple(
            replace(answer, start=answer.start - start, end=answer.end - start)
            for answer in lesson.answers
            if start <= answer.start and answer.end <= end
        )
        if answers:
            yield replace(lesson, text=lesson.text[start:end], url=None, answers=answers, weight=_ALONE)
