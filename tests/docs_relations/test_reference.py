"""The reference of relations: complete, true to what the reader makes of every phrase, and the same every time."""

import os
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from docs.relations import MisfiledError, found, groups, small_map, write_reference
from docs.relations.pages import plain
from docs.relations.rules import rules, short_sources, wordings
from docs.relations.small_map import MOST_BYTES

from deconflict_map.model.anchor import Anchor, JunctionKind
from deconflict_map.model.qualifier import Bank, Closeness, LineShape, Mode, Part, WidthKind
from deconflict_map.model.relation import Relation

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = [example for group in groups() for example in group.examples]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    write_reference(folder)
    return folder


@pytest.fixture(scope="module")
def text(written):
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(written.glob("*.md"))}


@pytest.mark.parametrize("kind", [*get_args(Relation), *get_args(Anchor)], ids=lambda kind: kind.__name__)
def test_every_relation_and_every_kind_of_reference_has_an_example(kind):
    assert [example.phrase for example in EXAMPLES if example.kind == kind.__name__]


@pytest.mark.parametrize(
    "value",
    [value for kind in (Bank, Closeness, JunctionKind, LineShape, Mode, Part, WidthKind) for value in kind],
    ids=lambda value: f"{type(value).__name__}.{value.name}",
)
def test_every_meaning_of_a_word_has_an_example(value):
    assert [example.phrase for example in EXAMPLES if f"{type(value).__name__}.{value.name}" in example.values]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.phrase)
def test_an_example_is_read_as_what_it_is_filed_under_and_drawn(example):
    drawn = found(example)
    assert drawn.footprints
    assert {step.rule for one in drawn.footprints for step in one.steps} <= {rule.name for rule in rules()} | {
        example.own
    }


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"kind": "Corners"}, "nothing in the tree is a polygon"),
        ({"values": ("Closeness.OFF",)}, "near, but not at sea"),
        ({"undrawable": True}, "it can be drawn"),
    ],
)
def test_a_misfiled_example_is_refused(changed, why):
    near = next(example for example in EXAMPLES if example.phrase == "near Timbuktu")
    with pytest.raises(MisfiledError):
        assert found(replace(near, **changed)), why


def test_examples_are_from_all_over_the_earth():
    countries = [
        place.country
        for example in EXAMPLES
        for place in {one.place for one in found(example).document.resolutions if one.place is not None}
        if place.country
    ]
    assert len(set(countries)) >= 50
    assert max(map(countries.count, countries)) <= len(countries) / 6


def test_every_rule_is_told_with_its_source(text):
    folder = files("deconflict_map.footprints")
    tables = [one for one in folder.iterdir() if one.name.endswith("rules.toml")]
    assert len(tables) >= 5
    for table in tables:
        for section in tomllib.loads(table.read_text(encoding="utf-8")).values():
            assert plain(section["rule"])[1:] in text["rules.md"]
            assert f"Source: {plain(section['source'])}." in text["rules.md"]


def test_parameters_are_told_as_they_stand():
    shown = {(rule.file, rule.key): rule for rule in rules()}
    for (name, key), rule in shown.items():
        whole = tomllib.loads(files("deconflict_map.footprints").joinpath(name).read_text(encoding="utf-8"))
        told = tomllib.loads(rule.parameters)
        assert told | {"rule": rule.name, "source": rule.source} == whole[key]
    told = dict(short_sources())
    assert "doi 10.35035/e09p-h128" in told["Quick Reference"]
    assert "Hall, Smart & Jones 2011" in told["Hall–Jones"]


def test_every_example_has_phrase_picture_tree_rule_and_words(text):
    for group in groups():
        page = text[f"{group.name}.md"]
        sections = page.split("\n## ")[1:]
        assert len(sections) == len(group.examples)
        for example, section in zip(group.examples, sections, strict=True):
            assert section.startswith(plain(example.heading) + "\n")
            assert f"> {plain(example.phrase)}\n" in section
            assert re.search(r"!\[Map of .{20,}\]\(pictures/[\w-]+\.svg\)", section)
            assert "```text\n" in section
            assert "| rule | what it did here | source |" in section
            for terminal in example.words:
                assert f"*{plain(wordings(terminal)[0])}*" in section


def test_links_lead_somewhere(written, text):
    labels = set(re.findall(r"^\(([\w-]+)\)=$", "\n".join(text.values()), re.MULTILINE))
    for name, page in text.items():
        for aim in re.findall(r"\]\(([^)]+)\)", page):
            there = aim[1:] in labels if aim.startswith("#") else (written / aim).is_file()
            assert there, (name, aim)
    for listed in re.search(r"```{toctree}\n(.*?)```", text["index.md"], re.DOTALL).group(1).split("\n")[2:-1]:
        assert (written / f"{listed}.md").is_file()


def test_pictures_are_small_and_say_what_they_show(written):
    pictures = sorted((written / "pictures").glob("*.svg"))
    assert len(pictures) == len(EXAMPLES)
    for path in pictures:
        assert path.stat().st_size <= MOST_BYTES, path.name
        root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 -- as above
        assert root.find(f"{SVG}title").text.startswith("Map of “")
        said = [item.text for item in root.iter(f"{SVG}text")]
        assert any(re.fullmatch(r"[\d.]+ k?m at [\d.]+°[NS]?", words) for words in said), path.name
        assert not {"script", "image", "a", "foreignObject"} & {item.tag.removeprefix(SVG) for item in root.iter()}


def test_reference_places_are_named_in_pictures():
    tabqa = next(example for example in EXAMPLES if example.phrase == "southwest of Tabqa")
    picture = small_map(found(tabqa).document, "a map").svg()
    assert ">Tabqa</text>" in picture


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_pages_and_pictures_are_the_same_every_time(seed, written, text):
    """A fresh process, another seed of Python's hashes."""
    again = (
        "from docs.relations import found, groups, small_map\n"
        "from docs.relations.pages import alt_text, tree_text\n"
        "for one in [group.examples[0] for group in groups()][:6]:\n"
        "    print(small_map(found(one).document, alt_text(one, found(one))).svg() + tree_text(found(one)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", again],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    for group in groups()[:6]:
        name = f"{group.name}-{group.examples[0].slug}"
        assert (written / "pictures" / f"{name}.svg").read_text(encoding="utf-8") in run.stdout
        tree = text[f"{group.name}.md"].split("```text\n")[1].split("\n```")[0]
        assert tree in run.stdout


def test_wordings_are_words():
    every = {word for example in EXAMPLES for terminal in example.words for word in wordings(terminal)}
    assert {"near", "northeast", "parts", "drive", "does not extend into"} <= every
    assert not [word for word in every if re.fullmatch(r"[\d.]+", word)]


def test_words_of_others_are_text_in_markdown():
    assert plain("*a* | <b> [c](d) `e`") == r"\*a\* \| \<b\> \[c\](d) \`e\`"
