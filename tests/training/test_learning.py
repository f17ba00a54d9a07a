"""Learning: the same bytes whatever the order and the process, and weights that belong to the texts that are there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deconflict_map.training.inputs import Inputs, checksums
from deconflict_map.training.marked import read_marked
from deconflict_map.training.recipe import learn
from deconflict_map.training.weights_file import weights_text

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "data" / "training"
WEIGHTS = ROOT / "src" / "deconflict_map" / "toponyms" / "vocabulary" / "weights.json"


@pytest.fixture(scope="module")
def lessons():
    return list(read_marked(TEXTS / "kinds.txt"))[:60]


@pytest.fixture(scope="module")
def learned(lessons, gazetteer):
    return weights_text(learn(lessons, gazetteer), lessons, {}, gazetteer.checksum())


def test_the_order_of_lessons_doesnt_matter(lessons, learned, gazetteer):
    told = []
    turned = lessons[::-1]
    assert weights_text(learn(turned, gazetteer, told.append), turned, {}, gazetteer.checksum()) == learned
    assert [line.partition(":")[0] for line in told] == ["prior", "names", "context, round 1", "context, round 2"]
    assert all("gradient" in line for line in told)


# Another process, with other hashes, other threads and another clock.
ELSEWHERE = """
import sys
from pathlib import Path
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.training.marked import read_marked
from deconflict_map.training.recipe import learn
from deconflict_map.training.weights_file import weights_text
lessons, gazetteer = list(read_marked(Path(sys.argv[1])))[:60], open_gazetteer()
sys.stdout.buffer.write(weights_text(learn(lessons, gazetteer), lessons, {}, gazetteer.checksum()).encode())
"""


def test_another_process_learns_the_same_bytes(learned, tmp_path):
    surroundings = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "OMP_NUM_THREADS": "3",
        "OPENBLAS_NUM_THREADS": "3",
        "TZ": "Asia/Kathmandu",
    }
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, TEXTS / "kinds.txt"],
        env=surroundings,
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == learned


def test_each_section_is_learned_and_stands_in_order(learned):
    whole = json.loads(learned)
    assert list(whole) == ["about", "context", "name", "prior"]
    for section in ("context", "name", "prior"):
        assert list(whole[section]) == sorted(whole[section])
        assert whole[section]
        assert all(weight == round(weight, 3) != 0 for weight in whole[section].values())
    marks = "=== ".join((TEXTS / "kinds.txt").read_text(encoding="utf-8").split("=== ")[:61]).count("|geonames:")
    assert whole["about"]["lessons"]["own"]["documents"] == 60
    assert whole["about"]["lessons"]["own"]["answers"] >= marks > 100


# That which ships


def shipped_about():
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))["about"]


def present(folder):
    """The checksums of the marked texts of a folder, without those of corpora."""
    found = checksums(Inputs(texts=folder, geovirus=WEIGHTS, wiktor=WEIGHTS, pages=1))
    return {name: digest for name, digest in found.items() if name != WEIGHTS.name}


def learned_from():
    return {name: digest for name, digest in shipped_about()["sha256"].items() if name.endswith(".txt")}


def test_the_weights_were_learned_from_the_texts_that_are_there(gazetteer):
    assert learned_from() == present(TEXTS), "run make train"
    assert shipped_about()["gazetteer"] == gazetteer.checksum(), "run make train"


def test_a_text_that_was_changed_or_added_would_be_told(tmp_path):
    for path in TEXTS.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert present(tmp_path) == learned_from()
    (tmp_path / "new.txt").write_text("=== new\n\nRain.\n", encoding="utf-8")
    assert present(tmp_path) != learned_from()
    (tmp_path / "new.txt").unlink()
    with (tmp_path / "wire.txt").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert present(tmp_path) != learned_from()


def test_nothing_was_learned_from_but_our_texts_geovirus_and_wiktor():
    others = {name for name in shipped_about()["sha256"] if not name.endswith(".txt")}
    assert others == {"geovirus.jsonl", "wiktor.jsonl"}
    assert shipped_about()["lessons"].keys() == {"own", "wikinews", "wikipedia"}
