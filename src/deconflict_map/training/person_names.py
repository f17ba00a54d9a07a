"""The counts of the United States Census → the list of names that persons bear.

The files are those of the package `names` on PyPI (0.3.0): given names with the share of women and of men that bear
them, and surnames by rank, of 1990 ("Frequently Occurring First Names and Surnames", in the public domain). The head of
the list and its last part, which is our own, are kept as they are.
"""

from __future__ import annotations

import textwrap
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from deconflict_map.errors import InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_COMMON, _RARE = Decimal("0.03"), Decimal("0.004")
"""Per cent of women and of men together. Judgement: one in some thousands, beyond which a given name is a surname or a
place as well as not; and the least at which a reader would still take it for a given name."""
_RANKS = (500, 2000, 6000)
"""Judgement: the first bear a third of all people of the United States, the last are borne by one in 50,000."""
_WIDTH = 120
_OURS = "given_elsewhere = "
_FIRST = "given_common = "


def person_names(census: Path, present: str) -> str:
    """The vocabulary made anew from a folder of the census's files; `present` is the one there is.

    Raises:
        InputRefusedError: A file can't be read, or `present` isn't such a list.
    """
    if _FIRST not in present or _OURS not in present:
        raise InputRefusedError(
            "has no list given_common or given_elsewhere", where="the present list", do="take the one that ships"
        )
    shares: dict[str, Decimal] = {}
    for sex in ("female", "male"):
        for name, share in _rows(census / f"dist.{sex}.first"):
            shares[name] = shares.get(name, Decimal(0)) + share
    surnames = [name for name, _ in _rows(census / "dist.all.last")]
    first, second, third = _RANKS
    lists = {
        "given_common": [name for name, share in shares.items() if share >= _COMMON],
        "given_rare": [name for name, share in shares.items() if _RARE <= share < _COMMON],
        "surnames_first": surnames[:first],
        "surnames_second": surnames[first:second],
        "surnames_third": surnames[second:third],
    }
    head, ours = present[: present.index(_FIRST)], present[present.index(_OURS) :]
    return head + "".join(_list(name, words) for name, words in lists.items()) + ours


def _rows(path: Path) -> Iterator[tuple[str, Decimal]]:
    """The names of a file in small letters, with the share in per cent that bears them, in its order."""
    try:
        for line in path.read_text(encoding="ascii").splitlines():
            name, share, _, _ = line.split()
            yield name.lower(), Decimal(share)
    except (OSError, ValueError, InvalidOperation) as error:
        do = "give the folder of the package `names` 0.3.0"
        raise InputRefusedError("isn't a file of the census's names", where=str(path), do=do) from error


def _list(name: str, words: Iterable[str]) -> str:
    return f'{name} = """\n{textwrap.fill(" ".join(sorted(words)), _WIDTH)}\n"""\n\n'
