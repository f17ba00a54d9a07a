"""Marked texts: what is read from them, and what is refused."""

from pathlib import Path

import pytest

from deconflict_map.errors import InputRefusedError
from deconflict_map.training.lessons import Origin, read_corpus, read_marked, sentences_of

ROOT = Path(__file__).resolve().parents[2]
TEXTS = sorted((ROOT / "data" / "training").glob("*.txt"))

SAMPLE = """=== one
url: https://www.homstimes.example/a
date: 2012-03-01

Rain in [Homs|geonames:169577]

The [Homs|geonames:169577|embedded] Times said [Syrian|geonames:163843|demonym] rain fell near [Tell Qarmuz|?].

=== two

Nothing here.
"""


def test_marks_become_answers_at_their_words(tmp_path):
    path = tmp_path / "sample.txt"
    path.write_text(SAMPLE, encoding="utf-8")
    one, two = read_marked(path)
    assert [(one.text[a.start : a.end], a.place_id, a.role) for a in one.answers] == [
        ("Homs", "geonames:169577", ""),
        ("Homs", "geonames:169577", "embedded"),
        ("Syrian", "geonames:163843", "demonym"),
        ("Tell Qarmuz", "", ""),
    ]
    assert "[" not in one.text
    assert "|" not in one.text
    assert one.url == "https://homstimes.com/a", "an invented outlet is read as a real one would be"
    assert (two.name, two.answers, two.url) == ("two", (), None)


REFUSED = [
    ("=== one\n\nA [Homs geonames:1] here.\n", "a mark without its bar"),
    ("=== one\n\nA [Homs|geonames:1|town] here.\n", "a role that isn't one"),
    ("=== one\nno body", "a head without a text"),
]


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_cant_be_read_is_refused_with_its_place(tmp_path, text, why):
    path = tmp_path / "bad.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        list(read_marked(path))
    assert "one" in str(refused.value), why


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_shipped_texts_are_whole(path, gazetteer):
    names = set()
    for lesson in read_marked(path):
        assert lesson.name not in names
        names.add(lesson.name)
        for answer in lesson.answers:
            said = lesson.text[answer.start : answer.end]
            assert said == said.strip() != ""
            if answer.place_id:
                assert gazetteer.place(answer.place_id) is not None, (lesson.name, said, answer.place_id)
    assert names


def test_sentences_keep_their_answers(tmp_path):
    path = tmp_path / "sample.txt"
    path.write_text(SAMPLE, encoding="utf-8")
    one, _ = read_marked(path)
    sentences = list(sentences_of(one))
    assert [s.text[a.start : a.end] for s in sentences for a in s.answers] == [
        one.text[a.start : a.end] for a in one.answers
    ]
    assert all(0 < s.weight < 1 for s in sentences)


def test_a_corpus_gives_the_rows_that_have_a_point(tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_text(
        '{"doc_id": 7, "text": "In Homs.", "toponyms": [{"start": 3, "end": 7, "lat": 34.7, "lon": 36.7},'
        ' {"start": 0, "end": 2, "lat": null, "lon": null}]}\n',
        encoding="utf-8",
    )
    (lesson,) = read_corpus(path, Origin.WIKINEWS)
    assert [(a.start, a.end, a.point) for a in lesson.answers] == [(3, 7, (36.7, 34.7))]
