"""Documents: everything comes back, the schema describes what is written, and hostile files are refused with a place."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from pathlib import Path

import jsonschema
import pytest
import shapely
from hostile_strings import HOSTILE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_values import ANY_SHAPE, values
from readers import READERS
from rendered_sample import reading

from deconflict_map.description import Description, locate
from deconflict_map.document import MapDocument
from deconflict_map.errors import DeconflictMapError, InputRefusedError, UsageError
from deconflict_map.export.documents import document_json, document_schema, read_document
from deconflict_map.export.documents.geometry import read_shape, written_shape
from deconflict_map.export.documents.kinds import Either, Plain, Record, fields_of, reached, tagged
from deconflict_map.export.documents.reading import _read
from deconflict_map.export.documents.writing import TAG, _written
from deconflict_map.mapping import map_article, map_reading
from deconflict_map.model.reading import Reading

TEXTS = (
    "A line 10 km east of the Euphrates separates the forces. Russia denied it on Saturday.",
    "The zone, 20 to 30 km wide, lies between Suva and the 180th meridian. No map was published.",
    "Fighting went on within 5 km of Donetsk. The frontline runs from Avdiivka to the border.",
)


@pytest.fixture(scope="module")
def documents(account, gazetteer):
    from deconflict_map.article import read_text  # noqa: PLC0415 -- only here

    made = [map_reading(read_text(text), gazetteer) for text in TEXTS]
    return [account, *made, locate("within 55 km of At Tanf", gazetteer=gazetteer)]


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(document_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def test_a_map_comes_back_whole(documents, gazetteer):
    for document in documents:
        text = document.to_json()
        found = type(document).from_json(text, gazetteer=gazetteer)
        assert found == document
        assert found.to_json() == text
        assert found.to_geojson() == document.to_geojson()


def test_a_page_built_from_a_document_is_the_same_page(account, gazetteer):
    assert MapDocument.from_json(account.to_json(), gazetteer=gazetteer).to_html() == account.to_html()


def test_the_sample_of_all_marks_comes_back_whole(validator):
    text = document_json(reading())
    assert read_document(text) == reading()
    validator.validate(json.loads(text))


def test_the_installed_gazetteer_is_opened_where_none_is_given(documents):
    assert isinstance(Description.from_json(documents[-1].to_json()), Description)


def test_what_is_written_is_what_the_schema_says(documents, validator):
    for document in documents[1:]:  # the account is large; the sample above has every kind of mark
        validator.validate(json.loads(document.to_json()))


def test_the_schema_is_printed():
    done = subprocess.run([sys.executable, "-m", "deconflict_map", "schema"], capture_output=True, check=True)
    assert done.stdout.decode("utf-8") == document_schema()


def test_no_field_and_no_two_classes_share_a_name():
    names = [item.__name__ for item in reached()]
    assert len(set(names)) == len(names)
    assert all(field.name != TAG for item in reached() if is_dataclass(item) for field in fields_of(item))


@pytest.mark.parametrize(
    "of", [item for item in reached() if is_dataclass(item) and item is not Reading], ids=lambda of: of.__name__
)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_record_comes_back(of, data):
    value = data.draw(values(Record(of=of), 2))
    text = json.dumps(_written(value, Record(of=of), "here"), allow_nan=False)
    assert _read(json.loads(text), Record(of=of), "here", 0) == value


@settings(max_examples=200, deadline=None)
@given(shape=ANY_SHAPE)
def test_every_geometry_comes_back(shape):
    again = read_shape(json.loads(json.dumps(written_shape(shape, "here"), allow_nan=False)), "here")
    assert again == shape
    assert shapely.to_wkb(again) == shapely.to_wkb(shape)


UNFIT = [
    ({"title": 3}, "article.title", "a number where words belong"),
    ({"published": datetime(2017, 9, 18, tzinfo=None)}, "article.published", "a time where a day belongs"),  # noqa: DTZ001 -- of no zone
    ({"notes": ["a"]}, "article.notes", "a list where a tuple belongs"),
]


@pytest.mark.parametrize(("changed", "where", "_why"), UNFIT)
def test_what_couldnt_be_read_back_isnt_written(changed, where, _why):
    made = reading()
    with pytest.raises(UsageError, match=where):
        document_json(replace(made, article=replace(made.article, **changed)))


def test_numbers_that_are_none_arent_written():
    made = reading()
    resolution = replace(made.resolutions[0], confidence=float("nan"))
    with pytest.raises(UsageError, match=r"resolutions\[0\].confidence"):
        document_json(replace(made, resolutions=(resolution, *made.resolutions[1:])))


def changed(path, value, *, drop=False):
    """The sample's JSON with one thing changed."""
    held = json.loads(document_json(reading()))
    *way, last = path
    node = held
    for step in way:
        node = node[step]
    if drop:
        del node[last]
    else:
        node[last] = value
    return json.dumps(held)


