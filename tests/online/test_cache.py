"""What is kept: listed, forgotten, bounded, and used by several at once."""

import subprocess
import sys
from datetime import date, timedelta

from fake_nominatim import VILLAGE

from deconflict_map.online import cache as module
from deconflict_map.online.answers import Question, read_answers
from deconflict_map.online.cache import AnswerCache

SERVICE = "https://nominatim.newsroom.test"
ANSWERS = read_answers([VILLAGE])


def test_listed_and_forgotten(tmp_path):
    cache = AnswerCache(folder=tmp_path, today=lambda: date(2024, 5, 1))
    cache.put(SERVICE, Question(name="Zzz", countries=("SY", "IQ")), ANSWERS)
    cache.put(SERVICE, Question(name="Aaa"), ())
    assert [(entry.name, entry.countries, entry.places, entry.checked_on) for entry in cache.entries()] == [
        ("aaa", "", 0, "2024-05-01"),
        ("zzz", "IQ SY", 1, "2024-05-01"),
    ]
    assert cache.remove(" ZZZ ") == 1
    assert cache.get(SERVICE, Question(name="Zzz", countries=("SY", "IQ"))) is None
    assert cache.remove(None) == 1
    assert cache.entries() == ()


def test_the_oldest_go_first(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_MOST_ENTRIES", 3)
    for number in range(5):
        day = date(2024, 5, 1) + timedelta(days=number)
        AnswerCache(folder=tmp_path, today=lambda day=day: day).put(SERVICE, Question(name=f"n{number}"), ANSWERS)
    assert [entry.name for entry in AnswerCache(folder=tmp_path).entries()] == ["n2", "n3", "n4"]


def test_several_processes_may_write_at_once(tmp_path):
    code = (
        "import pathlib, sys\n"
        "from deconflict_map.online.answers import Question\n"
        "from deconflict_map.online.cache import AnswerCache\n"
        "for number in range(25):\n"
        "    AnswerCache(folder=pathlib.Path(sys.argv[1])).put('s', Question(name=f'{sys.argv[2]}-{number}'), ())\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(number)]) for number in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert len(AnswerCache(folder=tmp_path).entries()) == 75
