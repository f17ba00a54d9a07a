"""Pairs of ends and a seeded generator → plausible courses between them, as arrays of metres.

A course is a straight chord, an arc, or a path, plus a Brownian bridge across it: the process that is pinned at both
ends and widest half-way, B(t) with variance t(1-t) (Horne et al. 2007). It is built from its Karhunen–Loève series
B(t) = Σ zₖ·√2·sin(kπt)/(kπ), cut after a few terms so that courses are smooth. Scaled by 2·σmax it has the standard
deviation σ(t) = σmax·2√(t(1-t)), and σmax grows with the chord L as sag_share · c · (L/c)^sag_power. What the words say
of the shape goes before: a straight line is a geodesic, an arc bends one way, an irregular line is longer than its
chord by a stated share.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.geodesy import between
from deconflict_map.model.qualifier import LineShape

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry import LineString

    from deconflict_map.footprints.line_parameters import CourseRule
    from deconflict_map.geodesy import LocalFrame

    Floats = NDArray[np.float64]

# Shares of the way at which a geodesic's departure from the plane's chord is worked out; between them a polynomial
# through these and the two ends holds to a metre over 1,000 km.
_QUARTERS = (0.25, 0.5, 0.75)
# Steps towards the amplitude that gives a stated tortuosity: they leave less than a thousand-millionth of it, as for
# courses that are hardly longer than their chords.
_NEWTON_STEPS = 3
_MOST_AMPLITUDE = 4.0
# Shares and quantiles of the normal distribution, between which deviates are interpolated.
_PARTS = (np.arange(1024) + 0.5) / 1024
_QUANTILES = (_PARTS, np.array([NormalDist().inv_cdf(part) for part in _PARTS.tolist()]))


def bridge(rng: np.random.Generator, *, count: int, vertices: int, terms: int) -> Floats:
    """`(count, vertices)` Brownian bridges of unit variance rate, evenly spaced from end to end."""
    t = np.linspace(0.0, 1.0, vertices)
    k = np.arange(1, terms + 1)[:, None]
    basis = np.sqrt(2.0) * np.sin(k * np.pi * t) / (k * np.pi)
    # sin(kπ) isn't exactly 0 in floating point; the ends are pinned exactly.
    basis[:, [0, -1]] = 0.0
    weights = rng.standard_normal((count, terms))
    # einsum without BLAS: the order of summing must not depend on the machine's threads.
    bridges: Floats = np.einsum("nk,kt->nt", weights, basis, optimize=False)
    return bridges


def spread_m(length: Floats, rule: CourseRule) -> Floats:
    """Standard deviation half-way, metres, of courses over chords of these lengths."""
    grown: Floats = rule.sag_share * rule.chord_m * (length / rule.chord_m) ** rule.sag_power
    return grown


def courses(  # noqa: PLR0913 -- the two ends and what is known of the way between them
    starts: Floats,
    ends: Floats,
    *,
    shape: LineShape | None,
    rule: CourseRule,
    vertices: int,
    widen: float,
    rng: np.random.Generator,
) -> Floats:
    """`(n, vertices, 2)` courses of a said or unsaid shape from `starts` to `ends`, each `(n, 2)` metres."""
    chord = ends - starts
    length = np.hypot(chord[:, 0], chord[:, 1])
    safe = np.where(length > 0, length, 1.0)
    # Offsets are shares of the chord, since `across` has the chord's length.
    across = np.column_stack([-chord[:, 1], chord[:, 0]])
    offset = _offsets(length, shape=shape, rule=rule, vertices=vertices, widen=widen, rng=rng) / safe[:, None]
    if shape is LineShape.IRREGULAR:
        offset *= _amplitude(offset, rng.uniform(*rule.tortuosity, len(starts)))[:, None]
    offset[:, [0, -1]] = 0.0
    offset[length == 0.0] = 0.0
    t = np.linspace(0.0, 1.0, vertices)
    drawn = starts[:, None, :] + t[None, :, None] * chord[:, None, :] + offset[:, :, None] * across[:, None, :]
    drawn[:, -1] = ends  # start + 1·chord rounds; an end on a river stays on it
    return drawn


def geodesics(starts: Floats, ends: Floats, *, frame: LocalFrame, vertices: int) -> Floats:
    """`(n, vertices, 2)` geodesics, which are straight in the plane only through its centre."""
    chord = ends - starts
    at = between(frame.lonlat(starts), frame.lonlat(ends), shares=_QUARTERS)
    true = frame.metric_xy(at.reshape(-1, 2)).reshape(len(starts), len(_QUARTERS), 2)
    apart = true - (starts[:, None, :] + np.array(_QUARTERS)[None, :, None] * chord[:, None, :])
    t = np.linspace(0.0, 1.0, vertices)
    drawn = starts[:, None, :] + t[None, :, None] * chord[:, None, :]
    for index, basis in enumerate(_lagrange(t)):
        drawn = drawn + basis[None, :, None] * apart[:, index, None, :]
    drawn[:, 0], drawn[:, -1] = starts, ends
    return drawn


def along_path(  # noqa: PLR0913 -- the two ends, the path and how closely it is kept to
    starts: Floats,
    ends: Floats,
    *,
    path: LineString,
    error_m: float,
    terms: int,
    vertices: int,
    rng: np.random.Generator,
) -> Floats:
    """`(n, vertices, 2)` courses that follow a path between the points of it nearest to their ends.

    They stray from it by the base data's error, pinned at the ends.
    """
    first = np.asarray(shapely.line_locate_point(path, shapely.points(starts)))
    last = np.asarray(shapely.line_locate_point(path, shapely.points(ends)))
    t = np.linspace(0.0, 1.0, vertices)
    chainage = first[:, None] + (last - first)[:, None] * t
    vertices_of = shapely.get_coordinates(path)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(vertices_of, axis=0).T))])
    # Looked up in the chainages of its vertices: a walk along the line for each position costs a hundred times more.
    flat = np.column_stack([np.interp(chainage.ravel(), along, vertices_of[:, axis]) for axis in (0, 1)])
    stray = [bridge(rng, count=len(starts), vertices=vertices, terms=terms) for _ in range(2)]
    drawn: Floats = flat.reshape(len(starts), vertices, 2) + 2 * error_m * np.stack(stray, axis=-1)
    drawn[:, 0], drawn[:, -1] = starts, ends
    return drawn


def lengths(drawn: Floats) -> Floats:
    """Lengths `(n,)` of courses `(n, vertices, 2)`."""
    steps = np.diff(drawn, axis=1)
    measured: Floats = np.hypot(steps[:, :, 0], steps[:, :, 1]).sum(axis=1)
    return measured


def _offsets(
    length: Floats, *, shape: LineShape | None, rule: CourseRule, vertices: int, widen: float, rng: np.random.Generator
) -> Floats:
    """`(n, vertices)` metres to the left of the chord."""
    count = len(length)
    t = np.linspace(0.0, 1.0, vertices)
    stray = bridge(rng, count=count, vertices=vertices, terms=rule.terms)
    one_by_one = np.exp(rule.sag_spread * _normal(rng, count))
    offset: Floats = stray * (2 * widen * spread_m(length, rule) * one_by_one)[:, None]
    arched = rng.random(count) < rule.mixture.arc / (rule.mixture.arc + rule.mixture.straight)
    if shape is LineShape.STRAIGHT:
        return np.zeros_like(offset)
    sag = rng.uniform(*rule.arc_share, count) * rng.choice([-1.0, 1.0], count) * length
    if shape is LineShape.ARC:
        # What is said to be an arc is one: it strays by at most half of what it bends.
        farthest = np.maximum(np.abs(offset).max(axis=1), 1.0)
        offset *= np.minimum(rule.arc_stray, np.abs(sag) / 2 / farthest)[:, None]
    else:
        sag *= arched
    offset += sag[:, None] * np.sin(np.pi * t)
    return offset


def even(rng: np.random.Generator, count: int) -> Floats:
    """`(count,)` shares in [0, 1) in random order, one from each of as many equal parts.

    Stratified sampling (Cochran 1977, Sampling Techniques, ch. 5): bands differ less from seed to seed.
    """
    shares: Floats = (rng.permutation(count) + rng.random(count)) / max(count, 1)
    return shares


def _normal(rng: np.random.Generator, count: int) -> Floats:
    """Stratified normal deviates, by quantiles of the standard library."""
    deviates: Floats = np.interp(even(rng, count), _QUANTILES[0], _QUANTILES[1])
    return deviates


def _amplitude(offset: Floats, tortuosity: Floats) -> Floats:
    """By what to multiply offsets (shares of the chord) so that courses are so much longer than their chords.

    Newton's steps from what would do if courses were hardly longer than their chords. A length is convex in the
    amplitude, so that the first step goes too far at most, and the others come ever nearer.
    """
    step = 1.0 / (offset.shape[1] - 1)
    rise = np.diff(offset, axis=1)
    squares, steepest = rise * rise, np.abs(rise).sum(axis=1)
    most = _MOST_AMPLITUDE / np.where(steepest > 0, steepest, 1.0)
    total = squares.sum(axis=1)
    amplitude: Floats = np.minimum(most, np.sqrt(2 * step * (tortuosity - 1) / np.where(total > 0, total, 1.0)))
    for _ in range(_NEWTON_STEPS):
        lengths_of = np.sqrt(step * step + (amplitude * amplitude)[:, None] * squares)
        slope = amplitude * (squares / lengths_of).sum(axis=1)
        above = lengths_of.sum(axis=1) - tortuosity
        amplitude = np.clip(amplitude - above / np.where(slope > 0, slope, np.inf), 0.0, most)
    return amplitude


def _lagrange(t: Floats) -> list[Floats]:
    """For each inner node the polynomial that is 1 there and 0 at the other nodes and both ends."""
    nodes = (0.0, *_QUARTERS, 1.0)
    bases = []
    for node in _QUARTERS:
        basis = np.ones_like(t)
        for other in nodes:
            if other != node:
                basis = basis * (t - other) / (node - other)
        bases.append(basis)
    return bases
