"""`python -m deconflict_map.training`: learn the weights, check them on what was left out, make the list of names.

For the project's developers; users have the weights. Nothing is downloaded: the corpora are given as files. Exit codes
are those of `deconflict-map`.
"""

from __future__ import annotations

import pathlib
import sys
from typing import TYPE_CHECKING, TypeVar

import click

from deconflict_map.cli.table import table, terminal_width, wrap
from deconflict_map.cli.terminal import put, say
from deconflict_map.errors import DeconflictMapError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from deconflict_map.evaluation import Table
    from deconflict_map.training.inputs import Inputs

Command = TypeVar("Command", bound="Callable[..., object]")

_VOCABULARY = pathlib.Path(__file__).resolve().parents[1] / "toponyms" / "vocabulary"
_WEIGHTS, _NAMES = _VOCABULARY / "weights.json", _VOCABULARY / "person_names.toml"
_PAGES = 900
"""Pages of Wikipedia that are learned from. Judgement: about half as many names as all other lessons have; with
all 5,000 learning takes some four times as long."""
_PATH = click.Path(path_type=pathlib.Path)


def main() -> None:
    """Run the command and exit; an error of ours is one line."""
    try:
        training(prog_name="python -m deconflict_map.training")
    except DeconflictMapError as error:
        say(f"training: {error}")
        sys.exit(error.exit_code)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def training() -> None:
    """Learn what recognition and resolution weigh, from free texts (docs/explanation/training.md)."""


def _inputs(command: Command) -> Command:
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Tell every step."),
        click.option(
            "--pages",
            type=click.IntRange(min=1),
            default=_PAGES,
            show_default=True,
            metavar="N",
            help="Pages of WikToR, evenly over the file.",
        ),
        click.option("--wiktor", type=_PATH, required=True, metavar="FILE", help="WikToR, a JSON document a line."),
        click.option("--geovirus", type=_PATH, required=True, metavar="FILE", help="GeoVirus, a JSON document a line."),
        click.option("--texts", type=_PATH, required=True, metavar="FOLDER", help="Marked texts (*.txt)."),
    ):
        command = option(command)
    return command


@training.command()
@_inputs
@click.option("-o", "--output", type=_PATH, default=_WEIGHTS, metavar="FILE", help="In place of the weights that ship.")
def train(*, texts: Path, geovirus: Path, wiktor: Path, pages: int, verbose: bool, output: Path) -> None:
    """Learn the weights and write them; about a minute."""
    _need_scipy()
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.training.inputs import checksums, read_lessons  # noqa: PLC0415
    from deconflict_map.training.recipe import learn  # noqa: PLC0415
    from deconflict_map.training.weights_file import write_weights  # noqa: PLC0415

    inputs, gazetteer = _given(texts, geovirus, wiktor, pages), open_gazetteer()
    lessons = read_lessons(inputs, gazetteer)
    models = learn(lessons, gazetteer, _teller(verbose=verbose))
    write_weights(models, lessons, checksums(inputs), gazetteer.checksum(), output)
    say(f"wrote {output}: {len(models.name):,}, {len(models.prior):,} and {len(models.context):,} weights")


@training.command()
@_inputs
@click.option("--parts", type=click.IntRange(min=2), default=4, show_default=True, help="Parts of the documents.")
@click.option(
    "--splits", type=click.IntRange(min=1), help="How many of the parts are left out in turn: all, or 1 with --ablate."
)
@click.option(
    "--without", multiple=True, metavar="EVIDENCE", help="Learn without it, too. May be given more than once."
)
@click.option("--ablate", is_flag=True, help="Learn once more without each source of evidence; some ten minutes.")
@click.option("--jobs", type=click.IntRange(min=1), default=2, show_default=True, help="Processes at once.")
def check(  # noqa: PLR0913 -- one argument an option
    *,
    texts: Path,
    geovirus: Path,
    wiktor: Path,
    pages: int,
    verbose: bool,
    parts: int,
    splits: int | None,
    without: tuple[str, ...],
    ablate: bool,
    jobs: int,
) -> None:
    """Tell how well models do on texts that they weren't learned from, and what sources of evidence are worth."""
    _need_scipy()
    from deconflict_map.training.check import check_models  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.training.evidence import all_evidence  # noqa: PLC0415

    if ablate and without:
        raise UsageError("both take evidence away", where="--ablate, --without", do="leave one out")
    tables = check_models(
        _given(texts, geovirus, wiktor, pages),
        parts=parts,
        splits=min(splits or (1 if ablate else parts), parts),
        without=tuple(all_evidence()) if ablate else without,
        jobs=jobs,
        tell=_teller(verbose=verbose),
    )
    for one in tables:
        _print(one)


@training.command()
@click.option("--census", type=_PATH, required=True, metavar="FOLDER", help="The folder of the package names 0.3.0.")
@click.option("-o", "--output", type=_PATH, default=_NAMES, metavar="FILE", help="In place of the list that ships.")
def names(*, census: Path, output: Path) -> None:
    """Make the list of names that persons bear from the counts of the United States Census."""
    from deconflict_map.export.writing import write_text  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.training.person_names import person_names  # noqa: PLC0415

    write_text(output, person_names(census, _NAMES.read_text(encoding="utf-8")))
    say(f"wrote {output}")


def _given(texts: Path, geovirus: Path, wiktor: Path, pages: int) -> Inputs:
    from deconflict_map.training.inputs import Inputs  # noqa: PLC0415 -- keeps --help quick

    return Inputs(texts=texts, geovirus=geovirus, wiktor=wiktor, pages=pages)


def _need_scipy() -> None:
    """Refuse to go on without SciPy.

    Raises:
        UsageError: It isn't installed.
    """
    try:
        import scipy  # noqa: F401, PLC0415 -- only asked whether it is there
    except ModuleNotFoundError as error:
        raise UsageError("SciPy isn't installed", where="training", do="install deconflict-map[train]") from error


def _teller(*, verbose: bool) -> Callable[[str], None]:
    return say if verbose else _keep_silent


def _keep_silent(message: str) -> None:
    """Tell nobody."""


def _print(one: Table) -> None:
    lines = [one.title, table(one.headings, [(row, "") for row in one.rows], shrink=())]
    put("\n".join([*lines, *wrap(one.note, terminal_width()), ""]))
