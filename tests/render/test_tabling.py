"""Records as tables, and back: nothing is lost, and like records take little room."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.render.tabling import tabled, untabled

ATOMS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5)
)
VALUES = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.dictionaries(st.sampled_from("abc"), inner)
        | st.lists(st.fixed_dictionaries({"a": inner, "b": inner}), max_size=8)
        | st.lists(st.fixed_dictionaries({"a": st.sampled_from(["x", 1, True, "1", None, [1], []])}), max_size=8)
    ),
    max_leaves=30,
)


@given(VALUES)
def test_what_was_tabled_comes_back_whole(value):
    back = untabled(json.loads(json.dumps(tabled(value))))
    assert json.dumps(back) == json.dumps(value)  # to the type: True isn't 1


TABLES = [
    ([{"a": 1}, {"a": 1}], [{"a": 1}, {"a": 1}], "two records gain nothing"),
    ([{"a": 1}] * 3, {"#": 3, "a": [1]}, "one value for all"),
    ([{"a": n} for n in range(3)], {"#": 3, "a": [None, [0, 1, 2]]}, "all differ"),
    (
        [{"a": text} for text in ("x", "y", "x", "x", "y")],
        {"#": 5, "a": [["x", "y"], [0, 1, 0, 0, 1]]},
        "a few values, each once",
    ),
    ([{"a": value} for value in (1, True, 1, True)], {"#": 4, "a": [[1, True], [0, 1, 0, 1]]}, "true isn't 1"),
    ([{"a": None}] * 3, {"#": 3, "a": [None]}, "nothing is a value, too"),
    ([{"a": []}] * 3, {"#": 3, "a": [[]]}, "so is an empty list"),
    ([{"a": 1, "b": 2}, {"b": 2, "a": 1}, {"a": 1, "b": 2}], None, "in another order they would come back in this one"),
    ([{"a": 1}, {"a": 1, "b": 2}, {"a": 1}], None, "another key"),
    ([{}, {}, {}], None, "no column would tell"),
    (
        [{"a": [{"b": 1}] * 3}, {"a": []}, {"a": []}],
        {"#": 3, "a": [None, [{"#": 3, "b": [1]}, [], []]]},
        "records within records",
    ),
]


@pytest.mark.parametrize(("records", "table", "why"), TABLES)
def test_a_table_is_written_as_is_shortest(records, table, why):
    assert json.dumps(tabled(records)) == json.dumps(records if table is None else table), why
    assert json.dumps(untabled(tabled(records))) == json.dumps(records)


def test_what_is_no_column_is_refused():
    with pytest.raises(ValueError, match="no column"):
        untabled({"#": 2, "a": [1, 2, 3]})
