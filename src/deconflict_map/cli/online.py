"""`--online` and its fellows → the resolver of a run, which says on standard error what it sends and what fails."""

from __future__ import annotations

import functools
import pathlib
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from deconflict_map.model.resolver import Resolver, Telling
    from deconflict_map.online import OnlineOptions


def asking_online(command: Callable[..., object]) -> Callable[..., object]:
    """Add `--online`, `--contact`, `--nominatim-url` and `--cache`; the command is handed `online`, or `None`."""

    @functools.wraps(command)
    def asking(
        *, online: bool, contact: str, nominatim_url: str | None, cache: Path | None, **others: object
    ) -> object:
        return command(online=_options(contact, nominatim_url, cache) if online else None, **others)

    options = (
        cache_option,
        click.option(
            "--nominatim-url",
            metavar="URL",
            envvar="DECONFLICT_MAP_NOMINATIM_URL",
            show_envvar=True,
            help="The Nominatim service to ask. [default: OpenStreetMap's public one]",
        ),
        click.option(
            "--contact",
            default="",
            metavar="EMAIL_OR_URL",
            envvar="DECONFLICT_MAP_CONTACT",
            show_envvar=True,
            help="Who is asking, as the service's usage policy wants to know.",
        ),
        click.option(
            "--online",
            is_flag=True,
            help="Ask Nominatim for names that the gazetteer doesn't know: the name and country codes are sent.",
        ),
    )
    wrapped: Callable[..., object] = asking
    for option in options:
        wrapped = option(wrapped)
    return wrapped


cache_option = click.option(
    "--cache",
    type=click.Path(path_type=pathlib.Path),
    metavar="FOLDER",
    help="Where answers are kept. [default: the user's cache folder]",
)


def _options(contact: str, url: str | None, cache: Path | None) -> OnlineOptions:
    """The options as the library takes them.

    Raises:
        UsageError: One of them can't be used.
    """
    from deconflict_map.online.options import PUBLIC_URL, OnlineOptions  # noqa: PLC0415 -- keeps --help quick

    return OnlineOptions(contact=contact, url=url or PUBLIC_URL, cache=cache)


def online_resolver(options: OnlineOptions | None, *, quiet: bool = False, verbose: bool = False) -> Resolver | None:
    """The resolver that the options ask for, if they ask for one; `verbose` names each name that is sent."""
    if options is None:
        return None
    from deconflict_map.gazetteer.names import folded_key  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.model.resolver import Telling  # noqa: PLC0415 -- the same
    from deconflict_map.online import open_resolver  # noqa: PLC0415 -- never imported unless it is asked for

    unheard = set(Telling) if quiet else set() if verbose else {Telling.DETAIL}

    def tell(text: str, telling: Telling) -> None:
        if telling not in unheard:
            say(text)

    return open_resolver(options, fold=folded_key, tell=tell)
