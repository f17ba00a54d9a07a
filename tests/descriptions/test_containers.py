"""Names of what a place lies in only tell which place is meant."""

from __future__ import annotations

import pytest

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.model.relation import references
from deconflict_map.pipeline import locate

ROWS = [
    ("10 km north of Austin, Texas", ["Austin"], "a town and its state"),
    ("in Travis County, Texas", ["Travis County"], "a district and its state"),
    ("in Raqqa, Syria", ["Raqqa"], "a town and its country"),
    ("within 5 km of Kobani, Aleppo Governorate, Syria", ["Kobani"], "a town, its province and its country"),
    ("near Portland, Maine and Bath, Maine", ["Portland", "Bath"], "two towns, each with its state"),
    ("a line from Austin, Texas, to Tulsa, Oklahoma", ["Austin", "Tulsa"], "the comma behind belongs to the state"),
    ("in Raqqa, Syria and Iraq", ["Raqqa", "Syria", "Iraq"], "a country joined with another is a member of a list"),
    ("near Homs, Hama and Aleppo", ["Homs", "Hama", "Aleppo"], "towns that don't lie in one another"),
]


@pytest.mark.parametrize(("phrase", "names", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_only_what_is_meant_is_referred_to(phrase, names, why):
    reading = locate(phrase, open_gazetteer())
    found = {reading.resolutions[ref.toponym].toponym.text for ref in references(reading.claims[0].relation)}
    assert found == set(names), why


def test_a_state_behind_a_town_isn_t_taken_for_a_town():
    reading = locate("a line from Austin, Texas, to Tulsa, Oklahoma", open_gazetteer())
    assert [one.place.feature for one in reading.resolutions if one.place][1::2] == ["ADM1", "ADM1"]
