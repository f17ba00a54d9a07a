"""Figures → tables of text, the same for the terminal and for a report.

A share is printed as `.790 [.772–.808]`, the interval in brackets; `–` stands for what isn't defined. Texts are as the
corpus has them: whoever shows a table makes them safe for where they go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deconflict_map.evaluation.bootstrap import Estimate
    from deconflict_map.evaluation.confidence import Confidence
    from deconflict_map.evaluation.figures import EndToEnd, Figures, Placement, Recognition
    from deconflict_map.evaluation.run import Block, Evaluation
    from deconflict_map.evaluation.slices import Slice

_NONE = "–"
_LONGEST = 60
"""Characters of a text at fault that are shown: longer than any name (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a title, and a note that says how to read it."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def summary_table(evaluation: Evaluation) -> Table:
    """The chief figures, one row a corpus."""
    rows = [
        (
            block.name,
            f"{block.figures.gold:,}",
            share(block.figures.all_predictions.exact.f1),
            share(block.figures.all_predictions.strict_161),
            share(block.figures.found.accuracy_161),
            share(block.figures.given.accuracy_161) if block.figures.given else _NONE,
            per_hundred(block.figures.all_predictions.false_pins),
        )
        for block in evaluation.blocks
    ]
    headings = ("corpus", "gold rows", "F1 exact", "E2E-strict", "E2E-TP", "GOLD-all", "false pins/100")
    return Table(
        title="Summary",
        headings=headings,
        rows=tuple(rows),
        note="E2E-strict, E2E-TP and GOLD-all are accuracies within 161 km under three protocols, which mustn't be "
        "mixed. F1, E2E-strict and false pins count all predictions.",
    )


def block_tables(block: Block) -> Iterator[Table]:
    """All tables of a block but its errors, which `fault_table` has."""
    figures = block.figures
    yield _recognition(figures)
    yield _protocols(figures)
    yield _false_pins(figures)
    yield _selection(figures)
    for by in dict.fromkeys(one.by for one in figures.slices):
        yield _slices(by, [one for one in figures.slices if one.by == by])


def _recognition(figures: Figures) -> Table:
    def row(label: str, found: EndToEnd, of: Recognition) -> tuple[str, ...]:
        return (label, f"{found.predicted:,}", share(of.precision), share(of.recall), share(of.f1))

    everything, plain = figures.all_predictions, figures.without_demonyms
    return Table(
        title="Recognition",
        headings=("span, predictions", "predicted", "precision", "recall", "F1"),
        rows=(
            row("exact, all", everything, everything.exact),
            row("exact, no demonyms", plain, plain.exact),
            row("overlap, all", everything, everything.overlap),
            row("overlap, no demonyms", plain, plain.overlap),
        ),
        note=f"{figures.gold:,} gold rows in {figures.documents:,} documents. In the rows 'no demonyms', predictions "
        "of the kind demonym (Syrian) are left out; gold rows stay. Corpora differ over whether demonyms, and names "
        "inside those of organisations, are toponyms: compare only figures of one convention.",
    )


def _protocols(figures: Figures) -> Table:
    gold, everything = f"{figures.gold:,}", figures.all_predictions
    rows = [
        ("E2E-strict, exact", gold, share(everything.strict_161), _NONE, _NONE, _NONE),
        ("E2E-strict, overlap", gold, share(everything.strict_overlap_161), _NONE, _NONE, _NONE),
        _placed("E2E-TP, exact", figures.found_exact),
        _placed("E2E-TP, overlap", figures.found),
    ]
    rows += [_placed("GOLD-all", figures.given)] if figures.given else []
    rows += [_placed("GOLD, answered only", figures.given_answered)] if figures.given_answered else []
    given = (
        f"mentions given, every gold row, no answer ({share(figures.given.answered)} are answered) counts as 20,039 km."
        if figures.given
        else "isn't told by stored predictions."
    )
    return Table(
        title="Resolution, by protocol",
        headings=("protocol", "rows", "accuracy@161 km", "mean km", "median km", "AUC"),
        rows=tuple(rows),
        note="E2E-strict: every gold row; what wasn't found is wrong. E2E-TP: only what was found and placed "
        f"({share(figures.found.answered)} with any overlap); flatters who finds little. GOLD-all: {given} "
        "AUC: area under the curve of ln(1 + km), less is better.",
    )


def _placed(label: str, placement: Placement) -> tuple[str, ...]:
    return (
        label,
        f"{placement.rows:,}",
        share(placement.accuracy_161),
        kilometres(placement.mean_km),
        kilometres(placement.median_km),
        share(placement.auc),
    )


def _false_pins(figures: Figures) -> Table:
    rows = [("all predictions", figures.all_predictions), ("no demonyms", figures.without_demonyms)]
    return Table(
        title="End to end, by convention",
        headings=("predictions", "E2E-strict, exact", "E2E-strict, overlap", "false pins per 100 gold"),
        rows=tuple(
            (label, share(one.strict_161), share(one.strict_overlap_161), per_hundred(one.false_pins))
            for label, one in rows
        ),
        note="False pins: placed predictions that answer no gold row.",
    )


def _selection(figures: Figures) -> Table:
    """Confidence under each of its readings, side by side."""
    columns = [("pins of gold rows", figures.confidence), ("false pins as wrong", figures.confidence_with_false_pins)]
    if figures.confidence_given is not None:
        columns.append(("mentions given", figures.confidence_given))
    sets = [one for _, one in columns]
    labels = [
        *(f"precision at coverage {level.level:.2f}" for level in sets[0].precision_at_coverage),
        *(f"coverage at precision {level.level:.2f}" for level in sets[0].coverage_at_precision),
    ]
    rows = [("pins", *(f"{one.pins:,}" for one in sets))]
    rows += [("precision of all pins", *(share(one.precision_of_all) for one in sets))]
    rows += [("coverage of all pins", *(share(one.coverage_of_all) for one in sets))]
    rows += [(label, *cells) for label, cells in zip(labels, zip(*map(_levels, sets), strict=True), strict=True)]
    rows += [("calibration error (ECE)", *(share(one.calibration_error) for one in sets))]
    rows += [("Brier score", *(share(one.brier) for one in sets))]
    return Table(
        title="Confidence",
        headings=("", *(label for label, _ in columns)),
        rows=tuple(rows),
        note="Pins are kept from the surest down, equally sure ones together. Coverage is the share of gold rows whose "
        "pin is kept; – where it isn't reached. A pin is right within 161 km.",
    )


def _levels(confidence: Confidence) -> list[str]:
    levels = (*confidence.precision_at_coverage, *confidence.coverage_at_precision)
    return [share(level.reached) for level in levels]


def _slices(by: str, slices: Sequence[Slice]) -> Table:
    given = any(one.given_161 is not None for one in slices)
    headings = (by, "rows", "recall, exact", "E2E-strict, exact", *(("GOLD-all",) if given else ()))
    return Table(
        title=f"By {by}",
        headings=headings,
        rows=tuple(
            (
                one.label,
                f"{one.rows:,}",
                share(one.recall),
                share(one.strict_161),
                *((share(one.given_161),) if one.given_161 is not None else ()),
            )
            for one in slices
        ),
        note=_SLICE_NOTES[by],
    )


_SLICE_NOTES = {
    "kind of place": "Told by the corpus's GeoNames codes, else by the record of that name nearest to the gold point.",
    "candidates for the name": "How many places more than 161 km apart the gazetteer has for the name.",
    "name and place": "New: this name wasn't met with this place before in the run.",
}


def fault_table(block: Block) -> Table:
    """How often what went wrong, with the commonest texts."""
    return Table(
        title="Errors",
        headings=("error", "times", "commonest"),
        rows=tuple(
            (
                fault.kind.value,
                f"{fault.times:,}",
                ", ".join(f"{_cut(one.text)} ({one.times:,})" for one in fault.commonest),
            )
            for fault in block.faults
        ),
        note="A row may be both misplaced and cut otherwise. Invented: placed, but no gold row there.",
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def bin_table(confidence: Confidence) -> Table:
    """The reliability of each bin of confidence."""
    return Table(
        title="Calibration",
        headings=("confidence", "pins", "mean confidence", "share right"),
        rows=tuple(
            (
                f"{one.low:.1f}–{one.high:.1f}",
                f"{one.pins:,}",
                _NONE if one.mean_confidence is None else _share(one.mean_confidence),
                share(one.right),
            )
            for one in confidence.bins
        ),
    )


def confusion_table(block: Block) -> Table:
    """Kinds of place that were taken for others: gold in rows, predicted in columns."""
    columns = tuple(dict.fromkeys(cell.predicted for cell in block.confusion))
    times = {(cell.gold, cell.predicted): cell.times for cell in block.confusion}
    golds = dict.fromkeys(cell.gold for cell in block.confusion)
    return Table(
        title="Kinds, gold by predicted",
        headings=("gold", *columns),
        rows=tuple((gold, *(f"{times.get((gold, column), 0):,}" for column in columns)) for gold in golds),
    )


def share(estimate: Estimate) -> str:
    """A share with its interval, three decimals."""
    return _told(estimate, _share)


def per_hundred(estimate: Estimate) -> str:
    """A number of things in a hundred with its interval, one decimal."""
    return _told(estimate, lambda value: f"{value:.1f}")


def kilometres(estimate: Estimate) -> str:
    """Kilometres with their interval, to a tenth below a hundred."""
    return _told(estimate, lambda value: f"{value:,.0f}" if value >= 100 else f"{value:.1f}")


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _told(estimate: Estimate, write: Callable[[float], str]) -> str:
    if estimate.value is None:
        return _NONE
    if estimate.low is None or estimate.high is None:
        return write(estimate.value)
    return f"{write(estimate.value)} [{write(estimate.low)}–{write(estimate.high)}]"
