"""Models, and what they were learned from → the file of weights that ships: JSON, a feature a line, sorted.

The head, `about`, holds how many documents and answers of each origin there were, and the SHA-256 of every file and of
the gazetteer: a test compares them with what is there, so that nobody changes the one without the other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deconflict_map.export.writing import write_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from deconflict_map.toponyms.linear import Models
    from deconflict_map.training.lessons import Lesson


def write_weights(
    models: Models, lessons: Sequence[Lesson], checksums: Mapping[str, str], gazetteer: str, path: Path
) -> None:
    """Write the weights beside `path` and swap them in.

    `checksums` are those of the files that were learned from, by their names, `gazetteer` is the gazetteer's.

    Raises:
        OutputError: It can't be written.
    """
    write_text(path, weights_text(models, lessons, checksums, gazetteer))


def weights_text(models: Models, lessons: Sequence[Lesson], checksums: Mapping[str, str], gazetteer: str) -> str:
    """The file's text, the same for the same weights."""
    whole = {
        "about": {
            "gazetteer": gazetteer,
            "lessons": {
                origin: {"answers": sum(len(one.answers) for one in these), "documents": len(these)}
                for origin, these in _by_origin(lessons).items()
            },
            "sha256": dict(checksums),
        },
        "context": dict(models.context),
        "name": dict(models.name),
        "prior": dict(models.prior),
    }
    return json.dumps(whole, indent=0, sort_keys=True, ensure_ascii=False) + "\n"


def _by_origin(lessons: Sequence[Lesson]) -> dict[str, list[Lesson]]:
    found: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        found.setdefault(lesson.origin.value, []).append(lesson)
    return found