R = "reading"
REFUSED = [
    (("format",), "another", "isn't a document", "another program's file"),
    (("version",), 2, "version 2", "a later version"),
    (("version",), True, "version True|reading", "true isn't 1"),
    (("more",), 1, "unknown key", "a key at the top"),
    ((R, "more"), 1, r"reading.more", "a key in a record"),
    ((R, "article", "text"), 5, r"reading.article.text", "a wrong type"),
    ((R, "article", "published"), "20170918", r"published", "a day in another form"),
    ((R, "article", "published"), "2017-13-01", r"published", "no such day"),
    ((R, "claims", 0, "status"), "true", r"claims\[0\].status", "no such status"),
    ((R, "claims", 0, "number"), 7, "numbered", "claims out of order"),
    ((R, "claims", 0, "number"), True, r"claims\[0\].number", "true isn't a number"),
    ((R, "claims", 0, "number"), 2**60, r"claims\[0\].number", "a number that others would round"),
    ((R, "claims", 0, "relation", "type"), "Footprint", r"claims\[0\].relation", "a class that can't stand there"),
    ((R, "claims", 0, "relation", "type"), "os.system", r"claims\[0\].relation", "no class of the model"),
    ((R, "claims", 0, "relation", "type"), {}, r"claims\[0\].relation", "not even a name"),
    ((R, "claims", 0, "span", "end"), 10**6, r"claims\[0\].span", "a span behind the text"),
    ((R, "claims", 0, "sentence"), 999, r"claims\[0\]", "a sentence that isn't there"),
    ((R, "resolutions", 0, "toponym", "sentence"), -1, r"resolutions\[0\].toponym", "a negative index"),
    ((R, "resolutions", 0, "confidence"), 7, r"resolutions\[0\]", "more than sure"),
    ((R, "footprints", 0, "claims"), [99], r"footprints\[0\]", "a claim that isn't there"),
    ((R, "footprints", 0, "claims"), [], r"footprints\[0\]", "a mark without a claim"),
    ((R, "footprints", 0, "id"), "<script>", r"footprints\[0\]", "an id that isn't one"),
    ((R, "footprints", 0, "id"), reading().footprints[1].id, "one id", "an id twice"),
    ((R, "shapes", 0), ["ne:1"], r"shapes\[0\]", "half a pair"),
    ((R, "shapes", 0, 1), {"type": "Point", "coordinates": [0, 91]}, r"shapes\[0\]\[1\]", "beyond the pole"),
    ((R, "shapes", 0, 1), {"type": "Point", "coordinates": ["0", 1]}, r"shapes\[0\]\[1\]", "words for degrees"),
    ((R, "shapes", 0, 1), {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1]]]}, "shapes", "an open ring"),
    ((R, "shapes", 0, 1), {"type": "LineString", "coordinates": [[0, 0]]}, "shapes", "a line of one point"),
    ((R, "shapes", 0, 1), {"type": "Circle", "coordinates": []}, "shapes", "no kind of GeoJSON"),
    ((R, "shapes", 0, 1), {"type": "MultiPoint", "coordinates": [[]]}, "shapes", "an empty part"),
    ((R, "shapes", 0, 1), "POINT (0 0)", "shapes", "WKT"),
]


@pytest.mark.parametrize(("path", "value", "match", "_why"), REFUSED)
def test_what_isnt_a_document_is_refused_with_its_place(path, value, match, _why):
    with pytest.raises(InputRefusedError, match=match):
        read_document(changed(path, value))


def test_a_missing_field_is_told_and_one_with_a_default_may_be_missing():
    with pytest.raises(InputRefusedError, match=r"reading.article.title"):
        read_document(changed((R, "article", "title"), None, drop=True))
    assert read_document(changed((R, "spellings"), None, drop=True)).spellings == ()


DEEP = 100_000
NOT_JSON = [
    ("", "isn't JSON", "empty"),
    ("{", "isn't JSON", "cut off"),
    ("[]", "isn't a document", "a list"),
    ("[" * DEEP + "]" * DEEP, "nested", "a tower of lists"),
    ('{"format":"deconflict-map document","format":"x"}', "twice", "a doubled key"),
    ('{"a":NaN}', "NaN", "not a number"),
    ('{"a":' + "9" * 5000 + "}", "number|document", "a number of 5,000 digits"),
]


@pytest.mark.parametrize(("text", "match", "_why"), NOT_JSON)
def test_what_isnt_json_is_refused(text, match, _why):
    with pytest.raises(InputRefusedError, match=match):
        read_document(text)


def test_a_tower_of_relations_is_refused():
    node = json.loads(document_json(reading()))
    inner = node[R]["claims"][0]["relation"]
    for _ in range(400):
        inner = {"type": "Not", "of": inner, "span": {"start": 0, "end": 1}}
    node[R]["claims"][0]["relation"] = inner
    with pytest.raises(InputRefusedError, match="nested"):
        read_document(json.dumps(node))


