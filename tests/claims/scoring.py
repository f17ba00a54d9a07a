"""A table of sentences with expected claims → precision, recall, and how many matched claims have speaker, days and status right.

`python -m tests.claims.scoring seen` writes the figures and every miss, by name; of the half that is kept back it
writes the figures alone. What is compared are single relations: claims that hold together ("in A, near B") or are
listed ("in A and B") count one by one, so that it doesn't matter into how many claims a reader packs them. Not
compared, neither way: relations without any name, since nothing can be drawn from them, and what the row calls optional.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from tests.claims.expected import bare, is_in, is_time, rows

from deconflict_map.article import Metadata, parse_published, read_text
from deconflict_map.descriptions import read_claims
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.model.anchor import Described
from deconflict_map.model.relation import AllOf, AnyOf, OneOf, references
from deconflict_map.pipeline import find_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from tests.claims.expected import Expected, Row

    from deconflict_map.model.article import Article
    from deconflict_map.model.claim import Claim, Speaker
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.relation import Relation
    from deconflict_map.model.toponym import Resolution

HALVES = ("seen", "unseen")
ARTICLE = "article"
CONTAINING = frozenset({"Within", "PartOf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One relation that the program read, with the claim that it is of, and the names of each of its places."""

    claim: Claim
    kinds: frozenset[str]
    places: tuple[frozenset[str], ...]

    def __str__(self) -> str:
        return f"{self.claim.located.text!r} {sorted(self.kinds)} {[sorted(names) for names in self.places]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What came of a row or a half: relations expected, read and matched, and of the matched ones what was right."""

    expected: int
    read: int
    matched: int
    speaker: int
    days: int
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one row; `faults` are words for whoever may look at the row."""

    counts: Counts
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a half: numbers only, so that no failing test can show a row of it."""

    counts: Counts
    precision: float
    recall: float
    speaker: float
    days: float
    status: float

    def __str__(self) -> str:
        shares = ", ".join(
            f"{name} {getattr(self, name):.3f}" for name in ("precision", "recall", "speaker", "days", "status")
        )
        return f"expected {self.counts.expected}, read {self.counts.read}, matched {self.counts.matched}: {shares}"


def found_in(row: Row, gazetteer: Gazetteer) -> tuple[Found, ...]:
    """All relations that the program reads in a row and that name a place."""
    article = read_text(row.text, metadata=Metadata(published=parse_published(str(row.published)), source="Outlet"))
    resolutions = find_places(article, gazetteer)
    return tuple(
        Found(claim=claim, kinds=frozenset(_kinds(relation)), places=places)
        for claim in read_claims(article, resolutions)
        for relation in _single(claim.relation)
        if (places := _places(relation, article, resolutions))
    )


def _single(relation: Relation) -> Iterator[Relation]:
    """The relations that hold together or are listed, one by one."""
    if isinstance(relation, AllOf | AnyOf):
        for part in relation.parts:
            yield from _single(part)
    else:
        yield relation


def _kinds(relation: Relation) -> Iterator[str]:
    """The class of a relation, and of what it only narrows, offers as readings or wraps."""
    yield type(relation).__name__
    for reading in relation.readings if isinstance(relation, OneOf) else ():
        yield from _kinds(reading)
    if (narrowed := getattr(relation, "of", None)) is not None:
        yield from _kinds(narrowed)
    if isinstance(wrapped := getattr(relation, "ref", None), Described):
        yield from _kinds(wrapped.at)


def _places(relation: Relation, article: Article, resolutions: Sequence[Resolution]) -> tuple[frozenset[str], ...]:
    """The names of every place that a relation refers to: as written, and as the gazetteer has it."""
    named: dict[int, frozenset[str]] = {}
    for ref in references(relation):
        resolution = resolutions[ref.toponym]
        words = {article.quote(ref.span), resolution.toponym.text}
        words |= set() if resolution.place is None else {resolution.place.name}
        named[ref.toponym] = frozenset(map(bare, words))
    return tuple(named.values())


