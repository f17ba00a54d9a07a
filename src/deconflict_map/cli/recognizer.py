"""`--recognizer` → the recogniser of a run, or none for our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.recogniser import Recogniser

Command = TypeVar("Command", bound="Callable[..., object]")


def which_recognizer(command: Command) -> Command:
    """Add `--recognizer` to a command."""
    option = click.option(
        "--recognizer",
        metavar="spacy:MODEL[#LABEL,…]",
        help="Find names with a spaCy pipeline of your own (a package or folder); LABELs are its labels of places.",
    )
    return option(command)


def chosen_recogniser(asked: str | None, gazetteer: Gazetteer) -> Recogniser | None:
    """The recogniser that the option asks for, if it asks for one.

    Raises:
        UsageError: The option names none.
    """
    if asked is None:
        return None
    from deconflict_map.recognisers import open_recogniser  # noqa: PLC0415 -- never imported unless it is asked for

    return open_recogniser(asked, gazetteer)
