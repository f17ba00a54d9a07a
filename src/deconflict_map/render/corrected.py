"""What became of a reader's corrections → the records that the page's cards and its list of them show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.render.words import day_words

if TYPE_CHECKING:
    from deconflict_map.model.correction import Corrected
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.datablock import Json


def correction_records(reading: Reading) -> list[Json]:
    """One record per correction, in the order of the file: those that fit, and those that don't."""
    return [_record(one) for one in reading.corrected]


def _record(one: Corrected) -> Json:
    mentions: list[Json] = list(one.mentions)
    return {
        "kind": one.kind.value,
        "words": one.words,
        "by": one.credit.by,
        "on": day_words(one.credit.on) if one.credit.on else "",
        "note": one.credit.note,
        "applied": one.applied,
        "told": one.told,
        "was": one.was,
        "mentions": mentions,
        "claim": one.claim,
    }