def test_a_tower_of_geometries_is_refused():
    shape = {"type": "Point", "coordinates": [0, 0]}
    for _ in range(100):
        shape = {"type": "GeometryCollection", "geometries": [shape]}
    with pytest.raises(InputRefusedError, match="geometry"):
        read_document(changed((R, "shapes", 0, 1), shape))


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_a_file_with_anything_in_it_is_read_or_refused(data):
    held = json.loads(SAMPLE)
    node = held
    for _ in range(data.draw(st.integers(1, 9))):
        if not isinstance(node, dict | list) or not node:
            break
        key = (
            data.draw(st.sampled_from(sorted(node)))
            if isinstance(node, dict)
            else data.draw(st.integers(0, len(node) - 1))
        )
        last, node = (node, key), node[key]
    anything = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
    last[0][last[1]] = data.draw(st.recursive(anything, lambda item: st.lists(item, max_size=3), max_leaves=4))
    try:
        found = read_document(json.dumps(held))
    except DeconflictMapError:
        return
    assert read_document(document_json(found)) == found


_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
SAMPLE = document_json(reading())


def test_hostile_words_come_back():
    made = reading()
    said = replace(made, article=replace(made.article, title="".join(HOSTILE), source=HOSTILE[0]), withheld=HOSTILE)
    text = document_json(said)
    assert text.encode("utf-8").decode("utf-8") == text
    # JSON has one character where a text has the two halves of one: they are replaced, so that spans stay true.
    found = read_document(text)
    assert found.withheld == tuple(_HALVES.sub("\ufffd\ufffd", words) for words in HOSTILE)
    assert found.article.title == _HALVES.sub("\ufffd\ufffd", "".join(HOSTILE))
    assert replace(found, article=made.article, withheld=()) == made


def test_a_published_map_shows_no_names_around_it(account, gazetteer):
    published = account.for_publishing(redact=("Raqqa",))
    again = MapDocument.from_json(published.to_json(), gazetteer=gazetteer)
    assert again == published
    assert not any(feature.name or feature.local_name for feature in again.basemap.features)
    assert "Raqqa" not in published.to_json()


CORRECTED = """
version = 1
[[name]]
name = "Geneva"
is = "nowhere"
[[mention]]
quote = "Minsk"
is = "geonames:172955"
by = "A. Reader"
on = 2026-11-01
note = "=1+1 </script>"
[[claim]]
quote = "a geographic de-confliction line"
withdrawn = true
[[claim]]
quote = "an offensive west of the Euphrates river"
reads = "within 20 km of Raqqa"
"""


def test_corrections_come_back_and_show_in_every_file(tmp_path, gazetteer, validator):
    article = tmp_path / "a.md"
    article.write_bytes((Path(__file__).parents[2] / "seeds" / "deconfliction-line-2017.md").read_bytes())
    (tmp_path / "c.toml").write_text(CORRECTED, encoding="utf-8")
    found = map_article(article, gazetteer=gazetteer, corrections=tmp_path / "c.toml")
    assert len(found.corrected) == 4
    assert all(one.applied for one in found.corrected)
    held = json.loads(found.to_json())
    assert MapDocument.from_json(json.dumps(held), gazetteer=gazetteer) == found
    validator.validate(held)
    for suffix in (".gpkg", ".kml", ".csv"):
        read = READERS[suffix](found.save(tmp_path / f"m{suffix}"))
        assert sorted(name for name, _ in read) == sorted(row.id for row in found.table)
    held[R]["corrected"][0]["mentions"] = [999]
    with pytest.raises(InputRefusedError, match=r"corrected\[0\]"):
        read_document(json.dumps(held))


@pytest.mark.parametrize("withheld", [{"no_text": True}, {"quotes_only": True}, {"coarsen_km": 20.0}])
def test_what_was_made_for_publishing_comes_back(documents, gazetteer, withheld):
    for document in documents[:4]:
        published = document.for_publishing(**withheld)
        assert MapDocument.from_json(published.to_json(), gazetteer=gazetteer) == published


def test_the_same_map_gives_the_same_bytes_anywhere():
    code = (
        "import sys; sys.path.insert(0, 'tests/render'); from rendered_sample import reading;"
        "from deconflict_map.export.documents import document_json, document_schema;"
        "import hashlib; print(hashlib.sha256((document_json(reading()) + document_schema()).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("77", "Pacific/Kiritimati"))
    }
    assert len(found) == 1


def test_every_kind_of_union_is_tagged():
    assert {"PlaceRef", "Heading", "Bank", "Within", "FromTo"} <= {item.__name__ for item in tagged()}
    assert Plain.TEXT in Plain
    assert Either(members=()).named("Within") is None


def test_geometries_keep_every_digit():
    made = reading()
    shape = shapely.Point(0.1 + 0.2, 1 / 3)
    said = replace(made, shapes=(("ne:1", shape),))
    ((_, found),) = read_document(document_json(said)).shapes
    assert (found.x, found.y) == (0.1 + 0.2, 1 / 3)


def test_a_reading_has_every_field_in_the_file():
    held = json.loads(SAMPLE)
    assert list(held[R]) == [field.name for field in fields(Reading)]
    assert held[R]["article"]["published"] in {None, str(reading().article.published)}
    assert isinstance(reading().article.published, date | None)
