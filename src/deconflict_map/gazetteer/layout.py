"""How the numbers and texts of an index are laid out: what its writer and its reader agree on.

A *posting* is a place's number with, in its lowest bits, how the place bears the key. A *heap block* holds the further
names of 32 places, compressed. A *cell* is a square of two degrees: places are numbered cell by cell, so that those of
a stretch of land stand together.
"""

from __future__ import annotations

import zlib
from enum import IntEnum

INDEX_FORMAT = 3


class Bears(IntEnum):
    """How a place bears the key under which it is posted: bits, which together are a plain number (flags are slow)."""

    LIGHT = 1
    """One of its names has this light key."""
    FOLDED = 2
    """One of its names has this folded key."""
    DEMONYM = 4
    """One of its demonyms has this light key."""
    ACRONYM = 8
    """One of its names, written in capitals only, has this light key: small letters don't mean it."""
    CLOSED = 16
    """Set in a key's first posting: who asks for a name with this light key finds all that folding it would find.

    Otherwise the number of the folded key follows the postings.
    """


POSTING_SHIFT = 5
POSTING_BITS = (1 << POSTING_SHIFT) - 1

LARGEST_NUMBER = (1 << 24) - (1 << 10)
"""Populations from here on stand in a table, of which the column holds the place: three bytes are enough then, and
their order stays. A few hundred places on Earth have more people, most of them countries."""

COORDINATE = 100_000
"""Coordinates are kept in hundred-thousandths of a degree, about a metre: GeoNames gives no more."""

BLOCK = 32
"""Places whose further names share a block. Measured on the bundled gazetteer: with 128 the blocks are 12 % smaller,
the whole file is 3 % smaller, and opening one takes four times as long."""
_PLACES, _NAMES, _DEMONYMS = "\n", "\x1f", "\x1e"
_END = _PLACES.encode()

CELL_DEG = 2
"""Judgement: about as many places a cell as can be compared in a tenth of a millisecond, in the bundled gazetteer."""
CELLS_A_ROW = 360 // CELL_DEG
ROWS = 180 // CELL_DEG
CELLS = CELLS_A_ROW * ROWS


def cell_of(lon: float, lat: float) -> int:
    """Number of the cell in which a point lies, degrees; cells run eastwards, and rows northwards."""
    return row_of(lat) * CELLS_A_ROW + column_of(lon)


def row_of(lat: float) -> int:
    """Row of the cells in which a latitude lies, degrees; the poles belong to the last rows."""
    return min(max(int((lat + 90.0) / CELL_DEG), 0), ROWS - 1)


def column_of(lon: float) -> int:
    """Column of the cells in which a longitude lies, degrees; 180 belongs to the last one."""
    return min(max(int((lon + 180.0) / CELL_DEG), 0), CELLS_A_ROW - 1)


def pack_block(places: list[tuple[list[str], list[str]]]) -> bytes:
    """The further names and the demonyms of a block's places, compressed."""
    texts = [_NAMES.join(names) + (_DEMONYMS + _NAMES.join(demonyms) if demonyms else "") for names, demonyms in places]
    return zlib.compress(_PLACES.join(texts).encode(), 9)


def unpack_block(block: bytes | memoryview) -> bytes:
    """All texts of a block; `names_in` reads those of one place."""
    return zlib.decompress(block)


def names_in(block: bytes, at: int) -> tuple[list[str], list[str]]:
    """Further names and demonyms of one place of an unpacked block, by its place there."""
    names, _, demonyms = block.split(_END, at + 1)[at].decode().partition(_DEMONYMS)
    return (names.split(_NAMES) if names else []), (demonyms.split(_NAMES) if demonyms else [])
