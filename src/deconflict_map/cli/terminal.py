"""Messages → the terminal: one line each, without control characters, on the right stream."""

from __future__ import annotations

import json
import re
import sys

import click

# C0, C1, bidirectional and zero-width controls, line separators, interlinear marks and tags: none of them may steer a
# terminal, break or reorder a line, or hide text in it.
_CONTROLS = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


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


def put_json(value: object) -> None:
    """Write a value to standard output as JSON; what could steer a terminal stands escaped in it, and is kept."""
    put_json_text(json.dumps(value, ensure_ascii=False, indent=1))


def put_json_text(text: str) -> None:
    """Write JSON that is at hand as text to standard output, escaped in the same way."""
    put("\n".join(_CONTROLS.sub(_escaped, line) for line in text.split("\n")))


def _escaped(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
