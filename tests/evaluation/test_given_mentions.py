"""Our own pipeline, end to end and with the mentions given."""

import json

import pytest

from deconflict_map.evaluation import Corpus, evaluate

TEXT = "The minister flew from Paris to Berlin, and then on to Qwxyzvark."


def gold(name, lat, lon):
    start = TEXT.index(name)
    return {"start": start, "end": start + len(name), "lat": lat, "lon": lon}


@pytest.fixture(scope="module")
def figures(tmp_path_factory, gazetteer):
    path = tmp_path_factory.mktemp("corpus") / "gold.jsonl"
    rows = [gold("Paris", 48.8566, 2.3522), gold("Berlin", 44.4689, -71.1851), gold("Qwxyzvark", 10, 10)]
    path.write_text(json.dumps({"doc_id": 1, "text": TEXT, "toponyms": rows}), encoding="utf-8")
    return evaluate([Corpus(name="x", path=path)], gazetteer).corpora[0].figures


def test_no_answer_counts_as_the_farthest(figures):
    # Paris is found, Berlin isn't the one in New Hampshire (some 5,900 km off), the third name is none that anybody knows.
    assert figures.given.rows == 3
    assert figures.given.answered.value == pytest.approx(2 / 3)
    assert figures.given.accuracy_161.value == pytest.approx(1 / 3)
    assert figures.given.mean_km.value == pytest.approx((20_039 + 5_900) / 3, abs=60)
    assert figures.given_answered.rows == 2
    assert figures.given_answered.accuracy_161.value == pytest.approx(1 / 2)
    assert figures.confidence_given.pins == 2


def test_end_to_end_over_the_same_text(figures):
    assert figures.all_predictions.strict_161.value == pytest.approx(1 / 3)
    assert figures.found.rows == 2
