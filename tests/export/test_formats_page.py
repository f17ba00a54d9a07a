"""docs/reference/formats.md: its code runs, and it tells every format and column that there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deconflict_map.document import _FORMATS
from deconflict_map.export.georeference import TERMS
from deconflict_map.export.table import columns

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
def test_its_code_runs(code, tmp_path, monkeypatch):
    (tmp_path / "article.md").write_bytes((ROOT / "seeds" / "deconfliction-line-2017.md").read_bytes())
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "formats.md", "exec"), {})  # noqa: S102 -- code of our own page
    assert {path.name for path in tmp_path.iterdir()} == {"article.md", "map.gpkg", "map.doc.json"}


@pytest.mark.parametrize("suffix", _FORMATS)
def test_it_tells_every_format(suffix):
    assert f"`{suffix}`" in PAGE


def test_it_tells_every_column(account):
    for name in (*columns(account.table), *TERMS, "withheld"):
        assert f"`{name}`" in PAGE
