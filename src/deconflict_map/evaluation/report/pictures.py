"""An evaluation → pictures as SVG: calibration with the precision-coverage curve, and kinds taken for others.

One row of panels a block. The same evaluation gives the same bytes: ids are salted with a constant, and neither the
date nor the user's Matplotlib settings come in. Colours are those of Okabe & Ito 2008, Color universal design, which
people with any kind of colour vision tell apart, and shades of one blue; lines and marks differ in their forms, too.
Refuses nothing: names that the font may lack are drawn with question marks.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from matplotlib import style
from matplotlib.figure import Figure as Picture

from deconflict_map.evaluation.confusion import INVENTED, MISSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import SubFigure

    from deconflict_map.evaluation.confidence import Confidence
    from deconflict_map.evaluation.run import Block, Evaluation

_BLUE, _VERMILION, _GREEN, _GREY = "#0072B2", "#D55E00", "#009E73", "#595959"
_SETTINGS = {
    "svg.hashsalt": "deconflict-map",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 10,
}
_PANEL_IN = 4.6
"""Inches; two panels side by side fill a page's width."""


def calibration_svg(evaluation: Evaluation) -> str:
    """How often pins of each confidence are right, and the precision bought by keeping only the surest."""
    blocks = evaluation.blocks
    with _settings():
        picture = Picture(figsize=(2 * _PANEL_IN, _PANEL_IN * len(blocks)), layout="constrained")
        for part, block in zip(_parts(picture, len(blocks)), blocks, strict=True):
            part.suptitle(_drawable(block.name), parse_math=False, fontweight="bold")
            panels = part.subplot_mosaic([["right", "curve"], ["counts", "curve"]], height_ratios=(4, 1))
            _reliability(panels["right"], block)
            _counts(panels["counts"], block.figures.confidence)
            _curve(panels["curve"], block)
        return _svg(picture, "Calibration, and precision by coverage")


def confusion_svg(evaluation: Evaluation) -> str:
    """Kinds of place in the gold against those predicted; a field is as dark as its share of the gold's row is high."""
    blocks = evaluation.blocks
    with _settings():
        picture = Picture(figsize=(2 * _PANEL_IN, _PANEL_IN * len(blocks)), layout="constrained")
        for part, block in zip(_parts(picture, len(blocks)), blocks, strict=True):
            _confusion(part.subplots(), block)
        return _svg(picture, "Kinds of place taken for others")


@contextmanager
def _settings() -> Iterator[None]:
    """Matplotlib as it comes, whatever the user has set, with what the pictures need."""
    with style.context(["default", _SETTINGS]):
        yield


def _parts(picture: Picture, number: int) -> list[SubFigure]:
    return list(picture.subfigures(number, 1, squeeze=False)[:, 0])


def _svg(picture: Picture, title: str) -> str:
    stream = io.StringIO()
    picture.savefig(stream, format="svg", metadata={"Title": title, "Date": None, "Creator": None})
    return stream.getvalue()


def _drawable(name: str) -> str:
    """A corpus's name in signs that the font has for sure."""
    return "".join(sign if sign.isascii() and sign.isprintable() else "?" for sign in name)


def _reliability(panel: Axes, block: Block) -> None:
    panel.plot([0, 1], [0, 1], color=_GREY, linestyle=(0, (4, 3)), linewidth=1, label="as sure as right")
    _bins(panel, block.figures.confidence, color=_BLUE, marker="o", label="pins of gold rows")
    _bins(panel, block.figures.confidence_with_false_pins, color=_VERMILION, marker="s", label="false pins as wrong")
    panel.set(xlim=(0, 1), ylim=(0, 1.02), ylabel="share within 161 km", title="Reliability")
    panel.tick_params(labelbottom=False)
    panel.grid(color="#e6e6e6", linewidth=0.6)
    panel.set_axisbelow(True)
    panel.legend(loc="lower right", frameon=False)


