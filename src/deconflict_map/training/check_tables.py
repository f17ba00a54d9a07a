"""Samples of what was left out → the tables of `check`: figures by origin, and what sources of evidence are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.evaluation import Table
from deconflict_map.evaluation.figures import work_out
from deconflict_map.evaluation.tables import per_hundred, share
from deconflict_map.training.counting import loss

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deconflict_map.evaluation.bootstrap import Estimate
    from deconflict_map.evaluation.figures import Figures
    from deconflict_map.evaluation.sample import Sample
    from deconflict_map.training.evidence import Evidence
    from deconflict_map.training.lessons import Origin


def figure_table(samples: Mapping[Origin, Sample]) -> Table:
    """The figures of each origin's sample, a column an origin."""
    columns = [dict(_figures(work_out(sample))) for sample in samples.values()]
    return Table(
        title="Left out in turn",
        headings=("", *(origin.value for origin in samples)),
        rows=tuple((label, *(column[label] for column in columns)) for label in columns[0]),
        note="Of exact spans. Wikinews' demonyms aren't marked: its F1 is that without them. Pins are right "
        "within 161 km; ECE is the expected calibration error of their confidence. Intervals of 95 % over documents.",
    )


def _figures(figures: Figures) -> list[tuple[str, str]]:
    everything, plain = figures.all_predictions, figures.without_demonyms
    pins, all_pins = figures.confidence, figures.confidence_with_false_pins
    return [
        ("documents", f"{figures.documents:,}"),
        ("gold rows", f"{figures.gold:,}"),
        ("precision", share(everything.exact.precision)),
        ("recall", share(everything.exact.recall)),
        ("F1", share(everything.exact.f1)),
        ("precision without demonyms", share(plain.exact.precision)),
        ("recall without demonyms", share(plain.exact.recall)),
        ("F1 without demonyms", share(plain.exact.f1)),
        ("end to end within 161 km", share(everything.strict_161)),
        ("pins of gold rows that are right", share(pins.precision_of_all)),
        ("all pins that are right", share(all_pins.precision_of_all)),
        ("gold rows with a pin", share(pins.coverage_of_all)),
        ("ECE", share(pins.calibration_error)),
        ("false pins per 100 gold rows", per_hundred(everything.false_pins)),
    ]


def worth_table(
    whole: Mapping[Origin, Sample], without: Sequence[tuple[Evidence, Mapping[Origin, Sample]]], demonyms: Origin
) -> Table:
    """What is lost without each source of evidence; the lessons of origin `demonyms` have demonyms marked."""
    rows = []
    for source, samples in without:
        cells = [source.task.value, source.name]
        for origin, sample in samples.items():
            lost = loss(whole[origin], sample, demonyms=origin is demonyms)
            cells += [points(lost.f1), points(lost.end_to_end)]
        rows.append(tuple(cells))
    headings = [f"{origin.value}: {figure}" for origin in whole for figure in ("F1", "end to end")]
    return Table(
        title="Without a source of evidence",
        headings=("of", "without", *headings),
        rows=tuple(rows),
        note="How F1 of exact spans and the share right end to end within 161 km change when it isn't learned from, "
        "in points of a hundred; demonyms count where they are marked. Intervals of 95 % over documents, both models "
        "resampled alike: one that holds 0 may be chance.",
    )


def points(estimate: Estimate) -> str:
    """A difference of shares in points of a hundred with its interval, one decimal."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "–"
    value, low, high = (f"{100 * one + 0.0:+.1f}" for one in (estimate.value, estimate.low, estimate.high))
    return f"{value} [{low} {high}]".replace("-", "−")
