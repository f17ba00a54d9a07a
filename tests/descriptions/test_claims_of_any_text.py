"""Claims of any text at all: none fails, all stand in the text, in order and numbered, the same each time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.article import Metadata, parse_published, read_text
from deconflict_map.descriptions import read_claims
from deconflict_map.model.claim import Status
from deconflict_map.pipeline import find_places

WORDS = [
    "The line", "runs", "from", "Raqqa", "to", "Mosul", "a fire", "cases of flu", "near", "in", "east of", "the Euphrates", "said", "the army", "“", "”", ",", ".",
    "denied", "that", "if", "no", "was", "hit", "on Friday", "it", "they", "30 km", "south of", "the area", "will", "agreed", "extended", "the line", "zone", "across", "and", ";", ":",
    "attacked", "according to", "an attack on", "saw", "the village of", "who", "which", "\n\n", "up", "off", "at 9 p.m.", "not published", "since 2014", "between", "Tabqa", "Syria", "driving", "when", "crashed",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=40), noise=st.text(max_size=30))
def test_claims_of_any_text_stand_in_it(gazetteer, words, noise):
    text = "It is so. " + " ".join(words) + " " + noise
    article = read_text(text, metadata=Metadata(published=parse_published("2017-09-18"), source="Outlet"))
    resolutions = find_places(article, gazetteer)
    claims = read_claims(article, resolutions)
    assert claims == read_claims(article, resolutions)
    assert [claim.number for claim in claims] == list(range(1, len(claims) + 1))
    for claim in claims:
        for span in (claim.span, claim.located.span, claim.withheld, claim.condition):
            assert span is None or 0 <= span.start < span.end <= len(article.text)
        assert article.quote(claim.located.span) == claim.located.text
        assert claim.speakers
        for speaker in (*claim.speakers, *(denial.speaker for denial in claim.denials)):
            assert speaker.span is None or article.quote(speaker.span) == speaker.text
            assert speaker.role in speaker.text
            assert speaker.organisation in speaker.text
        assert (claim.status is Status.CONDITIONAL) == (claim.condition is not None)
        assert all(0 < number < claim.number for number in claim.supersedes)
        assert claim.status is not Status.DISPUTED or claim.denials


def test_time_grows_with_the_text_alone(read_text_claims):
    """A hundred thousand characters of what is hardest come back: many claims, quotations, denials in one paragraph."""
    _, claims = read_text_claims(
        "A strike hit a depot near Raqqa. “It was ours,” the army said. The ministry denied it. " * 600
    )
    assert len(claims) >= 600
    assert {claim.status for claim in claims} == {Status.DISPUTED}
