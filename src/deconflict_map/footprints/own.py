"""A relation that a user added → its ground, drawn by the user's own rule.

The rule gets its reference places in the metres of the scene and answers with three levels; the rest is done here as
for every relation: levels are nested, the doubt of the reference places is told, and a step names the rule with its
source. What the rule raises is the user's own and isn't caught.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.errors import UsageError
from deconflict_map.footprints.measures import end_m, spans
from deconflict_map.footprints.parameters import Rule
from deconflict_map.footprints.references import reference_of
from deconflict_map.footprints.regions import nested
from deconflict_map.footprints.tract import Refusal, Tract, language
from deconflict_map.model.own_relation import OwnCase, OwnGround, OwnReference

if TYPE_CHECKING:
    from deconflict_map.footprints.references import Reference
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.own_relation import OwnRelation
    from deconflict_map.model.relation import Own
    from deconflict_map.units.length import Length


def own(relation: Own, case: Case) -> Tract | Refusal:
    """The ground of a relation that a user added."""
    added = case.scene.atlas.relations.get(relation.called)
    if added is None:
        return Refusal(reason=f"the relation “{relation.called}” was added by a user, and isn't at hand here")
    references: list[Reference] = []
    for ref in relation.refs:
        found = reference_of(ref, case)
        if isinstance(found, Refusal):
            return found
        references.append(found)
    asked = OwnCase(
        quote=case.scene.atlas.quote(relation.span),
        references=tuple(map(_reference, references)),
        distance_m=None if relation.distance is None else _distance_m(relation.distance),
        plane=case.scene.frame,
    )
    answer = added.draw(asked)
    match answer:
        case OwnGround():
            return _tract(relation, added, answer, references, case)
        case str():
            return Refusal(reason=answer)
        case _:
            raise UsageError(
                f"its rule answered with {type(answer).__name__}",
                where=f"relation {added.name!r}",
                do="return an OwnGround, or a sentence that says why nothing can be drawn",
            )


def _reference(found: Reference) -> OwnReference:
    place, extent = found.place, found.extent
    return OwnReference(
        name=found.name, ground=extent.ground, centre=extent.centre, error_m=extent.error_m, place=place
    )


def _distance_m(length: Length) -> tuple[float, float, float]:
    """The least, likeliest and greatest distance that the words may mean."""
    found = spans(length)
    return found.support[0], min(length.metres, end_m(length)), found.support[1]


def _tract(relation: Own, added: OwnRelation, answer: OwnGround, references: list[Reference], case: Case) -> Tract:
    rule = Rule(rule=added.name, source=added.source)
    records = tuple(record for one in references for record in one.records)
    step = case.step(rule, answer.effect, span=relation.span, records=records, assumptions=answer.assumptions)
    told = language(answer.open_m, f"“{case.scene.atlas.quote(relation.span)}” is drawn by a rule that a user added")
    return Tract(
        region=nested(core=answer.core, likely=answer.likely, support=answer.support),
        steps=(step,),
        uncertainty=(told, *(one for found in references for one in found.told)),
    )
