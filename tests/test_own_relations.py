"""A relation that a user adds reads, nests, draws and travels as those do that come along."""

import math

import pytest
import shapely

import deconflict_map as dm
from deconflict_map.errors import DeconflictMapError, UnreadablePhraseError, UsageError
from deconflict_map.geodesy import area_m2
from deconflict_map.model.relation import AllOf, AnyOf, Near, Not, Own, WithinDistance
from deconflict_map.pipeline import locate as read_phrase

DAY_M = 30_000.0


def march(asked):
    """As far as people walk in a day, or as far as the words say."""
    reach = DAY_M if asked.distance_m is None else asked.distance_m[1]
    grounds = shapely.union_all([one.ground for one in asked.references])
    return dm.OwnGround(
        core=grounds.buffer(reach * 0.6),
        likely=grounds.buffer(reach),
        support=grounds.buffer(reach * 1.4),
        effect=f"{reach / 1000:.0f} km about {' and '.join(one.name for one in asked.references)}",
        open_m=reach * 0.4,
        assumptions=("people walk",),
    )


MARCH = dm.OwnRelation(
    name="a day's march",
    words=("within a day's march of", "in marching distance of"),
    draw=march,
    source="judgement: a day's march of an army is some 30 km",
)


def located(phrase, *relations, **options):
    return dm.locate(phrase, relations=relations or (MARCH,), **options)


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("within a day's march of Raqqa", "as given"),
        ("within a day’s march of Raqqa", "a typographic apostrophe"),
        ("Within A Day's March of Raqqa", "in any case"),
        ("in marching distance of Raqqa", "a second wording"),
        ("in marching-distance of Raqqa", "with a hyphen"),
        ("an area within a day's march of Raqqa", "behind a noun"),
    ],
)
def test_words_are_found(phrase, why):
    relation = located(phrase).relation
    assert isinstance(relation, Own), why
    assert relation.called == "a day's march"
    assert len(relation.refs) == 1


@pytest.mark.parametrize(
    ("phrase", "holds", "why"),
    [
        ("within a day's march of Raqqa and Tabqa", lambda tree: len(tree.refs) == 2, "a list belongs to one use"),
        ("east of Tabqa, within a day's march of Raqqa", lambda tree: isinstance(tree, AllOf), "joined by and"),
        ("near a point within a day's march of Raqqa", lambda tree: isinstance(tree, Near), "inside another one"),
        (
            "within 200 km of Raqqa, not within a day's march of Raqqa",
            lambda tree: any(isinstance(one, Not) and isinstance(one.of, Own) for one in tree.parts),
            "denied",
        ),
        (
            "in Raqqa and within a day's march of Hasakah",
            lambda tree: isinstance(tree, AnyOf | AllOf),
            "beside a place",
        ),
        (
            "within a day's march of a point 10 km north of Raqqa",
            lambda tree: isinstance(tree, Own),
            "of what is described",
        ),
        ("within a day's march of the Turkish border", lambda tree: isinstance(tree, Own), "of a line"),
    ],
)
def test_stands_where_other_relations_do(phrase, holds, why):
    found = located(phrase)
    assert holds(found.relation), why
    assert found.drawable


def test_draws_what_its_rule_says():
    found = located("in marching distance of 35.9512 N, 39.0123 E")
    # A disc about a position: its area by the formula of a circle; the projection keeps areas within 1 in 1,000.
    assert area_m2(found.region.likely) == pytest.approx(math.pi * DAY_M**2, rel=0.01)
    assert found.region.support.covers(found.region.likely)
    assert found.region.likely.covers(found.region.core)
    (step,) = found.steps
    assert step.rule == "a day's march"
    assert step.source == MARCH.source
    assert "30 km about" in step.effect
    assert step.assumptions == ("people walk",)
    assert max(item.metres for item in found.uncertainty if item.metres) >= 0.4 * DAY_M


def test_length_before_its_words_is_handed_over():
    seen = []

    def draw(asked):
        seen.append(asked.distance_m)
        return march(asked)

    own = dm.OwnRelation(name="upwind", words="upwind of", draw=draw, source="judgement: a test")
    found = located("50 km upwind of Raqqa", own)
    assert found.relation.distance.metres == 50_000
    (low, likely, high) = seen[0]
    assert low <= 50_000 <= high
    assert likely == 50_000
    located("at least 50 km upwind of Raqqa", own)
    assert all(math.isfinite(each) for each in seen[1])


