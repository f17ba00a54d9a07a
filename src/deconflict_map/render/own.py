"""A user's own layers → their records for the page, and their shapes and samples for a figure.

They are told apart from what the text says: in a list of their own, under words that say so, in colours that no status
has, each with a dash of its own. Layers past the fourth begin again with the first look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from deconflict_map.render.chart import path
from deconflict_map.render.packing import MARK_DECIMALS, UNSEEN_DEG, pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.own_layer import OwnLayer
    from deconflict_map.render.chart import Chart
    from deconflict_map.render.datablock import Json

_LOOKS = (("#7a4a00", "none"), ("#44489c", "7 3"), ("#3f5f00", "2 3"), ("#8a2545", "10 3 2 3"))
"""Colour and dash; those of the page's light scheme (`map.css`)."""
_DOT_PX = 3.2


def own_id(number: int) -> str:
    """The id of the layer with this place in the row, from 0."""
    return f"own-{number + 1}"


def own_records(layers: Sequence[OwnLayer], bounds: tuple[float, float, float, float]) -> list[Json]:
    """One record a layer; shapes are simplified below what the closest zoom can show."""
    around = (bounds[0] + bounds[2]) / 2
    return [
        {
            "id": own_id(number),
            "look": number % len(_LOOKS) + 1,
            "title": layer.title,
            "credit": layer.credit,
            "meaning": layer.meaning,
            "shown": layer.shown,
            "leftOut": layer.left_out,
            "features": [
                {
                    "label": feature.label,
                    "facts": [[name, value] for name, value in feature.facts],
                    "shape": pack(feature.geometry.simplify(UNSEEN_DEG), decimals=MARK_DECIMALS, around=around),
                }
                for feature in layer.features
            ],
        }
        for number, layer in enumerate(layers)
    ]


def draw_own(layers: Sequence[OwnLayer], chart: Chart) -> tuple[str, tuple[int, ...]]:
    """The layers that are shown, in pixels, and the places in the row of those that are in view."""
    drawn = [_drawn(layer, number, chart) if layer.shown else "" for number, layer in enumerate(layers)]
    return "".join(drawn), tuple(number for number, svg in enumerate(drawn) if svg)


def own_sample(number: int, *, width: float, height: float) -> str:
    """A layer's look for a legend."""
    colour, dash = _look(number)
    middle = height / 2
    return (
        f'<path d="M4 {middle:g}H{width - 20:g}" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        f'<circle cx="{width - 11:g}" cy="{middle:g}" r="{_DOT_PX:g}" {_dot(colour)}/>'
    )


def _drawn(layer: OwnLayer, number: int, chart: Chart) -> str:
    colour, dash = _look(number)
    style = f'fill="{colour}" fill-opacity=".1" stroke="{colour}" stroke-width="1.4" stroke-dasharray="{dash}"'
    line = f'fill="none" stroke="{colour}" stroke-width="1.6" stroke-dasharray="{dash}"'
    svg = []
    for feature in layer.features:
        dimensions = int(shapely.get_dimensions(feature.geometry))
        if dimensions == 0:
            svg += [_point(point, colour, chart) for point in shapely.get_parts(feature.geometry)]
        else:
            svg.append(path(chart.pixels(feature.geometry), line if dimensions == 1 else style))
    return "".join(svg)


def _point(point: shapely.Point, colour: str, chart: Chart) -> str:
    at = chart.point(point.x, point.y)
    return "" if at is None else f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{_DOT_PX:g}" {_dot(colour)}/>'


def _dot(colour: str) -> str:
    return f'fill="#ffffff" stroke="{colour}" stroke-width="1.8"'


def _look(number: int) -> tuple[str, str]:
    return _LOOKS[number % len(_LOOKS)]
