"""What is to be open, shown and left out when a page is opened → the words that stand behind the “#” of its address.

They are the same that a reader's own choices leave there, so that one script reads both. Refused with `UsageError` is
what the map hasn't got: a view that silently showed something else would mislead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from deconflict_map.errors import UsageError
from deconflict_map.model.mark import place_marks
from deconflict_map.render.layering import MarkLayer
from deconflict_map.render.own import own_id
from deconflict_map.render.voices import day_records, voice_records
from deconflict_map.render.words import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.reading import Reading

_MOST_TOLD = 30
_FURTHER = ("ensembles", "ground", "graticule")


def opening_address(  # noqa: PLR0913 -- keyword-only, each a choice that the page's reader has, too
    reading: Reading,
    basemap: BaseMap,
    *,
    opened: int | str = "",
    hide: Iterable[str] = (),
    show: Iterable[str] = (),
    without: Iterable[str] = (),
    until: date | None = None,
) -> str:
    """The words; empty where nothing is asked for.

    Raises:
        UsageError: The map has nothing called so.
    """
    layers = [layer.value for layer in MarkLayer]
    layers += [*_FURTHER, *(own_id(number) for number, _ in enumerate(basemap.own))]
    parts = {
        "open": _opened(opened, reading) if opened != "" else "",
        "hide": ",".join(_known(hide, {name: name for name in layers}, "layer")),
        "show": ",".join(_known(show, {name: name for name in layers}, "layer")),
        "day": "" if until is None else _said_by(until, reading),
        "without": ",".join(_known(without, _choices(reading), "choice")),
    }
    return urlencode({key: value for key, value in parts.items() if value}, safe=":/,", quote_via=quote)


def _opened(wanted: int | str, reading: Reading) -> str:
    """The key of the thing whose card is to be open."""
    claims = {str(claim.number): f"claim:{claim.number}" for claim in reading.claims}
    claims |= {f"claim {claim.number}": f"claim:{claim.number}" for claim in reading.claims}
    marks = {one.id: f"mark:{one.id}" for one in reading.footprints}
    places = {mark.id: f"place:{mark.id}" for mark in place_marks(reading)}
    named = {mark.place.name: f"place:{mark.id}" for mark in place_marks(reading)}
    return _known([str(wanted)], {**named, **places, **marks, **claims}, "claim, mark or place")[0]


def _choices(reading: Reading) -> dict[str, str]:
    """What claims and places can be left out by, under its id and its plain name; as the page's list of choices."""
    voices = {str(one["name"]): str(one["id"]) for one in voice_records(reading) if isinstance(one, dict)}
    status = {claim.status.value: f"status.{claim.status.value}" for claim in reading.claims}
    kinds = [phrases("object")[claim.located.kind.value] for claim in reading.claims]
    places = [phrases("place")[mark.place.kind.value] for mark in place_marks(reading) if mark.drawn]
    tables = (voices, status, {name: f"kind.{name}" for name in kinds}, {name: f"place.{name}" for name in places})
    found: dict[str, str] = {}
    for table in tables:
        if len(table) > 1:  # a single one is no choice
            found = {**table, **{value: value for value in table.values()}, **found}
    return found


def _known(wanted: Iterable[str], known: dict[str, str], kind: str) -> Sequence[str]:
    found = []
    for name in [wanted] if isinstance(wanted, str) else wanted:
        if name not in known:
            there = [one for one in known if known[one] != one] or list(known)
            told = ", ".join([*there[:_MOST_TOLD], "…"] if len(there) > _MOST_TOLD else there)
            raise UsageError(f"the map has no {kind} called {name!r}", do=f"it has {told or 'none'}")
        found.append(known[name])
    return tuple(dict.fromkeys(found))


def _said_by(until: date, reading: Reading) -> str:
    """The last day that the text speaks of and that isn't after `until`."""
    days = [one for one in day_records(reading) if isinstance(one, dict)]
    told = [day for day in days if str(day["last"]) <= until.isoformat()]
    if not told:
        known = ", ".join(str(day["last"]) for day in days)
        raise UsageError(f"the text speaks of no day up to {until.isoformat()}", do=f"it has {known or 'none'}")
    first, last = str(told[-1]["first"]), str(told[-1]["last"])
    return f"said:{last if first == last else f'{first}/{last}'}"
