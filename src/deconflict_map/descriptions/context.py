"""The words and toponyms around a parse tree: spans, what a reference place is, and what "the river" refers to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.automaton import Node
from deconflict_map.descriptions.elements import Head
from deconflict_map.descriptions.features import feature_kinds, reference_words
from deconflict_map.descriptions.phrases import relation_phrases
from deconflict_map.model.anchor import LINES, Described, JunctionRef, PlaceRef, PositionRef
from deconflict_map.model.article import Span
from deconflict_map.model.line_relation import AlongFeature
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import OnFeature, PartOf, SideOf
from deconflict_map.units.heading import parse_heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deconflict_map.descriptions.elements import Item
    from deconflict_map.descriptions.lexeme import Lexeme
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import Relation
    from deconflict_map.model.toponym import Resolution
    from deconflict_map.units.heading import Heading

_WRAPPERS = frozenset({"opening", "pitem", "item", "loc", "motion"})
_NOT_THE_LINE = frozenset({"valley", "basin", "delta", "region", "area"})
_GROUND = frozenset({PlaceKind.COUNTRY, PlaceKind.DIVISION, PlaceKind.POPULATED, PlaceKind.SEA, PlaceKind.LAKE})
_SPOTS = frozenset({PlaceKind.POPULATED, PlaceKind.STRUCTURE, PlaceKind.RELIEF})
_AREAS = frozenset({"zone", "strip"})
_OWNERS = frozenset({PlaceKind.COUNTRY, PlaceKind.DIVISION})


class UnfollowedError(Exception):
    """A reference whose place isn't known, or words that together describe nothing: no relation is built of them.

    Raised and caught inside this stage only; the words are returned as unread, with `reason`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One passage, and the resolutions of its article."""

    passage: Passage
    resolutions: Sequence[Resolution]
    reader: Callable[[Context, Node], Anchor]
    composer: Callable[[Context, Sequence[Node]], Relation]
    """Reading an anchor and a description, handed in because each may hold the other."""
    assembler: Callable[[Context, Sequence[Item]], Relation]
    """Putting elements together."""
    notes: list[str] = field(default_factory=list)
    is_phrase: bool = False
    """Whether the whole passage is one description, so that rival readings of it are told."""
    so_far: list[list[Item]] = field(default_factory=list)
    """The elements that were read so far, of this description and of those that hold it."""

    def said_so_far(self) -> Relation | None:
        """What the description says up to here, if that is a relation by itself."""
        if not self.so_far:
            return None
        said = self.so_far[-1]
        # What a noun begins ("… and a strip") isn't what it stands for, but what was said before it.
        begins = [place for place, item in enumerate(said) if isinstance(item.element, Head) and place > 0]
        try:
            return self.assembler(self, tuple(said[: begins[-1]] if begins else said))
        except UnfollowedError:
            return None

    def is_area_reaching(self, node: Node) -> bool:
        """Whether the words before a distance say that an area reaches so far ("a zone extending 10 km from X")."""
        first = min(one.first for one in lexemes_of(node))
        if first == 0 or self.passage.folded[first - 1] not in reference_words().reaching or not self.so_far:
            return False
        heads = (item.element for item in self.so_far[-1])
        return any(isinstance(one, Head) and one.sort in _AREAS for one in heads)

    def is_half_circle(self, word: int) -> bool:
        """Whether the noun that ends at a word is half of a circle."""
        ends = (" ".join(self.passage.folded[max(word - before, 0) : word + 1]) for before in (0, 1))
        return not reference_words().halves.isdisjoint(ends)

    def named_last(self, span: Span) -> PlaceRef:
        """The place that the same passage named last before `span`."""
        for toponym, resolution in reversed(self.passage.names):
            known = resolution.place is not None or self.is_phrase
            if known and resolution.toponym.span.end <= span.start:
                return PlaceRef(toponym=toponym, span=span, anaphor=True)
        raise UnfollowedError(f"“{self.passage.article.quote(span)}”: the sentence names nothing that it could be")

    def named_before(self, span: Span) -> tuple[PlaceRef, ...]:
        """All places that the same passage named before `span`, in their order."""
        return tuple(
            PlaceRef(toponym=toponym, span=span, anaphor=True)
            for toponym, resolution in self.passage.names
            if resolution.toponym.span.end <= span.start
        )

    def two_before(self, span: Span) -> tuple[PlaceRef, PlaceRef]:
        """The two countries or divisions that "their" or "the two" stands for: those named last, else those next."""
        owners = [index for index, one in enumerate(self.resolutions) if one.place and one.place.kind in _OWNERS]
        before = [index for index in owners if self.resolutions[index].toponym.span.end <= span.start]
        behind = [index for index in owners if self.resolutions[index].toponym.span.start >= span.end]
        for row in (before[::-1], behind):
            two = self._two_of(row)
            if two is not None:
                first, second = (PlaceRef(toponym=index, span=span, anaphor=True) for index in two)
                return first, second
        raise UnfollowedError(f"“{self.passage.article.quote(span)}”: the text names no two countries that it could be")

    def anchor(self, node: Node) -> Anchor:
        """The anchor of a `ref` node."""
        return self.reader(self, node)

    def relation(self, items: Sequence[Node]) -> Relation:
        """The relation that a row of items describes."""
        return self.composer(self, items)

    def span(self, node: Node | Lexeme) -> Span:
        """The words of a node."""
        row = list(lexemes_of(node))
        return self.passage.span(min(one.first for one in row), max(one.last for one in row))

    def quote(self, lexeme: Lexeme) -> str:
        """The words of a lexeme as they are written."""
        return self.passage.article.quote(self.passage.span(lexeme.first, lexeme.last))

    def words(self, node: Node | Lexeme) -> str:
        """The words of a node, in lower case."""
        row = list(lexemes_of(node))
        first, last = min(one.first for one in row), max(one.last for one in row)
        return " ".join(self.passage.folded[first : last + 1])

    def heading(self, lexeme: Lexeme) -> Heading:
        """The compass direction of a DIRECTION or HEADING."""
        text = self.passage.article.quote(self.passage.span(lexeme.first, lexeme.last))
        found = parse_heading(text, letters=True)
        if found is None:
            raise UnfollowedError(f"“{text}” is no direction")
        return found

    def place(self, anchor: Anchor) -> Place | None:
        """The record of a reference place, if it is one and was resolved."""
        return self.resolutions[anchor.toponym].place if isinstance(anchor, PlaceRef) else None

    def is_line(self, anchor: Anchor) -> bool:
        """Whether an anchor is a line: a border, a road, a parallel, a river."""
        if isinstance(anchor, LINES):
            return True
        if isinstance(anchor, Described):
            inner = anchor.at
            return isinstance(inner, PartOf | OnFeature | AlongFeature | SideOf) and self.is_line(inner.ref)
        place = self.place(anchor)
        if not isinstance(anchor, PlaceRef) or anchor.wants in _NOT_THE_LINE:
            return False
        if place is not None and place.kind is PlaceKind.STREAM:
            return True
        words = self.resolutions[anchor.toponym].toponym.text.casefold().split()
        called = anchor.wants in _LINE_WORDS or words[-1] in _LINE_WORDS
        return called and (place is None or place.kind not in _GROUND)

    def is_spot(self, anchor: Anchor) -> bool:
        """Whether an anchor is a town, position or other thing that a corner can be at."""
        if isinstance(anchor, PositionRef | JunctionRef):
            return True
        place = self.place(anchor)
        return place is not None and place.kind in _SPOTS and not self.is_line(anchor)

    def is_ground(self, anchor: Anchor) -> bool:
        """Whether an anchor is a country, division or region: ground that a strip along a border can lie in."""
        place = self.place(anchor)
        return place is not None and place.kind in {*_OWNERS, PlaceKind.REGION}

    def is_country(self, anchor: Anchor) -> bool:
        """Whether an anchor is a country or division: something that has borders of its own."""
        place = self.place(anchor)
        return place is not None and place.kind in _OWNERS

    def is_border(self, span: Span) -> bool:
        """Whether words speak of a border ("the border"), as far as their last word tells."""
        last = self.passage.article.quote(span).split()[-1].casefold()
        return relation_phrases().get((last,)) == "BORDER"

    def before(self, span: Span, wants: str, kinds: frozenset[PlaceKind]) -> PlaceRef:
        """The place of one of `kinds` that the text named last before `span`: what "the river" refers to."""
        for index in range(len(self.resolutions) - 1, -1, -1):
            resolution = self.resolutions[index]
            place, toponym = resolution.place, resolution.toponym
            if toponym.span.end > span.start:
                continue
            if place.kind in kinds if place is not None else self._is_called(toponym.span, kinds):
                return PlaceRef(toponym=index, span=span, wants=wants, anaphor=True)
        if self.is_phrase and kinds <= _SPOTS:  # a phrase speaks of what it names, whatever its record is
            return replace(self.named_last(span), wants=wants)
        raise UnfollowedError(f"“{self.passage.article.quote(span)}”: the text names nothing before that it could be")

    def _two_of(self, row: Sequence[int]) -> tuple[int, int] | None:
        """The first two toponyms of a row that name different places, in the order of the text."""
        first = next(iter(row), None)
        place = None if first is None else self.resolutions[first].place
        other = next((index for index in row if self.resolutions[index].place != place), None)
        return None if first is None or other is None else (min(first, other), max(first, other))

    def country_named(self, code: str, span: Span) -> PlaceRef | None:
        """A country (by its ISO code) where the text names it, as what words at `span` speak of."""
        for index, resolution in enumerate(self.resolutions):
            place = resolution.place
            if place is not None and place.kind is PlaceKind.COUNTRY and place.country == code:
                return PlaceRef(toponym=index, span=span, anaphor=True)
        return None

    def named_next(self, span: Span) -> PlaceRef | None:
        """The place that the same passage names next behind `span`."""
        for toponym, resolution in self.passage.names:
            if resolution.toponym.span.start >= span.end and resolution.place is not None:
                return PlaceRef(toponym=toponym, span=span, anaphor=True)
        return None

    def _is_called(self, name: Span, kinds: frozenset[PlaceKind]) -> bool:
        """Whether a name without a record stands with a feature word of one of `kinds` ("the Ben Hai river")."""
        text = self.passage.article.text
        behind = text[name.end : name.end + _MOST_FEATURE].split()
        return any(feature_kinds(word.casefold().strip(".,;:")) & kinds for word in behind[:1])


_MOST_FEATURE = 24
_LINE_WORDS = frozenset({"river", "stream", "creek", "canal", "wadi", "channel", "line"})


def unwrap(node: Node) -> Node:
    """The node inside those that only group rules of the grammar."""
    while node.rule in _WRAPPERS and len(node.children) == 1 and isinstance(node.children[0], Node):
        node = node.children[0]
    return node


def nodes(node: Node) -> tuple[Node, ...]:
    """The parts of a node that are nodes themselves."""
    return tuple(unwrap(child) for child in node.children if isinstance(child, Node))


def tokens(node: Node, terminal: str) -> tuple[Lexeme, ...]:
    """The lexemes of a terminal that stand directly in a node, in order."""
    return tuple(child for child in node.children if not isinstance(child, Node) and child.terminal == terminal)


def token(node: Node, terminal: str) -> Lexeme | None:
    """The first lexeme of a terminal that stands directly in a node."""
    return next(iter(tokens(node, terminal)), None)


def lexemes_of(node: Node | Lexeme) -> Iterator[Lexeme]:
    """All lexemes under a node that hold words, in order."""
    waiting: list[Node | Lexeme] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Node):
            waiting += reversed(here.children)
        elif not here.is_mark:
            yield here


def lexemes_with_marks(node: Node) -> tuple[Lexeme, ...]:
    """The lexemes that stand in a list itself, marks among them, in order."""
    own = [child for child in node.children if not isinstance(child, Node)]
    inner = [child for child in node.children if isinstance(child, Node) and child.rule == node.rule]
    return (*(one for child in inner for one in lexemes_with_marks(child)), *own)


def flat(node: Node, rule: str) -> tuple[Node, ...]:
    """The members of a list that the grammar nests to the left ("refs", "items"), in order."""
    found: list[Node] = []
    here: Node | None = node
    while here is not None:
        parts = [child for child in here.children if isinstance(child, Node)]
        here = parts[0] if parts and parts[0].rule == rule else None
        found += [unwrap(part) for part in reversed(parts if here is None else parts[1:])]
    return tuple(reversed(found))


def joined(one: Span, other: Span) -> Span:
    """The span from the first words of two to the last."""
    return Span(start=min(one.start, other.start), end=max(one.end, other.end))
