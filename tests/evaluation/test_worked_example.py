"""A corpus of three documents whose figures were worked out on paper.

Six gold rows count (Delta has no coordinates). Six predictions: Alpha (near, .95), Beta (222.390 km off, .85), Delta (no
gold row, .75), Alpha for Alphaland (near, .65), Epsilon (near, .55, a demonym), Zeta (no pin). Gamma and Eta are missed.
"""

import json
import math
from pathlib import Path

import pytest

from deconflict_map.evaluation import Corpus, block_tables, evaluate, evaluation_record, fault_table, summary_table

DEGREE_KM = 111.19493


@pytest.fixture
def block(gold, predictions, world):
    return evaluate([Corpus(name="small", path=gold, predicted=predictions)], world).corpora[0]


def values(one):
    return pytest.approx((one.precision.value, one.recall.value, one.f1.value))


def test_recognition_counts_exact_and_overlapping_spans(block):
    everything, plain = block.figures.all_predictions, block.figures.without_demonyms
    assert (everything.predicted, plain.predicted, block.figures.gold, block.figures.documents) == (6, 5, 6, 3)
    assert values(everything.exact) == (3 / 6, 3 / 6, 1 / 2)  # Alpha, Beta, Epsilon
    assert values(everything.overlap) == (4 / 6, 4 / 6, 2 / 3)  # and Alphaland
    assert values(plain.exact) == (2 / 5, 2 / 6, 4 / 11)  # without Epsilon: 2·(2/5)(1/3) / (2/5+1/3)
    assert values(plain.overlap) == (3 / 5, 3 / 6, 6 / 11)


def test_strict_figures_count_every_gold_row(block):
    everything, plain = block.figures.all_predictions, block.figures.without_demonyms
    assert everything.strict_161.value == pytest.approx(2 / 6)  # Alpha, Epsilon
    assert everything.strict_overlap_161.value == pytest.approx(3 / 6)  # and Alphaland
    assert everything.false_pins.value == pytest.approx(100 / 6)  # Delta; Zeta has no pin
    assert plain.strict_161.value == pytest.approx(1 / 6)
    assert plain.false_pins.value == pytest.approx(100 / 6)


def test_placement_of_what_was_found(block):
    found, exact = block.figures.found, block.figures.found_exact
    assert (found.rows, exact.rows) == (4, 3)
    assert found.accuracy_161.value == pytest.approx(3 / 4)
    assert exact.accuracy_161.value == pytest.approx(2 / 3)
    assert found.answered.value == pytest.approx(4 / 6)
    assert found.mean_km.value == pytest.approx(3 * DEGREE_KM / 4)  # 1, 2, 0 and 0 degrees
    assert found.median_km.value == pytest.approx(DEGREE_KM / 2)  # between 0 and 1 degree
    assert exact.median_km.value == pytest.approx(DEGREE_KM)
    # ln(1 + km) = 0, 0, 4.72024, 5.40892; trapezoids 0 + 2.36012 + 5.06458; 3 · ln 20039 = 29.7163
    assert found.auc.value == pytest.approx(7.42470 / 29.7163, abs=1e-5)
    assert block.figures.given is None


def test_confidence(block):
    pins, with_false = block.figures.confidence, block.figures.confidence_with_false_pins
    assert (pins.pins, with_false.pins) == (4, 5)
    # Each pin has a bin of its own: |1-.95|, .85, |1-.65|, |1-.55|, and .75 for the false pin.
    assert pins.calibration_error.value == pytest.approx((0.05 + 0.85 + 0.35 + 0.45) / 4)
    assert with_false.calibration_error.value == pytest.approx((0.05 + 0.85 + 0.35 + 0.45 + 0.75) / 5)
    assert pins.brier.value == pytest.approx((0.0025 + 0.7225 + 0.1225 + 0.2025) / 4)
    assert with_false.brier.value == pytest.approx((0.0025 + 0.7225 + 0.1225 + 0.2025 + 0.5625) / 5)
    assert pins.coverage_of_all.value == with_false.coverage_of_all.value == pytest.approx(4 / 6)
    assert pins.precision_of_all.value == pytest.approx(3 / 4)
    assert with_false.precision_of_all.value == pytest.approx(3 / 5)
    assert [level.reached.value for level in pins.precision_at_coverage] == [None] * 5  # 4/6 is below them all
    assert [level.reached.value for level in pins.coverage_at_precision] == pytest.approx([1 / 6, 1 / 6])
    steps = [(point.threshold, point.coverage, point.precision) for point in pins.curve]
    assert steps == [
        pytest.approx(step)
        for step in [(0.95, 1 / 6, 1), (0.85, 2 / 6, 1 / 2), (0.65, 3 / 6, 2 / 3), (0.55, 4 / 6, 3 / 4)]
    ]


def test_slices(block):
    rows = {(one.by, one.label): (one.rows, one.recall.value, one.strict_161.value) for one in block.figures.slices}
    kinds = {label: cells for (by, label), cells in rows.items() if by == "kind of place"}
    assert kinds == {
        "country": (2, 1.0, 1.0),  # Alpha by its code, Epsilon by the gazetteer
        "first-level division": (1, 0.0, 0.0),  # Gamma
        "second-level division": (0, None, None),
        "populated": (1, 1.0, 0.0),  # Beta: the town at 10 is nearer than the stream at 40
        "water or landform": (0, None, None),
        "other": (1, 0.0, 0.0),  # Alphaland, a region, whose span was cut
        "unknown": (1, 0.0, 0.0),  # Eta, which the gazetteer lacks
    }
    ambiguity = {label: cells[0] for (by, label), cells in rows.items() if by == "candidates for the name"}
    assert ambiguity == {"0": 1, "1": 4, "2–5": 1, "6–20": 0, "more than 20": 0}  # Beta: at 10 (and 10.5), and at 40
    assert rows["name and place", "new"][0] == 6
    assert rows["name and place", "met before"][0] == 0


