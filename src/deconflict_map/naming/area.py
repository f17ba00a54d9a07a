"""The words of `--in` → the place that is meant.

Reads one name, or names from the smallest to the largest with commas between them ("Paris, Texas"). Refuses words that
no place bears with `UsageError`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.errors import UsageError
from deconflict_map.model.article import Span
from deconflict_map.naming.choice import best_of
from deconflict_map.naming.phrase import phrase_article
from deconflict_map.naming.spans import recased
from deconflict_map.toponyms import mentions_at, resolve

if TYPE_CHECKING:
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.toponym import Resolution

_LONGEST = 200
"""Characters; longer than any place with all that it lies in (judgement)."""


def area_called(words: str, gazetteer: Gazetteer) -> Resolution:
    """The place that a user names as the area in which a description plays.

    Raises:
        UsageError: No place of this name is known.
    """
    if len(words) > _LONGEST:
        raise UsageError("the area's name is too long", where="--in", do=f"give at most {_LONGEST} characters")
    article = phrase_article(words)
    plain = replace(article, text=recased(article.text, gazetteer))
    for spans in (_whole(plain.text), _parts(plain.text)):
        found = resolve(plain, mentions_at(plain, spans, gazetteer), gazetteer) if spans else ()
        if found and (best := best_of(found[0])) is not None:
            return best
    raise UsageError(
        f"no place called “{article.text}” is in the gazetteer",
        where="--in",
        do="try: deconflict-map gazetteer search NAME",
    )


def _whole(text: str) -> list[Span]:
    return [Span(start=0, end=len(text))] if text else []


def _parts(text: str) -> list[Span]:
    """The parts between commas."""
    spans, start = [], 0
    for part in text.split(","):
        lead = len(part) - len(part.lstrip())
        if part.strip():
            spans.append(Span(start=start + lead, end=start + len(part.rstrip())))
        start += len(part) + 1
    return spans
