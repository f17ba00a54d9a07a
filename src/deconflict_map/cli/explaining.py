"""Explanations → what `places --explain` prints: a block of words for every name, and a JSON object.

A name that means what it meant before is told in short. All words may be an article's or a gazetteer's and pass
`printable`; nothing is coloured. Trade-off: the weightiest arguments only, since a reader looks for what decided; the
JSON has all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.cli.records import place_record
from deconflict_map.cli.table import cells, fit, terminal_width, wrap
from deconflict_map.cli.terminal import printable
from deconflict_map.model.resolver import found_online
from deconflict_map.toponyms.wording import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.model.explanation import Argument, Explanation, Option
    from deconflict_map.model.place import Place
    from deconflict_map.model.toponym import Resolution

_MOST_OF_NAMING = 4
_MOST_OF_PLACE = 5
_MOST_LEFT_OUT = 2  # reasons
_ARGUED = 2  # options of which the arguments are told
_DIFFERS = 0.02  # confidence from a share: by more it is told why
_NAME_COLUMN = 22
_SHARE_COLUMN = len("under 1 %")


def explained(explanations: Sequence[Explanation]) -> Iterator[str]:
    """The blocks of all names in the order of the text, and last one with a line for each that was left out."""
    earlier: dict[tuple[Option, ...], Explanation] = {}
    for one in explanations:
        if one.resolution is not None:
            yield "\n".join(_block(one, one.resolution, earlier.get(one.options)))
            if one.options:
                earlier.setdefault(one.options, one)
    left_out = [one for one in explanations if one.resolution is None]
    if left_out:
        yield "\n".join(["Weighed, and not taken for places:", *(line for one in left_out for line in _left_out(one))])


def _block(one: Explanation, resolution: Resolution, before: Explanation | None) -> Iterator[str]:
    """The lines of a name that was taken for a place's."""
    yield f"{_plain(one.text)}, at {one.span.start}"
    yield from _wrapped(f"{one.before}[{one.text}]{one.after}", indent=2)
    if one.naming:
        yield f"  Names a place: {percent(one.probability)}"
        yield from _arguments(one.naming[:_MOST_OF_NAMING], indent=4)
    if not resolution.toponym.literal:
        yield from _wrapped(f"Isn’t meant as a place: {resolution.toponym.why_not_literal}", indent=2)
    yield from _wrapped(_verdict(one, resolution), indent=2)
    if before is not None:
        yield from _wrapped(f"Weighed as at {before.span.start}.", indent=2)
        return
    for number, option in enumerate(one.options):
        yield from _option(option, argued=number < _ARGUED)
    yield from _wrapped(one.change, indent=2)


def _verdict(one: Explanation, resolution: Resolution) -> str:
    """Which place was chosen, and how sure that is."""
    place = resolution.place
    if place is None:
        return f"Not placed: {resolution.reason}"
    about = " (found online)" if found_online(place) else ""
    chosen = next((option for option in one.options if option.place == place), None)
    where = _name(place, chosen.where) if chosen is not None else _name(place, place.country)
    sure = resolution.confidence
    if chosen is not None and sure > chosen.share + _DIFFERS:
        about += " (with what lies beside it)"
    elif chosen is not None and sure < chosen.share - _DIFFERS:
        about += " (lowered, since its spelling or kind isn’t what is written)"
    return f"Placed: {where}; confidence {sure:.2f}{about}; {place.lat:.4f} {place.lon:.4f}"


def _name(place: Place, where: str) -> str:
    return ", ".join(filter(None, (place.name, where)))


def _option(option: Option, *, argued: bool) -> Iterator[str]:
    """A place that was weighed, with its share of belief and, if they are asked for, its weightiest arguments."""
    place = option.place
    words = (
        "a place that the gazetteer doesn’t know"
        if place is None
        else f"{_name(place, option.where)}: {option.kind} ({place.feature})"
    )
    first, *further = wrap(printable(words), terminal_width() - 4 - _SHARE_COLUMN - 2)
    yield f"    {percent(option.share).rjust(_SHARE_COLUMN)}  {first}"
    yield from (f"    {' ' * _SHARE_COLUMN}  {line}" for line in further)
    if argued:
        yield from _arguments(option.arguments[:_MOST_OF_PLACE], indent=4 + _SHARE_COLUMN + 2)


def _arguments(arguments: Sequence[Argument], *, indent: int) -> Iterator[str]:
    """A line for each, its weight before it: with a plus what speaks for, with a minus what speaks against."""
    for one in arguments:
        number = f"{one.weight:+.1f}".replace("-", "−")
        first, *further = wrap(printable(one.words), terminal_width() - indent - 6) or [""]
        yield f"{' ' * indent}{number:>4}  {first}"
        yield from (f"{' ' * (indent + 6)}{line}" for line in further)


def _left_out(one: Explanation) -> Iterator[str]:
    """What was left out, how likely it names a place, and what speaks most against that."""
    against = [argument.words for argument in one.naming if argument.weight < 0][:_MOST_LEFT_OUT]
    head = f"{one.span.start:>6}  {fit(_plain(one.text), _NAME_COLUMN)}  {percent(one.probability):>{_SHARE_COLUMN}}  "
    lines = wrap(printable("; ".join(against) or "little speaks for it"), terminal_width() - cells(head))
    yield f"{head}{lines[0]}"
    yield from (f"{' ' * cells(head)}{line}" for line in lines[1:])


def _wrapped(text: str, *, indent: int) -> Iterator[str]:
    return (" " * indent + line for line in wrap(printable(" ".join(text.split())), terminal_width() - indent))


def _plain(text: str) -> str:
    return printable(" ".join(text.split()))


def explanation_record(one: Explanation) -> dict[str, object]:
    """An explanation as a JSON object; weights are natural logarithms of odds."""
    return {
        "before": one.before,
        "after": one.after,
        "probability": one.probability,
        "naming": [_argument_record(argument) for argument in one.naming],
        "options": [_option_record(option) for option in one.options],
        "change": one.change,
    }


def left_out_record(one: Explanation) -> dict[str, object]:
    """What was weighed and left out, as a JSON object."""
    return {
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "probability": one.probability,
        "naming": [_argument_record(argument) for argument in one.naming],
    }


def _argument_record(argument: Argument) -> dict[str, str | float]:
    return {"words": argument.words, "weight": argument.weight}


def _option_record(option: Option) -> dict[str, object]:
    return {
        "place": None if option.place is None else place_record(option.place),
        "where": option.where,
        "kind": option.kind,
        "share": option.share,
        "score": option.score,
        "arguments": [_argument_record(argument) for argument in option.arguments],
    }
