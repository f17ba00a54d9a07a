"""`Article` → mentions: stretches of text that the gazetteer knows as names and that stand there as names.

Every site (`sites`) is weighed by what is known of the name and by its surroundings (`traits`); of sites that share
words those are taken that together are the likeliest. What is likelier a person, an organisation, a month or a common
word is left out; a name inside an organisation's is kept as one that isn't literal.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from deconflict_map.model.article import Span
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.toponym import Toponym, ToponymKind
from deconflict_map.toponyms.company import company_of
from deconflict_map.toponyms.cues import limits
from deconflict_map.toponyms.facts import facts_in
from deconflict_map.toponyms.linear import name_weights_of, shipped
from deconflict_map.toponyms.mention import Mention
from deconflict_map.toponyms.neighbourhood import wanted_kind, why_not_literal
from deconflict_map.toponyms.sites import Known, Site, sites, unknown_sites
from deconflict_map.toponyms.tokens import Tokens
from deconflict_map.toponyms.traits import Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.article import Article
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.toponyms.facts import Facts
    from deconflict_map.toponyms.linear import Models
    from deconflict_map.toponyms.sites import LookUp

# Looked up once: up to Python 3.11 a look at an enum's member calls a function.
_PLACE = ToponymKind.PLACE
_DEMONYM = ToponymKind.DEMONYM
_REGIONS = {PlaceKind.REGION, PlaceKind.VALLEY}
_REGION_FIRST = 0.1  # log-odds: enough to come before the name inside it
_JOINTS = frozenset({", ", " (", " in ", " and ", ", and ", " or ", "/", "-", "–", " ", ",\n"})


def recognise(article: Article, gazetteer: Gazetteer, models: Models | None = None) -> tuple[Mention, ...]:
    """All mentions of places, in the order of the text; they don't overlap."""
    tokens = Tokens(article)
    models = models or shipped()
    known = sites(tokens, facts_in(gazetteer, models), gazetteer)
    surroundings = Surroundings(tokens, known, company_of(tokens, known))
    weights = name_weights_of(models)
    weighed = [(site, surroundings.odds(site, weights)) for site in (*known, *unknown_sites(tokens, known))]
    best = _best(_as_known_elsewhere(tokens, weighed))
    spans = [Span(start=tokens.starts[site.first], end=site.end(tokens)) for site, _ in best]
    joints = _joints(article, spans)
    return tuple(
        [
            _mention(tokens, site, span, odds, joint)
            for (site, odds), span, joint in zip(best, spans, joints, strict=True)
        ]
    )


def mentions_at(
    article: Article, spans: Sequence[Span], gazetteer: Gazetteer, models: Models | None = None
) -> tuple[Mention, ...]:
    """The mentions at spans that are known to name places, one a span, in the same order."""
    tokens, look_up = Tokens(article), facts_in(gazetteer, models or shipped())
    joints = _joints(article, spans)
    return tuple([_given(tokens, span, look_up, joint) for span, joint in zip(spans, joints, strict=True)])


def _given(tokens: Tokens, span: Span, look_up: LookUp, joint: str) -> Mention:
    facts = look_up(tokens.article.quote(span))
    first = min(tokens.index_at(span.start), len(tokens) - 1)
    last = max(tokens.index_at(span.end) - 1, first)
    return _at(tokens, span, facts) if first < 0 else _mention(tokens, Site(first, last, facts), span, math.inf, joint)


def _at(tokens: Tokens, span: Span, facts: Facts | None) -> Mention:
    """A mention in a text without words."""
    toponym = Toponym(
        span=span, text=tokens.article.quote(span), kind=_PLACE, literal=True, sentence=0, why_not_literal=""
    )
    return Mention(toponym=toponym, facts=facts, wants=None, feature_word="", behind_article=False)


