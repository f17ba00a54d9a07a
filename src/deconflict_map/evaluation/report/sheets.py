"""Errors, and kinds taken for others → CSV that a spreadsheet opens without running anything.

A cell that a spreadsheet would take for a formula gets an apostrophe before it; positions are written with the letters
of the compass, since a minus would look like one. Control characters are shown as U+FFFD.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from deconflict_map.evaluation.report.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deconflict_map.evaluation.faults import Fault
    from deconflict_map.evaluation.mentions import GoldDocument, GoldRow, Pin
    from deconflict_map.evaluation.run import Evaluation

_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What formulas begin with, full-width forms too: OWASP, CSV injection."""
_ERROR_HEADINGS = (
    "corpus", "document", "error", "start", "end", "text", "gold_id", "gold_position",
    "predicted_start", "predicted_end", "predicted_text", "predicted_id", "predicted_name", "predicted_position",
    "km", "confidence", "reason",
)  # fmt: skip


def error_sheet_head() -> str:
    """The headings of the sheet of errors."""
    return _sheet([_ERROR_HEADINGS])


def error_lines(corpus: str, document: GoldDocument, faults: Iterable[Fault]) -> str:
    """The errors in a document, one a line."""
    return _sheet([_error(corpus, document, fault) for fault in faults])


def confusion_sheet(evaluation: Evaluation) -> str:
    """How often each kind was taken for which, one line a pair and corpus."""
    rows = [
        (block.name, cell.gold, cell.predicted, str(cell.times))
        for block in evaluation.corpora
        for cell in block.confusion
    ]
    return _sheet([("corpus", "gold", "predicted", "times"), *rows])


def _error(corpus: str, document: GoldDocument, fault: Fault) -> tuple[str, ...]:
    row, prediction = fault.row, fault.prediction
    pin = prediction.pin if prediction is not None else None
    return (
        corpus,
        document.id,
        fault.kind.value,
        *(("", "", "", "", "") if row is None else (str(row.start), str(row.end), row.text, row.identity, _at(row))),
        *(("", "", "") if prediction is None else (str(prediction.start), str(prediction.end), prediction.text)),
        *(("", "", "") if pin is None else (pin.id, pin.name, _at(pin))),
        "" if fault.km is None else f"{fault.km:.1f}",
        "" if prediction is None or prediction.confidence is None else f"{prediction.confidence:.3f}",
        "" if prediction is None else prediction.reason,
    )


def _at(place: GoldRow | Pin) -> str:
    """A position with the letters of the compass, latitude first, as it is read by people."""
    north, east = "N" if place.lat >= 0 else "S", "E" if place.lon >= 0 else "W"
    return f"{abs(place.lat):.4f} {north} {abs(place.lon):.4f} {east}"


def _sheet(rows: Sequence[Sequence[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([[_safe(cell) for cell in row] for row in rows])
    return stream.getvalue()


def _safe(cell: str) -> str:
    text = plain(cell)
    return f"'{text}" if text.startswith(_FORMULAS) else text
