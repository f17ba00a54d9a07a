"""A course that was published elsewhere: how it is handed over, what is refused, and that it is never taken for the text."""

from __future__ import annotations

import contextlib
import json

import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from deconflict_map.article import read_text
from deconflict_map.corrections import parse_corrections, read_corrections, write_corrections
from deconflict_map.document import MapDocument, holding
from deconflict_map.errors import InputRefusedError
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.model.footprint import Level
from deconflict_map.model.mark import levels
from deconflict_map.pipeline import read

TEXT = (
    "The front line runs from Tabqa to Raqqa, the army said. Fighters of the militia hold a base near Khirbet Nosuch, a commander "
    "said.\n"
)
UNFIXED = "The demarcation line runs from a point southwest of Manbij to a point on the Euphrates"
FRONT = "The front line runs from Tabqa to Raqqa"
LINE = {"type": "LineString", "coordinates": [[38.55, 35.84], [38.75, 35.95], [39.0, 35.95]]}
WKT = "LINESTRING (38.55 35.84, 38.75 35.95, 39 35.95)"


def claim(
    course: str, *, quote: str = FRONT, more: str = 'source = "annex II"\nlicence = "CC0"\nby = "A. Reader"'
) -> str:
    return f"version = 1\n[[claim]]\nquote = {json.dumps(quote)}\ncourse = {json.dumps(course)}\n{more}\n"


def document(toml: str, text: str = TEXT) -> MapDocument:
    gazetteer = open_gazetteer()
    corrections = parse_corrections(toml, where="test")
    return holding(MapDocument, read(read_text(text), gazetteer, corrections=corrections), gazetteer=gazetteer)


@pytest.fixture(scope="module")
def plain():
    return read(read_text(TEXT), open_gazetteer())


@pytest.fixture(scope="module")
def published():
    return document(claim(WKT))


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("c.geojson", LINE, "a geometry"),
        ("c.json", {"type": "Feature", "properties": {"a": 1}, "geometry": LINE}, "a feature"),
        ("c.geojson", {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": None, "geometry": LINE}]}, "a collection of one"),
        ("sub/c.geojson", LINE, "in a folder below"),
        ("c.wkt", WKT, "WKT"),
        ("c.geojson", {**LINE, "coordinates": [[*at, 312.5] for at in LINE["coordinates"]]}, "heights are left out"),
    ],
)  # fmt: skip
def test_files_beside_the_corrections(tmp_path, name, content, why):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    toml = tmp_path / "a.corrections.toml"
    toml.write_text(claim(name), encoding="utf-8")
    (one,) = read_corrections(toml).claims
    assert one.course.geometry.equals(shapely.from_wkt(WKT)), why
    assert (one.course.source, one.course.licence) == ("annex II", "CC0")


def test_several_lines_are_one_course():
    other = {"type": "LineString", "coordinates": [[40, 35], [41, 35]]}
    features = [{"type": "Feature", "properties": {}, "geometry": one} for one in (LINE, other)]
    (one,) = parse_corrections(claim(json.dumps({"type": "FeatureCollection", "features": features})), where="t").claims
    assert one.course.geometry.geom_type == "MultiLineString"


DEEP = "[" * 5000 + "]" * 5000
REFUSED = [
    ("../c.geojson", "leads out of the folder", "a way up"),
    ("sub/../../c.geojson", "leads out of the folder", "a way up behind a way down"),
    ("/etc/c.geojson", "leads out of the folder", "an absolute path"),
    ("C:\\c.geojson", "leads out of the folder", "a drive"),
    ("..\\c.geojson", "leads out of the folder", "a way up as Windows has it"),
    ("https://example.invalid/c.geojson", "names no file that is there", "an address is never fetched"),
    ("c.gpkg", "neither a geometry nor the name", "another format"),
    ("c\0.geojson", "neither a geometry nor the name", "a null character"),
    ("nowhere.geojson", "names no file that is there", "a file that isn't there"),
    ("folder.geojson", "names no file that is there", "a folder"),
    ("link.geojson", "leads out of the folder", "a link that leads out"),
    ("POINT (1 2)", "neither a geometry nor the name", "a point is no course"),
    ("LINESTRING (1 2", "can't be read as WKT", "unfinished"),
    ("LINESTRING EMPTY", "is empty", "nothing in it"),
    ("LINESTRING (200 2, 3 4)", "beyond 180° or 90°", "off the Earth"),
    ("LINESTRING (1 95, 3 4)", "beyond 180° or 90°", "latitude first"),
    ("LINESTRING (nan 2, 3 4)", "can't be read as WKT", "no number"),
    ("LINESTRING (1 1, 1 1)", "isn't valid", "no length"),
    ("POLYGON ((0 0, 2 2, 0 2, 2 0, 0 0))", "isn't valid: Self-intersection", "crosses itself"),
    ('{"type": "Point", "coordinates": [1, 2]}', "no line or area", "a point"),
    ('{"type": "LineString", "coordinates": [[1, 2], [NaN, 4]]}', "isn't GeoJSON", "no number"),
    ('{"type": "LineString", "coordinates": [[1, 2], [1e999, 4]]}', "beyond 180° or 90°", "a huge number"),
    ('{"type": "LineString", "coordinates": [[1, 2], [%s, 4]]}' % ("9" * 5000), "isn't GeoJSON", "a number of 5,000 digits"),
    ('{"type": "LineString", "coordinates": [[1, 2], ["3", 4]]}', "no pair of numbers", "a text"),
    ('{"type": "LineString", "coordinates": [[1, 2], [true, 4]]}', "no pair of numbers", "a truth"),
    (f'{{"type": "LineString", "coordinates": {DEEP}}}', "isn't GeoJSON", "deeper than Python goes"),
    ('{"type": "LineString", "coordinates": [[[[1]]], [2, 3]]}', "no pair of numbers", "too deep"),
    ('{"type": "LineString"}', "coordinates that are no list", "none"),
    ('{"type": ["LineString"], "coordinates": []}', "no line or area", "a type that is none"),
    ('{"type": "Feature", "geometry": null}', "isn't GeoJSON", "a feature without geometry"),
    ('{"type": "FeatureCollection", "features": [3]}', "no feature", "a number among features"),
    ('{"type": "FeatureCollection", "features": []}', "no line or area", "no features"),
    ('{"type": "LineString", "coordinates": [[1, 2], [3, 4]], "crs": {"properties": {"name": "EPSG:3857"}}}', "another coordinate system", "metres"),
]  # fmt: skip


