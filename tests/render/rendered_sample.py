"""A hand-made reading → the page's tests: every kind of mark that a page can show, in our own words.

The geometry is rough on purpose and stands for nothing; only its kinds matter here.
"""

from __future__ import annotations

import enum
from dataclasses import fields, is_dataclass, replace
from datetime import date

from shapely.affinity import scale
from shapely.geometry import LineString, Point, Polygon, box

from deconflict_map.model.anchor import NamedLineRef, ObjectRef, PlaceRef, RoadRef
from deconflict_map.model.article import Article, Block, BlockKind, Sentence, Span
from deconflict_map.model.basemap import BaseFeature, BaseLayer, BaseMap
from deconflict_map.model.claim import (
    Claim,
    Denial,
    Extent,
    LocatedObject,
    Measure,
    ObjectKind,
    Precision,
    Speaker,
    Stated,
    Status,
    Unread,
    When,
    WhyWithheld,
)
from deconflict_map.model.correction import Corrected, CorrectionKind, Credit
from deconflict_map.model.footprint import (
    Cause,
    Ensemble,
    Footprint,
    FootprintKind,
    Region,
    Step,
    Uncertainty,
    Undrawn,
)
from deconflict_map.model.line_relation import AlongTowards, FromTo
from deconflict_map.model.own_layer import OwnFeature, OwnLayer
from deconflict_map.model.place import DataSource, MatchKind, Place, PlaceKind, ShapeForm
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.reading import Asked, Reading
from deconflict_map.model.relation import (
    AllOf,
    DirectionOf,
    Near,
    Not,
    NotInto,
    OneOf,
    OnFeature,
    ShareOf,
    SideOf,
    Strip,
    Within,
    WithinDistance,
)
from deconflict_map.model.toponym import Candidate, Resolution, Toponym, ToponymKind
from deconflict_map.units.heading import parse_heading
from deconflict_map.units.length import Bound, Length
from deconflict_map.units.share import Share

TITLE = "Two forces, one river"
PARAGRAPHS = (
    (
        "Commanders on both banks of the Euphrates spoke of a line between them. In July a spokesman said that the agreed "
        "line runs from a point southwest of Tabqa to a point on the river, and that it does not extend into Deir ez-Zor. "
        "No map of it was published."
    ),
    (
        "The militia said that its positions east of the Euphrates, near Deir ez-Zor, were bombed on Saturday; Russia "
        "denied the claim. Both sides mean to push southeast along the river towards Iraq."
    ),
    (
        "A general added that lines cover much of the Euphrates by now. Reporters in Karama heard the jets; the Geneva "
        "process goes on, and an envoy spoke in New York."
    ),
    (
        "Officials of the ministry said that if the truce holds, a belt 5 km deep along the road from Tabqa will follow. As of "
        "1 July the militia stood on the line of contact. It is not within 10 km of Deir ez-Zor. The army denied "
        "that the depot, 400 square kilometres large, lies in or near that zone. A second belt runs thirty leagues off."
    ),
)
TEXT = "\n\n".join((TITLE, *PARAGRAPHS))


