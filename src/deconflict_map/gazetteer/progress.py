"""What a long build tells whoever watches it: the step it is at, and how many rows are done.

The command line shows it with a rate and the time left; tests and libraries pass `Silent`.
"""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """A watcher of a build."""

    def begin(self, step: str, total: int | None) -> None:
        """A step begins; `total` is the number of rows that it will take, if known."""
        ...

    def advance(self, rows: int) -> None:
        """So many more rows of the step are done."""
        ...

    def note(self, message: str) -> None:
        """Something that the person should read, such as a count of skipped rows."""
        ...


class Silent:
    """A watcher that watches nothing."""

    def begin(self, step: str, total: int | None) -> None:
        """Ignore it."""

    def advance(self, rows: int) -> None:
        """Ignore it."""

    def note(self, message: str) -> None:
        """Ignore it."""
