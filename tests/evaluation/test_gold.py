"""Which lines and rows of a corpus count, and which are refused."""

import json

import pytest

from deconflict_map.errors import InputRefusedError
from deconflict_map.evaluation import read_gold, read_predictions

ROW = {"start": 0, "end": 5, "lat": 1.5, "lon": 2.5}


def corpus(tmp_path, *lines):
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return path


def line(*rows, **members):
    return json.dumps({"doc_id": "1", "text": "Paris and Rome", "toponyms": list(rows)} | members)


@pytest.mark.parametrize(
    ("row", "counts", "reason"),
    [
        ({}, True, "it has coordinates"),
        ({"lat": None, "lon": None}, False, "it has none"),
        ({"type": "Non_Toponym"}, False, "its annotators say that it is no toponym"),
        ({"type": "Non_Lit_Expression"}, False, "the same"),
        ({"type": "Literal_Expression"}, False, "the same"),
        ({"type": "Literal"}, True, "an ordinary type"),
        ({"offset_ok": False}, False, "its offsets are known to be wrong"),
        ({"offset_ok": True}, True, "they are known to be right"),
        ({"offset_ok": None}, False, "null isn't true"),
        ({"offset_ok": False, "end": 9_000}, False, "a row that doesn't count isn't looked at further"),
    ],
)
def test_rows_that_count(tmp_path, row, counts, reason):
    (document,) = read_gold(corpus(tmp_path, line(ROW | row)))
    assert (len(document.rows) == 1) is counts, reason


def test_rows_come_in_the_order_of_the_text_with_what_is_known_of_them(tmp_path):
    later = {"start": 10, "end": 14, "lat": 41.9, "lon": 12.5, "geonameid": 3169070, "fcode": "PPLC", "fclass": "P"}
    (document,) = read_gold(
        corpus(tmp_path, line(later, ROW, meta={"url": "https://x.example/1", "date": "2017-09-18T10:00"}))
    )
    assert [row.text for row in document.rows] == ["Paris", "Rome"]
    rome = document.rows[1]
    assert (rome.identity, rome.feature, rome.feature_class, rome.lon, rome.lat) == ("3169070", "PPLC", "P", 12.5, 41.9)
    assert (document.url, document.published.isoformat()) == ("https://x.example/1", "2017-09-18")


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path):
    found = read_gold(corpus(tmp_path, b"\xef\xbb\xbf" + line(ROW).encode(), "", "  ", line(doc_id=2)))
    assert [document.id for document in found] == ["1", "2"]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "isn't JSON"),
        ("[" * 100_000, "isn't JSON"),
        (b'{"doc_id": "\xff"}', "isn't UTF-8"),
        ("[1]", "isn't a JSON object"),
        (line(doc_id=None), "has no 'doc_id'"),
        (line(doc_id=True), "has no text 'doc_id'"),
        (line(text=None), "has no text 'text'"),
        (line(toponyms=None), "has no list 'toponyms'"),
        (line(7), "number 1 of toponyms: is no object"),
        (line(ROW | {"start": -1}), "has no whole number 'start'"),
        (line(ROW | {"start": 1.0}), "has no whole number 'start'"),
        (line(ROW | {"end": True}), "has no whole number 'end'"),
        (line(ROW | {"end": 15}), "outside the text"),
        (line(ROW | {"end": 0}), "outside the text"),
        (line(ROW | {"lat": 91}), "has no number 'lat' from -90 to 90"),
        (line(ROW | {"lon": None}), "has no number 'lon' from -180 to 180"),
        (line(ROW | {"lat": "1"}), "has no number 'lat'"),
        (
            '{"doc_id": "1", "text": "Paris", "toponyms": [{"start": 0, "end": 5, "lat": NaN, "lon": 0}]}',
            "no number 'lat'",
        ),
        (line(ROW | {"offset_ok": "yes"}), "neither true nor false"),
        (line(meta=[]), "has a 'meta' that is no object"),
        (line(meta={"date": "yesterday"}), "doesn't begin with a day"),
    ],
)
def test_a_bad_line_is_refused_by_file_and_line(tmp_path, bad, said):
    path = corpus(tmp_path, line(ROW, doc_id="first"), bad)
    with pytest.raises(InputRefusedError) as refused:
        list(read_gold(path))
    assert str(refused.value).startswith(f"{path}, line 2")
    assert said in str(refused.value)


def test_an_id_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(InputRefusedError, match="line 2: has the doc_id '1', which stood before"):
        list(read_gold(corpus(tmp_path, line(), line(doc_id=1))))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputRefusedError, match="can't be read"):
        list(read_gold(tmp_path / "nowhere.jsonl"))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"start": 3, "end": 3}, "isn't behind its start"),
        ({"start": 0, "end": 5, "place": 5}, "has a 'place' that is no object"),
        ({"start": 0, "end": 5, "place": {"lat": 1}}, "has no number 'lon'"),
        (
            {"start": 0, "end": 5, "place": {"lat": 1, "lon": 1}, "confidence": 1.2},
            "has no number 'confidence' from 0 to 1",
        ),
    ],
)
def test_bad_predictions_are_refused(tmp_path, row, said):
    path = corpus(tmp_path, json.dumps({"doc_id": "1", "toponyms": [row]}))
    with pytest.raises(InputRefusedError) as refused:
        read_predictions(path, corpus="x")
    assert str(refused.value).startswith(f"{path}, line 1, number 1 of toponyms")
    assert said in str(refused.value)


def test_the_last_of_two_predictions_for_a_document_counts_and_other_corpora_do_not(tmp_path):
    lines = [
        {"doc_id": "1", "toponyms": [{"start": 0, "end": 5}]},
        {"doc_id": 1, "toponyms": []},
        {"doc_id": "2", "toponyms": [], "corpus": "x"},
        {"doc_id": "3", "toponyms": [], "corpus": "y"},
    ]
    found = read_predictions(corpus(tmp_path, *map(json.dumps, lines)), corpus="x")
    assert found == {"1": (), "2": ()}
