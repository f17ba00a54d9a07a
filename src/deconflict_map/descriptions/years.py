"""A word of a passage that is a year → the whole of that year, as the day by which something was so.

"The border of 1956", "the 1967 line". Refuses years before 1500 and after 2099: those are numbers of something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deconflict_map.descriptions import almanac
from deconflict_map.model.claim import Extent, When

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")


def as_of_year(passage: Passage, word: int) -> When | None:
    """The year that a word is, or `None` where it is none."""
    if not _YEAR.fullmatch(passage.folded[word]):
        return None
    span = passage.span(word, word)
    first, last, precision = almanac.year(int(passage.folded[word]))
    return When(
        text=passage.article.quote(span), span=span, first=first, last=last, precision=precision, extent=Extent.AS_OF
    )