@pytest.mark.parametrize(("course", "words", "why"), REFUSED, ids=[why for _, _, why in REFUSED])
def test_what_is_refused_says_where(tmp_path, course, words, why):
    (tmp_path / "c.geojson").write_text(json.dumps(LINE))
    home = tmp_path / "home"
    (home / "sub").mkdir(parents=True)
    (home / "folder.geojson").mkdir()
    (home / "link.geojson").symlink_to(tmp_path / "c.geojson")
    toml = home / "a.corrections.toml"
    toml.write_text("# a comment\n\n" + claim(course), encoding="utf-8")
    with pytest.raises(InputRefusedError, match="course") as caught:
        read_corrections(toml)
    assert words in str(caught.value), why
    assert "line 4, [[claim]] 1" in str(caught.value)


def test_a_file_of_any_size_isn_t_read(tmp_path):
    (tmp_path / "c.geojson").write_bytes(b" " * 5_000_001)
    toml = tmp_path / "a.corrections.toml"
    toml.write_text(claim("c.geojson"), encoding="utf-8")
    with pytest.raises(InputRefusedError, match="larger than 5 MB"):
        read_corrections(toml)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('licence = "CC0"', "`source` of the `course` is missing"),
        ('source = "annex II"', "`licence` of the `course` is missing"),
        ('source = "annex II"\nlicence = "CC0"\ncrs = "EPSG:4326"', "nothing is called `crs` here"),
        ("source = 3", "`source` isn't a text"),
    ],
)
def test_whose_it_is_has_to_be_said(more, words):
    with pytest.raises(InputRefusedError) as caught:
        parse_corrections(claim(WKT, more=more), where="t")
    assert words in str(caught.value)


def test_a_file_can_t_be_named_where_there_is_no_folder():
    with pytest.raises(InputRefusedError, match="no folder to look in"):
        parse_corrections(claim("c.geojson"), where="t")


def test_lines_of_headers_are_told_and_not_those_within_texts():
    toml = 'version = 1\n[[note]]\nquote = "a"\nnote = """\n[[claim]]\n"""\n\n[[claim]]\nquote = "b"\n'
    with pytest.raises(InputRefusedError, match=r"line 8, \[\[claim\]\] 1"):
        parse_corrections(toml, where="t")


def test_a_number_of_too_many_digits_is_refused():
    with pytest.raises(InputRefusedError, match="isn't TOML"):
        parse_corrections(f"version = {'1' * 5000}\n", where="t")


def test_nothing_that_the_words_say_changes(plain, published):
    assert [(one.region, one.ensemble, one.drawable) for one in published.footprints] == [
        (one.region, one.ensemble, one.drawable) for one in plain.footprints
    ]
    front = published.footprints[0]
    assert front.published.geometry.equals(shapely.from_wkt(WKT))
    assert levels(front)[-1][0] is Level.PUBLISHED
    assert all(one.published is None for one in published.footprints[1:])


def test_how_far_it_lies_from_the_words(published):
    front = published.footprints[0]
    inside, apart = front.published.told
    assert inside == "it lies within the 90 % band that is drawn from the words"
    told = float(apart.split(" at most")[0].split()[-2])
    # Another measure: every vertex and point of one against the nearest of many points of the other, by geographiclib.
    course = shapely.segmentize(shapely.from_wkt(WKT), 0.005)
    median = shapely.segmentize(front.ensemble.median, 0.005)
    mine, theirs = (shapely.get_coordinates(line).tolist() for line in (course, median))
    expected = max(
        max(min(metres(at, to) for to in other) for at in one) for one, other in ((mine, theirs), (theirs, mine))
    )
    assert told == pytest.approx(expected / 1000, abs=0.3)


