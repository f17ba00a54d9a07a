"""Named sections of bytes ↔ one file that is memory-mapped, checked on opening and never written to again.

A header of fixed size says where the directory lies; the directory is JSON and says where each section lies. Opening
checks magic, version, length and the header's own checksum, and reads nothing else; `verify` reads it all. Refuses
whatever is cut short, changed or of another version. Trade-off: the directory stands at the end, so that sections of
unknown length can be streamed.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import struct
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TypeAlias, cast

from deconflict_map.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

MAGIC = b"\x89DCMGAZ\r\n\x1a\n\x00\x00\x00\x00\x00"
"""As PNG's signature does, it shows whether a transfer has cut the eighth bit or changed line ends."""
VERSION = 1
REBUILD = "reinstall deconflict-map, or build the file again with deconflict-map gazetteer build"

_HEADER = struct.Struct("<16sIIQQ32s32s")
"""Magic, version, length of the directory, its offset, length of the file, SHA-256 of the directory and of all the
sections; behind it the SHA-256 of the header itself."""
_DIGEST = hashlib.sha256().digest_size
_ALIGNMENT = 64
"""A cache line: sections of integers are read in place."""
_CHUNK = 1 << 20
_SMALL = 1 << 25
"""Bytes, 32 MiB: judgement; mapping so many takes a millisecond or two, and a process touches most of them anyway."""
_POPULATE_READ = 22
"""MADV_POPULATE_READ (Linux, include/uapi/asm-generic/mman-common.h), for which Python has no name."""

Setting: TypeAlias = "str | int | Sequence[Sequence[str | float]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Where a section lies, bytes."""

    offset: int
    length: int


class ContainerWriter:
    """Streams sections into a file."""

    def __init__(self, file: IO[bytes]) -> None:
        """Begin a container in an empty file that can be read and written."""
        self._file = file
        self._sections: dict[str, Section] = {}
        file.write(bytes(_HEADER.size + _DIGEST))

    def add(self, name: str, content: bytes | memoryview) -> None:
        """Write a section whole."""
        with self.section(name) as file:
            file.write(content)

    @contextmanager
    def section(self, name: str) -> Iterator[IO[bytes]]:
        """Write a section piece by piece."""
        self._file.write(bytes(-self._file.tell() % _ALIGNMENT))
        offset = self._file.tell()
        yield self._file
        self._sections[name] = Section(offset=offset, length=self._file.tell() - offset)

    def finish(self, settings: Mapping[str, Setting]) -> None:
        """Write the directory, with settings of the writer's own, and the header."""
        end = self._file.tell()
        directory = json.dumps(
            {
                "sections": {name: [at.offset, at.length] for name, at in sorted(self._sections.items())},
                "settings": dict(settings),
            },
            ensure_ascii=False,
            sort_keys=True,
        ).encode()
        self._file.write(directory)
        body = _digest_of(self._file, _HEADER.size + _DIGEST, end)
        header = _HEADER.pack(
            MAGIC, VERSION, len(directory), end, end + len(directory), hashlib.sha256(directory).digest(), body
        )
        self._file.seek(0)
        self._file.write(header + hashlib.sha256(header).digest())
        self._file.flush()


class Container:
    """A mapped file of sections."""

    def __init__(self, path: Path) -> None:
        """Map the file and check its header.

        Raises:
            GazetteerError: it is missing, cut short, changed or of another version.
        """
        self.path = path
        if sys.byteorder != "little":
            raise GazetteerError(
                "the gazetteer needs a little-endian processor", where=str(path), do="use another machine"
            )
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError as error:
            raise GazetteerError("no gazetteer here", where=str(path), do=REBUILD) from error
        except (OSError, ValueError) as error:  # an empty file can't be mapped
            raise GazetteerError(f"can't be opened: {error}", where=str(path), do=REBUILD) from error
        self._view = memoryview(self._map)
        self._map_small()
        directory = self._read_header()
        self._sections = {name: Section(offset=at, length=size) for name, (at, size) in directory["sections"].items()}
        self.settings = cast("Mapping[str, Setting]", directory["settings"])

    def _map_small(self) -> None:
        """Map all pages of a small file at once, where the system can: reading them one by one costs ten times that."""
        if sys.platform == "linux" and len(self._view) <= _SMALL:
            with suppress(OSError):  # before Linux 5.14
                self._map.madvise(_POPULATE_READ)

    def _read_header(self) -> dict[str, dict[str, list[int]]]:
        size = _HEADER.size
        if len(self._view) < size + _DIGEST or self._view[: len(MAGIC)] != MAGIC:
            raise GazetteerError("this isn't a gazetteer", where=str(self.path), do=REBUILD)
        header = bytes(self._view[:size])
        _, version, length, offset, total, digest, self._body = _HEADER.unpack(header)
        if version != VERSION:
            raise GazetteerError(
                f"a gazetteer of format {version}; this version reads {VERSION}", where=str(self.path), do=REBUILD
            )
        if hashlib.sha256(header).digest() != self._view[size : size + _DIGEST]:
            raise GazetteerError("damaged: the header has changed", where=str(self.path), do=REBUILD)
        if total != len(self._view):
            raise GazetteerError(
                f"cut short or grown: {len(self._view)} bytes instead of {total}", where=str(self.path), do=REBUILD
            )
        directory = bytes(self._view[offset : offset + length])
        if hashlib.sha256(directory).digest() != digest:
            raise GazetteerError("damaged: the directory has changed", where=str(self.path), do=REBUILD)
        self._end = offset
        read: dict[str, dict[str, list[int]]] = json.loads(directory)
        return read

    def __contains__(self, name: str) -> bool:
        """Whether there is a section of this name."""
        return name in self._sections

    def section(self, name: str) -> memoryview:
        """A section, in place.

        Raises:
            GazetteerError: there is none.
        """
        at = self._sections.get(name)
        if at is None:
            raise GazetteerError(f"damaged: no section {name}", where=str(self.path), do=REBUILD)
        return self._view[at.offset : at.offset + at.length]

    def sizes(self) -> dict[str, int]:
        """Length of each section in bytes."""
        return {name: at.length for name, at in self._sections.items()}

    def checksum(self) -> str:
        """SHA-256 of the whole file, which is read."""
        return hashlib.sha256(self._view).hexdigest()

    def verify(self) -> None:
        """Read all sections and compare them with their checksum.

        Raises:
            GazetteerError: a section has changed.
        """
        if hashlib.sha256(self._view[_HEADER.size + _DIGEST : self._end]).digest() != self._body:
            raise GazetteerError("damaged: a section has changed", where=str(self.path), do=REBUILD)


def _digest_of(file: IO[bytes], start: int, end: int) -> bytes:
    """SHA-256 of a stretch of a file; leaves the position at the stretch's end."""
    digest = hashlib.sha256()
    file.flush()
    file.seek(start)
    while start < end:
        chunk = file.read(min(_CHUNK, end - start))
        digest.update(chunk)
        start += len(chunk)
    return digest.digest()
