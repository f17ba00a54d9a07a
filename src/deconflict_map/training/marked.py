"""Marked texts (`data/training`) → lessons.

A text is a document that begins with `=== ID` and lines of `key: value`, and in whose words every name of a place is
marked as `[words|gazetteer id]` or `[words|gazetteer id|role]`; data/training/README.md says the rest. Refuses whatever
isn't written so, with the file and the document: a mark that is passed over would be learned as a word that is no name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deconflict_map.errors import InputRefusedError
from deconflict_map.training.lessons import Answer, Lesson, Origin, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from deconflict_map.model.place import Gazetteer

_MARK = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)(?:\|([^\[\]|]*))?\]")
_BEGINS = re.compile(r"(?m)^=== ")
_LINE = re.compile(r"([a-z]+): (\S.*)")
_KEYS = frozenset({"url", "domain", "date", "title"})
_LEFT_OVER = re.compile(r"[\[\]|]")
_UNKNOWN = "?"
_SHOWN = 30  # characters beside what is refused
_INVENTED = re.compile(r"(?<=//)(?:www\.)?([^/]*)\.example\b")
"""Our invented outlets stand under .example, so that they are nobody's (RFC 2606); real ones don't."""


def read_texts(folder: Path) -> list[Lesson]:
    """The lessons of all `*.txt` of a folder, by the names of the files.

    Raises:
        InputRefusedError: There are none, one isn't written as it should be, or two documents have one name.
    """
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise InputRefusedError("has no marked text (*.txt)", where=str(folder), do="give the folder that has them")
    found: dict[str, Lesson] = {}
    for path in paths:
        for lesson in read_marked(path):
            if lesson.name in found:
                raise _refused(path, lesson.name, "has a name that another document has")
            found[lesson.name] = lesson
    return list(found.values())


def read_marked(path: Path) -> Iterator[Lesson]:
    """The lessons of a file of marked texts.

    Raises:
        InputRefusedError: It can't be read, or isn't written as it should be.
    """
    try:
        before, *parts = _BEGINS.split(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefusedError("can't be read as UTF-8", where=str(path), do="check the file") from error
    if before.strip() or not parts:
        raise InputRefusedError("doesn't begin with a document", where=str(path), do="begin with a line === ID")
    for part in parts:
        yield _lesson(path, part)


def refuse_unknown(lessons: Iterable[Lesson], gazetteer: Gazetteer) -> None:
    """Refuse lessons with ids that a gazetteer doesn't have.

    Raises:
        InputRefusedError: There is one.
    """
    where = {answer.place_id: lesson.name for lesson in lessons for answer in lesson.answers if answer.place_id}
    for place_id, name in where.items():
        if gazetteer.place(place_id) is None:
            what = f"has the id {place_id}, which the gazetteer doesn't"
            raise InputRefusedError(what, where=name, do="look for it with `gazetteer search`, or write ?")


def _lesson(path: Path, part: str) -> Lesson:
    head, _, body = part.partition("\n\n")
    name, *lines = head.split("\n")
    name = name.strip()
    if not name or not body.strip():
        raise _refused(path, name, "has no name or no text")
    about = dict(_about(path, name, lines))
    text, answers = _unmarked(path, name, body.rstrip("\n"))
    address = about.get("url") or (f"https://{about['domain']}/" if "domain" in about else None)
    url = address and _INVENTED.sub(_real, address, count=1)
    return Lesson(name=name, origin=Origin.OWN, text=text, url=url, answers=answers)


def _about(path: Path, name: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None or found[1] not in _KEYS:
            raise _refused(
                path, name, f"has in its head “{line[:_SHOWN]}”, which is none of {', '.join(sorted(_KEYS))}"
            )
        yield found[1], found[2]


def _real(host: re.Match[str]) -> str:
    return host[1] if "." in host[1] else f"{host[1]}.com"


def _unmarked(path: Path, name: str, body: str) -> tuple[str, tuple[Answer, ...]]:
    """The words without their marks, and what the marks say."""
    parts: list[str] = []
    answers, length, at = list[Answer](), 0, 0
    for mark in _MARK.finditer(body):
        words, place_id, role = mark[1], mark[2], mark[3]
        if not words.strip() or words != words.strip() or not place_id.strip() or role not in {None, *Role} - {""}:
            raise _refused(path, name, f"has the mark “{mark[0][:_SHOWN]}”: its words, id or role can't be read")
        parts += body[at : mark.start()], words
        length += mark.start() - at
        known = "" if place_id == _UNKNOWN else place_id
        answers.append(Answer(start=length, end=length + len(words), place_id=known, role=Role(role or "")))
        length += len(words)
        at = mark.end()
    text = "".join((*parts, body[at:]))
    left = _LEFT_OVER.search(text)
    if left is not None:
        shown = text[max(left.start() - _SHOWN, 0) : left.end() + _SHOWN].replace("\n", " ")
        raise _refused(path, name, f"has a “{left[0]}” that is no mark's: “{shown}”")
    return text, tuple(answers)


def _refused(path: Path, name: str, what: str) -> InputRefusedError:
    do = "see data/training/README.md for how marks are written"
    return InputRefusedError(what, where=f"{path}, {name or 'a document without a name'}", do=do)
