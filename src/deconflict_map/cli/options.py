"""Options that several commands share: what the user knows of the article, and which gazetteer it is read with."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, TypeVar

import click

from deconflict_map.article import Metadata, parse_published

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")


def about_the_article(command: Command) -> Command:
    """Add `--published`, `--title`, `--source` and `--url` to a command."""
    for option in (
        click.option("--url", help="Where the article was published."),
        click.option("--source", help="The outlet that published it."),
        click.option("--title", default="", help="Its title."),
        click.option(
            "--published", metavar="YYYY-MM-DD", help="The day of publication; days such as Saturday count from it."
        ),
    ):
        command = option(command)
    return command


def which_gazetteer(command: Command) -> Command:
    """Add `--gazetteer` to a command; the environment variable holds it for all of them."""
    option = click.option(
        "--gazetteer",
        type=click.Path(path_type=pathlib.Path),
        metavar="FILE",
        envvar="DECONFLICT_MAP_GAZETTEER",
        show_envvar=True,
        help="A gazetteer that you have built, in place of the bundled one.",
    )
    return option(command)


def metadata(title: str, source: str | None, published: str | None, url: str | None) -> Metadata:
    """The shared options as metadata.

    Raises:
        UsageError: `published` isn't a date.
    """
    day = parse_published(published) if published is not None else None
    return Metadata(title=title, source=source, published=day, url=url)
