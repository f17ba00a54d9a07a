"""A name that nothing bears → the keys that are spelt nearly so.

Compares folded keys, in which vowels and doubled letters count for little, by rapidfuzz's normalised edit distance
without substitutions. Trade-off: the first letters must be right, so that a small part of the keys is compared.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.names import folded_key, light_key, third_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deconflict_map.gazetteer.strings import StringTable


def alike_keys(
    keys: StringTable, name: str, *, same: int, least: float, consonants: str = ""
) -> list[tuple[str, float]]:
    """Keys that share the first `same` letters with the light or folded key of `name`, most similar first.

    The similarity is in [`least`, 1). With `consonants` keys are left out of which the third letter tells that their
    names have others.
    """
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only needed where nothing else was found
    from rapidfuzz.process import extract  # noqa: PLC0415 - as above

    best: dict[str, float] = {}
    known_keys: dict[str, list[str]] = {}  # to list them takes as long as comparing them
    for key in dict.fromkeys((folded_key(name), light_key(name))):
        if len(key) > same:
            beginning = key[:same]
            if beginning not in known_keys:
                known_keys[beginning] = list(_beginning_with(keys, beginning, consonants))
            found = extract(key, known_keys[beginning], scorer=ratio, score_cutoff=least * 100, limit=None)
            for known, score, _ in found:
                best[known] = max(best.get(known, 0.0), score / 100)
    return sorted(((key, score) for key, score in best.items() if score < 1.0), key=lambda item: (-item[1], item[0]))


def _beginning_with(keys: StringTable, beginning: str, consonants: str) -> Iterable[str]:
    """The keys that begin so and may have these consonants, if any are asked for."""
    letters = third_letters(beginning, consonants) if consonants else None
    if letters is None:
        return keys.beginning_with(beginning)
    return chain.from_iterable(keys.beginning_with(beginning + letter) for letter in letters)
