"""What the readers of the sources hand to the writer.

A record is a place with all its names and its shape, before it has a row number. Readers return records in a fixed
order of their own; the writer sorts them once more by id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.place import ShapeForm

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.place import PlaceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The line or area of a place, EPSG:4326.

    `error_m` says how far it may be off the ground, metres. `flow` says how the direction of a line is known:
    `elevation`, `supplement`, `unknown`, or empty for what doesn't flow. `status` is the source's word for who holds a
    disputed area and who claims it, or empty.
    """

    geometry: BaseGeometry
    error_m: float
    source: str
    flow: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A place on its way into the gazetteer; the fields mean what they mean in `model.place.Place`.

    `names` has the display name first. `rank` is the display rank of its layer, 0 first. `romanised` says that its
    names are transcriptions, of which there are several; names of one word that aren't are only found as they are
    spelt. `form` and `shape_error_m` tell of a shape that is kept elsewhere, where `shape` isn't given.
    """

    id: str
    name: str
    kind: PlaceKind
    feature: str
    lon: float
    lat: float
    source: str
    names: tuple[str, ...]
    country: str = ""
    division: str = ""
    district: str = ""
    population: int = 0
    local_name: str = ""
    demonyms: tuple[str, ...] = ()
    shape: Shape | None = None
    rank: int = 0
    romanised: bool = True
    form: ShapeForm = ShapeForm.NONE
    shape_error_m: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderLine:
    """A piece of a land border, EPSG:4326; `country` < `other`, ISO codes; `status` is Natural Earth's class."""

    country: str
    other: str
    status: str
    disputed: bool
    geometry: BaseGeometry
