"""A comparison as page, figure, tables, frame and files: complete, harmless, and the same in each."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import sys
from pathlib import Path

import pytest
import shapely
from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[1] / "render"))

from hostile_strings import HIT, HOSTILE
from rendered_sample import basemap_with_text, with_text

import deconflict_map as dm
from deconflict_map.article import read_text
from deconflict_map.comparison.comparing import outcome
from deconflict_map.comparison.figure import PUBLISHED, comparison_figure
from deconflict_map.comparison.page import comparison_notebook, comparison_page
from deconflict_map.comparison.records import COLUMNS, comparison_csv, comparison_geojson, comparison_json
from deconflict_map.comparison.tabling import tables
from deconflict_map.corrections import parse_corrections
from deconflict_map.errors import OutputError, UsageError
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.mapping import map_reading

ROOT = Path(__file__).resolve().parents[2]
TOGETHER = ["\n".join(HOSTILE[start::5]) for start in range(5)]


@pytest.fixture(scope="module")
def both():
    names = ("deconfliction-line-2017.md", "deconfliction-line-2018.md")
    return dm.compare(*(dm.map_article(ROOT / "seeds" / name) for name in names))


def test_the_bundled_accounts_agree_in_part_and_are_honest_about_the_line(both):
    line = next(row for row in both.accounts if "line" in row.account.title and row.before and row.after)
    assert not line.before.drawable  # its map isn't published
    assert line.after.drawable
    assert line.verdict.value == "can't be told"
    assert both.differs
    assert {place.names[0] for place in both.places if place.change.value == "new"} == {
        "Khasham",
        "Abu Kamal",
        "Mayadin",
    }


def test_a_map_is_no_other_than_itself(both):
    same = dm.compare(both.before, both.before)
    assert not same.differs
    assert not dm.compare(both.before, dm.MapDocument.from_json(both.before.to_json())).differs


def test_every_format_has_the_same_rows(both):
    record = json.loads(both.to_json())
    frame = both.to_frame()
    rows = list(csv.DictReader(io.StringIO(both.to_csv())))
    assert len(frame) == len(rows) == len(record["accounts"]) + len(record["places"])
    assert [row["outcome"] for row in rows[: len(both.accounts)]] == [one["outcome"] for one in record["accounts"]]
    assert list(frame["told"]) == [row["told"] for row in rows]
    collection = json.loads(both.to_geojson())
    ids = {one["properties"]["row"] for one in collection["features"]}
    assert ids <= {one["id"] for one in record["accounts"]}
    assert all(shapely.from_geojson(json.dumps(one["geometry"])).is_valid for one in collection["features"])
    assert all(source["licence"] for source in collection["sources"])


def test_the_frame_holds_the_geometries_of_both(both):
    frame = both.to_frame()
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.name == "after"
    pairs = frame[frame["outcome"].isin(["can't be told", "drawn alike, said otherwise"])]
    assert pairs["before"].notna().all()
    assert pairs["after"].notna().all()
    assert frame[frame["outcome"] == "gone"]["after"].isna().all()


def test_the_page_is_the_same_each_time_and_lets_in_its_own_script_alone(both):
    page = both.to_html()
    assert page == both.to_html()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    for kind in ("script", "style"):
        (content,) = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "src=" not in page
    assert "href=" not in page
    assert not re.search(r'\sstyle="', page)


def test_the_figure_is_a_picture_with_both_sides(both):
    tree = etree.fromstring(both.to_svg().encode())
    sides = {node.get("data-side") for node in tree.iter() if node.get("data-side")}
    assert sides == {"before", "after", "both", "names"}
    assert not list(tree.iter("{http://www.w3.org/2000/svg}script"))


@pytest.mark.parametrize("words", TOGETHER, ids=range(len(TOGETHER)))
def test_hostile_words_are_words(words):
    before, after = with_text(words), with_text(words[::-1])
    basemap = basemap_with_text(words)
    found = outcome(before, after, str.casefold)
    page = comparison_page(found, before, after, basemap)
    bare = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
    assert page.count("<script>") == 1
    assert "<script" not in bare
    assert not re.search(r"<(img|iframe|base|form|math|a|b|meta http-equiv=\"refresh)[\s>]", bare)
    assert not re.search(r"<[^>]*\son\w+=", bare)
    assert f">{HIT}" not in bare
    notebook = comparison_notebook(found, before, after, basemap, height_px=400)
    assert notebook.count("<iframe") == 1
    assert 'sandbox="allow-scripts"' in notebook
    assert "<script" not in tables(found, before, after)
    etree.fromstring(comparison_figure(found, before, after, basemap).encode())
    json.loads(comparison_json(found, before, after))
    json.loads(comparison_geojson(found, before, after))
    rows = list(csv.reader(io.StringIO(comparison_csv(found))))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row)


def test_it_shows_itself_in_a_notebook(both):
    shown = both._repr_html_()
    assert "<table>" in shown
    assert "not an observation" in shown
    assert both.map(height_px=500)._repr_html_().startswith('<div style="position:relative;height:500px')


def test_saving(both, tmp_path):
    for suffix in (".html", ".svg", ".geojson", ".json", ".csv"):
        assert both.save(tmp_path / f"it{suffix}").stat().st_size > 1000
    with pytest.raises(UsageError, match="no comparison is written as"):
        both.save(tmp_path / "it.gpkg")
    with pytest.raises(OutputError):
        both.save(tmp_path / "nowhere" / "it.html")


def test_what_isn_t_from_the_texts_is_told_apart():
    text = "The front line runs from Tabqa to Raqqa, the army said."
    course = (
        'version = 1\n[[claim]]\nquote = "The front line runs from Tabqa to Raqqa"\n'
        'course = "LINESTRING (38.55 35.84, 38.75 35.95, 39.0 35.95)"\nsource = "annex II"\nlicence = "CC0"\n'
    )
    article, atlas = read_text(text), open_gazetteer()
    plain = map_reading(article, atlas)
    given = map_reading(article, atlas, corrections=parse_corrections(course, where="t"))
    found = dm.compare(plain, given)
    assert PUBLISHED in found.to_html()
    assert PUBLISHED not in dm.compare(plain, plain).to_html()
    assert "not from the text" in " ".join(etree.fromstring(found.to_svg().encode()).itertext())
    (row,) = found.accounts
    assert row.verdict.value == "the same"  # the words say what they said
