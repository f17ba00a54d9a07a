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
_VOCABULARIES = ("deconflict_map.units", "deconflict_map.descriptions")
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


def wordings(terminal: str) -> tuple[str, ...]:
    """The wordings of a terminal (`EXCEPT`) or one of its meanings (`NEAR.beside`), or a word list by file and table.

    Of `@quantities.modes.drive` the file stands in the vocabulary of units, or else in that of descriptions.

    Raises:
        KeyError: There is no such terminal, meaning or table.
    """
    file, *tables = terminal[1:].split(".") if terminal.startswith("@") else ("relations", *terminal.split("."))
    found: object = _vocabulary(file)
    for name in tables:
        found = found[name]  # type: ignore[index]  # a table of the file, or a KeyError
    return tuple(dict.fromkeys(_words(found)))


@cache
def _vocabulary(file: str) -> dict[str, object]:
    homes = (files(package).joinpath(f"vocabulary/{file}.toml") for package in _VOCABULARIES)
    return tomllib.loads(next(home for home in homes if home.is_file()).read_text(encoding="utf-8"))


def _words(value: object) -> list[str]:
    """All words of a list, of the lists of a table, or the names of a table of numbers."""
    if isinstance(value, dict):
        return [word for name, held in value.items() for word in _words(held) or [name]]
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []
