"""A parse tree → a `Relation` with its reference places.

Whether "east of X" is a side of a line or a direction from a place depends on what X is, and "the east side" means the
river or border spoken of last: both need the resolutions, so they are handed in. A relation whose reference can't be
found is not built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lark import Token, Tree

from deconflict_map.descriptions.phrases import relation_phrases
from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.line_relation import AlongTowards, FromTo
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import Part
from deconflict_map.model.relation import (
    AllOf,
    Around,
    BorderSide,
    DirectionOf,
    Near,
    NotInto,
    OnFeature,
    PartOf,
    Relation,
    ShareOf,
    SideOf,
    Within,
)
from deconflict_map.units.heading import Heading, parse_heading
from deconflict_map.units.share import share_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.descriptions.lexemes import Lexeme
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.article import Span
    from deconflict_map.model.toponym import Resolution

_LINES = {PlaceKind.STREAM}
_OF_ONE_PLACE: dict[str, type[Near | Around | NotInto]] = {"near": Near, "around": Around, "not_into": NotInto}
_PARTS = {
    "PART_CENTRE": Part.CENTRE,
    "PART_UPPER": Part.UPPER,
    "PART_MIDDLE": Part.MIDDLE,
    "PART_LOWER": Part.LOWER,
}


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds relations over the toponyms of one article."""

    resolutions: Sequence[Resolution]

    def build(self, tree: Tree[Token], row: Sequence[Lexeme], passage: Passage) -> Relation | None:
        """The relation that a complete parse stands for, or `None` if a reference in it can't be found."""
        return _Reading(self.resolutions, row, passage).relation(_subtree(tree, 0))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One parse with the words it was made from."""

    resolutions: Sequence[Resolution]
    row: Sequence[Lexeme]
    passage: Passage

    def relation(self, tree: Tree[Token]) -> Relation | None:
        if tree.data == "line":
            return self._line(tree)
        return self._locatives(tree)

    def _line(self, tree: Tree[Token]) -> Relation | None:
        ends = [self._end(child) for child in tree.children if isinstance(child, Tree)]
        start, end = ends[0], ends[1]
        if start is None or end is None:
            return None
        return FromTo(start=start, end=end, span=self._span(tree))

    def _end(self, tree: Tree[Token]) -> Relation | None:
        inner = _subtree(tree, 0)
        if tree.data == "described_point":
            return self._locatives(inner)
        return self._at(inner, self._span(inner))

    def _locatives(self, tree: Tree[Token]) -> Relation | None:
        parts = [self._locative(child) for child in tree.children if isinstance(child, Tree)]
        known = tuple(part for part in parts if part is not None)
        if not known or len(known) < len(parts):
            return None
        return known[0] if len(known) == 1 else AllOf(parts=known, span=self._span(tree))

    def _locative(self, tree: Tree[Token]) -> Relation | None:
        readers: dict[str, Callable[[Tree[Token], list[Tree[Token]], Span], Relation | None]] = {
            "within": self._within,
            "on": self._on,
            "part_of": self._direction,
            "direction_of": self._direction,
            "side_of": self._side,
            "border_side": self._border_side,
            "along": self._along,
            "towards": self._towards,
            "share_of": self._share,
        }
        span, trees = self._span(tree), [child for child in tree.children if isinstance(child, Tree)]
        if tree.data in _OF_ONE_PLACE:
            return _OF_ONE_PLACE[tree.data](ref=self._ref(trees[0]), span=span)
        return readers[tree.data](tree, trees, span)

    def _within(self, tree: Tree[Token], trees: list[Tree[Token]], span: Span) -> Relation:
        del tree
        return self._part(trees[0], span) if trees[0].data == "part" else self._at(_subtree(trees[0], 0), span)

    def _on(self, tree: Tree[Token], trees: list[Tree[Token]], span: Span) -> Relation:
        del tree
        return self._at(trees[0], span)

    def _at(self, tree: Tree[Token], span: Span) -> Relation:
        ref = self._ref(tree)
        return OnFeature(ref=ref, span=span) if self._is_line(ref) else Within(ref=ref, span=span)

    def _direction(self, tree: Tree[Token], trees: list[Tree[Token]], span: Span) -> Relation:
        ref, heading = self._ref(trees[0]), self._heading(tree)
        if self._is_line(ref):
            return SideOf(ref=ref, heading=heading, span=span)
        if tree.data == "part_of":
            return PartOf(ref=ref, part=heading, span=span)
        return DirectionOf(ref=ref, heading=heading, span=span)

    def _border_side(self, tree: Tree[Token], trees: list[Tree[Token]], span: Span) -> Relation:
        del tree
        return BorderSide(ref=self._country(trees[0]), other=None, span=span)

    def _towards(self, tree: Tree[Token], trees: list[Tree[Token]], span: Span) -> Relation:
        return AlongTowards(along=None, heading=self._optional_heading(tree), towards=self._ref(trees[0]), span=span)

    def _part(self, container: Tree[Token], span: Span) -> PartOf:
        ref = self._ref(container)
        tokens = self._tokens(container)
        if "DIRECTION" in tokens:
            return PartOf(ref=ref, part=self._heading(container), span=span)
        words = self.passage.folded[tokens["PART"].first : tokens["PART"].last + 1]
        return PartOf(ref=ref, part=_PARTS[relation_phrases()[words]], span=span)

    def _side(self, tree: Tree[Token], trees: list[Tree[Token]], span: Span) -> Relation | None:
        ref = self._ref(trees[0]) if trees else self._line_before(span)
        if ref is None:
            return None
        if self._is_line(ref):
            return SideOf(ref=ref, heading=self._heading(tree), span=span)
        return PartOf(ref=ref, part=self._heading(tree), span=span)

    def _along(self, tree: Tree[Token], trees: list[Tree[Token]], span: Span) -> Relation:
        along = self._container_ref(trees[0])
        towards = self._ref(trees[1]) if len(trees) > 1 else None
        return AlongTowards(along=along, heading=self._optional_heading(tree), towards=towards, span=span)

    def _share(self, tree: Tree[Token], trees: list[Tree[Token]], span: Span) -> Relation:
        token = self._tokens(tree)["SHARE"]
        word = " ".join(self.passage.folded[token.first : token.last + 1])
        return ShareOf(ref=self._container_ref(trees[0]), share=share_words()[word], span=span)

    def _container_ref(self, container: Tree[Token]) -> PlaceRef:
        return self._ref(container if container.data == "part" else _subtree(container, 0))

    def _country(self, tree: Tree[Token]) -> PlaceRef:
        lexeme = self._lexeme(tree.children[0])
        return PlaceRef(toponym=lexeme.toponym, span=self.passage.span(lexeme.first, lexeme.last))

    def _ref(self, tree: Tree[Token]) -> PlaceRef:
        """The reference place among the tokens of `tree`, with the feature words beside it."""
        rows = [self._lexeme(token) for token in tree.children if isinstance(token, Token)]
        place = next(lexeme for lexeme in rows if lexeme.terminal == "PLACE")
        features = [lexeme for lexeme in rows if lexeme.terminal == "FEATURE"]
        wants = self.passage.folded[features[0].first] if features else ""
        first = min(lexeme.first for lexeme in (place, *features))
        last = max(lexeme.last for lexeme in (place, *features))
        return PlaceRef(toponym=place.toponym, span=self.passage.span(first, last), wants=wants)

    def _line_before(self, span: Span) -> PlaceRef | None:
        """The river or other line that the text named last before `span`: what "the east side" is a side of."""
        for index in range(len(self.resolutions) - 1, -1, -1):
            resolution = self.resolutions[index]
            place, toponym = resolution.place, resolution.toponym
            if toponym.span.end <= span.start and place is not None and place.kind in _LINES:
                return PlaceRef(toponym=index, span=span, anaphor=True)
        return None

    def _heading(self, tree: Tree[Token]) -> Heading:
        found = self._optional_heading(tree)
        if found is None:
            raise AssertionError(tree.data)  # the grammar demands a DIRECTION here
        return found

    def _optional_heading(self, tree: Tree[Token]) -> Heading | None:
        token = self._tokens(tree).get("DIRECTION")
        if token is None:
            return None
        return parse_heading(self.passage.article.quote(self.passage.span(token.first, token.last)))

    def _is_line(self, ref: PlaceRef) -> bool:
        place = self.resolutions[ref.toponym].place
        return place is not None and place.kind in _LINES

    def _tokens(self, tree: Tree[Token]) -> dict[str, Lexeme]:
        """The lexemes that stand directly in `tree`, by terminal."""
        return {token.type: self._lexeme(token) for token in tree.children if isinstance(token, Token)}

    def _lexeme(self, token: Token | Tree[Token]) -> Lexeme:
        return self.row[int(str(token))]

    def _span(self, tree: Tree[Token]) -> Span:
        positions = [int(token) for token in tree.scan_values(lambda value: isinstance(value, Token))]
        return self.passage.span(self.row[min(positions)].first, self.row[max(positions)].last)


def _subtree(tree: Tree[Token], index: int) -> Tree[Token]:
    """The `index`-th child of `tree` that is a tree itself."""
    return [child for child in tree.children if isinstance(child, Tree)][index]
