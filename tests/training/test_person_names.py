"""The list of persons' names from the census's counts: a small census, and the real one where it is installed."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from deconflict_map.errors import InputRefusedError
from deconflict_map.training.person_names import person_names

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src" / "deconflict_map" / "toponyms" / "vocabulary" / "person_names.toml"
PRESENT = '# head\n\ngiven_common = """\nx\n"""\n\ngiven_elsewhere = """\nolga\n"""\n'


@pytest.fixture
def census(tmp_path):
    """Given names on both sides of each limit, one of them on it only by both files; 6,001 surnames."""
    women = "MARY 2.0 2.0 1\nLEE 0.012 2.1 2\nZOE 0.004 2.2 3\nRARA 0.003 2.3 4\nSAM 0.029 2.4 5\n"
    men = "JOHN 3.0 3.0 1\nLEE 0.018 3.1 2\n"
    (tmp_path / "dist.female.first").write_text(women, encoding="ascii")
    (tmp_path / "dist.male.first").write_text(men, encoding="ascii")
    surnames = "".join(f"N{rank:05} 0.1 0.1 {rank}\n" for rank in range(1, 6002))
    (tmp_path / "dist.all.last").write_text(surnames, encoding="ascii")
    return tmp_path


def words(made, name):
    return made.split(f'{name} = """\n')[1].split('\n"""')[0].split()


def test_given_names_are_told_apart_by_the_share_of_both_files(census):
    made = person_names(census, PRESENT)
    assert words(made, "given_common") == ["john", "lee", "mary"]
    assert words(made, "given_rare") == ["sam", "zoe"]


def test_surnames_are_told_apart_by_rank(census):
    made = person_names(census, PRESENT)
    for name, first, last in (("first", 1, 500), ("second", 501, 2000), ("third", 2001, 6000)):
        assert words(made, f"surnames_{name}") == [f"n{rank:05}" for rank in range(first, last + 1)]


def test_head_and_our_own_list_are_kept(census):
    made = person_names(census, PRESENT)
    assert made.startswith('# head\n\ngiven_common = """\njohn')
    assert made.endswith('"""\n\ngiven_elsewhere = """\nolga\n"""\n')
    assert person_names(census, made) == made


@pytest.mark.parametrize("name", ["dist.female.first", "dist.all.last"])
@pytest.mark.parametrize("text", [None, "MARY\n", "MARY two 2.0 1\n", "ZOË 2.0 2.0 1\n"])
def test_what_isnt_the_census_is_refused(census, name, text):
    (census / name).unlink()
    if text is not None:
        (census / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputRefusedError, match=name):
        person_names(census, PRESENT)


def test_a_list_of_another_kind_is_refused(census):
    with pytest.raises(InputRefusedError, match="given_elsewhere"):
        person_names(census, "# empty\n")


def test_the_list_that_ships_is_made_from_the_real_census():
    folder = os.environ.get("DECONFLICT_MAP_CENSUS")
    package = find_spec("names")
    if folder is None and (package is None or package.origin is None):
        pytest.skip("the census isn't here (install deconflict-map[train], or set DECONFLICT_MAP_CENSUS to a folder)")
    census = Path(folder or package.origin)
    shipped = SHIPPED.read_text(encoding="utf-8")
    assert person_names(census if census.is_dir() else census.parent, shipped) == shipped