def test_what_a_rule_can_not_draw_is_told():
    own = dm.OwnRelation(name="upwind", words="upwind of", draw=lambda _: "no wind is known here", source="judgement")
    with pytest.raises(DeconflictMapError, match="no wind is known here"):
        located("upwind of Raqqa", own)
    document = dm.map_text("Clashes broke out upwind of Raqqa.", relations=[own])
    assert [item.reason for item in document.undrawn] == ["no wind is known here"]


def test_a_wrong_answer_is_named():
    own = dm.OwnRelation(name="upwind", words="upwind of", draw=lambda _: shapely.Point(0, 0), source="judgement")
    with pytest.raises(UsageError, match=r"relation 'upwind'.*answered with Point"):
        located("upwind of Raqqa", own)


def test_levels_that_do_not_nest_are_cut():
    def draw(asked):
        ground = asked.references[0].ground
        return dm.OwnGround(
            core=ground.buffer(50_000), likely=ground.buffer(20_000), support=ground, effect="upside down"
        )

    found = located("upwind of Raqqa", dm.OwnRelation(name="upwind", words="upwind of", draw=draw, source="judgement"))
    assert area_m2(found.region.core) == pytest.approx(area_m2(found.region.support), rel=1e-6)


def test_user_words_count_before_the_language_s_own():
    own = dm.OwnRelation(name="nearness", words="near", draw=march, source="judgement")
    assert isinstance(located("near Raqqa", own).relation, Own)
    assert isinstance(dm.locate("near Raqqa").relation, Near)


def test_longest_wording_counts():
    near = dm.OwnRelation(name="short", words="upwind of", draw=march, source="judgement")
    far = dm.OwnRelation(name="long", words="upwind of the heights of", draw=march, source="judgement")
    assert located("upwind of the heights of Raqqa", near, far).relation.called == "long"


def test_nothing_stays_behind():
    with pytest.raises(UnreadablePhraseError):
        dm.locate("in marching distance of Raqqa")


def test_article_with_its_own_relation(gazetteer):
    text = "Rebels attacked a convoy within a day's march of Aleppo on Monday, the ministry said."
    document = dm.map_text(text, published="2020-03-03", relations=[MARCH])
    (claim,) = document.claims
    assert isinstance(claim.relation, Own)
    assert claim.speakers[0].text == "the ministry"
    assert document.footprints[0].steps[0].rule == "a day's march"
    page = document.to_html()
    assert "a day\\u0027s march of Aleppo" in page
    again = dm.MapDocument.from_json(document.to_json(), gazetteer=gazetteer)
    assert again.claims == document.claims
    assert again.to_html() == page
    assert again.to_geojson() == document.to_geojson()


def test_a_correction_may_use_it(tmp_path):
    article = tmp_path / "news.txt"
    article.write_text("Rebels attacked a convoy near Aleppo on Monday, the ministry said.", encoding="utf-8")
    (tmp_path / "news.txt.corrections.toml").write_text(
        'version = 1\n[[claim]]\nquote = "near Aleppo"\nreads = "in marching distance of Aleppo"\nby = "a reader"\n',
        encoding="utf-8",
    )
    document = dm.map_article(article, relations=[MARCH])
    assert [one.applied for one in document.corrected] == [True]
    assert isinstance(document.claims[0].relation, Own)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": " "}, "needs a name and a source"),
        ({"source": ""}, "needs a name and a source"),
        ({"words": ()}, "needs words"),
        ({"words": ""}, "needs words"),
        ({"words": ("within 5 of",)}, "isn't a row of words"),
        ({"words": ("upwind of ",)}, "isn't a row of words"),
        ({"words": ("{{ 7*7 }}",)}, "isn't a row of words"),
    ],
)
def test_what_could_not_be_found_is_refused(given, message):
    with pytest.raises(UsageError, match=message):
        dm.OwnRelation(**({"name": "upwind", "words": "upwind of", "draw": march, "source": "judgement"} | given))


@pytest.mark.parametrize(
    ("name", "words", "message"),
    [("a day's march", "upwind of", "the name"), ("other", "in marching-distance of", "the wording")],
)
def test_two_that_clash_are_refused(name, words, message):
    other = dm.OwnRelation(name=name, words=words, draw=march, source="judgement")
    with pytest.raises(UsageError, match=message):
        located("upwind of Raqqa", MARCH, other)


def test_another_gazetteer_may_be_used_with_it(gazetteer):
    reading = read_phrase("in marching distance of Raqqa", gazetteer, relations=(MARCH,))
    assert isinstance(reading.claims[0].relation, Own)
    assert not isinstance(reading.claims[0].relation, WithinDistance)
