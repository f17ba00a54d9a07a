"""A text → `MapDocument`: a reading that can show and save itself.

What the library hands to its users. Everything that needs Folium or GeoPandas imports it when it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from deconflict_map.errors import UsageError
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.model.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    import folium
    import geopandas

    from deconflict_map.export.table import Row
    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.own_layer import OwnLayer
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.toponym import Resolution
    from deconflict_map.publishing.options import Publishing
    from deconflict_map.publishing.reporting import Told
    from deconflict_map.render import OnlineTiles

_NOTEBOOK_HEIGHT_PX = 640
_TITLE_CHARACTERS = 120
Document = TypeVar("Document", bound="MapDocument")
Held = TypeVar("Held")


@dataclass(frozen=True, kw_only=True)
class MapDocument(Reading):
    """The map of one article: what was read, and the ways to look at it.

    Shows itself in a notebook. All data is that of `Reading`: `article`, `resolutions`, `claims`, `footprints`, ….
    """

    gazetteer: Gazetteer = field(repr=False, compare=False)
    mute: Callable[[BaseMap], BaseMap] | None = field(default=None, repr=False, compare=False)
    """What takes redacted names off the base map."""
    layers: tuple[OwnLayer, ...] = field(default=(), repr=False, compare=False)
    """Layers of the user's own, under the marks; see `with_layers`."""

    def __repr__(self) -> str:
        """What it is and how much was read: all of it would fill pages of a notebook or terminal."""
        title = self.article.title or self.article.text[:_TITLE_CHARACTERS]
        counts = {"toponyms": self.resolutions, "claims": self.claims, "footprints": self.footprints}
        told = ", ".join(f"{len(items)} {name}" for name, items in counts.items())
        return f"<{type(self).__name__} {title!r}: {told}>"

    @property
    def toponyms(self) -> tuple[Resolution, ...]:
        """The toponyms with what they were resolved to, in the order of the text."""
        return self.resolutions

    @cached_property
    def features(self) -> geopandas.GeoDataFrame:
        """All marks as a GeoDataFrame, EPSG:4326: one row a place or a level of a footprint, indexed by mark id."""
        from deconflict_map.export.frame import frame_of  # noqa: PLC0415 -- loads GeoPandas

        return frame_of(self.table)

    def frame(self, table: str) -> geopandas.GeoDataFrame:
        """The `"toponyms"`, `"claims"` or `"footprints"` as a GeoDataFrame, EPSG:4326: a row each, placed or not.

        Indexed by where the name starts in the text, by the claim's number, by the mark's id. Claims and footprints
        have the geometry that the words fit best; all their levels are in `features`.

        Raises:
            UsageError: There is no such table.
        """
        from deconflict_map.export.frames import Table, frame  # noqa: PLC0415 -- loads GeoPandas

        known = {one.value: one for one in Table}
        if table not in known:
            raise UsageError(f"there is no table of {table!r}", do=f"there are {', '.join(known)}")
        return frame(self, known[table])

    @cached_property
    def table(self) -> tuple[Row, ...]:
        """The rows from which the frame and all files are made: one a place or a level of a footprint."""
        from deconflict_map.export.table import rows  # noqa: PLC0415 -- not needed for the page

        return rows(self)

    @cached_property
    def basemap(self) -> BaseMap:
        """What lies around the marks."""
        from deconflict_map.render import scene_bounds  # noqa: PLC0415 -- rendering is heavy

        ground = self.gazetteer.basemap(scene_bounds(self))
        return replace(ground if self.mute is None else self.mute(ground), own=self.layers)

    def with_layers(self, *layers: OwnLayer) -> Self:
        """The same map with layers of your own (`own_layer`) under the marks: in the page, figures and Folium maps.

        They are shown as what the text doesn't say, and are in no other file: those hold what was read.
        """
        return replace(self, layers=(*self.layers, *layers))

    def map(  # noqa: PLR0913 -- keyword-only, each a choice that the page's reader has, too
        self,
        *,
        height_px: int = _NOTEBOOK_HEIGHT_PX,
        tiles: OnlineTiles | None = None,
        opened: int | str = "",
        hide: Iterable[str] = (),
        show: Iterable[str] = (),
        without: Iterable[str] = (),
        until: str | date | None = None,
    ) -> MapView:
        """The map as it is to be opened, for a notebook or a file; its reader can still choose otherwise.

        `opened` is a claim's number or the id of a mark whose card is open; `hide` and `show` are layers of the legend
        ("places", "disputed", "ensembles", "graticule", …); `without` are choices by which claims are left out
        ("status.claimed", "kind.line", "voice-2", …); `until` keeps what was said by that day. What is left out is
        counted and told on the map.

        Raises:
            UsageError: The map has nothing called so; the error lists what it has.
        """
        from deconflict_map.render import opening_address  # noqa: PLC0415 -- not needed for the page

        wanted = opening_address(
            self, self.basemap, opened=opened, hide=hide, show=show, without=without, until=_day(until)
        )
        return MapView(document=self, height_px=height_px, tiles=tiles, opening=wanted)

    def for_publishing(
        self,
        *,
        no_text: bool = False,
        quotes_only: bool = False,
        coarsen_km: float | None = None,
        redact: Iterable[str] = (),
    ) -> Self:
        """The same map without what may not be published: see docs/how-to/publish.md for what that does and can't do.

        `no_text` leaves the text out, `quotes_only` all of it but the sentences that are quoted; `coarsen_km` leaves
        nothing finer than that, and `redact` takes names out with what was drawn by them. Layers of your own are left
        off: put those back that may be published.

        Raises:
            UsageError: A value can't be used.
        """
        from deconflict_map.publishing.options import publishing_options  # noqa: PLC0415 -- seldom asked for

        options = publishing_options(no_text=no_text, quotes_only=quotes_only, coarsen_km=coarsen_km, redact=redact)
        return publish(self, options)[0]

    def to_html(self, *, tiles: OnlineTiles | None = None) -> str:
        """The self-contained page; its reader may switch on `tiles`, where they are offered."""
        from deconflict_map.render import render_page  # noqa: PLC0415 -- loads Folium

        return render_page(self, self.basemap, tiles=tiles)

    def to_svg(self) -> str:
        """A figure to publish: title, banner, map, legend, what each number says, and sources; no script in it."""
        from deconflict_map.render import figure  # noqa: PLC0415 -- not needed for the page

        return figure(self, self.basemap)

    def to_png(self) -> bytes:
        """The same figure as a picture, 2,000 pixels across.

        Raises:
            UsageError: The extra `png` isn't installed.
        """
        from deconflict_map.render import render_png  # noqa: PLC0415 -- not needed for the page

        return render_png(self, self.basemap)

    def to_geojson(self) -> str:
        """All marks as GeoJSON (RFC 7946)."""
        from deconflict_map.export.geojson import to_geojson  # noqa: PLC0415 -- not needed for the page

        return to_geojson(self)

    def to_json(self) -> str:
        """All that was read, as JSON that `from_json` reads back without loss.

        Its schema is in docs/reference/formats.md.
        """
        from deconflict_map.export.documents import document_json  # noqa: PLC0415 -- not needed for the page

        return document_json(self)

    @classmethod
    def from_json(cls, text: str, *, gazetteer: Gazetteer | None = None) -> Self:
        """The map that `to_json` wrote; `gazetteer` gives its base map, the installed one if there is none.

        Where something was withheld the base map has no names: the file can't tell which of them it mustn't show.

        Raises:
            InputRefusedError: The text isn't such a document; the error says where.
            GazetteerError: The gazetteer is missing or damaged.
        """
        from deconflict_map.export.documents import read_document  # noqa: PLC0415 -- the same

        reading = read_document(text)
        mute = _nameless if reading.withheld else None
        return holding(cls, reading, gazetteer=gazetteer or open_gazetteer(), mute=mute)

    def to_folium(self) -> folium.Map:
        """The map as a `folium.Map`, to which layers of one's own can be added."""
        from deconflict_map.render import to_folium  # noqa: PLC0415 -- loads Folium

        return to_folium(self, self.basemap)

    def to_csv(self) -> str:
        """All marks as CSV, their geometries as WKT."""
        from deconflict_map.export.csv_file import to_csv  # noqa: PLC0415 -- not needed for the page

        return to_csv(self.table)

    def save(self, path: str | Path, *, tiles: OnlineTiles | None = None) -> Path:
        """Write the map to `path`; its suffix is the format.

        Suffixes are those of docs/reference/formats.md; the longest that fits is taken (`.doc.json` before `.json`).
        The file is written beside and swapped in, so that a fault leaves what was there. `tiles` are for pages alone.

        Raises:
            UsageError: No format has this suffix.
            OutputError: The file couldn't be written.
        """
        target = Path(path)
        suffix = check_format(target)
        if suffix == ".html":
            _save_html(self, target, tiles=tiles)
        else:
            _FORMATS[suffix](self, target)
        return target

    def _repr_html_(self) -> str:
        return MapView(document=self)._repr_html_()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A map with what is open and chosen in it when it is shown; shows itself in a notebook.

    `opening` is what stands behind the “#” of a page's address.
    """

    document: MapDocument
    height_px: int = _NOTEBOOK_HEIGHT_PX
    tiles: OnlineTiles | None = None
    opening: str = ""

    def to_html(self) -> str:
        """The self-contained page."""
        from deconflict_map.render import render_page  # noqa: PLC0415 -- loads Folium

        return render_page(self.document, self.document.basemap, tiles=self.tiles, opening=self.opening)

    def save(self, path: str | Path) -> Path:
        """Write the page; see `MapDocument.save`.

        Raises:
            UsageError: The suffix isn't `.html`.
            OutputError: The file couldn't be written.
        """
        from deconflict_map.export.writing import write_text  # noqa: PLC0415 -- not needed before

        target = Path(path)
        if target.suffix.lower() != ".html":
            raise UsageError("a view is a page", where=str(target), do="use .html, or save the document")
        write_text(target, self.to_html())
        return target

    def _repr_html_(self) -> str:
        from deconflict_map.render import render_notebook  # noqa: PLC0415 -- loads Folium

        view = self.document
        return render_notebook(view, view.basemap, height_px=self.height_px, tiles=self.tiles, opening=self.opening)


def _day(day: str | date | None) -> date | None:
    from deconflict_map.article import parse_published  # noqa: PLC0415 -- not needed before

    return parse_published(day) if isinstance(day, str) else day


def holding(make: Callable[..., Held], reading: Reading, **further: object) -> Held:
    """What `make` makes of all that was read, and of what comes to it."""
    return make(**{item.name: getattr(reading, item.name) for item in fields(Reading)}, **further)


def _nameless(basemap: BaseMap) -> BaseMap:
    """A base map without any name, and without towns, which are nothing else."""
    from deconflict_map.model.basemap import BaseLayer  # noqa: PLC0415 -- only for this

    kept = (one for one in basemap.features if one.layer is not BaseLayer.TOWN)
    return replace(basemap, features=tuple(replace(one, name="", local_name="") for one in kept))


def _save_html(document: MapDocument, path: Path, *, tiles: OnlineTiles | None = None) -> None:
    from deconflict_map.export.writing import write_text  # noqa: PLC0415 -- not needed before

    write_text(path, document.to_html(tiles=tiles))


def _save_svg(document: MapDocument, path: Path) -> None:
    from deconflict_map.export.writing import write_text  # noqa: PLC0415 -- the same

    write_text(path, document.to_svg())


def _save_png(document: MapDocument, path: Path) -> None:
    from deconflict_map.export.writing import write_bytes  # noqa: PLC0415 -- the same

    write_bytes(path, document.to_png())


def _save_geojson(document: MapDocument, path: Path) -> None:
    from deconflict_map.export.writing import write_text  # noqa: PLC0415 -- the same

    write_text(path, document.to_geojson())


def _save_file(document: MapDocument, path: Path) -> None:
    from deconflict_map.export.files import save_file  # noqa: PLC0415 -- the same

    save_file(document, document.table, path)


_FORMATS: dict[str, Callable[[MapDocument, Path], None]] = {
    ".html": _save_html,
    ".svg": _save_svg,
    ".png": _save_png,
    ".geojson": _save_geojson,
    ".json": _save_geojson,
    ".geojsons": _save_file,
    ".geojsonl": _save_file,
    ".gpkg": _save_file,
    ".kml": _save_file,
    ".fgb": _save_file,
    ".parquet": _save_file,
    ".csv": _save_file,
    ".lpf.json": _save_file,
    ".annotations.jsonld": _save_file,
    ".doc.json": _save_file,
}


def check_format(path: Path) -> str:
    """The suffix that is `path`'s format; refuses one that no format has, or that needs what isn't installed.

    Raises:
        UsageError: No format has this suffix, or its extra is missing.
    """
    suffix = max((one for one in _FORMATS if path.name.lower().endswith(one)), key=len, default="")
    if not suffix or path.name.lower() == suffix:
        known = ", ".join(_FORMATS)
        raise UsageError(f"no format is called {path.suffix or '(no suffix)'!r}", where=str(path), do=f"use {known}")
    if suffix == ".png":
        from deconflict_map.render import check_picture  # noqa: PLC0415 -- only for this

        check_picture()
    if suffix == ".parquet":
        from deconflict_map.export.geotables import check_parquet  # noqa: PLC0415 -- only for it

        check_parquet()
    return suffix


def publish(document: Document, options: Publishing) -> tuple[Document, Told]:
    """A map without what `options` withhold, and what its user alone should be told: it names what was removed."""
    from deconflict_map.gazetteer.names import folded_key  # noqa: PLC0415 -- only for this
    from deconflict_map.publishing.names import Names  # noqa: PLC0415 -- seldom asked for
    from deconflict_map.publishing.stage import published  # noqa: PLC0415 -- seldom asked for

    result = published(document, options, Names(document.gazetteer, folded_key))
    before = document.mute
    mute = result.muted if before is None else lambda basemap: result.muted(before(basemap))
    # What of a user's own layers may be published nobody here can tell.
    return holding(partial(replace, document), result.reading, mute=mute, layers=()), result.told
