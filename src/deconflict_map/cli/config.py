"""`config`: what every option is set to, and where that comes from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.table import table
from deconflict_map.cli.terminal import printable, put, put_json, say
from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map.cli.config_options import Setting
    from deconflict_map.cli.config_values import Configured

_HEADINGS = ("COMMAND", "OPTION", "VALUE", "FROM")
_GIVING_WAY = (2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """What an option is set to, and by what."""

    setting: Setting
    value: object
    source: str
    where: str
    """The variable, or the file."""
    key: str = ""

    @property
    def sends(self) -> bool:
        """Whether something leaves the machine, or may lead a page's reader elsewhere, by its being set."""
        from deconflict_map.cli.config_options import SENDING  # noqa: PLC0415 -- keeps --help quick

        return self.setting.key in SENDING and self.source != "default" and bool(self.value)


@click.group("config")
def config_group() -> None:
    """Show what is set outside the command line, and where."""


@config_group.command()
@click.argument("command", nargs=-1)
@click.option("--set", "only_set", is_flag=True, help="Leave out what has its default.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.pass_context
def show(context: click.Context, *, command: tuple[str, ...], only_set: bool, as_json: bool) -> None:
    """Tell what every option of COMMAND, or of all, is set to, and where that comes from."""
    from deconflict_map.cli.config_options import leaves  # noqa: PLC0415 -- keeps --help quick

    root = context.find_root()
    known = [path for path, _ in leaves(root.command)]
    if not any(path[: len(command)] == command for path in known):
        raise UsageError(f"there is no command “{' '.join(command)}”", do="see deconflict-map --help")
    found = [one for one in _origins(root) if one.setting.command[: len(command)] == command]
    shown = [one for one in found if not only_set or one.source != "default"]
    if as_json:
        put_json([_record(one) for one in shown])
    elif shown:
        put(table(_HEADINGS, [(_row(one), _note(one)) for one in shown], shrink=_GIVING_WAY))
    else:
        say("Nothing is set: all options have their defaults.")


@config_group.command()
@click.pass_context
def path(context: click.Context) -> None:
    """Print the configuration files that count here, the strongest first."""
    from deconflict_map.cli.config_files import NAME, NO_FILES, config_files, own_path, places_looked_at  # noqa: PLC0415

    named = _named(context.find_root())
    files = config_files(named)
    for file in files:
        put(printable(str(file.path)))
    if named == NO_FILES:
        say("no file counts (--config none)")
        return
    if not files:
        say("there is no configuration file")
    if own_path() not in {file.path for file in files}:
        say(f"your own would be {own_path()}")
    if not named and len(files) < 2:
        say(f"a project's is {NAME}, or [tool.deconflict-map] in pyproject.toml, in:")
        for folder in places_looked_at(Path.cwd()):
            say(f"  {folder}")


def _named(root: click.Context) -> str | None:
    named = root.params.get("config")
    return named if isinstance(named, str) else None


def _origins(root: click.Context) -> Iterator[_Origin]:
    """Every option of every command, in the order of the help."""
    from deconflict_map.cli.config_files import config_files  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.cli.config_options import leaves, settings  # noqa: PLC0415
    from deconflict_map.cli.config_values import configured  # noqa: PLC0415

    found = {(one.setting.table, one.setting.key): one for one in configured(root.command, config_files(_named(root)))}
    for words, command in leaves(root.command):
        context = click.Context(command)
        for setting in settings(words, command):
            yield _origin(setting, found.get((setting.table, setting.key)), context)


def _origin(setting: Setting, of_file: Configured | None, context: click.Context) -> _Origin:
    variable = setting.variable
    if variable is not None:
        raw = os.environ[variable]
        value: object = setting.option.type.convert(raw, setting.option, None) if setting.option.is_flag else raw
        return _Origin(setting=setting, value=value, source="environment", where=variable)
    if of_file is not None:
        file = of_file.file
        where, source = str(file.path), f"file ({file.whose.value})"
        return _Origin(setting=setting, value=of_file.value, source=source, where=where, key=of_file.key)
    default = setting.option.get_default(context)
    if isinstance(default, Path):
        default = str(default)
    # click has a mark of its own for what has no default
    plain = default if isinstance(default, bool | int | float | str) else None
    return _Origin(setting=setting, value=plain, source="default", where="")


def _record(one: _Origin) -> dict[str, object]:
    return {
        "command": " ".join(one.setting.command),
        "option": f"--{one.setting.key}",
        "value": one.value,
        "from": one.source,
        "where": one.where,
        "key": one.key,
        "variables": list(one.setting.variables),
        "sends": one.sends,
    }


def _row(one: _Origin) -> tuple[str, ...]:
    value = one.value
    shown = "; ".join(map(str, value)) if isinstance(value, tuple) else "–" if value in (None, "") else str(value)
    if isinstance(value, bool):
        shown = "yes" if value else "no"
    return " ".join(one.setting.command), f"--{one.setting.key}", shown, one.source


def _note(one: _Origin) -> str:
    by = f"{one.key} in {one.where}" if one.key else one.where
    return f"{by}; by this something can leave this machine" if one.sends else by
