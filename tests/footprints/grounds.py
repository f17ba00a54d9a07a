"""The ground of one relation, drawn by its rule alone, and independent measures of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic

from deconflict_map.footprints.scene import Atlas, Scene
from deconflict_map.footprints.tract import Case, Refusal, Tract
from deconflict_map.footprints.tracts import tract_of
from deconflict_map.geodesy import LocalFrame
from deconflict_map.model.anchor import PlaceRef, PositionRef
from deconflict_map.units.length import Bound, Length

if TYPE_CHECKING:
    from deconflict_map.footprints.regions import LevelSet

# Where every operator is checked: at the equator, in the middle, at 70° north, across 180°, and in the south.
SITES = [(10.0, 0.0), (38.6, 35.0), (25.0, 70.0), (180.0, -16.0), (-179.9, 66.0)]


def km(least, most=None, *, bound=None, metres=None, precision=0.5):
    """A length in kilometres, as reading gives it."""
    most = least if most is None else most
    bound = bound or (Bound.EXACT if least == most else Bound.RANGE)
    middle = metres if metres is not None else (least + most) / 2 if most != float("inf") else least
    return Length(
        metres=middle * 1000, least_m=least * 1000, most_m=most * 1000, precision_m=precision * 1000, bound=bound,
        words=f"{least} km",
    )  # fmt: skip


def at(lon, lat, precision_m=1.0):
    return PositionRef(lon=(lon + 180) % 360 - 180, lat=lat, precision_m=precision_m, span=t.HERE)


@dataclass(frozen=True)
class Ground:
    """A drawn relation: its tract in the plane of its scene."""

    tract: Tract
    scene: Scene

    @property
    def region(self) -> LevelSet:
        return self.tract.region

    def level_at(self, lon, lat):
        """How many of the three levels hold each position."""
        xy = self.scene.frame.metric_xy(np.column_stack([np.atleast_1d(lon), np.atleast_1d(lat)]))
        levels = (self.region.support, self.region.likely, self.region.core)
        return sum(shapely.intersects_xy(level, xy).astype(int) for level in levels)

    def at(self, lon, lat):
        return int(self.level_at(lon, lat)[0])

    def off(self, lon, lat, azimuth, km_away):
        """The level at a position so far off another, which geographiclib places."""
        return self.at(*t.offset(lon, lat, azimuth, km_away))

    def area_km2(self, level="likely"):
        """Geodesic area by geographiclib, of the ground in degrees."""
        return area_km2(self.scene.frame.to_lonlat(getattr(self.region, level)))


def area_km2(shape):
    total = 0.0
    for part in shapely.get_parts(shape):
        for index, ring in enumerate([part.exterior, *part.interiors]):
            polygon = Geodesic.WGS84.Polygon()
            for lon, lat in ring.coords[:-1]:
                polygon.AddPoint(lat, lon)
            total += abs(polygon.Compute()[2]) * (1 if index == 0 else -1)
    return total / 1e6


def asked(relation_type, *, story=None, gazetteer=None, centre=None, **parts):
    """The tract of a relation, or its refusal; the plane's centre is that of the places unless it is given."""
    story = story or t.Story()
    claim = story.say(t.relate(relation_type, **parts))
    gazetteer = gazetteer or t.Fake(places=tuple(r.place for r in story.resolutions if r.place), shapes={})
    atlas = Atlas(article=story.article, resolutions=story.resolutions, gazetteer=gazetteer, claims=story.claims)
    if centre is None:
        refs = [ref for ref in parts.values() if isinstance(ref, PlaceRef)]
        refs += [ref for group in parts.values() if isinstance(group, tuple) for ref in group]
        scene = atlas.scene(place for ref in refs if (place := atlas.place(ref)) is not None)
    else:
        scene = Scene(atlas=atlas, frame=LocalFrame(*centre))
    case = Case(scene=scene, claim=claim, fellows=(claim,), rule=tract_of)
    return tract_of(claim.relation, case), scene


def ground(relation_type, **parts):
    """The ground of a relation, which must have one; what holds for every ground is checked at once."""
    tract, scene = asked(relation_type, **parts)
    assert isinstance(tract, Tract), tract
    region = tract.region
    for level in (region.core, region.likely, region.support):
        assert level.is_valid
        assert level.geom_type in {"Polygon", "MultiPolygon"}
    assert not region.support.is_empty
    for inner, outer in ((region.core, region.likely), (region.likely, region.support)):
        assert inner.is_empty or outer.buffer(0.01).covers(inner)
    for step in tract.steps:
        assert step.rule
        assert step.source
        assert step.effect
    assert tract.uncertainty
    return Ground(tract=tract, scene=scene)


def refusal(relation_type, **parts):
    tract, _ = asked(relation_type, **parts)
    assert isinstance(tract, Refusal), tract
    return tract.reason
