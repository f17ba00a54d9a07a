"""A corpus in the format of `evaluate` → lessons: texts with the coordinates of the names that are marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.errors import InputRefusedError
from deconflict_map.evaluation import read_gold
from deconflict_map.training.lessons import Answer, Lesson

if TYPE_CHECKING:
    from pathlib import Path

    from deconflict_map.evaluation.mentions import GoldDocument
    from deconflict_map.training.lessons import Origin


def read_corpus(path: Path, origin: Origin) -> list[Lesson]:
    """The lessons of a corpus, in its order.

    The addresses of its pages aren't taken: an encyclopedia's say nothing of a home.

    Raises:
        InputRefusedError: The file can't be read, a line isn't a document of a corpus, or there is none.
    """
    lessons = [_lesson(document, origin) for document in read_gold(path)]
    if not lessons:
        raise InputRefusedError(
            "has no document", where=str(path), do="see the file format in docs/explanation/evaluation.md"
        )
    return lessons


def evenly(lessons: list[Lesson], most: int) -> list[Lesson]:
    """So many of the lessons at most, evenly over their order: no chance is needed, and none comes in."""
    taken = min(most, len(lessons))
    return [lessons[index * len(lessons) // taken] for index in range(taken)]


def _lesson(document: GoldDocument, origin: Origin) -> Lesson:
    answers = tuple(Answer(start=row.start, end=row.end, point=(row.lon, row.lat)) for row in document.rows)
    return Lesson(name=document.id, origin=origin, text=document.text, url=None, answers=answers)
