"""Anchors are found again after edits, or reported: never bound to other words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.corrections.binding import Bound, Unbound, anchor_at, bind
from deconflict_map.model.article import Span
from deconflict_map.model.correction import Anchor

ACCOUNT = Path(__file__).parents[2].joinpath("seeds/deconfliction-line-2017.md").read_text(encoding="utf-8")
SENTENCES = [found.group() for found in re.finditer(r"[^.\n]{20,}\.", ACCOUNT)]
NAMES = [
    found.span() for found in re.finditer(r"\b(Syria|Russia|Deir Ezzor|Raqa|Tabqa|Euphrates|SDF|Coalition)\b", ACCOUNT)
]
MARK = "\x00"


def span(start: int, end: int) -> Span:
    return Span(start=start, end=end)


TEXT = "Jets struck near Karama on Monday. A day later Karama was quiet; nobody in Karama spoke of it."
CASES = [
    # anchor; what stands at the span that is found, with a letter on either side; or the reason
    (Anchor(quote="Jets"), "Jets ", "only once"),
    (Anchor(quote="Karama"), None, "three times, and nothing tells them apart"),
    (Anchor(quote="Karama", at=17), " Karama ", "the offset is that of one of them"),
    (Anchor(quote="Karama", at=18), None, "an offset beside one proves nothing"),
    (Anchor(quote="Karama", before="nobody in "), " Karama spoke", "told by what stands before"),
    (Anchor(quote="Karama", after=" was quiet"), "later Karama was", "told by what stands behind"),
    (Anchor(quote="Karama", before="a bus to ", after=" for dinner"), None, "between other words"),
    (Anchor(quote="Raqqa", before="near ", after=" on Monday"), None, "gone, and too short to be known again"),
    (Anchor(quote="A week later Karama was quiet"), "A day later Karama was quiet", "one word was edited"),
    (Anchor(quote="Ships left the harbour at dawn"), None, "gone"),
]


@pytest.mark.parametrize(("anchor", "around", "why"), CASES, ids=[why for *_, why in CASES])
def test_anchors_by_hand(anchor, around, why):
    found = bind(anchor, TEXT)
    if around is None:
        assert isinstance(found, Unbound), why
        assert found.reason
    else:
        assert isinstance(found, Bound), why
        assert TEXT[found.span.start : found.span.end] in around


def test_the_middle_one_of_three_is_found_by_its_surroundings():
    anchor = anchor_at(TEXT, span(47, 53))
    assert anchor.times == 3
    assert bind(anchor, "Some days ago. " + TEXT) == Bound(span(62, 68), exact=True)


def test_what_was_edited_inside_its_old_surroundings_is_found_as_it_is_now():
    anchor = anchor_at(TEXT, span(0, 34))
    text = TEXT.replace("Jets struck near Karama on Monday", "Two jets struck close to Karama on Monday")
    found = bind(anchor, text)
    assert isinstance(found, Bound)
    assert not found.exact
    assert "struck close to Karama on Monday" in text[found.span.start : found.span.end]


def test_an_anchor_reaches_as_far_as_it_must_to_tell_its_words_apart():
    text = "The line runs east of the river. " * 3 + "There it ends. " + "The line runs east of the river. " * 3
    anchor = anchor_at(text, span(4, 8))
    assert bind(anchor, text) == Bound(span(4, 8), exact=True)
    assert len(anchor.after) > 32


edits = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "double", "reword"]),
        st.integers(0, len(SENTENCES) - 1),
        st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=6,
)


def edited(text: str, start: int, end: int, steps) -> tuple[str, int | None]:
    """The text after the edits, and where the span begins now (`None`: it was edited or deleted itself)."""
    marked = text[:start] + MARK + text[start:end] + MARK + text[end:]
    for step, number, where in steps:
        sentence = SENTENCES[number]
        at = marked.replace(MARK, "").find(sentence)
        pieces = [found.start() for found in re.finditer(r"(?<=[.\n])[ \n]", marked)]
        place = pieces[where % len(pieces)]
        if step == "insert":
            marked = marked[:place] + f" Report {where} came in from the north." + marked[place:]
        elif step == "double":
            marked = marked[:place] + " " + sentence + marked[place:]
        elif step == "delete" and at >= 0 and sentence in marked:
            marked = marked.replace(sentence, "", 1)
        elif step == "reword":
            words = [found.span() for found in re.finditer(r"[a-z]{4,}", marked)]
            first, last = words[where % len(words)]
            marked = marked[:first] + "otherwise" + marked[last:]
    if marked.count(MARK) != 2:
        return marked.replace(MARK, ""), None
    first, last = marked.index(MARK), marked.rindex(MARK)
    whole = marked[first + 1 : last] == text[start:end]
    return marked.replace(MARK, ""), first if whole else None


def sentence_at(text: str, offset: int) -> str:
    start = max(text.rfind(".", 0, offset), text.rfind("\n", 0, offset)) + 1
    return text[start : text.find(".", offset)].strip()


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(NAMES), edits)
def test_names_are_never_bound_to_others(where, steps):
    text, start = edited(ACCOUNT, *where, steps)
    found = bind(anchor_at(ACCOUNT, span(*where)), text)
    if isinstance(found, Bound) and found.exact and found.span.start != start:
        # A sentence that was doubled holds the same name in the same words: then either will do.
        assert sentence_at(text, found.span.start) == sentence_at(ACCOUNT, where[0])


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(NAMES), st.text(max_size=300), st.text(max_size=300))
def test_text_before_and_behind_changes_nothing(where, before, behind):
    anchor = anchor_at(ACCOUNT, span(*where))
    found = bind(anchor, before + ACCOUNT + behind)
    if (before + ACCOUNT + behind).count(anchor.before + anchor.quote + anchor.after) == 1:
        assert found == Bound(span(where[0] + len(before), where[1] + len(before)), exact=True)


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(max_size=200), st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_bound_stands_in_the_text(quote, text, before, after):
    found = bind(Anchor(quote=quote, before=before, after=after), text)
    if isinstance(found, Bound):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert not found.exact or text[found.span.start : found.span.end] == quote
