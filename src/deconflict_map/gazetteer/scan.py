"""The text from a word on → where in it known names end.

One walk down the trie finds all keys with which the text begins; only where one ends with a word, that stretch is
folded by itself. So a word that begins no name costs two walks, however long names may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.gazetteer.layout import Bears
from deconflict_map.gazetteer.names import folded_key, is_acronym, light_key, may_be_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.gazetteer.index import Index


def name_ends(index: Index, text: str, ends: Sequence[int]) -> tuple[int, ...]:
    """Those of `ends` (offsets in `text`, rising) at which a name ends that begins with the text, last first.

    The same as asking `Index.find` for each `text[:end]`.
    """
    if not ends:
        return ()
    whole = text[: ends[-1]]
    # An apostrophe or a dot is no word's end in a key, though a name may end before it ("Turkey’s").
    plain = whole.replace(" ", "").isalnum()
    light, folded = _known(index, light_key(whole), plain=plain), _known(index, folded_key(whole), plain=plain)
    return tuple(end for end in reversed(ends) if _is_name(index, text[:end], light, folded))


def _known(index: Index, key: str, *, plain: bool) -> frozenset[str]:
    """Keys of the index with which a key begins; whole words only where the text is `plain`."""
    found = index.keys.beginnings(key) if key else ()
    return frozenset(known for known in found if not plain or len(known) == len(key) or key[len(known)] == " ")


def _is_name(index: Index, name: str, light: frozenset[str], folded: frozenset[str]) -> bool:
    if light:
        key = light_key(name)
        if key in light:
            bits = index.bears(key)
            if bits & (Bears.LIGHT | Bears.DEMONYM) or (bits & Bears.ACRONYM and is_acronym(name)):
                return True
    # An article is kept at the end of a name and dropped before another word: then the whole's key tells nothing.
    if folded or may_be_article(name.rpartition(" ")[2]):
        key = folded_key(name)
        return bool(key) and bool(index.bears(key) & Bears.FOLDED)
    return False
