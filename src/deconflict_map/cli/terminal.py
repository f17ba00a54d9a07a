"""Messages → the terminal: one line each, without control characters, on the right stream."""

from __future__ import annotations

import re
import sys

import click

# C0, C1, bidirectional and zero-width controls: none of them may steer a terminal or reorder a line.
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def printable(text: str) -> str:
    """`text` on one line, with every control character shown as U+FFFD."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def say(text: str) -> None:
    """Print a message to standard error."""
    click.echo(printable(text), err=True)


def put(text: str) -> None:
    """Write data to standard output as UTF-8, whatever the terminal's encoding, ending in a newline."""
    data = text if text.endswith("\n") else f"{text}\n"
    sys.stdout.buffer.write(data.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
