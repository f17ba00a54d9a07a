"""A reading and what is to be withheld → the reading that may be published, and what is told of it.

The last stage: whatever is rendered or exported afterwards is made of this reading alone, so that nothing that was
withheld can come back. A name that would still stand somewhere is an error, never a file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.errors import DeconflictMapError
from deconflict_map.model.basemap import BaseLayer
from deconflict_map.model.footprint import Undrawn
from deconflict_map.model.reading import Reading
from deconflict_map.publishing.coarsening import coarsened
from deconflict_map.publishing.grid import Grid
from deconflict_map.publishing.options import TextKept
from deconflict_map.publishing.redaction import redacted
from deconflict_map.publishing.rewriting import strings_of
from deconflict_map.publishing.telling import provenance
from deconflict_map.publishing.withholding import withheld

if TYPE_CHECKING:
    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.publishing.forms import Forms
    from deconflict_map.publishing.names import Names
    from deconflict_map.publishing.options import Publishing
    from deconflict_map.publishing.reporting import Told

_TIED = (frozenset((BaseLayer.WORLD, BaseLayer.COUNTRY)),)
"""Layers that name the same things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What may be published: the reading, and the names to keep off its base map.

    `told` is for the user alone: it names what was removed.
    """

    reading: Reading
    told: Told
    forms: tuple[Forms, ...]

    def muted(self, basemap: BaseMap) -> BaseMap:
        """A base map without the redacted names: all names of their layers go, since a gap would tell which it is."""
        named = {
            feature.layer
            for feature in basemap.features
            if any(forms.stands_in(name) for forms in self.forms for name in (feature.name, feature.local_name))
        }
        named |= {layer for tied in _TIED if tied & named for layer in tied}
        if not named:
            return basemap
        features = [
            replace(feature, name="", local_name="") if feature.layer in named else feature
            for feature in basemap.features
            if feature.layer is not BaseLayer.TOWN or feature.layer not in named
        ]
        return replace(basemap, features=tuple(features))


def published(reading: Reading, options: Publishing, names: Names) -> Published:
    """The reading without what `options` withhold."""
    result = redacted(_known(reading), options.redact, names)
    _check(result.reading, result.forms)  # what comes after takes away, and adds nothing but words of ours
    current = result.reading
    if options.coarsen_km is not None:
        current = coarsened(current, Grid(options.coarsen_km))
    told = provenance(current, options, removed=result.removed)
    if options.text is not TextKept.ALL:
        current = withheld(current, quotes=options.text is TextKept.QUOTES)
    current = replace(current, withheld=tuple(dict.fromkeys((*reading.withheld, *told))))
    return Published(reading=current, told=result.told, forms=result.forms)


def _known(reading: Reading) -> Reading:
    """The reading with nothing but what this stage knows how to clean.

    Whatever else a reading comes to hold isn't published before it is learnt here.
    """
    return Reading(
        article=reading.article,
        resolutions=reading.resolutions,
        claims=reading.claims,
        footprints=_own_footprints(reading),
        undrawn=_own_undrawn(reading),
        sources=reading.sources,
        shapes=reading.shapes,
        spellings=reading.spellings,
        unread=reading.unread,
        asked=reading.asked,
        withheld=reading.withheld,
    )


def _own_footprints(reading: Reading) -> tuple[Footprint, ...]:
    """What was drawn from the words: a course that a reader handed over is finer than anything that may be told."""
    return tuple(
        replace(one, published=None)
        for one in reading.footprints
        if one.published is None or one.region is not None or one.ensemble is not None
    )


def _own_undrawn(reading: Reading) -> tuple[Undrawn, ...]:
    kept = {number for one in _own_footprints(reading) for number in one.claims}
    lost = [one for one in reading.footprints if not kept.intersection(one.claims)]
    again = (Undrawn(claim=number, reason=one.why_not) for one in lost for number in one.claims)
    return tuple(sorted((*reading.undrawn, *again), key=lambda one: one.claim))


def _check(reading: Reading, forms: tuple[Forms, ...]) -> None:
    """Refuses a reading in which a redacted name still stands."""
    for text in dict.fromkeys(strings_of(reading)):
        for one in forms:
            if one.stands_in(text):
                raise DeconflictMapError(
                    f"a name that is to be redacted would still stand in {text[:60]!r}",
                    where="--redact",
                    do="report it; nothing was written",
                )
