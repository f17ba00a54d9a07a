"""The current folder → the configuration files that count, and their tables.

The user's own file lies in the user's configuration folder; a project's lies in the current folder or above it, no
higher than the repository's root or the user's home. Where neither encloses the current folder, only that folder is
looked at: what somebody left in `/tmp` isn't for the folders below it. A file may come along with anything that is
downloaded, so it is refused if it is too large, no plain file, no UTF-8 or no TOML.
"""

from __future__ import annotations

import enum
import stat
from dataclasses import dataclass
from pathlib import Path

from deconflict_map.errors import UsageError

NAME = "deconflict-map.toml"
NO_FILES = "none"
"""In place of a file's name: no file counts, the user's own neither."""
_PYPROJECT = "pyproject.toml"
_TOOL = "deconflict-map"
_MOST_BYTES = 262_144  # judgement: a hundred times what all options take, and parsed in well under a second
_REPOSITORY = (".git", ".hg", ".jj", ".svn")


class Whose(enum.Enum):
    """Who stands for a file."""

    OWN = "yours"
    """The user's own, or named by the user."""
    PROJECT = "the project's"
    """It lies where the user works, and may have come from anybody."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConfigFile:
    """One file that counts, with its tables as they stand in it."""

    path: Path
    whose: Whose
    tables: dict[str, object]


def own_path() -> Path:
    """Where the user's own file lies, if there is one."""
    from platformdirs import user_config_path  # noqa: PLC0415 -- keeps --help quick

    return user_config_path("deconflict-map", appauthor=False) / "config.toml"


def config_files(named: str | None) -> tuple[ConfigFile, ...]:
    """The files that count, the strongest first; `named` stands for the project's, or is `none`.

    Raises:
        UsageError: A file can't be read.
    """
    if named == NO_FILES:
        return ()
    first = _named(Path(named)) if named else _project(Path.cwd())
    own = own_path()
    second = _read(own, Whose.OWN) if own.exists() else None
    return tuple(file for file in (first, second) if file is not None)


def places_looked_at(start: Path) -> tuple[Path, ...]:
    """The folders in which a project's file is looked for, the nearest first."""
    home = Path.home()
    walked: list[Path] = []
    for folder in (start, *start.parents):
        walked.append(folder)
        if folder == home or any((folder / mark).exists() for mark in _REPOSITORY):
            return tuple(walked)
    return (start,)


def _named(path: Path) -> ConfigFile:
    found = _read(path.absolute(), Whose.OWN)
    if found is None:
        what = f"has no table [tool.{_TOOL}]"
        raise UsageError(what, where=str(path), do="name another file, or `none`")
    return found


def _project(start: Path) -> ConfigFile | None:
    for folder in places_looked_at(start):
        for name in (NAME, _PYPROJECT):
            if (folder / name).exists():
                found = _read(folder / name, Whose.PROJECT)
                if found is not None:
                    return found
    return None


def _read(path: Path, whose: Whose) -> ConfigFile | None:
    """The file; `None` for a `pyproject.toml` that doesn't speak of us, whatever else is wrong with it."""
    data = _bytes(path)
    shared = path.name == _PYPROJECT
    if shared and _TOOL.encode() not in data:
        return None
    tables: object = _parsed(path, data)
    for name in ("tool", _TOOL) if shared else ():
        tables = tables.get(name) if isinstance(tables, dict) else None
    if tables is None:
        return None
    if not isinstance(tables, dict):
        raise UsageError(f"tool.{_TOOL} is no table", where=str(path), do=f"write [tool.{_TOOL}.build]")
    return ConfigFile(path=path, whose=whose, tables=tables)


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for, for ever
            raise UsageError("is no file", where=str(path), do="name a file, or `--config none`")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"can't be read: {error.strerror}", where=str(path), do="see to its rights") from error
    if len(data) > _MOST_BYTES:
        what = f"is larger than {_MOST_BYTES // 1024} kB"
        raise UsageError(what, where=str(path), do="shorten it, or leave it out by `--config none`")
    return data


def _parsed(path: Path, data: bytes) -> dict[str, object]:
    import tomllib  # noqa: PLC0415 -- only needed where there is a file

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError("isn't UTF-8", where=str(path), do="save it as UTF-8") from error
    except RecursionError as error:
        raise UsageError("is nested too deeply", where=str(path), do="write one table a command") from error
    except ValueError as error:  # TOMLDecodeError is one, and so is a number of too many digits
        raise UsageError(f"isn't TOML: {error}", where=str(path), do="mend that line") from error
