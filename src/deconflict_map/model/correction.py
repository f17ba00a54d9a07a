"""Corrections: what a person says against a reading, each bound to its words, with who says so and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.article import Span
    from deconflict_map.model.claim import Status
    from deconflict_map.model.place import Place


class CorrectionKind(StrEnum):
    """What is corrected; the names of the tables in a file of corrections."""

    MENTION = "mention"
    NAME = "name"
    PLACE = "place"
    CLAIM = "claim"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words of a text and what stood around them, by which they are found again after the text was edited.

    As W3C Web Annotation's TextQuoteSelector and TextPositionSelector: `at` is the offset at which the words stood, in
    code points, and `times` how often they stood in the text; `None` where nobody noted it.
    """

    quote: str
    before: str = ""
    after: str = ""
    at: int | None = None
    times: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who corrected, on which day, and what they say about it; each may be unknown."""

    by: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionCorrection:
    """These words are that record (`record` is its id), or no place (`None`)."""

    anchor: Anchor
    record: str | None
    credit: Credit


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCorrection:
    """This name, wherever it stands in the text, means that record, or no place (`None`)."""

    name: str
    record: str | None
    credit: Credit


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPlace:
    """A place that the gazetteer lacks, and the names that it bears in the text."""

    place: Place
    names: tuple[str, ...]
    credit: Credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course or outline that was published elsewhere: EPSG:4326, with its source and the licence of its data."""

    geometry: BaseGeometry
    source: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCorrection:
    """What these words claim reads so; or it is withdrawn, or passes through positions, or was published somewhere.

    `reads` are words that `locate` takes; empty, the claim's own relation stays. `through` are pairs of longitude and
    latitude. `status` and `who` replace those that were read, unless they are `None` and empty. `course` is
    drawn beside what the words say.
    """

    anchor: Anchor
    reads: str = ""
    through: tuple[tuple[float, float], ...] = ()
    published: str = ""
    withdrawn: bool = False
    status: Status | None = None
    who: str = ""
    course: Course | None = None
    credit: Credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to know about these words; it changes nothing."""

    anchor: Anchor
    credit: Credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """All corrections of one text, as a file holds them."""

    mentions: tuple[MentionCorrection, ...] = ()
    names: tuple[NameCorrection, ...] = ()
    added: tuple[AddedPlace, ...] = ()
    claims: tuple[ClaimCorrection, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What became of one correction.

    `words` are those that it is bound to, or the name; `span` is where they stand now. `applied` is false where it no
    longer fits; `told` says what was done, or why it wasn't. `was` is what the machine had thought. `mentions` are
    indexes of resolutions, and `claim` is the number of the claim, that it is about.
    """

    kind: CorrectionKind
    words: str
    credit: Credit
    applied: bool
    told: str
    was: str = ""
    span: Span | None = None
    mentions: tuple[int, ...] = ()
    claim: int | None = None
