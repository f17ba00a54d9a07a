"""A comparison → HTML tables: what became of every account and place, every text escaped, made visible and bounded.

Refuses nothing. No style sheet is needed, and no attribute ever holds somebody's words.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from deconflict_map.comparison.figure import side_of
from deconflict_map.comparison.plate import SIGNS
from deconflict_map.comparison.records import outcome_word
from deconflict_map.comparison.telling import share_words
from deconflict_map.comparison.values import PlaceChange
from deconflict_map.render.lettering import bearable
from deconflict_map.render.visible import visible
from deconflict_map.render.words import day_words, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deconflict_map.comparison.values import Account, ComparedAccount, ComparedPlace, Nearness, Outcome
    from deconflict_map.model.reading import Reading

_MOST_CHARACTERS = 900
_MOST_ROWS = 500


def text(words: str) -> str:
    """Somebody's words in a direction of their own; cut visibly where they would burst a table."""
    whole = words if len(words) <= _MOST_CHARACTERS else words[:_MOST_CHARACTERS] + "…"
    return f"<bdi>{escape(bearable(visible(whole)))}</bdi>"


def tables(outcome: Outcome, before: Reading, after: Reading, *, head: str = "h4") -> str:
    """All of a comparison as an HTML fragment with headings of the rank `head`."""
    return "".join(
        (
            f"<p>{banner(before, 'Earlier')}<br>{banner(after, 'Later')}</p>",
            "".join(f"<p>{text(note)}</p>" for note in outcome.notes),
            f"<p>{text(summary(outcome))}</p>",
            _headed(head, "What is said, before and after", _table(_ACCOUNTS, _account_rows(outcome.accounts))),
            _headed(head, "Which is which can’t be told", _list(doubt.told for doubt in outcome.doubts)),
            _headed(head, "Places that changed", _table(_PLACES, _place_rows(outcome.places))),
            f"<p>{_unchanged(outcome.places)}</p>",
        )
    )


def banner(reading: Reading, which: str) -> str:
    """Whose words a side shows."""
    article = reading.article
    title = text(article.title or "Untitled text")
    source = text(article.source) if article.source else "source not known"
    published = f"published {day_words(article.published)}" if article.published else "publication date not known"
    return f"<strong>{which}:</strong> {title}, as described by {source}, {published}; not an observation."


def summary(outcome: Outcome) -> str:
    """How much is new, gone, different, alike and in doubt."""
    rows = outcome.accounts
    pairs = [row for row in rows if row.before is not None and row.after is not None]
    parts = [
        f"{len(pairs)} in both ({sum(row.differs for row in pairs)} of them said or drawn otherwise)",
        f"{sum(row.before is None for row in rows)} new",
        f"{sum(row.after is None for row in rows)} gone",
    ]
    parts += [f"{len(outcome.doubts)} in doubt"] if outcome.doubts else []
    changed = sum(place.change is not PlaceChange.SAME for place in outcome.places)
    return f"Described: {', '.join(parts)}. Places: {changed} of {len(outcome.places)} changed."


_ACCOUNTS = ("No.", "What", "Earlier text", "Later text", "Outcome")
_PLACES = ("Names in the texts", "Change", "What became of it")


def _headed(rank: str, title: str, body: str) -> str:
    return f"<{rank}>{title}</{rank}>{body}" if body else ""


def _table(headings: Sequence[str], rows: Sequence[str]) -> str:
    if not rows:
        return "<p>None.</p>"
    head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    left = len(rows) - _MOST_ROWS
    more = f"<p>… and {left} more (to_json() has all).</p>" if left > 0 else ""
    body = "".join(rows[:_MOST_ROWS])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{text(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _account_rows(rows: Sequence[ComparedAccount]) -> list[str]:
    return [_account_row(number, row) for number, row in enumerate(rows, start=1)]


def _account_row(number: int, row: ComparedAccount) -> str:
    side = side_of(row)
    outcome = f"<strong>{outcome_word(row)}</strong><br>{text(row.told)}"
    if row.nearness is not None:
        outcome += _levels(row.nearness)
    if row.why:
        outcome += f"<br><small>Matched by {text('; '.join(row.why))}.</small>"
    changes = "".join(
        f"<li>{change.aspect.value}: {text(change.before) if change.before else '–'} → "
        f"{text(change.after) if change.after else '–'}</li>"
        for change in row.changes
    )
    outcome += f"<ul>{changes}</ul>" if changes else ""
    return (
        f'<tr data-row="{number}"><td>{number}{SIGNS[side]}</td><td>{text(row.account.title)}</td>'
        f"<td>{_account(row.before)}</td><td>{_account(row.after)}</td><td>{outcome}</td></tr>"
    )


def _account(account: Account | None) -> str:
    if account is None:
        return "–"
    quotes = "<br>".join(f"“{text(quote)}”" for quote in account.quotes)
    status = ", ".join(phrases("status")[status] for status in account.statuses)
    return f"{quotes}<br><small>{text(' and '.join(account.speakers))}; {status}</small>"


def _levels(near: Nearness) -> str:
    shared = "; ".join(
        f"{one.level}: {share_words(one.of_before)} of the earlier, {share_words(one.of_after)} of the later"
        for one in near.shared
    )
    return f"<br><small>Shared – {shared}.</small>" if shared else ""


def _place_rows(places: Sequence[ComparedPlace]) -> list[str]:
    return [
        f"<tr><td>{text(', '.join(place.names))}</td><td>{place.change.value}</td><td>{text(place.told)}</td></tr>"
        for place in places
        if place.change is not PlaceChange.SAME
    ]


def _unchanged(places: Sequence[ComparedPlace]) -> str:
    same = [place.names[0] for place in places if place.change is PlaceChange.SAME]
    return f"The same in both: {text(', '.join(same))}." if same else ""
