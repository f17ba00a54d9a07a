"""The nine claims of the first article, written down by hand over the small gazetteer."""

from __future__ import annotations

import theatre as t
from theatre import HERE, relate

from deconflict_map.model.claim import ObjectKind, WhyWithheld
from deconflict_map.model.line_relation import AlongTowards, FromTo
from deconflict_map.model.relation import (
    AllOf,
    Around,
    BorderSide,
    DirectionOf,
    Near,
    NotInto,
    OnFeature,
    ShareOf,
    SideOf,
)
from deconflict_map.units.share import share_words


def story(*, published: bool = False) -> t.Story:
    """The claims; with `published` as if the text didn't say that the line's details are withheld."""
    s = t.Story()
    tabqa, river, city = s.name(t.TABQA), s.name(t.RIVER), s.name(t.DEIR_EZ_ZOR)
    s.name(t.RAQQA)
    s.name(t.SYRIA_PLACE)
    iraq, valley = s.name(t.IRAQ_PLACE), s.name(t.VALLEY)
    start = relate(DirectionOf, ref=tabqa, heading=t.heading("southwest"))
    line = relate(FromTo, start=start, end=relate(OnFeature, ref=river))
    said = "from a point southwest of Tabqa to a point on the Euphrates"
    details = s._add("declines to discuss details")
    hidden = {} if published else {"withheld": details, "why_withheld": WhyWithheld.UNPUBLISHED}
    s.say(line, key="the line", kind=ObjectKind.LINE, words=said, **hidden)
    s.say(relate(NotInto, ref=city), key="the line", kind=ObjectKind.LINE, words="does not extend into the city")
    s.say(relate(ShareOf, ref=valley, share=share_words()["much"]), kind=ObjectKind.LINE, withheld=HERE)
    s.say(relate(Around, ref=city))
    east = relate(SideOf, ref=river, heading=t.heading("east"))
    s.say(relate(AllOf, parts=(east, relate(Near, ref=city))), kind=ObjectKind.EVENT)
    s.say(east, kind=ObjectKind.OPERATION)
    s.say(relate(SideOf, ref=river, heading=t.heading("west")), kind=ObjectKind.OPERATION)
    along = relate(AlongTowards, along=valley, heading=t.heading("southeast"), towards=iraq)
    s.say(along, kind=ObjectKind.OPERATION)
    s.say(relate(BorderSide, ref=iraq, other=None), kind=ObjectKind.OPERATION)
    return s
