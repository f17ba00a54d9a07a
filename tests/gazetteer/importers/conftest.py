"""Rows and files of the formats that are imported, small enough to be read."""

from __future__ import annotations

import zipfile

import pytest

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.gazetteer.importers import Sources, merge

NAMES_HEADER = "id,names,source\n"


@pytest.fixture
def dump_row():
    """A function from what matters in a row of a dump to the row, 19 columns parted by tabs."""

    def row(geonameid, name, *, listed="", lat="35.95", lon="39.01", code="P.PPL", country="SY", population="0", ascii_name=None):  # fmt: skip
        feature_class, _, feature = code.partition(".")
        cells = [geonameid, name, ascii_name or name, listed, lat, lon, feature_class, feature, country, "", "04", "7",
                 "", "", population, "", "250", "Asia/Damascus", "2024-01-31"]  # fmt: skip
        return "\t".join(map(str, cells))

    return row


@pytest.fixture
def write_lines():
    """A function that writes lines to a text file, or to one in a zip with a readme beside it, as GeoNames does."""

    def write(path, lines, *, end="\n"):
        path.parent.mkdir(parents=True, exist_ok=True)
        content = "".join(f"{line}{end}" for line in lines).encode()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("readme.txt", "Readme for GeoNames Gazetteer extract files")
                archive.writestr(zipfile.ZipInfo(f"{path.stem}.txt", (2025, 10, 17, 0, 0, 0)), content)
        else:
            path.write_bytes(content)
        return path

    return write


@pytest.fixture
def supplement(tmp_path):
    """A folder of hand-kept tables in which no place has names of its own."""
    folder = tmp_path / "supplement"
    folder.mkdir()
    (folder / "names.csv").write_text(NAMES_HEADER, encoding="utf-8")
    return folder


@pytest.fixture
def build(tmp_path, supplement):
    """A function that merges sources into an index and opens it; returns the index and the report."""

    def run(target="my.gazetteer", base=None, **sources):
        report = merge(Sources(**sources), tmp_path / target, base=base, supplement=supplement)
        return open_gazetteer(tmp_path / target), report

    return run
