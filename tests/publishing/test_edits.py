"""After an edit of the text every span still holds the words that it held, or the token that stands for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.model.article import Span
from deconflict_map.publishing.pieces import Pieces, joined
from deconflict_map.publishing.quoting import Quoting
from deconflict_map.publishing.rewriting import Edit, edited

TEXTS = st.text(alphabet="ab \n\U0001f30d\u0301ش", max_size=60)
HIDDEN = "[redacted 1]"


@st.composite
def texts_edits_and_span(draw):
    text = draw(TEXTS)
    offsets = st.integers(min_value=0, max_value=len(text))
    pairs = draw(st.lists(st.tuples(offsets, offsets), max_size=6))
    edits = [Edit(start=min(pair), end=max(pair), words=HIDDEN) for pair in pairs]
    start, end = sorted((draw(offsets), draw(offsets)))
    return text, edits, Span(start=start, end=end)


@given(texts_edits_and_span())
def test_a_span_apart_from_all_edits_holds_the_same_words(case):
    text, edits, span = case
    new = edited(text, edits)
    if not any(edit.start < span.end and span.start < edit.end for edit in edits if edit.end > edit.start):
        moved = new.span(span)
        assert new.text[moved.start : moved.end] == text[span.start : span.end] or not len(span)


@given(texts_edits_and_span())
def test_a_span_that_meets_an_edit_holds_the_whole_token(case):
    text, edits, span = case
    new = edited(text, edits)
    moved = new.span(span)
    assert 0 <= moved.start <= moved.end <= len(new.text)
    met = [edit for edit in edits if edit.end > edit.start and edit.start < span.end and span.start < edit.end]
    if met and len(span):
        assert HIDDEN in new.text[moved.start : moved.end]
        inside = all(edit.start <= span.start and span.end <= edit.end for edit in met)
        assert not inside or new.text[moved.start : moved.end] == HIDDEN


@given(texts_edits_and_span())
def test_nothing_that_was_edited_out_is_left(case):
    text, edits, _ = case
    new = edited(text, edits)
    gone = {at for edit in edits for at in range(edit.start, edit.end)}
    kept = "".join(letter for at, letter in enumerate(text) if at not in gone)
    assert new.text.replace(HIDDEN, "") == kept


@given(texts_edits_and_span(), st.integers(min_value=0, max_value=60))
def test_order_of_spans_is_kept(case, other):
    text, edits, span = case
    new = edited(text, edits)
    at = min(other, len(text))
    one, two = new.span(span), new.span(Span(start=at, end=at))
    if span.end <= at and not any(edit.start < at < edit.end or edit.start < span.end < edit.end for edit in edits):
        assert one.end <= two.start or not len(span)


@given(texts_edits_and_span())
def test_a_shortened_text_holds_what_was_kept_and_nothing_else(case):
    text, edits, span = case
    kept = joined([Span(start=edit.start, end=edit.end) for edit in edits])
    pieces = Pieces()
    for stretch in kept:
        pieces.keep(text, stretch)
        pieces.add("|")
    new = pieces.finished()
    assert new.text == "".join(text[stretch.start : stretch.end] + "|" for stretch in kept)
    moved = new.span(span)
    held = any(stretch.covers(span) for stretch in kept)
    assert new.text[moved.start : moved.end] == (text[span.start : span.end] if held else "")


@pytest.mark.parametrize(
    ("string", "cut"),
    [
        ("no word of it", "no word of it"),
        ("as “one two three four five” has it", "as “one two three four five” has it"),
        ("as “One two THREE four five six” has it", "as “[…]” has it"),
        ("one two three four five six seven eight", "[…]"),
        ("five six seven eight nine ten", "five six seven eight nine ten"),  # in the sentence that stays
    ],
    ids=["nothing", "five words", "six words in other case", "longer runs", "what is quoted anyhow"],
)
def test_longer_quotations_of_what_is_withheld_are_cut(string, cut):
    text = "One two three four five six seven eight. Five six seven eight nine ten eleven."
    assert Quoting(text, [Span(start=41, end=len(text))]).cut(string) == cut
