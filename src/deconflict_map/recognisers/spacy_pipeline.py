"""An article and a spaCy pipeline → the spans of the places' names that it finds.

Entities with labels of places are trimmed to names. Labels of peoples also hold religions and parties; they are kept
where the gazetteer knows the word as that of a country's people, since "Republican" isn't a place that wasn't found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from deconflict_map.model.article import Span
from deconflict_map.model.place import MatchKind
from deconflict_map.recognisers.entities import entities
from deconflict_map.recognisers.portions import portions
from deconflict_map.recognisers.spacy_loading import check_labels, load_pipeline, told_in_one_line
from deconflict_map.recognisers.trimming import names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map.model.article import Article
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.recognisers.spacy_loading import Pipeline


@dataclass(frozen=True, kw_only=True)
class SpacyRecogniser:
    """A `Recogniser` by a spaCy pipeline, which is loaded for the first text and then kept.

    `model` is an installed package's name or a folder; `labels` are those of places, or empty for the usual ones.
    """

    model: str
    labels: tuple[str, ...] = ()
    gazetteer: Gazetteer = field(repr=False, compare=False)

    def spans(self, article: Article) -> tuple[Span, ...]:
        """The spans of the places' names, in the order of the text.

        Raises:
            UsageError: spaCy or the pipeline is missing, broken, finds no places, or fails on this text.
        """
        pipeline = self._pipeline
        most = min(pipeline.max_length, entities().most_characters)
        found = [span for portion in portions(article, most) for span in self._names(pipeline, article, portion)]
        return tuple(found)

    @cached_property
    def _pipeline(self) -> Pipeline:
        pipeline = load_pipeline(self.model)
        check_labels(pipeline, self.model, self._wanted, own=bool(self.labels))
        return pipeline

    @cached_property
    def _wanted(self) -> frozenset[str]:
        """The labels of places and peoples, folded."""
        known = entities()
        return frozenset(label.casefold() for label in self.labels) or known.places | known.peoples

    def _names(self, pipeline: Pipeline, article: Article, portion: Span) -> Iterator[Span]:
        with told_in_one_line(self.model, "failed on this text", "try the pipeline on it by itself"):
            document = pipeline(article.quote(portion))
            marked = [(entity.label_.casefold(), entity.start_char, entity.end_char) for entity in document.ents]
        for label, start, end in sorted(marked, key=lambda one: one[1:]):
            if label in self._wanted:
                entity = Span(start=portion.start + start, end=portion.start + end)
                people = label in entities().peoples
                for name in names_in(article.text, entity, self.gazetteer):
                    if not people or self._is_people(article.quote(name)):
                        yield name

    def _is_people(self, name: str) -> bool:
        return any(match.kind is MatchKind.DEMONYM for match in self.gazetteer.lookup(name))
