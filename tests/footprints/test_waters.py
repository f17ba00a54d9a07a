"""Seas without an outline: their ground against published areas, and against points on land and at sea."""

from __future__ import annotations

import pytest
import shapely

import deconflict_map as dm

# Areas of the seas in km², as encyclopaedias give them; the guess of one radius for each kind is within a factor of two.
AREAS = [
    ("the Sea of Azov", 39_000),
    ("the Sea of Marmara", 11_350),
    ("the Adriatic Sea", 138_600),
    ("the Black Sea", 436_000),
    ("the Gulf of Sidra", 57_000),
]


@pytest.mark.parametrize(("name", "square_km"), AREAS)
def test_a_sea_is_about_as_large_as_it_is(name, square_km):
    area_m2 = dm.locate(name).measures.area_m2
    assert area_m2 is not None
    assert 0.5 * square_km < area_m2 / 1e6 < 2 * square_km


DRY = [
    ("the Black Sea", (30.72, 46.48), "Odesa lies on the coast"),
    ("the Black Sea", (36.6, 46.0), "the Sea of Azov is another one"),
    ("the Sea of Azov", (36.6, 43.9), "the Black Sea is another one"),
    ("the Strait of Hormuz", (56.27, 27.18), "Bandar Abbas lies on the coast"),
    ("the Gulf of Sidra south of 32°30′ N", (18.0, 32.8), "north of the parallel"),
    ("the Gulf of Sidra south of 32°30′ N", (18.0, 29.5), "the desert south of the coast"),
]


@pytest.mark.parametrize(("phrase", "at", "why"), DRY, ids=lambda value: value if isinstance(value, str) else "")
def test_neither_land_nor_another_sea_is_likely(phrase, at, why):
    likely = dm.locate(phrase).footprint.region.likely
    assert not likely.buffer(-0.05).covers(shapely.Point(at)), why


WET = [
    ("the Sea of Azov", (36.6, 46.0)),
    ("the Strait of Hormuz", (56.5, 26.55)),
    ("the Gulf of Sidra south of 32°30′ N", (18.0, 31.5)),
    ("the Black Sea west of 31° E", (30.0, 43.5)),
]


@pytest.mark.parametrize(("phrase", "at"), WET)
def test_its_own_water_is_likely(phrase, at):
    assert dm.locate(phrase).footprint.region.likely.covers(shapely.Point(at))
