"""The library's surface: what `__all__` names is there, documented and typed, and costs nothing until it is used."""

import ast
import dataclasses
import inspect
import subprocess
import sys
import typing
from enum import Enum
from pathlib import Path

import pytest

import deconflict_map as dm

NAMES = dm.__all__
SOURCE = Path(dm.__file__)
HEAVY = (
    "folium",
    "branca",
    "geopandas",
    "pandas",
    "pyogrio",
    "shapely",
    "pyproj",
    "numpy",
    "lark",
    "trafilatura",
    "spacy",
    "matplotlib",
)


def typed_names() -> set[str]:
    """The names that type checkers are told of."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    return {
        alias.asname or alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def test_the_lists_of_names_agree():
    assert sorted(NAMES) == NAMES, "in the order of the alphabet"
    assert set(NAMES) == set(dm._HOMES) == typed_names()
    assert dir(dm) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_name_leads_to_one_thing(name):
    found = getattr(dm, name)
    assert found is getattr(dm, name)
    assert found.__name__.lower().lstrip("_") == name.lower() or name == "geocoder"


def public_members(kind: type) -> list[tuple[str, object]]:
    """What a class itself defines for its users."""
    return [(name, value) for name, value in vars(kind).items() if not name.startswith("_")]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_documented(name):
    found = getattr(dm, name)
    assert inspect.getdoc(found), name
    if isinstance(found, type) and not issubclass(found, Exception | Enum):
        for member, value in public_members(found):
            if inspect.isfunction(value) or isinstance(value, property | classmethod):
                target = value.__func__ if isinstance(value, classmethod) else value
                assert inspect.getdoc(target), f"{name}.{member}"


@pytest.mark.parametrize("name", [name for name in NAMES if inspect.isfunction(getattr(dm, name))])
def test_functions_are_typed(name):
    signature = inspect.signature(getattr(dm, name))
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(one.annotation is not inspect.Parameter.empty for one in signature.parameters.values())
    assert "Any" not in str(signature)


@pytest.mark.parametrize("name", [name for name in NAMES if dataclasses.is_dataclass(getattr(dm, name))])
def test_values_are_frozen(name):
    kind = typing.cast("type", getattr(dm, name))
    assert kind.__dataclass_params__.frozen


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        dm.nonsense  # noqa: B018 -- asking is the test


def loaded_by(code: str) -> set[str]:
    """The heavy packages that a fresh interpreter has loaded after running `code`."""
    report = f"{code}; import sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_importing_loads_nothing_heavy():
    assert loaded_by("import deconflict_map") == set()


def test_naming_what_is_there_loads_neither_folium_nor_geopandas():
    named = "import deconflict_map as dm; [getattr(dm, name) for name in dm.__all__]"
    assert loaded_by(named) & {"folium", "branca", "geopandas", "pandas", "pyogrio", "spacy", "trafilatura"} == set()


def test_a_phrase_is_located_without_folium_and_geopandas():
    done = "import deconflict_map as dm; dm.locate('within 55 km of At Tanf').measures"
    assert loaded_by(done) & {"folium", "branca", "geopandas", "pandas", "pyogrio"} == set()


def test_the_marker_for_type_checkers_is_shipped():
    assert (SOURCE.parent / "py.typed").is_file()
