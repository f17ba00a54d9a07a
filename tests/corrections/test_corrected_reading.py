"""Corrections through the whole reading: what they change, what they leave, and what is told of those that don't fit."""

from __future__ import annotations

import pytest
from shapely import Point

from deconflict_map.article import Metadata, read_text
from deconflict_map.corrections import anchor_at, parse_corrections
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.model.article import BlockKind, Span
from deconflict_map.model.claim import Status
from deconflict_map.model.correction import Corrections
from deconflict_map.pipeline import read

TEXT = """Commanders met in Syria on Monday. The front line runs from Tabqa to Raqqa, a spokesman said.

Fighters of the militia are within 10 km of Manbij. The army holds positions near Tell Nowhere, and people fled from Tell Nowhere itself.

The Geneva talks go on. Nobody was hurt in Deir ez-Zor.
"""


@pytest.fixture(scope="module")
def gazetteer():
    return open_gazetteer()


@pytest.fixture(scope="module")
def plain(gazetteer):
    return read(read_text(TEXT, metadata=Metadata(source="A Paper")), gazetteer)


def corrected(gazetteer, toml: str, text: str = TEXT):
    corrections = parse_corrections("version = 1\n" + toml, where="test")
    return read(read_text(text, metadata=Metadata(source="A Paper")), gazetteer, corrections=corrections)


def named(reading, text):
    return [one for one in reading.resolutions if one.toponym.text == text]


def test_without_corrections_nothing_changes(gazetteer, plain):
    same = read(plain.article, gazetteer, corrections=Corrections())
    assert same == plain


def test_a_mention_is_another_place_and_the_machine_s_own_answer_is_kept(gazetteer, plain):
    other = gazetteer.lookup("Paris")[0].place
    assert named(plain, "Manbij")[0].place.country == "SY"
    reading = corrected(
        gazetteer, f'[[mention]]\nquote = "Manbij"\nis = "{other.id}"\nby = "A. Reader"\non = 2026-11-01'
    )
    (mention,) = named(reading, "Manbij")
    assert mention.place == other
    assert mention.confidence == 1.0
    assert mention.reason == "corrected by A. Reader on 2026-11-01"
    (told,) = reading.corrected
    assert told.applied
    assert "Manbij" in told.was
    assert reading.resolutions[told.mentions[0]] is mention
    drawn = [one.region.support.centroid for one in reading.footprints if one.region is not None]
    assert any(abs(spot.x - other.lon) < 0.5 for spot in drawn)  # the claim is drawn where the corrected place is


def test_a_mention_is_no_place(gazetteer):
    reading = corrected(gazetteer, '[[mention]]\nquote = "Deir ez-Zor"\nis = "nowhere"\nnote = "a ship"')
    (mention,) = named(reading, "Deir ez-Zor")
    assert mention.place is None
    assert mention.confidence == 0.0
    assert "a ship" in mention.evidence


def test_an_added_place_stands_for_all_its_mentions_and_is_drawn(gazetteer, plain):
    assert all(one.place is None for one in named(plain, "Tell Nowhere"))
    reading = corrected(
        gazetteer,
        '[[place]]\nid = "own:tell"\nname = "Tell Nowhere"\nlon = 38.9\nlat = 35.2\nsource = "a map of 1956"\nby = "A. Reader"',
    )
    found = named(reading, "Tell Nowhere")
    assert [one.place.id for one in found] == ["own:tell", "own:tell"]
    assert found[0].place.source == "a map of 1956"
    assert reading.corrected[0].mentions == tuple(reading.resolutions.index(one) for one in found)
    spots = [one.region.support.centroid for one in reading.footprints if one.region is not None]
    assert any(abs(spot.x - 38.9) < 0.2 and abs(spot.y - 35.2) < 0.2 for spot in spots)


def test_a_name_always_means_that_record_even_where_nobody_had_recognised_it(gazetteer):
    place = gazetteer.lookup("Homs")[0].place
    reading = corrected(gazetteer, f'[[name]]\nname = "Commanders"\nis = "{place.id}"')
    (mention,) = named(reading, "Commanders")
    assert mention.place == place
    assert mention.toponym.span == Span(start=0, end=10)
    assert list(reading.resolutions) == sorted(reading.resolutions, key=lambda one: one.toponym.span)


def test_a_mention_counts_more_than_its_name(gazetteer):
    homs, hama = gazetteer.lookup("Homs")[0].place, gazetteer.lookup("Hama")[0].place
    reading = corrected(
        gazetteer,
        f'[[mention]]\nquote = "Tell Nowhere"\nbefore = "near "\nis = "{homs.id}"\n[[name]]\nname = "Tell Nowhere"\nis = "{hama.id}"',
    )
    assert [one.place.id for one in named(reading, "Tell Nowhere")] == [homs.id, hama.id]


def test_a_part_of_a_name_is_not_a_name(gazetteer):
    reading = corrected(gazetteer, '[[name]]\nname = "ez-Zor"\nis = "nowhere"')
    assert not reading.corrected[0].applied
    assert named(reading, "Deir ez-Zor")[0].place is not None


