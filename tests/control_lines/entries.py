"""The control lines as test data: entries with their checks, the phrases a person would write, and what they come to.

Areas and lengths are measured with geographiclib, not with the code under test.
"""

from __future__ import annotations

import itertools
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import shapely
import yaml
from geographiclib.geodesic import Geodesic

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.geodesy import unwrap
from deconflict_map.pipeline import locate

HERE = Path(__file__).parent
KM2 = 1e6


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """One phrase and the options of `locate`."""

    words: str
    inside: str | None
    on: object


@cache
def entries():
    """Entries by their id."""
    raw = yaml.safe_load((HERE.parent / "data" / "control-lines.yaml").read_text(encoding="utf-8"))
    return {entry["id"]: entry for entry in raw["entries"]}


@cache
def phrases():
    """Phrases by the id of their entry."""
    raw = tomllib.loads((HERE / "phrases.toml").read_text(encoding="utf-8"))
    return {key: Phrase(words=row["phrase"], inside=row.get("in"), on=row.get("on")) for key, row in raw.items()}


def withheld():
    """Ids of the entries whose line the words can't fix."""
    return [key for key, entry in entries().items() if "line_known_from_text" in entry]


def check(key, what):
    """One check of an entry, by what it checks."""
    return next(item for item in entries()[key]["checks"] if item["what"] == what)


@cache
def reading(key):
    """What the phrase of an entry comes to."""
    phrase = phrases()[key]
    return locate(phrase.words, open_gazetteer(), inside=phrase.inside, on=phrase.on)


def footprint(key):
    """The one footprint of an entry's phrase."""
    found = reading(key)
    told = [item.reason for item in (*found.unread, *found.undrawn)]
    assert found.footprints, told
    return found.footprints[0]


def likely(key):
    """The likely level of a zone."""
    region = footprint(key).region
    assert region is not None
    assert not region.likely.is_empty
    return region.likely


def area_km2(geometry):
    """Geodesic area of the polygons, holes taken off."""
    total = 0.0
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            total += _ring_km2(part.exterior) - sum(map(_ring_km2, part.interiors))
        elif hasattr(part, "geoms"):
            total += area_km2(part)
    return total


def _ring_km2(ring):
    polygon = Geodesic.WGS84.Polygon()
    for lon, lat in list(ring.coords)[:-1]:
        polygon.AddPoint(lat, lon)
    return abs(polygon.Compute()[2]) / KM2


def length_km(line):
    """Geodesic length of a line or of several."""
    total = 0.0
    for part in shapely.get_parts(line):
        coords = list(part.coords)
        for (lon, lat), (other_lon, other_lat) in itertools.pairwise(coords):
            total += Geodesic.WGS84.Inverse(lat, lon, other_lat, other_lon)["s12"] / 1000.0
    return total


def distance_km(one, other):
    """Geodesic distance of two points (lon, lat)."""
    return Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0])["s12"] / 1000.0


@cache
def place(name, country=None, kind=None):
    """The gazetteer's record for a name that isn't ambiguous with its country and kind."""
    for match in open_gazetteer().lookup(name):
        if (country is None or match.place.country == country) and (kind is None or match.place.kind.value == kind):
            return match.place
    raise AssertionError(name)


def point(name, country=None, kind=None):
    """Where the gazetteer has it."""
    found = place(name, country, kind)
    return shapely.Point(found.lon, found.lat)


@cache
def outline(code):
    """A country's outline."""
    gazetteer = open_gazetteer()
    return gazetteer.shape(gazetteer.country(code).id)


@cache
def river(name):
    """A river's course."""
    gazetteer = open_gazetteer()
    return gazetteer.shape(place(name, kind="stream").id)


@cache
def border(one, other):
    """The border of two countries."""
    return unwrap(open_gazetteer().border(one, other), around_lon=0.0)
