"""A command that is called → its options set from the environment and the files, and told on standard error.

Nothing is looked up for `--help` and for completion. A folder's file can't silence the message that names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from deconflict_map.cli.config_files import Whose, config_files
from deconflict_map.cli.config_options import SENDING, UNCONFIGURED, heed_environment, settings
from deconflict_map.cli.config_values import configured
from deconflict_map.cli.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.cli.config_values import Configured, Value

_META = "deconflict_map.configured"


@dataclass(frozen=True, slots=True)
class _Telling:
    """A command's function, which says first what was set elsewhere."""

    function: Callable[..., object]

    def __call__(self, *arguments: object, **options: object) -> object:
        _tell(click.get_current_context())
        return self.function(*arguments, **options)


def configure(root: click.Context, arguments: Sequence[str], named: str | None) -> None:
    """Set the options of the command that `arguments` call, unless they ask for help.

    Raises:
        UsageError: A file can't be read or used.
    """
    if root.resilient_parsing or not arguments or arguments[0] in UNCONFIGURED or {"-h", "--help"} & {*arguments}:
        return
    path, leaf = _called(root, arguments)
    if leaf is None:
        return
    heed_environment(settings(path, leaf))
    found = [one for one in configured(root.command, config_files(named)) if one.setting.command == path]
    values: dict[str, object] = {one.setting.option.name or "": _given(one.value) for one in found}
    for word in reversed(path):
        values = {word: values}
    root.default_map = values
    root.meta[_META] = tuple(found)
    if leaf.callback is not None and not isinstance(leaf.callback, _Telling):
        leaf.callback = _Telling(leaf.callback)


def _given(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def _called(root: click.Context, arguments: Sequence[str]) -> tuple[tuple[str, ...], click.Command | None]:
    """The command behind the first words, and those words; none for a group alone."""
    command: click.Command = root.command
    path: tuple[str, ...] = ()
    for word in arguments:
        if not isinstance(command, click.Group):
            break
        below = command.get_command(root, word)
        if below is None:
            return path, None
        command, path = below, (*path, word)
    return path, None if isinstance(command, click.Group) else command


def _tell(context: click.Context) -> None:
    """Name the files that set something of this run, and whatever sends something that wasn't given by hand."""
    found: tuple[Configured, ...] = context.meta.get(_META, ())
    sources = {one: context.get_parameter_source(one.setting.option.name or "") for one in found}
    used = [one for one, source in sources.items() if source is ParameterSource.DEFAULT_MAP]
    by_project = any(one.setting.key == "quiet" and one.file.whose is Whose.PROJECT for one in used)
    if context.params.get("quiet") and not by_project:
        return
    for file in dict.fromkeys(one.file.path for one in used):
        say(f"settings from {file}: {', '.join(one.key for one in used if one.file.path == file)}")
    for one in used:
        if one.value and _sends(one.setting.key, context):
            say(f"  --{one.setting.key} comes from there: {_effect(one.setting.key)}")
    for setting in settings(tuple(context.command_path.split()[1:]), context.command):
        source = context.get_parameter_source(setting.option.name or "")
        if source is ParameterSource.ENVIRONMENT and _sends(setting.key, context):
            say(f"  --{setting.key} comes from {setting.variable}: {_effect(setting.key)}")


def _sends(key: str, context: click.Context) -> bool:
    """Whether an option that is set has an effect outside of this machine: who asks is told nobody unless one asks."""
    if key == "online" or key not in SENDING:
        return key in SENDING and bool(context.params.get(key))
    return key.startswith("tiles") or bool(context.params.get("online"))


def _effect(key: str) -> str:
    """What leaves the machine by an option that is set."""
    return (
        "readers may switch on tiles from elsewhere"
        if key.startswith("tiles")
        else "names that the gazetteer doesn't know may be sent"
    )
