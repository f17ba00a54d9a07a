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

    from deconflict_map.evaluation.bootstrap import Flags, Floats, Ints
    from deconflict_map.evaluation.kinds import Ambiguity, Group
    from deconflict_map.evaluation.matching import Answer, Matching


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


@dataclass(slots=True)
class _Columns:
    """The answers under one protocol, document after document."""

    predicted: list[int] = field(default_factory=list)
    exact: list[bool] = field(default_factory=list)
    overlap: list[bool] = field(default_factory=list)
    km: list[float] = field(default_factory=list)
    confidence: list[float] = field(default_factory=list)
    idle: list[int] = field(default_factory=list)
    idle_confidence: list[float] = field(default_factory=list)

    def add(self, matching: Matching) -> None:
        false_pins = [one for one in matching.idle if one.pin is not None]
        self.idle += [len(self.predicted)] * len(false_pins)
        self.idle_confidence += [_number(one.confidence) for one in false_pins]
        self.predicted.append(matching.predicted)
        for answer in matching.answers:
            self.exact.append(answer.exact)
            self.overlap.append(answer.prediction is not None)
            self.km.append(_number(answer.km))
            self.confidence.append(_confidence(answer))

    def include(self, other: _Columns) -> None:
        self.idle += [number + len(self.predicted) for number in other.idle]
        self.idle_confidence += other.idle_confidence
        self.predicted += other.predicted
        self.exact += other.exact
        self.overlap += other.overlap
        self.km += other.km
        self.confidence += other.confidence

    def answers(self) -> Answers:
        return Answers(
            predicted=np.array(self.predicted, dtype=np.int64),
            exact=np.array(self.exact, dtype=np.bool_),
            overlap=np.array(self.overlap, dtype=np.bool_),
            km=np.array(self.km, dtype=np.float64),
            confidence=np.array(self.confidence, dtype=np.float64),
            idle=np.array(self.idle, dtype=np.int64),
            idle_confidence=np.array(self.idle_confidence, dtype=np.float64),
        )


@dataclass(slots=True)
class Collected:
    """A sample while documents are added."""

    sizes: list[int] = field(default_factory=list)
    traits: list[Traits] = field(default_factory=list)
    found: _Columns = field(default_factory=_Columns)
    without_demonyms: _Columns = field(default_factory=_Columns)
    given: _Columns = field(default_factory=_Columns)

    def add(
        self, traits: Sequence[Traits], *, found: Matching, without_demonyms: Matching, given: Matching | None
    ) -> None:
        """Add a document: what its gold rows are told apart by, and how they were answered under each protocol."""
        self.sizes.append(len(traits))
        self.traits += traits
        self.found.add(found)
        self.without_demonyms.add(without_demonyms)
        if given is not None:
            self.given.add(given)

    def include(self, other: Collected) -> None:
        """Add all documents of another collection."""
        self.sizes += other.sizes
        self.traits += other.traits
        self.found.include(other.found)
        self.without_demonyms.include(other.without_demonyms)
        self.given.include(other.given)

    def sample(self) -> Sample:
        """What was collected, as arrays."""
        return Sample(
            documents=len(self.sizes),
            document=np.repeat(np.arange(len(self.sizes)), self.sizes),
            group=np.array([trait.group.value for trait in self.traits], dtype=np.str_),
            ambiguity=np.array([trait.ambiguity.value for trait in self.traits], dtype=np.str_),
            first_time=np.array([trait.first_time for trait in self.traits], dtype=np.bool_),
            found=self.found.answers(),
            without_demonyms=self.without_demonyms.answers(),
            given=self.given.answers() if len(self.given.predicted) == len(self.sizes) else None,
        )


def _confidence(answer: Answer) -> float:
    return _number(answer.prediction.confidence if answer.km is not None and answer.prediction else None)


def _number(value: float | None) -> float:
    return np.nan if value is None else value
