"""Two corrections of the same words: the later one stands, and the earlier one says so."""

from __future__ import annotations

import pytest

from deconflict_map.article import read_text
from deconflict_map.corrections import parse_corrections
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.pipeline import read

TEXT = "An airstrike was reported near Tripoli. The front line runs from Tabqa to Raqqa, the army said.\n"
FRONT = '[[claim]]\nquote = "The front line runs from Tabqa to Raqqa"\n'
TRIPOLI = '[[mention]]\nquote = "Tripoli"\n'
NAME = '[[name]]\nname = "Tripoli"\n'


def corrected(toml):
    corrections = parse_corrections("version = 1\n" + toml, where="t")
    return read(read_text(TEXT), open_gazetteer(), corrections=corrections)


@pytest.mark.parametrize(
    ("toml", "applied", "words", "why"),
    [
        (f'{TRIPOLI}is = "geonames:266826"\n{TRIPOLI}is = "nowhere"\n', [False, True], "`is` is overridden by [[mention]] 2", "two records for one mention"),
        (f'{NAME}is = "geonames:266826"\n{NAME}is = "nowhere"\n', [False, True], "`is` is overridden by [[name]] 2", "two records for one name"),
        (f'{FRONT}status = "agreed"\n{FRONT}status = "denied"\n', [False, True], "`status` is overridden by [[claim]] 2", "two ways to put it"),
        (f'{FRONT}status = "agreed"\nwho = "the army"\n{FRONT}status = "denied"\n', [True, True], "`status` is overridden by [[claim]] 2", "its speaker stands"),
        (f'{FRONT}reads = "from Tabqa to Manbij"\n{FRONT}reads = "from Tabqa to Aleppo"\n', [False, True], "`reads` is overridden", "two readings"),
        (f'{FRONT}course = "LINESTRING (38 35, 39 36)"\nsource = "a"\nlicence = "b"\n{FRONT}course = "LINESTRING (38 35, 39 35)"\nsource = "a"\nlicence = "b"\n', [False, True], "`course` is overridden", "two courses"),
    ],
)  # fmt: skip
def test_the_later_one_stands_and_the_earlier_one_says_so(toml, applied, words, why):
    told = corrected(toml).corrected
    assert [one.applied for one in told] == applied, why
    assert words in told[0].told


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        (f'{FRONT}status = "agreed"\n{FRONT}who = "the army"\n', "a status and a speaker go together"),
        (f'{FRONT}status = "agreed"\n{FRONT}status = "agreed"\n', "the same twice"),
        (f'{TRIPOLI}is = "geonames:266826"\n{TRIPOLI}is = "geonames:99999999999"\n', "the later one can't be applied, so that the earlier one stands"),
        (f'{TRIPOLI}is = "geonames:266826"\n{NAME}is = "nowhere"\n', "a mention counts more than a name"),
    ],
)  # fmt: skip
def test_what_isn_t_overridden(toml, why):
    assert not any("overridden" in one.told for one in corrected(toml).corrected), why


def test_what_is_drawn_is_what_the_later_one_says():
    (place,) = [
        one
        for one in corrected(f'{TRIPOLI}is = "nowhere"\n{TRIPOLI}is = "geonames:266826"\n').resolutions
        if one.toponym.text == "Tripoli"
    ]
    assert place.place.id == "geonames:266826"
