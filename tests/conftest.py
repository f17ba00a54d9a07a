"""What all tests share: the bundled gazetteer, the bundled account, and the first article where there is a copy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from deconflict_map.article import Metadata, parse_published, read_article, read_text
from deconflict_map.descriptions import read_claims
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.mapping import map_reading
from deconflict_map.pipeline import find_places

ROOT = Path(__file__).resolve().parents[1]
ACCOUNT = ROOT / "seeds" / "deconfliction-line-2017.md"

# How long an example takes on a busy machine proves nothing: speed is measured by `make bench`.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser):
    parser.addoption(
        "--article",
        default=os.environ.get("DECONFLICT_MAP_ARTICLE"),
        help="the first article's own text, which isn't redistributed",
    )
    parser.addoption(
        "--geodata",
        default=os.environ.get("DECONFLICT_MAP_GEODATA"),
        help="a folder with real GeoNames dumps and Who's On First records, which aren't redistributed",
    )
    parser.addoption("--write-golden", action="store_true", help="write the golden files instead of comparing")


@pytest.fixture(scope="session")
def gazetteer():
    return open_gazetteer()


@pytest.fixture(scope="session")
def account(gazetteer):
    """The map of the bundled account."""
    return map_reading(read_article(ACCOUNT), gazetteer)


@pytest.fixture(scope="session")
def article_path(pytestconfig):
    path = pytestconfig.getoption("--article")
    if not path or not Path(path).is_file():
        pytest.skip("the first article's own text isn't here (give --article FILE)")
    return Path(path)


@pytest.fixture(scope="session")
def geodata(pytestconfig):
    """Folder with `geonames_country_dumps`, `geonames_codes` and `whosonfirst`."""
    path = pytestconfig.getoption("--geodata")
    if not path or not Path(path).is_dir():
        pytest.skip("no real dumps are here (give --geodata FOLDER)")
    return Path(path)


@pytest.fixture(scope="session")
def article(article_path, gazetteer):
    """The map of the first article's own text."""
    metadata = Metadata(published=parse_published("2017-09-18"), source="The Globe Post")
    return map_reading(read_article(article_path, metadata), gazetteer)


@pytest.fixture
def read_places(gazetteer):
    """A function from a text to its resolutions."""
    return lambda text: find_places(read_text(text), gazetteer)


@pytest.fixture
def read_text_claims(gazetteer):
    """A function from a text, published on 18 September 2017, to its article and claims."""

    def read(text):
        article = read_text(text, metadata=Metadata(published=parse_published("2017-09-18"), source="Outlet"))
        return article, read_claims(article, find_places(article, gazetteer))

    return read
