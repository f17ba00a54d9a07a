"""Small real spaCy pipelines, built here and written to the test's folder."""

from __future__ import annotations

import pytest

from deconflict_map.article import read_text
from deconflict_map.recognisers import open_recogniser

PATTERNS = (
    ("GPE", "Raqqa"),
    ("GPE", "the Syria's"),
    ("GPE", "Syria"),
    ("LOC", "the Euphrates"),
    ("FAC", "(Tabqa Dam)"),
    ("NORP", "Republican"),
    ("NORP", "Syrians"),
    ("ORG", "Reuters"),
    ("PLACE", "Mosul"),
)


@pytest.fixture(scope="session")
def spacy():
    return pytest.importorskip("spacy", reason="spaCy isn't installed (pip install 'deconflict-map[spacy]')")


@pytest.fixture(scope="session")
def ruled(spacy, tmp_path_factory):
    """The folder of a pipeline that knows the names of `PATTERNS`."""
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler", config={"validate": True})
    ruler.add_patterns([{"label": label, "pattern": pattern} for label, pattern in PATTERNS])
    folder = tmp_path_factory.mktemp("spacy") / "ruled"
    pipeline.to_disk(folder)
    return folder


@pytest.fixture
def found(gazetteer):
    """A function from an asked-for recogniser and a text to the names that it finds."""

    def names(asked, text):
        article = read_text(text)
        return [article.quote(span) for span in open_recogniser(asked, gazetteer).spans(article)]

    return names