def outcome(row: Row, found: Sequence[Found]) -> Outcome:
    """Match what was found with what was expected, one to one, what isn't optional first."""
    needed = [claim for claim in row.claims if not claim.optional]
    pairs = _matching(needed, found, row.published)
    left = [one for one in found if all(one is not got for _, got in pairs)]
    spare = _matching([claim for claim in row.claims if claim.optional], left, row.published)
    extra = [one for one in left if all(one is not got for _, got in spare) and not _is_container(one, row.claims)]
    right = {
        "speaker": [_is_by(want, got.claim.speakers) for want, got in pairs],
        "days": [_is_on(want, got.claim, row.published) for want, got in pairs],
        "status": [got.claim.status.value in want.statuses for want, got in pairs],
    }
    missed = [f"missed: {want}" for want in needed if all(want is not one for one, _ in pairs)]
    faulty = [
        f"{name} of {got}"
        for name, all_right in right.items()
        for ok, (_, got) in zip(all_right, pairs, strict=True)
        if not ok
    ]
    return Outcome(
        counts=Counts(
            expected=len(needed),
            read=len(pairs) + len(extra),
            matched=len(pairs),
            **{name: sum(all_right) for name, all_right in right.items()},
        ),
        faults=(*missed, *(f"too much: {one}" for one in extra), *faulty),
    )


def _matching(wanted: Sequence[Expected], found: Sequence[Found], published: date) -> list[tuple[Expected, Found]]:
    """The largest one-to-one matching (Kuhn 1955: augmenting paths), what fits best tried first."""
    taken: dict[int, int] = {}

    def place(index: int, seen: set[int]) -> bool:
        fitting = [number for number, one in enumerate(found) if _fits(wanted[index], one) and number not in seen]
        for number in sorted(fitting, key=lambda number: -_quality(wanted[index], found[number].claim, published)):
            seen.add(number)
            if number not in taken or place(taken[number], seen):
                taken[number] = index
                return True
        return False

    for index in range(len(wanted)):
        place(index, set())
    return [(wanted[index], found[number]) for number, index in sorted(taken.items())]


def _fits(want: Expected, got: Found) -> bool:
    """Whether thing, relation and names are the same."""
    is_thing = any(is_in(word, got.claim.located.text) for word in want.objects)
    has_all = all(any(names & place for place in got.places) for names in want.places)
    has_no_other = all(any(names & place for names in want.places + want.within) for place in got.places)
    return is_thing and has_all and has_no_other and not got.kinds.isdisjoint(want.relations)


def _is_container(got: Found, claims: Sequence[Expected]) -> bool:
    """Whether a relation only says in what a claimed place lies, as the row allows."""
    allowed = [names for claim in claims for names in claim.within]
    return not got.kinds.isdisjoint(CONTAINING) and all(any(names & one for names in allowed) for one in got.places)


def _quality(want: Expected, got: Claim, published: date) -> int:
    return sum((_is_by(want, got.speakers), _is_on(want, got, published), got.status.value in want.statuses))


def _is_by(want: Expected, speakers: Sequence[Speaker]) -> bool:
    if all(speaker.span is None for speaker in speakers):
        return ARTICLE in want.speakers
    return any(is_in(words, speaker.text) for words in want.speakers for speaker in speakers)


def _is_on(want: Expected, got: Claim, published: date) -> bool:
    """Whether both times are right; the article itself may be taken to say it on the day of publication."""
    is_article = all(speaker.span is None for speaker in got.speakers)
    said = (*want.said, published.isoformat()) if is_article and ARTICLE in want.speakers else want.said
    return is_time(said, got.said) and is_time(want.holds, got.holds)


def outcomes(half: str, gazetteer: Gazetteer) -> tuple[tuple[str, Outcome], ...]:
    """What came of every row, with its name."""
    return tuple((row.id, outcome(row, found_in(row, gazetteer))) for row in rows(half))


def figures(scored: Sequence[tuple[str, Outcome]]) -> Figures:
    """The figures over all rows; a share of nothing is 1."""
    total = Counts(
        **{field.name: sum(getattr(one.counts, field.name) for _, one in scored) for field in fields(Counts)}
    )
    return Figures(
        counts=total,
        precision=_share(total.matched, total.read),
        recall=_share(total.matched, total.expected),
        speaker=_share(total.speaker, total.matched),
        days=_share(total.days, total.matched),
        status=_share(total.status, total.matched),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def main(half: str) -> None:
    scored = outcomes(half, open_gazetteer())
    sys.stdout.write(f"{half}, {len(scored)} rows: {figures(scored)}\n")
    if half == "seen":
        sys.stdout.writelines(f"{label} {fault}\n" for label, one in scored for fault in one.faults)


if __name__ == "__main__":
    if sys.argv[1:2] not in [[half] for half in HALVES]:
        sys.exit(f"usage: python -m tests.claims.scoring {'|'.join(HALVES)}")
    main(sys.argv[1])
