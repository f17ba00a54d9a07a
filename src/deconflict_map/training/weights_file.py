"""Models, and what they were learned from → the file of weights that ships."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from deconflict_map.toponyms.linear import Models
    from deconflict_map.training.lessons import Lesson


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_weights(models: Models, lessons: Sequence[Lesson], inputs: Mapping[str, str], path: Path) -> None:
    """Write the weights beside `path` and swap them in; `inputs` are checksums by the name of each file."""
    counts: dict[str, dict[str, int]] = {}
    for lesson in lessons:
        of_origin = counts.setdefault(lesson.origin.value, {"answers": 0, "documents": 0})
        of_origin["documents"] += 1
        of_origin["answers"] += len(lesson.answers)
    whole = {
        "about": {"lessons": counts, "sha256": dict(inputs)},
        "name": dict(models.name),
        "prior": dict(models.prior),
        "context": dict(models.context),
    }
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(json.dumps(whole, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)
