"""Who says what: quotations, speakers with role and body, frames of saying and planning; tables with a reason a row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.descriptions.dates import dates
from deconflict_map.descriptions.quotation import quotations
from deconflict_map.descriptions.speaker import speaker
from deconflict_map.descriptions.speech import frames
from deconflict_map.descriptions.voices import voices

QUOTATIONS = [
    ("He said: “It is so.” Then he left.", ["“It is so.”"], "curly marks"),
    ('He said: "It is so." Then "no".', ['"It is so."', '"no"'], "straight marks open and close in turn"),
    ("«It is so», he said.", ["«It is so»"], "guillemets"),
    (
        "“It is so. It goes on.\n\n“It ends here,” he said.",
        ["“It is so. It goes on.\n\n“It ends here,”"],
        "over paragraphs",
    ),
    (
        "“It is so and isn't closed.\n\nHe left.",
        ["“It is so and isn't closed."],
        "never closed: ends with its paragraph",
    ),
    ("The army's men didn't come.", [], "apostrophes"),
    ("He said: “no end.", ["“no end."], "open at the end of the text"),
]


@pytest.mark.parametrize(("text", "found", "why"), QUOTATIONS)
def test_quotations(read_passages, text, found, why):
    article = read_passages("It began.\n\n" + text)[0].article
    assert [article.quote(span) for span in quotations(article)] == found, why


SPEAKERS = [
    ("Anna Heal, a spokeswoman for the police", "spokeswoman", "the police", False, "behind *for*"),
    ("A Coalition spokesperson", "spokesperson", "Coalition", False, "before the role"),
    ("police spokeswoman Anna Heal", "spokeswoman", "police", False, "before the role, and a name behind it"),
    ("the health ministry", "", "the health ministry", False, "a body alone"),
    ("Health Minister Jane Doe", "Health Minister", "", False, "titles belong to the role"),
    ("deputy coroner Ian Pryce", "deputy coroner", "", False, "titles in small letters"),
    ("officials", "", "", True, "hidden"),
    ("two sources close to the talks", "", "", True, "hidden, with more words"),
    ("witnesses", "", "", True, "hidden, and no body"),
    ("John Smith", "", "", False, "a name"),
]


@pytest.mark.parametrize(("text", "role", "body", "unnamed", "why"), SPEAKERS)
def test_roles_and_bodies(read_passages, text, role, body, unnamed, why):
    (passage,) = read_passages("There, " + text)
    found = speaker(passage, 1, len(passage.words) - 1)
    assert (found.role, found.organisation, found.unnamed) == (role, body, unnamed), why
    assert found.text == text


# text, who speaks, a word of what is said, when it was said, why
FRAMES = [
    ("The army said that it left.", "The army", "left", None, "a subject before the verb"),
    (
        "On Friday, the army said it left.",
        "the army",
        "left",
        "Friday",
        "a day before the subject is none of its words",
    ),
    ("The army said on Friday that it left.", "The army", "left", "Friday", "a day behind the verb"),
    ("The army said Friday it left.", "The army", "left", "Friday", "a day without a preposition"),
    ("It left, the army said on Friday.", "the army", "It", "Friday", "a verb that closes"),
    (
        "“It left the town,” said Eva Lindh, a spokeswoman for the police.",
        "Eva Lindh, a spokeswoman for the police",
        "left",
        None,
        "a subject behind the verb",
    ),
    ("It left, according to the army.", "the army", "left", None, "according to, at the end"),
    ("According to a police officer, three men left.", "a police officer", "left", None, "according to, at the head"),
    (
        "Ann Lee, a spokeswoman for the UN, told Reuters it left.",
        "Ann Lee, a spokeswoman for the UN",
        "left",
        None,
        "an apposition",
    ),
    ("John Smith, 49, a farmer, said it left.", "John Smith, 49, a farmer", "left", None, "an age and an apposition"),
    (
        "The army, which came last week, said it left.",
        "The army",
        "left",
        None,
        "a relative clause is none of the speaker's name",
    ),
    ("Officials, who asked not to be named, said it left.", "Officials", "left", None, "the same with a person"),
    ("Ann Lee was quoted as saying it left.", "Ann Lee", "left", None, "a passive of saying"),
    ("The bridge, police said, is closed.", "police", "closed", None, "in the middle"),
    (
        "A report published last night said it left.",
        "A report published",
        "left",
        None,
        "a participle of the speaker's",
    ),
    ("However, Ann Lee said it left.", "Ann Lee", "left", None, "an adverb set off"),
    ("In a statement the army said it left.", "the army", "left", None, "an opening phrase"),
    ("The army and the police said it left.", "The army and the police", "left", None, "two speakers"),
    (
        "The town burned and the police said it left.",
        "the police",
        "left",
        None,
        "the first verb has a subject of its own",
    ),
]


@pytest.mark.parametrize(("text", "who", "word", "said", "why"), FRAMES)
def test_frames(read_passages, text, who, word, said, why):
    (passage,) = read_passages(text)
    found = [one for one in frames(passage, dates(passage)) if not one.plans]
    assert [one.speaker.text for one in found] == [who], why
    assert found[0].first <= passage.find((word.casefold(),)) <= found[0].last
    assert (found[0].said.text if found[0].said else None) == said


NO_FRAMES = [
    ("He threw out all claims over the raid.", "a noun"),
    ("Cases were reported in the north.", "a passive"),
    ("There were 21 confirmed cases.", "an adjective"),
    ("The blast claimed 47 lives.", "another sense"),
    ("The United States left.", "a name"),
]


@pytest.mark.parametrize(("text", "why"), NO_FRAMES)
def test_no_frames(read_passages, text, why):
    (passage,) = read_passages(text)
    assert frames(passage, dates(passage)) == (), why


def spoken(passages):
    """For each passage, who speaks in it."""
    return [
        sorted({frame.speaker.text for frame in some if frame.speaker is not None})
        for some in voices(passages, [dates(passage) for passage in passages])
    ]


def test_a_quotation_over_sentences_and_paragraphs_has_one_speaker(read_passages):
    passages = read_passages(
        "“The line is long. It runs to the river.\n\n“It ends at the town,” said Ann Lee. “Nobody may cross it now.”"
    )
    assert set(map(tuple, spoken(passages))) == {("Ann Lee",)}


def test_a_pronoun_speaks_for_whoever_was_named_last(read_passages):
    passages = read_passages("Ann Lee said it left.\n\nShe added that it came back.")
    assert spoken(passages) == [["Ann Lee"], ["Ann Lee"]]


def test_a_pronoun_without_a_name_before_it_stays_a_pronoun_and_unnamed(read_passages):
    passages = read_passages("She said that it came back.")
    (frame,) = voices(passages, [dates(passages[0])])[0]
    assert (frame.speaker.text, frame.speaker.unnamed) == ("She", True)


def test_a_second_verb_of_saying_has_the_same_speaker(read_passages):
    passages = read_passages("The ministry denied that it left but confirmed a withdrawal, adding that it is slow.")
    assert spoken(passages) == [["The ministry"]]
    found = voices(passages, [dates(passages[0])])[0]
    assert [frame.denies for frame in found] == [True, False, False]


WORDS = [
    "said",
    "“",
    "”",
    '"',
    "the army",
    ",",
    "according to",
    "who",
    "Ann",
    "told",
    "on Friday",
    "that",
    "and",
    ".",
    "\n\n",
    "was quoted as saying",
    "adding",
]


@settings(max_examples=150)
@given(text=st.text(max_size=120) | st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_any_text_is_read_and_its_frames_stand_in_it(read_passages, text):
    passages = read_passages("It is " + text)
    days = [dates(passage) for passage in passages]
    found = voices(passages, days)
    assert found == voices(passages, days)
    for passage, some in zip(passages, found, strict=True):
        for frame in some:
            assert 0 <= frame.first <= len(passage.words)
            assert frame.last < len(passage.words)
            assert frame.speaker is None or frame.speaker.text
    article = passages[0].article
    assert all(0 <= span.start < span.end <= len(article.text) for span in quotations(article))
