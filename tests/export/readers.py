"""A file of any format → its ids and geometries, by readers that aren't ours."""

from __future__ import annotations

import csv
import io
import json

import geopandas
import lxml.etree
import pandas as pd
import pyogrio
import shapely

KML = "{http://www.opengis.net/kml/2.2}"


def read_csv(path):
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))
    return [(row["id"], shapely.from_wkt(row["wkt"]) if row["wkt"] else None) for row in rows]


def read_gdal(path):
    """All layers that GDAL finds, in their order, but the table of styles."""
    found = []
    for name, _ in pyogrio.list_layers(path):
        if name != "layer_styles":
            frame = pyogrio.read_dataframe(path, layer=name)
            found += zip(frame["id"], frame.geometry, strict=True)
    return found


def read_sequence(path):
    text = path.read_text(encoding="utf-8")
    separator = "\x1e" if path.suffix == ".geojsons" else ""
    assert text.endswith("\n")
    features = [json.loads(line.removeprefix(separator)) for line in text.split("\n")[:-1]]
    assert all(line.startswith(separator) for line in text.split("\n")[:-1])
    return [(one["id"], one["geometry"] and shapely.geometry.shape(one["geometry"])) for one in features]


def read_geojson(path):
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [(one["id"], one["geometry"] and shapely.geometry.shape(one["geometry"])) for one in features]


def read_parquet(path):
    frame = geopandas.read_parquet(path)
    return list(zip(frame["id"], frame.geometry, strict=True))


def read_kml(path):
    """Ids by lxml, since GDAL leaves placemarks out that have no geometry."""
    shapes = dict(read_gdal(path))
    return [(data(mark)["id"], shapes.get(data(mark)["id"])) for mark in placemarks(path)]


def placemarks(path):
    return lxml.etree.parse(path).iter(f"{KML}Placemark")


def data(mark):
    """The extended data of a placemark."""
    return {one.get("name"): one.findtext(f"{KML}value") or "" for one in mark.iter(f"{KML}Data")}


READERS = {
    ".csv": read_csv,
    ".gpkg": read_gdal,
    ".kml": read_kml,
    ".fgb": read_gdal,
    ".parquet": read_parquet,
    ".geojsons": read_sequence,
    ".geojsonl": read_sequence,
    ".geojson": read_geojson,
}


def columns_of(path):
    """Every cell of a table-like file, by column."""
    match path.suffix:
        case ".csv":
            return pd.read_csv(path, dtype=str, keep_default_na=False)
        case ".parquet":
            return pd.read_parquet(path)
        case ".gpkg" | ".fgb":
            names = [name for name, _ in pyogrio.list_layers(path) if name != "layer_styles"]
            return pd.concat([pyogrio.read_dataframe(path, layer=name) for name in names])
        case ".kml":
            return pd.DataFrame([data(mark) for mark in placemarks(path)])
        case _:
            lines = path.read_text(encoding="utf-8").replace("\x1e", "").split("\n")[:-1]
            return pd.DataFrame([{"id": one["id"], **one["properties"]} for one in map(json.loads, lines)])
