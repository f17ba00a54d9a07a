"""A place's number → what weighing it asks for, of which its id and name are only read when they are asked for.

Most places that a name may mean are weighed and never shown; making a `Place` of each would cost four times as much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.place import Place

if TYPE_CHECKING:
    from deconflict_map.gazetteer.index import Index, PlaceClass
    from deconflict_map.model.place import MatchKind


class Sketch:
    """A place of an index; the attributes mean what they mean in `model.place.Place`."""

    __slots__ = (
        "_class", "_id", "_index", "_name", "_place", "country", "district", "division", "feature",
        "is_hand_kept", "kind", "lat", "lon", "number", "population", "shape",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913, PLR0917 -- one argument a column; told in order, since thousands are made a second
        self,
        index: Index,
        number: int,
        of: PlaceClass,
        codes: tuple[str, str, str],
        lon: float,
        lat: float,
        population: int,
        name: str,
    ) -> None:
        """Take what the columns say; the name may be empty where it isn't known yet."""
        self._index, self.number, self._class = index, number, of
        self._id, self._name = "", name
        self._place: Place | None = None
        self.kind, self.feature, _, _, self.shape, _, _, self.is_hand_kept = of
        self.country, self.division, self.district = codes
        self.lon, self.lat, self.population = lon, lat, population

    @property
    def id(self) -> str:
        """The place's id."""
        if not self._id:
            self._id = self._index.place_id(self.number)
        return self._id

    @property
    def name(self) -> str:
        """The name by which the place is shown."""
        if not self._name:
            self._name = self._index.display_name(self.number)
        return self._name

    def place(self) -> Place:
        """The whole record."""
        if self._place is None:
            self._place = Place(
                id=self.id,
                name=self.name,
                kind=self.kind,
                feature=self.feature,
                lon=self.lon,
                lat=self.lat,
                country=self.country,
                division=self.division,
                population=self.population,
                shape=self.shape,
                shape_error_m=self._class.shape_error_m,
                source=self._class.source,
                licence=self._class.licence,
                local_name=self._index.local_name(self.number),
                district=self.district,
            )
        return self._place


class IndexSighting:
    """A place of an index that a name may mean: what `model.place.Sighting` says."""

    __slots__ = ("brief", "kind", "name")
    similarity = 1.0

    def __init__(self, brief: Sketch, kind: MatchKind, name: str) -> None:
        """Take a place, and how the name met it."""
        self.brief, self.kind, self.name = brief, kind, name

    @property
    def place(self) -> Place:
        """The whole record, made when it is asked for."""
        return self.brief.place()