def span(words: str, *, nth: int = 0) -> Span:
    """The `nth` place of `words` in the text."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start=start, end=start + len(words))


def _blocks() -> tuple[Block, ...]:
    found = [Block(kind=BlockKind.TITLE, span=span(TITLE))]
    found += [Block(kind=BlockKind.PARAGRAPH, span=span(paragraph)) for paragraph in PARAGRAPHS]
    return tuple(found)


SENTENCES = (
    ("Two forces, one river", 0),
    ("Commanders on both banks of the Euphrates spoke of a line between them.", 1),
    (
        (
            "In July a spokesman said that the agreed line runs from a point southwest of Tabqa to a point on the river, "
            "and that it does not extend into Deir ez-Zor."
        ),
        1,
    ),
    ("No map of it was published.", 1),
    (
        (
            "The militia said that its positions east of the Euphrates, near Deir ez-Zor, were bombed on Saturday; Russia "
            "denied the claim."
        ),
        2,
    ),
    ("Both sides mean to push southeast along the river towards Iraq.", 2),
    ("A general added that lines cover much of the Euphrates by now.", 3),
    (
        "Reporters in Karama heard the jets; the Geneva process goes on, and an envoy spoke in New York.",
        3,
    ),
    (
        (
            "Officials of the ministry said that if the truce holds, a belt 5 km deep along the road from Tabqa will "
            "follow."
        ),
        4,
    ),
    ("As of 1 July the militia stood on the line of contact.", 4),
    ("It is not within 10 km of Deir ez-Zor.", 4),
    ("The army denied that the depot, 400 square kilometres large, lies in or near that zone.", 4),
    ("A second belt runs thirty leagues off.", 4),
)


def place(
    place_id: str, name: str, kind: PlaceKind, feature: str, lon: float, lat: float, country: str, population: int = 0
) -> Place:
    """A gazetteer record."""
    return Place(
        id=place_id,
        name=name,
        kind=kind,
        feature=feature,
        lon=lon,
        lat=lat,
        country=country,
        division="",
        population=population,
        shape=ShapeForm.LINE if kind is PlaceKind.STREAM else ShapeForm.NONE,
        shape_error_m=1500.0 if kind is PlaceKind.STREAM else 0.0,
        source="sample",
        licence="CC0-1.0",
        local_name={"Tabqa": "الطبقة", "Deir ez-Zor": "دير الزور"}.get(name, ""),
    )


EUPHRATES = place("ne:1", "Euphrates", PlaceKind.STREAM, "STM", 39.5, 35.7, "")
TABQA = place("geonames:2", "Tabqa", PlaceKind.POPULATED, "PPL", 38.5477, 35.8367, "SY", 69425)
DEIR = place("geonames:3", "Deir ez-Zor", PlaceKind.POPULATED, "PPLA", 40.1408, 35.3359, "SY", 242565)
RUSSIA = place("geonames:4", "Russia", PlaceKind.COUNTRY, "PCLI", 100.0, 60.0, "RU", 144000000)
IRAQ = place("geonames:5", "Iraq", PlaceKind.COUNTRY, "PCLI", 44.0, 33.0, "IQ", 38000000)
GENEVA = place("geonames:6", "Geneva", PlaceKind.POPULATED, "PPLA", 6.1466, 46.2018, "CH", 183981)
NEW_YORK = place("geonames:7", "New York", PlaceKind.POPULATED, "PPL", -74.006, 40.7143, "US", 8175133)
TABQA_LIBYA = place("geonames:8", "At Tabaqah", PlaceKind.POPULATED, "PPL", 12.6, 27.2, "LY", 900)
KARAMA_A = place("geonames:9", "Al Karamah", PlaceKind.POPULATED, "PPL", 39.28, 35.86, "SY", 5000)
KARAMA_B = place("geonames:10", "Karama", PlaceKind.POPULATED, "PPL", 41.9, 34.4, "IQ", 4000)

RIVER = LineString(
    [
        (38.2, 36.6),
        (38.1, 36.1),
        (38.55, 35.86),
        (39.0, 35.93),
        (39.5, 35.8),
        (40.14, 35.36),
        (40.45, 35.0),
        (41.0, 34.4),
    ]
)


def _candidate(of: Place, score: float, match: MatchKind = MatchKind.EXACT) -> Candidate:
    return Candidate(place=of, score=score, match=match, matched_name=of.name)


def _resolution(
    words: str,
    of: Place | None,
    *candidates: Candidate,
    nth: int = 0,
    confidence: float = 0.95,
    reason: str = "the only place of this name near the others",
    why_not_literal: str = "",
) -> Resolution:
    at = span(words, nth=nth)
    sentence = max(i for i, (quote, _) in enumerate(SENTENCES) if span(quote).start <= at.start)
    return Resolution(
        toponym=Toponym(
            span=at,
            text=words,
            kind=ToponymKind.PLACE,
            literal=not why_not_literal,
            sentence=sentence,
            why_not_literal=why_not_literal,
        ),
        place=of,
        confidence=confidence if of else 0.0,
        reason=reason,
        evidence=("named with Tabqa in one sentence", "largest place of this name in SY"),
        candidates=candidates or ((_candidate(of, 0.95),) if of else ()),
    )


RESOLUTIONS = (
    _resolution("Euphrates", EUPHRATES),
    _resolution("Tabqa", TABQA, _candidate(TABQA, 0.93), _candidate(TABQA_LIBYA, 0.07, MatchKind.FOLDED)),
    _resolution("Deir ez-Zor", DEIR),
    _resolution("Euphrates", EUPHRATES, nth=1),
    _resolution("Deir ez-Zor", DEIR, nth=1),
    _resolution("Russia", RUSSIA, why_not_literal="stands for its government"),
    _resolution("Iraq", IRAQ),
    _resolution("Euphrates", EUPHRATES, nth=2),
    _resolution(
        "Karama",
        None,
        _candidate(KARAMA_A, 0.52),
        _candidate(KARAMA_B, 0.48),
        reason="two places fit equally well",
    ),
    _resolution("Geneva", GENEVA, why_not_literal="names a process, not the place"),
    _resolution("New York", NEW_YORK),
    _resolution("Tabqa", TABQA, nth=1),
    _resolution("Deir ez-Zor", DEIR, nth=2),
)

JULY = When(
    text="In July", span=span("In July"), first=date(2017, 7, 1), last=date(2017, 7, 31), precision=Precision.MONTH
)
SATURDAY = When(
    text="on Saturday",
    span=span("on Saturday"),
    first=date(2017, 9, 16),
    last=date(2017, 9, 16),
    precision=Precision.DAY,
)


def _ref(toponym: int, words: str, *, nth: int = 0, anaphor: bool = False) -> PlaceRef:
    return PlaceRef(toponym=toponym, span=span(words, nth=nth), anaphor=anaphor)


def _heading(word: str):
    heading = parse_heading(word)
    if heading is None:
        raise AssertionError(word)
    return heading


CLAIMS = (
    Claim(
        number=1,
        located=LocatedObject(text="the agreed line", span=span("the agreed line"), kind=ObjectKind.LINE, key="line"),
        relation=FromTo(
            start=DirectionOf(ref=_ref(1, "Tabqa"), heading=_heading("southwest"), span=span("southwest of Tabqa")),
            end=OnFeature(ref=_ref(0, "the river", anaphor=True), span=span("on the river")),
            span=span("from a point southwest of Tabqa to a point on the river"),
        ),
        sentence=2,
        span=span("the agreed line runs from a point southwest of Tabqa to a point on the river"),
        speakers=(Speaker(text="a spokesman", span=span("a spokesman")),),
        said=JULY,
        holds=None,
        status=Status.AGREED,
        withheld=span("No map of it was published."),
        notes=("“the river” is the Euphrates, named in the sentence before",),
    ),
    Claim(
        number=2,
        located=LocatedObject(text="it", span=span("it does"), kind=ObjectKind.LINE, key="line"),
        relation=NotInto(ref=_ref(2, "Deir ez-Zor"), span=span("does not extend into Deir ez-Zor")),
        sentence=2,
        span=span("it does not extend into Deir ez-Zor"),
        speakers=(Speaker(text="a spokesman", span=span("a spokesman")),),
        said=JULY,
        holds=None,
        status=Status.STATED,
    ),
    Claim(
        number=3,
        located=LocatedObject(text="its positions", span=span("its positions"), kind=ObjectKind.EVENT, key="bombing"),
        relation=AllOf(
            parts=(
                SideOf(ref=_ref(3, "Euphrates", nth=1), heading=_heading("east"), span=span("east of the Euphrates")),
                Near(ref=_ref(4, "Deir ez-Zor", nth=1), span=span("near Deir ez-Zor")),
            ),
            span=span("east of the Euphrates, near Deir ez-Zor"),
        ),
        sentence=4,
        span=span("its positions east of the Euphrates, near Deir ez-Zor, were bombed"),
        speakers=(Speaker(text="The militia", span=span("The militia")),),
        said=None,
        holds=SATURDAY,
        status=Status.DISPUTED,
        denials=(Denial(speaker=Speaker(text="Russia", span=span("Russia")), span=span("Russia denied the claim")),),
    ),
    Claim(
        number=4,
        located=LocatedObject(
            text="a push of both sides", span=span("Both sides mean to push"), kind=ObjectKind.OPERATION, key="push"
        ),
        relation=AlongTowards(
            along=_ref(0, "the river", nth=1, anaphor=True),
            heading=_heading("southeast"),
            towards=_ref(6, "Iraq"),
            span=span("southeast along the river towards Iraq"),
        ),
        sentence=5,
        span=span("push southeast along the river towards Iraq"),
        speakers=(Speaker(text="the article", span=None),),
        said=None,
        holds=None,
        status=Status.PLANNED,
    ),
    Claim(
        number=5,
        located=LocatedObject(text="lines", span=span("lines cover"), kind=ObjectKind.LINE, key="lines"),
        relation=ShareOf(
            ref=_ref(7, "Euphrates", nth=2),
            share=Share(least=0.5, most=0.95, word="much"),
            span=span("much of the Euphrates"),
        ),
        sentence=6,
        span=span("lines cover much of the Euphrates"),
        speakers=(Speaker(text="A general", span=span("A general")),),
        said=None,
        holds=None,
        status=Status.STATED,
    ),
    Claim(
        number=6,
        located=LocatedObject(text="the jets", span=span("the jets"), kind=ObjectKind.EVENT, key="jets"),
        relation=Near(ref=_ref(8, "Karama"), span=span("in Karama")),
        sentence=7,
        span=span("Reporters in Karama heard the jets"),
        speakers=(Speaker(text="the article", span=None),),
        said=None,
        holds=None,
        status=Status.REPORTED,
    ),
)

AS_OF_JULY = When(
    text="As of 1 July",
    span=span("As of 1 July"),
    first=date(2017, 7, 1),
    last=date(2017, 7, 1),
    precision=Precision.DAY,
    extent=Extent.AS_OF,
)


def _length(kilometres: float, words: str) -> Length:
    metres = kilometres * 1000.0
    return Length(metres=metres, least_m=metres, most_m=metres, precision_m=500.0, bound=Bound.EXACT, words=words)


OFFICIALS = Speaker(
    text="Officials of the ministry",
    span=span("Officials of the ministry"),
    role="officials",
    organisation="the ministry",
    unnamed=True,
)
ARMY = Speaker(text="The army", span=span("The army"), role="spokesman", organisation="the army")

CLAIMS = (
    *CLAIMS,
    Claim(
        number=7,
        located=LocatedObject(text="a belt", span=span("a belt"), kind=ObjectKind.ZONE, key="belt"),
        relation=Strip(
            ref=RoadRef(name="the road", ends=(_ref(11, "Tabqa", nth=1),), span=span("the road from Tabqa")),
            width=_length(5.0, "5 km"),
            kind=WidthKind.DEPTH,
            span=span("5 km deep along the road from Tabqa"),
        ),
        sentence=8,
        span=span("a belt 5 km deep along the road from Tabqa"),
        speakers=(OFFICIALS,),
        said=None,
        holds=None,
        status=Status.CONDITIONAL,
        condition=span("if the truce holds"),
        why_withheld=WhyWithheld.TO_BE_AGREED,
    ),
    Claim(
        number=8,
        located=LocatedObject(text="the militia", span=span("the militia"), kind=ObjectKind.FORCE, key="militia"),
        relation=OnFeature(
            ref=NamedLineRef(
                name="the line of contact", between=(), as_of=AS_OF_JULY, span=span("the line of contact")
            ),
            span=span("on the line of contact"),
        ),
        sentence=9,
        span=span("the militia stood on the line of contact"),
        speakers=(Speaker(text="the article", span=None),),
        said=None,
        holds=AS_OF_JULY,
        status=Status.ORDERED,
        supersedes=(3,),
    ),
    Claim(
        number=9,
        located=LocatedObject(text="It", span=span("It is"), kind=ObjectKind.FORCE, key="militia"),
        relation=Not(
            of=WithinDistance(
                ref=_ref(12, "Deir ez-Zor", nth=2),
                distance=_length(10.0, "10 km"),
                span=span("within 10 km of Deir ez-Zor"),
            ),
            span=span("not within 10 km of Deir ez-Zor"),
        ),
        sentence=10,
        span=span("It is not within 10 km of Deir ez-Zor"),
        speakers=(Speaker(text="the article", span=None),),
        said=None,
        holds=None,
        status=Status.NEGATED,
    ),
    Claim(
        number=10,
        located=LocatedObject(text="the depot", span=span("the depot"), kind=ObjectKind.ZONE, key="depot"),
        relation=OneOf(
            readings=(
                Within(ref=ObjectRef(key="belt", span=span("that zone")), span=span("in")),
                Near(ref=ObjectRef(key="belt", span=span("that zone")), span=span("near that zone")),
            ),
            assumptions=("taken as inside", "taken as near"),
            span=span("in or near that zone"),
        ),
        sentence=11,
        span=span("the depot, 400 square kilometres large, lies in or near that zone"),
        speakers=(ARMY,),
        said=None,
        holds=None,
        status=Status.DENIED,
        stated=(Stated(measure=Measure.AREA, least=4.0e8, most=4.0e8, span=span("400 square kilometres")),),
    ),
)
UNREAD = (
    Unread(
        sentence=12,
        span=span("A second belt runs thirty leagues off"),
        stopped=span("leagues").start,
        reason="“leagues” isn't a unit that is known",
    ),
)


def _nested(geometry: Polygon) -> Region:
    return Region(core=scale(geometry, 0.4, 0.4), likely=scale(geometry, 0.7, 0.7), support=geometry)


MEDIAN = LineString([(38.42, 35.74), (38.8, 35.62), (39.3, 35.66), (39.75, 35.64)])


def _step(claim: int, words: str, rule: str, *records: str) -> Step:
    return Step(
        rule=rule,
        source="judgement: no survey of newspaper English was found",
        effect="narrows the mark to this ground",
        claim=claim,
        span=span(words),
        records=records,
        assumptions=("measured from the town's edge",),
    )


FOOTPRINTS = (
    Footprint(
        id="claim-1",
        title="the agreed line",
        kind=FootprintKind.LINE,
        claims=(1, 2),
        region=None,
        ensemble=Ensemble(
            median=MEDIAN,
            band50=MEDIAN.buffer(0.06),
            band90=MEDIAN.buffer(0.14),
            members=tuple(
                LineString([(x, y + 0.01 * k * (1 - abs(39.1 - x))) for x, y in MEDIAN.coords])
                for k in range(-9, 10, 2)
            ),
            start=_nested(Point(38.42, 35.74).buffer(0.15)),
            end=_nested(Point(39.75, 35.64).buffer(0.1)),
        ),
        drawable=True,
        why_not="",
        uncertainty=(
            Uncertainty(cause=Cause.LANGUAGE, metres=12000.0, text="“southwest” leaves 45° open"),
            Uncertainty(cause=Cause.BASE_DATA, metres=1500.0, text="rivers are generalised"),
            Uncertainty(cause=Cause.NOT_FIXED, metres=None, text="which point on the river isn't said"),
        ),
        steps=(
            _step(1, "southwest of Tabqa", "sector", TABQA.id),
            _step(1, "on the river", "on a river", EUPHRATES.id),
            _step(2, "does not extend into Deir ez-Zor", "stays outside", DEIR.id),
        ),
        what_would_change=("a published map of the line",),
    ),
    Footprint(
        id="claim-3",
        title="its positions",
        kind=FootprintKind.ZONE,
        claims=(3,),
        region=_nested(Point(40.32, 35.42).buffer(0.16)),
        ensemble=None,
        drawable=True,
        why_not="",
        uncertainty=(
            Uncertainty(cause=Cause.LANGUAGE, metres=9000.0, text="how near “near” is"),
            Uncertainty(cause=Cause.EXTENT, metres=4000.0, text="the city is 8 km wide"),
        ),
        steps=(_step(3, "near Deir ez-Zor", "near a town", DEIR.id),),
        what_would_change=("a name of the village",),
    ),
    Footprint(
        id="claim-4",
        title="a push of both sides",
        kind=FootprintKind.ZONE,
        claims=(4,),
        region=_nested(LineString([(40.2, 35.3), (40.45, 35.0), (41.0, 34.4)]).buffer(0.12)),
        ensemble=None,
        drawable=True,
        why_not="",
        uncertainty=(Uncertainty(cause=Cause.LANGUAGE, metres=25000.0, text="how far “towards” goes"),),
        steps=(_step(4, "southeast along the river towards Iraq", "along a river", EUPHRATES.id, IRAQ.id),),
    ),
    Footprint(
        id="claim-5",
        title="lines",
        kind=FootprintKind.ZONE,
        claims=(5,),
        region=_nested(RIVER.buffer(0.08)),
        ensemble=None,
        drawable=False,
        why_not="which parts of the river isn't said",
        uncertainty=(Uncertainty(cause=Cause.NOT_FIXED, metres=None, text="which parts isn't said"),),
        steps=(_step(5, "much of the Euphrates", "share of a line", EUPHRATES.id),),
        what_would_change=("a published map",),
    ),
    Footprint(
        id="claim-7",
        title="a belt",
        kind=FootprintKind.ZONE,
        claims=(7,),
        region=_nested(Point(38.55, 35.5).buffer(0.12)),
        ensemble=None,
        drawable=True,
        why_not="",
        uncertainty=(Uncertainty(cause=Cause.LANGUAGE, metres=5000.0, text="on which side isn't said"),),
        steps=(_step(7, "5 km deep along the road from Tabqa", "strip", TABQA.id),),
        findings=("the text says 5 km; what it describes is 6 km wide",),
    ),
)


def reading() -> Reading:
    """The sample reading."""
    article = Article(
        text=TEXT,
        title=TITLE,
        source="The Sample Courier",
        published=date(2017, 9, 18),
        url="https://example.org/story",
        blocks=_blocks(),
        sentences=tuple(Sentence(span=span(words), block=block) for words, block in SENTENCES),
        notes=("the publication date stands in the front matter",),
    )
    return Reading(
        article=article,
        resolutions=RESOLUTIONS,
        claims=CLAIMS,
        footprints=FOOTPRINTS,
        undrawn=(
            Undrawn(claim=6, reason="the place “Karama” wasn't resolved"),
            Undrawn(claim=8, reason="where the line of contact ran isn't known"),
            Undrawn(claim=9, reason="the words say only where it isn't"),
            Undrawn(claim=10, reason="what it lies in isn't known"),
        ),
        unread=UNREAD,
        sources=(
            DataSource(
                id="sample",
                title="Sample gazetteer",
                version="1",
                licence="CC0-1.0",
                attribution="written by hand for the tests",
            ),
        ),
        shapes=((EUPHRATES.id, RIVER),),
        spellings=((TABQA.id, ("At Tabaqah", "Al Tabqa")),),
    )


def basemap() -> BaseMap:
    """A base map of a few strokes around the sample's places."""
    syria = Polygon([(36, 35.8), (36.2, 34.5), (35.8, 32.7), (36.8, 32.3), (38.8, 33.4), (41.0, 34.4), (41.4, 35.6), (42.3, 37.1), (38.0, 36.8), (36.6, 36.6)])  # fmt: skip
    iraq = Polygon([(38.8, 33.4), (41.0, 34.4), (41.4, 35.6), (42.3, 37.1), (45.0, 37.0), (45.0, 31.0), (39.0, 32.0)])
    bounds = (37.5, 33.8, 42.0, 36.9)
    frame = box(*bounds)
    rows = (
        (BaseLayer.WORLD, "Syria", "سوريا", 0, syria),
        (BaseLayer.WORLD, "Iraq", "العراق", 0, iraq),
        (BaseLayer.COUNTRY, "Syria", "سوريا", 0, syria & frame),
        (BaseLayer.COUNTRY, "Iraq", "العراق", 0, iraq & frame),
        (BaseLayer.BORDER, "", "", 0, LineString([(38.8, 33.4), (41.0, 34.4), (41.4, 35.6), (42.3, 37.1)]) & frame),
        (BaseLayer.DISPUTED_BORDER, "", "", 0, LineString([(42.3, 36.9), (42.0, 36.2)])),
        (BaseLayer.LAKE, "Lake Assad", "", 1, Point(38.3, 35.95).buffer(0.12)),
        (BaseLayer.STREAM, "Euphrates", "الفرات", 0, RIVER),
        (BaseLayer.TOWN, "Raqqa", "الرقة", 1, Point(39.0167, 35.95)),
        (BaseLayer.TOWN, "Deir ez-Zor", "دير الزور", 1, Point(40.1408, 35.3359)),
        (BaseLayer.TOWN, "Palmyra", "تدمر", 2, Point(38.28, 34.55)),
        (BaseLayer.TOWN, "Mayadin", "الميادين", 3, Point(40.45, 35.02)),
    )
    return BaseMap(
        bounds=bounds,
        features=tuple(
            BaseFeature(layer=layer, name=name, local_name=local, rank=rank, geometry=geometry)
            for layer, name, local, rank, geometry in rows
        ),
    )


