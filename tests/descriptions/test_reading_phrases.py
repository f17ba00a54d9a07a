"""Phrases → relation trees: every construction in several wordings, with places from all over the Earth."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outline import outline

from deconflict_map.article import read_text
from deconflict_map.descriptions import automaton, read_phrase
from deconflict_map.descriptions.islands import islands, sweep, unread_of
from deconflict_map.descriptions.passage import passages
from deconflict_map.descriptions.phrases import phrases
from deconflict_map.descriptions.relations import Builder
from deconflict_map.model.claim import Claim, ObjectKind, Unread, WhyWithheld
from deconflict_map.model.relation import references
from deconflict_map.naming import phrase_article, places_in_phrase
from deconflict_map.pipeline import find_places

HERE = Path(__file__).parent
READINGS = tomllib.loads((HERE / "readings.toml").read_text(encoding="utf-8"))
WORDINGS = tomllib.loads((HERE / "wordings.toml").read_text(encoding="utf-8"))
CONTROL_LINES = tomllib.loads((HERE / "control_lines.toml").read_text(encoding="utf-8"))
PHRASES = tomllib.loads((HERE.parent / "control_lines" / "phrases.toml").read_text(encoding="utf-8"))


@pytest.fixture
def read(gazetteer):
    """A function from a phrase to what it is read as, and its resolutions."""

    def read_one(phrase, on=None):
        article = phrase_article(phrase, on=on)
        resolutions = places_in_phrase(article, gazetteer)
        return read_phrase(article, resolutions), resolutions

    return read_one


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        (phrase, outline)
        for table in (READINGS, WORDINGS)
        for rows in table.values()
        for phrase, outline in rows.items()
    ],
)
def test_a_phrase_is_read(read, phrase, expected):
    claim, resolutions = read(phrase)
    assert isinstance(claim, Claim), claim
    assert outline(claim.relation, resolutions) == expected


@pytest.mark.parametrize("name", PHRASES)
def test_the_control_lines_are_read(read, name):
    claim, resolutions = read(PHRASES[name]["phrase"], PHRASES[name].get("on"))
    expected = CONTROL_LINES[name]
    assert isinstance(claim, Claim), claim
    assert outline(claim.relation, resolutions) == expected["relation"]
    assert (claim.located.kind.value, claim.why_withheld or "") == (expected["kind"], expected["withheld"])


SAME = [
    (
        ["30 km deep", "to a depth of 30 km", "30-km-deep", "thirty kilometres deep", "30 kilometers in depth"],
        "a strip {} along the Turkish border on the Syrian side",
        "the depth in any words",
    ),
    (
        ["on either side of", "on each side of", "on both sides of", "to either side of"],
        "2 km {} the Litani",
        "each side in any words",
    ),
    (["southwest", "south-west", "south west", "SW", "S.W."], "5 km {} of Mosul", "compass words"),
    (["north of the 36th parallel", "north of 36° N", "north of 36 degrees north", "north of latitude 36"],
     "Iraq {}", "parallels in all notations"),
    (["the Turkish-Syrian border", "the Syria–Turkey border", "the border between Turkey and Syria",
      "Turkey's border with Syria", "the border of Turkey with Syria"], "within 5 km of {}", "borders of two"),
    (["except", "excluding", "without", "other than", "not including", "apart from"], "Nineveh province {} Mosul",
     "what is left out"),
]  # fmt: skip


@pytest.mark.parametrize(("wordings", "phrase", "why"), SAME, ids=[why for _, _, why in SAME])
def test_wordings_that_say_the_same_are_read_the_same(read, wordings, phrase, why):
    seen = set()
    for wording in wordings:
        claim, resolutions = read(phrase.format(wording))
        assert isinstance(claim, Claim), (wording, claim)
        names = {resolutions[ref.toponym].place.id for ref in references(claim.relation)}
        kinds = outline(claim.relation, resolutions)
        seen.add((tuple(sorted(names)), kinds[: kinds.index("(")]))
    assert len(seen) == 1, why


WITHHELD = [
    ("a line from Mopti to Gao; the map has not been published", WhyWithheld.UNPUBLISHED),
    ("a zone 5 km deep along the border of Mali and Niger, the lines of which are still to be agreed",
     WhyWithheld.TO_BE_AGREED),
    ("within 3 km of the Sava, as shown on the annexed map", WhyWithheld.ANNEXED_MAP),
    ("a line from Gori to Tskhinvali shown on a sketch map", WhyWithheld.SKETCH_MAP),
    ("within 3 km of the Sava", None),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "why"), WITHHELD)
def test_words_by_which_the_words_cant_fix_it(read, phrase, why):
    claim, _ = read(phrase)
    assert isinstance(claim, Claim)
    assert claim.why_withheld is why


KINDS = [
    ("a line from Mopti to Gao", ObjectKind.LINE),
    ("from Mopti to Gao", ObjectKind.LINE),
    ("a corridor along the Sava", ObjectKind.ZONE),
    ("5 km north of Gao", ObjectKind.EVENT),
    ("a point near Gao", ObjectKind.EVENT),
    ("Mali north of Gao", ObjectKind.ZONE),
]


@pytest.mark.parametrize(("phrase", "kind"), KINDS)
def test_what_is_described(read, phrase, kind):
    claim, _ = read(phrase)
    assert claim.located.kind is kind


REFUSED = [
    ("within -5 km of Paris", "-5 km", "negative"),
    ("within minus 5 km of Paris", "5 km", "negative"),
    ("north of latitude 95", "latitude 95", "90°"),
    ("400° of latitude north of Iraq", "400°", "90°"),
    ("a strip 50000 km deep along the border of France", "50000 km", "20,000"),
    ("a strip 5 km deep", "", "along what"),
    ("the zone", "", "where"),
    ("a line from", "", "ends before"),
    ("north", "", "direction"),
    ("30 km", "", "along what"),
    ("the area near Paris which smells of cheese", "which", "can't be read"),
    ("east of Paris because it rains", "because", "can't be read"),
    ("", "", "no words"),
    ("?!", "", "no words"),
]


@pytest.mark.parametrize(("phrase", "at", "reason"), REFUSED)
def test_what_cant_be_read_is_told_with_its_place_and_reason(read, phrase, at, reason):
    unread, _ = read(phrase)
    assert isinstance(unread, Unread)
    assert reason in unread.reason
    assert 0 <= unread.stopped <= len(phrase)
    if at:
        assert unread.stopped <= phrase.index(at) + 10


def test_limits_of_length_and_nesting_are_told(read):
    for phrase, reason in (
        ("a point " + "near a point " * 100 + "near Paris", "20 levels"),
        ("not " * 300 + "in Paris", "20 levels"),
    ):
        unread, _ = read(phrase)
        assert isinstance(unread, Unread)
        assert reason in unread.reason
    for phrase, reason in (("near " * 3_000, "2,000"), ("x" * 100_001, "100,000")):
        unread = read_phrase(phrase_article(phrase), ())
        assert isinstance(unread, Unread)
        assert reason in unread.reason
    claim, _ = read("a point " + "near a point " * 15 + "near Paris")
    assert isinstance(claim, Claim)


LINEAR = [
    "near a point ",
    "from A to B ",
    "the the ",
    "A, ",
    "5 km north and ",
    "between ",
    "except ",
    "36° N, ",
    "a 5 km ",
]


@pytest.mark.parametrize("piece", LINEAR)
def test_work_grows_with_the_length_and_not_faster(monkeypatch, piece):
    """Counted, not timed: the terminals that are tried on a text twice as long are at most about twice as many."""
    calls = [0]
    shifted = automaton._shifted

    def counted(*args):
        calls[0] += 1
        return shifted(*args)

    monkeypatch.setattr(automaton, "_shifted", counted)
    counts = []
    for times in (100, 200):
        calls[0] = 0
        read_phrase(phrase_article(piece * times), ())
        article = read_text(piece * times + ".")
        for passage in passages(article, ()):
            unread_of(sweep(passage, Builder(())))
        counts.append(calls[0])
    assert counts[1] <= 2.5 * counts[0] + 500


WORDS = sorted({" ".join(phrase) for phrase in phrases().meanings})
PIECES = st.sampled_from(
    [*WORDS, "Paris", "Syria", "Syrian", "the Nile", "5 km", "about 3 miles", "36° N", ",", "and", "-7 km", "M4"]
)


@settings(max_examples=150, deadline=None)
@given(words=st.lists(PIECES, max_size=25))
def test_any_words_of_the_language_are_read_or_told(gazetteer, words):
    text = " ".join(words)
    article = phrase_article(text)
    resolutions = find_places(article, gazetteer) if article.text else ()
    found = read_phrase(article, resolutions)
    assert isinstance(found, Claim | Unread)
    assert 0 <= found.span.start <= found.span.end <= len(article.text)
    if isinstance(found, Claim):
        for ref in references(found.relation):
            assert 0 <= ref.span.start < ref.span.end <= len(article.text)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_at_all_is_read_or_told(text):
    article = phrase_article(text)
    assert isinstance(read_phrase(article, ()), Claim | Unread)


@settings(max_examples=100, deadline=None)
@given(words=st.lists(PIECES, max_size=30))
def test_islands_lie_in_the_text_and_apart(gazetteer, words):
    article = read_text(" ".join(words) + ".")
    resolutions = find_places(article, gazetteer)
    for passage in passages(article, resolutions):
        behind = -1
        for island in islands(passage, Builder(resolutions)):
            assert behind < island.first <= island.last < len(passage.words)
            behind = island.last
        for unread in unread_of(sweep(passage, Builder(resolutions))):
            assert unread.reason
            assert 0 <= unread.span.start <= unread.stopped <= len(article.text)


IN_TEXT = [
    ("They set up a 30-km-deep strip along the Turkish border.", ["Strip"], "strip"),
    ("Troops stay 5 km from the border with Chad.", ["AtDistance"], None),
    ("He drove from Monday to Friday.", [], None),
    ("The offensive was halted in the end.", [], None),
    ("The line runs from Tabqa to a point on the Euphrates, then east along the river.", ["FromTo"], None),
]


@pytest.mark.parametrize(("text", "kinds", "head"), IN_TEXT)
def test_islands_in_running_text(gazetteer, text, kinds, head):
    article = read_text(text)
    resolutions = find_places(article, gazetteer)
    (passage,) = passages(article, resolutions)
    found = islands(passage, Builder(resolutions))
    assert [type(island.relation).__name__ for island in found] == kinds
    if head is not None:
        assert passage.folded[found[0].head] == head


UNREAD = [
    ("A blast hit a convoy 30 km south of what remained.", "30 km south", "what"),
    ("The zone reaches -5 km from Raqqa.", "5 km", "negative"),
    ("The front runs from Raqqa and the hills to Mosul in the north.", "from Raqqa", "hills"),
]


@pytest.mark.parametrize(("text", "words", "reason"), UNREAD)
def test_what_looks_like_a_description_and_cant_be_read_is_told(gazetteer, text, words, reason):
    article = read_text(text)
    resolutions = find_places(article, gazetteer)
    (passage,) = passages(article, resolutions)
    (unread, *_) = unread_of(sweep(passage, Builder(resolutions)))
    assert article.quote(unread.span).startswith(words.split()[0])
    assert reason in unread.reason
