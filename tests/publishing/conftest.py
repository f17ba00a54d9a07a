"""Documents that the tests of this folder share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deconflict_map.article import Metadata, parse_published, read_text
from deconflict_map.mapping import map_reading

sys.path.insert(0, str(Path(__file__).parent))

from accounts import TEXTS  # -- beside this file


@pytest.fixture(scope="session")
def texts(gazetteer):
    """The maps of the made texts, by their names."""
    metadata = Metadata(
        title="What was said", source="Outlet", published=parse_published("2017-09-18"), url="https://example.org/a"
    )
    return {name: map_reading(read_text(text, metadata=metadata), gazetteer) for name, text in TEXTS.items()}


@pytest.fixture(scope="session")
def documents(texts, account):
    """All of them, the bundled account among them."""
    return {**texts, "account": account}
