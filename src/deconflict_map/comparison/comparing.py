"""Two readings → their `Outcome`: what is new, what is gone, what moved, and what is said otherwise.

The readings may be of two articles, of one before and after a correction, or of one on two days. Pure, and the same
either way round: what is new in one direction is gone in the other. Never surer than the texts: a difference within
what the words leave open is told as none that they can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.comparison.accounts import accounts
from deconflict_map.comparison.matching import match
from deconflict_map.comparison.measuring import measure
from deconflict_map.comparison.places import compare_places
from deconflict_map.comparison.telling import alone_words, pair_words
from deconflict_map.comparison.values import Aspect, Change, ComparedAccount, Doubt, Outcome, Verdict
from deconflict_map.model.article import BlockKind
from deconflict_map.model.claim import ObjectKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from deconflict_map.comparison.matching import Tie
    from deconflict_map.comparison.measuring import Measured
    from deconflict_map.comparison.values import Account
    from deconflict_map.model.claim import When
    from deconflict_map.model.reading import Reading

_MOST = 0.9
"""From this share on a geometry counts as inside another (judgement: a 90 % band leaves a tenth out by itself)."""
_ALIKE_M, _ALIKE = 100.0, 0.99
"""Nearer than any footprint is drawn, which rest on base data of 1–3 km (judgement)."""
_MOVING = frozenset((ObjectKind.FORCE, ObjectKind.OPERATION))


def outcome(before: Reading, after: Reading, fold: Callable[[str], str]) -> Outcome:
    """All that differs between two readings; `fold` makes spellings of one name equal."""
    same_text = _own_text(before) == _own_text(after)
    mine, theirs = accounts(before), accounts(after)
    matched = match(mine, theirs, same_text=same_text)
    pairs = {tie.before: tie for tie in matched.pairs}
    open_before = {index for group, _, _ in matched.doubts for index in group}
    open_after = {index for _, group, _ in matched.doubts for index in group}
    arrived = {tie.after for tie in matched.pairs} | open_after
    found = [
        _pair(pairs[number], mine, theirs, same_text=same_text) if number in pairs else _alone(one, gone=True)
        for number, one in enumerate(mine)
        if number not in open_before
    ]
    found += [_alone(one, gone=False) for number, one in enumerate(theirs) if number not in arrived]
    doubts = tuple(_doubt(mine, theirs, *group) for group in matched.doubts)
    places = compare_places(before, after, fold, same_text=same_text)
    notes = _notes(before, after, same_text=same_text)
    return Outcome(places=places, accounts=tuple(found), doubts=doubts, notes=notes)


def _own_text(reading: Reading) -> str:
    """The article's text without what corrections wrote behind it."""
    added = [block.span.start for block in reading.article.blocks if block.kind is BlockKind.CORRECTION]
    return reading.article.text[: min(added)].rstrip() if added else reading.article.text.rstrip()


def _notes(before: Reading, after: Reading, *, same_text: bool) -> tuple[str, ...]:
    told = []
    if same_text:
        told.append("Both read the same text.")
    elif before.article.published is None or after.article.published is None:
        told.append("It isn't known when one of the texts was published: which is the later is your own order.")
    elif before.article.published > after.article.published:
        told.append("The text that was given first was published after the other: the order is your own.")
    if before.withheld or after.withheld:
        told.append("Something was withheld or coarsened for publishing: what differs may come from that.")
    return tuple(told)


def _alone(account: Account, *, gone: bool) -> ComparedAccount:
    return ComparedAccount(
        id=f"before-{account.id}" if gone else f"after-{account.id}",
        before=account if gone else None,
        after=None if gone else account,
        why=(),
        verdict=None,
        nearness=None,
        changes=(),
        told=alone_words(account, gone=gone),
    )


def _pair(tie: Tie, mine: Sequence[Account], theirs: Sequence[Account], *, same_text: bool) -> ComparedAccount:
    before, after = mine[tie.before], theirs[tie.after]
    measured = measure(before.footprints, after.footprints)
    verdict, changes = _verdict(before, after, measured, same_text=same_text), _changes(before, after)
    return ComparedAccount(
        id=f"pair-{before.id}",
        before=before,
        after=after,
        why=tie.why,
        verdict=verdict,
        nearness=None if measured is None else measured.nearness,
        changes=changes,
        told=pair_words(verdict, measured, changes, _open_words(before, after)),
    )


def _doubt(
    mine: Sequence[Account], theirs: Sequence[Account], before: Iterable[int], after: Iterable[int], ties: Iterable[Tie]
) -> Doubt:
    by = "; ".join(
        f"“{mine[tie.before].title}” ({_numbers(mine[tie.before])}) and “{theirs[tie.after].title}” "
        f"({_numbers(theirs[tie.after])}): {', '.join(tie.why)}"
        for tie in ties
    )
    told = f"which of these is which can't be told, so that none is called new or gone: {by}"
    return Doubt(before=tuple(mine[one] for one in before), after=tuple(theirs[one] for one in after), told=told)


def _numbers(account: Account) -> str:
    return f"claim{'s' if len(account.claims) > 1 else ''} {', '.join(map(str, account.claims))}"


