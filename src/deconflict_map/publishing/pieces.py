"""A text and the stretches of it that stay → a shorter text, and where every span of the old one lies in it.

Unlike an edit, this may put stretches in another order, and leaves nothing of what lies between them. A span that isn't
wholly in a stretch that stays becomes empty.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from deconflict_map.model.article import Span

_NOWHERE = Span(start=0, end=0)


@dataclass(slots=True)
class Pieces:
    """The new text as it grows, and the stretches of the old text in it."""

    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _places: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, words: str) -> Span:
        """Add words that aren't the old text's; returns where they stand."""
        span = Span(start=self._length, end=self._length + len(words))
        self._text.append(words)
        self._length = span.end
        return span

    def keep(self, text: str, span: Span) -> Span:
        """Add a stretch of the old text; returns where it stands."""
        self._places.append((span.start, span.end, self._length))
        return self.add(text[span.start : span.end])

    def holds(self, span: Span) -> bool:
        """Whether a span of the old text stands in the new one as a whole."""
        return any(start <= span.start and span.end <= end for start, end, _ in self._places)

    def finished(self) -> Shortened:
        """The text and where its stretches came from."""
        return Shortened("".join(self._text), tuple(sorted(self._places)))


@dataclass(frozen=True, slots=True)
class Shortened:
    """A text made of stretches of another one: `places` are their old starts and ends and their new starts."""

    text: str
    places: tuple[tuple[int, int, int], ...]

    def span(self, span: Span) -> Span:
        """Where a span of the old text lies now; empty if it doesn't stand there as a whole."""
        last = bisect_right(self.places, (span.start, float("inf"), 0)) - 1
        for start, end, moved in reversed(self.places[: last + 1]):
            if span.end <= end:
                return Span(start=span.start - start + moved, end=span.end - start + moved)
        return _NOWHERE


def joined(spans: list[Span]) -> list[Span]:
    """Spans in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(start=found[-1].start, end=max(found[-1].end, span.end))
        elif len(span):
            found.append(span)
    return found
