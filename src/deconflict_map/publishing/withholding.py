"""A reading → the reading without its text, or with nothing of it but the sentences that claims and marks quote.

What stays of the article's words besides are names of places and speakers, and expressions of at most five words to
which relations refer ("the border with Iraq", "55 km", "on Saturday"); longer ones are told in words of ours. Sentences
of ours that quote more than five words of what is withheld lose the quotation.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.model.anchor import (
    BorderRef,
    CoastRef,
    MeridianRef,
    NamedLineRef,
    ObjectRef,
    ParallelRef,
    PlaceRef,
    PositionRef,
    RoadRef,
)
from deconflict_map.model.article import Block, BlockKind, Span
from deconflict_map.model.claim import Stated
from deconflict_map.model.mark import place_marks
from deconflict_map.model.word import split_words
from deconflict_map.publishing.pieces import Pieces, joined
from deconflict_map.publishing.quoting import Quoting
from deconflict_map.publishing.rewriting import rewritten
from deconflict_map.publishing.walking import nodes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.model.claim import Claim, LocatedObject, When
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.reading import Reading

MOST_WORDS = 5
"""Judgement: so many words tell what something refers to, and are no sentence of anybody's."""
_LOOKED_BACK = 8
_LEAVES = (
    PlaceRef, BorderRef, CoastRef, RoadRef, ParallelRef, MeridianRef, PositionRef, NamedLineRef, ObjectRef, Stated,
)  # fmt: skip


@cache
def captions(table: str) -> dict[str, str]:
    """A table of `vocabulary/captions.toml`."""
    text = files(__package__).joinpath("vocabulary/captions.toml").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in tomllib.loads(text)[table].items()}


def quoted_sentences(reading: Reading) -> tuple[int, ...]:
    """The sentences that claims and drawn places quote, in order: of a place the one that names it first."""
    article = reading.article
    found = {claim.sentence for claim in reading.claims}
    spans = [denial.span for claim in reading.claims for denial in claim.denials]
    spans += [span for claim in reading.claims for span in (claim.withheld, claim.condition) if span is not None]
    found |= {article.sentence_at(span.start) for span in spans}
    marks = (mark for mark in place_marks(reading) if mark.drawn)
    found |= {reading.resolutions[mark.mentions[0]].toponym.sentence for mark in marks}
    return tuple(sorted(index for index in found if index < len(article.sentences)))


def withheld(reading: Reading, *, quotes: bool) -> Reading:
    """The reading without its text; with `quotes`, the sentences that are quoted stay."""
    kept = quoted_sentences(reading) if quotes else ()
    pieces = Pieces()
    blocks = _quoted_blocks(reading, kept, pieces) if quotes else (_absent(pieces),)
    captioned = _expressions(reading, pieces)
    new = pieces.finished()
    quoting = Quoting(reading.article.text, tuple(reading.article.sentences[index].span for index in kept))

    def span(old: Span) -> Span:
        return captioned.get(old) or new.span(old)

    article = rewritten(replace(reading.article, text=""), words=quoting.cut, span=new.span)
    return replace(
        reading,
        article=replace(article, title=reading.article.title, text=new.text, blocks=blocks),
        resolutions=tuple(
            replace(
                rewritten(replace(one, toponym=replace(one.toponym, text="")), words=quoting.cut, span=new.span),
                toponym=replace(one.toponym, span=new.span(one.toponym.span)),
            )
            for one in reading.resolutions
        ),
        claims=tuple(_quiet(claim, span, quoting) for claim in reading.claims),
        footprints=tuple(
            replace(rewritten(one, words=quoting.cut, span=span), title=_title(one, reading, quoting))
            for one in reading.footprints
        ),
        undrawn=rewritten(reading.undrawn, words=quoting.cut),
        unread=tuple(
            replace(one, span=new.span(one.span), stopped=new.span(one.span).start, reason=quoting.cut(one.reason))
            for one in reading.unread
        ),
        asked=rewritten(reading.asked, words=quoting.cut) if reading.asked is not None else None,
    )


