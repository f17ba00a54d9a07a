"""A path → the bytes of single lines of a shapes file, and the directory that says where they are.

The file is TopoJSON 1.0 (https://github.com/topojson/topojson-specification) with one geometry or arc a line, between a
head that names format and version, and two foreign members at its end: the directory (where the lines are, their ids
and bounds, and a CRC-32 of every block of 64 KiB; JSON, packed by zlib, in base64) and a trailer of fixed length that
says where the directory begins.
Any TopoJSON reader takes the file as it is; this one maps it into memory and reads what is asked for.

Refuses a file that is missing, cut short, changed, of another kind or version; what is read is checked against its CRC
first. Trade-off: a block that nobody asks for is never checked; `checksum` reads everything.
"""

from __future__ import annotations

import json
import mmap
import zlib
from binascii import a2b_base64
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    IntArray = npt.NDArray[np.int64]

VERSION = 1
KIND = b'{"type":"Topology","format":"deconflict-map shapes","version":'
HEAD = KIND + b"%d," % VERSION
TRAILER = b'"trailer":"%012d %08x"}\n'
"""Where the directory begins, and its CRC-32."""
TRAILER_LENGTH = len(TRAILER % (0, 0))
BLOCK = 65_536
"""Bytes that one CRC covers (judgement: checking a block costs 30 microseconds, a file has about a hundred)."""
LINE_END = 2
"""Each line of a geometry or arc ends with a comma, or a space after the last, and a line feed."""
BOUNDS_PER_DEG = 100
"""The directory's bounds are whole hundredths of a degree, rounded outwards."""
ID_MARK = "|"
"""Parts the ids in the directory; none has it."""
_REBUILD = "reinstall deconflict-map, or run deconflict-map gazetteer build"


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Where everything is. The rows of all layers follow each other in the order of `layers`.

    `layers` gives for each layer its name, the number of its rows, and where its first line begins. `lengths` are those
    of the geometries' lines, `arc_lengths` those of the arcs'. `bounds` has a row `(west, south, east, north)` each, in
    hundredths of a degree. `errors` are indices into `error_levels_m`. `forms` has a letter each: `a`rea or `l`ine.
    """

    layers: tuple[tuple[str, int, int], ...]
    ids: tuple[str, ...]
    forms: str
    ranks: IntArray
    errors: IntArray
    error_levels_m: tuple[float, ...]
    lengths: IntArray
    bounds: IntArray
    arcs_at: int
    arc_lengths: IntArray
    blocks: IntArray


class ShapeFile:
    """A shapes file, open for reading. Not for use by several threads at once."""

    def __init__(self, path: Path) -> None:
        """Open it; reads only its first and last bytes.

        Raises:
            GazetteerError: it is missing, cut short, or of another kind or version.
        """
        self.path = path
        self._bytes = _map(path)
        self._check_head()
        self._directory_at, self._directory_crc = self._read_trailer()
        self._checked = bytearray(self._directory_at // BLOCK + 1)

    def _check_head(self) -> None:
        head = self._bytes[: len(KIND) + 20]
        if not head.startswith(KIND):
            raise self._error("not a file of shapes")
        if not head.startswith(HEAD):
            version = head[len(KIND) :].split(b",")[0].decode("ascii", "replace")
            raise self._error(f"shapes of version {version}; this reads version {VERSION}")

    def _read_trailer(self) -> tuple[int, int]:
        trailer = self._bytes[-TRAILER_LENGTH:]
        start, end = TRAILER[: TRAILER.index(b"%")], b'"}\n'
        try:
            at, crc = trailer[len(start) : -len(end)].split(b" ")
            place = int(at), int(crc, 16)
        except ValueError as error:
            raise self._error("cut short: no trailer at its end") from error
        if trailer != TRAILER % place or not len(HEAD) <= place[0] < len(self._bytes) - TRAILER_LENGTH:
            raise self._error("cut short: no trailer at its end")
        return place

    def _error(self, what: str) -> GazetteerError:
        return GazetteerError(what, where=str(self.path), do=_REBUILD)

    @cached_property
    def directory(self) -> Directory:
        """The directory, read at the first need.

        Raises:
            GazetteerError: it isn't as it was written.
        """
        line = self._bytes[self._directory_at : -TRAILER_LENGTH]
        if zlib.crc32(line) != self._directory_crc:
            raise self._error("damaged: its directory isn't as it was written")
        return _read_directory(line)

    @cached_property
    def _geometry_ends(self) -> IntArray:
        """Where each geometry's line ends."""
        import numpy as np  # noqa: PLC0415 - names and places need no arrays

        directory = self.directory
        starts = np.repeat([at for _, _, at in directory.layers], [count for _, count, _ in directory.layers])
        ends = np.cumsum(directory.lengths)
        counts = np.array([count for _, count, _ in directory.layers])
        before = np.repeat(np.concatenate([[0], ends])[np.cumsum(counts) - counts], counts)
        lines: IntArray = starts + ends - before
        return lines

    @cached_property
    def _arc_ends(self) -> IntArray:
        """Where each arc's line ends."""
        ends: IntArray = self.directory.arc_lengths.cumsum() + self.directory.arcs_at
        return ends

    def geometries(self, rows: Iterable[int]) -> list[bytes]:
        """The JSON of geometries, by their rows."""
        lengths, ends = self.directory.lengths, self._geometry_ends
        return [self._read(int(ends[row] - lengths[row]), int(ends[row]) - LINE_END) for row in rows]

    def arcs(self, numbers: Iterable[int]) -> list[bytes]:
        """The JSON of arcs, by their numbers."""
        lengths, ends = self.directory.arc_lengths, self._arc_ends
        return [self._read(int(ends[number] - lengths[number]), int(ends[number]) - LINE_END) for number in numbers]

    def _read(self, start: int, end: int) -> bytes:
        for block in range(start // BLOCK, end // BLOCK + 1):
            if not self._checked[block]:
                self._check(block)
        return self._bytes[start:end]

    def _check(self, block: int) -> None:
        """Compare a block with its CRC; it isn't compared again."""
        end = min((block + 1) * BLOCK, self._directory_at)
        if zlib.crc32(self._bytes[block * BLOCK : end]) != self.directory.blocks[block]:
            raise self._error(f"damaged: bytes {block * BLOCK} to {end} aren't as they were written")
        self._checked[block] = 1

    def checksum(self) -> str:
        """SHA-256 of the whole file; reads all of it."""
        import hashlib  # noqa: PLC0415 - it loads OpenSSL, and who reads shapes needs none

        return hashlib.sha256(self._bytes).hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        self._bytes.close()


def _map(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        raise GazetteerError("no shapes here", where=str(path), do=_REBUILD) from error
    except ValueError as error:
        raise GazetteerError("not a file of shapes: it is empty", where=str(path), do=_REBUILD) from error
    except OSError as error:
        raise GazetteerError(f"can't read: {error.strerror}", where=str(path), do="see to its rights") from error


def _read_directory(line: bytes) -> Directory:
    table = json.loads(zlib.decompress(a2b_base64(line[len(b'"directory":"') : -len(b'",\n')])))
    return Directory(
        layers=tuple((str(name), int(count), int(at)) for name, count, at in table["layers"]),
        ids=tuple(table["ids"].split(ID_MARK)) if table["ids"] else (),
        forms=table["forms"],
        ranks=_numbers(table["ranks"]),
        errors=_numbers(table["errors"]),
        error_levels_m=tuple(table["error_levels_m"]),
        lengths=_numbers(table["lengths"]),
        bounds=_numbers(table["bounds"]).reshape(-1, 4),
        arcs_at=int(table["arcs_at"]),
        arc_lengths=_numbers(table["arc_lengths"]),
        blocks=_numbers(table["blocks"]),
    )


def _numbers(column: str) -> IntArray:
    """A column of whole numbers, parted by commas: NumPy reads them ten times faster than JSON does."""
    import numpy as np  # noqa: PLC0415 - as above

    return np.fromstring(column, dtype=np.int64, sep=",") if column else np.empty(0, dtype=np.int64)
