"""The artefact is found in an editable installation, and travels in the wheel."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer import location

ARTEFACTS = ("world.gazetteer", "world.topojson")
ROOT = Path(__file__).resolve().parents[2]


def test_the_artefact_is_found_from_any_folder(tmp_path):
    script = (
        "from deconflict_map.gazetteer import open_gazetteer; print(open_gazetteer().place('geonames:163843').name)"
    )
    result = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "Syria"


def test_an_installation_without_data_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(location, "_PACKAGE", tmp_path / "src" / "deconflict_map")
    with pytest.raises(GazetteerError, match="reinstall"):
        location.artefact_path()


def test_the_data_inside_the_package_is_preferred(monkeypatch, tmp_path):
    package = tmp_path / "deconflict_map"
    (package / "_data" / "gazetteer").mkdir(parents=True)
    monkeypatch.setattr(location, "_PACKAGE", package)
    assert location.artefact_path() == package / "_data" / "gazetteer" / "world.gazetteer"


@pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="hatchling isn't installed: no wheel to look into"
)
def test_the_wheel_carries_the_artefact_and_what_code_reads(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
        data = {name: wheel.read(f"deconflict_map/_data/gazetteer/{name}") for name in ARTEFACTS}
        wheel.extractall(tmp_path / "installed")
    assert data == {name: (ROOT / "data" / "gazetteer" / name).read_bytes() for name in ARTEFACTS}
    assert "deconflict_map/gazetteer/vocabulary/folding.toml" in names
    assert "deconflict_map/_data/gazetteer/MANIFEST.toml" in names
    script = (
        "import deconflict_map as dm; gazetteer = dm.open_gazetteer(); "
        "print(dm.__file__, gazetteer.path, gazetteer.place('geonames:163843').name, sep='\\n')"
    )
    found = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert all(line.startswith(str(tmp_path / "installed")) for line in found[:2]), found
    assert found[2] == "Syria"


def test_the_artefacts_keep_to_their_size():
    assert sum((ROOT / "data" / "gazetteer" / name).stat().st_size for name in ARTEFACTS) <= 30_000_000
