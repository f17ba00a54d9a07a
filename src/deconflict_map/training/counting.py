"""Lessons, and what was said of them → samples for the counting code of `evaluation`, and what two of them differ by.

Gold rows are the answers of which a point is known. A name that the gazetteer doesn't have (marked with `?`) is no row:
it may be found and left open without being counted, but a pin on it is counted as one that answers nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.evaluation.bootstrap import Estimate, Resamples, ratio
from deconflict_map.evaluation.distance import NEAR_KM
from deconflict_map.evaluation.kinds import Surveyor
from deconflict_map.evaluation.matching import match
from deconflict_map.evaluation.mentions import GoldDocument, GoldRow
from deconflict_map.evaluation.sample import Collected, Traits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from deconflict_map.evaluation.bootstrap import Floats
    from deconflict_map.evaluation.sample import Answers, Sample
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.training.lessons import Answer, Lesson, Origin
    from deconflict_map.training.trials import Said


def sample_of(lessons: Sequence[Lesson], said: Mapping[int, Said], origin: Origin, gazetteer: Gazetteer) -> Sample:
    """The sample of the lessons of an origin of which something was said."""
    surveyor, collected, met = Surveyor(gazetteer), Collected(), set[tuple[str, float, float]]()
    for number, found in sorted(said.items()):
        lesson = lessons[number]
        if lesson.origin is not origin:
            continue
        document = gold_of(lesson, gazetteer)
        counted = _counted(lesson, found)
        traits = []
        for row in document.rows:
            key = row.text, row.lon, row.lat
            ambiguity, group = surveyor.ambiguity(row.text), surveyor.group(row)
            traits.append(Traits(group=group, ambiguity=ambiguity, first_time=key not in met))
            met.add(key)
        plain = [one for one in counted if not one.demonym]
        collected.add(
            traits, found=match(document.rows, counted), without_demonyms=match(document.rows, plain), given=None
        )
    return collected.sample()


def gold_of(lesson: Lesson, gazetteer: Gazetteer) -> GoldDocument:
    """A lesson as a gold document: its answers of which a point is known."""
    rows = sorted(_rows(lesson, gazetteer), key=lambda row: (row.start, row.end))
    return GoldDocument(
        id=lesson.name, text=lesson.text, title="", url=lesson.url or "", domain="", published=None, rows=tuple(rows)
    )


def _rows(lesson: Lesson, gazetteer: Gazetteer) -> Iterator[GoldRow]:
    for answer in lesson.answers:
        place = gazetteer.place(answer.place_id) if answer.place_id else None
        point = answer.point if place is None else (place.lon, place.lat)
        if point is not None:
            yield GoldRow(
                start=answer.start,
                end=answer.end,
                text=lesson.text[answer.start : answer.end],
                lon=point[0],
                lat=point[1],
                identity=answer.place_id,
                feature=place.feature if place is not None else "",
                feature_class="",
            )


def _counted(lesson: Lesson, found: Said) -> Said:
    """What was found, less names that the gazetteer doesn't have and that were left open."""
    unlocated = {(answer.start, answer.end) for answer in lesson.answers if _is_unlocated(answer)}
    return tuple(one for one in found if one.pin is not None or (one.start, one.end) not in unlocated)


def _is_unlocated(answer: Answer) -> bool:
    return not answer.place_id and answer.point is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What F1 and the share right end to end become, less what they were: negative where something is lost."""

    f1: Estimate
    end_to_end: Estimate


def loss(whole: Sample, without: Sample, *, demonyms: bool) -> Loss:
    """What a sample lacks beside another of the same documents, with or without predicted demonyms.

    Both are resampled alike, so that what makes a document hard for both isn't counted as chance.
    """
    draws = Resamples(whole.documents, rows=len(whole.document))

    def difference(statistic: Callable[[Sample, Answers, Floats], Floats]) -> Estimate:
        one, other = (sample.found if demonyms else sample.without_demonyms for sample in (without, whole))
        return draws.estimate(lambda weights: statistic(without, one, weights) - statistic(whole, other, weights))

    return Loss(f1=difference(_f1), end_to_end=difference(_end_to_end))


def _f1(sample: Sample, answers: Answers, weights: Floats) -> Floats:
    """The harmonic mean of precision and recall of exact spans: twice the hits, over all that was marked or found."""
    hits = weights @ sample.by_document(answers.exact)
    marked = weights @ sample.by_document(np.ones_like(answers.exact))
    return ratio(2 * hits, marked + weights @ answers.predicted.astype(np.float64))


def _end_to_end(sample: Sample, answers: Answers, weights: Floats) -> Floats:
    near = answers.exact & (answers.km <= NEAR_KM)  # false for NaN
    return ratio(weights @ sample.by_document(near), weights @ sample.by_document(np.ones_like(near)))
