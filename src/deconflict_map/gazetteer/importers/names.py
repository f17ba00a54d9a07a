"""Names as a dump lists them → those that a text could use.

Two rules: one for lists without languages, in which codes and machine transliterations stand among the names, and one
for names whose language is given. Trade-off: the first loses the few names that begin with a small letter.
"""

from __future__ import annotations

from deconflict_map.gazetteer.builder.wording import keep_name
from deconflict_map.gazetteer.names import is_acronym, light_key

LONGEST_NAME = 200
"""Characters: GeoNames' limit for names (readme of its dump)."""


def names_of_list(name: str, ascii_name: str, listed: str) -> tuple[str, ...]:
    """`name`, its ASCII form where that is another spelling, and what is worth keeping of a list parted by commas."""
    names = [name, *_ascii_form(name, ascii_name)]
    if listed:
        names += [text for entry in listed.split(",") if keep_name(text := entry.strip())]
    return tuple(dict.fromkeys(names))


def own_names(name: str, ascii_name: str) -> tuple[str, ...]:
    """`name`, and its ASCII form where that is another spelling."""
    return (name, *_ascii_form(name, ascii_name))


def _ascii_form(name: str, ascii_name: str) -> tuple[str, ...]:
    """The ASCII name, unless it only lacks the diacritics of `name`."""
    if name.isascii() or not ascii_name or light_key(ascii_name) == light_key(name):
        return ()
    return (ascii_name,)


def usable(name: str) -> bool:
    """Whether a name in a known language has a letter, a length that a name can have, and isn't a link."""
    if len(name) > LONGEST_NAME or "://" in name:
        return False
    return name.isalpha() or any(map(str.isalpha, name))


def usable_abbreviation(name: str) -> bool:
    """Whether an abbreviation is one that a text could use: an acronym, or a word cut off by a dot."""
    return usable(name) and (is_acronym(name) or name.endswith("."))
