"""What the tests of reading share: a text as passages, without any gazetteer."""

import pytest

from deconflict_map.article import Metadata, parse_published, read_text
from deconflict_map.descriptions.passage import passages


@pytest.fixture(scope="session")
def read_passages():
    """A function from a text, published on Monday 18 September 2017 unless said otherwise, to its passages."""

    def read(text, published="2017-09-18"):
        day = None if published is None else parse_published(published)
        article = read_text(text, metadata=Metadata(published=day, source="Outlet"))
        return passages(article, ())

    return read
