"""A reading and its rows → KML 2.2 (OGC 07-147r2): a folder a kind, styles by class and level, all columns as data.

Text of articles is hostile: descriptions, which programs show as HTML, hold it escaped, and balloons show nothing else.
KML has neither dashes nor hatching: what the words don't fix is told by its folder's name, grey, and its description.
Rows without geometry are placemarks without one. Geometries are cut at 180°.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from deconflict_map.export.coordinates import as_written
from deconflict_map.export.georeference import TERMS, summary
from deconflict_map.export.looks import UNFIXED, class_of, is_hollow, looks
from deconflict_map.export.notice import notice_of
from deconflict_map.export.table import columns
from deconflict_map.export.writing import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.export.looks import ClassLook, LevelLook
    from deconflict_map.export.notice import Notice
    from deconflict_map.export.table import Row
    from deconflict_map.model.reading import Reading

_KML = "http://www.opengis.net/kml/2.2"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold (its production 2, Char)."""
_FOLDERS = {"place": "Places", "point": "Points", "line": "Lines", "zone": "Zones", UNFIXED: "Not fixed by the words"}


def write_kml(reading: Reading, table: Sequence[Row], path: Path) -> None:
    """Write the rows as KML placemarks.

    Raises:
        OutputError: The file can't be written.
    """
    write_bytes(path, to_kml(notice_of(reading), table).encode("utf-8"))


def to_kml(notice: Notice, table: Sequence[Row]) -> str:
    """The rows as a KML document, ending in a newline."""
    root = Element("kml", {"xmlns": _KML})
    document = SubElement(root, "Document", {"id": "deconflict-map"})
    _said(document, "name", notice.title)
    _described(document, (notice.description, "Data:", *notice.licences.split("\n")))
    _styles(document)
    data = SubElement(document, "ExtendedData")
    for name, value in (("statement", notice.description), ("licences", notice.licences)):
        _datum(data, name, value)
    names = columns(table)
    for folder, title in _FOLDERS.items():
        rows = [row for row in table if _folder_of(row) == folder]
        if rows:
            node = SubElement(document, "Folder")
            _said(node, "name", title)
            for row in rows:
                _placemark(node, row, names)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _folder_of(row: Row) -> str:
    return row.kind if row.kind == "place" or row.drawable else UNFIXED


def _placemark(folder: Element, row: Row, names: Iterable[str]) -> None:
    node = SubElement(folder, "Placemark")  # its own id may hold no slash, and hides the column called so
    _said(node, "name", row.title)
    SubElement(node, "Snippet", {"maxLines": "0"})
    _described(node, (row.quote, row.why_not, row.uncertainty, row.withheld))
    SubElement(node, "styleUrl").text = f"#{_style_of(row)}"
    data = SubElement(node, "ExtendedData")
    for name in names:
        _datum(data, name, getattr(row, name))
    for name, value in zip(TERMS, summary(row.georeference), strict=True):
        if name != "footprintWKT":  # it is the placemark's own geometry
            _datum(data, name, value)
    if row.geometry is not None:
        _geometry(node, as_written(row.geometry))


def _said(parent: Element, tag: str, words: str) -> None:
    SubElement(parent, tag).text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", words)


def _described(parent: Element, paragraphs: Iterable[str]) -> None:
    """A description: HTML to its readers, so that words are escaped once more than XML asks."""
    _said(parent, "description", "".join(f"<p>{html.escape(words)}</p>" for words in paragraphs if words))


def _datum(data: Element, name: str, value: date | str | float | None) -> None:
    node = SubElement(data, "Data", {"name": name})
    _said(node, "value", "" if value is None else str(value))


def _style_of(row: Row) -> str:
    if row.kind == "place":
        return "place-in-doubt" if is_hollow(row) else "place"
    return f"{class_of(row).name}-{row.level}"


def _styles(document: Element) -> None:
    place = looks().place
    for name, colour in (("place", place.colour), ("place-in-doubt", place.doubt)):
        style = SubElement(document, "Style", {"id": name})
        icon = SubElement(style, "IconStyle")
        SubElement(icon, "color").text = _colour(colour, 1.0)
        SubElement(icon, "scale").text = "0.7"
        _balloon(style)
    for look in looks().classes:
        for level in looks().levels:
            style = SubElement(document, "Style", {"id": f"{look.name}-{level.level.value}"})
            _mark_style(style, look, level)
            _balloon(style)


def _balloon(style: Element) -> None:
    """Nothing but the description is shown: other values aren't escaped for HTML."""
    balloon = SubElement(style, "BalloonStyle")
    SubElement(balloon, "text").text = "$[description]"


def _mark_style(style: Element, look: ClassLook, level: LevelLook) -> None:
    line = SubElement(style, "LineStyle")
    SubElement(line, "color").text = _colour(look.colour, 1.0)
    SubElement(line, "width").text = f"{max(level.width_px, 0.6):g}"
    area = SubElement(style, "PolyStyle")
    SubElement(area, "color").text = _colour(look.colour, level.fill)
    SubElement(area, "fill").text = "0" if look.empty or look.hatch else "1"
    SubElement(area, "outline").text = "1"


def _colour(colour: str, alpha: float) -> str:
    """KML writes colours as opacity, blue, green, red."""
    red, green, blue = (colour[at : at + 2] for at in (1, 3, 5))
    return f"{round(alpha * 255):02x}{blue}{green}{red}"


def _geometry(parent: Element, shape: BaseGeometry) -> None:
    import shapely  # noqa: PLC0415 -- kept out of the import of the package

    match shape:
        case shapely.Point() | shapely.LineString():
            node = SubElement(parent, shape.geom_type)
            if shape.geom_type == "LineString":
                SubElement(node, "tessellate").text = "1"
            SubElement(node, "coordinates").text = _coordinates(shape)
        case shapely.Polygon():
            _polygon(parent, shape)
        case _:
            parts = SubElement(parent, "MultiGeometry")
            for part in shapely.get_parts(shape):
                _geometry(parts, part)


def _polygon(parent: Element, shape: Polygon) -> None:
    node = SubElement(parent, "Polygon")
    SubElement(node, "tessellate").text = "1"
    for side, rings in (("outerBoundaryIs", [shape.exterior]), ("innerBoundaryIs", shape.interiors)):
        for ring in rings:
            SubElement(SubElement(SubElement(node, side), "LinearRing"), "coordinates").text = _coordinates(ring)


def _coordinates(shape: BaseGeometry) -> str:
    return " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in shape.coords)
