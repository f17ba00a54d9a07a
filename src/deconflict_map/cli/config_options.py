"""The tree of commands → every option that can be set elsewhere, under its key and its environment variables.

An option's key is its long name without the dashes; the names come from the commands themselves, so that a new option
can be set without a line here. Help and version are no settings. By name stands here only what an option may do.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "DECONFLICT_MAP"
COMMON = "common"
"""The table of options that several commands share."""
UNCONFIGURED = frozenset({"config", "completion"})
"""Commands that tell of the configuration, and mustn't hang on it."""
SHARED = frozenset(
    {
        "cache", "coarsen", "contact", "gazetteer", "json", "nominatim-url", "online", "published", "quiet",
        "recognizer", "source", "strict", "tiles", "tiles-attribution", "title", "url", "verbose",
    }
)  # fmt: skip
"""Options that mean the same in several commands. `--in`, `--output` and `--corrections` don't: a search is limited by
the first, the next writes a map or a gazetteer, and the last are those of an article or of the second of two."""
SENDING = frozenset({"contact", "nominatim-url", "online", "tiles", "tiles-attribution"})
"""Options by which a name leaves this machine, or a page's reader may be led to another."""
OWN_ONLY = SENDING | {"all", "cache", "recognizer"}
"""Options that a file lying about in a folder mustn't set: these, what removes answers (`cache remove --all`) or moves
them, and a spaCy pipeline, which runs code of its own."""
WITHHOLDING = frozenset({"coarsen", "no-text", "quotes-only", "redact"})
"""Options that keep something out of a map: set in the user's own file, no folder's file undoes them."""


class _Names(click.types.StringParamType):
    """Several texts in one variable, parted by semicolons: click parts them at spaces, and `Abu Kamal` is one name."""

    def split_envvar_value(self, rv: str) -> list[str]:
        return [part.strip() for part in rv.split(";") if part.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One option of one command."""

    command: tuple[str, ...]
    key: str
    option: click.Option

    @property
    def table(self) -> str:
        """The table that sets it for this command alone."""
        return ".".join(self.command)

    @property
    def variables(self) -> tuple[str, ...]:
        """Environment variables, the strongest first."""
        names = [_variable(*self.command, self.key)]
        if self.key in SHARED:
            names.append(_variable(self.key))
        given = self.option.envvar
        more = [given] if isinstance(given, str) else list(given or ())
        return tuple(dict.fromkeys([*names, *more]))

    @property
    def variable(self) -> str | None:
        """The variable that holds a value now; an empty one holds none, as click has it."""
        return next((name for name in self.variables if os.environ.get(name)), None)


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, under the words that call it, in the order of the help."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        if below is not None and (path or name not in UNCONFIGURED):
            yield from leaves(below, (*path, name))


def settings(path: tuple[str, ...], command: click.Command) -> tuple[Setting, ...]:
    """The options of one command that can be set elsewhere."""
    return tuple(
        Setting(command=path, key=_key(option), option=option)
        for option in command.params
        if isinstance(option, click.Option) and option.expose_value
    )


def heed_environment(found: tuple[Setting, ...]) -> None:
    """Let click read each option from its variables, too."""
    for setting in found:
        option = setting.option
        option.envvar = setting.variables
        if option.multiple and type(option.type) is click.types.StringParamType:
            option.type = _Names()


def _key(option: click.Option) -> str:
    return max(option.opts, key=len).lstrip("-")


def _variable(*words: str) -> str:
    return "_".join((PREFIX, *words)).replace("-", "_").upper()
