"""Corpora, and a gazetteer → the evaluation of our pipeline, or of stored predictions, on each of them and together.

Documents are read, answered and let go one by one; what stays are a few numbers a gold row, and the texts at fault. The
same corpora give the same evaluation, whatever the machine's clock, locale or hash seed. Refuses a corpus without a row
that counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from deconflict_map.errors import InputRefusedError
from deconflict_map.evaluation.confusion import Confusion
from deconflict_map.evaluation.faults import FaultTally, faults_of
from deconflict_map.evaluation.figures import work_out
from deconflict_map.evaluation.gold import read_gold
from deconflict_map.evaluation.kinds import Surveyor
from deconflict_map.evaluation.matching import Matching, answer, match
from deconflict_map.evaluation.sample import Collected, Traits
from deconflict_map.evaluation.stored import read_predictions
from deconflict_map.evaluation.systems import OwnPipeline, StoredPredictions
from deconflict_map.gazetteer.progress import Silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from deconflict_map.evaluation.confusion import Cell
    from deconflict_map.evaluation.faults import FaultCount
    from deconflict_map.evaluation.figures import Figures
    from deconflict_map.evaluation.mentions import GoldDocument, GoldRow, Predicted
    from deconflict_map.evaluation.systems import Answered, System
    from deconflict_map.gazetteer.progress import Progress
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.recogniser import Recogniser


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A gold corpus under a name, and the file with predictions for it, if it isn't our pipeline that is evaluated."""

    name: str
    path: Path
    predicted: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The evaluation on one corpus, or on several together.

    `missing` counts documents that the predictions lack, `unknown` those of the predictions that the corpus lacks.
    """

    name: str
    figures: Figures
    faults: tuple[FaultCount, ...]
    confusion: tuple[Cell, ...]
    missing: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The evaluation on each corpus, and on all together where there are several."""

    corpora: tuple[Block, ...]
    together: Block | None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks: the corpora, then all together."""
        return self.corpora if self.together is None else (*self.corpora, self.together)


class Watcher(Protocol):
    """What is told of every document as it is scored."""

    def scored(self, corpus: str, document: GoldDocument, predictions: Sequence[Predicted], matching: Matching) -> None:
        """A document was scored."""
        ...


@dataclass(slots=True)
class _Tally:
    """What is counted of a corpus."""

    name: str
    collected: Collected = field(default_factory=Collected)
    faults: FaultTally = field(default_factory=FaultTally)
    confusion: Confusion = field(default_factory=Confusion)
    missing: int = 0
    unknown: int = 0

    def include(self, other: _Tally) -> None:
        self.collected.include(other.collected)
        self.faults.include(other.faults)
        self.confusion.include(other.confusion)
        self.missing += other.missing
        self.unknown += other.unknown

    def block(self, commonest: int) -> Block:
        return Block(
            name=self.name,
            figures=work_out(self.collected.sample()),
            faults=self.faults.counts(commonest),
            confusion=self.confusion.cells(),
            missing=self.missing,
            unknown=self.unknown,
        )


def evaluate(
    corpora: Sequence[Corpus],
    gazetteer: Gazetteer,
    *,
    recogniser: Recogniser | None = None,
    commonest: int = 10,
    progress: Progress | None = None,
    watcher: Watcher | None = None,
) -> Evaluation:
    """Evaluate on corpora, one after another; `commonest` texts are kept of every sort of fault.

    Without predictions of its own, a corpus is answered by our pipeline, with `gazetteer`, which also tells kinds of
    place and how ambiguous names are; a `recogniser` finds names in place of ours. `progress` is told of gold rows,
    `watcher` of documents.

    Raises:
        InputRefusedError: A corpus or a file of predictions can't be read, has a bad line, or no row that counts.
    """
    run = _Run(Surveyor(gazetteer), OwnPipeline(gazetteer, recogniser), progress or Silent(), watcher)
    tallies = [run.corpus(corpus) for corpus in corpora]
    blocks = tuple(tally.block(commonest) for tally in tallies)
    if len(tallies) == 1:
        return Evaluation(corpora=blocks, together=None)
    together = _Tally("together")
    for tally in tallies:
        together.include(tally)
    return Evaluation(corpora=blocks, together=together.block(commonest))


class _Run:
    """A run over corpora; remembers which names were met with which places."""

    def __init__(self, surveyor: Surveyor, own: OwnPipeline, progress: Progress, watcher: Watcher | None) -> None:
        self._surveyor, self._own = surveyor, own
        self._progress, self._watcher = progress, watcher
        self._met: set[tuple[str, str]] = set()

    def corpus(self, corpus: Corpus) -> _Tally:
        """Score all documents of a corpus."""
        self._progress.begin(f"scoring {corpus.name}, gold row by gold row", None)
        tally = _Tally(corpus.name)
        stored = read_predictions(corpus.predicted, corpus=corpus.name) if corpus.predicted is not None else {}
        system: System = (
            StoredPredictions(stored, where=str(corpus.predicted)) if corpus.predicted is not None else self._own
        )
        names = set()
        for document in read_gold(corpus.path):
            self._document(tally, document, system.answer(document))
            names.add(document.id)
            self._progress.advance(len(document.rows))
        tally.unknown = sum(name not in names for name in stored)
        if not tally.collected.traits:
            what = "has no toponym with coordinates that counts"
            raise InputRefusedError(
                what, where=str(corpus.path), do="see the file format in docs/explanation/evaluation.md"
            )
        return tally

    def _document(self, tally: _Tally, document: GoldDocument, answered: Answered) -> None:
        matching = match(document.rows, answered.found)
        plain = match(document.rows, [one for one in answered.found if not one.demonym])
        traits = tuple(self._traits(row) for row in document.rows)
        given = _given(document, answered.given) if answered.given is not None else None
        tally.collected.add(traits, found=matching, without_demonyms=plain, given=given)
        tally.faults.add(faults_of(matching))
        tally.confusion.add(matching, traits, self._surveyor)
        tally.missing += answered.missing
        if self._watcher is not None:
            self._watcher.scored(tally.name, document, answered.found, matching)

    def _traits(self, row: GoldRow) -> Traits:
        place = row.identity or f"{row.lon:.2f} {row.lat:.2f}"  # a corpus without ids repeats its coordinates
        first_time = (row.text, place) not in self._met
        self._met.add((row.text, place))
        return Traits(
            group=self._surveyor.group(row), ambiguity=self._surveyor.ambiguity(row.text), first_time=first_time
        )


def _given(document: GoldDocument, predictions: Sequence[Predicted]) -> Matching:
    """The answers to given mentions, which stand one by one beside the rows."""
    answers = tuple(answer(row, one) for row, one in zip(document.rows, predictions, strict=True))
    return Matching(predicted=len(predictions), answers=answers, idle=())
