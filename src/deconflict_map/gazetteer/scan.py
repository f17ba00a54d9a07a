"""The text from a word on → where in it known names end.

One walk down the trie finds all keys with which the text begins, and their numbers; only where one ends with a word,
that stretch is folded by itself. So a word that begins no name costs two walks, however long names may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.gazetteer.layout import Bears
from deconflict_map.gazetteer.names import folded_beginnings, folded_key, is_acronym, light_key, may_be_article

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
    known = index.keys.beginnings(light), index.keys.beginnings(folded_key(whole))
    return tuple(end for end in reversed(ends) if _is_name(index, text[:end], *known))


def _words_ends(index: Index, whole: str, light: str, ends: Sequence[int]) -> Iterator[int]:
    """The ends of names in a text of plain words that each end at one of `ends`.

    The keys of its first words are the first words of its keys, so that none has to be made anew.
    """
    folded = folded_beginnings(light)
    known = index.keys.beginnings(light)
    known_folded = known if folded[-1] == light else index.keys.beginnings(folded[-1])
    for at in range(len(ends) - 1, -1, -1):
        key, end = folded[at], ends[at]
        if light in known and _is_light(index, known[light], whole, end):
            yield end
        elif key in known_folded:
            if index.is_borne(known_folded[key], _FOLDED):
                yield end
        # An article is kept at the end of a name and dropped before another word: then the whole's key tells nothing.
        elif not folded[-1].startswith(key) and index.is_borne(index.keys.number(key), _FOLDED):
            yield end
        light = light.rpartition(" ")[0]


def _is_light(index: Index, key: int, text: str, end: int) -> bool:
    """Whether a name as written, `text[:end]`, is meant by what bears its light key."""
    return index.is_borne(key, _LIGHT) or (is_acronym(text[:end]) and index.is_borne(key, _ACRONYM))


def _is_name(index: Index, name: str, light: dict[str, int], folded: dict[str, int]) -> bool:
    key = light_key(name)
    if key in light and _is_light(index, light[key], name, len(name)):
        return True
    if folded or may_be_article(name.rpartition(" ")[2]):
        key = folded_key(name)
        return bool(key) and index.is_borne(index.keys.number(key), _FOLDED)
    return False
