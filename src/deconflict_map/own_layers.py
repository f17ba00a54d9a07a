"""GeoDataFrames, GeoJSON and geometries → `OwnLayer`: a layer of a user's own for the map of a document.

Everything that has a `__geo_interface__` is taken, and so are GeoJSON files and texts. Refused are tables without a
coordinate reference system, positions that aren't on Earth, and more than a page can show; what has no geometry is left
out and counted. Values become text here, once, so that nothing later has to know what they were.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from deconflict_map.errors import InputRefusedError, UsageError
from deconflict_map.model.own_layer import OwnFeature, OwnLayer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

_MOST_BYTES = 50_000_000
_MOST_FEATURES = 20_000
_MOST_POINTS = 1_000_000
"""Judgement: ten times what a page draws without a pause."""
_MOST_LETTERS = 2_000
"""Of one value; a card that holds more is no card."""
_FARTHEST_LON, _FARTHEST_LAT = 540.0, 90.0

Value: TypeAlias = "str | float | bool | Mapping[str, Value] | Sequence[Value] | None"


@runtime_checkable
class Geographic(Protocol):
    """Anything that tells its geometry as GeoJSON does: a GeoDataFrame or GeoSeries, a Shapely geometry, a feature."""

    @property
    def __geo_interface__(self) -> Mapping[str, Value]:
        """A FeatureCollection, Feature or geometry."""
        ...


@runtime_checkable
class _Projected(Protocol):
    """A table that knows its coordinate reference system, and others."""

    crs: object

    def to_crs(self, crs: int) -> Geographic:
        """The same table in another system."""
        ...


def own_layer(  # noqa: PLR0913 -- keyword-only, as a form
    data: str | Path | Geographic | Mapping[str, Value],
    *,
    title: str,
    credit: str,
    label: str = "name",
    facts: Iterable[str] = (),
    meaning: str = "",
    shown: bool = True,
) -> OwnLayer:
    """A layer from a GeoDataFrame or GeoSeries, a Shapely geometry, GeoJSON as a mapping or text, or a GeoJSON file.

    Tables are brought to EPSG:4326; GeoJSON is longitude before latitude. `credit` says whose data they are and under
    which licence; `label` names the column whose values name the features, `facts` those that their cards show.
    `meaning` is a sentence for the legend.

    Raises:
        UsageError: The title or the credit is missing, or a table has no coordinate reference system.
        InputRefusedError: The data can't be read, lie outside the Earth, or are more than a page can show.
    """
    where = f"layer {title!r}"
    if not title.strip() or not credit.strip():
        raise UsageError("a layer of one's own needs a title and a credit", where=where, do="say whose data they are")
    chosen = tuple(facts)
    read = [_feature(one, where, number) for number, one in enumerate(_features(_collection(data, where), where), 1)]
    placed = [(geometry, properties) for geometry, properties in read if geometry is not None]
    points = sum(int(shapely.get_num_coordinates(geometry)) for geometry, _ in placed)
    if len(placed) > _MOST_FEATURES or points > _MOST_POINTS:
        most = f"at most {_MOST_FEATURES:,} and {_MOST_POINTS:,} are shown"
        what = f"{len(placed):,} features with {points:,} points; {most}"
        raise InputRefusedError(what, where=where, do="cut it to the area of the map, or simplify it")
    features = tuple(
        OwnFeature(
            geometry=geometry,
            label=_text(properties.get(label)),
            facts=tuple((name, words) for name in chosen if (words := _text(properties.get(name)))),
        )
        for geometry, properties in placed
    )
    return OwnLayer(
        title=title,
        credit=credit,
        features=features,
        meaning=meaning,
        shown=shown,
        left_out=len(read) - len(placed),
    )


def _collection(data: str | Path | Geographic | Mapping[str, Value], where: str) -> Mapping[str, Value]:
    """The data as one GeoJSON object."""
    if isinstance(data, str | Path):
        return _parsed(_file(Path(data), where) if _is_file(data) else str(data), where)
    if isinstance(data, _Projected):
        if data.crs is None:
            raise UsageError("the table has no coordinate reference system", where=where, do="set it: .set_crs(4326)")
        data = data.to_crs(4326)
    found: object = data.__geo_interface__ if isinstance(data, Geographic) else data
    if not isinstance(found, Mapping):
        what = f"{type(data).__name__} tells no geometry"
        raise InputRefusedError(what, where=where, do="give a GeoDataFrame, a geometry or GeoJSON")
    return found


def _is_file(data: str | Path) -> bool:
    return isinstance(data, Path) or not data.lstrip().startswith("{")


def _file(path: Path, where: str) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputRefusedError(f"{path} is larger than {_MOST_BYTES // 10**6} MB", where=where, do="cut it")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefusedError(f"{path} can't be read: {error}", where=where, do="give a GeoJSON file") from error


def _parsed(text: str, where: str) -> Mapping[str, Value]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputRefusedError(f"it isn't GeoJSON: {error}", where=where, do="give GeoJSON (RFC 7946)") from error
    if not isinstance(found, Mapping):
        raise InputRefusedError("it isn't a GeoJSON object", where=where, do="give GeoJSON (RFC 7946)")
    return found


def _features(found: Mapping[str, Value], where: str) -> Iterator[Mapping[str, Value]]:
    """The features of a GeoJSON object; a bare geometry is one."""
    match found.get("type"):
        case "FeatureCollection":
            members = found.get("features")
            rows = members if isinstance(members, list | tuple) else None
            if rows is None or not all(isinstance(row, Mapping) for row in rows):
                raise InputRefusedError("its features aren't features", where=where, do="give GeoJSON (RFC 7946)")
            yield from rows
        case "Feature":
            yield found
        case str():
            yield {"type": "Feature", "geometry": found, "properties": {}}
        case _:
            raise InputRefusedError("it has no type", where=where, do="give GeoJSON (RFC 7946)")


def _feature(found: Mapping[str, Value], where: str, number: int) -> tuple[BaseGeometry | None, Mapping[str, Value]]:
    """A feature's geometry, or `None` where it has none, and its properties."""
    properties = found.get("properties")
    told: Mapping[str, Value] = properties if isinstance(properties, Mapping) else {}
    place = f"{where}, feature {number}"
    given = found.get("geometry")
    if given is None:
        return None, told
    try:
        geometry = shapely.force_2d(shape(dict(given) if isinstance(given, Mapping) else {}))
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise InputRefusedError(f"its geometry can't be read: {error}", where=place, do="mend or drop it") from error
    if geometry.is_empty:
        return None, told
    west, south, east, north = geometry.bounds
    if not (
        all(map(math.isfinite, (west, south, east, north)))
        and max(-west, east) <= _FARTHEST_LON
        and max(-south, north) <= _FARTHEST_LAT
    ):
        what = f"it reaches from {west:g}, {south:g} to {east:g}, {north:g}, which is no longitude and latitude"
        raise InputRefusedError(what, where=place, do="give degrees (EPSG:4326), longitude first")
    return geometry, told


def _text(value: Value) -> str:
    """A value as text: nothing of what is missing, whole numbers without a point."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)[:_MOST_LETTERS]
