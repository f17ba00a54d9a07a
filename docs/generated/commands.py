"""The tree of commands → Markdown: every command with its usage, arguments, options, keys and variables.

Taken from click's own objects, so that an option can't be missing. What click prints in `--help` is what stands here;
where an option can be set elsewhere is asked of the code that reads it there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.config_options import SHARED, UNCONFIGURED, settings
from deconflict_map.cli.main import commands

from .markdown import code, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map.cli.config_options import Setting

_PROGRAM = "deconflict-map"
_HELP = ["-h", "--help"]
_VARIABLE = re.compile(r"\s*\[env var: [^\]]*\]")
_KEEP = "\b\n"
"""What click's help has before a paragraph whose lines stay as they are."""


def commands_page() -> str:
    """All commands, those of groups under their group."""
    return "\n".join(_command(path, context) for path, context in every())


def every(
    command: click.Command = commands, path: tuple[str, ...] = (), above: click.Context | None = None
) -> Iterator[tuple[tuple[str, ...], click.Context]]:
    """Every command and group under the words that call it, the program itself first."""
    name = path[-1] if path else _PROGRAM
    context = click.Context(command, info_name=name, parent=above, help_option_names=_HELP)
    yield path, context
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from every(found, (*path, below), context)


def _command(path: tuple[str, ...], context: click.Context) -> str:
    command = context.command
    usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
    level = "#" * min(2 + max(0, len(path) - 1), 4)
    head = f"{level} {code(' '.join(path)) if path else 'For all commands'}\n\n{_prose(command.help)}"
    options = "\n".join(_options(path, context))
    return f"{head}\n```text\n{usage}\n```\n\n{options}\n{_prose(command.epilog)}"


def _options(path: tuple[str, ...], context: click.Context) -> Iterator[str]:
    known = {setting.option.name: setting for setting in settings(path, context.command)} if path else {}
    for option in context.command.get_params(context):
        record = option.get_help_record(context)
        if record is None or isinstance(option, click.Argument):
            continue
        told = [plain(_VARIABLE.sub("", record[1]).strip())]
        setting = known.get(option.name)
        if setting is not None and path[0] not in UNCONFIGURED:
            told.append(_elsewhere(setting))
        elif isinstance(option.envvar, str):
            told.append(f"Variable: {code(option.envvar)}.")
        yield f"{code(record[0])}\n: {' '.join(told)}\n"


def _elsewhere(setting: Setting) -> str:
    """Where else an option can be set."""
    tables = f"`[{setting.table}]`" + (" or `[common]`" if setting.key in SHARED else "")
    return f"<br>Key {code(setting.key)} in {tables}; {', '.join(map(code, setting.variables))}."


def _prose(text: str | None) -> str:
    """Help text: paragraphs, and those that keep their lines as they are."""
    parts = []
    for paragraph in (text or "").split("\n\n"):
        if not paragraph.strip():
            continue
        kept = paragraph.lstrip("\n")
        parts.append(_kept(kept) if kept.startswith(_KEEP) else plain(kept) + "\n")
    return "\n".join(parts)


def _kept(paragraph: str) -> str:
    return f"```text\n{paragraph.removeprefix(_KEEP).rstrip()}\n```\n"
