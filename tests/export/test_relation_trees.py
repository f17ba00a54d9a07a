"""Relations as JSON: every kind of node, nothing lost, nothing that JSON hasn't."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "render"))

from rendered_sample import reading
from test_relation_words import EAST, EUPHRATES, FIVE, OTHERS, TABQA, S

from deconflict_map.export.tree import relation_tree
from deconflict_map.model.anchor import ParallelRef
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import SideOf, Strip, WithinDistance, references


def nodes(tree):
    """All objects of a tree."""
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from nodes(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from nodes(value)


@pytest.mark.parametrize("relation", [relation for relation, _ in OTHERS], ids=range(len(OTHERS)))
def test_every_relation_is_an_object_with_its_kind_and_span(relation):
    tree = relation_tree(relation, reading())
    assert json.loads(json.dumps(tree, allow_nan=False)) == tree
    assert tree["rel"].replace("_", "") == type(relation).__name__.lower()
    assert tree["span"] == [relation.span.start, relation.span.end]
    places = [node for node in nodes(tree) if node.get("anchor") == "place"]
    assert len(places) == len(references(relation))


def test_a_width_says_what_it_means():
    strip = Strip(ref=EUPHRATES, width=FIVE, kind=WidthKind.DEPTH, side=EAST, span=S)
    tree = relation_tree(strip, reading())
    assert tree["width"] == {
        "value": 1000.0,
        "unit": "m",
        "bound": "exact",
        "least": 1000.0,
        "most": 1000.0,
        "precision": 500.0,
        "words": "5 km",
        "semantics": "depth",
    }
    assert tree["side"]["azimuth_deg"] == 90.0


def test_an_open_end_is_null():
    from dataclasses import replace  # noqa: PLC0415 only here

    open_ended = replace(FIVE, most_m=float("inf"))
    tree = relation_tree(WithinDistance(ref=TABQA, distance=open_ended, span=S), reading())
    assert tree["distance"]["most"] is None


def test_the_equator_isn_t_left_out():
    equator = ParallelRef(lat=0.0, precision_deg=0.5, span=S)
    assert relation_tree(SideOf(ref=equator, heading=EAST, span=S), reading())["ref"]["lat"] == 0.0
