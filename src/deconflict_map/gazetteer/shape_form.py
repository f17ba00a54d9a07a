"""A record → whether it has a line, an area or no shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from deconflict_map.gazetteer.record import Record


def shape_form(record: Record) -> ShapeForm:
    """Streams and valleys are lines, everything else that has a shape is an area."""
    if record.shape is None:
        return ShapeForm.NONE
    return ShapeForm.LINE if record.kind in {PlaceKind.STREAM, PlaceKind.VALLEY} else ShapeForm.AREA
