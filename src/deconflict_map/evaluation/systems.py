"""A gold document → the predictions for it: those of our own pipeline, or those that a file holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from deconflict_map.article.verbatim import verbatim_article
from deconflict_map.errors import InputRefusedError
from deconflict_map.evaluation.mentions import predicted
from deconflict_map.model.article import Span
from deconflict_map.pipeline import find_places, place_spans

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deconflict_map.evaluation.mentions import GoldDocument, Predicted
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.recogniser import Recogniser


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a system says of a document.

    `found` is what it finds by itself, `given` what the names of the gold rows denote to it, one a row, or `None` if it
    wasn't asked. `missing` says that it has nothing on the document at all.
    """

    found: tuple[Predicted, ...]
    given: tuple[Predicted, ...] | None
    missing: bool = False


class System(Protocol):
    """What is evaluated."""

    def answer(self, document: GoldDocument) -> Answered:
        """What it says of a document."""
        ...


class OwnPipeline:
    """Our own recognition and resolution."""

    def __init__(self, gazetteer: Gazetteer, recogniser: Recogniser | None = None) -> None:
        """Read with this gazetteer; a `recogniser` finds the names in place of our own."""
        self._gazetteer = gazetteer
        self._recogniser = recogniser

    def answer(self, document: GoldDocument) -> Answered:
        """What the pipeline says of a document."""
        article = verbatim_article(
            document.text,
            title=document.title,
            url=document.url or None,
            domain=document.domain or None,
            published=document.published,
        )
        spans = [Span(start=row.start, end=row.end) for row in document.rows]
        found = find_places(article, self._gazetteer, recogniser=self._recogniser)
        return Answered(
            found=tuple(predicted(one) for one in found),
            given=tuple(predicted(one) for one in place_spans(article, spans, self._gazetteer)),
        )


class StoredPredictions:
    """Predictions that were made before."""

    def __init__(self, by_document: Mapping[str, tuple[Predicted, ...]], *, where: str) -> None:
        """Hold the predictions of the file `where`."""
        self._by_document = by_document
        self._where = where

    def answer(self, document: GoldDocument) -> Answered:
        """What the file holds on a document.

        Raises:
            InputRefusedError: A prediction lies outside the document's text, so that it is of another.
        """
        found = self._by_document.get(document.id, ())
        if any(one.end > len(document.text) for one in found):
            raise InputRefusedError(
                f"has a prediction outside the text of document {document.id[:40]!r}",
                where=self._where,
                do="give the predictions for this corpus",
            )
        return Answered(
            found=tuple(replace(one, text=document.text[one.start : one.end]) for one in found),
            given=None,
            missing=document.id not in self._by_document,
        )
