"""A reading and names → the reading without them: in no word, on no record, under no mark.

A name goes in every form in which it stands: as written, in other spellings of its records, as their people and
adjectives, in capitals, with its initials where the text gives them in brackets, and a person's surname alone. Every
place that bears it or whose name holds it loses its record, candidates and mark, and every footprint that rests on one
of them goes with it. What is told to the user names what was removed; what stays in the reading doesn't.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from deconflict_map.model.anchor import ObjectRef
from deconflict_map.model.article import Span
from deconflict_map.model.footprint import Undrawn
from deconflict_map.model.place import Place, PlaceKind
from deconflict_map.model.relation import references
from deconflict_map.model.word import split_words
from deconflict_map.publishing.forms import TOKEN, Forms, forms_of, initials, is_head
from deconflict_map.publishing.reporting import Told, left_words, removed_words
from deconflict_map.publishing.rewriting import Edit, edited, rewritten, strings_of
from deconflict_map.publishing.walking import changed, nodes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from deconflict_map.model.claim import Claim, Unread
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.reading import Reading
    from deconflict_map.model.toponym import Candidate, Resolution
    from deconflict_map.publishing.names import Names
    from deconflict_map.publishing.rewriting import Edited

_BEHIND = 8
"""Characters behind a name within which its initials stand, besides these: a bracket, "the", "or"."""
_CODED = frozenset((PlaceKind.COUNTRY, PlaceKind.DIVISION))
_REASON = "withheld for publishing"
_UNDRAWN = "withheld for publishing: it rests on a name that was redacted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A reading without names, the forms to keep out of what is added to it, and what to tell the user alone."""

    reading: Reading
    forms: tuple[Forms, ...]
    removed: int
    told: Told


def redacted(reading: Reading, redact: Sequence[str], names: Names) -> Redacted:
    """The reading without these names."""
    lines: list[str] = []
    unfound: list[str] = []
    every: list[Forms] = []
    removed = 0
    current = reading
    for number, name in enumerate(redact, start=1 + _tokens_in(reading.article.text)):
        forms, hidden = _forms(current, name, names)
        every.append(forms)
        if not any(map(forms.stands_in, _shown(current))):
            unfound.append(name)
            continue
        before = current
        removed += 1
        current = _without(current, forms, hidden, f"[redacted {number}]")
        lines.append(removed_words(name, before, current))
    told = Told(lines=(*lines, *left_words(current, redact)), unfound=tuple(unfound))
    return Redacted(reading=current, forms=tuple(every), removed=removed, told=told)


def _tokens_in(text: str) -> int:
    """The highest number of a token that stands in a text: two names never share one."""
    return max((int(found[1]) for found in TOKEN.finditer(text)), default=0)


def _forms(reading: Reading, name: str, names: Names) -> tuple[Forms, frozenset[str]]:
    """All spellings of a name, and the ids of the records that bear it."""
    text = reading.article.text
    bare = forms_of([name], (), fold=names.fold, other=lambda _: False)
    mentions = [one for one in reading.resolutions if bare.stands_in(one.toponym.text)]
    bearers = frozenset(names.bearers(name))
    records = {
        one.place.id: one.place
        for one in _resolved(reading)
        if one.place is not None and (one.place.id in bearers or _bears(bare, one))
    }
    further = [spelling for place_id in records for spelling in names.spellings(place_id)]
    further += [one.toponym.text for one in _resolved(reading) if one.place is not None and one.place.id in records]
    own = [name, *(place.name for place in records.values())]
    if not records and not mentions:
        own += [*_bracketed(text, bare), *_surname(text, name)]
    every = frozenset(records)
    forms = forms_of(own, further, fold=names.fold, other=lambda word: names.is_other(word, every))
    return forms, every


def _resolved(reading: Reading) -> tuple[Resolution, ...]:
    asked = None if reading.asked is None else reading.asked.inside
    return reading.resolutions if asked is None else (*reading.resolutions, asked)


def _bears(forms: Forms, resolution: Resolution) -> bool:
    """Whether a mention, as a whole, is the name, or its record is called so."""
    place, toponym = resolution.place, resolution.toponym
    called = () if place is None else (place.name, place.local_name)
    return any(
        spans and len(spans[0]) >= len(words.strip()) - 1
        for words in (toponym.text, *called)
        if (spans := forms.spans(words))
    )


