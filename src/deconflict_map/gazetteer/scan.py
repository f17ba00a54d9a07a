"""The text from a word on → where in it known names end.

The keys of all its beginnings are made at once, since those of the first words are the first words of its own.
Trade-off: each is looked up by itself; names have few words, and a look costs less than all known beginnings of the
longest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.gazetteer.layout import Bears
from deconflict_map.gazetteer.names import folded_beginnings, folded_key, is_acronym, light_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.gazetteer.index import Index

_LIGHT, _FOLDED, _ACRONYM = int(Bears.LIGHT | Bears.DEMONYM), int(Bears.FOLDED), int(Bears.ACRONYM)


def name_ends(index: Index, text: str, ends: Sequence[int]) -> tuple[int, ...]:
    """Those of `ends` (offsets in `text`, rising) at which a name ends that begins with the text, last first.

    The same as asking `Index.find` for each `text[:end]`.
    """
    if not ends:
        return ()
    whole = text[: ends[-1]]
    words = whole.split(" ")
    light = light_key(whole)
    # An apostrophe or a dot is no word's end in a key, though a name may end before it ("Turkey’s").
    if len(words) == len(ends) == light.count(" ") + 1 and "".join(words).isalnum():
        return tuple(_words_ends(index, whole, light, ends))
    return tuple([end for end in reversed(ends) if _is_name(index, text[:end])])


def _words_ends(index: Index, whole: str, light: str, ends: Sequence[int]) -> Iterator[int]:
    """The ends of names in a text of plain words that each end at one of `ends`.

    The keys of its first words are the first words of its keys, so that none has to be made anew.
    """
    number = index.keys.number
    folded = folded_beginnings(light)
    for at in range(len(ends) - 1, -1, -1):
        known = number(light)
        if known >= 0 and _is_light(index, known, whole, ends[at]):
            yield ends[at]
        else:
            key = folded[at]
            if index.is_borne(known if key == light else number(key), _FOLDED):
                yield ends[at]
        light = light.rpartition(" ")[0]


def _is_light(index: Index, key: int, text: str, end: int) -> bool:
    """Whether a name as written, `text[:end]`, is meant by what bears its light key."""
    return index.is_borne(key, _LIGHT) or (is_acronym(text[:end]) and index.is_borne(key, _ACRONYM))


def _is_name(index: Index, name: str) -> bool:
    light = light_key(name)
    known = index.keys.number(light)
    if known >= 0 and _is_light(index, known, name, len(name)):
        return True
    folded = folded_key(name)
    return index.is_borne(known if folded == light else index.keys.number(folded), _FOLDED)
