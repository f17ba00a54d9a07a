"""A document → every file that it can write, as text and as numbers: what the tests of leaks look into."""

from __future__ import annotations

import base64
import importlib.util
import json
import re
import sqlite3
import unicodedata
from html import unescape

import geopandas
import pyogrio

from deconflict_map.document import _FORMATS
from deconflict_map.render.tabling import untabled

_BLOCK = re.compile(r'<script type="application/json" id="dcm-data">(.*?)</script>', re.DOTALL)
_SHELL = re.compile(r"<script>.*?</script>|<style>.*?</style>", re.DOTALL)


def suffixes():
    """Every format that a document can be saved in, whichever there are."""
    there = importlib.util.find_spec("pyarrow") is not None
    return tuple(suffix for suffix in _FORMATS if suffix != ".json" and (there or suffix != ".parquet"))


def written(document, folder, *, pictures=False):
    """The text of every file and of the notebook's HTML, with all that is packed or escaped in it undone.

    Pictures of pixels take their time and are asked for: of their words only those beside the pixels can be read.
    """
    files = {}
    for suffix in suffixes() if pictures else tuple(set(suffixes()) - {".png"}):
        path = document.save(folder / f"map{suffix}")
        files[suffix] = _text(path)
    notebook = document._repr_html_()
    files["notebook"] = f"{unescape(notebook)}\n{_images(notebook)}\n{_block_text(unescape(notebook))}"
    files["repr"] = repr(document)
    return files


def _text(path):
    data = path.read_bytes()
    if path.suffix in {".gpkg", ".fgb", ".parquet"}:
        return "\n".join([*_cells(path), data.decode("latin-1"), data.decode("utf-8", "replace")])
    if path.suffix == ".png":
        return "\n".join(_told(data))
    text = data.decode("utf-8")
    return f"{text}\n{unescape(text)}\n{_block_text(text)}\n{_unquoted(path, text)}"


def _unquoted(path, text):
    """JSON with its escapes undone."""
    whole = path.suffix in {".json", ".geojson", ".jsonld"}
    return json.dumps(json.loads(text), ensure_ascii=False) if whole else ""


def _cells(path):
    """All cells of a file of tables."""
    if path.suffix == ".gpkg":
        rows = sqlite3.connect(path)
        tables = [name for (name,) in rows.execute("select name from sqlite_master where type = 'table'")]
        queries = (f'select * from "{name}"' for name in tables)  # noqa: S608 -- a file of our own
        yield from (str(cell) for query in queries for row in rows.execute(query) for cell in row)
        rows.close()
        return
    frame = geopandas.read_parquet(path) if path.suffix == ".parquet" else pyogrio.read_dataframe(path)
    yield from map(str, frame.columns)
    yield from (str(cell) for row in frame.itertuples() for cell in row)


def _told(png):
    """What a PNG says in words: all its chunks but the pixels."""
    at = 8
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        if kind != b"IDAT":
            yield png[at + 8 : at + 8 + length].decode("utf-8", "replace")
        at += length + 12


def _images(html):
    """Images inside a page, decoded."""
    found = re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", html)
    return "\n".join(unescape(base64.b64decode(code).decode("utf-8")) for code in found)


def block(page):
    """The data block of a page."""
    return untabled(json.loads(_BLOCK.search(page)[1]))


def _block_text(page):
    return json.dumps(block(page), ensure_ascii=False) if _BLOCK.search(page) else ""


def own_words(page_text):
    """A page without its scripts and styles, which are the same for every text."""
    return _SHELL.sub("", page_text)


def unpacked(shape):
    """The positions of a packed shape (see `render.packing`), degrees."""

    def lines(value):
        if value and isinstance(value[0], list):
            for item in value:
                yield from lines(item)
        elif value:
            yield value

    scale = 10 ** shape["s"]
    for line in lines(shape["c"]):
        x, y = 0, 0
        for at in range(0, len(line), 2):
            x, y = x + line[at], y + line[at + 1]
            yield x / scale, y / scale


def folded(text):
    """A text without case, compatibility forms and diacritics; letters and digits stay, all else is a space."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return f" {' '.join(letters.split())} "
