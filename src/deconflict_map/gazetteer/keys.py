"""A key → the integer under which the index holds it.

CRC-32, signed: four bytes a key instead of the key itself, which halves the index. Two keys may share a number, so
whoever looks up compares the names afterwards.
"""

from __future__ import annotations

from zlib import crc32

_HALF = 1 << 31


def key_number(key: str) -> int:
    """Number of a light, folded or skeleton key (CRC-32 of its UTF-8, shifted into the signed range)."""
    return crc32(key.encode("utf-8", "surrogatepass")) - _HALF
