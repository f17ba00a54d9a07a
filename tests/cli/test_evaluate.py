"""The command `evaluate` as a user meets it."""

import json
import os
import subprocess
import sys

import pytest

TEXT = "The minister flew from Paris to Berlin, \x1b[31mand\x1b[0m on to Rome.\n"


def run(*arguments, cwd, stdin=None, **environment):
    return subprocess.run(
        [sys.executable, "-m", "deconflict_map", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def gold(name, lat, lon):
    start = TEXT.index(name)
    return {"start": start, "end": start + len(name), "lat": lat, "lon": lon}


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "news.jsonl"
    rows = [gold("Paris", 48.8566, 2.3522), gold("Berlin", 0.0, 0.0), gold("\x1b[31mand", 41.9, 12.5)]
    documents = [{"doc_id": number, "text": TEXT, "toponyms": rows} for number in range(3)]
    path.write_text("".join(f"{json.dumps(one)}\n" for one in documents), encoding="utf-8")
    return path


def test_tables_go_to_standard_output_and_progress_to_standard_error(corpus, tmp_path):
    done = run("evaluate", corpus, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode()
    for title in ("Recognition", "Resolution, by protocol", "Confidence", "By kind of place", "Errors"):
        assert f"\n{title}\n" in said
    for protocol in ("E2E-strict, exact", "E2E-TP, overlap", "GOLD-all"):
        assert protocol in said
    assert "\x1b" not in said
    assert "Berlin (3)" in said
    assert "Summary" not in said
    assert done.stderr.decode().startswith("scoring news")


def test_json_is_one_object_and_quiet_is_quiet(corpus, tmp_path):
    done = run("evaluate", corpus, "--json", "-q", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    figures = json.loads(done.stdout)["corpora"][0]["figures"]
    assert figures["gold"] == 9
    assert figures["all_predictions"]["strict_161"]["value"] == pytest.approx(1 / 3)
    assert figures["given"]["rows"] == 9


def test_errors_can_be_hidden_and_cut_short(corpus, tmp_path):
    assert b"Errors" not in run("evaluate", corpus, "--errors", "0", "-q", cwd=tmp_path).stdout
    one = json.loads(run("evaluate", corpus, "--errors", "1", "--json", "-q", cwd=tmp_path).stdout)
    assert all(len(fault["commonest"]) <= 1 for fault in one["corpora"][0]["faults"])


def test_two_corpora_have_a_block_each_and_a_summary(corpus, tmp_path):
    other = tmp_path / "other" / "news.jsonl"
    other.parent.mkdir()
    other.write_bytes(corpus.read_bytes())
    done = run("evaluate", corpus, other, "-q", cwd=tmp_path)
    headings = [
        line for line in done.stdout.decode().splitlines() if line in {"news", "news (2)", "together", "Summary"}
    ]
    assert headings == ["news", "news (2)", "together", "Summary"]


def test_predictions_of_places_are_scored_alike(corpus, tmp_path):
    predicted = run("places", "--jsonl", corpus, cwd=tmp_path)
    assert predicted.returncode == 0
    own = json.loads(run("evaluate", corpus, "--json", "-q", cwd=tmp_path).stdout)["corpora"][0]["figures"]
    piped = run("evaluate", corpus, "--predicted", "-", "--json", "-q", cwd=tmp_path, stdin=predicted.stdout)
    assert piped.returncode == 0, piped.stderr
    stored = json.loads(piped.stdout)["corpora"][0]["figures"]
    assert stored["given"] is None
    for same in ("all_predictions", "without_demonyms", "found", "found_exact", "confidence"):
        assert stored[same] == own[same]


def test_documents_without_predictions_are_told(corpus, tmp_path):
    (tmp_path / "p.jsonl").write_text(
        '{"doc_id": "0", "toponyms": []}\n{"doc_id": "x", "toponyms": []}\n', encoding="utf-8"
    )
    done = run("evaluate", corpus, "--predicted", "p.jsonl", cwd=tmp_path)
    assert done.returncode == 0
    assert b"2 documents have no predictions" in done.stderr
    assert b"1 documents of the predictions aren't in the corpus" in done.stderr


def test_two_reports_are_the_same_bytes_whatever_the_surroundings(corpus, tmp_path):
    found = []
    for number, (seed, zone) in enumerate([("0", "UTC"), ("4711", "Asia/Kathmandu")]):
        folder = tmp_path / f"folder-{number}"
        folder.mkdir()
        surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        done = run("evaluate", corpus, "--report", "report", cwd=folder, **surroundings)
        assert done.returncode == 0, done.stderr
        assert b"wrote report" in done.stderr
        found.append({path.name: path.read_bytes() for path in (folder / "report").iterdir()} | {"stdout": done.stdout})
    assert found[0] == found[1]


def test_matplotlib_is_loaded_for_a_report_only(corpus, tmp_path):
    program = (
        "import sys\n"
        "from deconflict_map.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit as end:\n    print(end.code, 'matplotlib' in sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "evaluate", corpus, "-q"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.stderr == b"0 False\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "Missing argument"),
        (("nowhere.jsonl",), 5, "nowhere.jsonl: can't be read"),
        (("empty.jsonl",), 5, "has no toponym with coordinates"),
        (("bad.jsonl",), 5, "bad.jsonl, line 2: isn't JSON"),
        (("bad.jsonl", "--predicted", "a", "--predicted", "b"), 2, "2 files of predictions for 1 corpora"),
        (("-", "--predicted", "-"), 2, "standard input can be read only once"),
        (("bad.jsonl", "--predicted", "a", "--recognizer", "spacy:x"), 2, "leave one out"),
        (("bad.jsonl", "--errors", "-1"), 2, "-1"),
        (("bad.jsonl", "--report", "."), 2, "exists, and isn't a report"),
        (("bad.jsonl", "--report", "new"), 5, "line 2"),
    ],
)
def test_refusals_are_one_line(tmp_path, arguments, code, said):
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text('{"doc_id": 1, "text": "x", "toponyms": []}\n{', encoding="utf-8")
    done = run("evaluate", *arguments, "-q", cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr.decode()
    assert done.stdout == b""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.jsonl", "empty.jsonl"]
