"""Examples → weights, by L2-regularised maximum likelihood, to the last digit that is written.

The weights are rounded to three digits, so that the last bits of a machine's arithmetic don't show; for that they have
to be known far better than to three. L-BFGS alone stops where the sum no longer tells steps apart, with weights right
to the sixth digit or so, and of thousands of weights a few lie so near to a half. So Newton's steps follow, each solved
by conjugate gradients, until the gradient is nothing but rounding. Refuses to give weights that aren't settled.

The sum over examples is convex. That over choices is so where one option is right; where any of several will do it
needn't be, and the minimum is the one into which the way from nought leads. SciPy is needed for training only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import LinearOperator, cg

from deconflict_map.errors import DeconflictMapError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_DIGITS = 3
_NEAR = 1e-6
"""The gradient to which L-BFGS goes, if it gets so far."""
_SETTLED = 1e-9
"""The largest part of the gradient that is left. The regularisation makes every curvature at least `strength`, so that
weights are then right to about so much over it: far less than the half of a thousandth by which they are rounded."""
_STEPS = 5_000
_NEWTON_STEPS = 20  # one or two are needed
_SOLVED = 1e-8  # of the gradient, in each of Newton's steps


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Rounded weights other than 0, the sum that they make least, and the largest part of the gradient there."""

    weights: dict[str, float]
    loss: float
    gradient: float

    def __str__(self) -> str:
        return f"{len(self.weights):,} weights, loss {self.loss:,.3f}, gradient {self.gradient:.1e}"


class _Likelihood(Protocol):
    """A sum to be made least."""

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        """The sum and its gradient."""
        ...

    def curvature(self, weights: Floats) -> tuple[Callable[[Floats], Floats], Floats]:
        """What multiplies a step by the second derivatives, and their diagonal."""
        ...


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


def fit_examples(examples: Sequence[Example], *, least: int, strength: float) -> Fit:
    """Weights of a logistic regression; `strength` is that of the regularisation, features seen less often are left.

    Raises:
        DeconflictMapError: The weights don't settle.
    """
    names = names_of([example.features for example in examples], least)
    return _fit(_Logistic(examples, names, strength), names)


def fit_choices(choices: Sequence[Choice], *, least: int, strength: float, never_against: tuple[str, ...] = ()) -> Fit:
    """Weights of a conditional logit: a softmax over the options of each choice, of which any right one will do.

    McFadden 1974, Conditional logit analysis of qualitative choice behavior. Features whose names begin with one of
    `never_against` may only speak for an option: what is known to be no evidence against it isn't to be learned as such
    from the accidents of a few texts.

    Raises:
        DeconflictMapError: The weights don't settle.
    """
    choices = [choice for choice in choices if any(choice.right) and not all(choice.right)]
    names = names_of([option for choice in choices for option in choice.options], least)
    only_for = np.array([name.startswith(never_against) for name in names], dtype=np.bool_)
    return _fit(_Logit(choices, names, strength), names, only_for)


class _Logistic:
    """Examples that hold or don't."""

    def __init__(self, examples: Sequence[Example], names: Sequence[str], strength: float) -> None:
        self._found = matrix_of([example.features for example in examples], names)
        self._turned = self._found.T.tocsr()
        self._signs = np.array([1.0 if example.holds else -1.0 for example in examples])
        self._counts = np.array([example.weight for example in examples])
        self._strength = strength

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        margins = self._signs * (self._found @ weights)
        value = _dot(self._counts, np.logaddexp(0.0, -margins)) + self._strength / 2 * _dot(weights, weights)
        return value, self._strength * weights - self._turned @ (self._signs * self._counts * _wrong(margins))

    def curvature(self, weights: Floats) -> tuple[Callable[[Floats], Floats], Floats]:
        wrong = _wrong(self._signs * (self._found @ weights))
        bends = self._counts * wrong * (1.0 - wrong)

        def times(step: Floats) -> Floats:
            return np.asarray(self._strength * step + self._turned @ (bends * (self._found @ step)))

        return times, self._strength + self._turned.multiply(self._turned) @ bends