def _bins(panel: Axes, confidence: Confidence, *, color: str, marker: str, label: str) -> None:
    """One mark a bin that has pins, with its interval."""
    across, up, below, above = [], [], [], []
    for one in confidence.bins:
        if one.mean_confidence is None or one.right.value is None:
            continue
        value = one.right.value
        across.append(one.mean_confidence)
        up.append(value)
        # The interval of percentiles may leave the value out where a bin has few pins.
        below.append(max(0.0, value - (value if one.right.low is None else one.right.low)))
        above.append(max(0.0, (value if one.right.high is None else one.right.high) - value))
    panel.errorbar(
        across,
        up,
        yerr=(below, above),
        color=color,
        marker=marker,
        markersize=5,
        linewidth=1,
        elinewidth=1,
        label=label,
    )


def _counts(panel: Axes, confidence: Confidence) -> None:
    most = max((one.pins for one in confidence.bins), default=0)
    for one in confidence.bins:
        panel.bar(one.low, one.pins, width=one.high - one.low, align="edge", color=_BLUE, edgecolor="white")
        panel.annotate(
            f"{one.pins:,}" if one.pins else "",
            ((one.low + one.high) / 2, one.pins),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            fontsize=7,
        )
    panel.set(xlim=(0, 1), ylim=(0, max(most, 1) * 1.35), xlabel="confidence", ylabel="pins of\ngold rows", yticks=[])
    panel.spines["left"].set_visible(False)


def _curve(panel: Axes, block: Block) -> None:
    figures = block.figures
    lines = [
        (figures.confidence, _BLUE, "-", "pins of gold rows"),
        (figures.confidence_with_false_pins, _VERMILION, "--", "false pins as wrong"),
    ]
    if figures.confidence_given is not None:
        lines.append((figures.confidence_given, _GREEN, "-.", "mentions given"))
    for confidence, color, stroke, label in lines:
        coverage = [point.coverage for point in confidence.curve]
        precision = [point.precision for point in confidence.curve]
        panel.plot(coverage, precision, color=color, linestyle=stroke, linewidth=1.6, label=label)
        panel.plot(coverage[-1:], precision[-1:], color=color, marker="o", markersize=5)
    lowest = min((point.precision for line in lines for point in line[0].curve), default=0.0)
    panel.set(xlim=(0, 1), ylim=(max(0.0, lowest - 0.05), 1.005))
    panel.set(
        xlabel="coverage: share of gold rows with a pin that is kept", ylabel="precision of the pins that are kept"
    )
    panel.set_title("Keeping only the surest pins")
    panel.grid(color="#e6e6e6", linewidth=0.6)
    panel.set_axisbelow(True)
    panel.legend(loc="best", frameon=False)


def _confusion(panel: Axes, block: Block) -> None:
    columns = list(dict.fromkeys(cell.predicted for cell in block.confusion))
    golds = list(dict.fromkeys(cell.gold for cell in block.confusion))
    times = {(cell.gold, cell.predicted): cell.times for cell in block.confusion}
    counts = [[times.get((gold, column), 0) for column in columns] for gold in golds]
    shares = [[count / max(sum(row), 1) for count in row] for row in counts]
    panel.pcolormesh(shares, cmap="Blues", vmin=0, vmax=1, edgecolors="#d9d9d9", linewidth=0.5)
    for down, row in enumerate(counts):
        for across, count in enumerate(row):
            if (golds[down], columns[across]) == (INVENTED, MISSED):
                continue
            ink = "white" if shares[down][across] > 0.5 else "black" if count else _GREY
            panel.text(across + 0.5, down + 0.5, f"{count:,}", ha="center", va="center", color=ink)
    panel.set_xticks([at + 0.5 for at in range(len(columns))], columns, rotation=30, ha="right", rotation_mode="anchor")
    panel.set_yticks([at + 0.5 for at in range(len(golds))], golds)
    panel.invert_yaxis()
    panel.tick_params(length=0)
    panel.spines[:].set_visible(False)
    panel.set(xlabel="predicted", ylabel="gold")
    panel.set_title(_drawable(block.name), parse_math=False, fontweight="bold")
