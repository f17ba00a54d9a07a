"""A phrase as an article of one sentence → the resolutions of its names.

The names are resolved together by the stage that resolves those of articles, with the given area named beside them;
then what a phrase leaves open is settled: an area that is asked for, kinds that a list asks for, and the best of what
the gazetteer has, since whoever asks for a place means one.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.article.assembly import clean
from deconflict_map.model.article import Article, Block, BlockKind, Sentence, Span
from deconflict_map.naming.asked import Asked, asked_kinds
from deconflict_map.naming.choice import Settling, settled
from deconflict_map.naming.company import together
from deconflict_map.naming.holders import held
from deconflict_map.naming.rivers import as_rivers
from deconflict_map.naming.spans import names_in, recased
from deconflict_map.toponyms import mentions_at, recognise, resolve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.toponym import Resolution


def phrase_article(phrase: str, *, on: date | None = None) -> Article:
    """A phrase as an article of one sentence, said on a day; white space is made single, control characters shown."""
    text = " ".join(clean(phrase).split())
    whole = Span(start=0, end=len(text))
    return Article(
        text=text,
        title="",
        source=None,
        published=on,
        url=None,
        blocks=(Block(kind=BlockKind.PARAGRAPH, span=whole),),
        sentences=(Sentence(span=whole, block=0),),
    )


def places_in_phrase(
    article: Article, gazetteer: Gazetteer, *, inside: Resolution | None = None
) -> tuple[Resolution, ...]:
    """The names of a phrase with what they are taken for, in its order; `inside` is the area that it speaks of."""
    plain = replace(article, text=recased(article.text, gazetteer))
    recognised = [mention.toponym.span for mention in recognise(plain, gazetteer)]
    names = names_in(plain.text, recognised, gazetteer)
    whole = [named.span for named in names]
    beside = [named.name for named in names if plain.quote(named.span) != named.name]
    shadow, spans = _with_beside(plain, beside if inside is None else [*beside, inside.toponym.text])
    found = resolve(shadow, mentions_at(shadow, [*whole, *spans], gazetteer), gazetteer)
    meant = dict(zip(beside, found[len(whole) :], strict=False))
    own = [
        _as_written(meant.get(named.name, resolution), named.span, article)
        for named, resolution in zip(names, found, strict=False)
    ]
    settling = Settling(gazetteer=gazetteer, inside=None if inside is None else inside.place)
    kinds = _asked(own, whole, plain)
    chosen = [settled(one, kind, settling) for one, kind in zip(own, kinds, strict=True)]
    near = together(held(chosen, article.text, gazetteer), gazetteer)
    return as_rivers(near, article.text, gazetteer)


def _asked(own: Sequence[Resolution], spans: Sequence[Span], article: Article) -> list[Asked | None]:
    """What is asked for; what a place is said to lie in ("Tulsa, Oklahoma") is asked for as the kind that holds it."""
    holding: dict[int, Asked] = {}
    for index, (before, after) in enumerate(itertools.pairwise(own), 1):
        gap = article.text[before.toponym.span.end : after.toponym.span.start]
        inner, outer = before.place, after.place
        if gap.strip() == "," and inner is not None and outer is not None and inner.lies_in(outer):
            holding[index] = Asked(kind=outer.kind)
    kinds = iter(asked_kinds(article.text, [span for index, span in enumerate(spans) if index not in holding]))
    return [holding[index] if index in holding else next(kinds) for index in range(len(spans))]


def _with_beside(article: Article, names: Sequence[str]) -> tuple[Article, list[Span]]:
    """The article with names added behind it, each a block of its own, and their spans."""
    text, blocks, sentences, spans = article.text, list(article.blocks), list(article.sentences), list[Span]()
    for name in names:
        span = Span(start=len(text) + 2, end=len(text) + 2 + len(name))
        text = f"{text}\n\n{name}"
        sentences.append(Sentence(span=span, block=len(blocks)))
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=span))
        spans.append(span)
    return replace(article, text=text, blocks=tuple(blocks), sentences=tuple(sentences)), spans


def _as_written(resolution: Resolution, span: Span, article: Article) -> Resolution:
    """The resolution at its span, in the words of the phrase."""
    toponym = replace(resolution.toponym, span=span, text=article.quote(span), sentence=0)
    return replace(resolution, toponym=toponym)
