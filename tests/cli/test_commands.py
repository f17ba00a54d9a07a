"""The command line as a user meets it: what it writes, what it says, and how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = ROOT / "seeds" / "deconfliction-line-2017.md"


def run(*arguments, cwd, stdin=None, **environment):
    return subprocess.run(
        [sys.executable, "-m", "deconflict_map", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def test_build_writes_and_reports(tmp_path):
    done = run("build", ACCOUNT, "-o", "map.html", "-o", "map.geojson", "--verbose", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    said = done.stderr.decode()
    assert "wrote map.html" in said
    assert "claims" in said
    assert "[agreed]" in said
    assert (tmp_path / "map.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))["type"] == "FeatureCollection"


def test_quiet_is_quiet_and_the_default_name_is_the_articles(tmp_path):
    done = run("build", ACCOUNT, "-q", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["deconfliction-line-2017.html"]


def test_two_builds_are_the_same_bytes(tmp_path):
    pages = []
    for number, (seed, zone) in enumerate([("0", "UTC"), ("4711", "Asia/Kathmandu")]):
        folder = tmp_path / f"folder-{number}"
        folder.mkdir()
        done = run(
            "build",
            ACCOUNT,
            "-q",
            "-o",
            "m.html",
            "-o",
            "m.geojson",
            cwd=folder,
            PYTHONHASHSEED=seed,
            TZ=zone,
            LC_ALL="C",
        )
        assert done.returncode == 0, done.stderr
        pages.append([(folder / name).read_bytes() for name in ("m.html", "m.geojson")])
    assert pages[0] == pages[1]


def test_standard_input(tmp_path):
    done = run(
        "build",
        "-",
        "--published",
        "2017-09-18",
        "-o",
        "m.geojson",
        cwd=tmp_path,
        stdin=b"A strike hit positions near Raqqa in Syria on Saturday.",
    )
    assert done.returncode == 0, done.stderr
    features = json.loads((tmp_path / "m.geojson").read_text(encoding="utf-8"))["features"]
    assert {feature["properties"]["holds_first"] for feature in features if feature["properties"]["level"]} == {
        "2017-09-16"
    }


def test_strict_says_that_something_stayed_open(tmp_path):
    text = b"Syria: a strike hit positions near Khirbet Qwertzu and near Raqqa."
    done = run("build", "-", "--strict", "-o", "m.geojson", cwd=tmp_path, stdin=text)
    assert done.returncode == 4
    assert b"Khirbet Qwertzu" in done.stderr
    assert (tmp_path / "m.geojson").exists()


BAD = [
    (["build", "none.txt"], None, 5, "none.txt", "a missing file"),
    (["build", "-"], b"", 5, "empty", "an empty file"),
    (["build", "-"], b"\x89PNG\r\n\x00\x00", 5, "binary", "a binary file"),
    (["build", "-"], "Größe".encode("latin-1"), 5, "UTF-8", "a wrong encoding"),
    (["build", "-"], b"Nothing happened anywhere, he said.", 3, "nothing to map", "no place in it"),
    (["build", "-", "--published", "18 September"], b"Raqqa.", 2, "isn't a date", "a date that is none"),
    (
        ["build", "-", "-o", "none/m.html"],
        b"He went to Raqqa in Syria.",
        2,
        "none/m.html",
        "an output folder that isn't there",
    ),
    (["build", "-", "-o", "m.docx"], b"He went to Raqqa in Syria.", 2, "no format", "a suffix that no writer knows"),
    (["build"], None, 2, "ARTICLE", "no article"),
    (["places"], None, 2, "either", "neither article nor corpus"),
    (["places", "--jsonl", "none.jsonl"], None, 5, "none.jsonl", "a missing corpus"),
    (["frobnicate"], None, 2, "frobnicate", "an unknown command"),
]


@pytest.mark.parametrize(("arguments", "stdin", "code", "said", "why"), BAD)
def test_bad_input_is_one_clear_line(tmp_path, arguments, stdin, code, said, why):
    (tmp_path / "m.html").write_text("old", encoding="utf-8")
    done = run(*arguments, cwd=tmp_path, stdin=stdin)
    assert done.returncode == code, (why, done.stderr)
    assert said in done.stderr.decode(), why
    assert b"Traceback" not in done.stderr
    if code != 2 or b"Usage" not in done.stderr:
        assert done.stderr.count(b"\n") == 1, why
    assert (tmp_path / "m.html").read_text(encoding="utf-8") == "old", "an older output stays whole"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cant_be_written(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "m.html").write_text("old", encoding="utf-8")
    folder.chmod(0o500)
    done = run("build", ACCOUNT, "-o", "closed/m.html", cwd=tmp_path)
    folder.chmod(0o700)
    assert done.returncode == 2
    assert (folder / "m.html").read_text(encoding="utf-8") == "old"


def test_an_output_that_is_a_folder(tmp_path):
    (tmp_path / "m.html").mkdir()
    done = run("build", ACCOUNT, "-o", "m.html", cwd=tmp_path)
    assert done.returncode == 2
    assert b"folder" in done.stderr


def test_places_prints_a_table_and_json(tmp_path):
    done = run("places", ACCOUNT, cwd=tmp_path)
    assert done.returncode == 0
    assert "Tabqa" in done.stdout.decode()
    found = json.loads(run("places", ACCOUNT, "--json", cwd=tmp_path).stdout)
    raqqa = next(toponym for toponym in found["toponyms"] if toponym["text"] == "Raqa")
    assert set(raqqa) == {
        "start",
        "end",
        "text",
        "kind",
        "literal",
        "probability",
        "place",
        "confidence",
        "reason",
        "candidates",
    }
    assert set(raqqa["place"]) == {"id", "name", "lat", "lon", "country", "feature"}
    assert raqqa["candidates"][0]["id"] == raqqa["place"]["id"]


def test_places_of_a_corpus_keep_order_and_offsets(tmp_path):
    texts = ["  Two  spaces before Raqqa,\r\nSyria. ", "Nothing.", "Mosul\n\n\nIraq"]
    lines = [json.dumps({"doc_id": number, "text": text}) for number, text in enumerate(texts)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("places", "--jsonl", "corpus.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [document["doc_id"] for document in found] == ["0", "1", "2"]
    for document, text in zip(found, texts, strict=True):
        for toponym in document["toponyms"]:
            assert text[toponym["start"] : toponym["end"]] == toponym["text"]
    assert [t["text"] for t in found[0]["toponyms"]] == ["Raqqa", "Syria"]


def test_a_text_cant_steer_the_terminal(tmp_path):
    done = run(
        "build",
        "-",
        "-v",
        "-o",
        "m.geojson",
        "--title",
        "\x1b[31mred\u202e",
        cwd=tmp_path,
        stdin=b"A strike near Raqqa \x1b]0;x\x07 in Syria.",
    )
    assert done.returncode == 0, done.stderr
    assert b"\x1b" not in done.stderr
    assert "\u202e" not in done.stderr.decode()
    assert b"\x1b" not in run("places", "-", cwd=tmp_path, stdin=b"Near Khirbet\x1b[31mX in Syria").stdout


def test_help_names_every_command(tmp_path):
    said = run("--help", cwd=tmp_path).stdout.decode()
    for command in ("build", "places", "gazetteer"):
        assert command in said
        assert run(command, "--help", cwd=tmp_path).returncode == 0


def test_help_loads_nothing_heavy(tmp_path):
    code = "import sys; from deconflict_map.cli import main\ntry: main(['--help'])\nexcept SystemExit: print(sorted({'folium', 'geopandas', 'shapely', 'numpy', 'lark'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "[]"
