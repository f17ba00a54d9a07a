"""A record → whether it has a line, an area or no shape, and how far that may be off the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from deconflict_map.gazetteer.record import Record


def shape_form(record: Record) -> tuple[ShapeForm, float]:
    """Form and error in metres; of those that have a shape, streams and valleys are lines and all others areas."""
    if record.shape is None:
        return record.form, record.shape_error_m
    line = record.kind in {PlaceKind.STREAM, PlaceKind.VALLEY}
    return (ShapeForm.LINE if line else ShapeForm.AREA), record.shape.error_m
