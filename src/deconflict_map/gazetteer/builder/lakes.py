"""Natural Earth's lakes → records of those that have a name.

Its English names are often bare ("Assad", "Tharthar"); such a name gets the word that makes it a lake's, since bare it
is mostly somebody else's. What several lakes are called together ("Great Lakes") is no name of one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from deconflict_map.gazetteer.builder import natural_earth
from deconflict_map.gazetteer.builder.tables import split_list
from deconflict_map.gazetteer.builder.wording import distinct_names
from deconflict_map.gazetteer.record import Record, Shape
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS = ("name", "name_en", "name_alt", "label", "name_ar", "featurecla", "scalerank", "ne_id")
_LAKE_WORDS = frozenset({"Lake", "Sea", "Reservoir", "Lagoon", "Dam", "Lagoa", "Loch", "Lough", "Bay", "Channel"})
_FEATURES = {"Reservoir": "RSV", "Alkaline Lake": "LKN"}


def read_lakes(folder: Path) -> list[Record]:
    """Records of the lakes that have a name; a lake drawn in several parts is one record."""
    parts: dict[tuple[str, str], list[tuple[dict[str, str], shapely.Geometry]]] = {}
    for row, geometry in natural_earth.read_layer(folder / "physical/ne_10m_lakes", _COLUMNS):
        if row["name"]:
            near = (row["name"], row["name_ar"] or row["ne_id"])
            parts.setdefault(near, []).append((row, shapely.make_valid(geometry)))
    return [_lake([row for row, _ in same], [geometry for _, geometry in same]) for same in parts.values()]


def _lake(rows: list[dict[str, str]], geometries: list[shapely.Geometry]) -> Record:
    row = rows[0]
    area = shapely.union_all(geometries)
    point = area.representative_point()
    alternate = split_list(row["name_alt"].replace(";", "|").replace(",", "|"))
    english = _english(row)
    display = row["name"] if _says_lake(row["name"]) else next(iter(english), row["name"])
    single = [name for name in (row["label"], *alternate) if not name.endswith(" Lakes")]
    names = [display, row["name"], *single, *english, row["name_ar"]]
    return Record(
        id=f"ne:{row['ne_id']}",
        name=display,
        kind=PlaceKind.LAKE,
        feature=_FEATURES.get(row["featurecla"], "LK"),
        lon=round(point.x, 5),
        lat=round(point.y, 5),
        source=natural_earth.SOURCE,
        names=distinct_names(names),
        shape=Shape(
            geometry=area,
            error_m=natural_earth.ERROR_10M_M,
            source=natural_earth.SOURCE,
        ),
        rank=int(float(row["scalerank"] or 9)),
    )


def _english(row: dict[str, str]) -> list[str]:
    """The English name with the word that makes it a lake's."""
    name = row["name_en"]
    if not name:
        return []
    return [name] if _says_lake(name) else [f"Lake {name}"]


def _says_lake(name: str) -> bool:
    """Whether an English name says what it is."""
    return not _LAKE_WORDS.isdisjoint(name.split())
