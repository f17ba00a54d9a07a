"""Sentences of blocks that are given to the splitter in stretches."""

import pytest
import sentencex
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.article import assembly
from deconflict_map.article.verbatim import verbatim_article


def all_at_once(text):
    found = sentencex.get_sentence_boundaries("en", text)
    return [(boundary["start_index"], boundary["end_index"]) for boundary in found]


@given(st.lists(st.sampled_from(["He came. ", "Gen. Lee left! ", "On Nov. 7 it rained. ", "So? "]), max_size=40))
def test_stretches_give_the_splitters_sentences(parts):
    text = "".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembly, "_STRETCH", 40)
        assert list(assembly._split_offsets(text)) == all_at_once(text)


@given(st.text(st.sampled_from("aB. \t!?”\"'🛰é"), max_size=200), st.integers(1, 30))
def test_stretches_cover_any_text(text, stretch):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembly, "_STRETCH", stretch)
        offsets = list(assembly._split_offsets(text))
    assert "".join(text[start:end] for start, end in offsets) == text


def test_a_book_on_one_line():
    sentence = "Lt. Gen. Smith went to Raqqa on Nov. 7. "
    article = verbatim_article(sentence * 5_000)
    assert {article.quote(one.span) for one in article.sentences} == {sentence.strip()}
    assert len(article.sentences) == 5_000
    unbroken = verbatim_article("a" * 150_000)
    assert [len(one.span) for one in unbroken.sentences] == [150_000]
