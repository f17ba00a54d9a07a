"""Claims → the voices that put them forward and the days that they speak of, for the page's one control of both.

A voice is a side: everybody who speaks for the same organisation is one, with the words for each that the text uses.
Nobody is merged with anybody else, so that one man under two names stands twice. A day is what the words mean, as
wide as they leave it; a claim that bears no day of its own isn't given one here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from deconflict_map.model.claim import Extent
from deconflict_map.render.words import determiners, when_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from deconflict_map.model.claim import Claim, Speaker
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.datablock import Json

_TEXT = "the text itself"


@dataclass(slots=True, kw_only=True)
class _Voice:
    name: str
    people: dict[str, None] = field(default_factory=dict)
    says: list[int] = field(default_factory=list)
    denies: list[int] = field(default_factory=list)


def voice_records(reading: Reading) -> list[Json]:
    """One record per voice, in the order in which the text lets them speak: what each says and what it denies."""
    voices: dict[str, _Voice] = {}
    for claim in reading.claims:
        for speaker, denying in _heard(claim):
            name = _side(speaker)
            voice = voices.setdefault(name.casefold(), _Voice(name=name))
            voice.people.setdefault(_TEXT if speaker is None else speaker.text)
            numbers = voice.denies if denying else voice.says
            if claim.number not in numbers:
                numbers.append(claim.number)
    return [
        {
            "id": f"voice-{place}",
            "name": voice.name,
            "people": [words for words in voice.people if words != _TEXT and _bare(words) != voice.name],
            "says": list(voice.says),
            "denies": list(voice.denies),
        }
        for place, voice in enumerate(voices.values(), start=1)
    ]


def _heard(claim: Claim) -> Iterator[tuple[Speaker | None, bool]]:
    """Who speaks of a claim, and whether they deny it; `None` is the text, where nobody is named."""
    for speaker in claim.speakers or (None,):
        yield speaker, False
    for denial in claim.denials:
        yield denial.speaker, True


def _side(speaker: Speaker | None) -> str:
    """For whom somebody speaks: the organisation, or the words that name them, without an article before it."""
    if speaker is None or speaker.span is None:
        return _TEXT
    return _bare(speaker.organisation or speaker.text)


def _bare(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0].casefold() in determiners():
        words = words[1:]
    return " ".join(words)


def day_records(reading: Reading) -> list[Json]:
    """The days that claims were said on or hold for, earliest end first; days that mean the same stand once."""
    said: dict[tuple[date, date], list[int]] = {}
    holds: dict[tuple[date, date], list[int]] = {}
    words: dict[tuple[date, date], str] = {}
    for claim in reading.claims:
        for when, into in ((claim.said, said), (claim.holds, holds)):
            if when is not None:
                into.setdefault((when.first, when.last), []).append(claim.number)
                words.setdefault((when.first, when.last), when_words(replace(when, span=None, extent=Extent.ON)))
    return [
        {
            "first": first.isoformat(),
            "last": last.isoformat(),
            "words": words[first, last],
            "said": list(said.get((first, last), [])),
            "holds": list(holds.get((first, last), [])),
        }
        for first, last in sorted(words, key=lambda days: (days[1], days[0]))
    ]


def time_facts(claim: Claim) -> dict[str, Json]:
    """The days of a claim as ISO dates: `[first, last]` for when it was said, and with the extent for what it holds."""
    said, holds = claim.said, claim.holds
    return {
        "saidDays": None if said is None else [said.first.isoformat(), said.last.isoformat()],
        "holdsDays": None if holds is None else [holds.first.isoformat(), holds.last.isoformat(), holds.extent.value],
    }
