"""What a user grants for going online → checked options: whom to ask, in whose name, how fast, where to keep answers.

Refuses a contact that is none, since the public service's usage policy asks every application to say who is asking, and
addresses that carry a password. The policy's own limits can't be loosened for the public service.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC_HOST = "nominatim.openstreetmap.org"
PUBLIC_URL = f"https://{PUBLIC_HOST}"
POLICY = "https://operations.osmfoundation.org/policies/nominatim/"
PUBLIC_INTERVAL_S = 1.0
"""At most one request a second from an application: the policy, "Requirements"."""
PUBLIC_NAMES = 100
"""Names that one run may send to the public service. Judgement: the policy forbids bulk use without giving a number;
a hundred are under two minutes of its time and more unknown places than an article has."""

_CONTACT = re.compile(r"[!-~]+@[a-z0-9-]+(\.[a-z0-9-]+)+|https?://[a-z0-9.-]+[!-~]*", re.IGNORECASE)
_LONGEST_CONTACT = 200
_HOST = re.compile(r"[a-z0-9.-]{1,253}|[0-9a-f:.]{2,45}")
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineOptions:
    """What may be asked online.

    `contact` is an e-mail or web address of whoever runs this, `url` the Nominatim service's. `cache` is the folder
    for answers, by default the user's cache folder. `interval_s` are the seconds between two requests of all processes,
    `timeout_s` those that the service has to answer one. `most_names` bounds the names sent in one run; by default
    a hundred to the public service and any number to another.

    Raises:
        UsageError: A value can't be used, or would break the public service's usage policy.
    """

    contact: str
    url: str = PUBLIC_URL
    cache: Path | None = None
    interval_s: float = PUBLIC_INTERVAL_S
    timeout_s: float = 10.0
    most_names: int | None = None

    def __post_init__(self) -> None:
        """Check the values."""
        _check_contact(self.contact)
        service = _service(self.url)
        for name, value in (("interval_s", self.interval_s), ("timeout_s", self.timeout_s)):
            if not 0 < value <= 600:
                raise UsageError(f"{value} seconds can't be used", where=name, do="give more than 0 and at most 600")
        if self.most_names is not None and self.most_names < 0:
            raise UsageError(f"{self.most_names} names can't be sent", where="most_names", do="give 0 or more")
        if service.hostname != PUBLIC_HOST:
            return
        if service.scheme != "https":
            raise UsageError("the public service is asked encrypted only", where=self.url, do=f"use {PUBLIC_URL}")
        if self.interval_s < PUBLIC_INTERVAL_S or (self.most_names or 0) > PUBLIC_NAMES:
            what = (
                f"the public service's policy allows one request a second, and {PUBLIC_NAMES} names are a run's share"
            )
            raise UsageError(what, where=self.url, do=f"see {POLICY}, or ask a service of your own")

    @property
    def service(self) -> str:
        """The service's address in one spelling: lower-case host, no slash at the end."""
        parts = _service(self.url)
        return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"

    @property
    def host(self) -> str:
        """The service's host, without its port."""
        return _service(self.url).hostname or ""

    @property
    def user_agent(self) -> str:
        """What the service is told about who is asking."""
        return f"deconflict-map/{version('deconflict-map')} ({self.contact})"

    @property
    def bound(self) -> int | None:
        """Names that one run may send, or `None` for any number."""
        if self.most_names is None and self.host == PUBLIC_HOST:
            return PUBLIC_NAMES
        return self.most_names


def _check_contact(contact: str) -> None:
    if not contact:
        why = f"the usage policy of Nominatim asks every application to say who is asking ({POLICY})"
        raise UsageError(f"going online needs a contact: {why}", do="give --contact EMAIL_OR_URL")
    if len(contact) > _LONGEST_CONTACT or not _CONTACT.fullmatch(contact):
        what = f"“{contact[:_LONGEST_CONTACT]}” is no contact"
        raise UsageError(what, where="--contact", do="give an e-mail address or a web address of yours")


def _service(url: str) -> SplitResult:
    """The parts of a service's address.

    Raises:
        UsageError: It isn't an address that can be asked.
    """
    do = f"give one such as {PUBLIC_URL}"
    try:
        parts = urlsplit(url)
        host, _ = (parts.hostname or ""), parts.port
    except ValueError as error:
        raise UsageError("is no web address", where=url, do=do) from error
    if parts.username is not None or parts.query or parts.fragment:
        what = "the service's address may hold no user, password, query or fragment"
        raise UsageError(what, where="--nominatim-url", do=do)
    if (
        parts.scheme not in {"http", "https"}
        or not _HOST.fullmatch(host)
        or not _PATH.fullmatch(parts.path.rstrip("/"))
    ):
        raise UsageError("is no web address", where=url, do=do)
    return parts
