"""Plain words → Markdown that shows them as they are."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$^{}])")


def plain(words: str) -> str:
    """Words on one line, with what Markdown would take for its own escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))


def code(words: str) -> str:
    """Words as code; a backtick in them gets a longer fence."""
    fence = "``" if "`" in words else "`"
    return f"{fence}{words}{fence}"
