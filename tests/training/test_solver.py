"""The solver against closed forms, and against a second implementation of the sums that knows nothing of matrices."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from deconflict_map.errors import DeconflictMapError
from deconflict_map.training import solver
from deconflict_map.training.solver import Choice, Example, fit_choices, fit_examples

NAMES = ("a", "b", "c")
FEATURES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([0.25, 0.5, 1.0]), max_size=3)
EXAMPLES = st.lists(
    st.builds(Example, features=FEATURES, holds=st.booleans(), weight=st.sampled_from([0.1, 1.0, 2.0])),
    min_size=1,
    max_size=12,
)


@st.composite
def choices(draw):
    found = []
    for _ in range(draw(st.integers(1, 8))):
        options = draw(st.lists(FEATURES, min_size=2, max_size=4))
        right = draw(st.integers(0, len(options) - 1))
        marks = tuple(number == right for number in range(len(options)))
        found.append(Choice(options=tuple(options), right=marks, weight=draw(st.sampled_from([0.3, 1.0]))))
    return found


def score(features, weights):
    return sum(weights[NAMES.index(name)] * value for name, value in features.items())


def loss_of_examples(examples, strength):
    def loss(weights):
        total = strength / 2 * sum(weight**2 for weight in weights)
        for one in examples:
            margin = score(one.features, weights) * (1 if one.holds else -1)
            total += one.weight * math.log1p(math.exp(-margin))
        return total

    return loss


def loss_of_choices(found, strength):
    def loss(weights):
        total = strength / 2 * sum(weight**2 for weight in weights)
        for one in found:
            odds = [math.exp(score(option, weights)) for option in one.options]
            right = sum(odd for odd, holds in zip(odds, one.right, strict=True) if holds)
            total -= one.weight * math.log(right / sum(odds))
        return total

    return loss


def least(loss):
    """The minimum by Nelder and Mead's simplex, which asks for nothing but the sum."""
    found = minimize(loss, np.zeros(3), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-13, "maxiter": 9_000})
    return dict(zip(NAMES, found.x, strict=True))


@settings(max_examples=25, deadline=None)
@given(EXAMPLES)
def test_examples_are_fitted_like_by_a_simplex(examples):
    fit, expected = fit_examples(examples, least=1, strength=0.5), least(loss_of_examples(examples, 0.5))
    for name in NAMES:
        assert fit.weights.get(name, 0.0) == pytest.approx(expected[name], abs=1e-3)
    assert fit.gradient < 1e-9


@settings(max_examples=25, deadline=None)
@given(choices())
def test_choices_are_fitted_like_by_a_simplex(found):
    fit, expected = fit_choices(found, least=1, strength=0.5), least(loss_of_choices(found, 0.5))
    for name in NAMES:
        assert fit.weights.get(name, 0.0) == pytest.approx(expected[name], abs=1e-3)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_neither_the_order_of_examples_nor_that_of_features_matters(data):
    examples = data.draw(EXAMPLES)
    other = [
        Example(features=dict(reversed(one.features.items())), holds=one.holds, weight=one.weight)
        for one in data.draw(st.permutations(examples))
    ]
    assert fit_examples(examples, least=1, strength=1.0).weights == fit_examples(other, least=1, strength=1.0).weights


def test_a_share_is_learned_as_its_log_odds():
    # Three in four hold, and next to no regularisation: the weight is log(3).
    examples = [Example(features={"always": 1.0}, holds=i < 3, weight=1.0) for i in range(4)]
    assert fit_examples(examples, least=1, strength=1e-9).weights == {"always": round(math.log(3), 3)}


def test_what_counts_twice_is_learned_like_two():
    def fitted(*weights):
        examples = [
            Example(features={"a": 1.0}, holds=number > 0, weight=weight) for number, weight in enumerate(weights)
        ]
        return fit_examples(examples, least=1, strength=1.0).weights

    assert fitted(1.0, 2.0) == fitted(1.0, 1.0, 1.0)


def test_regularisation_pulls_to_nought():
    # d/dw [log(1 + exp(-w)) + s/2 w²] = 0 for one example that holds: s·w = 1/(1 + exp(w)); w = 1 gives s.
    one = [Example(features={"a": 1.0}, holds=True, weight=1.0)]
    assert fit_examples(one, least=1, strength=1 / (1 + math.e)).weights == {"a": 1.0}


def test_a_choice_is_learned_as_a_share():
    # Of two options the one with the feature is right in four of five: exp(w) = 4.
    found = [Choice(options=({"a": 1.0}, {}), right=(i < 4, i >= 4), weight=1.0) for i in range(5)]
    assert fit_choices(found, least=1, strength=1e-9).weights == {"a": round(math.log(4), 3)}


def test_any_right_option_will_do():
    # a or b is right, c is wrong; a and b are alike: both go up, c goes down by as much as they together.
    found = [Choice(options=({"a": 1.0}, {"b": 1.0}, {"c": 1.0}), right=(True, True, False), weight=1.0)]
    weights = fit_choices(found, least=1, strength=1.0).weights
    assert weights["a"] == weights["b"] > 0 > weights["c"]
    assert weights["c"] == pytest.approx(-2 * weights["a"], abs=2e-3)


def test_choices_without_a_right_or_a_wrong_option_say_nothing():
    found = [Choice(options=({"a": 1.0}, {}), right=(same, same), weight=1.0) for same in (True, False)]
    assert fit_choices(found, least=1, strength=1.0).weights == {}


def test_what_may_only_speak_for_never_speaks_against():
    found = [Choice(options=({"near": 1.0, "far": 1.0}, {}), right=(False, True), weight=1.0)]
    free = fit_choices(found, least=1, strength=0.1).weights
    bound = fit_choices(found, least=1, strength=0.1, never_against=("near",)).weights
    assert free["near"] == free["far"] < 0
    assert bound.keys() == {"far"}
    alone = [Choice(options=({"far": 1.0}, {}), right=(False, True), weight=1.0)]
    assert bound == fit_choices(alone, least=1, strength=0.1).weights, "a weight at its bound leaves the others alone"


def test_rare_features_arent_learned():
    one = [Example(features={"a": 1.0}, holds=True, weight=1.0)]
    assert fit_examples(one, least=2, strength=1.0).weights == {}


def test_weights_that_dont_settle_are_refused(monkeypatch):
    monkeypatch.setattr(solver, "_SETTLED", 0.0)  # no arithmetic gets so far
    examples = [Example(features={"a": 1.0, "b": 0.3}, holds=i % 3 == 0, weight=0.7) for i in range(7)]
    with pytest.raises(DeconflictMapError, match="don't settle"):
        fit_examples(examples, least=1, strength=0.1)
