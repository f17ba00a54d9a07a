from __future__ import annotations

import os
from pathlib import Path

import pytest
from equator import Equator, gold_lines, predicted_lines


@pytest.fixture
def world():
    """A gazetteer of nine places on the equator, one degree (111.195 km) being a longitude."""
    return Equator()


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(gold_lines(), encoding="utf-8")
    return path


@pytest.fixture
def predictions(tmp_path):
    path = tmp_path / "predicted.jsonl"
    path.write_text(predicted_lines(), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def scorer():
    """Another implementation of the figures: a script that prints them as JSON."""
    path = os.environ.get("DECONFLICT_MAP_SCORER")
    if not path or not Path(path).is_file():
        pytest.skip("no other scorer is here (set DECONFLICT_MAP_SCORER to a script)")
    return Path(path)


@pytest.fixture(scope="session")
def corpora():
    """A folder with gold corpora."""
    path = os.environ.get("DECONFLICT_MAP_CORPORA")
    if not path or not Path(path).is_dir():
        pytest.skip("no gold corpora are here (set DECONFLICT_MAP_CORPORA to a folder)")
    return Path(path)
