"""A map → a small picture of it as SVG: its levels, what lies around, the reference places by name, and a scale bar.

Drawn by the same hand as the figure, with the same inks. Where a picture would be larger than `MOST_BYTES`, the lesser
rivers are left out and outlines drawn more coarsely until it isn't. Equal maps give equal bytes. It has its own ground,
so that it reads alike on light and dark pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from deconflict_map.model.basemap import BaseLayer
from deconflict_map.render.drawing import draw_map
from deconflict_map.render.framing import scale_bar
from deconflict_map.render.inks import INK, patterns
from deconflict_map.render.layering import MarkLayer
from deconflict_map.render.lettering import FAMILY, Hand

if TYPE_CHECKING:
    from deconflict_map import MapDocument
    from deconflict_map.model.basemap import BaseFeature, BaseMap
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.toponym import Resolution

WIDTH_PX = 440.0
HEIGHTS = (0.57, 0.75)
"""Of the width: the lowest and the tallest that a picture may be."""
MOST_BYTES = 40_000
_TRIES = ((99, 0.0), (4, 0.6), (2, 0.8), (1, 1.2), (0, 1.6), (-1, 2.4), (-1, 3.6))
"""Up to which rank rivers and lakes stay, and by how many pixels outlines may be off: one try after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMap:
    """A picture as SVG elements in a frame `width` by `height` pixels large, and what it shows in words."""

    body: str
    width: float
    height: float
    told: str

    def svg(self) -> str:
        """The picture as a document of its own."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" '
            f'width="{self.width:g}" height="{self.height:g}" role="img" font-family="{FAMILY}" fill="none">'
            f"<title>{escape(self.told)}</title>{self.body}</svg>\n"
        )


def small_map(document: MapDocument, told: str, *, width: float = WIDTH_PX, most_bytes: int = MOST_BYTES) -> SmallMap:
    """The picture of a map, `width` pixels wide; `told` says in words what it shows."""
    plain = _without_local_names(document)
    basemap = plain.basemap
    for rank, off_px in _TRIES:
        off = off_px * _degrees_a_px(basemap, width)
        picture = _drawn(_coarser(plain, off), _sparser(basemap, rank, off), told, width)
        if len(picture.svg().encode()) <= most_bytes:
            break
    return picture


def _without_local_names(document: MapDocument) -> MapDocument:
    """Places under one name each: a small picture has no room for a second."""
    return replace(document, resolutions=tuple(map(_plain, document.resolutions)))


def _plain(resolution: Resolution) -> Resolution:
    place = resolution.place
    return resolution if place is None else replace(resolution, place=replace(place, local_name=place.name))


def _coarser(document: MapDocument, off: float) -> MapDocument:
    """Footprints whose outlines are off by so many degrees at most."""
    if not off:
        return document
    return replace(document, footprints=tuple(_coarse(one, off) for one in document.footprints))


def _coarse(footprint: Footprint, off: float) -> Footprint:
    region, ensemble = footprint.region, footprint.ensemble
    if region is not None:
        region = replace(
            region,
            core=region.core.simplify(off),
            likely=region.likely.simplify(off),
            support=region.support.simplify(off),
        )
    if ensemble is not None:
        ensemble = replace(ensemble, band50=ensemble.band50.simplify(off), band90=ensemble.band90.simplify(off))
    return replace(footprint, region=region, ensemble=ensemble)


def _sparser(basemap: BaseMap, rank: int, off: float) -> BaseMap:
    """The base map with lesser waters left out, every ground named once, and in one script."""
    waters = (BaseLayer.STREAM, BaseLayer.LAKE)
    near = any(one.layer is BaseLayer.COUNTRY for one in basemap.features)
    kept = (one for one in basemap.features if one.rank <= rank or one.layer not in waters)
    return replace(
        basemap,
        features=tuple(
            replace(
                one,
                local_name="",
                name="" if near and one.layer is BaseLayer.WORLD else one.name,
                geometry=one.geometry.simplify(off) if off else one.geometry,
            )
            for one in kept
            if one.layer is not BaseLayer.WORLD or _may_be_seen(one, basemap)
        ),
    )


def _may_be_seen(feature: BaseFeature, basemap: BaseMap) -> bool:
    """Whether coarse outlines come near the view; drawing those of the whole Earth takes longest."""
    west, south, east, north = basemap.bounds
    left, bottom, right, top = feature.geometry.bounds
    wide, high = east - west, north - south
    if wide <= 0 or right - left > 180.0:  # at the date line
        return True
    return left < east + wide and right > west - wide and bottom < north + high and top > south - high


def _degrees_a_px(basemap: BaseMap, width: float) -> float:
    """About how many degrees a pixel is wide: the base map reaches beyond the view by a third on each side."""
    west, _, east, _ = basemap.bounds
    return (east - west) % 360.0 / (1.7 * width)


def _drawn(document: MapDocument, basemap: BaseMap, told: str, width: float) -> SmallMap:
    lowest, tallest = (share * width for share in HEIGHTS)
    plate = draw_map(document, basemap, width=width, hand=Hand(), heights=(lowest, tallest), numbered=False)
    chart = plate.chart
    layers = dict.fromkeys(layer for layer in MarkLayer if any(shown is layer for shown, _ in plate.shown))
    frame = f'<path d="M.5 .5H{chart.width - 0.5:g}V{chart.height - 0.5:g}H.5Z" stroke="{INK}" stroke-opacity=".6"/>'
    clipped = f'<svg width="{chart.width:g}" height="{chart.height:g}" overflow="hidden">{plate.svg}</svg>'
    return SmallMap(
        body=f"<defs>{patterns(layers)}</defs>{clipped}{scale_bar(chart)}{frame}",
        width=chart.width,
        height=chart.height,
        told=told,
    )
