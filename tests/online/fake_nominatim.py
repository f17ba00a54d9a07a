"""A Nominatim on loopback that answers what a test tells it to, and remembers who asked what, and when."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

VILLAGE = {
    "place_id": 97994878,
    "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
    "osm_type": "node",
    "osm_id": 4253,
    "lat": "35.7512345",
    "lon": "39.2154321",
    "class": "place",
    "type": "village",
    "place_rank": 19,
    "importance": 0.14,
    "addresstype": "village",
    "name": "Khirbet Qwertzu",
    "display_name": "Khirbet Qwertzu, Raqqa Governorate, Syria",
    "address": {"village": "Khirbet Qwertzu", "state": "Raqqa Governorate", "country": "Syria", "country_code": "sy"},
    "namedetails": {"name": "خربة قورتزو", "name:en": "Khirbet Qwertzu"},
    "boundingbox": ["35.73", "35.77", "39.19", "39.23"],
}
"""One answer in the form in which Nominatim gives it (format=json, addressdetails=1, namedetails=1)."""


@dataclass(frozen=True)
class Asked:
    at: float
    path: str
    params: dict[str, list[str]]
    headers: dict[str, str]


@dataclass(frozen=True)
class Reply:
    body: bytes = b"[]"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    drip: bool = False
    hang_up: bool = False


def places(*items):
    return Reply(json.dumps(items).encode())


class Fake(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, reply):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reply = reply
        self.asked: list[Asked] = []
        self.gone = threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request, client_address):
        """Clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    server: Fake

    def do_GET(self):
        parts = urlsplit(self.path)
        asked = Asked(time.monotonic(), parts.path, parse_qs(parts.query), dict(self.headers))
        self.server.asked.append(asked)
        reply = self.server.reply(asked) if callable(self.server.reply) else self.server.reply
        self.server.gone.wait(reply.delay_s)
        if reply.hang_up:
            return
        with suppress(OSError):
            self._send(reply)

    def _send(self, reply):
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if not reply.drip:
            self.wfile.write(reply.body)
            return
        for byte in reply.body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if self.server.gone.wait(0.05):
                return

    def log_message(self, *arguments):
        pass


@contextmanager
def nominatim(reply):
    """A server that gives `reply`, or what `reply(asked)` returns."""
    server = Fake(reply)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.gone.set()
        server.shutdown()
        server.server_close()
        thread.join()
