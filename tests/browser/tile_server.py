"""A tile server of our own → what it was asked for, and by whom."""

from __future__ import annotations

import struct
import threading
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def _png() -> bytes:
    """One grey-green picture of 256 × 256 pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\x00" + b"\x9a\xb0\x90" * 256 for _ in range(256))
    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


PNG = _png()


@dataclass
class TileServer:
    """Where it listens, and `(path, referrer)` of each request; `page` is what it gives for `/page.html`."""

    port: int
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    status: int = 200
    page: str = ""

    @property
    def tiles(self) -> list[str]:
        return [path for path, _ in self.asked if path.endswith(".png")]


@contextmanager
def tile_server() -> Iterator[TileServer]:
    """A server on this machine, for as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            known.asked.append((self.path, self.headers.get("Referer")))
            page = self.path.partition("?")[0] == "/page.html"
            content = known.page.encode() if page else PNG if known.status == 200 else b"no"
            self.send_response(200 if page else known.status)
            self.send_header("Content-Type", "text/html; charset=utf-8" if page else "image/png")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known = TileServer(port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