def test_faults(block):
    counts = {
        fault.kind.value: (fault.times, [(one.text, one.times) for one in fault.commonest]) for fault in block.faults
    }
    assert counts == {
        "missed": (2, [("Eta", 1), ("Gamma", 1)]),
        "unplaced": (0, []),
        "misplaced": (1, [("Beta", 1)]),
        "cut otherwise": (1, [("Alphaland → Alpha", 1)]),
        "invented": (1, [("Delta", 1)]),
    }


def test_confusion(block):
    filled = {(cell.gold, cell.predicted): cell.times for cell in block.confusion if cell.times}
    assert filled == {
        ("country", "country"): 2,
        ("first-level division", "missed"): 1,
        ("populated", "populated"): 1,
        ("other", "populated"): 1,  # Alphaland was taken for a town
        ("unknown", "missed"): 1,
        ("invented", "second-level division"): 1,
        ("invented", "unplaced"): 1,
    }


def test_documents_that_only_one_side_has(block):
    assert (block.missing, block.unknown) == (1, 1)


def test_the_second_corpus_of_a_run_meets_names_again(gold, predictions, world):
    one, two = (Corpus(name=name, path=gold, predicted=predictions) for name in ("one", "two"))
    evaluation = evaluate([one, two], world)
    novelty = [
        {part.label: part.rows for part in block.figures.slices if part.by == "name and place"}
        for block in evaluation.blocks
    ]
    assert novelty == [{"new": 6, "met before": 0}, {"new": 0, "met before": 6}, {"new": 6, "met before": 6}]
    together = evaluation.together
    assert together is not None
    assert (together.figures.documents, together.figures.gold, together.missing) == (6, 12, 2)
    assert together.figures.all_predictions.strict_161.value == pytest.approx(2 / 6)
    assert together.figures.found.median_km.value == pytest.approx(DEGREE_KM / 2)
    assert [fault.times for fault in together.faults] == [4, 0, 2, 2, 2]


def test_tables_say_which_rows_are_which(block, gold, predictions, world):
    tables = {table.title: table for table in (*block_tables(block), fault_table(block))}
    recognition = tables["Recognition"]
    assert [row[:2] for row in recognition.rows] == [
        ("exact, all", "6"),
        ("exact, no demonyms", "5"),
        ("overlap, all", "6"),
        ("overlap, no demonyms", "5"),
    ]
    assert recognition.rows[0][4].startswith(".500 [")
    assert tables["Resolution, by protocol"].rows[1][2].startswith(".500 [")
    assert ("precision at coverage 0.70", "–", "–") in tables["Confidence"].rows
    both = evaluate([Corpus(name=name, path=gold, predicted=predictions) for name in "xy"], world)
    assert [row[0] for row in summary_table(both).rows] == ["x", "y", "together"]


def test_the_record_is_json_with_the_documented_keys(gold, predictions, world):
    evaluation = evaluate([Corpus(name="small", path=gold, predicted=predictions)], world)
    record = json.loads(json.dumps(evaluation_record(evaluation), allow_nan=False))
    assert record["format"] == "deconflict-map evaluation 1"
    assert record["together"] is None
    figures = record["corpora"][0]["figures"]
    assert figures["all_predictions"]["exact"]["f1"]["value"] == 0.5
    assert figures["all_predictions"]["exact"]["f1"].keys() == {"value", "low", "high"}
    assert figures["given"] is None
    assert math.isclose(figures["confidence"]["brier"]["value"], 0.2625)


def test_predictions_without_confidence_leave_it_undefined(gold, tmp_path, world):
    path = tmp_path / "bare.jsonl"
    pin = {"start": 0, "end": 5, "place": {"lat": 0, "lon": 1}}
    path.write_text(json.dumps({"doc_id": "a", "toponyms": [pin]}), encoding="utf-8")
    confidence = evaluate([Corpus(name="small", path=gold, predicted=path)], world).corpora[0].figures.confidence
    assert (confidence.pins, confidence.bins, confidence.curve) == (1, (), ())
    assert confidence.precision_of_all.value == 1.0
    assert confidence.brier.value is None
    assert confidence.calibration_error.value is None


def test_one_document_has_no_interval(tmp_path, gold, predictions, world):
    first = tmp_path / "first.jsonl"
    first.write_text(gold.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    recall = evaluate([Corpus(name="small", path=first, predicted=predictions)], world).corpora[0].figures
    assert recall.all_predictions.exact.recall.value == pytest.approx(2 / 3)
    assert recall.all_predictions.exact.recall.low is None


def test_the_documentation_names_every_key(gold, predictions, world):
    def keys(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from keys(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from keys(inner)

    page = (Path(__file__).resolve().parents[2] / "docs" / "explanation" / "evaluation.md").read_text(encoding="utf-8")
    record = evaluation_record(evaluate([Corpus(name="small", path=gold, predicted=predictions)], world))
    assert [key for key in dict.fromkeys(keys(record)) if key not in page] == []