def _bracketed(text: str, forms: Forms) -> list[str]:
    """The initials of a name that the text gives behind it: "the Syrian Democratic Forces (SDF)"."""
    found = []
    for span in forms.spans(text):
        letters = initials(text[span.start : span.end])
        behind = text[span.end : span.end + len(letters) + _BEHIND]
        if len(letters) > 1:
            found += [word.text for word in split_words(behind)[:2] if word.text.replace(".", "") == letters]
    return found


def _surname(text: str, name: str) -> list[str]:
    """The last word of a person's name, where it can be told from an ordinary word of the text."""
    words = [word.text for word in split_words(name)]
    if len(words) < 2 or is_head(words[-1]) or len(words[-1]) < 3:
        return []
    ordinary = any(word.text == words[-1].lower() for word in split_words(text))
    return [] if ordinary or not words[-1][:1].isupper() else [words[-1]]


def _shown(reading: Reading) -> Iterable[str]:
    """All strings that a writer may show."""
    return dict.fromkeys(strings_of(reading))


def _without(reading: Reading, forms: Forms, borne: frozenset[str], token: str) -> Reading:
    """A reading without one name."""
    before = reading
    hidden = borne | {place.id for place in _places(reading) if _names_it(place, forms)}
    gone = frozenset(
        index
        for index, one in enumerate(reading.resolutions)
        if (one.place is not None and one.place.id in hidden) or forms.stands_in(one.toponym.text)
    )
    reading = _undrawn(reading, _tainted(reading, forms, hidden, gone))
    spans = [*forms.spans(reading.article.text), *(reading.resolutions[index].toponym.span for index in gone)]
    new = edited(reading.article.text, [Edit(start=one.start, end=one.end, words=token) for one in spans])
    resolutions = tuple(
        _unplaced(one) if index in gone else _unrivalled(one, hidden, forms)
        for index, one in enumerate(reading.resolutions)
    )
    cleaned = _cleaned(replace(reading, resolutions=resolutions), forms, hidden, token, new)
    areas = [place for place in _places(before) if place.id in hidden and place.kind in _CODED]
    return _without_codes(cleaned, areas)


def _places(reading: Reading) -> Iterable[Place]:
    for one in _resolved(reading):
        if one.place is not None:
            yield one.place
        yield from (candidate.place for candidate in one.candidates)


def _names_it(place: Place, forms: Forms) -> bool:
    """Whether a record's own names, or an id that is made of its name, hold the name."""
    return any(map(forms.stands_in, (place.name, place.local_name, place.id)))


def _without_codes(reading: Reading, areas: Sequence[Place]) -> Reading:
    """The reading with no code of a country or division that was hidden, on whatever lies in it."""

    def uncoded(node: object) -> object:
        if not isinstance(node, Place):
            return node
        for area in areas:
            if node.country == area.country and (area.kind is PlaceKind.COUNTRY or node.division == area.division):
                country = "" if area.kind is PlaceKind.COUNTRY else node.country
                return replace(node, country=country, division="", district="")
        return node

    return (
        replace(reading, resolutions=changed(reading.resolutions, uncoded), asked=changed(reading.asked, uncoded))
        if areas
        else reading
    )


def _unplaced(resolution: Resolution) -> Resolution:
    return replace(resolution, place=None, confidence=0.0, reason=_REASON, evidence=(), candidates=())


def _unrivalled(resolution: Resolution, hidden: frozenset[str], forms: Forms) -> Resolution:
    kept: tuple[Candidate, ...] = tuple(
        one for one in resolution.candidates if one.place.id not in hidden and not forms.stands_in(one.matched_name)
    )
    return replace(resolution, candidates=kept)


def _tainted(reading: Reading, forms: Forms, hidden: frozenset[str], gone: frozenset[int]) -> set[int]:
    """The numbers of the claims that rest on a hidden place: they name it, or a rule used it or tells of it."""
    tainted = {claim.number for claim in reading.claims if _rests_on(claim, gone)}
    for footprint in reading.footprints:
        for step in footprint.steps:
            if hidden.intersection(step.records) or any(map(forms.stands_in, (step.effect, *step.assumptions))):
                tainted.add(step.claim)
        if any(forms.stands_in(part.text) for part in footprint.uncertainty):
            tainted.update(footprint.claims)
    return tainted


