"""The resolved article and the gazetteer → what a rule asks of them: places, shapes in metres, who is named.

An `Atlas` serves one article; a `Scene` is the same article seen in one metric plane. Both remember what they worked
out, and nothing outside them. Reference places that stayed unresolved are told by `Atlas.place` returning `None`.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import Point

from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, areal
from deconflict_map.geodesy import LocalFrame, distance_m, middle, unwrap
from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.banks import Banks
    from deconflict_map.footprints.border_lines import DrawnLine
    from deconflict_map.footprints.comparable import Cell
    from deconflict_map.footprints.drawn_lines import LineAnchor
    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Refusal
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Article, Span
    from deconflict_map.model.claim import Claim
    from deconflict_map.model.own_relation import OwnRelation
    from deconflict_map.model.place import Gazetteer, Place
    from deconflict_map.model.toponym import Resolution

SITES = frozenset({PlaceKind.POPULATED, PlaceKind.STRUCTURE, PlaceKind.RELIEF})
"""Kinds that are small enough to mark a point of a line or the centre of a scene."""
_NONE_ADDED: Mapping[str, OwnRelation] = MappingProxyType({})
_LOCAL = SITES | {PlaceKind.DIVISION, PlaceKind.LAKE, PlaceKind.VALLEY, PlaceKind.REGION}


class Atlas:
    """An article, its resolved toponyms and claims, and the gazetteer.

    `context` are places in whose countries the text is known to play, whatever it names; `relations` those that a user
    added, by name.
    """

    def __init__(
        self,
        *,
        article: Article,
        resolutions: Sequence[Resolution],
        gazetteer: Gazetteer,
        claims: Sequence[Claim] = (),
        context: Sequence[Place] = (),
        relations: Mapping[str, OwnRelation] = _NONE_ADDED,
    ) -> None:
        self.article = article
        self.claims = tuple(claims)
        self.context = tuple(context)
        self.relations = relations
        self.resolutions = tuple(resolutions)
        self.gazetteer = gazetteer
        self._scenes: list[Scene] = []

    def place(self, ref: Anchor) -> Place | None:
        """The place that a reference means, or `None` where it stayed unresolved or isn't a place."""
        if not isinstance(ref, PlaceRef):
            return None
        return self.resolutions[ref.toponym].place if 0 <= ref.toponym < len(self.resolutions) else None

    def name(self, ref: Anchor) -> str:
        """The words of the toponym that a reference points to; of another anchor its own words."""
        if not isinstance(ref, PlaceRef):
            return self.article.quote(ref.span)
        known = 0 <= ref.toponym < len(self.resolutions)
        return self.resolutions[ref.toponym].toponym.text if known else self.article.quote(ref.span)

    def quote(self, span: Span) -> str:
        """The words at a span."""
        return self.article.quote(span)

    @cached_property
    def named(self) -> tuple[Place, ...]:
        """Every place that the text names literally, one entry per mention, in the order of the text."""
        return tuple(r.place for r in self.resolutions if r.place is not None and r.toponym.literal)

    @cached_property
    def sites(self) -> tuple[Place, ...]:
        """The small places among the named ones, each once, in the order of the text."""
        return tuple({place.id: place for place in self.named if place.kind in SITES}.values())

    @cached_property
    def theatre(self) -> tuple[str, ...]:
        """ISO codes of the countries that the text is about, most named first.

        Counted are the mentions of towns, divisions and sites; countries themselves only where there are none of those.
        """
        if given := tuple(dict.fromkeys(place.country for place in self.context if place.country)):
            return given
        local = Counter(place.country for place in self.named if place.kind in _LOCAL and place.country)
        counted = local or Counter(place.country for place in self.named if place.country)
        least = rules().theatre.least_share * counted.total()
        return tuple(
            code for code, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])) if count >= least
        )

    @cached_property
    def mentions(self) -> Counter[str]:
        """How often each country is named, itself or through a place in it."""
        return Counter(place.country for place in self.named if place.country)

    def country(self, code: str) -> Place | None:
        """The record of a country by its ISO code; the one that the text names, if it does."""
        found = (r.place for r in self.resolutions if r.place is not None and r.place.kind is PlaceKind.COUNTRY)
        return next((place for place in found if place.country == code), None) or self.gazetteer.country(code)

    def scene(self, places: Iterable[Place], *, positions: Sequence[tuple[float, float]] = ()) -> Scene:
        """The scene round these places and positions (lon, lat); one that lies near enough is used again."""
        wanted = tuple(places)
        lon, lat = self._centre(wanted, tuple(positions))
        local = bool(positions) or any(place.kind in _LOCAL for place in wanted)
        reuse_m = rules().frame.reuse_m if local else rules().frame.reuse_wide_m
        for scene in self._scenes:
            if distance_m(scene.frame.lon, scene.frame.lat, lon, lat) <= reuse_m:
                return scene
        scene = Scene(atlas=self, frame=LocalFrame(lon, lat))
        self._scenes.append(scene)
        return scene

    def _centre(self, places: tuple[Place, ...], positions: tuple[tuple[float, float], ...]) -> tuple[float, float]:
        """The middle of the small places and positions; of the text's sites by the river, where a long river is all.

        Where the words name no place at all, it is that of the context, or of what the text names.
        """
        small = [place for place in places if place.kind in _LOCAL]
        streams = [] if small or positions else [place for place in places if place.kind is PlaceKind.STREAM]
        by_river = [site for site in self.sites if any(self._lies_by(site, stream) for stream in streams)]
        near = [(place.lon, place.lat) for place in small or by_river]
        if near or positions:
            return middle([*near, *positions])
        return middle([(place.lon, place.lat) for place in places or self.context or self.sites or self.named])

    def _lies_by(self, site: Place, stream: Place) -> bool:
        shape = self.gazetteer.shape(stream.id)
        if shape is None:
            return False
        return bool(
            unwrap(shape, around_lon=site.lon).distance(Point(site.lon, site.lat)) <= rules().frame.by_river_deg
        )


