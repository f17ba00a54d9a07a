"""The files that the weights are learned from → their lessons, in one order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.training.corpora import evenly, read_corpus
from deconflict_map.training.lessons import Origin
from deconflict_map.training.marked import read_texts, refuse_unknown

if TYPE_CHECKING:
    from pathlib import Path

    from deconflict_map.model.place import Gazetteer
    from deconflict_map.training.lessons import Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A folder of marked texts, GeoVirus, WikToR, and how many of WikToR's pages are taken."""

    texts: Path
    geovirus: Path
    wiktor: Path
    pages: int


def read_lessons(inputs: Inputs, gazetteer: Gazetteer) -> tuple[Lesson, ...]:
    """All lessons: our own by file, then Wikinews', then the pages of Wikipedia.

    Raises:
        InputRefusedError: A file can't be read, or has a mark or an id that can't be.
    """
    own = read_texts(inputs.texts)
    refuse_unknown(own, gazetteer)
    news = read_corpus(inputs.geovirus, Origin.WIKINEWS)
    return (*own, *news, *evenly(read_corpus(inputs.wiktor, Origin.WIKIPEDIA), inputs.pages))


def checksums(inputs: Inputs) -> dict[str, str]:
    """SHA-256 of every file that is read, by its name."""
    paths = (*sorted(inputs.texts.glob("*.txt")), inputs.geovirus, inputs.wiktor)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
