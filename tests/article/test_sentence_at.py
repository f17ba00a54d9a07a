"""Which sentence holds an offset, beside a search from the first sentence to the last."""

from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.article.verbatim import verbatim_article


def first_to_last(article, offset):
    """Index of the last sentence that begins at `offset` or before it; 0 if there is none."""
    before = [index for index, sentence in enumerate(article.sentences) if sentence.span.start <= offset]
    return before[-1] if before else 0


@given(st.text(st.sampled_from("Ab. !?\n”"), max_size=80))
def test_every_offset(text):
    article = verbatim_article(text)
    for offset in range(-1, len(text) + 2):
        assert article.sentence_at(offset) == first_to_last(article, offset)


def test_sentences_by_hand():
    article = verbatim_article("  He came. She saw.\n\nThey won.")
    at = [article.sentence_at(offset) for offset in (0, 2, 9, 10, 11, 20, 21, 99)]
    assert at == [0, 0, 0, 0, 1, 1, 2, 2]
