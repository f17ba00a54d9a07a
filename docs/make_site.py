"""Pages, notebooks and what is generated → the documentation's site, by `make docs`.

    python -m docs.make_site build/docs

Everything is put together in a folder beside the site, so that the sources stay as they are: Markdown pages as they
stand in `docs`, in which `<!-- generated: NAME -->` gives way to what is made of the package itself; the notebooks with
what they put out; the reference of relations. Sphinx then builds the site, with warnings as errors. Nothing is fetched.
Refuses a marker that nothing generates.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from docs.relations import write_reference

from docs import generated

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
_PARTS = ("explanation", "how-to", "images", "reference", "tutorial", "_static")
_MARKER = re.compile(r"^<!-- generated: ([a-z-]+) -->$", re.MULTILINE)
_TITLE = re.compile(r"^# ", re.MULTILINE)
_NOTEBOOK = re.compile(r"\]\((?:\.\./)+notebooks/")
_RELATIONS = """**[All relations, with their pictures](relations/index.md)**

```{toctree}
:hidden:

relations/index
```
"""
_GENERATED: dict[str, Callable[[], str]] = {
    "commands": generated.commands_page,
    "library": generated.library_page,
    "relations": lambda: _RELATIONS,
    "schema": generated.schema_page,
    "settings": generated.settings_page,
    "values": generated.values_page,
    "vocabulary": generated.vocabulary_page,
}
# The day of no build: what Sphinx would date is dated alike every time.
_DAY = "1580601600"


def main(arguments: list[str]) -> int:
    """Build the site into the folder that is named, and say where it is."""
    site = Path(arguments[0] if arguments else "build/docs").resolve()
    code = make_site(site)
    if code == 0:
        print(f"Open it in a browser: {(site / 'index.html').as_uri()}")
    return code


def make_site(site: Path) -> int:
    """Build the site; 0 if nothing was wrong. What was in the folder goes."""
    from sphinx.cmd.build import build_main  # noqa: PLC0415 -- the tests of pages need no Sphinx

    os.environ.setdefault("SOURCE_DATE_EPOCH", _DAY)
    pages = site.with_name(f"{site.name}-pages")
    for folder in (site, pages):
        shutil.rmtree(folder, ignore_errors=True)
    assemble(pages)
    return int(build_main(["-q", "-W", "--keep-going", "-E", "-d", str(pages / ".doctrees"), str(pages), str(site)]))


def assemble(folder: Path) -> None:
    """Put everything that Sphinx reads into a folder."""
    folder.mkdir(parents=True)
    for name in ("index.md", "README.md", "conf.py"):
        shutil.copy(DOCS / name, folder / name)
    for part in _PARTS:
        shutil.copytree(DOCS / part, folder / part)
    (folder / "notebooks").mkdir()
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        (folder / "notebooks" / notebook.name).write_text(one_titled(notebook), encoding="utf-8")
    write_reference(folder / "reference" / "relations")
    (folder / "extra" / "reference").mkdir(parents=True)
    (folder / "extra" / "reference" / "document.schema.json").write_text(generated.schema_json(), encoding="utf-8")
    for page in sorted(folder.rglob("*.md")):
        page.write_text(complete(page.read_text(encoding="utf-8")), encoding="utf-8")


def one_titled(path: Path) -> str:
    """A notebook with one title, so that it is one page in the list: further ones become headings below it."""
    notebook = nbformat.read(path, as_version=4)
    told = [cell for cell in notebook.cells if cell.cell_type == "markdown" and "```" not in cell.source]
    for cell in told[1:]:
        cell.source = _TITLE.sub("## ", cell.source)
    return str(nbformat.writes(notebook))


def complete(page: str) -> str:
    """A page with what is generated in place of its markers, and its links to notebooks as the site has them."""
    return _NOTEBOOK.sub("](/notebooks/", _MARKER.sub(lambda found: _GENERATED[found[1]](), page))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
