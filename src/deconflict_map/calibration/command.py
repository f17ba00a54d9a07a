"""`python -m deconflict_map.calibration`: how much of known lines the drawn bands hold, and the numbers that fit.

For the project's developers; the numbers stand in `footprints/line_rules.toml`. Nothing is downloaded: the files of
Natural Earth are given as a folder. Exit codes are those of `deconflict-map`.
"""

from __future__ import annotations

import pathlib
import sys
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.table import table
from deconflict_map.cli.terminal import put, say
from deconflict_map.errors import DeconflictMapError

if TYPE_CHECKING:
    from pathlib import Path

    from deconflict_map.calibration.trial import Total

_FOLDER = click.option(
    "--truths",
    type=click.Path(path_type=pathlib.Path),
    required=True,
    metavar="FOLDER",
    help="Natural Earth's land borders, disputed lines and rivers, as GeoJSON.",
)
_HEADINGS = ("", "lines", "km", "in the 50 % band", "in the 90 % band", "width 50 %", "width 90 %")


def main() -> None:
    """Run the command and exit; an error of ours is one line."""
    try:
        calibration(prog_name="python -m deconflict_map.calibration")
    except DeconflictMapError as error:
        say(f"calibration: {error}")
        sys.exit(error.exit_code)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def calibration() -> None:
    """Hold what is drawn against what is known (docs/explanation/calibration.md)."""


@calibration.command()
@_FOLDER
def check(*, truths: Path) -> None:
    """Tell how much of the true lines lies in the bands that are drawn from their ends; a minute."""
    from deconflict_map.calibration.trial import attempt, total  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.calibration.truths import Half, Kind, read_truths  # noqa: PLC0415

    titles = {Half.FIT: "fitted to", Half.TEST: "only tested on"}
    outcomes = [attempt(truth) for truth in read_truths(truths)]
    groups = [(titles[half], [o for o in outcomes if o.truth.half is half]) for half in Half]
    groups += [(kind.value, [o for o in outcomes if o.truth.kind is kind]) for kind in Kind]
    put(table(_HEADINGS, [(_row(name, total(group)), "") for name, group in groups], shrink=(0,)))


@calibration.command()
@_FOLDER
def fit(*, truths: Path) -> None:
    """Try pairs of sag_share and sag_spread on the half that is fitted to, and tell the best; a minute."""
    from deconflict_map.calibration.fitting import best, fits  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.calibration.truths import Half, read_truths  # noqa: PLC0415

    tried = []
    for one in fits([truth for truth in read_truths(truths) if truth.half is Half.FIT]):
        tried.append(one)
        say(_numbers(one.rule.sag_share, one.rule.sag_spread))
    rows = [(_row(_numbers(one.rule.sag_share, one.rule.sag_spread), one.total), "") for one in tried]
    put(table(_HEADINGS, rows, shrink=(0,)))
    chosen = best(tried).rule
    put(f"best, for footprints/line_rules.toml: {_numbers(chosen.sag_share, chosen.sag_spread)}")


def _numbers(share: float, spread: float) -> str:
    return f"{share:.2f} {spread:.1f}"


def _row(name: str, total: Total) -> tuple[str, ...]:
    return (
        name,
        f"{total.lines}",
        f"{total.length_m / 1000:,.0f}",
        f"{total.held50:.3f}",
        f"{total.held90:.3f}",
        f"{total.width50:.2f}",
        f"{total.width90:.2f}",
    )
