"""An article or a phrase, and a gazetteer → a `Reading`: the stages, one after another, and nothing else.

The only module that knows all stages. Pure: the same article and gazetteer give the same reading. With a resolver,
the reading depends on what that knows, too; without one, nothing leaves the machine.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from deconflict_map.errors import InputRefusedError
from deconflict_map.model.mark import place_marks
from deconflict_map.model.reading import Asked, Reading
from deconflict_map.toponyms import mentions_at, recognise, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from deconflict_map.model.article import Article, Span
    from deconflict_map.model.correction import Corrections
    from deconflict_map.model.explanation import Explanation
    from deconflict_map.model.own_relation import OwnRelation
    from deconflict_map.model.place import Gazetteer, Place
    from deconflict_map.model.recogniser import Recogniser
    from deconflict_map.model.resolver import Resolver
    from deconflict_map.model.toponym import Resolution


def find_places(
    article: Article,
    gazetteer: Gazetteer,
    *,
    resolver: Resolver | None = None,
    recogniser: Recogniser | None = None,
) -> tuple[Resolution, ...]:
    """The toponyms of an article with what they denote, in the order of the text.

    What the gazetteer doesn't know is asked of `resolver`, if there is one. A `recogniser` finds the names in place of
    our own.
    """
    if recogniser is not None:
        found = place_spans(article, recogniser.spans(article), gazetteer)
    else:
        with _no_search_for_cycles():
            found = resolve(article, recognise(article, gazetteer), gazetteer)
    return found if resolver is None else resolver.complete(found)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Let Python's collector rest: names are values that don't point back, and it takes a twentieth of their time."""
    resting = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not resting:
            gc.enable()


def explain_places(
    article: Article,
    gazetteer: Gazetteer,
    *,
    resolver: Resolver | None = None,
    recogniser: Recogniser | None = None,
) -> tuple[Explanation, ...]:
    """What `find_places` gives, each with why it was decided so, and what was weighed and left out.

    With a `recogniser` nothing is told of why words are names, since that is its own affair.
    """
    from deconflict_map.toponyms.explanation import explain  # noqa: PLC0415 -- seldom asked for

    spans = None if recogniser is None else recogniser.spans(article)
    explained = explain(article, gazetteer, spans=spans)
    if resolver is None:
        return explained
    found = iter(resolver.complete(tuple(one.resolution for one in explained if one.resolution is not None)))
    return tuple(one if one.resolution is None else replace(one, resolution=next(found)) for one in explained)


