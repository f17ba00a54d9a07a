"""The point-radius formulas against the cases of the Georeferencing Calculator and the paper's own examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.footprints import point_radius as pr

CASES = json.loads(
    (Path(__file__).parents[1] / "data/georeferencing-calculator/cases.json").read_text(encoding="utf-8")
)
UNIT_M = {"m": 1.0, "km": 1000.0, "mi": 1609.3445}  # the calculator's own table of units
UNIT_DEG = {"nearest second": 1 / 3600, "0.1 minutes": 1 / 600, "0.01 degrees": 0.01, "0.001 degrees": 0.001}
# Uncertainty of a datum that isn't recorded, at Bakersfield, and of the maps, metres: tables of the calculator, not formulas.
# Its datum table gives a little more at the start of the first heading case; 79 m are right to a third of a part in 1,000.
DATUM_M = {"not recorded": 79.0, "NAD27": 0.0}
MAP_M = {"USGS map: 1:24000": 12.192, "USGS map: 1:100000": 50.8}
HALF_ANGLE = {"E": 45.0, "ENE": 11.25}


def latitude(inputs):
    degrees = float(inputs.get("txtT2Dec_Lat") or inputs.get("txtT7Lat_DegDMS") or inputs.get("txtT7Lat_DegMM"))
    minutes = float(inputs.get("txtT7Lat_MinDMS") or inputs.get("txtT7Lat_MinMM") or 0)
    return degrees + minutes / 60 + float(inputs.get("txtT7Lat_Sec") or 0) / 3600


def worked_out(inputs):
    """The uncertainty of a case, metres, by its kind of locality."""
    unit = UNIT_M[inputs["ChoiceDistUnits"]]
    radial = float(inputs.get("TextFieldExtent", 0)) * unit
    # Half the precision that the case gives.
    precision = float(inputs.get("ChoiceDistancePrecision", "0 x").split()[0]) / 2 * unit
    distance = float(inputs.get("TextFieldOffsetEW", 0)) * unit
    others = (
        pr.coordinate_precision_m(latitude(inputs), unit_deg=UNIT_DEG[inputs["ChoiceLatPrecision"]])
        + DATUM_M[inputs["ChoiceDatum"]]
        + MAP_M.get(inputs["ChoiceCoordSource"], 0.0)
        + float(inputs["TextFieldMeasurementError"]) * unit
    )
    match inputs["ChoiceModel"]:
        case "Coordinates only" | "Named place only":
            return pr.feature_only_m(radial_m=radial, others_m=others)
        case "Distance only":
            return pr.distance_only_m(distance, radial_m=radial, precision_m=precision, others_m=others)
        case "Distance along path":
            return pr.along_path_m(radial_m=radial, precision_m=precision, others_m=others)
        case "Distance along orthogonal directions":
            return pr.orthogonal_m(radial_m=radial, precision_m=precision, others_m=others)
        case "Distance at a heading":
            half_angle = HALF_ANGLE[inputs["ChoiceDirection"]]
            return pr.at_heading_m(distance, linear_m=radial + precision + others, half_angle_deg=half_angle)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_calculators_cases_come_out_to_three_figures(case):
    expected = float(case["expected"]["TextFieldCalcErrorDist"]) * UNIT_M[case["expected"]["TextFieldCalcErrorUnits"]]
    assert worked_out(case["inputs"]) == pytest.approx(expected, rel=5e-4)


def test_every_kind_of_locality_is_among_the_cases():
    assert len(CASES) == 8
    assert len({case["inputs"]["ChoiceModel"] for case in CASES}) == 6


def test_the_papers_own_example():
    # Wieczorek et al. 2004: 9 km NE of Bakersfield with linear uncertainties of 4.119 km gives 5.918 km.
    assert pr.at_heading_m(9.0, linear_m=4.119, half_angle_deg=22.5) == pytest.approx(5.918, abs=0.01)


@pytest.mark.parametrize("lat", [-70.0, 0.0, 35.0, 60.0, 89.0])
def test_metres_in_a_degree_are_those_of_the_geodesic(lat):
    north, east = pr.metres_per_degree(lat)
    step = 1e-3
    assert north == pytest.approx(Geodesic.WGS84.Inverse(lat - step, 0, lat + step, 0)["s12"] / (2 * step), rel=1e-6)
    assert east == pytest.approx(Geodesic.WGS84.Inverse(lat, -step, lat, step)["s12"] / (2 * step), rel=1e-6)


@given(distance=st.floats(0, 1e6), linear=st.floats(0, 1e5), half_angle=st.floats(0, 90), more=st.floats(0, 1e4))
def test_more_doubt_never_makes_a_point_surer(distance, linear, half_angle, more):
    e = pr.at_heading_m(distance, linear_m=linear, half_angle_deg=half_angle)
    assert e >= linear - 1e-6
    assert pr.at_heading_m(distance, linear_m=linear + more, half_angle_deg=half_angle) >= e - 1e-6
    assert pr.at_heading_m(distance, linear_m=linear, half_angle_deg=min(90, half_angle + 5)) >= e - 1e-6
    assert pr.orthogonal_m(radial_m=0, precision_m=more) >= pr.along_path_m(radial_m=0, precision_m=more)
    assert pr.distance_only_m(distance, radial_m=linear, precision_m=more) >= distance
