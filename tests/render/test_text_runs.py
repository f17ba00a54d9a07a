"""The runs of a block are its text, cut where mentions and claims begin and end."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rendered_sample import reading

from deconflict_map.model.article import Span
from deconflict_map.render.runs import text_blocks


def test_runs_join_to_the_text():
    sample = reading()
    for block, record in zip(sample.article.blocks, text_blocks(sample), strict=True):
        assert "".join(text for text, *_ in record["r"]) == sample.article.quote(block.span)


def test_runs_of_a_mention_and_of_a_claim_join_to_their_words():
    sample = reading()
    runs = [run for record in text_blocks(sample) for run in record["r"]]
    for index, resolution in enumerate(sample.resolutions):
        assert "".join(text for text, mention, *_ in runs if mention == index) == resolution.toponym.text
    for claim in sample.claims:
        words = "".join(text for text, _, numbers, _ in runs if claim.number in numbers)
        assert words == sample.article.quote(claim.span)


def test_runs_of_the_parts_of_a_claim_join_to_their_words():
    sample = reading()
    runs = [run for record in text_blocks(sample) for run in record["r"]]

    def words(role, number):
        return "".join(text for text, _, _, roles in runs if [role, number] in roles)

    assert words("who", 1) == "a spokesman"
    assert words("when", 1) == "In July"
    assert words("withheld", 1) == "No map of it was published."
    assert words("denial", 3) == "Russia denied the claim"
    assert words("who", 4) == ""  # the article itself


@given(st.data())
def test_overlapping_claims_anywhere_keep_the_text_whole(data):
    sample = reading()
    size, number = len(sample.article.text), len(sample.claims)
    spans = [
        Span(start=min(pair), end=max(pair) + 1)
        for pair in data.draw(
            st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), min_size=number, max_size=number)
        )
    ]
    claims = tuple(replace(claim, span=span) for claim, span in zip(sample.claims, spans, strict=True))
    moved = replace(sample, claims=claims)
    text = "".join(run[0] for record in text_blocks(moved) for run in record["r"])
    assert text == "".join(sample.article.quote(block.span) for block in sample.article.blocks)


def test_code_points_beyond_the_basic_plane_do_not_shift_anything():
    sample = reading()
    shift = 3
    article = sample.article

    def moved(span):
        return Span(start=span.start + shift, end=span.end + shift)

    wider = replace(
        article,
        text="😀🗺 " + article.text,
        blocks=tuple(replace(block, span=moved(block.span)) for block in article.blocks),
    )
    resolutions = tuple(
        replace(item, toponym=replace(item.toponym, span=moved(item.toponym.span))) for item in sample.resolutions
    )
    bare = [replace(item, speakers=(), said=None, holds=None, denials=(), condition=None) for item in sample.claims]
    claims = tuple(
        replace(item, span=moved(item.span), withheld=item.withheld and moved(item.withheld)) for item in bare
    )
    was = replace(sample, claims=tuple(bare))
    found = text_blocks(replace(sample, article=wider, resolutions=resolutions, claims=claims))
    assert [block["r"] for block in found] == [block["r"] for block in text_blocks(was)]
    assert [block["s"] for block in found] == [block["s"] + shift for block in text_blocks(was)]
