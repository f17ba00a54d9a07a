"""A reading → W3C Web Annotations (JSON-LD): every name ↔ its place, every claim ↔ its mark, by quote and by position.

Each target has both selectors of the recommendation (Web Annotation Data Model, 4.2.4 and 4.2.5): the quote with 32
characters before and behind it, which survives edits, and the position in code points of the text as it was read, which
doesn't. Where the words are withheld only the position is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.export.geojson import written
from deconflict_map.export.links import article_address, licence_addresses, place_address
from deconflict_map.export.notice import notice_of
from deconflict_map.model.mark import place_marks

if TYPE_CHECKING:
    from deconflict_map.export.tree import Json
    from deconflict_map.model.article import Span
    from deconflict_map.model.claim import Claim
    from deconflict_map.model.reading import Reading
    from deconflict_map.model.toponym import Resolution

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""Characters before and behind a quote; the number that Hypothesis's client made usual."""


def to_annotations(reading: Reading) -> str:
    """All annotations as one collection with one page, ending in a newline."""
    notice = notice_of(reading)
    items = _names(reading) + [_claim(reading, claim) for claim in reading.claims]
    collection: dict[str, Json] = {
        "@context": CONTEXT,
        "id": "#annotations",
        "type": "AnnotationCollection",
        "label": notice.title,
        "generator": {"type": "Software", "name": "deconflict-map"},
        "rights": list(licence_addresses(reading)),
        "dcterms:description": notice.description,
        "dcterms:rights": notice.licences,
        "total": len(items),
        "first": {"id": "#annotations-1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return written(collection)


def _names(reading: Reading) -> list[Json]:
    marks = {index: mark.id for mark in place_marks(reading) for index in mark.mentions}
    return [
        _name(reading, index, resolution, marks.get(index, "")) for index, resolution in enumerate(reading.resolutions)
    ]


def _name(reading: Reading, index: int, resolution: Resolution, mark: str) -> Json:
    place = resolution.place
    body: list[Json] = [_words(resolution.reason, "commenting")]
    if place is not None:
        body = [
            _link(place_address(place), "identifying"),
            _link(f"#{mark}", "linking"),
            _words(f"{place.name} (confidence {resolution.confidence:.2f})", "identifying"),
            *body,
        ]
    return {
        "id": f"#name-{index + 1}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": body,
        "target": _target(reading, resolution.toponym.span),
    }


def _claim(reading: Reading, claim: Claim) -> Json:
    marks = [footprint for footprint in reading.footprints if claim.number in footprint.claims]
    reasons = [undrawn.reason for undrawn in reading.undrawn if undrawn.claim == claim.number]
    body: list[Json] = [
        *(_link(f"#{one.id}", "linking") for one in marks),
        _words(f"{claim.status.value}: {'; '.join(speaker.text for speaker in claim.speakers)}", "classifying"),
        *(_words(reason, "commenting") for reason in (*(one.why_not for one in marks), *reasons) if reason),
    ]
    return {
        "id": f"#claim-{claim.number}",
        "type": "Annotation",
        "motivation": "describing",
        "body": body,
        "target": _target(reading, claim.span),
    }


def _link(source: str, purpose: str) -> Json:
    return {"type": "SpecificResource", "source": source, "purpose": purpose}


def _words(text: str, purpose: str) -> Json:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "language": "en", "purpose": purpose}


def _target(reading: Reading, span: Span) -> Json:
    text, exact = reading.article.text, reading.article.quote(span)
    position: Json = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    quoted: Json = {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": text[max(span.start - _AROUND, 0) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    return {
        "source": article_address(reading) or "#text",
        "selector": [quoted, position] if exact.strip() else [position],
    }
