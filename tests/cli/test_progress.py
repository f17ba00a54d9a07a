"""What a long build tells: plain lines in a log, a bar on a terminal, nothing where nothing is wanted."""

from __future__ import annotations

import io

import pytest

from deconflict_map.cli import progress as module
from deconflict_map.cli.progress import BarProgress, PlainProgress, shown_progress, told
from deconflict_map.gazetteer.progress import Silent


class Clock:
    """Seconds that pass when a test says so."""

    now = 100.0

    def __call__(self):
        return self.now


def test_plain_lines_come_every_few_seconds(capsys):
    clock = Clock()
    progress = PlainProgress(clock)
    progress.begin("reading SY.zip", 100_000)
    for _ in range(8):
        clock.now += 2
        progress.advance(10_000)
    progress.note("skipped \x1b[31m3")
    assert capsys.readouterr().err.splitlines() == [
        "reading SY.zip",
        "reading SY.zip: 30,000 rows, 5,000 a second, about 14 s left",
        "reading SY.zip: 60,000 rows, 5,000 a second, about 8 s left",
        "skipped \N{REPLACEMENT CHARACTER}[31m3",
    ]


def test_a_step_of_unknown_or_small_length(capsys):
    clock = Clock()
    progress = PlainProgress(clock)
    progress.begin("reading AD.txt", 300)
    progress.advance(300)
    progress.begin("sorting names", None)
    clock.now += 6
    progress.advance(600)
    progress.begin("long", 10_000_000)
    clock.now += 10
    progress.advance(100_000)
    assert capsys.readouterr().err.splitlines() == [
        "sorting names",
        "sorting names: 600 rows, 100 a second",
        "long",
        "long: 100,000 rows, 10,000 a second, about 16 min left",
    ]


@pytest.mark.parametrize(("rows", "seconds", "text"), [(0, 0.0, "0 rows"), (1_500, 0.5, "1,500 rows, 3,000 a second")])
def test_rates(rows, seconds, text):
    assert told(rows, seconds) == text


def test_quiet_is_silent(capsys):
    with shown_progress(quiet=True) as progress:
        assert isinstance(progress, Silent)
        progress.begin("x", 1)
        progress.advance(1)
        progress.note("x")
    assert capsys.readouterr() == ("", "")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_gets_a_bar(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(module.sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with shown_progress(quiet=False) as progress:
        assert isinstance(progress, BarProgress)
        progress.advance(1)
        progress.begin("reading [red]SY.zip", 1000)
        progress.advance(400)
        progress.note("SY.zip: skipped 3 with [bold]no name \x1b]0;x\x07")
        progress.begin("folding names", None)
    text = terminal.getvalue()
    assert "reading [red]SY.zip" in text, "a file's name is no markup"
    assert "400 rows" in text
    assert "[bold]no name" in text
    assert "\x1b]0;" not in text


def test_elsewhere_there_are_plain_lines(monkeypatch):
    monkeypatch.setattr(module.sys, "stderr", io.StringIO())
    with shown_progress(quiet=False) as progress:
        assert isinstance(progress, PlainProgress)
