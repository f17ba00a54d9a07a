"""Code in README and docs runs: Python blocks, and every `deconflict-map` line, without a network, in a folder of its own.

Sybil finds the blocks. `<!-- file: NAME -->` saves the block below it as a file; `<!-- prints -->` holds it to
what the last command said; `<!-- skip: next "reason" -->` leaves one out. A page's blocks run in its order and share their names and files, as a reader who follows the page does.
"""

from __future__ import annotations

import contextlib
import gc
import io
import re
import shlex
import shutil
import sys
import tomllib
from pathlib import Path
from unittest import SkipTest

import pytest
from sybil import Document, Example, Region
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from deconflict_map.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n.*?^```$", re.MULTILINE | re.DOTALL)
PRINTS = re.compile(r"^<!-- prints -->\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SKIP = re.compile(r"^<!-- skip: next (.*) -->$", re.MULTILINE)
# What can't be run here, by page. One more needs its line here, and a reason that holds.
LEFT_OUT = {
    "docs/how-to/gazetteer.md": 2,
    "docs/how-to/online.md": 1,
    "docs/how-to/spacy.md": 1,
}
RUN = {"python", "sh"}
READ = {"toml", "json", "text"}
MADE = {"make", "source", "pip", "python"}  # held below to what there is, not run
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
GOLD = '{"doc_id": "1", "text": "Raqqa lies on the Euphrates.", "toponyms": [{"start": 0, "end": 5, "lat": 35.95, "lon": 39.01}]}\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A reader's folder: the two bundled accounts under the names that the pages use, and a home of its own."""
    first, second = (ROOT / "seeds" / f"deconfliction-line-{year}.md" for year in (2017, 2018))
    for name in ("article.md", "before.md"):
        shutil.copy(first, tmp_path / name)
    shutil.copy(second, tmp_path / "after.md")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    text = first.read_text(encoding="utf-8").split("---\n", 2)[2]
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    (tmp_path / "mine.toml").write_text("version = 1\n", encoding="utf-8")
    for name in ("news.jsonl", "local.jsonl"):
        (tmp_path / name).write_text(GOLD, encoding="utf-8")
    home = tmp_path / "home"
    for part in (".zfunc", ".config/fish/completions", ".local/share/bash-completion/completions"):
        (home / part).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
@pytest.mark.usefixtures("folder")
def test_what_a_page_tells_to_type_works(page):
    for example in document(page).examples():
        with contextlib.suppress(SkipTest):
            example.evaluate()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_leaves_out_what_is_known_and_says_why(page):
    reasons = SKIP.findall(page.read_text(encoding="utf-8"))
    assert len(reasons) == LEFT_OUT.get(page.relative_to(ROOT).as_posix(), 0)
    assert all(re.fullmatch(r'"[^"]{20,}"', reason) for reason in reasons)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_block_says_what_it_is(page):
    text = page.read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert set(blocks) <= RUN | READ
    assert len(blocks) * 2 == len(re.findall(r"^```(?!\{)", text, re.MULTILINE)) - text.count("```{")


def document(page: Path) -> Document:
    """A page with what is to be run in it."""
    parsers = (SkipParser(), PythonCodeBlockParser(), CodeBlockParser("sh", run_block), files, prints)
    return Document.parse(str(page), *parsers)


def files(page: Document):
    """The blocks of a page that are saved as files."""
    for found in FILE.finditer(page.text):
        yield Region(found.start(), found.start() + 5, found, save)


def save(example: Example) -> None:
    Path(example.parsed[1]).write_text(example.parsed[2], encoding="utf-8")


def prints(page: Document):
    """The blocks of a page that the command before them prints."""
    for found in PRINTS.finditer(page.text):
        yield Region(found.start(), found.start() + 5, found[1], hold)


def hold(example: Example) -> None:
    assert str(example.parsed) in example.namespace["said"]


def run_block(example: Example) -> None:
    """Run the lines of a block one by one."""
    for line in str(example.parsed).splitlines():
        words = split(line)
        if words:
            example.namespace["said"] = run(words, f"{example.path}:{example.line}: {line}")


def split(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|>")
    lexer.whitespace_split = True
    return list(lexer)


def run(words: list[str], where: str) -> str:
    """One line of shell: a command of ours, what is piped into it and where its output goes; or one that is only checked."""
    told = b""
    if words[0] == "echo":
        assert words[2] == "|", where
        told, words = words[1].encode(), words[3:]
    if words[0] in MADE:
        check_made(words, where)
        return ""
    assert Path(words[0]).name == "deconflict-map", where
    target = Path(words[-1].replace("~", str(Path.home()), 1)) if ">" in words else None
    arguments = words[1 : words.index(">")] if target else words[1:]
    code, out, said = called(arguments, told)
    assert code in {0, 4} if "--strict" in arguments else code == 0, f"{where}\n{said}"
    assert "Traceback" not in said, where
    if target:
        target.write_bytes(out)
    return said


def check_made(words: list[str], where: str) -> None:
    """Commands of others: the targets and extras that they name are there."""
    if words[0] == "make":
        assert words[1] in TARGETS, where
    if words[0] == "pip":
        for extra in re.findall(r"\[([a-z]+)\]", " ".join(words)):
            assert extra in EXTRAS, where


def called(arguments: list[str], told: bytes) -> tuple[int, bytes, str]:
    """The exit code of a command, what it put out and what it said."""
    out, said = io.BytesIO(), io.StringIO()
    stream = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(told), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(said), pytest.raises(SystemExit) as ended:
            main(arguments)
    finally:
        sys.stdin = before
        gc.unfreeze()
        gc.enable()
    return int(ended.value.code or 0), out.getvalue(), said.getvalue()