# Strings that are vocabulary of this package rather than somebody's text.
OURS = frozenset({"word", "wants", "division", "district", "country"})


def dressed(value: object, tag: str) -> object:
    """A value of the model with `tag` for every string in it that can carry somebody's text."""
    if isinstance(value, tuple):
        return tuple(dressed(item, tag) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return tag if isinstance(value, str) and not isinstance(value, enum.Enum) else value
    return replace(
        value, **{item.name: dressed(getattr(value, item.name), tag) for item in fields(value) if item.name not in OURS}
    )


def with_text(words: str) -> Reading:
    """The sample with `words` put into every field that can carry text; spans and numbers stay as they are."""
    base = reading()
    tag = words
    dress = {
        item.id: replace(
            item, id=f"{item.id}{tag}", name=tag, local_name=tag, feature=tag, country=tag, source=tag, licence=tag
        )
        for item in (EUPHRATES, TABQA, DEIR, RUSSIA, IRAQ, GENEVA, NEW_YORK, TABQA_LIBYA, KARAMA_A, KARAMA_B)
    }
    speaker = Speaker(text=tag, span=None, role=tag, organisation=tag)
    body = base.article.text + tag
    last = base.article.blocks[-1]
    article = replace(
        base.article,
        text=body,
        title=tag,
        source=tag,
        url=tag,
        notes=(tag,),
        blocks=(*base.article.blocks[:-1], replace(last, span=Span(start=last.span.start, end=len(body)))),
    )
    return Reading(
        article=article,
        resolutions=tuple(
            replace(
                item,
                toponym=replace(item.toponym, text=tag, why_not_literal=tag if item.toponym.why_not_literal else ""),
                place=dress[item.place.id] if item.place else None,
                reason=tag,
                evidence=(tag,),
                candidates=tuple(
                    replace(each, place=dress[each.place.id], matched_name=tag) for each in item.candidates
                ),
            )
            for item in base.resolutions
        ),
        claims=tuple(
            replace(
                item,
                located=replace(item.located, text=tag, key=tag),
                speakers=(speaker,),
                said=replace(item.said, text=tag) if item.said else None,
                holds=replace(item.holds, text=tag) if item.holds else None,
                denials=tuple(replace(each, speaker=speaker) for each in item.denials),
                relation=dressed(item.relation, tag),
                notes=(tag,),
                withdrawn=tag,
            )
            for item in base.claims
        ),
        footprints=tuple(
            replace(
                item,
                id=f"{item.id}{tag}",
                title=tag,
                why_not=tag,
                uncertainty=tuple(replace(each, text=tag) for each in item.uncertainty),
                steps=tuple(
                    replace(
                        each,
                        rule=tag,
                        source=tag,
                        effect=tag,
                        records=tuple(f"{record}{tag}" for record in each.records),
                        assumptions=(tag,),
                    )
                    for each in item.steps
                ),
                what_would_change=(tag,),
                findings=(tag,),
            )
            for item in base.footprints
        ),
        undrawn=tuple(replace(item, reason=tag) for item in base.undrawn),
        unread=tuple(replace(item, reason=tag) for item in base.unread),
        sources=tuple(
            replace(item, id=tag, title=tag, version=tag, licence=tag, attribution=tag) for item in base.sources
        ),
        shapes=tuple((f"{place_id}{tag}", shape) for place_id, shape in base.shapes),
        spellings=tuple((f"{place_id}{tag}", (tag, words)) for place_id, _ in base.spellings),
        corrected=(
            _corrected(tag, CorrectionKind.MENTION, mentions=(1,)),
            _corrected(tag, CorrectionKind.CLAIM, claim=3),
            replace(_corrected(tag, CorrectionKind.NOTE), applied=False),
        ),
        corrections_file=tag,
    )


def _corrected(
    tag: str, kind: CorrectionKind, *, mentions: tuple[int, ...] = (), claim: int | None = None
) -> Corrected:
    credit = Credit(by=tag, on=date(2026, 11, 1), note=tag)
    return Corrected(
        kind=kind, words=tag, credit=credit, applied=True, told=tag, was=tag, mentions=mentions, claim=claim
    )


def asked_with_text(words: str) -> Reading:
    """The sample as if it had been read from a phrase, with `words` in every field that can carry text."""
    base = with_text(words)
    return replace(base, asked=Asked(inside=base.resolutions[0], assumptions=(words,)))


def basemap_with_text(words: str) -> BaseMap:
    """The sample's base map with `words` for every name, and with an added layer full of them."""
    base = basemap()
    return BaseMap(
        bounds=base.bounds,
        features=tuple(replace(item, name=words, local_name=words) for item in base.features),
        own=(added_layer(words),),
    )


def added_layer(words: str) -> OwnLayer:
    """A layer that a user added, with `words` wherever it has text: a road, a camp and a reserve."""
    shapes = (LineString([(38.2, 35.9), (40.9, 36.3)]), Point(38.6, 35.2), box(40.2, 34.2, 40.6, 34.5))
    features = tuple(OwnFeature(geometry=shape, label=words, facts=((words, words),)) for shape in shapes)
    return OwnLayer(title=words, credit=words, meaning=words, features=features, left_out=2)
