"""What a long build tells → standard error: a bar with rows, rate and time left on a terminal, plain lines elsewhere.

Plain lines come every few seconds, so that a log stays short. Nothing of it reaches the files that are built.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from deconflict_map.cli.terminal import printable, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from deconflict_map.gazetteer.progress import Progress

_EVERY_S = 5.0
_SMALLEST_TOTAL = 20_000
"""Rows: shorter steps pass without a line of their own in a log (judgement: a fraction of a second)."""


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress]:
    """A watcher of builds that suits standard error."""
    from deconflict_map.gazetteer.progress import Silent  # noqa: PLC0415 -- keeps --help quick

    if quiet:
        yield Silent()
    elif sys.stderr.isatty():
        with _bars() as bars:
            yield BarProgress(bars)
    else:
        yield PlainProgress(time.monotonic)


def _bars() -> Bars:
    from rich.console import Console  # noqa: PLC0415 -- of use on a terminal only
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[rows]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=False,
    )


class BarProgress:
    """Shows a bar for each step."""

    def __init__(self, bars: Bars) -> None:
        """Show bars among these."""
        self._bars = bars
        self._task: TaskID | None = None

    def begin(self, step: str, total: int | None) -> None:
        """Close the last step's bar and open one for this."""
        self._close()
        self._task = self._bars.add_task(printable(step), total=total, rows="")

    def _close(self) -> None:
        """Estimates may be a few rows off: a step that has ended is shown as full."""
        if self._task is not None:
            done = self._bars.tasks[self._task].completed
            self._bars.update(self._task, total=done or 1, completed=done or 1)
            self._bars.stop_task(self._task)

    def advance(self, rows: int) -> None:
        """Move the bar."""
        if self._task is None:
            return
        self._bars.advance(self._task, rows)
        task = self._bars.tasks[self._task]
        self._bars.update(self._task, rows=told(int(task.completed), task.elapsed or 0.0))

    def note(self, message: str) -> None:
        """Print a message above the bars."""
        self._bars.console.print(printable(message), markup=False, highlight=False, soft_wrap=True)


class PlainProgress:
    """Prints a line when a step begins, and every few seconds while it runs."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Take the time from `clock`, seconds."""
        self._clock = clock
        self._step, self._total, self._rows = "", 0, 0
        self._began = self._last = clock()

    def begin(self, step: str, total: int | None) -> None:
        """Begin a step; only long ones are told at once."""
        self._step, self._total, self._rows = step, total or 0, 0
        self._began = self._last = self._clock()
        if self._total >= _SMALLEST_TOTAL or total is None:
            say(step)

    def advance(self, rows: int) -> None:
        """Count, and print a line if the last one is a while ago."""
        self._rows += rows
        now = self._clock()
        if now - self._last < _EVERY_S:
            return
        self._last = now
        line = f"{self._step}: {told(self._rows, now - self._began)}"
        if self._total > self._rows:
            left = (now - self._began) * (self._total / self._rows - 1)
            line += f", about {left / 60:,.0f} min left" if left >= 90 else f", about {left:.0f} s left"
        say(line)

    def note(self, message: str) -> None:
        """Print a message."""
        say(message)


def told(rows: int, seconds: float) -> str:
    """Rows, and how many a second."""
    rate = f", {rows / seconds:,.0f} a second" if seconds > 0 else ""
    return f"{rows:,} rows{rate}"
