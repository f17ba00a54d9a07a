"""What words of place locate, and what they don't: a table of constructions of news of any kind, with a reason a row."""

import pytest

from deconflict_map.model.relation import AllOf, AnyOf, references

# text, located thing, places, why
LOCATED = [
    ("A fire broke out at a warehouse in Leeds.", "A fire", ["Leeds"], "through a venue and a verb of beginning"),
    (
        "Two cases were confirmed at a farm near Ghent, the health ministry said.",
        "Two cases",
        ["Ghent"],
        "a passive of finding",
    ),
    (
        "An outbreak of measles in a suburb of Lima is over.",
        "An outbreak of measles",
        ["Lima"],
        "a phrase that a name closes",
    ),
    ("Horse flu was first noticed in a mare at stables in Werribee.", "Horse flu", ["Werribee"], "a disease by a verb"),
    ("The body of a man who died in a fire in Sligo was found.", "a fire", ["Sligo"], "inside another phrase"),
    ("In Mogadishu, mortar fire killed 12 people.", "mortar fire", ["Mogadishu"], "the place before the event"),
    (
        "Eastern Thailand saw dozens of cases of dengue.",
        "cases of dengue",
        ["Thailand"],
        "the place is the subject",
    ),
    ("A tsunami hit the island of Java.", "A tsunami", ["Java"], "the place is the object"),
    ("The village of Marawi came under attack again.", "attack", ["Marawi"], "a place that suffers"),
    ("They began an attack on the town of Mosul.", "an attack", ["Mosul"], "*on* a place"),
    ("A quake struck 30 km south of Mosul.", "A quake", ["Mosul"], "the event is the subject of its verb"),
    ("A landslide buried 40 homes in Rome.", "A landslide", ["Rome"], "any verb whose subject is an event"),
    ("He was hit while walking on a road near Levin.", "hit", ["Levin"], "on the way when it happened"),
    ("She was driving a car east of Paarl when it crashed.", "crashed", ["Paarl"], "the same, told before"),
    (
        "The bombing of the embassy in Nairobi shocked all.",
        "The bombing of the embassy",
        ["Nairobi"],
        "a complement with *of*",
    ),
    ("Convoys were seen heading towards Goma.", "Convoys", ["Goma"], "a force on its way"),
    ("An airstrike on their positions near Raqqa failed.", "An airstrike", ["Raqqa"], "what is done, not to whom"),
    ("The army shelled rebel positions near Raqqa.", "shelled rebel positions", ["Raqqa"], "the same with a verb"),
    ("The tremor, which struck at 3.32 am, was felt in Rome.", "The tremor", ["Rome"], "a relative clause between"),
    ("The fire doubled in size. It is near Trollhättan.", "The fire", ["Trollhättan"], "a pronoun"),
    ("The outbreaks were small. The second was near Ghent.", "The outbreaks", ["Ghent"], "a number for one more"),
    ("The epicentre was 60 km west of Lima, the survey said.", "The epicentre", ["Lima"], "civil news"),
    ("Nine people died in floods in Nashik.", "floods", ["Nashik"], "an event that people died in"),
    ("Crews set up a cordon around Srinagar.", "a cordon", ["Srinagar"], "a zone"),
    ("Police sealed off an area of Tampere.", "an area", ["Tampere"], "*off* belongs to the verb"),
    (
        "An outbreak kept people from pools across northern Portugal.",
        "An outbreak",
        ["Portugal"],
        "*across* a country is all over it",
    ),
    ("The crash occurred at 9 p.m. Friday in Albury.", "The crash", ["Albury"], "a time of day between"),
]


@pytest.mark.parametrize(("text", "thing", "places", "why"), LOCATED)
def test_located(read_text_claims, text, thing, places, why):
    article, claims = read_text_claims(text)
    assert [claim.located.text for claim in claims] == [thing], why
    (claim,) = claims
    found = [article.text[ref.span.start : ref.span.end] for ref in references(claim.relation)]
    assert all(any(place in words for words in found) for place in places), found


LISTS = [
    ("Cases of measles were seen in Bahia, Ceará and Goiás.", 3, "commas and *and*"),
    ("There were cases of measles in three states, among them Bahia and Goiás.", 2, "*among them*"),
    ("There are infections at a stable in Lima; at farms in Rome; and in Paris.", 3, "over semicolons"),
    ("There were cases of flu, all from the states of Bahia and Goiás.", 2, "cases *from* places"),
]


@pytest.mark.parametrize(("text", "count", "why"), LISTS)
def test_lists_locate_in_each_of_their_places(read_text_claims, text, count, why):
    _, claims = read_text_claims(text)
    places = {ref.toponym for claim in claims for ref in references(claim.relation)}
    assert len(places) == count, why
    assert not any(isinstance(claim.relation, AllOf) for claim in claims)
    assert sum(len(claim.relation.parts) if isinstance(claim.relation, AnyOf) else 1 for claim in claims) == count


NOT_LOCATED = [
    ("A man from Lima won.", "where a person comes from"),
    ("Four people in the Dundee area were taken to hospital.", "persons"),
    ("Her father sat in a prison cell in Cork.", "a verb that keeps the place"),
    ("They were taken to the jail in Kearney.", "a building"),
    ("After the fire she moved to a flat in Leeds.", "another verb than the fire's"),
    ("Were an outbreak to happen at Flemington, horses could fall ill.", "what might happen"),
    ("An outbreak could occur in Lima.", "what might happen"),
    ("He is worried about an attack in Lima.", "what is feared"),
    ("Officials fear an outbreak of cholera. A vaccine against measles in Lima is sold.", "a vaccine"),
    ("Police in Mosul said a fire broke out.", "where the speaker is"),
    ("The hurricane season in Florida begins.", "part of another name"),
    ("The L'Aquila earthquake killed 300.", "a place in the event's name"),
    ("The storm is expected to reach Manila.", "a forecast"),
    ("The operations in Syria go on.", "a whole country"),
    ("Officers caught up with him near Adelaide.", "an arrest"),
]


@pytest.mark.parametrize(("text", "why"), NOT_LOCATED)
def test_not_located(read_text_claims, text, why):
    _, claims = read_text_claims(text)
    assert claims == (), why


def test_the_area_is_that_of_the_place_named_before_and_the_claim_says_so(read_text_claims):
    _, (claim,) = read_text_claims("It is calm in Malakal, but cholera is spreading in the area.")
    assert [ref.anaphor for ref in references(claim.relation)] == [True]
    assert "Malakal" in claim.notes[0]
