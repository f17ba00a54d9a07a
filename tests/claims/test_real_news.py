"""Claims in sentences from real news: how many are right, and how many of what stands there are read.

Only figures are compared, so that no failure shows a row. `python -m tests.claims.scoring seen` tells what is wrong in
the half that may be looked at.
"""

from __future__ import annotations

import pytest
from tests.claims.scoring import HALVES, figures, outcomes


@pytest.fixture(scope="module", params=HALVES)
def scored(request, gazetteer):
    return figures(outcomes(request.param, gazetteer))


def test_what_is_read_is_right(scored):
    assert scored.precision >= 0.90


def test_most_of_what_stands_there_is_read(scored):
    assert scored.recall >= 0.70


@pytest.mark.parametrize("part", ["speaker", "days", "status"])
def test_who_when_and_how_are_right_where_the_claim_is(scored, part):
    assert getattr(scored, part) >= 0.85
