"""Which prediction answers which gold row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.evaluation.matching import match
from deconflict_map.evaluation.mentions import GoldRow, Pin, Predicted


def gold(start, end):
    return GoldRow(start=start, end=end, text="x", lon=0.0, lat=0.0, identity="", feature="", feature_class="")


def guess(start, end, lon=0.0):
    return Predicted(start=start, end=end, text="x", demonym=False, pin=Pin(lon=lon, lat=0.0), confidence=1.0)


@pytest.mark.parametrize(
    ("rows", "predictions", "answers", "idle", "reason"),
    [
        ([(0, 5)], [(0, 5)], [0], [], "the same span"),
        ([(0, 5)], [(5, 9)], [None], [0], "half-open spans that touch share no character"),
        ([(0, 5)], [(4, 9)], [0], [], "one shared character is enough"),
        ([(0, 5)], [(0, 3), (0, 5)], [1], [0], "an exact span goes before one that only overlaps"),
        ([(0, 5)], [(0, 3), (2, 5)], [0], [1], "of those that overlap, the first"),
        ([(0, 5)], [(0, 5), (0, 5)], [1], [0], "of those with one span, the last"),
        ([(0, 5), (7, 12)], [(0, 12)], [0, 0], [], "one prediction may answer two rows"),
        ([], [(0, 5)], [], [0], "nothing to answer"),
        ([(0, 5)], [], [None], [], "no answer"),
    ],
)
def test_the_prediction_that_answers(rows, predictions, answers, idle, reason):
    made = [guess(*span) for span in predictions]
    found = match([gold(*span) for span in rows], made)
    assert [one.prediction for one in found.answers] == [None if at is None else made[at] for at in answers], reason
    assert list(found.idle) == [made[at] for at in idle], reason


@pytest.mark.parametrize(
    ("lon", "near", "km"),
    [
        (0.0, True, 0.0),
        (1.4479, True, 160.999),  # 161 km are 1.447908 degrees of the equator
        (1.448, False, 161.010),
        (180.0, False, 20_015.087),  # half of 12742 π
    ],
)
def test_near_is_within_161_km(lon, near, km):
    (answer,) = match([gold(0, 5)], [guess(0, 5, lon)]).answers
    assert answer.near is near
    assert answer.km == pytest.approx(km, abs=1e-3)


spans = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda at: (at[0], sum(at))), max_size=8)


@given(spans, spans)
def test_every_prediction_answers_a_row_or_is_idle(rows, predictions):
    made = [guess(start, end, lon=number) for number, (start, end) in enumerate(predictions)]
    found = match([gold(*span) for span in rows], made)
    used = {one.prediction.pin.lon for one in found.answers if one.prediction}
    idle = {one.pin.lon for one in found.idle}
    assert used | idle == set(range(len(made)))
    assert not used & idle
    assert sum(one.exact for one in found.answers) == sum(span in predictions for span in rows)
