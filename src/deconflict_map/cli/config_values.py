"""Configuration files → the value of each option, with the file it comes from.

The whole file is checked, not only what the command at hand needs: a mistyped key is told at once, with the nearest
known one. What lies in a project's folder may not set what sends, removes or runs something, and its paths stay within
its folder. TOML's own types count: `"yes"` is no truth value, and `true` no number.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.config_files import ConfigFile, Whose, own_path
from deconflict_map.cli.config_options import COMMON, OWN_ONLY, SHARED, WITHHOLDING, Setting, leaves, settings
from deconflict_map.cli.terminal import printable
from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Scalar = bool | int | float | str
Value = Scalar | tuple[Scalar, ...]
_LONGEST_KEY = 60
_LONGEST_TEXT = 4_096  # as long as a path may be


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Configured:
    """A value out of a file."""

    setting: Setting
    value: Value
    file: ConfigFile
    key: str
    """As it stands in the file: `build.published`."""


def configured(root: click.Command, files: Sequence[ConfigFile]) -> tuple[Configured, ...]:
    """What the files set, each option of each command once.

    The first file counts most, and in a file a command's own table before `[common]`.

    Raises:
        UsageError: A key isn't known, a value can't be used, or a project's file sets what only its user may.
    """
    if not files:
        return ()
    known = [setting for path, command in leaves(root) for setting in settings(path, command)]
    found: dict[tuple[str, str], Configured] = {}
    for file in files:
        for one in _of_file(file, known):
            before = found.get((one.setting.table, one.setting.key))
            if before is None or (
                file.whose is Whose.OWN and one.setting.key in WITHHOLDING and before.file is not file
            ):
                found[one.setting.table, one.setting.key] = one
    return tuple(found.values())


def _of_file(file: ConfigFile, known: Sequence[Setting]) -> list[Configured]:
    tables: dict[str, dict[str, list[Setting]]] = {COMMON: {}}
    for setting in known:
        tables.setdefault(setting.table, {})[setting.key] = [setting]
        if setting.key in SHARED:
            tables[COMMON].setdefault(setting.key, []).append(setting)
    given = _flat(file, file.tables, tables)
    order = sorted(given, key=lambda name: name == COMMON)  # stable: a command's own table comes first
    return [one for name in order for one in _of_table(file, name, given[name], tables[name])]


def _flat(
    file: ConfigFile, given: Mapping[str, object], tables: Mapping[str, object], above: str = ""
) -> dict[str, Mapping[str, object]]:
    """The tables under their dotted names."""
    found: dict[str, Mapping[str, object]] = {}
    for word, content in given.items():
        name = f"{above}{word}"
        group = any(table.startswith(f"{name}.") for table in tables) and "." not in word
        if name not in tables and not group:
            raise _unknown(file, name, tables, "table" if isinstance(content, dict) else "key")
        if not isinstance(content, dict):
            raise UsageError(f"[{name}] is no table", where=str(file.path), do=f"write [{name}] on a line of its own")
        found |= _flat(file, content, tables, f"{name}.") if group else {name: content}
    return found


def _of_table(
    file: ConfigFile, table: str, given: Mapping[str, object], known: Mapping[str, Sequence[Setting]]
) -> list[Configured]:
    found = []
    for key, value in given.items():
        name = f"{table}.{key}"
        if key not in known:
            raise _unknown(file, name, [f"{table}.{option}" for option in known], "key")
        if file.whose is Whose.PROJECT and key in OWN_ONLY:
            what = f"{name} can't be set by a file in the folder one works in: it may have come from anybody"
            raise UsageError(what, where=str(file.path), do=f"set it in {own_path()}, or give --{key}")
        found += [
            Configured(setting=setting, value=_checked(file, name, value, setting.option), file=file, key=name)
            for setting in known[key]
        ]
    return found


def _unknown(file: ConfigFile, name: str, known: Iterable[str], sort: str) -> UsageError:
    import difflib  # noqa: PLC0415 -- only for an error

    near = difflib.get_close_matches(name[:_LONGEST_KEY], sorted(known), n=1, cutoff=0.5)
    do = f"did you mean {near[0]}?" if near else "`deconflict-map config show` lists what is known"
    return UsageError(f"unknown {sort} {_short(name)}", where=str(file.path), do=do)


def _short(name: str) -> str:
    shown = printable(name)
    return shown if len(shown) <= _LONGEST_KEY else f"{shown[:_LONGEST_KEY]}…"


def _checked(file: ConfigFile, name: str, value: object, option: click.Option) -> Value:
    if not option.multiple:
        return _one(file, name, value, option)
    if not isinstance(value, list):
        raise _wrong(file, name, 'a list, as in ["…"]')
    return tuple(_one(file, name, item, option) for item in value)


def _one(file: ConfigFile, name: str, value: object, option: click.Option) -> Scalar:
    """One value, of the type that the option takes, and within what it takes."""
    found = _typed(file, name, value, option)
    try:
        option.type.convert(found, option, None)
    except click.ClickException as error:
        raise UsageError(f"{name}: {error.message}", where=str(file.path), do="change it") from error
    return _path(file, name, found) if isinstance(option.type, click.Path) and isinstance(found, str) else found


def _typed(file: ConfigFile, name: str, value: object, option: click.Option) -> Scalar:
    if option.is_flag:
        return value if isinstance(value, bool) else _refuse(file, name, "true or false")
    if isinstance(option.type, click.types.IntParamType):
        return (
            value if isinstance(value, int) and not isinstance(value, bool) else _refuse(file, name, "a whole number")
        )
    if isinstance(option.type, click.types.FloatParamType):
        return _number(file, name, value)
    return _text(file, name, value)


def _number(file: ConfigFile, name: str, value: object) -> Scalar:
    most = 1e15  # judgement: far beyond every unit, and a float holds it; a longer integer would overflow one
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most < value < most:
        return _refuse(file, name, "a number")
    return float(value)


def _text(file: ConfigFile, name: str, value: object) -> Scalar:
    if type(value) is dt.date:  # TOML has days, and users will write them
        return value.isoformat()
    if not isinstance(value, str):
        return _refuse(file, name, "a text in quotes")
    if len(value) > _LONGEST_TEXT or printable(value) != value:
        return _refuse(file, name, "a text of one line, without control characters")
    return value


def _refuse(file: ConfigFile, name: str, wanted: str) -> Scalar:
    raise _wrong(file, name, wanted)


def _wrong(file: ConfigFile, name: str, wanted: str) -> UsageError:
    return UsageError(f"{name} has a value of the wrong type", where=str(file.path), do=f"give {wanted}")


def _path(file: ConfigFile, name: str, value: str) -> str:
    """A path, counted from the file's folder; one of a project's file stays in that folder, links followed."""
    folder = file.path.parent
    if file.whose is Whose.OWN:
        return str(folder / Path(value).expanduser())
    words = (*PurePosixPath(value).parts, *PureWindowsPath(value).parts)
    strange = PureWindowsPath(value).drive or any(word.startswith(("/", "\\", ".", "~")) for word in words)
    # Links are followed before it is asked where a path leads, not before it is found strange: to look at
    # `//server/share` is to speak to that server.
    if strange or not (folder / value).resolve().is_relative_to(folder.resolve()):
        what = f"{name} leads out of the folder of this file, or to hidden files"
        raise UsageError(what, where=str(file.path), do="name a path below it, or give the option by hand")
    return str(folder / value)
