"""Any text → a text in which every character can be seen.

Characters that reorder or hide words (bidi controls, zero-width characters, C0 and C1 controls) are replaced by a
visible token such as ⟦U+202E⟧, and lone surrogates by U+FFFD; nothing is refused. Trade-off taken: ZERO WIDTH
(NON-)JOINER stays where it stands between two characters outside ASCII, because Persian, the Indic scripts and emoji
can't be written without it. Reason: Boucher and Anderson, "Trojan Source" (CVE-2021-42574).
"""

from __future__ import annotations

import re

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point of the Unicode Character Database (variation selectors left out), the C0 and C1
controls without tab and line breaks, U+FFFE and U+FFFF, which XML has no place for, and the surrogates."""

_JOINERS = frozenset("\u200c\u200d")


def visible(text: str) -> str:
    """`text` with every character that can't be seen replaced by a token that names it."""
    return _SUSPECT.sub(_token, text)


def _token(found: re.Match[str]) -> str:
    character = found.group()
    if "\ud800" <= character <= "\udfff":
        return "\N{REPLACEMENT CHARACTER}"
    if character in _JOINERS and _joins(found.string, found.start()):
        return character
    return f"⟦U+{ord(character):04X}⟧"


def _joins(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1] > "\x7f" and text[at + 1] > "\x7f"
