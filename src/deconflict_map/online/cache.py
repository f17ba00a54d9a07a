"""Questions and their answers → one SQLite file, so that nothing is asked twice and a map can be made again offline.

An answer keeps the day on which it was given, and that day is what a map says, however often it is made. That nothing
is known is kept too, for a shorter time. What is read back is checked like what a service sent. Several processes may
use the file at once. Trade-off: an answer that says something is kept until it is removed; places seldom move, and a
map that was made once can be made again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from deconflict_map.errors import OutputError
from deconflict_map.online.answers import Question, read_answers, record
from deconflict_map.online.folder import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from deconflict_map.online.answers import Answer

_NEGATIVE_DAYS = 30
"""That nothing is known is believed for a month (judgement: OpenStreetMap gains villages daily)."""
_MOST_ENTRIES = 50_000
"""Some tens of megabytes; beyond, the oldest go."""
_WAIT_S = 10.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers_1 (
    key TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    name TEXT NOT NULL,
    countries TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    answers TEXT NOT NULL
) STRICT
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Answers with the day on which they were given; no answers: nothing was known."""

    answers: tuple[Answer, ...]
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the cache holds for one question, to be listed."""

    service: str
    name: str
    countries: str
    checked_on: str
    places: int


def today() -> date:
    """The day in UTC."""
    return datetime.now(tz=UTC).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCache:
    """The cache in `folder`. Every method opens and closes the file."""

    folder: Path
    today: Callable[[], date] = field(default=today)

    @property
    def path(self) -> Path:
        """Where the answers are."""
        return self.folder / "answers.sqlite"

    def get(self, service: str, question: Question) -> Kept | None:
        """What is known of a question, or `None`: then it may be asked.

        Raises:
            OutputError: The cache can't be used.
        """
        with self._open() as connection:
            query = "SELECT checked_on, answers FROM answers_1 WHERE key = ?"
            row = connection.execute(query, (_key(service, question),)).fetchone()
        kept = _kept(row) if row is not None else None
        old = kept is not None and not kept.answers and (self.today() - kept.checked_on).days >= _NEGATIVE_DAYS
        return None if old else kept

    def put(self, service: str, question: Question, answers: tuple[Answer, ...]) -> Kept:
        """Keep what was answered today.

        Raises:
            OutputError: The cache can't be used.
        """
        kept = Kept(answers=answers, checked_on=self.today())
        text = json.dumps([record(answer) for answer in answers], ensure_ascii=False)
        asked = question.normal
        row = (_key(service, question), service, asked.name, " ".join(asked.countries), str(kept.checked_on), text)
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO answers_1 VALUES (?, ?, ?, ?, ?, ?)", row)
            connection.execute(
                "DELETE FROM answers_1 WHERE rowid IN"
                " (SELECT rowid FROM answers_1 ORDER BY checked_on DESC, rowid DESC LIMIT -1 OFFSET ?)",
                (_MOST_ENTRIES,),
            )
        return kept

    def entries(self) -> tuple[Entry, ...]:
        """Everything in the cache, by name.

        Raises:
            OutputError: The cache can't be used.
        """
        with self._open() as connection:
            query = "SELECT service, name, countries, checked_on, answers FROM answers_1 ORDER BY name, countries, key"
            rows = connection.execute(query).fetchall()
        return tuple(
            Entry(service=service, name=name, countries=countries, checked_on=day, places=_count(answers))
            for service, name, countries, day, answers in rows
        )

    def remove(self, name: str | None) -> int:
        """Forget what is known of a name, or everything; how many entries went.

        Raises:
            OutputError: The cache can't be used.
        """
        with self._open() as connection:
            if name is None:
                return connection.execute("DELETE FROM answers_1").rowcount
            asked = Question(name=name).normal.name
            return connection.execute("DELETE FROM answers_1 WHERE name = ?", (asked,)).rowcount

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        made(self.folder)
        try:
            with closing(sqlite3.connect(self.path, timeout=_WAIT_S)) as connection, connection:
                connection.execute(_SCHEMA)
                yield connection
        except sqlite3.Error as error:
            what = f"the kept answers can't be used: {error}"
            raise OutputError(what, where=str(self.path), do="remove the file, or give --cache FOLDER") from error


def _key(service: str, question: Question) -> str:
    """One key for all spellings of a question to a service."""
    asked = question.normal
    parts = [service, asked.name, asked.countries, asked.language]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def _kept(row: tuple[str, str]) -> Kept | None:
    """A row as it was kept, or `None` if it has been damaged."""
    try:
        checked_on, answers = date.fromisoformat(row[0]), read_answers(json.loads(row[1]))
    except (ValueError, RecursionError):
        return None
    return None if answers is None else Kept(answers=answers, checked_on=checked_on)


def _count(answers: str) -> int:
    try:
        return len(read_answers(json.loads(answers)) or ())
    except (ValueError, RecursionError):
        return 0
