"""A name that nothing bears → the keys that are spelt nearly so.

Compares folded keys, in which vowels and doubled letters count for little, by rapidfuzz's normalised edit distance
without substitutions. Trade-off: the first letters must be right, so that a small part of the keys is compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.gazetteer.names import folded_key, light_key

if TYPE_CHECKING:
    from deconflict_map.gazetteer.strings import StringTable


def alike_keys(keys: StringTable, name: str, *, same: int, least: float) -> list[tuple[str, float]]:
    """Keys that share the first `same` letters with the light or folded key of `name`, most similar first.

    The similarity is in [`least`, 1).
    """
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only needed where nothing else was found
    from rapidfuzz.process import extract  # noqa: PLC0415 - as above

    best: dict[str, float] = {}
    known_keys: dict[str, list[str]] = {}  # to list them takes as long as comparing them
    for key in dict.fromkeys((folded_key(name), light_key(name))):
        if len(key) > same:
            beginning = key[:same]
            if beginning not in known_keys:
                known_keys[beginning] = keys.beginning_with(beginning)
            found = extract(key, known_keys[beginning], scorer=ratio, score_cutoff=least * 100, limit=None)
            for known, score, _ in found:
                best[known] = max(best.get(known, 0.0), score / 100)
    return sorted(((key, score) for key, score in best.items() if score < 1.0), key=lambda item: (-item[1], item[0]))
