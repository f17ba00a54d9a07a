"""The command `locate` as a user meets it: what it writes, what it says, and how it ends."""

import csv
import io
import json

import pytest
import shapely

from deconflict_map.cli.main import _run

TANF = "within 55 km of At Tanf"


@pytest.fixture
def locate(capsysbinary, monkeypatch):
    """A function that runs `locate`: exit code, standard output and standard error."""

    def run(*arguments, stdin=b""):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = _run(["locate", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out, err.decode()

    return run


def test_geojson_goes_to_standard_output_and_what_was_assumed_to_standard_error(locate):
    code, out, err = locate(TANF, "--in", "Syria")
    assert code == 0
    collection = json.loads(out)
    assert collection["type"] == "FeatureCollection"
    assert [feature["properties"]["level"] for feature in collection["features"]] == [
        "best",
        "core",
        "likely",
        "support",
    ]
    assert {feature["properties"]["kind"] for feature in collection["features"]} == {"zone"}
    assert {feature["properties"]["claim"] for feature in collection["features"]} == {"1"}
    assert "taken for granted" in err
    assert "Tanf" in err


DESCRIBED = {
    "phrase", "relation", "drawable", "why_not", "assumptions", "area_km2", "length_km", "uncertainty_m", "places",
}  # fmt: skip


def test_the_description_has_its_members(locate):
    told = json.loads(locate(TANF, "--in", "Syria", "-q")[1])["description"]
    assert told.keys() >= DESCRIBED
    assert told["phrase"] == TANF
    assert told["drawable"] is True
    assert told["why_not"] is None
    assert told["area_km2"] == pytest.approx(9503, rel=0.01)  # Crisis Group: 55 km; 55² π = 9,503
    assert told["length_km"] is None
    assert told["uncertainty_m"] > 0
    assert told["relation"]["rel"] == "within_distance"
    assert told["relation"]["distance"]["value"] == 55_000.0
    assert [(place["words"], place["country"], place["used"]) for place in told["places"]] == [("At Tanf", "SY", True)]


def test_quiet_is_quiet_and_two_runs_are_the_same_bytes(locate):
    code, out, err = locate(TANF, "--in", "Syria", "-q")
    assert (code, err) == (0, "")
    assert locate(TANF, "--in", "Syria", "-q")[1] == out


def test_standard_input_and_spaces(locate):
    code, out, _ = locate("-", "-q", stdin=b"  within   55 km\nof At Tanf \n")
    assert code == 0
    assert json.loads(out)["description"]["phrase"] == TANF


def test_each_format_has_the_same_levels(locate, tmp_path):
    import pyogrio  # noqa: PLC0415 only here

    names = ["m.html", "m.geojson", "m.json", "m.gpkg", "m.kml", "m.csv"]
    targets = [part for name in names for part in ("-o", tmp_path / name)]
    code, out, err = locate(TANF, "--in", "Syria", *targets)
    assert (code, out) == (0, b"")
    assert all(f"{name} (" in err for name in names)
    ids = [feature["id"] for feature in json.loads((tmp_path / "m.geojson").read_bytes())["features"]]
    assert len(ids) == 4
    assert (tmp_path / "m.json").read_bytes() == (tmp_path / "m.geojson").read_bytes()
    rows = list(csv.DictReader(io.StringIO((tmp_path / "m.csv").read_text(encoding="utf-8"))))
    assert [row["id"] for row in rows] == ids
    assert all(shapely.from_wkt(row["wkt"]).is_valid for row in rows)
    for name in ("m.gpkg", "m.kml"):  # a layer a kind
        layers = [layer for layer, _ in pyogrio.list_layers(tmp_path / name) if layer != "layer_styles"]
        packed = [pyogrio.read_dataframe(tmp_path / name, layer=layer) for layer in layers]
        assert sorted(one for frame in packed for one in frame["id"]) == sorted(ids)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_a_geopackage_is_the_same_bytes_every_time(locate, tmp_path):
    for name in ("one.gpkg", "two.gpkg"):
        assert locate(TANF, "--in", "Syria", "-q", "-o", tmp_path / name)[0] == 0
    assert (tmp_path / "one.gpkg").read_bytes() == (tmp_path / "two.gpkg").read_bytes()


# arguments, exit code, what the error says
REFUSED = [
    (["a thing of beauty"], 3, "can't be read"),
    (["within 55 km of Xyzzyville"], 3, "Xyzzyville"),
    (["north of 400° N"], 3, "400"),
    (["within -5 km of Damascus"], 3, "5 km"),
    ([""], 5, "empty"),
    (["   \n "], 5, "empty"),
    (["within 5 km of Damascus " * 5_000], 5, "characters"),
    ([TANF, "--in", "Xyzzyville"], 2, "--in"),
    ([TANF, "--on", "yesterday"], 2, "isn't a date"),
    ([TANF, "-o", "map.docx"], 2, "no format"),
    ([TANF, "-o", "/nowhere/at/all/map.html"], 2, "No such file"),
    ([TANF, "--gazetteer", "/nowhere"], 1, "gazetteer"),
]


@pytest.mark.parametrize(("arguments", "expected", "words"), REFUSED, ids=range(len(REFUSED)))
def test_bad_input_is_one_clear_error(locate, arguments, expected, words):
    code, out, err = locate(*arguments)
    assert code == expected, err
    assert words in err
    assert "Traceback" not in err
    assert out == b"" or json.loads(out)["features"] == []


def test_a_caret_shows_where_reading_stopped(locate):
    _, _, err = locate("within 5 parsecs of Damascus")
    line, phrase, caret = err.rstrip("\n").split("\n")
    assert line.startswith("deconflict-map: ")
    assert phrase == "  within 5 parsecs of Damascus"
    assert caret.strip() == "^"
    assert phrase[caret.index("^") :].startswith(("5", "parsecs"))


def test_the_caret_stands_right_in_long_and_wide_phrases(locate):
    long = "the area " + "very " * 60 + "near 5 parsecs of Damascus"
    *_, phrase, caret = locate(long)[2].rstrip("\n").split("\n")
    assert len(phrase) <= 120
    assert "^" in caret
    *_, phrase, caret = locate("大馬士革 5 parsecs \x1b[31m")[2].rstrip("\n").split("\n")
    assert "\x1b" not in phrase


def test_nesting_a_hundred_deep_is_a_stated_limit(locate):
    code, out, err = locate("near a point " * 100 + "near Damascus", "-q")
    assert code in {3, 5}, (out[:200], err)
    assert err.startswith("deconflict-map: ")


def test_strict_tells_by_its_code_that_a_name_is_unknown(locate):
    phrase = "a line from Tabqa through Xyzzyville to Raqqa"
    code, _, err = locate(phrase, "--in", "Syria", "--strict")
    assert code in {3, 4}, err
    assert locate(TANF, "--in", "Syria", "--strict", "-q")[0] == 0


def test_relative_days_count_from_the_day_of_saying(locate):
    phrase = "at least 15 km on each side of the line of contact as of yesterday"
    out = locate(phrase, "--in", "Ukraine", "--on", "2014-09-20", "-q")[1]
    assert "2014-09-19" in json.dumps(json.loads(out)["description"]["relation"])


def test_controls_of_a_terminal_stay_out_of_the_output(locate):
    _, out, err = locate("within 5 km of \u202eRaqqa\u202c\x1b[31m", "--in", "Syria")
    for controls in ("\u202e", "\x1b"):
        assert controls not in err
        assert controls.encode() not in out
