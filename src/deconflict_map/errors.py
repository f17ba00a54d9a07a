"""What went wrong → one error tree, ordered by what the caller can do about it.

    DeconflictMapError
    ├── InputRefusedError      give another input: missing, empty, binary, wrong encoding, too large
    ├── UsageError             give another option: a date that is none, a suffix no writer knows
    ├── NothingToMapError      the input is fine, but no place in it can be put on a map
    │   └── UnreadablePhraseError  the phrase can't be read beyond a point: say it otherwise
    ├── GazetteerError         the gazetteer is missing, damaged or of another version: reinstall or rebuild
    └── OutputError            the result couldn't be written; what lay there before is untouched

Every error is one line: what, where, and what to do. Ambiguity isn't an error: an unresolved toponym or an
unread phrase is a value with its reason.
"""

from __future__ import annotations


class DeconflictMapError(Exception):
    """Base of all errors that this package raises on purpose."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what = what
        self.where = where
        self.do = do
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.do})" if self.do else ""
        return f"{place}{self.what}{advice}"


class UsageError(DeconflictMapError):
    """An option or argument has a value that can't be used."""

    exit_code = 2


class NothingToMapError(DeconflictMapError):
    """The text was read, but names no place that can be drawn."""

    exit_code = 3


class UnreadablePhraseError(NothingToMapError):
    """A phrase that describes no place in words that can be read; reading stopped at the offset `stopped`."""

    def __init__(self, what: str, *, phrase: str, stopped: int, do: str = "") -> None:
        self.phrase = phrase
        self.stopped = min(max(stopped, 0), len(phrase))
        super().__init__(what, do=do)


class InputRefusedError(DeconflictMapError):
    """The input isn't a text that can be read."""

    exit_code = 5


class GazetteerError(DeconflictMapError):
    """The gazetteer is missing, damaged, or was written by another version."""


class OutputError(DeconflictMapError):
    """An output couldn't be written; an older file is left as it was."""

    exit_code = 2
