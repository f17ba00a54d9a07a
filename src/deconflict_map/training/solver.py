"""Examples → weights, by L2-regularised maximum likelihood.

The optimum is sought from nought until the gradient is all but zero, and then rounded to three digits, so that the last
bits of a machine's arithmetic hardly ever show. SciPy's L-BFGS
does the work; it is needed for training only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

_Loss: TypeAlias = "Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]]"
"""What gives a loss and its gradient for some weights."""

_DIGITS = 3
_GRADIENT = 1e-6
_STEPS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Features that were found, whether it holds, and how much the example counts."""

    features: Mapping[str, float]
    holds: bool
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The features of each option, which of them are right, and how much the choice counts."""

    options: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    weight: float


def names_of(rows: Sequence[Mapping[str, float]], least: int) -> list[str]:
    """The features that at least so many rows have, in order."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, count in counts.items() if count >= least)


def matrix_of(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> csr_matrix:
    """The rows as a sparse matrix with a column for each name."""
    at = {name: column for column, name in enumerate(names)}
    data, columns, ends = list[float](), list[int](), [0]
    for row in rows:
        for name, value in row.items():
            column = at.get(name)
            if column is not None:
                data.append(value)
                columns.append(column)
        ends.append(len(columns))
    return csr_matrix((data, columns, ends), shape=(len(rows), len(names)))


def fit_examples(examples: Sequence[Example], *, least: int, strength: float) -> dict[str, float]:
    """Weights of a logistic regression; `strength` is that of the regularisation, features seen less often are left."""
    rows = [example.features for example in examples]
    names = names_of(rows, least)
    found = matrix_of(rows, names)
    signs = np.array([1.0 if example.holds else -1.0 for example in examples])
    counts = np.array([example.weight for example in examples])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = signs * (found @ weights)
        wrong = counts * _wrong(margins)
        value = float(counts @ np.logaddexp(0.0, -margins)) + strength / 2 * float(weights @ weights)
        return value, strength * weights - found.T @ (signs * wrong)

    return _least(loss, names)


def fit_choices(
    choices: Sequence[Choice], *, least: int, strength: float, never_against: tuple[str, ...] = ()
) -> dict[str, float]:
    """Weights of a conditional logit: a softmax over the options of each choice, of which any right one will do.

    Features whose names begin with one of `never_against` may only speak for an option: what is known to be no evidence
    against it isn't to be learned as such from the accidents of a few texts.
    """
    choices = [choice for choice in choices if any(choice.right) and not all(choice.right)]
    rows = [option for choice in choices for option in choice.options]
    names = names_of(rows, least)
    found = matrix_of(rows, names)
    starts = np.cumsum([0, *(len(choice.options) for choice in choices)])[:-1]
    right = np.array([right for choice in choices for right in choice.right])
    counts = np.repeat([choice.weight for choice in choices], [len(choice.options) for choice in choices])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = found @ weights
        of_all = np.exp(_log_shares(scores, starts, np.ones_like(right)))
        logs = _log_shares(scores, starts, right)
        of_right = np.exp(logs) * right
        gained = np.logaddexp.reduceat(np.where(right, scores, -np.inf), starts)
        total = np.logaddexp.reduceat(scores, starts)
        value = float(counts[starts] @ (total - gained)) + strength / 2 * float(weights @ weights)
        return value, strength * weights + found.T @ (counts * (of_all - of_right))

    return _least(loss, names, [(0.0 if name.startswith(never_against) else None, None) for name in names])


def _log_shares(
    scores: NDArray[np.float64], starts: NDArray[np.int64], among: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Logarithms of the shares of each option among some options of its choice."""
    kept = np.where(among, scores, -np.inf)
    total = np.logaddexp.reduceat(kept, starts)
    lengths = np.diff([*starts, len(scores)])
    return np.asarray(np.where(among, scores - np.repeat(total, lengths), -np.inf))


def _wrong(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability of the other answer, by margin."""
    return np.asarray(np.exp(-np.logaddexp(0.0, margins)))


def _least(
    loss: _Loss, names: Sequence[str], bounds: Sequence[tuple[float | None, None]] | None = None
) -> dict[str, float]:
    solved = minimize(
        loss,
        np.zeros(len(names)),
        jac=True,
        bounds=bounds,
        method="L-BFGS-B",
        options={"maxiter": _STEPS, "maxfun": 2 * _STEPS, "gtol": _GRADIENT, "ftol": 0.0, "maxcor": 20},
    )
    weights = zip(names, np.round(solved.x, _DIGITS).tolist(), strict=True)
    return {name: weight + 0.0 for name, weight in weights if weight}
