"""`places --explain` as a user meets it: what is told, how wide, and what hostile text can't do."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deconflict_map.cli.table import cells

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = ROOT / "seeds" / "deconfliction-line-2017.md"
TEXT = (
    "Michael Jordan left Springfield, Illinois, on Monday. He moved to Lebanon and lived in Tripoli and Tyre. "
    "In Tripoli he was seen near Khirbet Qwertzu."
)
HOSTILE = (
    "Fighting near Pa\x1b[31mris and Raq\u202eqa, {country} {0} in Syria\x9b2J, by \x07Jordan \u2066Smith of Homs\x0b."
)


def run(*arguments, cwd, text=TEXT, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "deconflict_map", *map(str, arguments)],
        cwd=cwd,
        input=text.encode("utf-8", "surrogatepass"),
        capture_output=True,
        env={**os.environ, "COLUMNS": "80", **environment},
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    code, out, said = run("places", "-", "--explain", cwd=tmp_path_factory.mktemp("explain"))
    assert (code, said) == (0, "")
    return out


def block(told, head):
    return next(part for part in told.split("\n\n") if part.startswith(head))


def test_every_name_has_a_block_in_the_order_of_the_text(told):
    heads = [int(found) for found in re.findall(r"^\S.*, at (\d+)$", told, re.MULTILINE)]
    assert heads == sorted(heads)
    assert [TEXT.index(name) in heads for name in ("Springfield", "Illinois", "Lebanon", "Tripoli", "Khirbet")] == [
        True
    ] * 5


def test_a_block_tells_the_name_the_place_and_what_decided(told):
    springfield = block(told, "Springfield")
    assert "Michael Jordan left [Springfield], Illinois, on Monday." in springfield, "the name is marked in its words"
    assert re.search(r"^  Names a place: (over )?\d\d %$", springfield, re.MULTILINE)
    placed = "Placed: Springfield, Illinois, United States; confidence 0.9"
    assert placed in " ".join(springfield.split())
    assert re.search(r"^ +\+\d\.\d  Illinois, in which it lies, is named behind it$", springfield, re.MULTILINE)
    assert re.search(r"^ +−\d\.\d  ", springfield, re.MULTILINE), "what speaks against it is told, too"
    assert len(re.findall(r"^ +(?:over|under)? ?\d+ %  Springfield, ", springfield, re.MULTILINE)) <= 5
    assert "Next comes Springfield, " in " ".join(springfield.split())


def test_what_was_weighed_before_is_told_in_short(told):
    first = TEXT.index("Tripoli")
    again = block(told, f"Tripoli, at {TEXT.rindex('Tripoli')}")
    assert "Placed: Tripoli" in again
    assert f"  Weighed as at {first}." in again.splitlines()


def test_a_name_that_isnt_known_says_so(told):
    assert "Not placed: no place called “Khirbet Qwertzu” is in the gazetteer" in block(told, "Khirbet Qwertzu")


def test_what_was_left_out_is_told_with_its_reason(told):
    left_out = block(told, "Weighed, and not taken for places:")
    jordan = next(line for line in left_out.splitlines() if "Jordan" in line)
    assert re.search(rf"^ +{TEXT.index('Jordan')}  Jordan +(under )?\d+ %  \w", jordan)
    assert "stands in a person’s name" in " ".join(left_out.split())


def test_json_holds_an_explanation_of_every_toponym(tmp_path):
    code, out, said = run("places", "-", "--explain", "--json", cwd=tmp_path)
    assert (code, said) == (0, "")
    explained = json.loads(out)
    code, out, _ = run("places", "-", "--json", cwd=tmp_path)
    plain = json.loads(out)
    told = [one.pop("explanation") for one in explained["toponyms"]]
    left_out = explained.pop("left_out")
    assert explained == plain, "nothing else is changed"
    for one, toponym in zip(told, plain["toponyms"], strict=True):
        assert one.keys() == {"before", "after", "probability", "naming", "options", "change"}
        assert all(part.keys() == {"words", "weight"} for part in one["naming"])
        assert [option["share"] for option in one["options"]] == sorted(
            (option["share"] for option in one["options"]), reverse=True
        )
        if toponym["place"] is not None:
            assert toponym["place"] in [option["place"] for option in one["options"]]
    assert {(one["text"], TEXT[one["start"] : one["end"]]) for one in left_out} >= {("Jordan", "Jordan")}


@pytest.mark.parametrize("columns", ["20", "80", "100", "500"])
def test_lines_fit_the_terminal(tmp_path, columns):
    code, out, _ = run("places", ACCOUNT, "--explain", cwd=tmp_path, COLUMNS=columns)
    assert code == 0
    assert max(map(cells, out.splitlines())) <= min(max(int(columns), 80), 120)


def test_hostile_text_steers_no_terminal(tmp_path):
    code, out, said = run("places", "-", "--explain", cwd=tmp_path, text=HOSTILE)
    assert (code, said) == (0, "")
    assert "Syria" in out
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", out)


def test_a_text_without_names_says_nothing(tmp_path):
    assert run("places", "-", "--explain", cwd=tmp_path, text="nothing happened anywhere.") == (0, "", "")


def test_a_corpus_isnt_explained(tmp_path):
    (tmp_path / "corpus.jsonl").write_text('{"doc_id": 1, "text": "Syria"}\n', encoding="utf-8")
    code, out, said = run("places", "--jsonl", "corpus.jsonl", "--explain", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert "--explain" in said
    assert len(said.splitlines()) == 1


def test_help_tells_of_it(tmp_path):
    code, out, _ = run("places", "--help", cwd=tmp_path)
    assert code == 0
    assert "--explain" in out


def test_the_same_text_is_explained_in_the_same_bytes(tmp_path):
    told = [run("places", ACCOUNT, "--explain", cwd=tmp_path, PYTHONHASHSEED=seed)[1] for seed in ("0", "4711")]
    assert told[0] == told[1]
