"""All requests of all processes of a user → one after another, never closer than an interval.

A lock on a file lets one process ask at a time; beside it stands when the last request was done. A turn is noted when
it begins, in case the process dies, and again when it is over: the next request starts an interval after the last
one's answer, so that the service sees the interval however long each was under way. Time is taken by two clocks, and
the one by which less has passed counts: a wall clock that is set forward shortens no pause, and a computer that was
started anew, or a note that can't be read, costs one pause at most.
"""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deconflict_map.errors import OutputError
from deconflict_map.online.folder import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONGEST_PAUSE_S = 60.0
"""A service that wants a longer pause isn't waited for (judgement: about as long as a user waits for a map)."""
_PATIENCE_S = 120.0
"""Longest wait for other processes (judgement: as many as a hundred names of theirs take, and a bit)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The computer's clocks, in seconds; tests bring their own."""

    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True, kw_only=True)
class Turn:
    """A request that is being made; whoever makes it may ask for a longer pause after it."""

    pause_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The turns at one host. `folder` must be the same for all processes that are to keep the pace together."""

    folder: Path
    host: str
    interval_s: float
    clock: Clock = field(default_factory=Clock)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Wait for one's turn, and hold it.

        Raises:
            TimeoutError: Other processes are asking, and it takes too long.
            OutputError: The folder can't be used.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 -- only needed when something goes online

        name = self.host.replace(":", "_")
        lock = FileLock(made(self.folder) / f"{name}.lock", timeout=_PATIENCE_S)
        noted = self.folder / f"{name}.last.json"
        turn = Turn(pause_s=self.interval_s)
        try:
            lock.acquire()
        except Timeout:
            raise
        except (OSError, NotImplementedError) as error:
            raise OutputError("files can't be locked here", where=str(self.folder), do="give --cache FOLDER") from error
        try:
            self.clock.sleep(self._still_to_wait_s(noted))
            self._note(noted, turn)
            try:
                yield turn
            finally:
                self._note(noted, turn)
        finally:
            lock.release()

    def _note(self, path: Path, turn: Turn) -> None:
        pause_s = max(self.interval_s, min(turn.pause_s, LONGEST_PAUSE_S))
        note = {"wall_s": self.clock.wall(), "monotonic_s": self.clock.monotonic(), "pause_s": pause_s}
        try:
            path.write_text(json.dumps(note), encoding="utf-8")
        except OSError as error:
            what = f"the time of a request can't be noted: {error.strerror}"
            raise OutputError(what, where=str(path), do="see to space and rights") from error

    def _still_to_wait_s(self, path: Path) -> float:
        """Seconds until the pause after the last request is over."""
        if not path.exists():
            return 0.0
        wall_s, monotonic_s, pause_s = _noted(path)
        pause_s = max(self.interval_s, min(pause_s, LONGEST_PAUSE_S))
        passed_s = min(self.clock.wall() - wall_s, self.clock.monotonic() - monotonic_s)
        return min(pause_s, max(0.0, pause_s - max(0.0, passed_s)))


def _noted(path: Path) -> tuple[float, float, float]:
    """Both clocks at the last request and the pause after it; the end of all days if that can't be read."""
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
        return float(note["wall_s"]), float(note["monotonic_s"]), float(note["pause_s"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return float("inf"), float("inf"), 0.0
