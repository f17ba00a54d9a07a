"""The report folder: what is in it, that hostile text does nothing there, and that nothing else is ever lost."""

import csv
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt

from deconflict_map.errors import DeconflictMapError, OutputError, UsageError
from deconflict_map.evaluation import Corpus, evaluate, report_folder
from deconflict_map.evaluation.report.markdown import escaped
from deconflict_map.evaluation.report.plain import plain
from deconflict_map.evaluation.report.sheets import _safe

NAMES = {
    "report.md", "figures.json", "calibration.svg", "confusion.csv", "confusion.svg", "errors.csv", "predictions.jsonl",
}  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a | b | c",
    "`code` and ``more``",
    "[link](javascript:alert(1)) ![x](http://x.example/y.png)",
    '=HYPERLINK("http://x.example")',
    "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1",
    "\x1b[31mred\x1b[0m \u202egnp.exe \x00",
    "https://x.example www.x.example <b@x.example>",
    "# *a* _b_ ~~c~~ $x$ \\ &lt;",
    "line\nbreak\r\nand\u2028more",
    "half a pair \ud800",
]  # fmt: skip


def write(corpora, world, target):
    with report_folder(target) as folder:
        evaluation = evaluate(corpora, world, watcher=folder)
        folder.finish(evaluation)
    return evaluation


