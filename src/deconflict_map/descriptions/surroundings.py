"""Words such as "in the area" in a passage → the surroundings of the place that the text named last.

The grammar leaves them open, since they may be a described zone as well; of events, operations and forces they are the
ground about the town, division or region named before in the paragraph. Trade-off taken: the nearest name counts, and
the claim says that it was so taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.anchor import ObjectRef, PlaceRef
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import Around, Near, Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.relation import Relation
    from deconflict_map.model.toponym import Resolution

_GROUNDS = {"area", "areas", "region", "vicinity", "surroundings", "neighbourhood", "neighborhood", "district"}
_KINDS = {PlaceKind.POPULATED, PlaceKind.DIVISION, PlaceKind.REGION, PlaceKind.STRUCTURE, PlaceKind.VALLEY}


def followed(
    passage: Passage, relation: Relation, resolutions: Sequence[Resolution]
) -> tuple[Relation, tuple[str, ...]]:
    """The relation with the place that its words stand for, and a note that tells so."""
    if not isinstance(relation, Within | Near) or not isinstance(relation.ref, ObjectRef):
        return relation, ()
    words = passage.article.quote(relation.ref.span)
    if words.split()[-1:] == [] or words.split()[-1].casefold() not in _GROUNDS:
        return relation, ()
    toponym = _last_named(passage, relation.ref.span.start, resolutions)
    if toponym is None:
        return relation, ()
    ref = PlaceRef(toponym=toponym, span=relation.ref.span, anaphor=True)
    note = f"“{words}” is taken for the surroundings of {resolutions[toponym].toponym.text}, named last before it"
    return Around(ref=ref, span=relation.span), (note,)


def _last_named(passage: Passage, offset: int, resolutions: Sequence[Resolution]) -> int | None:
    sentences = passage.article.sentences
    block = sentences[passage.sentence].block
    for index in range(len(resolutions) - 1, -1, -1):
        resolution = resolutions[index]
        named = resolution.toponym
        if named.span.end > offset or resolution.place is None or resolution.place.kind not in _KINDS:
            continue
        return index if sentences[named.sentence].block == block else None
    return None
