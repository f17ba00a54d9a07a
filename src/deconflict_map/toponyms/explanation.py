"""`Article` → why each of its words was taken for a place's name or not, which place was chosen, and what it won by.

Reads the article as recognition and resolution do, with the same functions, and keeps what they add up: the numbers are
those that decided. Costs several times as much as deciding, and isn't done unless somebody asks.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.article import Span
from deconflict_map.model.explanation import Argument, Explanation
from deconflict_map.toponyms.company import company_of
from deconflict_map.toponyms.contest import Contest, arguments, contests
from deconflict_map.toponyms.facts import facts_in
from deconflict_map.toponyms.linear import shipped
from deconflict_map.toponyms.recognition import mentions_at, recognise
from deconflict_map.toponyms.resolution import resolve
from deconflict_map.toponyms.site_wording import AboutSite
from deconflict_map.toponyms.sites import sites, unknown_sites
from deconflict_map.toponyms.tokens import Tokens
from deconflict_map.toponyms.traits import Surroundings
from deconflict_map.toponyms.wording import name_weights, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deconflict_map.model.article import Article
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.toponym import Resolution
    from deconflict_map.toponyms.linear import Models

_AROUND = 60  # characters of the sentence that are told to either side of a name
_MOST_PROBABLE = 0.9999  # as far as rounded probabilities tell
_LEAST_ADDED = 0.002  # to a probability by other names, so that it is told: probabilities are rounded


def explain(
    article: Article, gazetteer: Gazetteer, *, spans: Sequence[Span] | None = None, models: Models | None = None
) -> tuple[Explanation, ...]:
    """Why words were taken for places' names or left out, and why each place was chosen, in the order of the text.

    With `spans` these are names for certain, nothing else is weighed as one, and nothing is told of that.
    """
    models = models or shipped()
    if spans is None:
        naming, mentions = _naming(article, gazetteer, models), recognise(article, gazetteer, models)
    else:
        naming, mentions = {}, mentions_at(article, spans, gazetteer, models)
    resolutions = resolve(article, mentions, gazetteer, models)
    places = contests(article, mentions, gazetteer, models)
    found = [
        _explanation(article, resolution, naming.get(resolution.toponym.span), place)
        for resolution, place in zip(resolutions, places, strict=True)
    ]
    taken = [resolution.toponym.span for resolution in resolutions]
    return tuple(sorted([*found, *_left_out(article, naming, taken)], key=lambda one: one.span))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """How likely words name a place by themselves, as log-odds, and why; `known` if the gazetteer knows the name."""

    odds: float
    known: bool
    arguments: tuple[Argument, ...]


def _explanation(article: Article, resolution: Resolution, named: _Named | None, place: Contest) -> Explanation:
    toponym = resolution.toponym
    before, after = _around(article, toponym.span)
    return Explanation(
        span=toponym.span,
        text=toponym.text,
        before=before,
        after=after,
        probability=toponym.probability,
        naming=() if named is None else _as_decided(named, toponym.probability),
        resolution=resolution,
        options=place.options,
        change=place.change,
    )


def _around(article: Article, span: Span) -> tuple[str, str]:
    """The words of the sentence before and behind a name, cut between words where they are many."""
    whole = article.sentences[article.sentence_at(span.start)].span if article.sentences else span
    start, end = min(whole.start, span.start), max(whole.end, span.end)
    near = article.text[max(start, span.start - _AROUND) : span.start]
    far = article.text[span.end : min(end, span.end + _AROUND)]
    if span.start - _AROUND > start:
        near = f"…{near[max(near.find(' '), 0) :]}"
    if span.end + _AROUND < end:
        far = f"{far[: far.rfind(' ') + 1] or far}…"
    return near, far


def _naming(article: Article, gazetteer: Gazetteer, models: Models) -> dict[Span, _Named]:
    """All that was weighed as a place's name, by its span."""
    tokens = Tokens(article)
    known = sites(tokens, facts_in(gazetteer, models), gazetteer)
    surroundings = Surroundings(tokens, known, company_of(tokens, known))
    found: dict[Span, _Named] = {}
    for site in (*known, *unknown_sites(tokens, known)):
        features = surroundings.features(site)
        added = name_weights(features, models.name)
        odds = sum(added.values())
        span = Span(start=tokens.starts[site.first], end=site.end(tokens))
        if span not in found or odds > found[span].odds:
            about = AboutSite(site, surroundings, features)
            found[span] = _Named(odds=odds, known=site.facts is not None, arguments=arguments(added, about))
    return found


def _as_decided(named: _Named, probability: float) -> tuple[Argument, ...]:
    """The arguments by which a name was taken, with what other names of the text added to its own."""
    if abs(_probability(named.odds) - probability) < _LEAST_ADDED:
        return named.arguments
    words = said("other_names")["known" if named.known else "unknown"]
    certain = min(probability, _MOST_PROBABLE)
    added = math.log(certain / (1 - certain)) - named.odds
    further = Argument(words=words, weight=round(added, 2))
    return tuple(sorted([*named.arguments, further], key=lambda one: -abs(one.weight)))


def _probability(odds: float) -> float:
    return round(1 / (1 + math.exp(-odds)), 4)


def _left_out(article: Article, naming: Mapping[Span, _Named], taken: Sequence[Span]) -> Iterator[Explanation]:
    """What was weighed and shares no word with a name that was taken; of what shares words the likeliest."""
    kept = sorted(taken)
    for span, named in sorted(naming.items(), key=lambda one: (-one[1].odds, one[0])):
        at = bisect_left(kept, span)
        if any(span.overlaps(other) for other in kept[max(at - 1, 0) : at + 1]):
            continue
        kept.insert(at, span)
        before, after = _around(article, span)
        yield Explanation(
            span=span,
            text=article.quote(span),
            before=before,
            after=after,
            probability=_probability(named.odds),
            naming=named.arguments,
            resolution=None,
        )
