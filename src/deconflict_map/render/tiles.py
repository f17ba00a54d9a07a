"""The address of a tile server, as a user gives it → checked: which hosts a page may ask, and whom it must credit.

An address goes into the page's Content-Security-Policy, so only its host does, and only in letters that mean nothing
there. Refused are addresses that aren't encrypted (save this machine's own), carry a user or password, look like
another host, or leave open which host is asked. The trade-off: servers named by a number or in other scripts than
Latin must be given a plain name first.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from deconflict_map.render.datablock import Json

_TEMPLATE = re.compile(
    r"(?P<scheme>[a-z]+)://(?P<host>[A-Za-z0-9.{}-]+)(?::(?P<port>[0-9]{1,5}))?(?P<path>/[A-Za-z0-9._~%@:=&?+,/{}-]*)"
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_HOLE = re.compile(r"\{([^{}]*)\}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""A host whose last label is a number is an address to a browser, however it is written (WHATWG URL, §3.5)."""
_HERE = frozenset(("localhost", "127.0.0.1"))
"""This machine; 127.0.0.1 is the only number that a policy can name (CSP Level 3, §6.7.2.8)."""
_SUBDOMAINS = "abc"
"""What `{s}` stands for: Leaflet's own default."""
_LONGEST = 500
_LONGEST_HOST = 253
"""RFC 1035, §2.3.4."""
_LONGEST_CREDIT = 300
_CLOSEST = 19
"""The closest view that is asked for of hosts that aren't known: OpenStreetMap's."""
_EXAMPLE = "give one such as https://tile.openstreetmap.org/{z}/{x}/{y}.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineTiles:
    """Tiles that a page's reader may switch on.

    `url` is the address of a tile with `{z}`, `{x}` and `{y}` in its place, in Web Mercator as usual; `{s}` may stand
    for the letters a, b and c in its host, `{r}` for what asks for finer tiles. `attribution` is how their makers are
    credited, shown on the map as long as the tiles are; web addresses in it become links. It may be left empty for
    well-known hosts only. Keys in the address stand in the page for everybody to read.

    Raises:
        UsageError: The address can't be used, or nobody is credited.
    """

    url: str
    attribution: str = ""

    def __post_init__(self) -> None:
        """Check the values."""
        _check(self.url)
        if not self.credit:
            raise UsageError(
                f"who makes the tiles of {self.name} isn't known",
                where="--tiles",
                do='credit them with --tiles-attribution "© …"',
            )
        if len(self.attribution) > _LONGEST_CREDIT or not self.attribution.isprintable():
            what = f"the attribution isn't one line of at most {_LONGEST_CREDIT} characters"
            raise UsageError(what, where="--tiles-attribution", do="shorten it")

    @property
    def name(self) -> str:
        """The host as a reader is told it: what its names have in common."""
        host, port = _address(self.url)
        plain = host.partition("{s}")[2].lstrip(".-") or host
        return plain + port

    @property
    def origins(self) -> tuple[str, ...]:
        """All that the page may ask: scheme, host and port, one for each host."""
        host, port = _address(self.url)
        scheme = self.url.partition(":")[0]
        return tuple(f"{scheme}://{each}{port}" for each in _hosts(host))

    @property
    def credit(self) -> str:
        """Whom to credit, in their own words where none are given."""
        row = _known(_address(self.url)[0])
        return self.attribution.strip() or ("" if row is None else row[0])

    def record(self) -> Json:
        """What the page's script is told."""
        row = _known(_address(self.url)[0])
        return {
            "url": self.url,
            "host": self.name,
            "credit": self.credit,
            "subdomains": _SUBDOMAINS,
            "closest": _CLOSEST if row is None else row[1],
        }


def _check(url: str) -> None:
    """Refuse an address that can't be put safely in a page's policy and a script's hands."""
    if len(url) > _LONGEST:
        raise UsageError(f"the address is longer than {_LONGEST} characters", where="--tiles", do=_EXAMPLE)
    found = _TEMPLATE.fullmatch(url)
    if found is None or found["scheme"] not in {"https", "http"}:
        raise UsageError(f"“{_shown(url)}” is no address of tiles", where="--tiles", do=_EXAMPLE)
    host, _ = _address(url)
    _check_host(url, host)
    if found["scheme"] == "http" and host not in _HERE:
        raise UsageError("tiles are asked for encrypted, save from this machine", where="--tiles", do="use https://")
    if found["port"] is not None and not 1 <= int(found["port"]) <= 65535:
        raise UsageError(f"there is no port {found['port']}", where="--tiles", do=_EXAMPLE)
    _check_holes(host, found["path"])


def _check_host(url: str, host: str) -> None:
    for each in _hosts(host):
        labels = each.split(".")
        plain = all(_LABEL.fullmatch(label) and not label.startswith("xn--") for label in labels)
        named = len(labels) > 1 and not _NUMBER.fullmatch(labels[-1])
        if each not in _HERE and (not plain or not named or len(each) > _LONGEST_HOST):
            what = f"the host of “{_shown(url)}” isn't a plain name in Latin letters"
            raise UsageError(what, where="--tiles", do=_EXAMPLE)


def _check_holes(host: str, path: str) -> None:
    """Refuse an address whose holes aren't `{z}`, `{x}` and `{y}`, each once, and perhaps `{s}` and `{r}`."""
    in_host, in_path = _HOLE.findall(host), _HOLE.findall(path)
    rest = _HOLE.sub("", host + path)
    wanted = sorted(hole for hole in in_path if hole != "r") == ["x", "y", "z"] and in_path.count("r") <= 1
    if in_host not in ([], ["s"]) or not wanted or "{" in rest or "}" in rest:
        what = "the address needs {z}, {x} and {y} in its path once each, and may have {r} there and {s} in its host"
        raise UsageError(what, where="--tiles", do=_EXAMPLE)


def _address(url: str) -> tuple[str, str]:
    """Host, with `{s}` where it has one, and `:port` or nothing."""
    found = _TEMPLATE.fullmatch(url)
    if found is None:
        return "", ""
    return found["host"].lower(), f":{found['port']}" if found["port"] else ""


def _hosts(host: str) -> tuple[str, ...]:
    return tuple(host.replace("{s}", letter) for letter in _SUBDOMAINS) if "{s}" in host else (host,)


def _shown(url: str) -> str:
    """An address that isn't one, short and without what a terminal would take for a command."""
    return "".join(character if character.isprintable() else "�" for character in url[:80])


@cache
def _table() -> tuple[tuple[str, str, int], ...]:
    table = tomllib.loads(files(__package__).joinpath("vocabulary/tile_hosts.toml").read_text(encoding="utf-8"))
    return tuple((str(row["name"]), str(row["credit"]), int(row["closest"])) for row in table["host"])


def _known(host: str) -> tuple[str, int] | None:
    """The credit of a well-known host, and the closest view that it has."""
    bare = host.replace("{s}", "s")
    return next((row[1:] for row in _table() if bare == row[0] or bare.endswith(f".{row[0]}")), None)
