"""What users add to the language of space: a relation of their own, with its words, its rule and its source.

Handed to `map_article` and `locate` as `relations=`; nothing is registered anywhere, so that two readings never
influence each other. The rule is asked in metres and answers in metres; it gives three levels or says why it can't.
Everything else is done as for the relations that come along: nesting, lists, negation, what other words limit, the
uncertainty of the reference places, provenance.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.place import Place

_WORDS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")


class Plane(Protocol):
    """The metric plane in which a rule draws: x to the east, y to the north, centred near the reference places."""

    def to_metric(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in degrees (EPSG:4326, longitude before latitude) in metres."""
        ...

    def to_lonlat(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in metres in degrees; longitudes may run past 180."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReference:
    """A place, line or described place behind the words of a relation, in metres.

    `ground` is its area, a disc that stands for it, or its line; `centre` its centre, `error_m` how far its base data
    may be off. `place` is its record, `None` for what isn't one (a border, a described place).
    """

    name: str
    ground: BaseGeometry
    centre: Point
    error_m: float
    place: Place | None

    @property
    def is_line(self) -> bool:
        """Whether it is a line, which has sides but no inside."""
        return "Line" in str(self.ground.geom_type)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCase:
    """One use of a relation's words: its reference places in the order of the text, and the plane to draw in.

    `quote` are the words; `distance_m` the least, likeliest and greatest length where the words give one ("30 km …").
    """

    quote: str
    references: tuple[OwnReference, ...]
    distance_m: tuple[float, float, float] | None
    plane: Plane


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGround:
    """What a rule answers: three nested areas in metres, membership at least 0.9, at least 0.5 and more than 0.1.

    `effect` says in a sentence what was drawn; `open_m` how far the words leave it open, `None` if metres can't say.
    Levels that don't nest are cut to the next wider one. All three may be the same area.
    """

    core: BaseGeometry
    likely: BaseGeometry
    support: BaseGeometry
    effect: str
    open_m: float | None = None
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRelation:
    """A spatial relation of one's own.

    `name` names its rule on cards and in files, as a word that goes before *of*; `words` are one or several wordings
    that stand before the reference place ("downwind of"); a length may stand before them ("30 km downwind of"), and
    several places behind.
    `draw` draws it, or returns a sentence that says why it can't be drawn here; `source` is the publication that its
    rule rests on, or the word *judgement* and the reason.

    Raises:
        UsageError: A name, a wording or the source is missing, or a wording holds anything but words.
    """

    name: str
    words: str | tuple[str, ...]
    draw: Callable[[OwnCase], OwnGround | str]
    source: str

    def __post_init__(self) -> None:
        """Refuse what couldn't be found in a text, or not be told afterwards."""
        where = f"relation {self.name!r}"
        if not self.name.strip() or not self.source.strip():
            raise UsageError("a relation of one's own needs a name and a source", where=where, do="give both")
        if not self.words:
            raise UsageError("a relation of one's own needs words", where=where, do='give some, such as "downwind of"')
        for wording in self.wordings:
            if not _WORDS.fullmatch(wording):
                what = f"{wording!r} isn't a row of words"
                raise UsageError(what, where=where, do="leave out digits, signs and names")

    @property
    def wordings(self) -> tuple[str, ...]:
        """All its wordings."""
        return (self.words,) if isinstance(self.words, str) else self.words


def by_name(relations: Iterable[OwnRelation]) -> dict[str, OwnRelation]:
    """Relations of one's own by their names.

    Raises:
        UsageError: Two have one name or one wording.
    """
    found = tuple(relations)
    wordings = [wording.casefold().replace("-", " ") for one in found for wording in one.wordings]
    for kind, names in (("name", [one.name for one in found]), ("wording", wordings)):
        for name, count in Counter(names).items():
            if count > 1:
                raise UsageError(f"two relations have the {kind} {name!r}", where="relations", do="rename one")
    return {one.name: one for one in found}
