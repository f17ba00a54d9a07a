"""The pace that all processes keep together, by clocks that jump and notes that are broken."""

import json
import os
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.online.pace import LONGEST_PAUSE_S, Clock, Pace


class Time:
    """A computer's two clocks over the true time."""

    def __init__(self):
        self.true = 1000.0
        self.wall_ahead = 1.7e9
        self.monotonic_ahead = 0.0
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.true += seconds

    @property
    def clock(self):
        return Clock(
            wall=lambda: self.true + self.wall_ahead,
            monotonic=lambda: self.true + self.monotonic_ahead,
            sleep=self.sleep,
        )


def pace_of(folder, now, interval_s=1.0):
    return Pace(folder=folder, host="host", interval_s=interval_s, clock=now.clock)


JUMPS = [
    (0.4, 0.0, 0.0, 0.6, "the rest of the second"),
    (5.0, 0.0, 0.0, 0.0, "long ago"),
    (0.4, 3600.0, 0.0, 0.6, "the wall clock was set forward: the other one counts"),
    (0.4, -3600.0, 0.0, 1.0, "the wall clock was set back: a whole pause, no hour"),
    (0.4, 0.0, -900.0, 1.0, "the computer was started anew: a whole pause"),
    (5.0, -3600.0, 0.0, 1.0, "set back, and long ago"),
]


@pytest.mark.parametrize(("passed", "wall", "monotonic", "waits", "why"), JUMPS)
def test_waits_by_the_clock_by_which_less_has_passed(tmp_path, passed, wall, monotonic, waits, why):
    now = Time()
    with pace_of(tmp_path, now).turn():
        pass
    now.true += passed
    now.wall_ahead += wall
    now.monotonic_ahead += monotonic
    with pace_of(tmp_path, now).turn():
        assert now.slept[-1] == pytest.approx(waits, abs=1e-6), why


@given(
    st.lists(
        st.tuples(st.floats(0, 3), st.floats(0, 2), st.floats(-1e5, 1e5)),
        min_size=2,
        max_size=6,
    )
)
def test_never_closer_than_the_interval_however_the_wall_clock_jumps(tmp_path_factory, turns):
    now, folder = Time(), tmp_path_factory.mktemp("pace")
    ended = -1e9
    for passed, lasted, jump in turns:
        now.true += passed
        now.wall_ahead += jump
        with pace_of(folder, now).turn():
            assert now.true - ended >= 1.0 - 1e-5
            now.true += lasted
        ended = now.true


BROKEN = [
    "",
    "{",
    "[]",
    "null",
    '{"wall_s": "x"}',
    '{"wall_s": 1e999, "monotonic_s": NaN, "pause_s": 1e999}',
    "[" * 9999,
]


@pytest.mark.parametrize("note", BROKEN)
def test_a_note_that_cant_be_read_costs_one_pause_at_most(tmp_path, note):
    now = Time()
    (tmp_path / "host.last.json").write_text(note, encoding="utf-8")
    with pace_of(tmp_path, now).turn():
        assert 0.0 < now.slept[-1] <= LONGEST_PAUSE_S


def test_a_longer_pause_holds_for_the_next_one_and_is_bounded(tmp_path):
    now = Time()
    with pace_of(tmp_path, now).turn() as turn:
        turn.pause_s = 7.0
    with pace_of(tmp_path, now).turn() as turn:
        assert now.slept[-1] == pytest.approx(7.0)
        turn.pause_s = 1e9
    with pace_of(tmp_path, now).turn():
        assert now.slept[-1] == pytest.approx(LONGEST_PAUSE_S)


def test_a_process_that_was_killed_in_its_turn_neither_blocks_nor_hurries_the_next(tmp_path):
    code = (
        "import os, pathlib, sys; from deconflict_map.online.pace import Pace\n"
        "with Pace(folder=pathlib.Path(sys.argv[1]), host='host', interval_s=1.0).turn(): os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, env=os.environ)
    assert done.returncode != 0
    noted = json.loads((tmp_path / "host.last.json").read_text(encoding="utf-8"))["monotonic_s"]
    with Pace(folder=tmp_path, host="host", interval_s=1.0).turn():
        assert time.monotonic() - noted >= 1.0
