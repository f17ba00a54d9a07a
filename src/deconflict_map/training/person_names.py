"""The counts of the United States Census → the list of names that persons bear.

The files are those of the package `names` on PyPI (0.3.0): given names with their share of women and of men, and
surnames in order, of 1990; in the public domain. The last list of the vocabulary, which is our own, is kept.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_COMMON, _RARE = 0.03, 0.004  # per cent of women and of men, added
_RANKS = (500, 2000, 6000)
_WIDTH = 120


def person_names(census: Path, present: str) -> str:
    """The vocabulary made anew; `present` is the one there is, of which the head and the last list are kept."""
    shares: defaultdict[str, float] = defaultdict(float)
    for sex in ("female", "male"):
        for line in (census / f"dist.{sex}.first").read_text(encoding="ascii").splitlines():
            name, share, *_ = line.split()
            shares[name.lower()] += float(share)
    surnames = [line.split()[0].lower() for line in (census / "dist.all.last").read_text("ascii").splitlines()]
    lists = {
        "given_common": (name for name, share in shares.items() if share >= _COMMON),
        "given_rare": (name for name, share in shares.items() if _RARE <= share < _COMMON),
        "surnames_first": surnames[: _RANKS[0]],
        "surnames_second": surnames[_RANKS[0] : _RANKS[1]],
        "surnames_third": surnames[_RANKS[1] : _RANKS[2]],
    }
    head = present[: present.index("given_common")]
    own = present[present.index("given_elsewhere") :]
    return head + "".join(_list(name, words) for name, words in lists.items()) + own.rstrip() + "\n"


def _list(name: str, words: Iterable[str]) -> str:
    return f'{name} = """\n{textwrap.fill(" ".join(sorted(words)), _WIDTH)}\n"""\n\n'