def place_spans(article: Article, spans: Sequence[Span], gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """What names at known spans denote, one resolution a span, in the same order."""
    return resolve(article, mentions_at(article, spans, gazetteer), gazetteer)


def read(
    article: Article,
    gazetteer: Gazetteer,
    *,
    resolver: Resolver | None = None,
    recogniser: Recogniser | None = None,
    corrections: Corrections | None = None,
    relations: Sequence[OwnRelation] = (),
) -> Reading:
    """Read an article from its words to its footprints; see `find_places` for `resolver` and `recogniser`.

    `corrections` are a reader's own; what became of each is told in `corrected`. `relations` are those that a user
    added.
    """
    resolutions = find_places(article, gazetteer, resolver=resolver, recogniser=recogniser)
    further = () if resolver is None else resolver.sources(resolutions)
    sources = (*gazetteer.sources(), *further)
    plain = Reading(article=article, resolutions=resolutions, claims=(), footprints=(), undrawn=(), sources=sources)
    if corrections is None:
        return _drawn(_claimed(plain, relations), gazetteer, relations=relations)
    from deconflict_map.corrections import draw_published  # noqa: PLC0415 -- seldom there

    drawn = _drawn(_corrected(plain, corrections, gazetteer, relations), gazetteer, relations=relations)
    return draw_published(drawn, corrections)


def _claimed(plain: Reading, relations: Sequence[OwnRelation]) -> Reading:
    from deconflict_map.descriptions import read_article  # noqa: PLC0415 -- `find_places` alone stays light

    claims, unread = read_article(plain.article, plain.resolutions, relations=relations)
    return replace(plain, claims=claims, unread=unread)


def _corrected(
    found: Reading, corrections: Corrections, gazetteer: Gazetteer, relations: Sequence[OwnRelation]
) -> Reading:
    """The reading with places corrected before claims are read, and claims after, from the words given for them."""
    from deconflict_map.corrections import (  # noqa: PLC0415
        append_phrases,
        correct_claims,
        correct_places,
        phrases,
        tell_overridden,
        write_corrections,
    )
    from deconflict_map.descriptions import read_phrase  # noqa: PLC0415
    from deconflict_map.naming import phrase_article, places_in_phrase  # noqa: PLC0415

    article = found.article
    places = correct_places(article, found.resolutions, corrections, gazetteer.place)
    words = [phrase_article(phrase) for one in corrections.claims for phrase in phrases(one)]
    named = [(phrase, places_in_phrase(phrase, gazetteer)) for phrase in words if phrase.text]
    appended = append_phrases(article, places.resolutions, named)
    plain = _claimed(replace(found, article=appended.article, resolutions=appended.resolutions), relations)
    read_own = partial(read_phrase, relations=relations)
    claims = correct_claims(plain.claims, corrections, appended, read_own, len(article.text))
    told = tell_overridden((*places.told, *claims.told), corrections)
    read_now = [one.span for one in claims.told if one.applied and one.span is not None and one.claim is not None]
    return replace(
        plain,
        claims=claims.claims,
        unread=tuple(one for one in plain.unread if not any(one.span.overlaps(span) for span in read_now)),
        corrected=told,
        corrections_file=write_corrections(corrections) if told else "",
    )


def _drawn(
    reading: Reading,
    gazetteer: Gazetteer,
    *,
    context: Sequence[Place] = (),
    relations: Sequence[OwnRelation] = (),
) -> Reading:
    """The reading with its footprints, and its places' shapes and names; `context` and `relations` as for `draw`."""
    from deconflict_map.footprints import draw  # noqa: PLC0415 -- geometry is needed from here on

    drawing = draw(
        reading.claims, reading.resolutions, reading.article, gazetteer, context=context, relations=relations
    )
    drawn = replace(reading, footprints=drawing.footprints, undrawn=drawing.undrawn)
    return _with_places(drawn, gazetteer)


MOST_CHARACTERS = 10_000
"""The longest phrase that is read (judgement: a clause of a boundary treaty has a quarter of it)."""


def locate(
    phrase: str,
    gazetteer: Gazetteer,
    *,
    inside: str | None = None,
    on: date | None = None,
    relations: Sequence[OwnRelation] = (),
) -> Reading:
    """Read a description of a place, line or zone ("within 55 km of At Tanf") from its words to its footprint.

    `inside` names the area in which it plays; `on` is the day on which it is said, from which relative days count;
    `relations` are those that a user added. The reading's article is the phrase, with one claim; without one, `unread`
    says where reading stopped.

    Raises:
        InputRefusedError: The phrase is empty, or longer than `MOST_CHARACTERS`.
        UsageError: No place called `inside` is known.
    """
    from deconflict_map.descriptions import read_phrase  # noqa: PLC0415 -- as in `read`
    from deconflict_map.model.claim import Claim  # noqa: PLC0415
    from deconflict_map.naming import area_called, assumptions, phrase_article, places_in_phrase  # noqa: PLC0415

    if len(phrase) > MOST_CHARACTERS:
        what = f"the phrase has {len(phrase):,} characters; at most {MOST_CHARACTERS:,} are read"
        raise InputRefusedError(what, do="describe one place, line or zone; an article is read by build")
    article = phrase_article(phrase, on=on)
    if not article.text:
        raise InputRefusedError("the phrase is empty", do="describe a place, line or zone")
    area = None if inside is None else area_called(inside, gazetteer)
    context = () if area is None or area.place is None else (area.place,)
    resolutions = places_in_phrase(article, gazetteer, inside=area)
    read_so_far = read_phrase(article, resolutions, relations=relations)
    claims = (read_so_far,) if isinstance(read_so_far, Claim) else ()
    plain = Reading(
        article=article,
        resolutions=resolutions,
        claims=claims,
        footprints=(),
        undrawn=(),
        sources=gazetteer.sources(),
        unread=() if isinstance(read_so_far, Claim) else (read_so_far,),
    )
    located = _drawn(plain, gazetteer, context=context, relations=relations)
    told = assumptions(resolutions, claims, located.footprints, gazetteer, inside=area)
    return replace(located, asked=Asked(inside=area, assumptions=told))


def _with_places(reading: Reading, gazetteer: Gazetteer) -> Reading:
    """The reading with the shapes and the other names of the places that its text names."""
    ids = [mark.place.id for mark in place_marks(reading)]
    shapes = [(place_id, gazetteer.shape(place_id)) for place_id in ids]
    names = [(place_id, gazetteer.names(place_id)[1:]) for place_id in ids]
    return replace(
        reading,
        shapes=tuple((place_id, shape) for place_id, shape in shapes if shape is not None),
        spellings=tuple((place_id, others) for place_id, others in names if others),
    )
