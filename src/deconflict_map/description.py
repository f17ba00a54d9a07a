"""A phrase → `Description`: a described place, line or zone that can show and save itself.

What the library hands to those who describe one thing in words ("within 55 km of At Tanf") instead of giving an
article. Refuses what can't be read or placed with an error that says where; nothing is guessed silently: `assumptions`
lists what was taken for granted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from deconflict_map.article import parse_published
from deconflict_map.document import MapDocument, holding
from deconflict_map.errors import NothingToMapError, UnreadablePhraseError
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.pipeline import locate as read_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.export.table import Row
    from deconflict_map.geodesy.measures import Measures
    from deconflict_map.model.footprint import Ensemble, Footprint, FootprintKind, Region, Step, Uncertainty
    from deconflict_map.model.own_relation import OwnRelation
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.reading import Reading
    from deconflict_map.model.relation import Relation
    from deconflict_map.model.toponym import Resolution


@dataclass(frozen=True, kw_only=True, repr=False)  # that of its base
class Description(MapDocument):
    """One description: the relation that was read, and its footprint with all that is known of its uncertainty.

    Shows itself in a notebook. Rival readings of the same words are further `footprints`; the attributes speak of the
    first.
    """

    @property
    def phrase(self) -> str:
        """The words, with single spaces."""
        return self.article.text

    @property
    def relation(self) -> Relation:
        """The tree that was read."""
        return self.claims[0].relation

    @property
    def footprint(self) -> Footprint:
        """The footprint of the first reading."""
        return self.footprints[0]

    @property
    def kind(self) -> FootprintKind:
        """Point, line or zone."""
        return self.footprint.kind

    @property
    def region(self) -> Region | None:
        """The three levels of a point or zone, EPSG:4326."""
        return self.footprint.region

    @property
    def ensemble(self) -> Ensemble | None:
        """The plausible lines of a line, with their median and bands, EPSG:4326."""
        return self.footprint.ensemble

    @property
    def drawable(self) -> bool:
        """Whether the words can fix it; if not, only what is possible is drawn."""
        return self.footprint.drawable

    @property
    def why_not(self) -> str:
        """Why the words can't fix it, or empty."""
        return self.footprint.why_not

    @property
    def uncertainty(self) -> tuple[Uncertainty, ...]:
        """The causes for which it may be off, each with its metres."""
        return self.footprint.uncertainty

    @property
    def steps(self) -> tuple[Step, ...]:
        """The rules that were applied, with their sources."""
        return self.footprint.steps

    @property
    def findings(self) -> tuple[str, ...]:
        """What checking the geometry against the words found."""
        return self.footprint.findings

    @property
    def inside(self) -> Resolution | None:
        """The area that was given, with the place that it was taken for."""
        return None if self.asked is None else self.asked.inside

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was taken for granted, in sentences."""
        return () if self.asked is None else self.asked.assumptions

    @cached_property
    def geometry(self) -> BaseGeometry | None:
        """The geometry that the words fit best (EPSG:4326): a point, line or area, or `None` where they fix none."""
        from deconflict_map.geodesy.measures import best  # noqa: PLC0415 -- loads geometry

        return best(self.footprint)

    @cached_property
    def measures(self) -> Measures:
        """Area (m²) or length (m), and how far the geometry may be off (m)."""
        from deconflict_map.geodesy.measures import measures  # noqa: PLC0415 -- the same

        return measures(self.footprint)

    @cached_property
    def table(self) -> tuple[Row, ...]:
        """One row a level of a footprint, the best geometry first."""
        from deconflict_map.export.located import located_rows  # noqa: PLC0415 -- the same

        return located_rows(self)

    def to_geojson(self) -> str:
        """The levels as a FeatureCollection with a `description` (RFC 7946)."""
        from deconflict_map.export.located import located_geojson  # noqa: PLC0415 -- the same

        return located_geojson(self)


def locate(
    phrase: str,
    *,
    inside: str | None = None,
    on: str | date | None = None,
    gazetteer: Gazetteer | None = None,
    relations: Sequence[OwnRelation] = (),
) -> Description:
    """Draw a described place, line or zone, such as "10 km southwest of Tabqa".

    `inside` names the area in which it lies or by which its names are to be understood; `on` (`YYYY-MM-DD`) is the day
    on which it is said; `relations` are spatial relations of your own (`OwnRelation`).

    Raises:
        UnreadablePhraseError: The words can't be read beyond a point.
        NothingToMapError: They were read, but no place can be drawn for them.
        InputRefusedError: The phrase is empty or too long.
        UsageError: `inside` is no place that is known, `on` isn't a date, or two `relations` clash.
        GazetteerError: The gazetteer is missing or damaged.
    """
    day = parse_published(on) if isinstance(on, str) else on
    atlas = gazetteer or open_gazetteer()
    return described(read_phrase(phrase, atlas, inside=inside, on=day, relations=relations), atlas)


def described(located: Reading, gazetteer: Gazetteer) -> Description:
    """A phrase that was read, as a description.

    Raises:
        UnreadablePhraseError: The words couldn't be read beyond a point.
        NothingToMapError: No place can be drawn for them.
    """
    for unread in located.unread:
        raise UnreadablePhraseError(
            f"can't be read: {unread.reason}", phrase=located.article.text, stopped=unread.stopped
        )
    if not located.footprints:
        reasons = "; ".join(dict.fromkeys(item.reason for item in located.undrawn))
        raise NothingToMapError(f"nothing to draw: {reasons or 'no place is described'}", do="name a known place")
    return holding(Description, located, gazetteer=gazetteer)
