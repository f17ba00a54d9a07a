"""Toponyms, claims and footprints as GeoDataFrames: a row each, with the values' own words, and nothing dropped."""

import geopandas as gpd
import pytest
from hostile_strings import HOSTILE
from rendered_sample import with_text

import deconflict_map as dm
from deconflict_map.errors import UsageError
from deconflict_map.export.frames import Table, frame


@pytest.mark.parametrize("table", list(Table))
def test_every_value_has_a_row(account, table):
    found = account.frame(table.value)
    assert isinstance(found, gpd.GeoDataFrame)
    assert found.crs == "EPSG:4326"
    assert found.index.is_unique
    assert len(found) == len(getattr(account, table.value))


def test_rows_say_what_the_values_say(account):
    toponyms, claims = account.frame("toponyms"), account.frame("claims")
    raqqa = next(one for one in account.toponyms if one.toponym.text == "Raqa")
    row = toponyms.loc[raqqa.toponym.span.start]
    assert (row["text"], row["place_id"], row["country"]) == ("Raqa", raqqa.place.id, "SY")
    assert account.article.text[row.name : row["end"]] == "Raqa"
    assert (row.geometry.x, row.geometry.y) == (raqqa.place.lon, raqqa.place.lat)
    for claim in account.claims:
        row = claims.loc[claim.number]
        assert row["words"] in account.article.text
        assert row["status"] == claim.status.value
        assert row["relation"] == type(claim.relation).__name__


def test_what_is_not_placed_or_drawn_keeps_its_row_and_reason():
    document = dm.map_text("Clashes broke out near Xyzzyville and 5 km north of Raqqa.")
    toponyms = document.frame("toponyms").set_index("text")
    assert toponyms.loc["Xyzzyville"].geometry is None
    assert toponyms.loc["Xyzzyville", "reason"]
    claims = document.frame("claims")
    assert set(claims["undrawn"]) - {""} == {item.reason for item in document.undrawn}


def test_sizes_are_those_of_the_geometry():
    # A disc: π r², and what the place itself adds.
    found = dm.locate("within 55 km of At Tanf").frame("footprints").iloc[0]
    assert found["area_km2"] == pytest.approx(3.14159 * 55**2, rel=0.05)
    assert found["uncertainty_km"] > 0
    assert found["length_km"] is None or found["length_km"] != found["length_km"]


def test_an_unknown_table_is_refused(account):
    with pytest.raises(UsageError, match="toponyms, claims, footprints"):
        account.frame("sentences")


def test_hostile_text_stays_text():
    for words in HOSTILE:
        for table in Table:
            assert len(frame(with_text(words), table))