def _undrawn(reading: Reading, tainted: set[int]) -> Reading:
    """The reading without the footprints of tainted claims, and with these claims among the undrawn."""
    drawn, removed = _parted(reading, tainted)
    kept = {number for footprint in drawn for number in footprint.claims}
    known = {item.claim for item in reading.undrawn}
    lost = sorted({number for footprint in removed for number in footprint.claims} - kept - known)
    undrawn = (*reading.undrawn, *(Undrawn(claim=number, reason=_UNDRAWN) for number in lost))
    return replace(reading, footprints=drawn, undrawn=tuple(sorted(undrawn, key=lambda item: item.claim)))


def _rests_on(claim: Claim, gone: frozenset[int]) -> bool:
    return any(ref.toponym in gone for ref in references(claim.relation))


def _parted(reading: Reading, tainted: set[int]) -> tuple[tuple[Footprint, ...], tuple[Footprint, ...]]:
    """Footprints that stay, and those of tainted claims or of claims that point at the object of one."""
    claims = {claim.number: claim for claim in reading.claims}
    while True:
        removed = tuple(foot for foot in reading.footprints if tainted.intersection(foot.claims))
        numbers = tainted | {number for foot in removed for number in foot.claims}
        keys = {claims[number].located.key for number in numbers} - {""}
        pointing = {
            claim.number
            for claim in reading.claims
            if any(node.key in keys for node in nodes_of(claim.relation, ObjectRef))
        }
        if pointing <= tainted and numbers <= tainted:
            return tuple(foot for foot in reading.footprints if foot not in removed), removed
        tainted |= pointing | numbers


def _cleaned(reading: Reading, forms: Forms, hidden: frozenset[str], token: str, new: Edited) -> Reading:
    """The reading with its text, all its strings and all its spans brought to the new text."""

    def words(text: str) -> str:
        return edited(text, [Edit(start=one.start, end=one.end, words=token) for one in forms.spans(text)]).text

    asked = reading.asked
    if asked is not None and asked.inside is not None and asked.inside.place is not None:
        inside = (
            _unplaced(asked.inside) if asked.inside.place.id in hidden else _unrivalled(asked.inside, hidden, forms)
        )
        asked = replace(asked, inside=inside)
    article = rewritten(replace(reading.article, text="", url=None), words=words, span=new.span)
    url = reading.article.url
    shown = url is not None and not forms.stands_in(" ".join(re.split(r"[\W_]+", unquote(url))))
    return replace(
        reading,
        article=replace(article, text=new.text, url=url if shown else None),
        resolutions=_spoken(rewritten(reading.resolutions, words=words, span=new.span), new.text),
        claims=rewritten(reading.claims, words=words, span=new.span),
        footprints=rewritten(reading.footprints, words=words, span=new.span),
        undrawn=rewritten(reading.undrawn, words=words),
        unread=tuple(_unread(one, new, words) for one in reading.unread),
        sources=rewritten(reading.sources, words=words),
        shapes=tuple(pair for pair in reading.shapes if pair[0] not in hidden),
        spellings=tuple(
            (place_id, tuple(name for name in others if not forms.stands_in(name)))
            for place_id, others in reading.spellings
            if place_id not in hidden
        ),
        asked=rewritten(asked, words=words) if asked is not None else None,
    )


def _spoken(resolutions: tuple[Resolution, ...], text: str) -> tuple[Resolution, ...]:
    """The resolutions with every toponym's words as they stand in the text now."""
    return tuple(
        replace(one, toponym=replace(one.toponym, text=text[one.toponym.span.start : one.toponym.span.end]))
        for one in resolutions
    )


def _unread(unread: Unread, new: Edited, words: Callable[[str], str]) -> Unread:
    span = new.span(unread.span)
    stopped = new.span(Span(start=unread.stopped, end=unread.stopped)).start
    return replace(unread, span=span, stopped=stopped, reason=words(unread.reason))
