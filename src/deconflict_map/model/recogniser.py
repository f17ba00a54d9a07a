"""The protocol by which another recogniser of names takes the place of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from deconflict_map.model.article import Article, Span


class Recogniser(Protocol):
    """What finds the names of places in an article; what each name denotes is decided by our own resolver."""

    def spans(self, article: Article) -> tuple[Span, ...]:
        """The spans of the names, in the order of the text; they don't overlap."""
        ...
