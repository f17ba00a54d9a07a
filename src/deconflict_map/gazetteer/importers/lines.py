"""A text file, or the one inside a zip → its lines in blocks, as text, each block with the number of its first line.

Lines end in LF or CRLF; a byte order mark is dropped. Lines that aren't UTF-8, hold a NUL or are too long to be a row
are rejected and stand in the block as empty strings; other control characters become spaces. A file that is missing,
cut short or damaged is an error. Memory stays at a few megabytes, whatever the file holds.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.importers.rejects import Reason, Rejects

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCK = 1 << 20
LONGEST_LINE = 1 << 20
"""Bytes. GeoNames' longest rows have about 12,000 (name 200, alternate names 10,000 characters: readme of the dump)."""
_BOM = b"\xef\xbb\xbf"
_CONTROLS = re.compile("[\x01-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that follow one another, without their ends; `first` is the number of the first, `size` their bytes."""

    first: int
    lines: list[str]
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A text file, or the `member` of a zip. `size` is its unpacked length in bytes, `date` the member's, if known."""

    path: Path
    member: str
    size: int
    date: str = ""

    @property
    def name(self) -> str:
        """How messages call it."""
        return self.path.name

    def blocks(self, rejects: Rejects, *, longest: int = LONGEST_LINE) -> Iterator[Block]:
        """Its lines, block by block; `longest` is the longest line that may be one, bytes.

        Raises:
            GazetteerError: it can't be read to its end.
        """
        with _told(self.path):
            if not self.member:
                with self.path.open("rb") as stream:
                    yield from _blocks(stream, self.name, rejects, longest)
                return
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                yield from _blocks(stream, self.name, rejects, longest)


def text_file(path: Path) -> TextFile:
    """A `.zip` or any other file as a text file; of a zip the member that bears its name is meant.

    Raises:
        GazetteerError: it can't be opened, or the zip has no such member.
    """
    with _told(path):
        if path.suffix.lower() != ".zip":
            return TextFile(path=path, member="", size=path.stat().st_size)
        with zipfile.ZipFile(path) as archive:
            wanted = f"{path.stem}.txt".casefold()
            entries = [entry for entry in archive.infolist() if entry.filename.casefold() == wanted]
        if not entries:
            raise GazetteerError(f"no {path.stem}.txt in it", where=str(path), do="fetch the file again")
        entry = entries[0]
        date = "-".join(f"{part:02}" for part in entry.date_time[:3])
        return TextFile(path=path, member=entry.filename, size=entry.file_size, date=date)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Whatever goes wrong in reading, as one line that says what to do."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        what = "isn't a whole zip file: it is cut short or damaged"
        raise GazetteerError(what, where=str(path), do="fetch it again; unzip -t shows whether it is whole") from error
    except (NotImplementedError, RuntimeError) as error:  # zipfile's words for odd compression and passwords
        raise GazetteerError(f"can't be unpacked: {error}", where=str(path), do="unzip it and try again") from error
    except OSError as error:
        raise GazetteerError(f"can't be read: {error.strerror}", where=str(path), do="check path and rights") from error


def _blocks(stream: IO[bytes], name: str, rejects: Rejects, longest: int) -> Iterator[Block]:
    """Whole lines of a stream; a line longer than `longest` is read over."""
    number, tail, skipping = 1, b"", False
    while chunk := stream.read(_BLOCK):
        data = tail + chunk
        if skipping:
            _, newline, data = data.partition(b"\n")
            skipping = not newline
            number += not skipping
        end = data.rfind(b"\n") + 1
        data, tail = data[:end], data[end:]
        if len(tail) > longest:
            rejects.add(name, number + data.count(b"\n"), Reason.LINE, tail[:100].decode("utf-8", "replace"))
            tail, skipping = b"", True
        if data:
            block = _block(data[:-1], name, number, rejects)
            yield block
            number += len(block.lines)
    if tail:
        yield _block(tail, name, number, rejects)


def _block(data: bytes, name: str, first: int, rejects: Rejects) -> Block:
    size = len(data) + 1
    if first == 1:
        data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\n".join(_decoded(line, name, number, rejects) for number, line in enumerate(data.split(b"\n"), first))
    if _CONTROLS.search(text):
        text = _CONTROLS.sub(" ", text)
    lines = text.split("\n")
    if "\r" in text:
        lines = [line.rstrip("\r").replace("\r", " ") for line in lines]
    if "\0" in text:
        lines = [_without_nul(line, name, number, rejects) for number, line in enumerate(lines, first)]
    return Block(first=first, lines=lines, size=size)


def _decoded(line: bytes, name: str, number: int, rejects: Rejects) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        rejects.add(name, number, Reason.ENCODING, line.decode("utf-8", "replace"))
        return ""


def _without_nul(line: str, name: str, number: int, rejects: Rejects) -> str:
    if "\0" not in line:
        return line
    rejects.add(name, number, Reason.NUL, line)
    return ""
