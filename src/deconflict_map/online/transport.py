"""One address → one request → the answers in its reply: how geopy's Nominatim reaches a service from here.

An adapter for geopy that does less than its own: it waits for its turn among all processes, follows no redirect, tries
nothing twice, takes no more than a bound of bytes and seconds (a server that drips its reply is cut off), and passes on
only answers that can be read. Trade-off: plain `http.client`, since every other client hides requests of its own.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
import time
from base64 import b64encode
from contextlib import suppress
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

from deconflict_map.online.answers import read_answers, record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deconflict_map.online.pace import Pace, Turn

_MOST_BYTES = 1 << 20
"""A reply with ten places and all their names has some 50 kB; more than a megabyte isn't one."""
_DEFAULT_PAUSE_S = 10.0
"""After "too many requests" without a time (judgement: ten of the intervals that were too short)."""
_AGAIN_S = 0.05
_SECONDS = re.compile(r"\d{1,9}")
_LOOPBACK = re.compile(r"localhost|127(\.\d+){3}|::1")
_OK, _TOO_MANY, _REDIRECTS, _FAILURES = 200, 429, range(300, 400), range(500, 600)


class OneRequestAdapter(BaseSyncAdapter):
    """An HTTP client for geopy: one request a turn, and nothing behind the caller's back."""

    def __init__(
        self, *, pace: Pace, proxies: Mapping[str, str] | None = None, ssl_context: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._pace = pace
        self._proxies = proxies
        self._tls = ssl_context

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """The text of a reply.

        Raises:
            AdapterHTTPError: The service answered with another status than 200.
            GeocoderServiceError: It didn't answer, or not in a form that can be read.
        """
        try:
            with self._pace.turn() as turn:
                status, body = self._fetch(urlsplit(url), timeout, headers, turn)
        except GeocoderServiceError:  # of which some are TimeoutErrors, too
            raise
        except TimeoutError as error:
            raise GeocoderTimedOut("couldn't be asked, since other processes were asking") from error
        if status != _OK:
            pause = {"retry-after": str(int(turn.pause_s))} if status == _TOO_MANY else {}
            raise AdapterHTTPError(_refusal(status), status_code=status, headers=pause, text="")
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise GeocoderParseError("answered with what isn't UTF-8") from error

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> list[dict[str, object]]:
        """The answers of a reply that can be read, without anything that can't.

        Raises:
            GeocoderServiceError: See `get_text`; or none of the answers can be read.
        """
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            reply: object = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError("answered with what isn't JSON") from error
        answers = read_answers(reply)
        if answers is None:
            raise GeocoderParseError("answered with what isn't a list of places")
        return [record(answer) for answer in answers]

    def _fetch(self, url: SplitResult, timeout_s: float, headers: Mapping[str, str], turn: Turn) -> tuple[int, bytes]:
        """Status and body of one request; `turn` learns of a pause that the service asks for."""
        connection, target, extra = self._connection(url, timeout_s)
        late, done = Event(), Event()
        try:
            connection.connect()
            # The connection forgets its socket once a reply has begun; the watchdog mustn't.
            Thread(target=_cut_off, args=(connection.sock, timeout_s, late, done), daemon=True).start()
            sent = {**headers, **extra, "Accept": "application/json", "Accept-Encoding": "identity"}
            connection.request("GET", target, headers={**sent, "Connection": "close"})
            response = connection.getresponse()
            if response.status == _TOO_MANY:
                turn.pause_s = pause_s(response.headers.get("Retry-After"), time.time())
            body = response.read(_MOST_BYTES + 1) if response.status == _OK else b""
        except (OSError, HTTPException, ValueError) as error:
            raise _fault(error, late=late.is_set()) from error
        finally:
            done.set()
            connection.close()
        if late.is_set():
            raise GeocoderTimedOut("didn't answer in time")
        if len(body) > _MOST_BYTES:
            raise GeocoderParseError("answered at greater length than any answer has")
        return response.status, body

    def _connection(self, url: SplitResult, timeout_s: float) -> tuple[HTTPConnection, str, dict[str, str]]:
        """A connection, the target of the request, and headers for a proxy, which is the system's, if any."""
        host, secure = url.hostname or "", url.scheme == "https"
        target = f"{url.path}?{url.query}"
        proxy = self._proxy(url.scheme, host)
        login = _login(proxy) if proxy else {}
        first, port = (proxy.hostname or "", proxy.port) if proxy else (host, url.port)
        if secure:
            tls = self._tls or ssl.create_default_context()
            connection: HTTPConnection = HTTPSConnection(first, port, timeout=timeout_s, context=tls)
            if proxy:
                connection.set_tunnel(host, url.port, headers=login)
            return connection, target, {}
        return HTTPConnection(first, port, timeout=timeout_s), url.geturl() if proxy else target, login

    def _proxy(self, scheme: str, host: str) -> SplitResult | None:
        known = getproxies() if self._proxies is None else self._proxies
        address = known.get(scheme, "")
        if not address or _LOOPBACK.fullmatch(host) or proxy_bypass(host):
            return None
        return urlsplit(address if "://" in address else f"http://{address}")


def pause_s(retry_after: str | None, now_s: float) -> float:
    """Seconds that a service asks to wait (RFC 9110, section 10.2.3: a number, or a date), never less than 1."""
    text = (retry_after or "").strip()[:40]
    if _SECONDS.fullmatch(text):
        return max(1.0, float(text))
    try:
        return max(1.0, parsedate_to_datetime(text).timestamp() - now_s)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _DEFAULT_PAUSE_S


def _login(proxy: SplitResult) -> dict[str, str]:
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _cut_off(connected: socket.socket, timeout_s: float, late: Event, done: Event) -> None:
    """End a request that isn't done in time, whatever it is waiting for by then."""
    if done.wait(timeout_s):
        return
    late.set()
    while not done.wait(_AGAIN_S):
        with suppress(OSError):  # it may have ended by itself
            # Not SSLSocket's own method: it would pull the layer from under the reader.
            socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _refusal(status: int) -> str:
    if status in _REDIRECTS:
        return f"redirects to another address, which isn't followed (HTTP {status})"
    return f"{'fails' if status in _FAILURES else 'refuses'} (HTTP {status})"


def _fault(error: Exception, *, late: bool) -> GeocoderServiceError:
    """What geopy's users expect for a fault of the network."""
    if late or isinstance(error, TimeoutError):
        return GeocoderTimedOut("didn't answer in time")
    if isinstance(error, ssl.SSLError):
        return GeocoderUnavailable("can't be reached safely: its certificate or encryption isn't accepted")
    if isinstance(error, OSError):
        return GeocoderUnavailable("can't be reached")
    return GeocoderParseError("answered in no form of HTTP")
