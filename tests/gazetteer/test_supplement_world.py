"""The hand-kept tables alone: each row says one thing about the world, in the words and codes that the builder reads.

Nothing here needs the built gazetteer, so a slip in a table shows before anything is built from it. What only a build
can know, whether a division or a town of some id exists, the build itself refuses.
"""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from deconflict_map.gazetteer.location import data_folder
from deconflict_map.geodesy.geodesic import distance_m
from deconflict_map.model.place import PlaceKind

SUPPLEMENT = data_folder() / "supplement"

COLUMNS = {
    "places.csv": "id name names local_name kind feature country division lon lat licence source",
    "names.csv": "id names local_name source",
    "division_names.csv": "country division name kind source",
    "place_demonyms.csv": "id country division adjective people source",
    "demonyms.csv": "country adjective people common source",
    "country_names.csv": "country name source",
    "country_points.csv": "country lat lon source",
    "sources.csv": "id title package version licence attribution source",
}

# GeoNames' feature codes (featureCodes_en.txt) that a place of each kind may bear; kinds as in model/place.py. Islands
# that are wide enough to be a region are one: without an outline a landform is taken to be 10 km wide.
FEATURES = {
    PlaceKind.SEA: "BAY BGHT CHN COVE ESTY FJD GULF HBR INLT OCN SD SEA STRT",
    PlaceKind.LAKE: "LGN LK LKN LKS RSV",
    PlaceKind.STREAM: "STM WAD",
    PlaceKind.VALLEY: "CNYN GRGE VAL",
    PlaceKind.POPULATED: "PPL PPLX",
    PlaceKind.REGION: "CST DLTA DPR DSRT ERG FRST ISL ISLS ISTH PEN PLAT PLN RGN RGNH UPLD",
    PlaceKind.RELIEF: "ATOL BNK CAPE CLF CRTR FLLS GLCR HLL HLLS ISL ISLS MT MTS PASS PT RDGU RF RFC RK SHOL TRNU VLC",
    PlaceKind.STRUCTURE: """AIRB AIRF AIRP ANS BCH BDG BLDG CH CMPRF CNL CTRS DAM DIKE FCL FT GASF HSP HSTS INSM LCTY
        LOCK MILB MNMT MSQE NVB OILF OILR PMPO PRK PRN PRT PSH PSN PSTB RESN SHRN SQR ST STDM TMPL TNL TNLRD TNLRR TRMO
        WALLA""",
}

# How far a country's places lie from its usual point, kilometres: beyond it a sign or an axis is mistaken. Countries
# that reach further do so by land or by islands far out.
REACH_KM = 2_100
FURTHER_KM = {
    "US": 6_600, "RU": 4_700, "CA": 4_200, "CL": 3_800, "ID": 3_100, "BR": 3_100, "CN": 2_800, "AU": 2_600,
    "IN": 2_400, "ZA": 2_400,
}  # fmt: skip

# Positions from outside: airportsdata, release of September 2026.
PUBLISHED = {
    "dm:base:bagram": (69.265, 34.9461),
    "dm:base:dhafra": (54.5477, 24.2482),
    "dm:base:prince-sultan": (47.5805, 24.0627),
    "dm:base:nevatim": (35.0123, 31.2083),
    "dm:base:ramon-ab": (34.6667, 30.7761),
    "dm:base:engels": (46.2, 51.4667),
    "dm:base:pituffik": (-68.7032, 76.5312),
    "dm:base:donetsk-airport": (37.7397, 48.0736),
    "dm:base:camp-lemonnier": (43.1595, 11.5473),
    "dm:base:camp-humphreys": (127.031, 36.9622),
    "dm:special:diego-garcia": (72.4111, -7.3133),
}

US_POSTAL = frozenset(
    """AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR
    PA RI SC SD TN TX UT VT VA WA WV WI WY""".split()  # noqa: SIM905 -- fifty codes read better as words
)
CANADA = frozenset(f"{number:02}" for number in range(1, 15)) - {"06"}
AUSTRALIA = frozenset(f"{number:02}" for number in range(1, 9))

