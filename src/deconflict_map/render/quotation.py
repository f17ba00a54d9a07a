"""A sentence and what matters in it → the words to quote, whole or cut to a readable length around it.

A list of ten thousand names can be one sentence: quoted whole for each of them, it would fill the page with itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.article import Article, Span

_MOST_CHARACTERS = 700
"""Judgement: the longest sentences of news have about 500; more isn't read on a card."""


def quotation(article: Article, sentence: Span, *, around: Span) -> str:
    """The words of `sentence`, cut with "…" to about 700 characters around the beginning of `around` if longer."""
    if len(sentence) <= _MOST_CHARACTERS:
        return article.quote(sentence)
    start = max(sentence.start, min(around.start - _MOST_CHARACTERS // 3, sentence.end - _MOST_CHARACTERS))
    end = min(start + _MOST_CHARACTERS, sentence.end)
    words = article.text[start:end]
    return ("…" if start > sentence.start else "") + words + ("…" if end < sentence.end else "")
