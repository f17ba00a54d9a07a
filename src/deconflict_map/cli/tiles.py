"""`--tiles` and its attribution → the tiles that a page's reader may switch on."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import click

from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.render.tiles import OnlineTiles


def offering_tiles(command: Callable[..., object]) -> Callable[..., object]:
    """Add `--tiles` and `--tiles-attribution`; the command is handed `tiles`, or `None`."""

    @functools.wraps(command)
    def offering(*, tiles: str | None, tiles_attribution: str, **others: object) -> object:
        return command(tiles=_tiles(tiles, tiles_attribution), **others)

    options = (
        click.option(
            "--tiles-attribution",
            default="",
            metavar="TEXT",
            help="Whom to credit for the tiles. [default: known for OpenStreetMap's and some others]",
        ),
        click.option(
            "--tiles",
            metavar="URL",
            help="Let readers of the page switch on tiles from here, with {z}, {x} and {y} in it; off until they do, "
            "and told what it reveals.",
        ),
    )
    wrapped: Callable[..., object] = offering
    for option in options:
        wrapped = option(wrapped)
    return wrapped


def _tiles(url: str | None, attribution: str) -> OnlineTiles | None:
    """The options as the library takes them.

    Raises:
        UsageError: One of them can't be used.
    """
    if url is None:
        if attribution:
            raise UsageError("there are no tiles to credit", where="--tiles-attribution", do="give --tiles URL, too")
        return None
    from deconflict_map.render.tiles import OnlineTiles  # noqa: PLC0415 -- keeps --help quick

    return OnlineTiles(url=url, attribution=attribution)
