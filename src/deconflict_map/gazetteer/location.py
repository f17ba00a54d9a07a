"""Nothing → the folder in which the artefact lies.

Looks inside the installed package first, then beside the sources (an editable installation). Refuses to guess further.
"""

from __future__ import annotations

from pathlib import Path

from deconflict_map.errors import GazetteerError

_PACKAGE = Path(__file__).resolve().parent.parent
INDEX = "world.gazetteer"
SHAPES = "world.topojson"


def data_folder() -> Path:
    """Folder of the artefact, its manifest and the supplement.

    Raises:
        GazetteerError: there is none.
    """
    for folder in (_PACKAGE / "_data" / "gazetteer", _PACKAGE.parent.parent / "data" / "gazetteer"):
        if folder.is_dir():
            return folder
    raise GazetteerError("no gazetteer in this installation", where=str(_PACKAGE), do="reinstall deconflict-map")


def artefact_path() -> Path:
    """Path of the index that this installation uses."""
    return data_folder() / INDEX


def shapes_path() -> Path:
    """Path of the shapes that this installation uses."""
    return data_folder() / SHAPES
