"""What is withheld of a text stands in no file: no run of six words of it."""

from __future__ import annotations

import re

import pytest
from accounts import TEXTS
from written_files import own_words, written

from deconflict_map.publishing.withholding import quoted_sentences
from deconflict_map.render.telling import relation_words

RUN = 6
NAMES = [*TEXTS, "account"]


def flat(text):
    """Words in lower case with single spaces; brackets, tags and quotation marks are kept apart as bars."""
    parted = re.sub(r'[<>()\[\]{}"|;:]+', "|", text.lower())
    return f" {re.sub(r'[^a-z0-9|]+', ' ', parted)} "


def runs(text):
    """Runs of six words between which no bar stands: what stands side by side in a file isn't one run."""
    found = set()
    for piece in flat(text).split("|"):
        words = piece.split()
        found |= {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return found


def standing(forbidden, text):
    """Which of these runs stand in a text."""
    words = flat(text)
    return {run for run in forbidden if f" {run} " in words or f"|{run} " in words or f" {run}|" in words}


def sentences(article, indexes):
    """All runs within these sentences."""
    return set().union(*(runs(article.quote(article.sentences[index].span)) for index in indexes))


def excused(document):
    """What stays by intent: the title, relations in words of ours, and who speaks as the text names them, behind them."""
    said = [
        f"{relation_words(claim.relation, document)}, {speaker.text}"
        for claim in document.claims
        for speaker in claim.speakers
    ]
    return set().union(runs(document.article.title), *map(runs, said))


@pytest.mark.parametrize("name", ["andes", "pacific", "account"])
def test_without_text_no_sentence_of_it_stands_in_any_file(documents, name, tmp_path):
    document = documents[name]
    article = document.article
    body = sentences(article, range(len(article.sentences))) - excused(document)
    before = document.to_html()
    after = written(document.for_publishing(no_text=True), tmp_path)
    assert standing(body, own_words(before)), "the test looks for nothing that is there"
    assert {suffix: found for suffix, text in after.items() if (found := standing(body, own_words(text)))} == {}


@pytest.mark.parametrize("name", ["korea", "sahel", "account"])
def test_with_quotes_only_the_quoted_sentences_stay_and_no_other(documents, name, tmp_path):
    document = documents[name]
    article = document.article
    kept = quoted_sentences(document)
    others = set(range(len(article.sentences))) - set(kept)
    published = document.for_publishing(quotes_only=True)
    for index in kept:
        assert published.article.quote(published.article.sentences[index].span) == article.quote(
            article.sentences[index].span
        )
    forbidden = sentences(article, others) - sentences(article, kept) - excused(document)
    after = written(published, tmp_path)
    assert {suffix: found for suffix, text in after.items() if (found := standing(forbidden, own_words(text)))} == {}


@pytest.mark.parametrize("options", [{"no_text": True}, {"quotes_only": True}], ids=["no text", "quotes only"])
@pytest.mark.parametrize("name", NAMES)
def test_title_source_day_link_and_relations_stay(documents, name, options):
    document = documents[name]
    published = document.for_publishing(**options)
    for field in ("title", "source", "published", "url"):
        assert getattr(published.article, field) == getattr(document.article, field)
    assert [claim.number for claim in published.claims] == [claim.number for claim in document.claims]
    assert [foot.id for foot in published.footprints] == [foot.id for foot in document.footprints]
    assert all(speaker.text for claim in published.claims for speaker in claim.speakers)
