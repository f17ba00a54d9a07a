"""The name of a word list → the text of its TOML file, the only place that knows where these files lie.

Each reader parses the text into frozen values of its own, since the files have as many forms as readers.
"""

from __future__ import annotations

from importlib.resources import files


def word_list(name: str) -> str:
    """The text of `vocabulary/NAME.toml`."""
    return files(__package__).joinpath(f"vocabulary/{name}.toml").read_text(encoding="utf-8")