class _Logit:
    """Choices among options."""

    def __init__(self, choices: Sequence[Choice], names: Sequence[str], strength: float) -> None:
        self._found = matrix_of([option for choice in choices for option in choice.options], names)
        self._turned = self._found.T.tocsr()
        self._lengths = np.array([len(choice.options) for choice in choices], dtype=np.int64)
        self._starts = np.cumsum(self._lengths) - self._lengths
        self._right = np.array([right for choice in choices for right in choice.right], dtype=np.bool_)
        self._counts = np.array([choice.weight for choice in choices])
        self._strength = strength

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        (of_all, total), (of_right, gained) = self._shares(weights)
        value = _dot(self._counts, total - gained) + self._strength / 2 * _dot(weights, weights)
        return value, self._strength * weights + self._turned @ (self._each(self._counts) * (of_all - of_right))

    def curvature(self, weights: Floats) -> tuple[Callable[[Floats], Floats], Floats]:
        (of_all, _), (of_right, _) = self._shares(weights)
        counts = self._each(self._counts)

        def times(step: Floats) -> Floats:
            along = self._found @ step
            bent = of_all * (along - self._mean(of_all, along)) - of_right * (along - self._mean(of_right, along))
            return np.asarray(self._strength * step + self._turned @ (counts * bent))

        steep = np.maximum(of_all * (1.0 - of_all) - of_right * (1.0 - of_right), 0.0)
        return times, self._strength + self._turned.multiply(self._turned) @ (counts * steep)

    def _shares(self, weights: Floats) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
        """Each option's share and each choice's logarithm of the sum, among all options and among the right ones."""
        scores = self._found @ weights
        return self._share(scores), self._share(np.where(self._right, scores, -np.inf))

    def _share(self, scores: Floats) -> tuple[Floats, Floats]:
        total = np.logaddexp.reduceat(scores, self._starts)
        return np.exp(scores - self._each(total)), total

    def _mean(self, shares: Floats, values: Floats) -> Floats:
        """The mean of each choice's options, beside each of them."""
        return self._each(np.add.reduceat(shares * values, self._starts))

    def _each(self, values: Floats) -> Floats:
        """The value of each choice, beside each of its options."""
        return np.repeat(values, self._lengths)


def _wrong(margins: Floats) -> Floats:
    """Probability of the other answer, by margin."""
    return np.asarray(np.exp(-np.logaddexp(0.0, margins)))


def _dot(one: Floats, other: Floats) -> float:
    return float(one @ other)


def _fit(likelihood: _Likelihood, names: Sequence[str], only_for: NDArray[np.bool_] | None = None) -> Fit:
    """The rounded weights that make a sum least; those `only_for` aren't below 0."""
    if not names:
        return Fit(weights={}, loss=0.0, gradient=0.0)
    lowest = np.where(only_for, 0.0, -np.inf) if only_for is not None else np.full(len(names), -np.inf)
    solved = minimize(
        likelihood.loss,
        np.zeros(len(names)),
        jac=True,
        bounds=[(low, None) for low in lowest],
        method="L-BFGS-B",
        options={"maxiter": _STEPS, "maxfun": 2 * _STEPS, "gtol": _NEAR, "ftol": 0.0, "maxcor": 20},
    )
    weights, loss, gradient = _settled(likelihood, np.asarray(solved.x), lowest)
    rounded = zip(names, np.round(weights, _DIGITS).tolist(), strict=True)
    return Fit(weights={name: weight for name, weight in rounded if weight}, loss=loss, gradient=gradient)


def _settled(likelihood: _Likelihood, weights: Floats, lowest: Floats) -> tuple[Floats, float, float]:
    """The weights after Newton's steps, the sum, and what is left of the gradient.

    A weight that lies at its bound and would go below it stays there, and counts no more.
    """
    left = np.inf
    for _ in range(_NEWTON_STEPS):
        loss, gradient = likelihood.loss(weights)
        free = (weights > lowest) | (gradient < 0.0)
        downhill = np.where(free, -gradient, 0.0)
        left = float(np.abs(downhill).max())
        if left < _SETTLED:
            return weights, loss, left
        weights = np.maximum(weights + _newton_step(likelihood, weights, downhill, free), lowest)
    raise DeconflictMapError(
        f"the weights don't settle: the gradient is still {left:.1e}",
        where="training",
        do="look for features that are the same in all options, or regularise more",
    )


def _newton_step(likelihood: _Likelihood, weights: Floats, downhill: Floats, free: NDArray[np.bool_]) -> Floats:
    times, diagonal = likelihood.curvature(weights)

    def held(step: Floats) -> Floats:
        return np.where(free, times(np.where(free, step, 0.0)), step)

    size = len(weights)
    operator = LinearOperator((size, size), matvec=held, dtype=np.float64)
    scaled = LinearOperator((size, size), matvec=lambda step: step / diagonal, dtype=np.float64)
    step, _ = cg(operator, downhill, rtol=_SOLVED, atol=0.0, maxiter=10 * size, M=scaled)
    return np.where(free, step, 0.0)
