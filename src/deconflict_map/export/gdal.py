"""GDAL, held still: what it writes by itself into files, such as the time of writing, is the same every time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from deconflict_map.export.writing import utf8

if TYPE_CHECKING:
    from collections.abc import Iterator

STILL = "2000-01-01T00:00:00.000Z"
"""GDAL and GeoPackage have times of writing in files, with milliseconds; a fixed one keeps the bytes the same."""
_OPTIONS = {"OGR_CURRENT_DATE": STILL}


def writable(text: str) -> str:
    """Text without what neither UTF-8 nor XML has; line ends stay."""
    return utf8("".join(letter if letter == "\n" or letter >= " " else " " for letter in text))


@contextmanager
def still() -> Iterator[None]:
    """While this lasts, GDAL writes a fixed time."""
    import pyogrio  # type: ignore[import-untyped]  # noqa: PLC0415 -- loads GDAL, and only wanted here

    pyogrio.set_gdal_config_options(_OPTIONS)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(dict.fromkeys(_OPTIONS))