class Scene:
    """An atlas seen in one metric plane: x east, y north, metres."""

    def __init__(self, *, atlas: Atlas, frame: LocalFrame) -> None:
        self.atlas = atlas
        self.frame = frame
        self._shapes: dict[str, BaseGeometry] = {}
        self._land: dict[str, BaseGeometry] = {}
        self._lands: dict[tuple[str, ...], BaseGeometry] = {}
        # What rules worked out in this plane already, by place ids; each rule fills its own.
        self.courses: dict[str, Course | None] = {}
        self.districts: dict[str, BaseGeometry | None] = {}
        self.dry: dict[str, BaseGeometry] = {}
        self.spans: dict[str, tuple[float, float]] = {}
        self.cells: dict[tuple[str, float], Cell] = {}
        self.banks: dict[tuple[str, ...], Banks] = {}
        self.lines: dict[LineAnchor, DrawnLine | Refusal] = {}
        # Objects whose ground is being worked out: none is described by itself.
        self.asked: set[str] = set()

    def point(self, place: Place) -> Point:
        """The place's own position."""
        return Point(self.frame.metric_xy(np.array([[place.lon, place.lat]]))[0])

    def lonlat_shape(self, place: Place) -> BaseGeometry | None:
        """The place's shape in degrees, continuous round the scene, or `None`."""
        if place.shape is ShapeForm.NONE:
            return None
        shape = self.atlas.gazetteer.shape(place.id)
        return None if shape is None else unwrap(shape, around_lon=self.frame.lon)

    def shape(self, place: Place) -> BaseGeometry | None:
        """The place's shape, or `None`; valid."""
        if place.id not in self._shapes:
            shape = self.lonlat_shape(place)
            if shape is None:
                return None
            metric = self.frame.to_metric(shape)
            self._shapes[place.id] = areal(metric) if place.shape is ShapeForm.AREA else metric
        return self._shapes[place.id]

    def land(self, code: str) -> BaseGeometry:
        """The part of a country's area that lies in the scene's window, empty where its shape isn't known."""
        if code not in self._land:
            country = self.atlas.country(code)
            self._land[code] = NOTHING if country is None else self._in_window(country)
        return self._land[code]

    def lands(self, codes: Iterable[str]) -> BaseGeometry:
        """The areas of several countries as one."""
        asked = tuple(codes)
        if asked not in self._lands:
            areas = [area for area in (self.land(code) for code in asked) if not area.is_empty]
            self._lands[asked] = areas[0] if len(areas) == 1 else shapely.union_all(areas) if areas else NOTHING
        return self._lands[asked]

    def land_bounds_deg(self, code: str) -> tuple[float, float, float, float] | None:
        """Bounds (west, south, east, north; degrees, continuous round the scene) of a country in the window."""
        country = self.atlas.country(code)
        shape = None if country is None else self.lonlat_shape(country)
        if shape is None:
            return None if self.land(code).is_empty else self.frame.to_lonlat(self.land(code)).bounds
        window = self._windowed(shape)
        return None if window.is_empty else window.bounds

    def border(self, country: str, other: str) -> BaseGeometry | None:
        """The land border of two countries, or `None`."""
        line = self.atlas.gazetteer.border(country, other)
        return None if line is None else self.frame.to_metric(unwrap(line, around_lon=self.frame.lon))

    def bounds_deg(self, *, around: BaseGeometry, reach_m: float) -> tuple[float, float, float, float]:
        """Bounds (west, south, east, north; degrees) of all that lies within `reach_m` of a geometry in metres."""
        west, south, east, north = around.bounds
        box = shapely.box(west - reach_m, south - reach_m, east + reach_m, north + reach_m)
        bounds = self.frame.to_lonlat(box).bounds
        return bounds[0], max(bounds[1], -90.0), bounds[2], min(bounds[3], 90.0)

    def _in_window(self, country: Place) -> BaseGeometry:
        shape = self.lonlat_shape(country)
        if shape is None:
            return NOTHING
        window = self._windowed(shape)
        if window.equals_exact(shape, 0.0):
            return self.shape(country) or NOTHING
        return areal(self.frame.to_metric(window))

    def _windowed(self, shape: BaseGeometry) -> BaseGeometry:
        reach = rules().frame.window_m / 111_000.0
        south, north = max(self.frame.lat - reach, -90.0), min(self.frame.lat + reach, 90.0)
        wide = min(180.0, reach / max(np.cos(np.radians(min(max(abs(south), abs(north)), 89.0))), 1e-3))
        # A window of degrees is a rough one; it only keeps far-off parts of large countries out of the plane.
        return shapely.clip_by_rect(shape, self.frame.lon - wide, south, self.frame.lon + wide, north)
