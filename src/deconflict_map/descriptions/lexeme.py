"""What the automaton reads: a terminal of the grammar, with the words that it stands for and the value they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.claim import When
    from deconflict_map.units.coordinate import Coordinate
    from deconflict_map.units.length import Length
    from deconflict_map.units.quantity import Quantity
    from deconflict_map.units.share import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexeme:
    """A terminal of the grammar and the words `first`…`last` it stands for; `toponym` is -1 if it is no place.

    `key` tells which meaning of the terminal it has; `rank` is 0 for the likeliest terminal of these words. `reason`
    says why a quantity is impossible; `other` is the second of two lengths. A mark stands behind word `first` and
    holds no word.
    """

    terminal: str
    first: int
    last: int
    toponym: int = -1
    key: str = ""
    rank: int = 0
    is_mark: bool = False
    length: Length | None = None
    other: Length | None = None
    share: Share | None = None
    time: Quantity | None = None
    degrees: tuple[Coordinate, ...] = ()
    when: When | None = None
    reason: str = ""