def _as_known_elsewhere(tokens: Tokens, weighed: list[tuple[Site, float]]) -> list[tuple[Site, float]]:
    """The sites, with what other sites tell of their odds.

    An unknown name is as likely one as where it is likeliest. The name of a region that begins small ("eastern Syria")
    is as likely as the name in it: corpora mark only that, and so the weights have learned; but the gazetteer knows the
    region, and to draw all of the country would say more than the text does.
    """
    unknown: dict[str, float] = {}
    regions = list[Site]()
    for site, odds in weighed:
        facts = site.facts
        if facts is None:
            name = tokens.surface(site.first, site.last)
            unknown[name] = max(unknown.get(name, odds), odds)
        elif not tokens.large[site.first] and facts.exact and facts.first.kind in _REGIONS:
            regions.append(site)
    inside = _likeliest_inside(regions, weighed)
    found = []
    for site, odds in weighed:
        if site.facts is None:
            found.append((site, unknown[tokens.surface(site.first, site.last)]))
        elif site in inside:
            found.append((site, max(odds, inside[site] + _REGION_FIRST)))
        else:
            found.append((site, odds))
    return found


def _likeliest_inside(regions: Sequence[Site], weighed: Sequence[tuple[Site, float]]) -> dict[Site, float]:
    """The odds of the likeliest site that begins behind the first word of each of some sites, where there is one."""
    if not regions:
        return {}
    beginning: dict[int, list[tuple[int, float]]] = {}
    for site, odds in weighed:
        beginning.setdefault(site.first, []).append((site.last, odds))
    found = {}
    for site in regions:
        behind = [one for first in range(site.first + 1, site.last + 1) for one in beginning.get(first, ())]
        inside = [odds for last, odds in behind if last <= site.last]
        if inside:
            found[site] = max(inside)
    return found


def _best(weighed: Sequence[tuple[Site, float]]) -> list[tuple[Site, float]]:
    """The sites that share no word and whose odds, above the least, have the largest sum; in the order of the text."""
    known = limits()
    least = {
        Known.PLACE: _log_odds(known.named),
        Known.CALLED: _log_odds(known.named_called),
        Known.UNKNOWN: _log_odds(known.named_unknown),
    }
    likely = [(site, odds, odds - least[site.known]) for site, odds in weighed]
    likely = sorted((one for one in likely if one[2] > 0), key=lambda one: (one[0].last, one[0].first, one[0].dot))
    ends = [site.last for site, _, _ in likely]
    totals, taken, befores = [0.0], list[bool](), list[int]()
    for index, (site, _, above) in enumerate(likely):
        before = bisect_right(ends, site.first - 1, 0, index)
        with_it = totals[before] + above
        taken.append(with_it > totals[index])
        befores.append(before)
        totals.append(max(with_it, totals[index]))
    found, index = list[tuple[Site, float]](), len(likely)
    while index > 0:
        if taken[index - 1]:
            found.append(likely[index - 1][:2])
            index = befores[index - 1]
        else:
            index -= 1
    return found[::-1]


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _mention(tokens: Tokens, site: Site, span: Span, odds: float, joint: str) -> Mention:
    first, last, facts = site.first, site.last, site.facts
    demonym = facts is not None and facts.demonym
    wants, feature_word = (None, "") if demonym else wanted_kind(tokens, first, last)
    reason = (
        "is the adjective or the people of the place"
        if demonym
        else why_not_literal(tokens, first, last, acts=facts is not None and facts.acts)
    )
    toponym = Toponym(
        span=span,
        text=tokens.article.quote(span),
        kind=_DEMONYM if demonym else _PLACE,
        literal=not reason,
        sentence=tokens.sentence_of(first),
        why_not_literal=reason,
        probability=round(1 / (1 + math.exp(-min(odds, 99.0))), 4),
    )
    return Mention(
        toponym=toponym,
        facts=facts,
        wants=wants,
        feature_word=feature_word,
        # The article of "the Geneva process" is the process's.
        behind_article=not reason and tokens.before(first) == "the",
        joint=joint,
    )


def _joints(article: Article, spans: Sequence[Span]) -> list[str]:
    """What joins each name to the next: "Tabqa, Syria", "Homs and Hama"."""
    between = [article.text[one.end : following.start] for one, following in pairwise(spans)]
    return [joint if joint in _JOINTS else "" for joint in (*between, "")][: len(spans)]
