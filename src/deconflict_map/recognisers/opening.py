"""`spacy:MODEL` or `spacy:MODEL#LABEL,…` → a recogniser, which loads its pipeline when it reads the first text.

Refuses other kinds of recognisers and an empty name. Trade-off taken: since loading waits for the first text,
a pipeline that can't be loaded is told then and not before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deconflict_map.errors import UsageError
from deconflict_map.recognisers.spacy_pipeline import SpacyRecogniser

if TYPE_CHECKING:
    from deconflict_map.model.place import Gazetteer

_SPACY = "spacy"
# Labels are words; what else stands behind a "#" belongs to the name of a folder.
_ASKED = re.compile(r"(?P<model>.+?)(?:#(?P<labels>[\w-]+(?:\s*,\s*[\w-]+)*))?", re.DOTALL)
_FORMS = "give spacy:MODEL or spacy:MODEL#LABEL,…, MODEL being an installed package or a folder"


def open_recogniser(asked: str, gazetteer: Gazetteer) -> SpacyRecogniser:
    """The recogniser that `asked` names; `gazetteer` tells it how names are written and which peoples are countries'.

    `MODEL` is the name of an installed package or the path of a folder. The labels behind `#` are those of entities
    that are places, in place of the usual ones (`vocabulary/entities.toml`).

    Raises:
        UsageError: No such kind of recogniser is known, or no pipeline is named.
    """
    kind, _, rest = asked.partition(":")
    found = _ASKED.fullmatch(rest.strip())
    if kind.strip().casefold() != _SPACY:
        raise UsageError(f"no recogniser is called {asked[:80]!r}", where="recognizer", do=_FORMS)
    if found is None:
        raise UsageError("no pipeline is named", where="recognizer", do=_FORMS)
    labels = tuple(label.strip() for label in (found["labels"] or "").split(",") if label)
    return SpacyRecogniser(model=found["model"], labels=labels, gazetteer=gazetteer)
