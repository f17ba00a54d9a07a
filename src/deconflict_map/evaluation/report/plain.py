"""Text of a corpus → the same on one line, with what isn't seen or steers its surroundings shown as U+FFFD."""

from __future__ import annotations

import unicodedata

# Controls, formatting marks (bidirectional, zero-width), halves of surrogate pairs, line and paragraph separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def plain(text: str) -> str:
    """`text` without control characters; white space is folded to single blanks."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in " ".join(text.split()))


def _shown(character: str) -> str:
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in _UNSEEN else character
