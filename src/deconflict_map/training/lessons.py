"""Marked texts and corpora → lessons: texts of which it is known which words name which places.

Marked texts are our own (`data/training`): documents that begin with `=== ID` and lines of `key: value`, and in whose
words the names are marked as `[words|gazetteer id|role]`. Corpora are JSON, one document a line, with the coordinates
of each name; WikToR only tells of the name that its page is about.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from deconflict_map.article.verbatim import verbatim_article
from deconflict_map.errors import InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)(?:\|([a-z]+))?\]")
_BEGINS = re.compile(r"(?m)^=== ")
_UNKNOWN = "?"
_ALONE = 0.3  # a sentence counts so much of what its name counts in its text
_INVENTED = re.compile(r"(?<=//)(?:www\.)?([^/]*)\.example\b")
"""Our invented outlets stand under .example, so that they are nobody's (RFC 2606); real ones don't."""


class Origin(StrEnum):
    """Where a lesson comes from: it decides what its silence means."""

    OWN = "own"
    """Every name of a place is marked."""
    WIKINEWS = "wikinews"
    """GeoVirus: every name is marked but demonyms and names inside the names of organisations."""
    WIKIPEDIA = "wikipedia"
    """WikToR: only the name of the page is marked, and the pages are of places that share their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A name in a text, and the place it denotes: by id, by its longitude and latitude in degrees, or not known."""

    start: int
    end: int
    place_id: str = ""
    point: tuple[float, float] | None = None
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A text and its answers, and how much it counts."""

    name: str
    origin: Origin
    text: str
    url: str | None
    answers: tuple[Answer, ...]
    weight: float = 1.0


def read_marked(path: Path) -> Iterator[Lesson]:
    """The lessons of a file of marked texts.

    Raises:
        InputRefusedError: a document has no body, or a mark that can't be read.
    """
    for part in _BEGINS.split(path.read_text(encoding="utf-8"))[1:]:
        head, found, body = part.partition("\n\n")
        name, *lines = head.split("\n")
        if not found:
            raise InputRefusedError(
                "a document without a text", where=f"{path}, {name}", do="add it or remove the head"
            )
        about = dict(line.split(": ", 1) for line in lines if ": " in line)
        text, answers = _unmarked(body.rstrip("\n"))
        _refuse_leftovers(text, answers, where=f"{path}, {name.strip()}")
        url = about.get("url") or (f"https://{about['domain']}/" if "domain" in about else None)
        url = url and _INVENTED.sub(_real, url, count=1)
        yield Lesson(name=name.strip(), origin=Origin.OWN, text=text, url=url, answers=tuple(answers))


_ROLES = frozenset({"", "demonym", "modifier", "embedded", "metonymic"})


def _refuse_leftovers(text: str, answers: Sequence[Answer], where: str) -> None:
    left = next((mark for mark in "[]|" if mark in text), "")
    if left:
        raise InputRefusedError(f"a mark that can't be read: “{left}” is left", where=where, do="write [words|id|role]")
    role = next((answer.role for answer in answers if answer.role not in _ROLES), "")
    if role:
        raise InputRefusedError(f"no such role: {role}", where=where, do=f"write one of {', '.join(sorted(_ROLES))}")


def _real(host: re.Match[str]) -> str:
    return host[1] if "." in host[1] else f"{host[1]}.com"


def _unmarked(body: str) -> tuple[str, list[Answer]]:
    parts: list[str] = []
    answers, length, at = list[Answer](), 0, 0
    for mark in _MARK.finditer(body):
        parts += body[at : mark.start()], mark[1]
        length += mark.start() - at
        known = "" if mark[2] == _UNKNOWN else mark[2]
        answers.append(Answer(start=length, end=length + len(mark[1]), place_id=known, role=mark[3] or ""))
        length += len(mark[1])
        at = mark.end()
    return "".join((*parts, body[at:])), answers


def sentences_of(lesson: Lesson) -> Iterator[Lesson]:
    """Each sentence of a lesson that has an answer, as a lesson by itself.

    A caption or a headline is all there is of some texts: what can be told without a context is learned from these.
    """
    for sentence in verbatim_article(lesson.text).sentences:
        start, end = sentence.span.start, sentence.span.end
        answers = tuple(
            replace(answer, start=answer.start - start, end=answer.end - start)
            for answer in lesson.answers
            if start <= answer.start and answer.end <= end
        )
        if answers:
            yield replace(lesson, text=lesson.text[start:end], url=None, answers=answers, weight=_ALONE)


def read_corpus(path: Path, origin: Origin) -> Iterator[Lesson]:
    """The lessons of a corpus, one JSON document a line."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            answers = tuple(
                Answer(start=one["start"], end=one["end"], point=(float(one["lon"]), float(one["lat"])))
                for one in row["toponyms"]
                if one.get("lat") is not None and one.get("offset_ok", True)
            )
            yield Lesson(name=str(row["doc_id"]), origin=origin, text=row["text"], url=None, answers=answers)
