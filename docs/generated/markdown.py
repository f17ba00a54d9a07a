"""Plain words → Markdown that shows them as they are."""

from __future__ import annotations

import re

_CODE = re.compile(r"(`[^`]+`)")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$^{}])")


def plain(words: str) -> str:
    """Words on one line, with what Markdown would take for its own escaped; what stands in backticks is code."""
    parts = _CODE.split(" ".join(words.split()))
    return "".join(part if _CODE.fullmatch(part) else _SPECIAL.sub(r"\\\1", part) for part in parts)


def code(words: str) -> str:
    """Words as code; a backtick in them gets a longer fence."""
    fence = "``" if "`" in words else "`"
    return f"{fence}{words}{fence}"
