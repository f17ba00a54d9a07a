"""A sample → recall and accuracy of its parts: by kind of place, by ambiguity of the name, and by novelty.

Rows are *new* where their name and place are met for the first time in the run; later ones only repeat what the system
got right or wrong before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.evaluation.bootstrap import Estimate, ratio
from deconflict_map.evaluation.distance import NEAR_KM
from deconflict_map.evaluation.kinds import Ambiguity, Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map.evaluation.bootstrap import Flags, Floats, Resamples
    from deconflict_map.evaluation.sample import Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Figures of some of the gold rows: shares of those `rows`, in [0, 1].

    `recall` and `strict_161` are for exact spans end to end; `given_161` is with the mentions given, `None` if that
    wasn't tried.
    """

    by: str
    label: str
    rows: int
    recall: Estimate
    strict_161: Estimate
    given_161: Estimate | None


def slices(sample: Sample, draws: Resamples) -> tuple[Slice, ...]:
    """All slices, those without rows too."""
    return tuple(_slice(by, label, chosen, sample, draws) for by, label, chosen in _parts(sample))


def _parts(sample: Sample) -> Iterator[tuple[str, str, Flags]]:
    for group in Group:
        yield "kind of place", group.value, sample.group == group.value
    for ambiguity in Ambiguity:
        yield "candidates for the name", ambiguity.value, sample.ambiguity == ambiguity.value
    yield "name and place", "new", sample.first_time
    yield "name and place", "met before", ~sample.first_time


def _slice(by: str, label: str, chosen: Flags, sample: Sample, draws: Resamples) -> Slice:
    rows = sample.by_document(chosen)

    def share(hit: Flags) -> Estimate:
        hits = sample.by_document(hit & chosen)

        def statistic(weights: Floats) -> Floats:
            return ratio(weights @ hits, weights @ rows)

        return draws.estimate(statistic)

    found, given = sample.found, sample.given
    return Slice(
        by=by,
        label=label,
        rows=int(np.count_nonzero(chosen)),
        recall=share(found.exact),
        strict_161=share(found.exact & (found.km <= NEAR_KM)),
        given_161=share(given.km <= NEAR_KM) if given is not None else None,
    )
