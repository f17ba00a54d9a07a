"""A kernel → one without a network, whose maps show themselves as pictures in place of pages with scripts.

`render.py` runs this text in a notebook's kernel before the first cell. Code-hosting pages strip frames and scripts; a
notebook that somebody runs by hand has the pages as always.
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from IPython import get_ipython

if TYPE_CHECKING:
    from deconflict_map.document import MapDocument


class NoNetwork(socket.socket):
    """A socket that speaks to processes of this machine alone."""

    def connect(self, address: object) -> None:
        """Connect, but only to a file.

        Raises:
            OSError: The address is one of a network.
        """
        if self.family != socket.AF_UNIX:
            raise OSError(f"notebooks are executed without a network: {address}")
        super().connect(address)  # type: ignore[arg-type]

    connect_ex = connect  # type: ignore[assignment]


def unknown(host: object, *_args: object, **_kwargs: object) -> object:
    """No name is looked up.

    Raises:
        OSError: Always.
    """
    raise OSError(f"notebooks are executed without a network: {host}")


def picture(document: MapDocument) -> tuple[bytes, dict[str, str]]:
    """A map's figure, with what it shows in words."""
    return document.to_png(), {"alt": titled(document)}


def nothing(_document: MapDocument) -> None:
    """No page."""


def titled(document: MapDocument) -> str:
    """The title, or the first words where there is none."""
    return document.article.title or document.article.text[:200]


socket.socket = NoNetwork  # type: ignore[misc]
socket.getaddrinfo = socket.gethostbyname = unknown  # type: ignore[assignment]
formatters = get_ipython().display_formatter.formatters
for kind, shown in (("image/png", picture), ("text/html", nothing)):
    formatters[kind].for_type_by_name("deconflict_map.document", "MapDocument", shown)
del NoNetwork, unknown, nothing, kind, shown