def _same(text: str) -> str:
    return text


def _absent(pieces: Pieces) -> Block:
    """The block that stands in place of the text."""
    span = pieces.add(captions("text")["absent"])
    pieces.add("\n")
    return Block(kind=BlockKind.PARAGRAPH, span=span)


def _quoted_blocks(reading: Reading, kept: Sequence[int], pieces: Pieces) -> tuple[Block, ...]:
    """The blocks that hold quoted sentences, with “[…]” for what stood between these."""
    article = reading.article
    blocks = []
    for number, block in enumerate(article.blocks):
        spans: list[Span] = []
        last = None
        for index in (index for index in kept if article.sentences[index].block == number):
            span = article.sentences[index].span
            if last is not None and last + 1 == index:
                spans[-1] = Span(start=spans[-1].start, end=span.end)
            else:
                spans.append(span)
            last = index
        if not spans:
            continue
        begin = pieces.keep(article.text, spans[0]).start
        for span in spans[1:]:
            pieces.add(captions("text")["gap"])
            pieces.keep(article.text, span)
        end = pieces.add("").end
        pieces.add("\n")
        blocks.append(Block(kind=block.kind, span=Span(start=begin, end=end)))
    return tuple(blocks)


def _expressions(reading: Reading, pieces: Pieces) -> dict[Span, Span]:
    """Adds names and short expressions; returns where words of ours stand for those that are too long."""
    text = reading.article.text
    names = [one.toponym.span for one in reading.resolutions]
    names += [speaker.span for claim in reading.claims for speaker in claim.speakers if speaker.span is not None]
    captioned: dict[Span, Span] = {}
    short: list[Span] = []
    for node in nodes_of(reading.claims, object):
        if not isinstance(node, _LEAVES) or node.span in captioned or pieces.holds(node.span):
            continue
        if len(split_words(text, node.span.start, node.span.end)) <= MOST_WORDS or node.span in names:
            short.append(node.span)
        else:
            captioned[node.span] = pieces.add(captions("anchors")[type(node).__name__])
            pieces.add("\n")
    apart = [span for span in (*names, *short) if not pieces.holds(span)]
    for span in joined([_with_article(text, span) for span in apart]):
        pieces.keep(text, span)
        pieces.add("\n")
    return captioned


def _with_article(text: str, span: Span) -> Span:
    """A span with the article before it, so that “the Euphrates” stays one."""
    words = split_words(text, max(0, span.start - _LOOKED_BACK), span.start)
    near = bool(words) and words[-1].folded == "the" and text[words[-1].end : span.start] == " "
    return Span(start=words[-1].start, end=span.end) if near else span


def _quiet(old: Claim, span: Callable[[Span], Span], quoting: Quoting) -> Claim:
    """A claim whose spans lie in the new text, without longer quotations; who speaks is told as it stands."""
    claim = rewritten(old, words=quoting.cut, span=span)
    return replace(
        claim,
        located=replace(claim.located, text=_object(old.located, quoting)),
        speakers=rewritten(old.speakers, words=_same, span=span),
        denials=rewritten(old.denials, words=_same, span=span),
        said=_short_when(claim.said, quoting),
        holds=_short_when(claim.holds, quoting),
    )


def _object(located: LocatedObject, quoting: Quoting) -> str:
    return _short(located.text, captions("objects")[located.kind.value], quoting)


def _short(text: str, otherwise: str, quoting: Quoting) -> str:
    return text if len(split_words(text)) <= MOST_WORDS or quoting.cut(text) == text else otherwise


def _short_when(when: When | None, quoting: Quoting) -> When | None:
    return None if when is None else replace(when, text=_short(when.text, "", quoting))


def _title(footprint: Footprint, reading: Reading, quoting: Quoting) -> str:
    """The words shown for a footprint: its own if they are short."""
    located = reading.claims[footprint.claims[0] - 1].located
    return _short(footprint.title, captions("objects")[located.kind.value], quoting)
