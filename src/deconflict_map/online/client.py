"""A name → what a Nominatim service knows of it, kept or asked for; or why it couldn't be asked.

Kept answers are given at once. For the others the service is asked through geopy, one request a turn. A service that
refuses (401, 403, 407), wants a long pause or fails three times in a row isn't asked again in this run. Nothing is
tried twice but what the service itself asked to try later (429). No fault is raised: a map is made without the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol, cast

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderRateLimited,
    GeocoderServiceError,
)
from geopy.geocoders import Nominatim

from deconflict_map.errors import OutputError
from deconflict_map.model.resolver import Telling
from deconflict_map.online.answers import MOST_ANSWERS, read_answers
from deconflict_map.online.pace import LONGEST_PAUSE_S
from deconflict_map.online.transport import OneRequestAdapter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.resolver import Tell
    from deconflict_map.online.answers import Answer, Question
    from deconflict_map.online.cache import AnswerCache, Kept
    from deconflict_map.online.options import OnlineOptions
    from deconflict_map.online.pace import Pace

_TRIES = 3
"""Requests for one name while the service asks to try later."""
_FAULTS_IN_A_ROW = 3
"""After so many the service is down (judgement: three times ten seconds is as long as a user waits for a map)."""
_LONGEST_NAME = 80
"""Longer strings are no bare names; none is sent (judgement: the longest place name in use has 85 letters)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """A name that got no answer, and why, in words that follow the service's name."""

    why: str


class _Location(Protocol):
    """As much of geopy's `Location` as is read here."""

    @property
    def raw(self) -> object: ...


@dataclass(kw_only=True)
class Client:
    """One run's questions to one service."""

    options: OnlineOptions
    cache: AnswerCache
    pace: Pace
    tell: Tell
    _sent: int = field(default=0, init=False)
    _faults: int = field(default=0, init=False)
    _off: str = field(default="", init=False)
    _unasked: dict[Question, Unasked] = field(default_factory=dict, init=False)

    def ask(self, question: Question) -> Kept | Unasked:
        """What the service knows; the same question is asked once in a run, and once in a cache's life."""
        known = self._unasked.get(question.normal)
        if known is not None:
            return known
        try:
            outcome = self.cache.get(self.options.service, question) or self._asked(question)
        except OutputError as error:
            outcome = self._switched_off(f"isn't asked, since {error}")
        if isinstance(outcome, Unasked):
            self._unasked[question.normal] = outcome
        return outcome

    def _asked(self, question: Question) -> Kept | Unasked:
        bound = self.options.bound
        if len(question.name) > _LONGEST_NAME:
            return Unasked(why="isn't asked for names as long as this")
        if not self._off and bound is not None and self._sent >= bound:
            self._switched_off(f"isn't asked for more than {bound} names in one run")
        if self._off:
            return Unasked(why=self._off)
        self._announce(question)
        self._sent += 1
        answers = self._fetched(question)
        if isinstance(answers, Unasked):
            return answers
        self._faults = 0
        return self.cache.put(self.options.service, question, answers)

    def _announce(self, question: Question) -> None:
        if not self._sent:
            notice = (
                f"online: names that the gazetteer doesn't know are sent to {self.options.service}, with the codes of"
                " the countries that the text speaks of and this User-Agent, and nothing else:"
                f" {self.options.user_agent}"
            )
            self.tell(notice, Telling.NOTICE)
        within = f" ({', '.join(question.countries)})" if question.countries else ""
        self.tell(f"online: asking for “{question.name}”{within}", Telling.DETAIL)

    def _fetched(self, question: Question) -> tuple[Answer, ...] | Unasked:
        """The service's answers, after as many tries as it asked for."""
        for _ in range(_TRIES):
            try:
                return self._request(question)
            except GeocoderRateLimited as error:
                pause_s = float(error.retry_after or 0.0)
                if pause_s > LONGEST_PAUSE_S:
                    return self._switched_off(f"wants {pause_s:.0f} seconds of pause (HTTP 429) and isn't asked again")
            except (GeocoderInsufficientPrivileges, GeocoderAuthenticationFailure) as error:
                return self._switched_off(f"{error} and isn't asked again; its usage policy says whom it serves")
            except GeocoderServiceError as error:
                return self._failed(str(error))
        return self._switched_off("keeps asking to be asked later (HTTP 429) and isn't asked again")

    def _request(self, question: Question) -> tuple[Answer, ...]:
        found = self._geocoder.geocode(
            question.name,
            exactly_one=False,
            limit=MOST_ANSWERS,
            addressdetails=True,
            namedetails=True,
            language=question.language,
            country_codes=[code.lower() for code in question.normal.countries],
        )
        locations = cast("Sequence[_Location]", found or ())
        return read_answers([location.raw for location in locations]) or ()

    @cached_property
    def _geocoder(self) -> Nominatim:
        scheme, _, domain = self.options.service.partition("://")
        return Nominatim(
            domain=domain,
            scheme=scheme,
            user_agent=self.options.user_agent,
            timeout=self.options.timeout_s,
            adapter_factory=partial(OneRequestAdapter, pace=self.pace),
        )

    def _failed(self, why: str) -> Unasked:
        self._faults += 1
        if self._faults >= _FAULTS_IN_A_ROW:
            return self._switched_off(f"{why}, {self._faults} times in a row, and isn't asked again in this run")
        self.tell(f"online: {self.options.service} {why}", Telling.FAULT)
        return Unasked(why=why)

    def _switched_off(self, why: str) -> Unasked:
        """Ask nothing more in this run."""
        if not self._off:
            self._off = why
            self.tell(f"online: {self.options.service} {why}", Telling.FAULT)
        return Unasked(why=why)
