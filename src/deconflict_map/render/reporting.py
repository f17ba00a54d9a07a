"""A reading → what a figure says beside its map: title, banner, what each number says, what is missing, and sources.

Words are the article's own or the vocabulary's. Long lists are cut after a stated number of entries, and the cut says
how many are left; nothing is left out silently.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from deconflict_map.model.mark import place_marks
from deconflict_map.render.asserted import published_words
from deconflict_map.render.drawing import number_words
from deconflict_map.render.framing import middle_latitude
from deconflict_map.render.inks import ink
from deconflict_map.render.key import BODY, HEAD
from deconflict_map.render.layering import layer_of
from deconflict_map.render.lettering import width_px
from deconflict_map.render.placing import NUMBER, badge
from deconflict_map.render.setting import Piece, paragraph, stacked
from deconflict_map.render.telling import relation_words
from deconflict_map.render.words import day_words, figure_words, phrases, when_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map.model.claim import Claim
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.drawing import Plate
    from deconflict_map.render.lettering import Hand

_MOST_ENTRIES = 80
_MOST_MISSING = 40
_MOST_NAMES = 12
_SPREAD_TOLD = 1.05
"""A difference in scale of less than a twentieth can't be seen on a printed map (judgement)."""


def title_words(reading: Reading, hand: Hand) -> str:
    """The article's title, or the phrase that was asked for."""
    return hand.words(reading.article.title or (reading.article.text if reading.asked is not None else ""))


def banner_words(reading: Reading, hand: Hand) -> str:
    """Whose words are drawn, and that nothing of it is an observation."""
    words, article = figure_words("banner"), reading.article
    day = day_words(article.published) if article.published else ""
    if reading.asked is not None:
        return words["phrase_on"].format(day=day) if day else words["phrase"]
    source = hand.words(article.source or "") or words["no_source"]
    published = words["published"].format(day=day) if day else words["unpublished"]
    return words["described"].format(source=source, published=published)


def entries(reading: Reading, hand: Hand, *, width: float) -> list[Piece]:
    """One entry for each mark: its number, what it is, who says so, when, and how sure it is."""
    if not reading.footprints:
        return [paragraph(figure_words("note")["nothing"], BODY, width, most=2)]
    pieces = [_entry(footprint, reading, hand, width) for footprint in reading.footprints[:_MOST_ENTRIES]]
    left = len(reading.footprints) - _MOST_ENTRIES
    return [*pieces, paragraph(_more(left), BODY, width, most=1)] if left > 0 else pieces


def _more(count: int) -> str:
    return figure_words("note")["more"].format(count=count)


def _entry(footprint: Footprint, reading: Reading, hand: Hand, width: float) -> Piece:
    number = number_words(footprint, reading)
    wide = max(26.0, width_px(number, NUMBER) + 12.0)
    claims = () if reading.asked is not None else footprint.claims  # a phrase would only be told once more
    told = [line for claim in claims for line in _said(reading.claims[claim - 1], reading, hand)]
    told += map(hand.words, published_words(footprint))
    if not footprint.drawable:
        told.append(figure_words("note")["unfixed"].format(why=hand.words(footprint.why_not)))
    words = stacked(
        (
            paragraph(hand.words(footprint.title), HEAD, width, most=2, x=wide + 8.0),
            *(paragraph(line, BODY, width, most=4, x=wide + 8.0) for line in told),
        ),
        gap=1.0,
    )
    mark = badge((0.0, 0.0, wide, 18.0), number, ink(layer_of(footprint, reading)))
    return Piece(svg=mark + words.svg, height=max(19.0, words.height))


def _said(claim: Claim, reading: Reading, hand: Hand) -> tuple[str, str]:
    """What a claim says, and how it stands: the status first, so that no speaker's long name pushes it out."""
    who = " and ".join(hand.words(speaker.text) for speaker in claim.speakers) or "the text itself"
    denied = " and ".join(hand.words(denial.speaker.text) for denial in claim.denials)
    status = phrases("status")[claim.status.value]
    parts = [f"{status[:1].upper()}{status[1:]} – {who}", *([f"denied by {denied}"] if denied else [])]
    parts += [f"said {hand.words(when_words(claim.said))}"] if claim.said else []
    parts += [f"holds {hand.words(when_words(claim.holds))}"] if claim.holds else []
    return hand.words(relation_words(claim.relation, reading)), "; ".join(parts)


def missing_words(reading: Reading, plate: Plate, hand: Hand) -> list[str]:
    """What the text says and the map doesn't show, with the reason."""
    lines = list(
        dict.fromkeys(chain(_outside(reading, plate, hand), _undrawn(reading, hand), _unplaced(reading, hand)))
    )
    left = len(lines) - _MOST_MISSING
    return [*lines[:_MOST_MISSING], _more(left)] if left > 0 else lines


def _outside(reading: Reading, plate: Plate, hand: Hand) -> Iterator[str]:
    words = figure_words("note")
    far = [mark.place.name for mark in place_marks(reading) if mark.drawn and mark.id not in plate.placed]
    for phrase, names in (("places_outside", far), ("unnamed", plate.unnamed)):
        if names:
            yield words[phrase].format(names=_named(names, hand))
    for footprint in reading.footprints:
        if footprint.id not in plate.numbered:
            yield words["outside"].format(number=number_words(footprint, reading))


def _named(names: list[str], hand: Hand) -> str:
    told = [hand.words(name) for name in dict.fromkeys(names)]
    left = len(told) - _MOST_NAMES
    return "; ".join([*told[:_MOST_NAMES], _more(left)] if left > 0 else told)


def _undrawn(reading: Reading, hand: Hand) -> Iterator[str]:
    words = figure_words("note")
    for item in reading.undrawn:
        thing = hand.words(reading.claims[item.claim - 1].located.text)
        yield words["undrawn"].format(number=item.claim, object=thing, why=hand.words(item.reason))
    for unread in reading.unread:
        yield words["unread"].format(
            words=hand.words(reading.article.quote(unread.span)), why=hand.words(unread.reason)
        )


def _unplaced(reading: Reading, hand: Hand) -> Iterator[str]:
    words = figure_words("note")["unplaced"]
    for mark in place_marks(reading):
        if not mark.drawn:
            yield words.format(name=hand.words(mark.place.name), why=hand.words(mark.why_not))
    for resolution in reading.resolutions:
        if resolution.place is None:
            yield words.format(name=hand.words(resolution.toponym.text), why=hand.words(resolution.reason))


def assumed_words(reading: Reading, hand: Hand) -> list[str]:
    """What was taken for granted where a phrase was drawn."""
    return [] if reading.asked is None else [hand.words(line) for line in reading.asked.assumptions[:_MOST_MISSING]]


def note_words(plate: Plate, hand: Hand) -> list[str]:
    """What must be known to measure and to judge the map."""
    words, chart = figure_words("note"), plate.chart
    scale = words["scale"].format(latitude=middle_latitude(chart))
    if chart.spread > _SPREAD_TOLD:
        scale += " " + words["spread"].format(percent=round((chart.spread - 1) * 100))
    lines = [scale, words["borders"] + " " + words["words"]]
    return [*lines, words["unwritten"].format(scripts=", ".join(hand.lacking))] if hand.lacking else lines


def source_words(reading: Reading, hand: Hand) -> list[str]:
    """Each source with its version and licence, as they must be credited."""
    return [
        hand.words(f"{source.title} {source.version} ({source.licence}): {source.attribution}")
        for source in reading.sources
    ]
