"""Nothing, or a user's choice → the folder in which answers and the time of the last request are kept."""

from __future__ import annotations

from pathlib import Path

from deconflict_map.errors import OutputError


def cache_folder(chosen: Path | None = None) -> Path:
    """The folder for answers: `chosen`, or the user's cache folder by the rules of the platform (XDG on Linux)."""
    from platformdirs import user_cache_path  # noqa: PLC0415 -- only needed when something goes online

    return Path(chosen) if chosen is not None else user_cache_path("deconflict-map", appauthor=False)


def made(folder: Path) -> Path:
    """The folder, made for this user only if it isn't there.

    Raises:
        OutputError: It can't be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        what = f"can't be used to keep answers: {error.strerror}"
        raise OutputError(what, where=str(folder), do="give --cache FOLDER") from error
    return folder
