"""Our scripts build nodes, never markup, and are all used; foreign assets are the recorded ones."""

import re
from importlib.metadata import version
from importlib.resources import files

import pytest

from deconflict_map.errors import DeconflictMapError
from deconflict_map.render import assets

FOLDER = files("deconflict_map.render").joinpath("assets")
SCRIPTS = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".js"))

FORBIDDEN = (
    r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTML",
    r"document\.write|\beval\b|new Function|DOMParser|setTimeout\(\s*['\"`]",
    r"bind(Popup|Tooltip)\(|attribution\s*:",
    r"localStorage|sessionStorage|document\.cookie|indexedDB",
    r"fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(|new Image",
    r"Date\.now|new Date|Math\.random",
    r"\.setAttribute\(\s*['\"]on",
    r"\bhtml:\s*['\"`]",
    r"javascript:",
)


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_script_makes_markup_or_reaches_out(name, pattern):
    assert not re.search(pattern, FOLDER.joinpath(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_strict_and_of_a_sensible_size(name):
    text = FOLDER.joinpath(name).read_text(encoding="utf-8")
    assert "'use strict';" in text
    assert len(text.splitlines()) <= 300
    assert "</script" not in text.lower()
    assert "<!--" not in text
    assert "{{" not in text
    assert "{%" not in text
    assert re.findall(r"globalThis\.(\w+) = ", text) in ([], ["DeconflictMap"])  # one named global


@pytest.mark.parametrize("name", SCRIPTS)
def test_axis_order_is_turned_in_one_place_only(name):
    text = FOLDER.joinpath(name).read_text(encoding="utf-8")
    assert len(re.findall(r"L\.latLng\(", text)) == (1 if name == "shapes.js" else 0)


def test_every_script_is_used():
    assert set(SCRIPTS) == {*assets.MAP_SCRIPTS, *assets.PAGE_SCRIPTS, *assets.TILES_SCRIPTS, "icons.js"}


def test_style_sheets_bring_nothing_from_elsewhere():
    for name in ("map.css", "page.css", "correct.css", "tiles.css"):
        text = FOLDER.joinpath(name).read_text(encoding="utf-8")
        assert "@import" not in text
        assert set(re.findall(r"url\(([^)]*)\)", text)) <= {'"#dcm-hatch"', '"#dcm-hatch-hot"'}


def test_recorded_versions_are_the_installed_ones():
    for item in assets._recorded():
        assert version(item.distribution).startswith(item.version)
        assert item.licence in {"BSD-2-Clause", "MIT"}


def test_leaflet_is_what_it_says():
    assert 't.version="1.9.3"' in assets.leaflet_script()
    assert "images/" not in assets.leaflet_style()
    assert assets.jquery_script().startswith("/*! jQuery v3.7.1")


def test_an_altered_asset_is_refused():
    item = assets._recorded()[0]
    with pytest.raises(DeconflictMapError, match="isn't the one that was recorded"):
        assets._checked(item, item.files[0][0], "0" * 64)


def test_a_missing_package_is_named():
    missing = assets.Software(
        title="Nothing", distribution="no-such-package", version="1", licence="MIT", note="", files=()
    )
    with pytest.raises(DeconflictMapError, match=r"reinstall no-such-package 1"):
        assets._checked(missing, "a.js", "0" * 64)


def test_what_is_not_recorded_is_refused():
    with pytest.raises(DeconflictMapError, match="isn't recorded"):
        assets._foreign("xstatic/pkg/other.js")
