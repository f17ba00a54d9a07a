"""`evaluate`: gold corpora → how well their names are found and placed."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.options import which_gazetteer
from deconflict_map.cli.progress import shown_progress
from deconflict_map.cli.recognizer import chosen_recogniser, which_recognizer
from deconflict_map.cli.table import table, terminal_width, wrap
from deconflict_map.cli.terminal import printable, put, put_json, say
from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from deconflict_map.evaluation import Block, Corpus, Evaluation, Table

_PATH = click.Path(path_type=pathlib.Path)
_EXAMPLES = """\b
Examples:
  deconflict-map evaluate news.jsonl                     our own pipeline
  deconflict-map evaluate news.jsonl --report news/      the same, with tables, pictures and errors in a folder
  deconflict-map evaluate news.jsonl --predicted p.jsonl what `places --jsonl` wrote before
\b
docs/explanation/evaluation.md says what the figures mean, and how a corpus is written.
"""


@click.command(epilog=_EXAMPLES)
@click.argument("corpora", type=_PATH, nargs=-1, required=True, metavar="CORPUS.jsonl...")
@click.option(
    "--predicted",
    type=_PATH,
    metavar="FILE",
    multiple=True,
    help="Score what `places --jsonl` wrote there, in place of our pipeline. Once a corpus, in their order.",
)
@click.option("--json", "as_json", is_flag=True, help="Print all figures as one JSON object.")
@click.option("--report", type=_PATH, metavar="FOLDER", help="Write tables, pictures, errors and predictions there.")
@click.option(
    "--errors",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="N",
    help="Name the N commonest texts of every sort of error; 0 hides errors.",
)
@which_gazetteer
@which_recognizer
@click.option("-q", "--quiet", is_flag=True, help="No progress and no warnings.")
def evaluate(  # noqa: PLR0913 -- one argument an option
    *,
    corpora: tuple[Path, ...],
    predicted: tuple[Path, ...],
    as_json: bool,
    report: Path | None,
    errors: int,
    gazetteer: Path | None,
    recognizer: str | None,
    quiet: bool,
) -> None:
    """Measure how well the names of gold corpora are found and placed."""
    from deconflict_map.evaluation import evaluate as evaluate_corpora  # noqa: PLC0415
    from deconflict_map.evaluation import evaluation_record, report_folder  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415

    if predicted and recognizer is not None:
        raise UsageError("nothing is recognised where predictions are given", where="--recognizer", do="leave one out")
    named = _named(corpora, predicted)
    atlas = open_gazetteer(gazetteer)
    with report_folder(report) as folder:
        with shown_progress(quiet=quiet) as progress:
            evaluation = evaluate_corpora(
                named,
                atlas,
                recogniser=chosen_recogniser(recognizer, atlas),
                commonest=errors,
                progress=progress,
                watcher=folder,
            )
        if folder is not None:
            folder.finish(evaluation)
    if not quiet:
        _warn(evaluation)
    if as_json:
        put_json(evaluation_record(evaluation))
    else:
        _print(evaluation, with_errors=errors > 0)
    if report is not None and not quiet:
        say(f"wrote {report}")


def _named(corpora: Sequence[Path], predicted: Sequence[Path]) -> list[Corpus]:
    """The corpora under the names of their files; a name that stands twice is told apart by a number."""
    from deconflict_map.evaluation import Corpus  # noqa: PLC0415 -- keeps --help quick

    if predicted and len(predicted) != len(corpora):
        what = f"{len(predicted)} files of predictions for {len(corpora)} corpora"
        raise UsageError(what, where="--predicted", do="give one for each corpus, in their order")
    if [*map(str, (*corpora, *predicted))].count("-") > 1:
        raise UsageError("standard input can be read only once", do="give a file's name in place of one -")
    names: list[str] = []
    for path in corpora:
        stem = "standard input" if str(path) == "-" else path.stem
        taken = (stem, *(f"{stem} ({number})" for number in range(2, len(corpora) + 2)))
        names.append(next(name for name in taken if name not in names))
    files = predicted or (None,) * len(corpora)
    return [
        Corpus(name=name, path=path, predicted=file) for name, path, file in zip(names, corpora, files, strict=True)
    ]


def _warn(evaluation: Evaluation) -> None:
    for block in evaluation.corpora:
        if block.missing:
            say(f"{block.name}: {block.missing:,} documents have no predictions; their rows count as missed")
        if block.unknown:
            say(f"{block.name}: {block.unknown:,} documents of the predictions aren't in the corpus; they don't count")


def _print(evaluation: Evaluation, *, with_errors: bool) -> None:
    from deconflict_map.evaluation import summary_table  # noqa: PLC0415 -- keeps --help quick

    lines: list[str] = []
    for block in evaluation.blocks:
        lines += _heading(block.name)
        for one in _tables(block, with_errors=with_errors):
            lines += _lines(one)
    if evaluation.together is not None:
        lines += _lines(summary_table(evaluation))
    put("\n".join(lines))


def _tables(block: Block, *, with_errors: bool) -> Iterator[Table]:
    from deconflict_map.evaluation import block_tables, fault_table  # noqa: PLC0415 -- keeps --help quick

    yield from block_tables(block)
    if with_errors:
        yield fault_table(block)


def _heading(name: str) -> Iterator[str]:
    shown = printable(name)
    yield from (shown, "=" * len(shown), "")


def _lines(one: Table) -> Iterator[str]:
    yield f"{one.title}"
    *columns, last = one.headings
    if last == "commonest":  # as wide as it takes: below its row, wrapped
        yield table(columns, [(row[:-1], row[-1]) for row in one.rows], shrink=())
    else:
        yield table(one.headings, [(row, "") for row in one.rows], shrink=(0,) if one.headings[0] == "corpus" else ())
    yield from wrap(one.note, terminal_width())
    yield ""
