"""`python -m deconflict_map.training`: learn the weights, check them on what was left out, make the lists of names.

For the project's developers; users have the weights. Nothing is downloaded: the corpora are given as files.
"""

from __future__ import annotations

import pathlib
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import click

from deconflict_map.errors import DeconflictMapError
from deconflict_map.training.evidence import NOTHING_LEFT_OUT, sources, without
from deconflict_map.training.lessons import Lesson, Origin, read_corpus, read_marked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from deconflict_map.evaluation import Evaluation
    from deconflict_map.evaluation.bootstrap import Estimate

_VOCABULARY = pathlib.Path(__file__).resolve().parents[1] / "toponyms" / "vocabulary"
_PAGES = 900
"""Pages of Wikipedia that are learned from. Judgement: with ten times as many nothing changes but the time it takes."""
_FOLDER = click.Path(exists=True, file_okay=False, path_type=pathlib.Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=pathlib.Path)


def main() -> None:
    """Run the command; an error of ours is one line."""
    try:
        training(standalone_mode=True)
    except DeconflictMapError as error:
        raise SystemExit(f"training: {error}") from error


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def training() -> None:
    """Learn what recognition and resolution weigh, from free texts."""


def _inputs(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--pages", default=_PAGES, show_default=True, help="Pages of WikToR, evenly over the file."),
        click.option("--wiktor", type=_FILE, required=True, help="WikToR as JSON lines."),
        click.option("--geovirus", type=_FILE, required=True, help="GeoVirus as JSON lines."),
        click.option("--texts", type=_FOLDER, required=True, help="The folder of marked texts."),
    ):
        command = option(command)
    return command


@training.command()
@_inputs
@click.option("-o", "--output", type=click.Path(path_type=pathlib.Path), default=_VOCABULARY / "weights.json")
def train(*, texts: Path, geovirus: Path, wiktor: Path, pages: int, output: Path) -> None:
    """Learn the weights and write them."""
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.training.recipe import learn  # noqa: PLC0415
    from deconflict_map.training.weights_file import checksum, write_weights  # noqa: PLC0415

    lessons = _lessons(texts, geovirus, wiktor, pages)
    models = learn(lessons, open_gazetteer(), _tell)
    inputs = {path.name: checksum(path) for path in (*sorted(texts.glob("*.txt")), geovirus, wiktor)}
    write_weights(models, lessons, inputs, output)
    _tell(f"{len(models.name)}, {len(models.prior)} and {len(models.context)} weights written to {output}")


@training.command()
@_inputs
@click.option("--parts", default=4, show_default=True, help="Parts into which the lessons are dealt.")
@click.option("--only", type=int, help="Leave out this part alone, from 0.")
@click.option("--without", "left_out", multiple=True, metavar="EVIDENCE", help="Learn without a source of evidence.")
@click.option("--ablate", is_flag=True, help="Learn without each source of evidence in turn.")
@click.option("--jobs", default=2, show_default=True, help="Processes for --ablate.")
def check(  # noqa: PLR0913 -- one argument an option
    *,
    texts: Path,
    geovirus: Path,
    wiktor: Path,
    pages: int,
    parts: int,
    only: int | None,
    left_out: tuple[str, ...],
    ablate: bool,
    jobs: int,
) -> None:
    """Tell how well models do on texts that they weren't learned from."""
    lessons = _lessons(texts, geovirus, wiktor, pages)
    asked = ["", *(sources() if ablate else left_out)]
    click.echo(f"{'left out':32} Wikinews (GeoVirus) | our own texts")
    if not ablate:
        for name in asked if left_out else [""]:
            click.echo(_row(name, _check(lessons, parts, only, name)))
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        found = [pool.submit(_check, lessons, parts, only, name) for name in asked]
        for name, future in zip(asked, found, strict=True):
            click.echo(_row(name, future.result()))


@training.command()
@click.option("--census", type=_FOLDER, required=True, help="The folder with dist.all.last and the like.")
@click.option("-o", "--output", type=click.Path(path_type=pathlib.Path), default=_VOCABULARY / "person_names.toml")
def names(*, census: Path, output: Path) -> None:
    """Make the list of names that persons bear."""
    from deconflict_map.training.person_names import person_names  # noqa: PLC0415 -- keeps --help quick

    present = (_VOCABULARY / "person_names.toml").read_text(encoding="utf-8")
    output.write_text(person_names(census, present), encoding="utf-8")


def _lessons(texts: Path, geovirus: Path, wiktor: Path, pages: int) -> list[Lesson]:
    """All lessons, in one order: our own by file, then Wikinews, then every so many-th page of Wikipedia."""
    own = [lesson for path in sorted(texts.glob("*.txt")) for lesson in read_marked(path)]
    news = list(read_corpus(geovirus, Origin.WIKINEWS))
    every = list(read_corpus(wiktor, Origin.WIKIPEDIA))
    taken = [every[index * len(every) // pages] for index in range(min(pages, len(every)))]
    return [*own, *news, *taken]


def _check(lessons: Sequence[Lesson], parts: int, only: int | None, name: str) -> Evaluation:
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415 -- each process opens its own
    from deconflict_map.training.leaving_out import check as leave_out  # noqa: PLC0415

    evidence = without(name) if name else NOTHING_LEFT_OUT
    return leave_out(lessons, open_gazetteer(), parts=parts, only=only, left_out=evidence, tell=_tell)


def _row(name: str, evaluation: Evaluation) -> str:
    cells = []
    for block in evaluation.corpora:
        figures = block.figures
        cells.append(
            f"F1 {_shown(figures.all_predictions.exact.f1)},"
            f" without demonyms {_shown(figures.without_demonyms.exact.f1)},"
            f" e2e {_shown(figures.all_predictions.strict_161)}, pins {_shown(figures.found.accuracy_161)}"
        )
    return f"{name or '(nothing)':32} {' | '.join(cells)}"


def _shown(estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "–"
    return f"{estimate.value:.3f} [{estimate.low:.3f} {estimate.high:.3f}]"


def _tell(text: str) -> None:
    click.echo(text, err=True)