def sheet(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.fixture
def corpora(gold, predictions):
    return [Corpus(name="small", path=gold, predicted=predictions)]


@pytest.fixture
def hostile(tmp_path):
    """A corpus, and a prediction of it, whose texts are all missed, misplaced or invented."""
    gold, predicted = tmp_path / "hostile.jsonl", tmp_path / "guesses.jsonl"
    documents, guesses = [], []
    for number, text in enumerate(HOSTILE):
        row = {"start": 0, "end": len(text), "lat": 0, "lon": 0, "geonameid": text}
        documents.append({"doc_id": f"{number}{text}", "text": f"{text} {text}", "toponyms": [row]})
        pin = {"id": text, "name": text, "lat": -9, "lon": -9, "feature": text}
        spans = [(0, len(text)), (len(text) + 1, 2 * len(text) + 1)]
        guesses.append({
            "doc_id": f"{number}{text}",
            "toponyms": [{"start": a, "end": z, "place": pin, "confidence": 0.5, "reason": text} for a, z in spans],
        })  # fmt: skip
    gold.write_text("".join(f"{json.dumps(one)}\n" for one in documents), encoding="utf-8")
    predicted.write_text("".join(f"{json.dumps(one)}\n" for one in guesses), encoding="utf-8")
    return [Corpus(name="<b>$\\frac|`=x`", path=gold, predicted=predicted)]


def test_the_folder_holds_all_files(corpora, world, tmp_path):
    write(corpora, world, tmp_path / "report")
    assert {path.name for path in (tmp_path / "report").iterdir()} == NAMES
    figures = json.loads((tmp_path / "report" / "figures.json").read_text(encoding="utf-8"))
    assert figures["corpora"][0]["figures"]["gold"] == 6
    page = (tmp_path / "report" / "report.md").read_text(encoding="utf-8")
    for title in ("Summary", "Recognition", "Confidence", "Calibration", "Kinds, gold by predicted", "Errors"):
        assert f"# {title}\n" in page
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_errors_and_confusion_as_sheets(corpora, world, tmp_path):
    write(corpora, world, tmp_path / "report")
    errors = sheet(tmp_path / "report" / "errors.csv")
    assert [(row["document"], row["error"], row["text"], row["predicted_text"]) for row in errors] == [
        ("a", "misplaced", "Beta", "Beta"),
        ("a", "missed", "Gamma", ""),
        ("a", "invented", "", "Delta"),
        ("b", "cut otherwise", "Alphaland", "Alpha"),
        ("c", "missed", "Eta", ""),
    ]
    assert (errors[0]["km"], errors[0]["predicted_position"]) == ("222.4", "0.0000 N 12.0000 E")
    confusion = sheet(tmp_path / "report" / "confusion.csv")
    assert {"corpus": "small", "gold": "other", "predicted": "populated", "times": "1"} in confusion
    assert sum(int(row["times"]) for row in confusion) == 8  # six gold rows, and two predictions that answer none


def test_the_predictions_can_be_scored_again(corpora, world, tmp_path):
    first = write(corpora, world, tmp_path / "report")
    stored = tmp_path / "report" / "predictions.jsonl"
    again = evaluate([Corpus(name="small", path=corpora[0].path, predicted=stored)], world)
    assert again.corpora[0].figures == first.corpora[0].figures


def test_two_reports_are_the_same_bytes(corpora, world, tmp_path):
    for name in ("one", "two"):
        write(corpora, world, tmp_path / name)
    for name in NAMES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_hostile_text_stays_text_on_the_page(hostile, world, tmp_path):
    write(hostile, world, tmp_path / "report")
    page = (tmp_path / "report" / "report.md").read_text(encoding="utf-8")
    assert "<" not in page
    shown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(page)
    tree = etree.fromstring(f"<page>{shown}</page>")
    found = {element.tag for element in tree.iter()}
    assert found <= {"page", "h1", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "a", "img"}
    targets = {element.get("href") or element.get("src") for element in tree.iter() if element.tag in {"a", "img"}}
    assert targets <= NAMES
    columns = {len(row) for table in tree.iter("table") for row in table.iter("tr")}
    assert columns <= {3, 4, 5, 6, 7, 10}
    text = "".join(tree.itertext())
    assert "<script>alert(1)</script>" in text  # told as it is
    assert not any(sign in text for sign in "\x1b\x00\u202e\u2028")


def test_hostile_text_stays_text_in_sheets_and_pictures(hostile, world, tmp_path):
    write(hostile, world, tmp_path / "report")
    for name in ("errors.csv", "confusion.csv"):
        text = (tmp_path / "report" / name).read_text(encoding="utf-8")
        rows = list(csv.reader(text.splitlines()))
        assert len({len(row) for row in rows}) == 1
        assert not any(cell.startswith(tuple("=+-@＝\t\r")) for row in rows for cell in row)
        assert not any(sign in text for sign in "\x1b\x00\u202e\u2028")
    for name in ("calibration.svg", "confusion.svg"):
        picture = etree.parse(tmp_path / "report" / name)
        assert not [
            element for element in picture.iter() if str(element.tag).endswith(("script", "foreignObject", "image"))
        ]


@given(st.text(max_size=40))
def test_any_text_is_one_cell_of_the_same_letters(text):
    cell = escaped(text)
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(f"| a | b |\n|---|---|\n| {cell} | end |\n")
    cells = list(html.fromstring(shown).iter("td"))
    assert len(cells) == 2
    assert cells[1].text == "end"
    assert all(len(cell) == 0 for cell in cells)  # no element was made of it
    assert (cells[0].text or "") == plain(text).strip()


@given(st.text(max_size=20))
def test_no_cell_of_a_sheet_begins_like_a_formula(text):
    cell = _safe(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == plain(text) or cell == plain(text)


def test_pictures_carry_neither_date_nor_random_ids(corpora, world, tmp_path):
    write(corpora, world, tmp_path / "report")
    for name in ("calibration.svg", "confusion.svg"):
        text = (tmp_path / "report" / name).read_text(encoding="utf-8")
        assert "<dc:date>" not in text
        assert "Matplotlib v" not in text


def test_predictions_without_confidence_are_reported_too(gold, tmp_path, world):
    path = tmp_path / "bare.jsonl"
    pin = {"start": 0, "end": 5, "place": {"lat": 0, "lon": 1}}
    path.write_text(json.dumps({"doc_id": "a", "toponyms": [pin]}), encoding="utf-8")
    write([Corpus(name="Алеппо ∞", path=gold, predicted=path)], world, tmp_path / "report")
    assert {path.name for path in (tmp_path / "report").iterdir()} == NAMES


# The folder


def test_a_report_of_ours_is_replaced(corpora, world, tmp_path):
    write(corpora, world, tmp_path / "report")
    (tmp_path / "report" / "report.md").write_text("old", encoding="utf-8")
    write(corpora, world, tmp_path / "report")
    assert (tmp_path / "report" / "report.md").read_text(encoding="utf-8").startswith("# Evaluation")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gold.jsonl", "predicted.jsonl", "report"]


def test_an_empty_folder_is_filled(corpora, world, tmp_path):
    (tmp_path / "report").mkdir()
    write(corpora, world, tmp_path / "report")
    assert {path.name for path in (tmp_path / "report").iterdir()} == NAMES


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"thesis.docx": "x"}, "exists, and isn't a report"),
        ({"report.md": "my own report"}, "exists, and isn't a report"),
        ({"figures.json": "[]"}, "exists, and isn't a report"),
        ({"figures.json": '{"format": "another"}'}, "exists, and isn't a report"),
        ({"figures.json": "{" * 10_000}, "exists, and isn't a report"),
        ({"figures.json": '{"format": "deconflict-map evaluation 1"}', "notes.txt": "x"}, "holds 'notes.txt'"),
    ],
)
def test_a_folder_that_is_not_ours_is_refused_before_anything_is_read(tmp_path, files, said):
    target = tmp_path / "mine"
    target.mkdir()
    for name, text in files.items():
        (target / name).write_text(text, encoding="utf-8")
    with pytest.raises(OutputError, match=said) as refused, report_folder(target):
        pytest.fail("it was opened")
    assert "give a folder" in str(refused.value)
    assert {path.name: path.read_text(encoding="utf-8") for path in target.iterdir()} == files
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_file_in_its_place_and_a_missing_parent_are_refused(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for target, said in ((tmp_path / "file", "is a file"), (tmp_path / "no" / "report", "is missing")):
        with pytest.raises(OutputError, match=said), report_folder(target):
            pytest.fail("it was opened")


def test_a_run_that_fails_leaves_what_was_there(corpora, world, tmp_path, gold):
    write(corpora, world, tmp_path / "report")
    before = {path.name: path.read_bytes() for path in (tmp_path / "report").iterdir()}
    gold.write_text(gold.read_text(encoding="utf-8") + "not json\n", encoding="utf-8")
    with pytest.raises(DeconflictMapError):
        write(corpora, world, tmp_path / "report")
    assert {path.name: path.read_bytes() for path in (tmp_path / "report").iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gold.jsonl", "predicted.jsonl", "report"]


def test_something_that_appeared_meanwhile_is_not_lost(corpora, world, tmp_path):
    target = tmp_path / "report"
    with report_folder(target) as folder:
        evaluation = evaluate(corpora, world, watcher=folder)
        target.mkdir()
        (target / "thesis.docx").write_text("x", encoding="utf-8")
        with pytest.raises(OutputError, match="isn't a report"):
            folder.finish(evaluation)
    assert (target / "thesis.docx").read_text(encoding="utf-8") == "x"


def test_without_matplotlib_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r'pip install "deconflict-map\[report\]"'), report_folder(tmp_path / "report"):
        pytest.fail("it was opened")
    assert not list(tmp_path.iterdir())
