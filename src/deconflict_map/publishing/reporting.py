"""Readings before and after a redaction → what their user alone should be told: it names what was removed, and left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.word import split_words
from deconflict_map.publishing.forms import is_head, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.reading import Reading

_TELLING = 4
"""Shorter names stand in longer words by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a user is told of a redaction: in `lines` what was removed and left, and which names stood nowhere."""

    lines: tuple[str, ...] = ()
    unfound: tuple[str, ...] = ()


def removed_words(name: str, before: Reading, after: Reading) -> str:
    """What one name took with it, for the user alone."""
    places = {one.place.id: one.place.name for one in before.resolutions if one.place is not None}
    stay = {one.place.id for one in after.resolutions if one.place is not None}
    gone = list(dict.fromkeys(called for place_id, called in places.items() if place_id not in stay))
    drawn = len(before.footprints) - len(after.footprints)
    mentions = len([1 for one in before.resolutions if one.place is not None and one.place.id not in stay])
    called = f" (records: {', '.join(gone)})" if gone else ""
    return f"“{name}” redacted: {mentions} placed mentions{called} and {drawn} drawn descriptions removed"


def left_words(after: Reading, redact: Sequence[str]) -> list[str]:
    """Words of a redacted name that still stand by themselves, and names inside longer words."""
    words = {word.text for word in split_words(after.article.text) if word.capitalised}
    known = {plain(word): word for word in sorted(words)}
    told = []
    for name in redact:
        parts = [word.text for word in split_words(name)]
        alone = [part for part in parts if len(parts) > 1 and len(part) > 3 and not is_head(part)]
        left = [known[plain(part)] for part in alone if plain(part) in known]
        joined = plain(name)
        left += [word for key, word in known.items() if len(joined) >= _TELLING and joined in key and key != joined]
        if left:
            kept = ", ".join(dict.fromkeys(left))
            told.append(f"of “{name}” these words still stand: {kept} (redact them, too, if they tell it)")
    return told
