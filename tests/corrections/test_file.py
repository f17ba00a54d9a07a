"""Files of corrections: read, refused with the table and the key, and written so that they read the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.corrections import parse_corrections, read_corrections, write_corrections
from deconflict_map.errors import InputRefusedError
from deconflict_map.model.claim import Status
from deconflict_map.model.correction import (
    AddedPlace,
    Anchor,
    ClaimCorrection,
    Corrections,
    Credit,
    MentionCorrection,
    NameCorrection,
    Note,
)
from deconflict_map.model.place import Place, PlaceKind, ShapeForm

BY_HAND = """
version = 1  # a comment

[[mention]]
quote = "Karama"
before = "Reporters in "
is = "own:karama"
by = "A. Reader"
on = 2026-11-01
note = \"\"\"the village,
not the quarter\"\"\"

[[name]]
name = "Geneva"
is = "nowhere"

[[place]]
id = "own:karama"
name = "Karama"
names = ["Al-Karama"]
lon = 39.28
lat = 35.87
source = "a map of 1956"

[[claim]]
quote = "the line runs from Tabqa"
reads = "from Tabqa to Raqqa"
through = [[38.7, 35.9], [38.9, 35]]
status = "agreed"

[[note]]
quote = "Tabqa"
note = "spelt otherwise elsewhere"
"""


def test_a_file_by_hand():
    read = parse_corrections(BY_HAND, where="hand.toml")
    assert read.mentions[0].anchor == Anchor(quote="Karama", before="Reporters in ")
    assert read.mentions[0].record == "own:karama"
    assert read.mentions[0].credit == Credit(by="A. Reader", on=date(2026, 11, 1), note="the village,\nnot the quarter")
    assert read.names[0].record is None
    assert read.added[0].names == ("Karama", "Al-Karama")
    assert (read.added[0].place.lon, read.added[0].place.lat) == (39.28, 35.87)
    assert read.added[0].place.kind is PlaceKind.POPULATED
    assert read.claims[0].through == ((38.7, 35.9), (38.9, 35.0))
    assert read.claims[0].status is Status.AGREED
    assert read.notes[0].credit.note == "spelt otherwise elsewhere"


REFUSED = [
    # the text; what the error names
    ("", "says version None"),
    ("version = 2", "says version 2"),
    ("version = 1\nversion = 1", "isn't TOML"),
    ("version = 1\n[[mentoin]]\nquote = 'x'", "nothing is called [[mentoin]]"),
    ("version = 1\nmention = 3", "`mention` isn't a list of tables"),
    ("version = 1\n[[mention]]\nquote = 'x'", "[[mention]] 1: `is` is missing"),
    ("version = 1\n[[mention]]\nquote = ' '\nis = 'nowhere'", "`quote` is missing or empty"),
    ("version = 1\n[[mention]]\nquote = 'x'\nis = 'nowhere'\nnoet = 'y'", "nothing is called `noet`"),
    ("version = 1\n[[mention]]\nquote = 'x'\nis = 'nowhere'\nat = -1", "`at` isn't a whole number"),
    ("version = 1\n[[mention]]\nquote = 'x'\nis = 'nowhere'\nat = true", "`at` isn't a whole number"),
    ("version = 1\n[[mention]]\nquote = 'x'\nis = 'nowhere'\non = '2026-01-01'", "`on` isn't a date"),
    ("version = 1\n[[mention]]\nquote = 3\nis = 'nowhere'", "`quote` isn't a text"),
    ("version = 1\n[[claim]]\nquote = 'x'", "[[claim]] 1: says nothing"),
    ("version = 1\n[[claim]]\nquote = 'x'\nstatus = 'surely'", "`status` is 'surely'"),
    ("version = 1\n[[claim]]\nquote = 'x'\nthrough = [[1]]", "isn't a list of positions"),
    ("version = 1\n[[claim]]\nquote = 'x'\nthrough = [[35.0, 139.0]]", "latitude of `through` lies beyond 90°"),
    ("version = 1\n[[claim]]\nquote = 'x'\nwithdrawn = 'yes'", "neither true nor false"),
    ("version = 1\n[[place]]\nid = 'geonames:1'\nname = 'x'\nlon = 1\nlat = 1\nsource = 's'", "isn't one of an added place"),
    ("version = 1\n[[place]]\nid = 'own:x'\nname = 'x'\nlon = nan\nlat = 1\nsource = 's'", "`lon` is missing or no number"),
    ("version = 1\n[[place]]\nid = 'own:x'\nname = 'x'\nlon = 1\nlat = 1", "`source` is missing"),
    ("version = 1\n[[note]]\nquote = 'x'", "`note` is missing"),
    ("version = 1\nx = " + "[" * 5000, "isn't TOML"),
    ("version = 1\n[[note]]\nquote = '" + "x" * 30_000 + "'\nnote='n'", "longer than 20,000 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "named"), REFUSED, ids=[named for _, named in REFUSED])
def test_what_cannot_be_read_is_refused_with_its_place(text, named):
    with pytest.raises(InputRefusedError, match=r"^f\.toml") as refused:
        parse_corrections(text, where="f.toml")
    assert named in str(refused.value)
    assert refused.value.do


def test_a_file_that_is_none(tmp_path):
    with pytest.raises(InputRefusedError, match="can't be read"):
        read_corrections(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"version = 1 # \xe9")
    with pytest.raises(InputRefusedError, match="isn't UTF-8"):
        read_corrections(tmp_path / "latin.toml")


words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60).filter(str.strip)
maybe = st.one_of(st.just(""), words)
days = st.one_of(st.none(), st.dates())
credit = st.builds(Credit, by=maybe, on=days, note=maybe)
whole = st.one_of(st.none(), st.integers(0, 10**9))
anchor = st.builds(Anchor, quote=words, before=maybe, after=maybe, at=whole, times=whole)
record = st.one_of(st.none(), words.filter(lambda text: text != "nowhere"))
lon = st.floats(-180, 180)
lat = st.floats(-90, 90)


@st.composite
def added(draw):
    name = draw(words)
    place = Place(
        id="own:" + draw(words),
        name=name,
        kind=draw(st.sampled_from(PlaceKind)),
        feature=draw(maybe),
        lon=draw(lon),
        lat=draw(lat),
        country=draw(maybe),
        division="",
        population=draw(st.integers(0, 10**8)),
        shape=ShapeForm.NONE,
        shape_error_m=0.0,
        source=draw(words),
        licence=draw(words),
    )
    names = tuple(dict.fromkeys((name, *draw(st.lists(words, max_size=3)))))
    return AddedPlace(place=place, names=names, credit=draw(credit))


claim = st.builds(
    ClaimCorrection,
    anchor=anchor,
    reads=words,
    through=st.lists(st.tuples(lon, lat), max_size=3).map(tuple),
    published=maybe,
    withdrawn=st.booleans(),
    status=st.one_of(st.none(), st.sampled_from(Status)),
    who=maybe,
    credit=credit,
)
corrections = st.builds(
    Corrections,
    mentions=st.lists(st.builds(MentionCorrection, anchor=anchor, record=record, credit=credit), max_size=3).map(tuple),
    names=st.lists(st.builds(NameCorrection, name=words, record=record, credit=credit), max_size=3).map(tuple),
    added=st.lists(added(), max_size=2).map(tuple),
    claims=st.lists(claim, max_size=2).map(tuple),
    notes=st.lists(
        st.builds(Note, anchor=anchor, credit=st.builds(Credit, by=maybe, on=days, note=words)), max_size=2
    ).map(tuple),
)


@given(corrections)
def test_what_is_written_reads_the_same(given_corrections):
    text = write_corrections(given_corrections)
    assert parse_corrections(text, where="written") == given_corrections
    assert write_corrections(parse_corrections(text, where="written")) == text


@given(st.text(max_size=400))
def test_anything_is_read_or_refused(text):
    try:
        parse_corrections("version = 1\n" + text, where="any")
    except InputRefusedError as refused:
        assert refused.where.startswith("any")  # noqa: PT017 -- both outcomes are right
