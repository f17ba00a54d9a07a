"""What is taken away with a source of evidence: the table is held to the features that there are."""

from pathlib import Path

import pytest

from deconflict_map.errors import UsageError
from deconflict_map.toponyms.linear import shipped
from deconflict_map.training.evidence import NOTHING_LEFT_OUT, Task, Without, all_evidence, evidence
from deconflict_map.training.solver import Choice, Example

ROOT = Path(__file__).resolve().parents[2]
BELONG_TO_NONE = {
    Task.RECOGNITION: {"always", "unknown"},
    Task.RESOLUTION: {"nobody", "nobody, in its text"},
}
"""How likely anything is at all."""
RARE = {"is gone", "fuzzy ", "hyphen before: given_", "begins with a feature word", "ends with a feature word"}
"""Beginnings of features that recognition has, but so seldom that they may be learned or not."""
RARE |= {"meant by the name elsewhere"}  # learned as 0, since it may only speak for a place


def features(task):
    models = shipped()
    return {*models.name} if task is Task.RECOGNITION else {*models.prior, *models.context}


@pytest.mark.parametrize("task", list(Task))
def test_every_feature_that_ships_is_of_some_source(task):
    sources = [one for one in all_evidence().values() if one.task is task]
    without = {feature for feature in features(task) if not any(one.has(feature) for one in sources)}
    assert without == BELONG_TO_NONE[task]


@pytest.mark.parametrize("source", all_evidence().values(), ids=lambda source: source.name)
def test_every_beginning_is_that_of_some_feature(source):
    for beginning in set(source.beginnings) - RARE:
        one = type(source)(name=source.name, task=source.task, beginnings=(beginning,))
        assert any(one.has(feature) for feature in features(source.task)), beginning


@pytest.mark.parametrize(
    ("name", "feature", "expected"),
    [
        ("words before", "before: in", True),
        ("words before", "great: before: in", True),
        ("words before", "small of words: two before: the", True),
        ("words before", "folded, common: before, a title: dr", True),
        ("words before", "unknown: before: near", True),
        ("words before", "holds what stands before", False),
        ("words behind", "behind: said", True),
        ("words behind", "behind a name: great", False),
        ("class and size", "great: before: in", True),
        ("class and size", "a name follows: great", False),
        ("class and size", "unknown: before: in", False),
        ("endings of names", "unknown: ends in ton", True),
        ("endings of names", "great: behind, ends in ed", False),
        ("population", "people of a capital", True),
        ("population", "in Wikipedia: people", True),
        ("countries named", "country named: town", True),
        ("countries named", "listed with its like: country", False),
        ("countries named", "in the outlet's country: town", False),
        ("kind asked for", "a division is asked for: state", True),
    ],
)
def test_features_are_told_wherever_they_stand(name, feature, expected):
    assert evidence(name).has(feature) is expected


def test_only_what_is_left_out_is_taken_away():
    examples = [Example(features={"before: in": 1.0, "great: before: in": 1.0, "always": 1.0}, holds=True, weight=1.0)]
    chosen = [Choice(options=({"people": 0.5, "is town": 1.0}, {"nobody": 1.0}), right=(True, False), weight=1.0)]
    without = Without(sources=(evidence("words before"), evidence("population")))
    assert [dict(one.features) for one in without.examples(examples)] == [{"always": 1.0}]
    assert [one.options for one in without.choices(chosen)] == [({"is town": 1.0}, {"nobody": 1.0})]
    assert NOTHING_LEFT_OUT.examples(examples) is examples
    assert NOTHING_LEFT_OUT.choices(chosen) is chosen


def test_sources_that_arent_there_are_refused():
    with pytest.raises(UsageError, match="words before"):
        evidence("nonsense")