def metres(one, other):
    return Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0])["s12"]


@pytest.mark.parametrize(
    ("course", "words"),
    [
        ("LINESTRING (38.0 37.5, 39.0 37.5)", "it lies outside of the 90 % band"),
        ("LINESTRING (38.55 35.84, 39.0 35.95, 41 38)", "% of it lies within the 90 % band"),
    ],
)
def test_what_doesn_t_fit_the_words_is_told(course, words):
    assert words in document(claim(course)).footprints[0].published.told[0]


def test_a_line_that_the_words_don_t_fix_stays_unfixed():
    text = f"{UNFIXED}, a spokesman said; no map of the line was published.\n"
    found = document(claim("LINESTRING (37.8 36.4, 38.1 36.3)", quote=UNFIXED), text)
    (line,) = [one for one in found.footprints if one.published is not None]
    assert not line.drawable
    assert "possible" in line.published.told[0]


def test_a_claim_that_can_t_be_drawn_gets_a_mark_of_its_own(plain):
    (lost,) = plain.undrawn
    quote = read_text(TEXT).quote(plain.claims[lost.claim - 1].span)
    found = document(claim("POLYGON ((38 36, 38.2 36, 38.2 36.2, 38 36.2, 38 36))", quote=quote))
    (mark,) = [one for one in found.footprints if one.published is not None]
    assert (mark.region, mark.ensemble, mark.drawable) == (None, None, False)
    assert mark.why_not == lost.reason
    assert not found.undrawn
    assert lost in found.for_publishing(no_text=False, coarsen_km=10).undrawn
    assert "published" in found.to_html()


def test_every_format_says_that_it_isn_t_from_the_text(published, tmp_path):
    rows = published.features[published.features["level"] == "published"]
    assert list(rows["source"]) == ["annex II"]
    assert list(rows["licence"]) == ["CC0"]
    assert "not from the text" in rows["uncertainty"].iloc[0]
    for suffix in (".geojson", ".kml", ".csv", ".geojsonl"):
        text = published.save(tmp_path / f"map{suffix}").read_text(encoding="utf-8")
        assert "not from the text" in text, suffix
        assert "annex II" in text
    figure = published.to_svg()
    assert "Not from the text" in figure
    assert "given by A. Reader, source: annex II; licence: CC0" in " ".join(
        etree.fromstring(figure.encode()).itertext()
    )
    assert "Published elsewhere, not from the text: given by A. Reader" in published.to_html()


def test_it_is_in_the_document_and_back(published):
    back = MapDocument.from_json(published.to_json())
    assert back == published
    assert back.footprints[0].published == published.footprints[0].published


def test_the_page_s_own_file_holds_the_geometry(published):
    again = parse_corrections(published.corrections_file, where="t")
    assert again.claims[0].course.geometry.equals(shapely.from_wkt(WKT))
    assert write_corrections(again) == published.corrections_file


@pytest.mark.parametrize(
    "options", [{"coarsen_km": 5.0}, {"no_text": True}, {"quotes_only": True}, {"redact": ["Raqqa"]}]
)
def test_it_isn_t_published_where_anything_is_withheld(published, options):
    shown = published.for_publishing(**options)
    assert all(one.published is None for one in shown.footprints)
    assert "annex II" not in shown.to_geojson()
    assert '"level":"published"' not in shown.to_geojson()


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=2, max_size=6, unique=True))
@settings(max_examples=60)
def test_what_is_written_is_read_again(positions):
    line = shapely.LineString(positions)
    if not line.is_valid or line.length < 1e-3:
        return
    (first,) = parse_corrections(claim(line.wkt), where="t").claims
    again = parse_corrections(write_corrections(parse_corrections(claim(line.wkt), where="t")), where="t").claims[0]
    assert shapely.hausdorff_distance(first.course.geometry, again.course.geometry) < 1e-6


@given(st.text(max_size=80))
@settings(max_examples=150)
def test_any_text_is_a_course_or_is_refused(given_text):
    with contextlib.suppress(InputRefusedError):
        parse_corrections(claim(given_text), where="t")


def test_hostile_words_of_a_source_are_words(tmp_path):
    source = "</script><script>window.__hit=1</script>{{7*7}}{% debug %}<img src=x onerror=alert(1)>=1+1"
    found = document(claim(WKT, more=f"source = {json.dumps(source)}\nlicence = {json.dumps(source)}"))
    page = found.to_html()
    assert "<script>window.__hit" not in page
    assert "<img src=x" not in page
    assert "{{7*7}}" not in page
    etree.fromstring(found.to_svg().encode())
    etree.fromstring(found.save(tmp_path / "map.kml").read_bytes())


def test_what_is_withdrawn_isn_t_drawn_by_its_course_either():
    found = document(claim(WKT, more='source = "annex II"\nlicence = "CC0"\nwithdrawn = true'))
    assert all(one.published is None for one in found.footprints)
    assert "isn't drawn, since it is withdrawn" in found.corrected[0].told
