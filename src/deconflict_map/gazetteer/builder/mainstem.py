"""Loose pieces of equally named rivers → rivers, each with one main stem and its branches.

The main stem is the longest way through the network of the pieces. Trade-off: in a delta or beside an island the
longest arm is the stem, and the others are branches; a sentence "along the river" means the stem.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
Line = tuple[Point, ...]

_SAME_NODE_DEG = 0.02
"""Ends this near are one point: clipping and rounding of the source part them by up to 1 km."""
_BRIDGED_DEG = 0.35
"""Longest gap that is bridged: no lake on a named river of the source is longer (judgement, from its gaps)."""


_SHORTEST_BRANCH_DEG = 0.25
"""Shorter ones are arms around islands, and splinters where a border follows the river (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class River:
    """A main stem, and the lines that are left, longest first. Degrees; the stem runs as most of it was drawn."""

    stem: Line
    branches: tuple[Line, ...]

    @property
    def length_deg(self) -> float:
        """Length of the stem on the plate carrée, degrees."""
        return _length(self.stem)


def join_pieces(pieces: list[Line]) -> list[River]:
    """Rivers made of `pieces`, longest first."""
    groups = _connected(_bridge(sorted(set(pieces))))
    rivers = [_river(group) for group in groups]
    return sorted(rivers, key=lambda river: (-river.length_deg, river.stem))


def _length(line: Line) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))


def _gap(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _node(nodes: list[Point], point: Point) -> int:
    """Number of the node at a point, added where there is none."""
    for number, node in enumerate(nodes):
        if _gap(node, point) <= _SAME_NODE_DEG:
            return number
    nodes.append(point)
    return len(nodes) - 1


def _edges(lines: list[Line]) -> tuple[list[Point], list[tuple[int, int, Line]]]:
    nodes: list[Point] = []
    return nodes, [(_node(nodes, line[0]), _node(nodes, line[-1]), line) for line in lines]


def _components(lines: list[Line]) -> tuple[list[Point], list[int]]:
    """Nodes, and for each the number of its component."""
    nodes, edges = _edges(lines)
    component = list(range(len(nodes)))
    for a, b, _ in edges:
        old, new = component[a], component[b]
        component = [new if c == old else c for c in component]
    return nodes, component


def _bridge(lines: list[Line]) -> list[Line]:
    """The lines, and straight bridges over the shortest gaps between parts, shortest first."""
    bridges: list[Line] = []
    while True:
        nodes, component = _components(lines + bridges)
        gaps = [
            (_gap(nodes[a], nodes[b]), a, b)
            for a in range(len(nodes))
            for b in range(a + 1, len(nodes))
            if component[a] != component[b]
        ]
        if not gaps or min(gaps)[0] > _BRIDGED_DEG:
            return lines + bridges
        _, a, b = min(gaps)
        bridges.append((nodes[a], nodes[b]))


def _connected(lines: list[Line]) -> list[list[Line]]:
    nodes, component = _components(lines)
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        groups[component[_node(nodes, line[0])]].append(line)
    return list(groups.values())


def _river(lines: list[Line]) -> River:
    _, edges = _edges(lines)
    ways: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, (a, b, _) in enumerate(edges):
        ways[a].append((b, number))
        ways[b].append((a, number))
    start = _farthest(0, ways, edges)[-1][0] if edges else 0
    path = _farthest(start, ways, edges)
    used = {number for _, number in path if number >= 0}
    stem: list[Point] = []
    at, as_drawn = start, 0.0
    for node, number in path:
        if number < 0:
            continue
        a, _, line = edges[number]
        piece = line if a == at else line[::-1]
        as_drawn += _length(line) if a == at else -_length(line)
        stem += piece[1:] if stem and _gap(stem[-1], piece[0]) <= _SAME_NODE_DEG else piece
        at = node
    left = [line for number, (_, _, line) in enumerate(edges) if number not in used]
    left.sort(key=lambda line: (-_length(line), line))
    if not stem:  # nothing but loops
        stem, left = list(left[0]), left[1:]
    if as_drawn < 0:
        stem.reverse()
    branches = tuple(line for line in left if _length(line) >= _SHORTEST_BRANCH_DEG)
    return River(stem=tuple(stem), branches=branches)


def _farthest(
    start: int, ways: dict[int, list[tuple[int, int]]], edges: list[tuple[int, int, Line]]
) -> list[tuple[int, int]]:
    """The way (node, edge that led there) from `start` to the node farthest off along a shortest-way tree."""
    best: dict[int, tuple[float, int, int]] = {start: (0.0, -1, -1)}
    queue = [(0.0, start)]
    while queue:
        far, node = heappop(queue)
        if far > best[node][0]:
            continue
        for other, number in ways[node]:
            length = far + _length(edges[number][2])
            if other not in best or length < best[other][0]:
                best[other] = (length, node, number)
                heappush(queue, (length, other))
    node = max(best, key=lambda key: (best[key][0], -key))
    path = []
    while node >= 0:
        _, before, number = best[node]
        path.append((node, number))
        node = before
    return path[::-1]
