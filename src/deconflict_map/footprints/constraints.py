"""The claims about one object → its constraints, told apart by what they can do for a drawing.

A claim's relation tree is laid flat: *and* at the top makes several constraints of one claim.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from deconflict_map.footprints.centres import focus_of
from deconflict_map.footprints.tract import Case
from deconflict_map.footprints.tracts import tract_of
from deconflict_map.model.anchor import Anchor, PlaceRef
from deconflict_map.model.line_relation import FromTo
from deconflict_map.model.relation import AllOf, AnyOf, Except, NotInto, OneOf, Relation, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deconflict_map.footprints.scene import Atlas
    from deconflict_map.model.claim import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """A relation that holds of the object, and the case of the claim that says so."""

    relation: Relation
    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One object, with the claims about it whose places are known, and their constraints."""

    claims: tuple[Claim, ...]
    lines: tuple[tuple[FromTo, Case], ...]
    denials: tuple[tuple[NotInto, Case], ...]
    grounds: tuple[Constraint, ...]

    @property
    def leading(self) -> Claim:
        """The claim that gives the object its name: the first one."""
        return self.claims[0]


def unresolved(claim: Claim, atlas: Atlas) -> tuple[str, ...]:
    """The words of the claim's reference places that stayed unresolved, each once."""
    missing = [atlas.name(ref) for ref in references(claim.relation) if atlas.place(ref) is None]
    return tuple(dict.fromkeys(missing))


def suffices(node: Relation | Anchor, atlas: Atlas) -> bool:
    """Whether enough of the places of a relation is known for ground to be drawn that the words mean.

    Of grounds that are meant together one is enough, and of a zone without others the zone; what is missing is told.
    Corners, ends of a strip and conditions are all needed.
    """
    match node:
        case PlaceRef():
            return atlas.place(node) is not None
        case AnyOf(parts=parts) | OneOf(readings=parts):
            return any(suffices(part, atlas) for part in parts)
        case Except(of=of):
            return suffices(of, atlas)
        case _:
            inner = [value for field in fields(node) for value in _members(getattr(node, field.name))]
            return all(suffices(value, atlas) for value in inner)


def _members(value: object) -> tuple[Relation | Anchor, ...]:
    """The relations and anchors in the field of another one."""
    if isinstance(value, tuple):
        return tuple(member for part in value for member in _members(part))
    return (value,) if isinstance(value, Relation | Anchor) else ()


def grouped(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """Claims about one object together, in the order of the first of each.

    One object is one key, at one time: claims said to hold for days that don't meet are kept apart.
    """
    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=lambda claim: claim.number):
        home = next((g for g in groups if g[0].located.key == claim.located.key and _meet_in_time(g, claim)), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return tuple(tuple(group) for group in groups)


def subject(claims: tuple[Claim, ...], atlas: Atlas) -> Subject:
    """The constraints on one object, in the order of the claims; at least one claim must be given."""
    focus = focus_of([claim.relation for claim in claims], atlas)
    scene = atlas.scene(focus.places, positions=focus.positions)
    lines: list[tuple[FromTo, Case]] = []
    denials: list[tuple[NotInto, Case]] = []
    grounds: list[Constraint] = []
    for claim in claims:
        case = Case(scene=scene, claim=claim, fellows=claims, rule=tract_of)
        for relation in _flat(claim.relation):
            match relation:
                case FromTo():
                    lines.append((relation, case))
                case NotInto():
                    denials.append((relation, case))
                case _:
                    grounds.append(Constraint(relation=relation, case=case))
    return Subject(claims=claims, lines=tuple(lines), denials=tuple(denials), grounds=tuple(grounds))


def _flat(relation: Relation) -> Iterator[Relation]:
    if isinstance(relation, AllOf):
        for part in relation.parts:
            yield from _flat(part)
    else:
        yield relation


def _meet_in_time(group: Iterable[Claim], claim: Claim) -> bool:
    held = [other.holds for other in group if other.holds is not None]
    if claim.holds is None:
        return True
    return all(when.first <= claim.holds.last and claim.holds.first <= when.last for when in held)