def test_a_claim_reads_otherwise(gazetteer, plain):
    quote = "The front line runs from Tabqa to Raqqa"
    reading = corrected(
        gazetteer, f'[[claim]]\nquote = "{quote}"\nreads = "from Tabqa to Deir ez-Zor"\nby = "A. Reader"'
    )
    assert len(reading.claims) == len(plain.claims)
    before = next(one for one in plain.footprints if one.ensemble is not None)
    after = next(one for one in reading.footprints if one.ensemble is not None)
    assert before.ensemble.median.bounds[2] < 39.3  # Raqqa lies at 39.0° E and Deir ez-Zor at 40.1° E
    assert after.ensemble.median.bounds[2] > 39.9
    assert "corrected by A. Reader" in reading.claims[0].notes[-1]
    assert reading.corrected[0].claim == 1
    assert reading.article.text.startswith(plain.article.text)
    assert reading.article.blocks[-1].kind is BlockKind.CORRECTION
    assert reading.article.quote(reading.article.blocks[-1].span) == "from Tabqa to Deir ez-Zor"


def test_a_line_passes_through_a_position(gazetteer):
    quote = "The front line runs from Tabqa to Raqqa"
    reading = corrected(gazetteer, f'[[claim]]\nquote = "{quote}"\nthrough = [[38.75, 36.05]]')
    (line,) = [one for one in reading.footprints if one.ensemble is not None]
    assert line.ensemble.median.distance(Point(38.75, 36.05)) < 0.03


def test_a_withdrawn_claim_is_listed_and_not_drawn(gazetteer, plain):
    reading = corrected(gazetteer, '[[claim]]\nquote = "within 10 km of Manbij"\nwithdrawn = true\nby = "A. Reader"')
    assert len(reading.claims) == len(plain.claims)
    assert len(reading.footprints) == len(plain.footprints) - 1
    (undrawn,) = [one for one in reading.undrawn if one.reason == "withdrawn by A. Reader"]
    assert reading.claims[undrawn.claim - 1].withdrawn


def test_a_claim_where_none_was_read(gazetteer, plain):
    reading = corrected(
        gazetteer,
        '[[claim]]\nquote = "Nobody was hurt"\nreads = "in Deir ez-Zor"\nstatus = "claimed"\nwho = "a spokesman"\npublished = "map 7"',
    )
    assert len(reading.claims) == len(plain.claims) + 1
    made = reading.claims[reading.corrected[0].claim - 1]
    assert reading.article.quote(made.span) == "Nobody was hurt"
    assert made.status is Status.CLAIMED
    assert reading.article.quote(made.speakers[0].span) == "a spokesman"
    assert "map 7" in made.notes[-1]
    assert [claim.number for claim in reading.claims] == list(range(1, len(reading.claims) + 1))
    assert any(made.number in footprint.claims for footprint in reading.footprints)


LOST = [
    # a correction; what is told of it
    ('[[mention]]\nquote = "Aleppo"\nis = "nowhere"', "no longer stand"),
    ('[[mention]]\nquote = "Manbij"\nis = "geonames:99999999999"', "no record is called"),
    ('[[mention]]\nquote = "Tell Nowhere"\nis = "nowhere"', "stand 2 times"),
    ('[[mention]]\nquote = "from Tabqa to Raqqa"\nis = "nowhere"', "more than one"),
    ('[[name]]\nname = "Ouagadougou"\nis = "nowhere"', "doesn't stand in the text"),
    ('[[claim]]\nquote = "Commanders met"\nwithdrawn = true', "no claim was read"),
    ('[[claim]]\nquote = "The front line runs"\nreads = "colourless green ideas"', "can't be read"),
    ('[[note]]\nquote = "no such words in it"\nnote = "n"', "no longer stand"),
]


@pytest.mark.parametrize(("toml", "reason"), LOST, ids=[reason for _, reason in LOST])
def test_what_does_not_fit_is_told_and_changes_nothing(gazetteer, plain, toml, reason):
    reading = corrected(gazetteer, toml)
    (told,) = reading.corrected
    assert not told.applied
    assert reason in told.told
    assert reading.claims == plain.claims
    assert [one.place for one in reading.resolutions] == [one.place for one in plain.resolutions]
    assert [one.levels if hasattr(one, "levels") else one.region for one in reading.footprints] == [
        one.levels if hasattr(one, "levels") else one.region for one in plain.footprints
    ]


def test_corrections_survive_edits_above_and_inside(gazetteer):
    place = gazetteer.lookup("Homs")[0].place
    second = TEXT.index("Tell Nowhere", TEXT.index("Tell Nowhere") + 1)
    anchor = anchor_at(TEXT, Span(start=second, end=second + 12))
    toml = (
        f'[[mention]]\nquote = "{anchor.quote}"\nbefore = """{anchor.before}"""\nafter = """{anchor.after}"""\n'
        f'at = {anchor.at}\ntimes = {anchor.times}\nis = "{place.id}"\n'
        '[[claim]]\nquote = "The front line runs from Tabqa to Raqqa"\nwithdrawn = true\n'
    )
    edited = "A new paragraph was put before it, about Manbij.\n\n" + TEXT.replace("a spokesman said", "officials said")
    edited = edited.replace(
        "The front line runs from Tabqa to Raqqa", "The front line now runs from Tabqa to Raqqa city"
    )
    reading = corrected(gazetteer, toml, edited)
    assert [told.applied for told in reading.corrected] == [True, True]
    assert [(one.place.id, one.toponym.span.start) for one in named(reading, "Tell Nowhere") if one.place] == [
        (place.id, edited.rindex("Tell Nowhere"))
    ]
    assert "edited" not in reading.corrected[0].told
