"""Options that several commands share: what the user knows of the article."""

from __future__ import annotations

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


def metadata(title: str, source: str | None, published: str | None, url: str | None) -> Metadata:
    """The shared options as metadata.

    Raises:
        UsageError: `published` isn't a date.
    """
    day = parse_published(published) if published is not None else None
    return Metadata(title=title, source=source, published=day, url=url)
