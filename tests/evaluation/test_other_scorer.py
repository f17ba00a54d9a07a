"""The figures that another scorer has too are the same; it isn't part of this project, and neither are corpora."""

import json
import subprocess
import sys

import pytest

from deconflict_map.evaluation import Corpus, evaluate
from deconflict_map.evaluation.report import report_folder

SIZE = 150
"""Documents of each corpus that are compared: so many that a difference would show, so few that it takes seconds."""


@pytest.mark.parametrize("name", ["geovirus", "wiktor", "lgl"])
def test_agreement(scorer, corpora, gazetteer, tmp_path, name):
    source = corpora / f"{name}.jsonl"
    if not source.is_file():
        pytest.skip(f"{name}.jsonl isn't among the corpora")
    gold = tmp_path / "gold.jsonl"
    with source.open(encoding="utf-8") as lines:
        gold.write_text("".join(line for _, line in zip(range(SIZE), lines, strict=False)), encoding="utf-8")
    with report_folder(tmp_path / "report") as folder:
        evaluation = evaluate([Corpus(name=name, path=gold)], gazetteer, watcher=folder)
        folder.finish(evaluation)
    predicted = tmp_path / "report" / "predictions.jsonl"
    again = evaluate([Corpus(name=name, path=gold, predicted=predicted)], gazetteer)
    theirs = json.loads(
        subprocess.run([sys.executable, scorer, gold, predicted, "--json"], capture_output=True, check=True).stdout
    )
    for block in (evaluation.corpora[0], again.corpora[0]):
        assert ours(block) == pytest.approx(theirs, rel=1e-12)


def ours(block):
    figures = block.figures
    everything = figures.all_predictions
    return {
        "gold": figures.gold,
        "predicted": everything.predicted,
        "documents missing": block.missing,
        "P": everything.exact.precision.value,
        "R": everything.exact.recall.value,
        "F1": everything.exact.f1.value,
        "F1 overlap": everything.overlap.f1.value,
        "e2e@161": everything.strict_161.value,
        "e2e@161 overlap": everything.strict_overlap_161.value,
        "pin precision": figures.found.accuracy_161.value,
        "coverage": figures.found.answered.value,
        "false pins per 100 gold": everything.false_pins.value,
        "mean km of placed": figures.found.mean_km.value,
    }


def test_agreement_on_the_small_example(scorer, gold, predictions, world):
    block = evaluate([Corpus(name="small", path=gold, predicted=predictions)], world).corpora[0]
    theirs = subprocess.run(
        [sys.executable, scorer, gold, predictions, "--json"], capture_output=True, check=True
    ).stdout
    assert ours(block) == pytest.approx(json.loads(theirs), rel=1e-12)
