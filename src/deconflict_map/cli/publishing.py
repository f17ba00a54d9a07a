"""`--no-text`, `--quotes-only`, `--coarsen` and `--redact` → what a map withholds, and what its user is told of it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from deconflict_map.document import Document
    from deconflict_map.publishing.options import Publishing
    from deconflict_map.publishing.reporting import Told

_COARSEN = click.option(
    "--coarsen",
    "coarsen_km",
    type=float,
    metavar="KM",
    help="Leave no position finer than a grid of this size, 1 to 1000; names still say where.",
)
_REDACT = click.option(
    "--redact",
    multiple=True,
    metavar="NAME",
    help="Take this name out of everything, with what was drawn by it. May be given several times.",
)
_TEXT = (
    click.option("--quotes-only", is_flag=True, help="Keep no text but the sentences that are quoted."),
    click.option("--no-text", is_flag=True, help="Keep the text out of all files, quotations too."),
)


def withholding(command: Callable[..., object]) -> Callable[..., object]:
    """Add the options by which an article's map is made fit for publishing; the command is handed `withhold`."""

    @functools.wraps(command)
    def wrapped(
        *, no_text: bool, quotes_only: bool, coarsen_km: float | None, redact: tuple[str, ...], **others: object
    ) -> object:
        from deconflict_map.publishing.options import publishing_options  # noqa: PLC0415 -- keeps --help quick

        options = publishing_options(no_text=no_text, quotes_only=quotes_only, coarsen_km=coarsen_km, redact=redact)
        return command(withhold=options, **others)

    adding: Callable[..., object] = wrapped
    for option in (_REDACT, _COARSEN, *_TEXT):
        adding = option(adding)
    return adding


def coarsening(command: Callable[..., object]) -> Callable[..., object]:
    """Add `--coarsen` alone, for a described place: its words and names are the user's own."""

    @functools.wraps(command)
    def wrapped(*, coarsen_km: float | None, **others: object) -> object:
        from deconflict_map.publishing.options import publishing_options  # noqa: PLC0415 -- keeps --help quick

        return command(withhold=publishing_options(coarsen_km=coarsen_km), **others)

    return _COARSEN(wrapped)


def fit_for_publishing(document: Document, withhold: Publishing) -> tuple[Document, Told]:
    """The map to be written, and what its user alone should be told."""
    from deconflict_map.document import publish  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.publishing.reporting import Told  # noqa: PLC0415 -- the same

    if not withhold.asks_anything:
        return document, Told()
    return publish(document, withhold)


def report_withheld(
    document: Document, told: Told, written: Iterable[Path], withhold: Publishing, *, quiet: bool
) -> None:
    """Say what was withheld, and what else may tell it; what may be mistyped even to those who want quiet."""
    for name in told.unfound:
        say(f"  “{name}” stands nowhere in the text: nothing was redacted for it; check the spelling")
    if quiet:
        return
    for line in (*document.withheld, *told.lines):
        say(f"  {line}")
    for path in written:
        for name in withhold.redact:
            if name.casefold() in path.name.casefold():
                say(f"  the file's own name still has “{name}”: {path.name}")
