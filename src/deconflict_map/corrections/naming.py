"""An article's file → where a file of corrections to it would lie; all that a map without any needs to know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".corrections.toml"
"""A file beside an article, called like it with this suffix, is found by itself."""


def beside(article: Path) -> Path:
    """Where the corrections of an article are looked for: `article.md` has `article.md.corrections.toml`."""
    return article.with_name(article.name + SUFFIX)
