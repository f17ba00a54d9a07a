import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.article import MediaType, Metadata, parse_published, read_article, read_bytes, read_text
from deconflict_map.errors import InputRefusedError, UsageError


def kinds(article):
    return [(block.kind.value, article.quote(block.span)) for block in article.blocks]


def test_plain_text_has_title_headings_and_paragraphs():
    article = read_text("A Title Line\n\nFirst paragraph. It has two sentences.\n\nA heading\n\nLast one.")
    assert kinds(article) == [
        ("title", "A Title Line"),
        ("paragraph", "First paragraph. It has two sentences."),
        ("heading", "A heading"),
        ("paragraph", "Last one."),
    ]
    assert article.title == "A Title Line"
    assert [article.quote(s.span) for s in article.sentences][1:3] == ["First paragraph.", "It has two sentences."]


SENTENCES = [
    ("Lt. Gen. Paul E. Funk II, the commander, spoke. He left.", 2, "titles and initials end no sentence"),
    ("The U.S. said so. Russia agreed.", 2, "dotted initials end no sentence"),
    ("He said: “We met. We talked.” Then he left.", 2, "a quotation is kept together"),
    ("It rained on 3.5 km of road.", 1, "a decimal point ends no sentence"),
]


@pytest.mark.parametrize(("text", "count", "why"), SENTENCES)
def test_sentences(text, count, why):
    assert len(read_text(text).sentences) == count, why


def test_markdown_loses_its_marks_and_keeps_its_words():
    text = "---\ntitle: T\npublished: 2017-09-18\noutlet: O\n---\n# Head\n\nThe *line* [runs](http://x) on\nand `on`.\n"
    article = read_text(text, media_type=MediaType.MARKDOWN)
    assert kinds(article) == [
        ("title", "T"),
        ("title", "Head"),
        ("paragraph", "The line runs on and on."),
    ]
    assert (article.published, article.source, article.title) == (date(2017, 9, 18), "O", "T")


def test_what_the_caller_says_counts_more():
    text = "---\ntitle: T\npublished: 2017-09-18\n---\nWords.\n"
    given_metadata = Metadata(title="Mine", published=date(2020, 1, 2))
    article = read_text(text, media_type=MediaType.MARKDOWN, metadata=given_metadata)
    assert (article.title, article.published) == ("Mine", date(2020, 1, 2))


def test_raw_html_in_markdown_is_text():
    article = read_text("<script>alert(1)</script>\n\nWords <b>here</b>.", media_type=MediaType.MARKDOWN)
    assert "<script>alert(1)</script>" in article.text


HTML = """<html><head><title>A headline</title><meta property="article:published_time" content="2017-09-18T10:00:00Z">
</head><body><nav><a href="/">Menu of the site</a></nav><article><h1>A headline</h1>
<p onclick="alert(1)">The line runs from a point southwest of Tabqa to a point on the river, a spokesperson said.</p>
<h2>A part of it</h2><ul><li>One item of a list that is long enough to stay</li></ul>
<p>A second paragraph with <b>bold</b> words, and enough of them to count as the main text of this page.</p>
</article><footer>Copyright and other matter</footer></body></html>"""


def test_html_gives_main_text_and_date():
    article = read_bytes(HTML.encode())
    assert article.published == date(2017, 9, 18)
    assert article.title == "A headline"
    assert "onclick" not in article.text
    assert "Copyright" not in article.text
    assert ("heading", "A part of it") in kinds(article)
    assert "bold words" in article.text


REFUSED = [
    (b"", "empty"),
    (b"  \n\t ", "empty"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary"),
    ("Über Grönland".encode("latin-1"), "UTF-8"),
    ("text".encode("utf-16"), "UTF-16"),
    (b"---\n- a\n- b\n---\nWords.", "key: value"),
    (b"---\ntitle: [\n---\nWords.", "YAML"),
    (b"---\na: &a x\nb: *a\n---\nWords.", "alias"),
    (b"---\npublished: soon\n---\nWords.", "date"),
    (b"<html><body></body></html>", "main text"),
    (b"x" * 10_000_001, "larger"),
]


@pytest.mark.parametrize(("data", "said"), REFUSED)
def test_what_cant_be_read_is_refused_in_one_line(data, said):
    with pytest.raises(InputRefusedError, match=said) as caught:
        read_bytes(data, name="file.md")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("file.md: ")


def test_missing_file_and_folder(tmp_path):
    for path in (tmp_path / "none.txt", tmp_path, "nul\0l.txt"):
        with pytest.raises(InputRefusedError, match="can't be read"):
            read_article(path)


def test_standard_input(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(b"Words from Raqqa."))
    monkeypatch.setattr("sys.stdin", stream)
    assert read_article("-").text == "Words from Raqqa."


def test_published_must_be_a_day():
    assert parse_published(" 2017-09-18 ") == date(2017, 9, 18)
    for text in ("18 September", "2017-13-01", "", "{{7*7}}"):
        with pytest.raises(UsageError):
            parse_published(text)


def test_unprintable_characters_are_replaced_one_for_one():
    article = read_text("A\x00B\ud800C\x1b[31m.")
    assert article.text == "A\N{REPLACEMENT CHARACTER}B\N{REPLACEMENT CHARACTER}C\N{REPLACEMENT CHARACTER}[31m."
    assert "3 unreadable" in article.notes[0]


@given(st.text(max_size=400), st.sampled_from([MediaType.TEXT, MediaType.MARKDOWN]))
def test_offsets_stay_true(text, media_type):
    try:
        article = read_text(text, media_type=media_type)
    except InputRefusedError:
        return
    article.text.encode()  # nothing in it that can't be written
    previous = 0
    for block in article.blocks:
        assert block.span.start >= previous
        previous = block.span.end
        words = article.quote(block.span)
        assert words == words.strip() != ""
        assert "\n" not in words
    for sentence in article.sentences:
        assert article.blocks[sentence.block].span.covers(sentence.span)
        assert len(sentence.span) > 0
    # every visible character of a block belongs to one of its sentences
    covered = {offset for s in article.sentences for offset in range(s.span.start, s.span.end)}
    for block in article.blocks:
        for offset in range(block.span.start, block.span.end):
            assert offset in covered or article.text[offset].isspace()
