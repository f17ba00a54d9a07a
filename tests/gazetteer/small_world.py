"""A few places of the real world and a few that make them ambiguous, as an index: what the search is tested on."""

from __future__ import annotations

import shapely

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.gazetteer.indexing import IndexWriter
from deconflict_map.gazetteer.record import Record, Shape
from deconflict_map.model.place import DataSource, PlaceKind

SOURCE = DataSource(id="test", title="Test", version="1", licence="CC0-1.0", attribution="nobody")
MIDDLE_EAST = shapely.box(34, 29, 48, 38)
EUPHRATES = shapely.LineString([(38.5, 37.0), (40.1, 35.3), (44.0, 32.0)])
SYRIA = shapely.box(35.7, 32.3, 42.4, 37.3)
SHAPES = {"dm:middle-east": MIDDLE_EAST, "ne:euphrates": EUPHRATES, "t:sy": SYRIA}


def place(identifier, name, kind, feature, lon, lat, *names, **more):
    shape = SHAPES.get(identifier)
    if shape is not None:
        more["shape"] = Shape(geometry=shape, error_m=1000.0, source="test")
    return Record(id=identifier, name=name, kind=PlaceKind(kind), feature=feature, lon=lon, lat=lat, source="test",
                  names=(name, *names), **more)  # fmt: skip


RECORDS = (
    place("t:us", "United States", "country", "PCLI", -98.5, 39.8, "US", "U.S.", country="US", population=327_000_000),
    place("t:ge", "Georgia", "country", "PCLI", 43.5, 42.0, country="GE", population=3_700_000),
    place("t:fr", "France", "country", "PCLI", 2.0, 46.0, country="FR", population=67_000_000, demonyms=("French",)),
    place("t:lb", "Lebanon", "country", "PCLI", 35.8, 33.8, country="LB", population=6_800_000),
    place("t:ly", "Libya", "country", "PCLI", 17.0, 25.0, country="LY", population=6_800_000),
    place("t:sy", "Syria", "country", "PCLI", 38.0, 35.0, country="SY", population=17_000_000),
    place("t:iq", "Iraq", "country", "PCLI", 44.0, 33.0, country="IQ", population=38_000_000),
    place("t:tx", "Texas", "division", "ADM1", -98.8, 31.1, "Tex.", "TX", country="US", division="TX"),
    place("t:ga", "Georgia", "division", "ADM1", -83.4, 32.9, "Ga.", "GA", country="US", division="GA"),
    place("t:il", "Illinois", "division", "ADM1", -89.2, 40.1, "Ill.", "IL", country="US", division="IL"),
    place("t:lamar", "Lamar County", "division", "ADM2", -95.6, 33.7, country="US", division="TX", district="277"),
    place("t:lamar-ga", "Lamar County", "division", "ADM2", -84.1, 33.1, country="US", division="GA", district="171"),
    place("t:texas", "Texas", "populated", "PPL", -99.2, 20.0, country="MX", population=900),
    place("t:paris", "Paris", "populated", "PPLC", 2.35, 48.86, country="FR", population=2_100_000),
    place("t:paris-tx", "Paris", "populated", "PPLA2", -95.6, 33.7, country="US", division="TX", district="277", population=24_800),
    place("t:paris-ky", "Paris", "populated", "PPLA2", -84.3, 38.2, country="US", division="KY", population=9_900),
    place("t:springfield-il", "Springfield", "populated", "PPLA", -89.6, 39.8, country="US", division="IL", population=114_000),
    place("t:springfield-mo", "Springfield", "populated", "PPLA2", -93.3, 37.2, country="US", division="MO", population=170_000),
    place("t:tripoli-ly", "Tripoli", "populated", "PPLC", 13.2, 32.9, country="LY", population=1_300_000),
    place("t:tripoli-lb", "Tripoli", "populated", "PPLA", 35.8, 34.4, country="LB", population=230_000),
    place("t:deir", "Deir ez-Zor", "populated", "PPLA", 40.1, 35.3, "Dayr az Zawr", country="SY", division="07", population=270_000, local_name="دير الزور"),
    place("t:deir-province", "Deir ez-Zor", "division", "ADM1", 40.3, 35.1, "دير الزور", country="SY", division="07"),
    place("t:deir-district", "Deir ez-Zor", "division", "ADM2", 39.9, 35.3, country="SY", division="07", district="1"),
    place("t:hamlet", "Mayaden", "populated", "PPL", 36.0, 33.0, country="SY", division="08"),
    place("t:mayadin", "Al Mayādīn", "populated", "PPLA2", 40.5, 35.0, country="SY", division="07", population=54_000),
    place("t:dhi-qar", "Dhi Qar", "division", "ADM1", 46.4, 31.2, country="IQ", division="09"),
    place("t:quebec", "Quebec", "division", "ADM1", -73.7, 52.3, country="CA", division="10"),
    place("t:quebec-hamlet", "Quebec", "populated", "PPL", -70.0, 52.0, country="CA", division="10", population=50),
    place("ne:euphrates", "Euphrates", "stream", "STM", 40.1, 35.3),
    place("ne:nile", "Nile", "stream", "STM", 32.9, 24.0),
    place("t:nile", "River Nile", "division", "ADM1", 33.8, 17.6, "Nile", country="SD", division="53"),
    place("dm:middle-east", "Middle East", "region", "RGN", 41.0, 33.0),
    place("dm:nowhere", "Back Country", "region", "RGN", 41.0, 33.0),
)  # fmt: skip


def open_small_world(folder):
    """The index of these places, built in a folder, with their shapes."""
    target = folder / "small.gazetteer"
    with IndexWriter(target, (SOURCE,)) as writer:
        for record in RECORDS:
            writer.add(record)
        writer.finish()
    atlas = open_gazetteer(target)
    atlas.shape = SHAPES.get
    return atlas
