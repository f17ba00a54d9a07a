"""Names of assets → their text, checked against recorded hashes: Leaflet, jQuery, and this package's own scripts.

Foreign files come from the installed packages XStatic-Leaflet and XStatic-jQuery and are found through their
metadata, without importing them. A missing or altered file is refused with `DeconflictMapError`. Nothing is ever
downloaded.
"""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path, PurePosixPath

from deconflict_map.errors import DeconflictMapError

_LEAFLET = "xstatic/pkg/leaflet/data"
_JQUERY = "xstatic/pkg/jquery/data/jquery.slim.min.js"
_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=\S+\s*$")
_IMAGE_URL = re.compile(r"url\(images/([\w.-]+)\)")

MAP_SCRIPTS = (
    "core.js",
    "shapes.js",
    "ground.js",
    "graticule.js",
    "marks.js",
    "own.js",
    "painted.js",
    "room.js",
    "labels.js",
    "card.js",
    "map.js",
)
"""Scripts that a map needs, in the order in which they build on one another."""
PAGE_SCRIPTS = (
    "earth.js",
    "sieve.js",
    "voices.js",
    "text.js",
    "asked.js",
    "find.js",
    "lists.js",
    "toml.js",
    "correct.js",
    "amendments.js",
    "keep.js",
    "legend.js",
    "keys.js",
    "split.js",
    "address.js",
    "cardbox.js",
    "print.js",
    "page.js",
)
"""Scripts of the page around the map."""
TILES_SCRIPTS = ("tiles.js",)
"""Scripts of a page that offers tiles from elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """A package whose files are inlined, as it must be credited."""

    title: str
    distribution: str
    version: str
    licence: str
    note: str
    files: tuple[tuple[str, str], ...]


@cache
def _recorded() -> tuple[Software, ...]:
    table = tomllib.loads(files(__package__).joinpath("assets.toml").read_text(encoding="utf-8"))
    return tuple(
        Software(
            title=row["title"],
            distribution=row["distribution"],
            version=row["version"],
            licence=row["licence"],
            note=row["note"],
            files=tuple(row["files"].items()),
        )
        for row in table["package"]
    )


def software() -> tuple[Software, ...]:
    """The foreign software inside a page."""
    return tuple(item for item in _recorded() if item.title == "Leaflet")


@cache
def _foreign(path: str) -> bytes:
    for item in _recorded():
        for name, expected in item.files:
            if name == path:
                return _checked(item, name, expected)
    raise DeconflictMapError("the asset isn't recorded", where=path, do="add it to render/assets.toml")


def _checked(item: Software, name: str, expected: str) -> bytes:
    reinstall = f"reinstall {item.distribution} {item.version}"
    try:
        content = Path(str(distribution(item.distribution).locate_file(name))).read_bytes()
    except (PackageNotFoundError, OSError) as error:
        raise DeconflictMapError(f"{item.title} isn't installed", where=name, do=reinstall) from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise DeconflictMapError("the file isn't the one that was recorded", where=name, do=reinstall)
    return content


@cache
def leaflet_script() -> str:
    """Leaflet's script, without the line that would make a browser's tools ask for its source map."""
    return _SOURCE_MAP.sub("", _foreign(f"{_LEAFLET}/leaflet.js").decode("utf-8"))


@cache
def leaflet_style() -> str:
    """Leaflet's style sheet with its images inlined."""
    style = _foreign(f"{_LEAFLET}/leaflet.css").decode("utf-8")
    return _IMAGE_URL.sub(lambda found: f'url("{_image(found.group(1))}")', style).replace("\r\n", "\n")


def leaflet_images() -> dict[str, str]:
    """Leaflet's icon options as data URIs: what `L.Icon.Default` needs where it can't find its images."""
    return {
        "iconUrl": _image("marker-icon.png"),
        "iconRetinaUrl": _image("marker-icon-2x.png"),
        "shadowUrl": _image("marker-shadow.png"),
    }


def _image(name: str) -> str:
    content = _foreign(f"{_LEAFLET}/images/{PurePosixPath(name).name}")
    return f"data:image/png;base64,{base64.b64encode(content).decode('ascii')}"


@cache
def jquery_script() -> str:
    """JQuery's slim build: Folium's popups ask for it."""
    return _foreign(_JQUERY).decode("utf-8")


@cache
def own(name: str) -> str:
    """A script or style sheet of this package."""
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def joined(names: tuple[str, ...]) -> str:
    """Several of our scripts as one."""
    return "\n".join(own(name) for name in names)
