"""The matchings of documents, one after another → arrays from which every figure is worked out.

Every column of answers is as long as there are gold rows, in the same order. Nothing of the texts is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from deconflict_map.evaluation.bootstrap import Floats
    from deconflict_map.evaluation.kinds import Ambiguity, Group
    from deconflict_map.evaluation.matching import Answer, Matching

    Ints = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What gold rows are told apart by. `first_time`: the name and the place weren't met before in the run."""

    group: Group
    ambiguity: Ambiguity
    first_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers to the gold rows under one protocol.

    `predicted` counts predictions, one number a document. `km` is NaN without a pin, `confidence` also where none was
    told. `idle` has the document of every placed prediction that answers no row, `idle_confidence` its confidence.
    """

    predicted: Ints
    exact: Flags
    overlap: Flags
    km: Floats
    confidence: Floats
    idle: Ints
    idle_confidence: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """All that figures are worked out from: documents, gold rows, and the answers under each protocol.

    `given` are the answers with the mentions given, or `None` where that wasn't tried.
    """

    documents: int
    document: Ints
    group: npt.NDArray[np.str_]
    ambiguity: npt.NDArray[np.str_]
    first_time: Flags
    found: Answers
    without_demonyms: Answers
    given: Answers | None

    def by_document(self, chosen: Flags | Floats) -> Floats:
        """Sums of a column over the gold rows of each document."""
        return np.bincount(self.document, weights=chosen, minlength=self.documents).astype(np.float64)

    def idle_by_document(self, answers: Answers) -> Floats:
        """Placed predictions of each document that answer no gold row."""
        return np.bincount(answers.idle, minlength=self.documents).astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A document's gold rows and their matchings, each with its number of predictions."""

    traits: tuple[Traits, ...]
    found: Matching
    without_demonyms: Matching
    given: Matching | None


@dataclass(slots=True)
class Collected:
    """Judgements, one after another."""

    judgements: list[Judgement] = field(default_factory=list)

    def sample(self) -> Sample:
        """What was collected, as arrays."""
        traits = [trait for one in self.judgements for trait in one.traits]
        given = [one.given for one in self.judgements if one.given is not None]
        sizes = [len(one.traits) for one in self.judgements]
        return Sample(
            documents=len(self.judgements),
            document=np.repeat(np.arange(len(sizes)), sizes),
            group=np.array([trait.group.value for trait in traits], dtype=np.str_),
            ambiguity=np.array([trait.ambiguity.value for trait in traits], dtype=np.str_),
            first_time=np.array([trait.first_time for trait in traits], dtype=np.bool_),
            found=_answers([one.found for one in self.judgements]),
            without_demonyms=_answers([one.without_demonyms for one in self.judgements]),
            given=_answers(given) if len(given) == len(self.judgements) else None,
        )


def _answers(matchings: Sequence[Matching]) -> Answers:
    answers = [answer for matching in matchings for answer in matching.answers]
    idle = [(number, one) for number, matching in enumerate(matchings) for one in matching.idle if one.pin is not None]
    return Answers(
        predicted=np.array([matching.predicted for matching in matchings], dtype=np.int64),
        exact=np.array([answer.exact for answer in answers], dtype=np.bool_),
        overlap=np.array([answer.prediction is not None for answer in answers], dtype=np.bool_),
        km=np.array([_number(answer.km) for answer in answers], dtype=np.float64),
        confidence=np.array([_confidence(answer) for answer in answers], dtype=np.float64),
        idle=np.array([number for number, _ in idle], dtype=np.int64),
        idle_confidence=np.array([_number(one.confidence) for _, one in idle], dtype=np.float64),
    )


def _confidence(answer: Answer) -> float:
    return _number(answer.prediction.confidence if answer.km is not None and answer.prediction else None)


def _number(value: float | None) -> float:
    return np.nan if value is None else value
