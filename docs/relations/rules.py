"""The tables of rules and of wordings → what the reference tells of them: source, parameters, words."""

from __future__ import annotations

import re
import textwrap
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SECTION = re.compile(r"^\[(\w+)\]\n", re.MULTILINE)
_SHORT = re.compile(r"^#   (\S+(?: \S+)*?)  +(\S.*)$", re.MULTILINE)
_COLUMNS = 84
_TOLD = re.compile(r"^(rule|source) = .*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the footprints: its name, where it comes from, and its parameters as they stand in their file."""

    key: str
    name: str
    source: str
    file: str
    parameters: str


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by file and in the order of each."""
    folder = files("deconflict_map.footprints")
    tables = sorted(one.name for one in folder.iterdir() if one.name.endswith("rules.toml"))
    return tuple(rule for name in tables for rule in _of_file(name, folder.joinpath(name).read_text(encoding="utf-8")))


def _narrow(line: str) -> str:
    """A line of a table, its comment in lines that fit a page."""
    if not line.startswith("# "):
        return line
    return textwrap.fill(line, _COLUMNS, subsequent_indent="# ", break_long_words=False, break_on_hyphens=False)


def _of_file(name: str, text: str) -> list[Rule]:
    table = tomllib.loads(text)
    pieces = _SECTION.split(text)[1:]
    return [
        Rule(
            key=key,
            name=table[key]["rule"],
            source=table[key]["source"],
            file=name,
            parameters="\n".join(map(_narrow, _TOLD.sub("", body).strip().splitlines())),
        )
        for key, body in zip(pieces[::2], pieces[1::2], strict=True)
    ]


@cache
def short_sources() -> tuple[tuple[str, str], ...]:
    """The short names by which the rules call their sources, and the publications that they stand for."""
    folder = files("deconflict_map.footprints")
    tables = sorted(one.name for one in folder.iterdir() if one.name.endswith("rules.toml"))
    text = "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in tables)
    return tuple(dict.fromkeys((name, told) for name, told in _SHORT.findall(text)))


def rule_named(name: str) -> Rule | None:
    """The rule of that name, if it is one that comes along."""
    return next((rule for rule in rules() if rule.name == name), None)


@cache
def _wordings() -> dict[str, dict[str, list[str]]]:
    text = files("deconflict_map.descriptions").joinpath("vocabulary/relations.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def wordings(terminal: str) -> tuple[str, ...]:
    """The wordings of a terminal (`EXCEPT`) or of one of its meanings (`NEAR.beside`).

    Raises:
        KeyError: There is no such terminal or meaning.
    """
    name, _, meaning = terminal.partition(".")
    table = _wordings()[name]
    return tuple(table[meaning]) if meaning else tuple(word for words in table.values() for word in words)
