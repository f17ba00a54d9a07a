"""Marked texts and corpora: what is read from them, and what is refused."""

from pathlib import Path

import pytest

from deconflict_map.errors import InputRefusedError
from deconflict_map.training.corpora import evenly, read_corpus
from deconflict_map.training.lessons import Origin, Role, sentences_of
from deconflict_map.training.marked import read_marked, read_texts, refuse_unknown

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "data" / "training"

SAMPLE = """=== one
url: https://www.homstimes.example/a
date: 2012-03-01

Rain in [Homs|geonames:169577]

The [Homs|geonames:169577|embedded] Times said [Syrian|geonames:163843|demonym] rain fell near [Tell Qarmuz|?].

=== two

Nothing here.
"""


@pytest.fixture
def write(tmp_path):
    def written(text, name="sample.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_marks_become_answers_at_their_words(write):
    one, two = read_marked(write(SAMPLE))
    assert [(one.text[a.start : a.end], a.place_id, a.role) for a in one.answers] == [
        ("Homs", "geonames:169577", Role.LITERAL),
        ("Homs", "geonames:169577", Role.EMBEDDED),
        ("Syrian", "geonames:163843", Role.DEMONYM),
        ("Tell Qarmuz", "", Role.LITERAL),
    ]
    assert one.text == "Rain in Homs\n\nThe Homs Times said Syrian rain fell near Tell Qarmuz."
    assert one.url == "https://homstimes.com/a", "an invented outlet is read as a real one would be"
    assert (two.name, two.answers, two.url) == ("two", (), None)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("url: https://www.courier.example/a", "https://courier.com/a"),
        ("url: https://courier.co.uk.example/a", "https://courier.co.uk/a"),
        ("domain: thecourier.example", "https://thecourier.com/"),
        ("domain: courier.ie", "https://courier.ie/"),
        ("title: Rain", None),
    ],
)
def test_addresses_of_invented_outlets(write, address, url):
    (lesson,) = read_marked(write(f"=== one\n{address}\n\nRain.\n"))
    assert lesson.url == url


REFUSED = [
    ("=== one\n\nA [Homs geonames:1] here.\n", "a mark without its bar"),
    ("=== one\n\nA [Homs|geonames:1 here.\n", "a mark that isn't closed"),
    ("=== one\n\nA Homs|geonames:1] here.\n", "a mark that isn't opened"),
    ("=== one\n\nA Homs | Hama here.\n", "a bar that is no mark's"),
    ("=== one\n\nA [[Homs|geonames:1]] here.\n", "a mark in brackets"),
    ("=== one\n\nA [Homs|geonames:1|embedded|x] here.\n", "a mark with a fourth part"),
    ("=== one\n\nA [Homs|geonames:1|town] here.\n", "a role that isn't one"),
    ("=== one\n\nA [Homs|geonames:1|] here.\n", "a bar without a role"),
    ("=== one\n\nA [Homs|] here.\n", "no id"),
    ("=== one\n\nA [|geonames:1] here.\n", "no words"),
    ("=== one\n\nA [Homs |geonames:1] here.\n", "white space at the name's end"),
    ("=== one\nno body", "a head without a text"),
    ("=== one\n\n  \n", "a text of white space"),
    ("=== one\nauthor: me\n\nText.\n", "a key that isn't one"),
    ("=== one\nurl:\n\nText.\n", "a key without a value"),
    ("=== one\nText that follows at once\n\nText.\n", "a text in the head"),
]


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_what_cant_be_read_is_refused_with_file_and_document(write, text, why):
    with pytest.raises(InputRefusedError) as refused:
        list(read_marked(write(text)))
    assert "sample.txt, one: " in str(refused.value), why


@pytest.mark.parametrize("text", ["", "Rain in Homs.\n", "Preface\n\n=== one\n\nText.\n"])
def test_files_that_dont_begin_with_a_document_are_refused(write, text):
    with pytest.raises(InputRefusedError, match=r"sample\.txt: "):
        list(read_marked(write(text)))


def test_files_that_arent_utf8_are_refused(tmp_path):
    path = tmp_path / "sample.txt"
    path.write_bytes("=== one\n\nMünster\n".encode("latin-1"))
    with pytest.raises(InputRefusedError, match="UTF-8"):
        list(read_marked(path))


def test_folders_are_read_by_file_and_names_stand_once(write, tmp_path):
    with pytest.raises(InputRefusedError, match="no marked text"):
        read_texts(tmp_path)
    write("=== b\n\nRain.\n", "b.txt")
    write("=== a\n\nRain.\n", "a.txt")
    write("Not a text", "README.md")
    assert [lesson.name for lesson in read_texts(tmp_path)] == ["a", "b"]
    write("=== a\n\nRain.\n", "c.txt")
    with pytest.raises(InputRefusedError, match=r"c\.txt, a: has a name that another"):
        read_texts(tmp_path)


def test_ids_that_the_gazetteer_lacks_are_refused_with_their_document(write, gazetteer):
    refuse_unknown(list(read_marked(write(SAMPLE))), gazetteer)
    unknown = list(read_marked(write(SAMPLE.replace("geonames:169577|", "geonames:9999999999|"))))
    with pytest.raises(InputRefusedError, match="one: has the id geonames:9999999999"):
        refuse_unknown(unknown, gazetteer)


def test_the_shipped_texts_are_well_formed_and_their_ids_known(gazetteer):
    lessons = read_texts(TEXTS)
    refuse_unknown(lessons, gazetteer)
    assert len(lessons) > 300
    assert {answer.role for lesson in lessons for answer in lesson.answers} == set(Role)


def test_sentences_keep_their_answers_and_count_less(write):
    one, two = read_marked(write(SAMPLE))
    sentences = list(sentences_of(one))
    assert [s.text[a.start : a.end] for s in sentences for a in s.answers] == [
        one.text[a.start : a.end] for a in one.answers
    ]
    assert all(0 < s.weight < 1 and s.url is None for s in sentences)
    assert list(sentences_of(two)) == [], "a sentence without an answer says nothing of names by itself"


def test_a_corpus_gives_the_rows_that_have_a_point(write):
    path = write(
        '{"doc_id": 7, "text": "In Homs.", "toponyms": [{"start": 3, "end": 7, "lat": 34.7, "lon": 36.7},'
        ' {"start": 0, "end": 2, "lat": null, "lon": null}]}\n'
    )
    (lesson,) = read_corpus(path, Origin.WIKINEWS)
    assert (lesson.name, lesson.origin, lesson.url) == ("7", Origin.WIKINEWS, None)
    assert [(a.start, a.end, a.point) for a in lesson.answers] == [(3, 7, (36.7, 34.7))]


@pytest.mark.parametrize("text", ["", "not JSON\n", '{"doc_id": 7, "text": "In Homs."}\n'])
def test_what_is_no_corpus_is_refused(write, text):
    with pytest.raises(InputRefusedError, match=r"sample\.txt"):
        read_corpus(write(text), Origin.WIKINEWS)


@pytest.mark.parametrize(
    ("most", "taken"),
    [(1, [0]), (3, [0, 3, 6]), (4, [0, 2, 5, 7]), (10, list(range(10))), (99, list(range(10)))],
    ids=["one", "thirds", "quarters, rounded down", "all", "more than there are"],
)
def test_pages_are_taken_evenly(most, taken):
    assert evenly(list(range(10)), most) == taken
