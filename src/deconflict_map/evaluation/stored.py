"""A file of predictions, one document a line → the predictions by document; and predictions → such a line.

The format is that of `deconflict-map places --jsonl`; members that no figure needs may be missing. Refuses pins off the
globe and confidences outside of [0, 1]. A document that stands twice counts as it stands last. Held in memory as a
whole, since its order needn't be the corpus's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deconflict_map.evaluation.lines import read_lines
from deconflict_map.evaluation.mentions import Pin, Predicted
from deconflict_map.model.toponym import ToponymKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from deconflict_map.evaluation.lines import Members


def read_predictions(path: Path, *, corpus: str) -> dict[str, tuple[Predicted, ...]]:
    """The predictions of a file (`-` reads standard input) by document, in its order.

    Lines that say they are of another corpus than `corpus` are left out.

    Raises:
        InputRefusedError: The file can't be read, or a line of it holds no predictions.
    """
    found: dict[str, tuple[Predicted, ...]] = {}
    for members in read_lines(path):
        if members.text_or_empty("corpus") in {"", corpus}:
            found[members.name("doc_id")] = tuple(_predicted(row) for row in members.objects("toponyms"))
    return found


def _predicted(row: Members) -> Predicted:
    start, end = row.offset("start"), row.offset("end")
    if start >= end:
        raise row.refused(f"ends at {end}, which isn't behind its start, {start}")
    place = row.inner("place")
    has_confidence = place is not None and row.has("confidence")
    return Predicted(
        start=start,
        end=end,
        text=row.text_or_empty("text"),
        demonym=row.text_or_empty("kind") == ToponymKind.DEMONYM,
        pin=_pin(place) if place is not None else None,
        confidence=row.number("confidence", least=0, most=1) if has_confidence else None,
        reason=row.text_or_empty("reason"),
    )


def _pin(place: Members) -> Pin:
    return Pin(
        lon=place.number("lon", least=-180, most=180),
        lat=place.number("lat", least=-90, most=90),
        id=place.text_or_empty("id"),
        name=place.text_or_empty("name"),
        country=place.text_or_empty("country"),
        feature=place.text_or_empty("feature"),
    )


def prediction_line(corpus: str, document: str, predictions: Sequence[Predicted]) -> str:
    """The predictions of a document as one line of JSON, without candidates."""
    record = {"corpus": corpus, "doc_id": document, "toponyms": [_record(one) for one in predictions]}
    return json.dumps(record, ensure_ascii=False)


def _record(one: Predicted) -> dict[str, object]:
    pin = one.pin
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "kind": (ToponymKind.DEMONYM if one.demonym else ToponymKind.PLACE).value,
        "place": None
        if pin is None
        else {
            "id": pin.id,
            "name": pin.name,
            "lat": pin.lat,
            "lon": pin.lon,
            "country": pin.country,
            "feature": pin.feature,
        },
        "confidence": one.confidence,
        "reason": one.reason,
    }
