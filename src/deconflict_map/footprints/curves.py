"""Pairs of ends and a seeded generator → smooth plausible courses between them, as arrays of metres.

A course is a straight chord, an arc, or a path, plus a Brownian bridge across it: the process that is pinned at both
ends and widest half-way, B(t) with variance t(1-t) (Horne et al. 2007). It is built from its Karhunen–Loève series
B(t) = Σ zₖ·√2·sin(kπt)/(kπ), cut after a few terms so that courses are smooth. Scaled by 2·σmax it has the standard
deviation σ(t) = σmax·2√(t(1-t)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.parameters import FromToRule

    Floats = NDArray[np.float64]


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


def courses(starts: Floats, ends: Floats, *, rule: FromToRule, widen: float, rng: np.random.Generator) -> Floats:
    """`(n, vertices, 2)` straight and arched courses from `starts` to `ends`, each `(n, 2)` metres."""
    count = len(starts)
    chord = ends - starts
    length = np.hypot(chord[:, 0], chord[:, 1])
    across = np.column_stack([-chord[:, 1], chord[:, 0]])
    t = np.linspace(0.0, 1.0, rule.vertices)
    # The offset is a share of the chord, since `across` has the chord's length.
    offset = 2 * rule.sag_share * widen * bridge(rng, count=count, vertices=rule.vertices, terms=rule.terms)
    arched = rng.random(count) < rule.mixture.arc / (rule.mixture.arc + rule.mixture.straight)
    sag = rng.uniform(*rule.arc_share, count) * rng.choice([-1.0, 1.0], count) * arched
    offset += sag[:, None] * np.sin(np.pi * t)
    offset[:, [0, -1]] = 0.0
    offset[length == 0.0] = 0.0
    drawn = starts[:, None, :] + t[None, :, None] * chord[:, None, :] + offset[:, :, None] * across[:, None, :]
    drawn[:, -1] = ends  # start + 1·chord rounds; an end on a river stays on it
    return drawn


def along_path(
    starts: Floats, ends: Floats, *, path: LineString, error_m: float, rule: FromToRule, rng: np.random.Generator
) -> Floats:
    """`(n, vertices, 2)` courses that follow a path between the points of it nearest to their ends.

    They stray from it by the base data's error, pinned at the ends.
    """
    first = np.asarray(shapely.line_locate_point(path, shapely.points(starts)))
    last = np.asarray(shapely.line_locate_point(path, shapely.points(ends)))
    t = np.linspace(0.0, 1.0, rule.vertices)
    chainage = first[:, None] + (last - first)[:, None] * t
    flat = shapely.get_coordinates(shapely.line_interpolate_point(path, chainage.ravel()))
    drawn = flat.reshape(len(starts), rule.vertices, 2)
    stray = [bridge(rng, count=len(starts), vertices=rule.vertices, terms=rule.terms) for _ in range(2)]
    drawn = drawn + 2 * error_m * np.stack(stray, axis=-1)
    drawn[:, 0], drawn[:, -1] = starts, ends
    return drawn


def centrality(curves: Floats) -> Floats:
    """Mean distance of each curve to all others `(n,)`: root mean square over equal shares of their length, metres.

    The smallest belongs to the medoid. A distance-based depth in the sense of Mirzargar, Whitaker & Kirby 2014
    (Curve boxplot, IEEE TVCG 20:2654, doi 10.1109/TVCG.2014.2346455), whose band depth needs all pairs of curves for
    each curve; this one needs all pairs once.
    """
    count, vertices, _ = curves.shape
    flat = curves.reshape(count, -1)
    total = np.zeros(count)
    for index in range(count):
        total[index] = np.sqrt(((flat - flat[index]) ** 2).sum(axis=1) / vertices).sum()
    mean: Floats = total / max(count - 1, 1)
    return mean


def envelope(curves: Floats) -> BaseGeometry:
    """The area that a set of curves sweeps: the union over neighbouring vertices of the hull of all curves' points.

    The band of curves of Mirzargar et al. (2014, eq. 6), taken over steps instead of points so that it has no gaps.
    """
    steps = np.concatenate([curves[:, :-1], curves[:, 1:]], axis=0).transpose(1, 0, 2)
    owners = np.repeat(np.arange(len(steps)), steps.shape[1])
    clouds = shapely.multipoints(np.asarray(shapely.points(steps.reshape(-1, 2))), indices=owners)
    return shapely.union_all(shapely.convex_hull(clouds))
