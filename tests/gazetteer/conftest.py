from __future__ import annotations

import pytest

from deconflict_map.gazetteer import open_gazetteer


@pytest.fixture(scope="session")
def atlas():
    return open_gazetteer()
