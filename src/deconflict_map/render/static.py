"""A reading and a base map → a still figure: an SVG image and lists, without any script.

For notebooks whose HTML is sanitised, for readers without scripts, and for print. It shows the same marks under the
same numbers as the page. Text stands in escaped text nodes only, and the SVG is handed over as an image (`data:` URI),
in which no script ever runs. Refuses nothing. Trade-off taken: names aren't moved apart; those that would collide are
left out, because the lists name everything.
"""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from deconflict_map.model.mark import place_marks
from deconflict_map.render.figure import plate_figure
from deconflict_map.render.lettering import bearable
from deconflict_map.render.telling import relation_words
from deconflict_map.render.visible import visible
from deconflict_map.render.words import day_words, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.reading import Reading

_MOST_CHARACTERS = 900
"""An entry of a list is a sentence or two; the longest quotations have 700 characters."""


def render_static(reading: Reading, basemap: BaseMap) -> str:
    """An HTML fragment: the map as an image, the banner, and what is and isn't on the map."""
    svg = plate_figure(reading, basemap)
    image = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    title = _text(reading.article.title or (reading.article.text if reading.asked is not None else ""))
    return (
        '<figure style="margin:0">'
        f'<img alt="Map of what the text describes; the lists below say the same" width="100%" '
        f'src="data:image/svg+xml;base64,{image}">'
        f"<figcaption><p><strong>{title}</strong></p><p>{_banner(reading)}</p>{_withheld(reading)}</figcaption></figure>"
        f"{_lists(reading)}"
    )


def _text(words: str) -> str:
    """Somebody's words in a direction of their own; cut visibly where they would burst the list."""
    whole = words if len(words) <= _MOST_CHARACTERS else words[:_MOST_CHARACTERS] + "…"
    return f"<bdi>{escape(bearable(visible(whole)))}</bdi>"


def _banner(reading: Reading) -> str:
    article = reading.article
    if reading.asked is not None:
        said = f", said on {day_words(article.published)}" if article.published else ""
        return f"Drawn from the words of a phrase{said}; <strong>not an observation</strong>."
    source = _text(article.source) if article.source else "a text whose source is not known"
    published = f"published {day_words(article.published)}" if article.published else "publication date not known"
    return f"As described by {source}, {published}; <strong>not an observation</strong>."


def _withheld(reading: Reading) -> str:
    """What was withheld for publishing."""
    return "".join(f"<p>{_text(line)}</p>" for line in reading.withheld)


def _lists(reading: Reading) -> str:
    places = place_marks(reading)
    undrawn = (
        f"{item.claim}: {_text(reading.claims[item.claim - 1].located.text)}: {_text(item.reason)}"
        for item in reading.undrawn
    )
    unplaced = (
        f"{_text(resolution.toponym.text)}: {_text(resolution.reason)}"
        for resolution in reading.resolutions
        if resolution.place is None
    )
    unread = (f"{_text(reading.article.quote(one.span))}: {_text(one.reason)}" for one in reading.unread)
    return "".join(
        (
            _list("What the map shows", (_footprint_line(footprint, reading) for footprint in reading.footprints)),
            _list("Claims not drawn", undrawn),
            _list("Not read", unread),
            _list("Places", (_text(mark.place.name) for mark in places if mark.drawn)),
            _list(
                "Named, but not drawn",
                (f"{_text(mark.place.name)}: {_text(mark.why_not)}" for mark in places if not mark.drawn),
            ),
            _list("Not placed", unplaced),
            _list(
                "Sources and licences",
                (
                    f"{_text(source.title)} {_text(source.version)}, {_text(source.licence)}"
                    for source in reading.sources
                ),
            ),
        )
    )


def _list(title: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{line}</li>" for line in dict.fromkeys(lines))
    return f"<h4>{title}</h4><ul>{items}</ul>" if items else f"<h4>{title}</h4><p>None.</p>"


def _footprint_line(footprint: Footprint, reading: Reading) -> str:
    claims = [reading.claims[number - 1] for number in footprint.claims]
    said = "; ".join(
        f"{_text(relation_words(claim.relation, reading))} "
        f"({_text(' and '.join(speaker.text for speaker in claim.speakers))}, {phrases('status')[claim.status.value]})"
        for claim in claims
    )
    unfixed = "" if footprint.drawable else f"; hatched, not fixed by the words: {_text(footprint.why_not)}"
    numbers = ", ".join(str(number) for number in footprint.claims)
    return f"{numbers}: {_text(footprint.title)}: {said}{unfixed}"
