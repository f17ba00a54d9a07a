"""The name, source and sentences of a relation that a user added are text like all other: shown, never run."""

import pytest
from hostile_strings import HOSTILE

import deconflict_map as dm


def page_with(words):
    def draw(asked):
        ground = asked.references[0].ground
        return dm.OwnGround(core=ground, likely=ground, support=ground, effect=words, assumptions=(words,))

    own = dm.OwnRelation(name=words, words="upwind of", draw=draw, source=words)
    return dm.locate("upwind of Raqqa", relations=[own]).to_html()


@pytest.fixture(scope="module")
def plain():
    return page_with("zqxj")


@pytest.mark.parametrize("words", [one for one in HOSTILE if one.strip()][::9])
def test_hostile_words_of_a_relation_add_no_element(plain, words):
    page = page_with(words)
    for mark in ("<script", "<style", "<iframe", "<img", "<svg", "<embed", "<object"):
        assert page.count(mark) == plain.count(mark), mark
