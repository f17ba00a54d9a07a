"""Areas cut to a drawing, against the same areas asked point by point on the ground."""

import itertools

import numpy as np
import pytest
import shapely

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.model.basemap import BaseLayer
from deconflict_map.render.chart import chart_of

VIEWS = [
    ((19.690857717817295, 13.0, 44.31, 31.6), "the Nile: GEOS's own clipping hands back all but Sudan here"),
    ((-10.0, 35.0, 30.0, 60.0), "many small countries"),
    ((170.0, -50.0, 200.0, -10.0), "across the date line"),
]


@pytest.mark.parametrize(("bounds", "why"), VIEWS, ids=[why for _, why in VIEWS])
def test_what_is_drawn_of_an_area_is_what_of_it_lies_in_view(bounds, why):
    chart = chart_of(bounds, width=440, lowest=250, tallest=330)
    pixels = list(itertools.product(np.linspace(7, chart.width - 7, 24), np.linspace(7, chart.height - 7, 16)))
    ground = np.array([chart.degrees(x, y) for x, y in pixels])
    ground[:, 0] = (ground[:, 0] + 180) % 360 - 180
    west, south, east, north = bounds
    world = [
        one
        for one in open_gazetteer().basemap((west, south, min(east, 180.0), north)).features
        if one.layer is BaseLayer.WORLD
    ]
    assert world
    for feature in world:
        seen = chart.pixels(feature.geometry)
        near_edge = shapely.distance(feature.geometry.boundary, shapely.points(ground)) < 0.2  # simplified, and curved
        here = shapely.contains_xy(feature.geometry, ground)
        drawn = shapely.intersects_xy(seen, np.array(pixels))
        assert not np.any((here != drawn) & ~near_edge), (feature.name, why)