# What each part of the world needs at least (judgement: the order of what news of a year names).
LEAST = {
    "seas, straits, gulfs, canals": (
        lambda row: row["kind"] == "sea" or row["feature"] == "CNL", 150),
    "mountains, volcanoes, passes": (
        lambda row: row["feature"] in {"MT", "MTS", "VLC", "PASS"}, 200),
    "deserts, plateaus, plains, peninsulas, capes": (
        lambda row: row["feature"] in {"DSRT", "ERG", "PLAT", "PLN", "PEN", "CAPE"}, 100),
    "islands": (lambda row: row["feature"] in {"ISL", "ISLS", "ATOL"}, 200),
    "regions of the press": (lambda row: row["feature"] == "RGN", 200),
    "structures": (lambda row: row["kind"] == "structure", 80),
}  # fmt: skip


def rows(name):
    with (SUPPLEMENT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLACES = rows("places.csv")
DIVISIONS = rows("division_names.csv")
DEMONYMS = rows("place_demonyms.csv")


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_has_its_columns_and_every_cell(name):
    for row in rows(name):
        assert list(row) == COLUMNS[name].split(), row
        assert all(cell is not None and cell == cell.strip() and "\n" not in cell for cell in row.values()), row


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_says_where_it_comes_from(name):
    assert [row for row in rows(name) if not row["source"]] == []


@pytest.mark.parametrize("name", ["places.csv", "names.csv"])
def test_an_id_stands_once_and_in_order(name):
    ids = [row["id"] for row in rows(name)]
    assert [identifier for identifier, count in Counter(ids).items() if count > 1] == []
    assert ids == sorted(ids)
    assert all(re.fullmatch(r"(dm|ne|geonames|icao):\S+", identifier) for identifier in ids)


def test_a_place_lies_on_the_globe_and_near_its_country():
    points = {row["country"]: (float(row["lon"]), float(row["lat"])) for row in rows("country_points.csv")}
    for row in PLACES:
        lon, lat = float(row["lon"]), float(row["lat"])
        assert -180 <= lon <= 180, row
        assert -90 <= lat <= 90, row
        if row["country"] in points:
            away_km = distance_m(lon, lat, *points[row["country"]]) / 1000
            assert away_km <= FURTHER_KM.get(row["country"], REACH_KM), (row["id"], away_km)


@pytest.mark.parametrize(("identifier", "lon", "lat"), [(key, *point) for key, point in PUBLISHED.items()])
def test_a_place_lies_where_others_have_measured_it(identifier, lon, lat):
    row = next(row for row in PLACES if row["id"] == identifier)
    assert distance_m(float(row["lon"]), float(row["lat"]), lon, lat) < 5_000


def test_a_place_has_a_kind_and_a_feature_that_fit():
    for row in PLACES:
        assert row["feature"] in FEATURES[PlaceKind(row["kind"])].split(), row


def test_codes_of_countries_and_divisions_are_codes():
    for row in (*PLACES, *DIVISIONS, *DEMONYMS):
        assert re.fullmatch(r"([A-Z]{2})?", row["country"]), row
        assert re.fullmatch(r"([A-Z0-9]{1,8})?", row["division"]), row
        assert row["country"] or not row["division"], row


@pytest.mark.parametrize("name", ["places.csv", "names.csv"])
def test_no_name_stands_twice_for_one_place(name):
    for row in rows(name):
        names = [row[column] for column in ("name", "local_name") if row.get(column)] if name == "places.csv" else []
        names = names[:1] + (row["names"].split("|") if row["names"] else [])
        assert len(set(names)) == len(names), row
        assert all(entry and entry == entry.strip() for entry in names), row


def test_a_name_is_written_as_one():
    """Brackets and semicolons belong to lists, and an entry of one letter names nothing."""
    for row in PLACES:
        for name in (row["name"], *row["names"].split("|")):
            assert not re.search(r"[;()\[\]]", name), row
            assert len(name) != 1, row


@pytest.mark.parametrize("part", LEAST)
def test_the_world_is_covered(part):
    belongs, least = LEAST[part]
    assert sum(map(belongs, PLACES)) >= least


def test_every_part_of_the_globe_has_places():
    """A cell is 60 by 30 degrees; the ones that are nearly all open sea may have few."""
    cells = Counter((int(float(row["lon"]) // 60), int(float(row["lat"]) // 30)) for row in PLACES)
    assert {(x, y) for x in range(-3, 3) for y in range(-2, 2)} - set(cells) == set()
    europe = sum(1 for row in PLACES if -12 < float(row["lon"]) < 40 and 35 < float(row["lat"]) < 72)
    assert europe < len(PLACES) / 2


def test_postal_codes_are_complete():
    postal = {(row["country"], row["division"], row["name"]) for row in DIVISIONS if row["kind"] == "postal"}
    assert {name for country, _, name in postal if country == "US"} == US_POSTAL
    assert all(division == name for country, division, name in postal if country == "US")
    assert {division for country, division, _ in postal if country == "CA"} == CANADA
    assert {division for country, division, _ in postal if country == "AU"} == AUSTRALIA
    assert {country for country, _, _ in postal} == {"US", "CA", "AU"}


@pytest.mark.parametrize(
    ("country", "division", "name"),
    [
        ("US", "CA", "Calif."), ("US", "WV", "W.Va."), ("US", "PA", "Pa."), ("US", "MA", "Mass."), ("US", "DC", "D.C."),
        ("CA", "02", "B.C."), ("CA", "08", "Ont."), ("CA", "01", "Alta."), ("CA", "10", "Que."), ("CA", "09", "P.E.I."),
        ("AU", "02", "NSW"), ("AU", "04", "Qld"), ("AU", "08", "W.A."), ("AU", "07", "Vic."),
    ],
)  # fmt: skip
def test_abbreviations_of_datelines_belong_to_their_divisions(country, division, name):
    found = [(row["country"], row["division"]) for row in DIVISIONS if row["kind"] != "name" and row["name"] == name]
    assert found == [(country, division)]


def test_states_that_the_press_never_shortens_have_no_short_form_of_it():
    """AP: eight states are always written out; older abbreviations of four of them are known all the same."""
    written_out = {"HI", "ME", "OH", "UT"}
    short = {row["division"] for row in DIVISIONS if row["country"] == "US" and row["kind"] == "press"}
    assert short.isdisjoint(written_out)
    assert short | written_out == US_POSTAL


def test_a_name_of_a_division_stands_once():
    keys = Counter((row["country"], row["division"], row["name"]) for row in DIVISIONS)
    assert [key for key, count in keys.items() if count > 1] == []
    assert {row["kind"] for row in DIVISIONS} == {"postal", "press", "name"}


def test_demonyms_say_of_which_place():
    known = {row["id"] for row in PLACES}
    keys = Counter((row["id"], row["country"], row["division"]) for row in DEMONYMS)
    assert [key for key, count in keys.items() if count > 1] == []
    for row in DEMONYMS:
        assert bool(row["id"]) != bool(row["country"] and row["division"]), row
        assert not row["id"].startswith("dm:") or row["id"] in known, row
        words = [word for cell in (row["adjective"], row["people"]) for word in cell.split("|") if word]
        assert words, row
        assert all(word[0].isupper() or word == "sub-Saharan" for word in words), row


@pytest.mark.parametrize("name", ["country_names.csv", "country_points.csv", "demonyms.csv"])
def test_a_country_says_a_thing_once(name):
    keys = Counter((row["country"], row.get("name", "")) for row in rows(name))
    assert [key for key, count in keys.items() if count > 1] == []
    assert all(re.fullmatch(r"[A-Z]{2}", country) for country, _ in keys)


def test_the_supplement_credits_itself():
    assert "supplement" in {row["id"] for row in rows("sources.csv")}