def _open_words(before: Account, after: Account) -> str:
    """Why two accounts can't be laid side by side."""
    told = []
    for text, account in (("earlier", before), ("later", after)):
        if not account.footprints:
            told.append(f"nothing is drawn for the {text} text ({account.why_not or 'no reason is known'})")
        elif not account.drawable:
            told.append(f"the words of the {text} text don't fix it ({account.why_not or 'no reason is known'})")
    return "; ".join(told)


def _verdict(before: Account, after: Account, measured: Measured | None, *, same_text: bool) -> Verdict:
    if measured is None:
        both_undrawn = not before.footprints and not after.footprints and before.shape == after.shape
        return Verdict.SAME if both_undrawn else Verdict.OPEN
    if measured.identical or (before.shape == after.shape and _alike(measured)):
        return Verdict.SAME
    if measured.nearness.gap_m:
        return Verdict.AT_ODDS if same_text else _apart(before, after)  # one sentence means one thing
    if not (measured.before.drawable and measured.after.drawable):
        return Verdict.OPEN
    if _in(measured.within_before) and _in(measured.within_after):
        return Verdict.UNTELLABLE
    return Verdict.AGREES if _fits(before, measured) else Verdict.PARTLY


def _alike(measured: Measured) -> bool:
    """Whether the two differ by no more than arithmetic: their scenes were worked out round different middles."""
    near = measured.nearness
    shares = [share for one in near.shared for share in (one.of_before, one.of_after) if share is not None]
    return near.farthest_m is not None and near.farthest_m < _ALIKE_M and min(shares, default=0.0) > _ALIKE


def _in(share: float | None) -> bool:
    return share is not None and share >= _MOST


def _apart(before: Account, after: Account) -> Verdict:
    if _disjoint(before.holds, after.holds):
        return Verdict.IN_TURN
    if {before.kind, after.kind} <= _MOVING:
        return Verdict.APART
    undated = ObjectKind.EVENT in {before.kind, after.kind} and not (before.holds and after.holds)
    return Verdict.APART if undated else Verdict.AT_ODDS


def _disjoint(mine: Sequence[When], theirs: Sequence[When]) -> bool:
    """Whether both say for which days they hold, and share none."""
    if not mine or not theirs:
        return False
    return all(one.last < other.first or other.last < one.first for one in mine for other in theirs)


def _fits(before: Account, measured: Measured) -> bool:
    """Whether the whole of both can be right, where what is possible overlaps.

    A line does along its whole length; a zone if what is surely in one is possible for the other; what happens
    somewhere within a ground, if the grounds meet.
    """
    near = measured.nearness
    if near.length_before is not None and near.length_after is not None:
        return near.length_before >= _MOST and near.length_after >= _MOST
    if before.kind is ObjectKind.ZONE:
        return all(share is None or share >= _MOST for share in (measured.sure_before, measured.sure_after))
    return True


def _changes(before: Account, after: Account) -> tuple[Change, ...]:
    rows = (
        (Aspect.OBJECT, _plain(before.objects), _plain(after.objects), before.objects, after.objects),
        (Aspect.RELATION, before.shape, after.shape, before.quotes, after.quotes),
        (Aspect.SPEAKERS, _plain(before.speakers), _plain(after.speakers), before.speakers, after.speakers),
        (Aspect.DENIED, _plain(before.denied_by), _plain(after.denied_by), before.denied_by, after.denied_by),
        (Aspect.SAID, _days(before.said), _days(after.said), _times(before.said), _times(after.said)),
        (Aspect.HOLDS, _days(before.holds), _days(after.holds), _times(before.holds), _times(after.holds)),
        (Aspect.STATUS, set(before.statuses), set(after.statuses), before.statuses, after.statuses),
        (Aspect.DRAWN, _drawn(before)[:1], _drawn(after)[:1], _drawn(before), _drawn(after)),
        (Aspect.WITHDRAWN, before.withdrawn, after.withdrawn, before.withdrawn, after.withdrawn),
        (Aspect.CONDITION, _plain(before.conditions), _plain(after.conditions), before.conditions, after.conditions),
    )
    return tuple(
        Change(aspect=aspect, before="; ".join(words), after="; ".join(other_words))
        for aspect, mine, theirs, words, other_words in rows
        if mine != theirs
    )


def _plain(words: Iterable[str]) -> frozenset[str]:
    """Words as a set, without case and without the article before them."""
    return frozenset(one.casefold().removeprefix("the ").removeprefix("a ").removeprefix("an ") for one in words)


def _days(times: Iterable[When]) -> frozenset[tuple[str, str]]:
    return frozenset((one.first.isoformat(), one.last.isoformat()) for one in times)


def _times(times: Iterable[When]) -> tuple[str, ...]:
    return tuple(
        f"{one.text} ({one.first})" if one.first == one.last else f"{one.text} ({one.first} to {one.last})"
        for one in times
    )


def _drawn(account: Account) -> tuple[str, ...]:
    if not account.footprints:
        return ("not drawn", account.why_not)
    return ("fixed",) if account.drawable else ("not fixed", account.why_not)
