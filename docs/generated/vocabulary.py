"""The package's tables of words and numbers → a list that says what each is for, in its own first lines."""

from __future__ import annotations

from importlib.resources import files
from itertools import takewhile
from pathlib import Path

from .markdown import plain

_HAND_WRITTEN = (".toml",)


def vocabulary_page() -> str:
    """All tables by package, each with the comment at its head."""
    root = Path(str(files("deconflict_map")))
    found = sorted(path for path in root.rglob("*") if path.suffix in _HAND_WRITTEN and "_data" not in path.parts)
    packages: dict[str, list[Path]] = {}
    for path in found:
        packages.setdefault(path.relative_to(root).parts[0], []).append(path)
    return "\n".join(_package(name, root, paths) for name, paths in packages.items())


def _package(name: str, root: Path, paths: list[Path]) -> str:
    rows = "\n".join(f"`{path.relative_to(root).as_posix()}`\n: {_head(path)}\n" for path in paths)
    return f"## {name}\n\n{rows}"


def _head(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    comment = [line.removeprefix("#").strip() for line in takewhile(lambda line: line.startswith("#"), lines)]
    first = list(takewhile(bool, comment))
    return plain(" ".join(first)) or "See the file."
