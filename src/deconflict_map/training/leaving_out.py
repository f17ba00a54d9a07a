"""Lessons → how well models do on those that they weren't learned from.

The lessons are dealt into parts by document, each is answered by models learned from the others, and the answers are
counted by the same code as everybody's (`deconflict_map.evaluation`), in files of the formats that it reads.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from deconflict_map.article.verbatim import verbatim_article
from deconflict_map.evaluation import Corpus, evaluate
from deconflict_map.toponyms import recognise, resolve
from deconflict_map.training.lessons import Origin
from deconflict_map.training.recipe import learn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.evaluation import Evaluation
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.toponym import Resolution
    from deconflict_map.toponyms.linear import Models
    from deconflict_map.training.evidence import Without
    from deconflict_map.training.lessons import Answer, Lesson

_TOLD = (Origin.WIKINEWS, Origin.OWN)


def check(
    lessons: Sequence[Lesson],
    gazetteer: Gazetteer,
    *,
    parts: int,
    only: int | None,
    left_out: Without,
    tell: Callable[[str], None],
) -> Evaluation:
    """The evaluation of what was left out in turn; with `only`, of that part alone."""
    answered: list[tuple[Lesson, tuple[Resolution, ...]]] = []
    for part in range(parts) if only is None else (only,):
        tell(f"part {part + 1} of {parts}")
        kept = [one for index, one in enumerate(lessons) if index % parts != part or one.origin not in _TOLD]
        models = learn(kept, gazetteer, tell, left_out)
        for index, lesson in enumerate(lessons):
            if index % parts == part and lesson.origin in _TOLD:
                answered.append((lesson, answers(lesson, gazetteer, models)))
    return _counted(answered, gazetteer)


def answers(lesson: Lesson, gazetteer: Gazetteer, models: Models) -> tuple[Resolution, ...]:
    """What models make of a lesson's text."""
    article = verbatim_article(lesson.text, url=lesson.url)
    return resolve(article, recognise(article, gazetteer, models), gazetteer, models)


def _counted(answered: Sequence[tuple[Lesson, tuple[Resolution, ...]]], gazetteer: Gazetteer) -> Evaluation:
    with tempfile.TemporaryDirectory() as folder:
        corpora = []
        for origin in _TOLD:
            gold, predicted = Path(folder) / f"{origin}.jsonl", Path(folder) / f"{origin}.predicted.jsonl"
            of_origin = [(lesson, found) for lesson, found in answered if lesson.origin is origin]
            gold.write_text("".join(_gold_line(lesson, gazetteer) for lesson, _ in of_origin), encoding="utf-8")
            predicted.write_text("".join(_predicted_line(*one) for one in of_origin), encoding="utf-8")
            corpora.append(Corpus(name=origin.value, path=gold, predicted=predicted))
        return evaluate(tuple(corpora), gazetteer)


def _gold_line(lesson: Lesson, gazetteer: Gazetteer) -> str:
    rows = []
    for answer in lesson.answers:
        point = _point(answer, gazetteer)
        if point is not None:
            rows.append({"start": answer.start, "end": answer.end, "lon": point[0], "lat": point[1]})
    return json.dumps({"doc_id": lesson.name, "text": lesson.text, "toponyms": rows}) + "\n"


def _point(answer: Answer, gazetteer: Gazetteer) -> tuple[float, float] | None:
    place = gazetteer.place(answer.place_id) if answer.place_id else None
    return answer.point if place is None else (place.lon, place.lat)


def _predicted_line(lesson: Lesson, found: Sequence[Resolution]) -> str:
    # A name of which only the words are known is neither counted as found nor as invented.
    untold = {(one.start, one.end) for one in lesson.answers if not one.place_id and one.point is None}
    rows = []
    for one in found:
        span, place = one.toponym.span, one.place
        if (span.start, span.end) in untold:
            continue
        rows.append(
            {
                "start": span.start,
                "end": span.end,
                "kind": one.toponym.kind.value,
                "confidence": one.confidence,
                "place": place and {"lon": place.lon, "lat": place.lat, "id": place.id, "feature": place.feature},
            }
        )
    return json.dumps({"doc_id": lesson.name, "toponyms": rows}) + "\n"
