"""The lines of a corpus: what is known of each document, and which lines are refused."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.cli.corpus import corpus_documents
from deconflict_map.errors import InputRefusedError


def documents(tmp_path, *lines):
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    return list(corpus_documents(path))


ADDRESSES = [
    ({}, None, "nothing known"),
    ({"url": "https://a.example/2017/1.html"}, "https://a.example/2017/1.html", "an address"),
    ({"domain": "a.example"}, "https://a.example/", "a domain alone"),
    ({"url": "https://a.example/1", "domain": "b.example"}, "https://a.example/1", "an address says more"),
    ({"url": "", "domain": " b.example "}, "https://b.example/", "an empty address says nothing"),
    ({"url": None, "domain": None}, None, "null is nothing"),
    ({"url": "https://a.example/\n1"}, "https://a.example/ 1", "no line end survives"),
    ({"feedid": 7, "source": ["x"]}, None, "what isn't named in the format is passed over"),
]


@pytest.mark.parametrize(("meta", "url", "why"), ADDRESSES)
def test_addresses(tmp_path, meta, url, why):
    (document,) = documents(tmp_path, {"doc_id": "1", "text": "To Raqqa.", "meta": meta})
    assert document.article.url == url, why


DATES = [
    ("2009-03-20", date(2009, 3, 20), "a day"),
    ("2009-03-20 12:24:52.002364-05", date(2009, 3, 20), "a day with a time, as a database writes it"),
    ("2009-03-20T23:59:59Z", date(2009, 3, 20), "as a web page writes it"),
    ("", None, "not known"),
    (None, None, "null"),
]


@pytest.mark.parametrize(("text", "day", "why"), DATES)
def test_dates(tmp_path, text, day, why):
    (document,) = documents(tmp_path, {"doc_id": "1", "text": "To Raqqa.", "meta": {"date": text}})
    assert document.article.published == day, why


def test_a_title_isnt_set_before_the_text(tmp_path):
    (document,) = documents(tmp_path, {"doc_id": 7, "text": " To Raqqa.\r\n", "title": "Off\nto Raqqa"})
    assert document.name == "7"
    assert document.article.title == "Off to Raqqa"
    assert document.article.text == " To Raqqa.\r\n"


GOOD = {"doc_id": "1", "text": "To Raqqa."}

REFUSED = [
    (b"{", "isn't a JSON object", "no JSON"),
    (b"\xff\xfe", "isn't a JSON object", "no UTF-8"),
    (b"[" * 100_000, "isn't a JSON object", "nested too deep"),
    (["doc_id", "text"], "isn't a JSON object", "a list that holds the words"),
    ({"doc_id": "1"}, "doc_id and text", "no text"),
    ({**GOOD, "doc_id": None}, "doc_id isn't", "a name that is none"),
    ({**GOOD, "doc_id": True}, "doc_id isn't", "another that is none"),
    ({**GOOD, "text": 7}, "text isn't a string", "a number for a text"),
    ({**GOOD, "title": ["Off"]}, "title isn't a string", "a list for a title"),
    ({**GOOD, "meta": "x"}, "meta isn't an object", "a string for the rest"),
    ({**GOOD, "meta": {"url": 7}}, "meta.url isn't a string", "a number for an address"),
    ({**GOOD, "meta": {"domain": {}}}, "meta.domain isn't a string", "an object for a domain"),
    ({**GOOD, "meta": {"date": 20170918}}, "meta.date isn't a string", "a number for a date"),
    ({**GOOD, "meta": {"date": "18 September"}}, "meta.date doesn't begin", "a date that can't be read"),
]


@pytest.mark.parametrize(("line", "said", "why"), REFUSED)
def test_bad_lines_are_refused_by_their_number(tmp_path, line, said, why):
    with pytest.raises(InputRefusedError) as raised:
        documents(tmp_path, GOOD, b"", line, GOOD)
    assert "line 3: " in str(raised.value), why
    assert said in str(raised.value), why


@given(st.text(max_size=60))
def test_a_text_stays_what_it_is(tmp_path_factory, text):
    folder = tmp_path_factory.getbasetemp()
    (document,) = documents(folder, {"doc_id": "1", "text": text, "meta": {"domain": "a.example"}})
    assert document.article.text == text
