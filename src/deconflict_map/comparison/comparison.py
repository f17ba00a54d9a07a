"""Two maps → `Comparison`: what is new, gone, moved or said otherwise, that can show and save itself.

What `deconflict_map.compare` hands to its users. GeoPandas and what draws are imported when they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from deconflict_map.comparison.comparing import outcome
from deconflict_map.comparison.values import ComparedAccount, ComparedPlace, Doubt, Outcome, PlaceChange
from deconflict_map.errors import UsageError
from deconflict_map.gazetteer.names import folded_key

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas

    from deconflict_map.document import MapDocument
    from deconflict_map.model.basemap import BaseMap

_NOTEBOOK_HEIGHT_PX = 720


def compare(before: MapDocument, after: MapDocument) -> Comparison:
    """Compare two maps: of two articles, of one before and after a correction, or of one text on two days.

    Accounts of one thing are matched by what they call it, their reference places, relations and ground; what fits
    several stays in `doubts`. Nothing is told more surely than the words allow: see `Verdict`. The earlier one comes
    first; the other way round, what is new is gone.
    """
    return Comparison(before=before, after=after, found=outcome(before, after, folded_key))


@dataclass(frozen=True, kw_only=True, repr=False)
class Comparison:
    """Two maps and what differs between them; shows itself in a notebook as tables, and as a map with `map()`."""

    before: MapDocument
    after: MapDocument
    found: Outcome

    @property
    def places(self) -> tuple[ComparedPlace, ...]:
        """All places of both texts, with what became of each."""
        return self.found.places

    @property
    def accounts(self) -> tuple[ComparedAccount, ...]:
        """All that is described, paired where both texts speak of one thing."""
        return self.found.accounts

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Accounts of which nobody can tell which is which."""
        return self.found.doubts

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be known of the comparison as a whole."""
        return self.found.notes

    @property
    def differs(self) -> bool:
        """Whether anything is new, gone, placed, drawn or said otherwise, or in doubt."""
        changed = any(place.change is not PlaceChange.SAME for place in self.places)
        return changed or any(row.differs for row in self.accounts) or bool(self.doubts)

    @cached_property
    def basemap(self) -> BaseMap:
        """What lies around the marks of both."""
        from deconflict_map.comparison.plate import joint_reading  # noqa: PLC0415 -- rendering is heavy
        from deconflict_map.render import scene_bounds  # noqa: PLC0415

        ground = self.after.gazetteer.basemap(scene_bounds(joint_reading(self.before, self.after)))
        for mute in (self.before.mute, self.after.mute):
            ground = ground if mute is None else mute(ground)
        return ground

    def map(self, *, height_px: int = _NOTEBOOK_HEIGHT_PX) -> ComparisonView:
        """The page for a notebook: both texts overlaid, with toggles and a swipe, and the tables."""
        return ComparisonView(comparison=self, height_px=height_px)

    def to_html(self) -> str:
        """The self-contained page; it asks for nothing."""
        from deconflict_map.comparison.page import comparison_page  # noqa: PLC0415 -- rendering is heavy

        return comparison_page(self.found, self.before, self.after, self.basemap)

    def to_svg(self) -> str:
        """A figure to publish, with both overlaid; no script in it."""
        from deconflict_map.comparison.figure import comparison_figure  # noqa: PLC0415 -- the same

        return comparison_figure(self.found, self.before, self.after, self.basemap)

    def to_frame(self) -> geopandas.GeoDataFrame:
        """One row an account or place, metres, with the geometries of both: `after` (active) and `before`."""
        from deconflict_map.comparison.records import comparison_frame  # noqa: PLC0415 -- not needed for the page

        return comparison_frame(self.found)

    def to_json(self) -> str:
        """All that was found but geometries."""
        from deconflict_map.comparison.records import comparison_json  # noqa: PLC0415 -- the same

        return comparison_json(self.found, self.before, self.after)

    def to_geojson(self) -> str:
        """All levels of both as GeoJSON (RFC 7946), with what was found beside them."""
        from deconflict_map.comparison.records import comparison_geojson  # noqa: PLC0415 -- the same

        return comparison_geojson(self.found, self.before, self.after)

    def to_csv(self) -> str:
        """One row an account or place, without geometries."""
        from deconflict_map.comparison.records import comparison_csv  # noqa: PLC0415 -- the same

        return comparison_csv(self.found)

    def save(self, path: str | Path) -> Path:
        """Write the comparison to `path`; its suffix is the format: `.html`, `.svg`, `.geojson`, `.json` or `.csv`.

        Raises:
            UsageError: No format has this suffix.
            OutputError: The file couldn't be written.
        """
        from deconflict_map.export.writing import write_text  # noqa: PLC0415 -- not needed before

        target = Path(path)
        write_text(target, _FORMATS[check_comparison_format(target)](self))
        return target

    def __repr__(self) -> str:
        from deconflict_map.comparison.tabling import summary  # noqa: PLC0415 -- rendering is heavy

        return f"<Comparison: {summary(self.found)}>"

    def _repr_html_(self) -> str:
        from deconflict_map.comparison.tabling import tables  # noqa: PLC0415 -- rendering is heavy

        return tables(self.found, self.before, self.after)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ComparisonView:
    """A comparison as a map; shows itself in a notebook."""

    comparison: Comparison
    height_px: int = _NOTEBOOK_HEIGHT_PX

    def __repr__(self) -> str:
        return f"<ComparisonView of {self.comparison!r}>"

    def to_html(self) -> str:
        """The self-contained page."""
        return self.comparison.to_html()

    def save(self, path: str | Path) -> Path:
        """Write the page or another format; see `Comparison.save`."""
        return self.comparison.save(path)

    def _repr_html_(self) -> str:
        from deconflict_map.comparison.page import comparison_notebook  # noqa: PLC0415 -- rendering is heavy

        one = self.comparison
        return comparison_notebook(one.found, one.before, one.after, one.basemap, height_px=self.height_px)


_FORMATS: dict[str, Callable[[Comparison], str]] = {
    ".html": Comparison.to_html,
    ".svg": Comparison.to_svg,
    ".geojson": Comparison.to_geojson,
    ".json": Comparison.to_json,
    ".csv": Comparison.to_csv,
}


def check_comparison_format(path: Path) -> str:
    """The suffix that is `path`'s format.

    Raises:
        UsageError: No format of a comparison has this suffix.
    """
    suffix = path.suffix.lower()
    if suffix not in _FORMATS:
        known = ", ".join(_FORMATS)
        raise UsageError(f"no comparison is written as {suffix or '(no suffix)'!r}", where=str(path), do=f"use {known}")
    return suffix
