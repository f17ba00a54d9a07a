"""`cache`: what was asked online and is kept, and how to forget it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from deconflict_map.cli.online import cache_option
from deconflict_map.cli.terminal import printable, put, say
from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from deconflict_map.online.cache import AnswerCache


@click.group()
def cache_group() -> None:
    """List or remove the answers that are kept from --online."""


@cache_group.command("list")
@cache_option
def list_answers(cache: Path | None) -> None:
    """List every name that was asked for: when, in which countries, of whom, and how many places answered."""
    for entry in _cache(cache).entries():
        places = f"{entry.places} place{'' if entry.places == 1 else 's'}"
        line = f"{entry.checked_on}  {places:<9}  {entry.name}  ({entry.countries or 'anywhere'}; {entry.service})"
        put(printable(line))


@cache_group.command()
@click.argument("name", required=False)
@click.option("--all", "everything", is_flag=True, help="Remove all of them.")
@cache_option
def remove(name: str | None, *, everything: bool, cache: Path | None) -> None:
    """Remove the answers for NAME, so that it is asked for again."""
    if (name is None) != everything:
        raise UsageError("give either a name or --all", do="see deconflict-map cache remove --help")
    count = _cache(cache).remove(name)
    say(f"removed {count} {'answer' if count == 1 else 'answers'}")


def _cache(folder: Path | None) -> AnswerCache:
    from deconflict_map.online.cache import AnswerCache  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.online.folder import cache_folder  # noqa: PLC0415 -- the same

    return AnswerCache(folder=cache_folder(folder))
