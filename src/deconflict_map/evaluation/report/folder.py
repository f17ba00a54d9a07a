"""An evaluation, while it runs and when it has ended → a folder, whole or not at all.

Errors and predictions are written as documents are scored, so that long runs need no memory for them. All is written
beside the folder's place and swapped in at the end. Refuses a place where something else lies already: only a folder
that we wrote before is replaced.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from deconflict_map.errors import OutputError, UsageError
from deconflict_map.evaluation.faults import faults_of
from deconflict_map.evaluation.record import FORMAT, evaluation_record
from deconflict_map.evaluation.report.markdown import report_markdown
from deconflict_map.evaluation.report.sheets import confusion_sheet, error_lines, error_sheet_head
from deconflict_map.evaluation.stored import prediction_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from deconflict_map.evaluation.matching import Matching
    from deconflict_map.evaluation.mentions import GoldDocument, Predicted
    from deconflict_map.evaluation.run import Evaluation

_REPORT, _FIGURES, _ERRORS, _PREDICTIONS = "report.md", "figures.json", "errors.csv", "predictions.jsonl"
_CONFUSION, _CONFUSION_PICTURE, _CALIBRATION_PICTURE = "confusion.csv", "confusion.svg", "calibration.svg"
_FILES = frozenset(
    {_REPORT, _FIGURES, _ERRORS, _PREDICTIONS, _CONFUSION, _CONFUSION_PICTURE, _CALIBRATION_PICTURE},
)
_ELSEWHERE = "give a folder that isn't there yet, or move this one away"


@contextmanager
def report_folder(path: Path | None) -> Iterator[ReportFolder | None]:
    """A report to be written at `path`, or none without a path; whatever goes wrong, nothing half-written stays.

    Raises:
        UsageError: Matplotlib, which draws the pictures, isn't installed.
        OutputError: Something else lies there, or the folder can't be written.
    """
    if path is None:
        yield None
        return
    _check_pictures()
    try:
        target = path.resolve()
        _check_place(target, path)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent))
    except (OSError, ValueError, RuntimeError) as error:
        raise _refused(path, error) from error
    try:
        new = beside / "new"
        new.mkdir()
        with _text(new / _ERRORS) as errors, _text(new / _PREDICTIONS) as predictions:
            errors.write(error_sheet_head())
            yield ReportFolder(new=new, old=beside / "old", target=target, errors=errors, predictions=predictions)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _check_pictures() -> None:
    try:
        import matplotlib as _  # noqa: F401, ICN001, PLC0415 -- asked for before a long run, not after it
    except ImportError as error:
        what = "a report needs Matplotlib, which isn't installed"
        raise UsageError(what, where="--report", do='pip install "deconflict-map[report]"') from error


def _check_place(target: Path, path: Path) -> None:
    """Refuse what isn't a report of ours, or holds more than that."""
    if not target.parent.is_dir():
        raise OutputError("the folder that it is to lie in is missing", where=str(path), do="make it first")
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError("is a file", where=str(path), do="give a folder")
    names = {entry.name for entry in target.iterdir()}
    if names and not _is_ours(target):
        raise OutputError("exists, and isn't a report of this command", where=str(path), do=_ELSEWHERE)
    if foreign := sorted(names - _FILES):
        raise OutputError(f"holds {foreign[0]!r}, which is none of a report's files", where=str(path), do=_ELSEWHERE)


def _is_ours(folder: Path) -> bool:
    try:
        record: object = json.loads((folder / _FIGURES).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(record, dict) and record.get("format") == FORMAT


def _text(path: Path) -> TextIO:
    """A new file; halves of surrogate pairs, which no encoding has, are written as question marks."""
    return path.open("x", encoding="utf-8", errors="replace", newline="")


def _refused(path: Path, error: Exception) -> OutputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return OutputError(f"can't be written: {reason}", where=str(path), do="check the folder and its permissions")


class ReportFolder:
    """A report while it is written. Opened by `report_folder`; watches an evaluation."""

    def __init__(self, *, new: Path, old: Path, target: Path, errors: TextIO, predictions: TextIO) -> None:
        """Write into `new`, which takes the place of `target`; what lies there is moved to `old`."""
        self._new, self._old, self._target = new, old, target
        self._errors, self._predictions = errors, predictions

    def scored(self, corpus: str, document: GoldDocument, predictions: Sequence[Predicted], matching: Matching) -> None:
        """Write the predictions for a document, and its errors."""
        self._predictions.write(f"{prediction_line(corpus, document.id, predictions)}\n")
        self._errors.write(error_lines(corpus, document, faults_of(matching)))

    def finish(self, evaluation: Evaluation) -> None:
        """Write the rest, and put the folder in its place.

        Raises:
            OutputError: It can't be written.
        """
        from deconflict_map.evaluation.report.pictures import calibration_svg, confusion_svg  # noqa: PLC0415 -- heavy

        self._errors.close()
        self._predictions.close()
        figures = json.dumps(evaluation_record(evaluation), ensure_ascii=False, indent=1)
        for name, text in (
            (_REPORT, report_markdown(evaluation)),
            (_FIGURES, f"{figures}\n"),
            (_CONFUSION, confusion_sheet(evaluation)),
            (_CALIBRATION_PICTURE, calibration_svg(evaluation)),
            (_CONFUSION_PICTURE, confusion_svg(evaluation)),
        ):
            with _text(self._new / name) as stream:
                stream.write(text)
        self._swap()

    def _swap(self) -> None:
        """The old folder steps aside, and comes back if the new one can't take its place."""
        _check_place(self._target, self._target)  # a long run may have passed since
        if self._target.exists():
            self._target.replace(self._old)
        try:
            self._new.replace(self._target)
        except OSError:
            if self._old.exists():
                self._old.replace(self._target)
            raise
