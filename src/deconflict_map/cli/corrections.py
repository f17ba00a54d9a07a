"""Options that bring a reader's corrections, and the report of what became of them."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, TypeVar

import click

from deconflict_map.cli.terminal import say
from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.document import MapDocument
    from deconflict_map.model.correction import Corrections

Command = TypeVar("Command", bound="Callable[..., object]")


def correcting(command: Command) -> Command:
    """Add `--corrections` and `--no-corrections` to a command."""
    command = click.option(
        "--no-corrections", "uncorrected", is_flag=True, help="Leave a file of corrections beside the article unread."
    )(command)
    return click.option(
        "--corrections",
        type=click.Path(path_type=pathlib.Path),
        metavar="FILE",
        help="Your corrections (docs/reference/corrections.md). [default: ARTICLE.corrections.toml, if there is one]",
    )(command)


def chosen_corrections(article: str, file: pathlib.Path | None, *, uncorrected: bool) -> Corrections | None:
    """The corrections that the options ask for, or those beside the article.

    Raises:
        UsageError: Both options are given.
        InputRefusedError: The file isn't one of corrections.
    """
    from deconflict_map.mapping import given_corrections  # noqa: PLC0415 -- keeps --help quick

    if uncorrected and file is not None:
        raise UsageError("--corrections and --no-corrections exclude each other", do="give one of them")
    return None if uncorrected else given_corrections(article, file)


def report_corrections(document: MapDocument) -> None:
    """Say how many corrections were applied, and which weren't, with the reason."""
    if not document.corrected:
        return
    lost = [one for one in document.corrected if not one.applied]
    applied = len(document.corrected) - len(lost)
    say(f"  {applied} of {len(document.corrected)} correction{'s' if len(document.corrected) != 1 else ''} applied")
    for one in lost:
        say(f"  correction not applied: [{one.kind.value}] “{one.words}”: {one.told}")
