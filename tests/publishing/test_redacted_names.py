"""Which stretches of a text are a name that is to be redacted, and which only look like it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_files import folded

from deconflict_map.gazetteer.names import folded_key
from deconflict_map.mapping import map_text
from deconflict_map.publishing.forms import forms_of

FOUND = [
    ("Raqqa", "in Raqqa, they said", ["Raqqa"], "as it stands"),
    ("Raqqa", "in RAQQA and raqqa", ["RAQQA", "raqqa"], "whatever the case"),
    ("Raqqa", "Raqqa's streets, Raqqa’s people", ["Raqqa", "Raqqa"], "before a possessive"),
    ("Raqqa", "the Raqqan council, a Raqqawi", ["Raqqan", "Raqqawi"], "its people"),
    ("Raqqa", "Raqa, Ar-Raqqah and al-Raqqa", ["Raqa", "Ar-Raqqah", "Raqqa"], "usual romanisations"),
    ("Tulcán", "Tulcan, TULCÁN, Tulca\u0301n", ["Tulcan", "TULCÁN", "Tulca\u0301n"], "with and without diacritics"),
    ("Raqqa", "Ｒａｑｑａ", ["Ｒａｑｑａ"], "in full-width letters"),
    (
        "Deir ez-Zor",
        "Deir Ezzor, Deir ez Zor, deir ez-zor",
        ["Deir Ezzor", "Deir ez Zor", "deir ez-zor"],
        "hyphens and spaces",
    ),
    ("Deir ez-Zor", "from Deir\nez-Zor", ["Deir\nez-Zor"], "over a line's end"),
    ("Deir ez-Zor", "from Deir\n\nez-Zor", [], "not over a block's end"),
    ("Raqqa", "from Raq\u200bqa and Ra\u00adqqa", ["Raq\u200bqa", "Ra\u00adqqa"], "with what can't be seen in it"),
    ("Gao", "in #GaoMarket and @gao_news", ["GaoMarket", "gao_news"], "tags"),
    ("Ras", "Rasafa, Rashid, rash", [], "never inside another word"),
    ("Oman", "an Omani in Romania, women", ["Omani"], "people, not what merely holds the letters"),
    ("Rome", "a Roman in Rome, Romeo", ["Roman", "Rome"], "a name that drops its ending"),
    ("US", "the US asked us", ["US"], "an acronym isn't a word in small letters"),
    ("U.S.", "the U.S. and the US", ["U.S.", "US"], "with and without dots"),
    ("the Hague", "in The Hague", ["The Hague"], "an article that belongs to it"),
    ("Kyiv", "у Києві, Kyiv", ["Kyiv"], "another script only where the gazetteer knows it"),
    ("东京", "在东京的人", ["东京"], "scripts without spaces"),
    ("الرقة", "في الرقة", ["الرقة"], "right to left"),
]


@pytest.mark.parametrize(("name", "text", "found", "why"), FOUND, ids=[row[-1] for row in FOUND])
def test_a_name_is_found_as_written(name, text, found, why):
    forms = forms_of([name], (), fold=folded_key, other=lambda _: False)
    assert [text[span.start : span.end] for span in forms.spans(text)] == found, why


@given(
    st.text(max_size=12).filter(lambda text: any(c.isalpha() for c in text)),
    st.text(max_size=20),
    st.text(max_size=20),
)
def test_spans_lie_in_order_in_the_text_and_apart(name, before, behind):
    forms = forms_of([name], [name.upper()], fold=folded_key, other=lambda _: False)
    text = f"{before} {name} {behind}"
    spans = forms.spans(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


@given(
    st.text(alphabet="abcdefgRSTÉéü-' ", min_size=2, max_size=12).filter(lambda text: any(c.isalpha() for c in text))
)
def test_what_is_found_is_gone_after_it_is_taken_out(name):
    forms = forms_of([name], (), fold=folded_key, other=lambda _: False)
    text = f"They went to {name.title()} and from {name} on."
    left = text
    for span in reversed(forms.spans(text)):
        left = f"{left[: span.start]}[redacted 1]{left[span.end :]}"
    assert not forms.stands_in(left)


TOLD = [
    ("Fighting was reported in Raqqa and Aleppo.", ["Raqa"], "redacted"),
    ("Fighting was reported in Aleppo. Deir ez-Zor is far, Zor alone is not.", ["Deir ez-Zor"], "redacted"),
    ("The Raqqaville Post wrote from Raqqa.", ["Raqqa"], "these words still stand: Raqqaville"),
]


@pytest.mark.parametrize(("text", "redact", "said"), TOLD)
def test_the_user_is_told_what_became_of_each_name(text, redact, said):
    from deconflict_map.document import publish  # noqa: PLC0415 -- the library's own way is `for_publishing`
    from deconflict_map.publishing.options import publishing_options  # noqa: PLC0415 -- the same

    document = map_text(text)
    _, told = publish(document, publishing_options(redact=redact))
    assert any(said in line for line in told.lines), told
    assert told.unfound == ()


def test_a_name_that_stands_nowhere_is_told_apart():
    from deconflict_map.document import publish  # noqa: PLC0415 -- as above
    from deconflict_map.publishing.options import publishing_options  # noqa: PLC0415 -- the same

    document = map_text("Fighting was reported in Raqqa and Aleppo.")
    _, told = publish(document, publishing_options(redact=["Rakka City Hall", "Aleppo"]))
    assert told.unfound == ("Rakka City Hall",)


def test_a_persons_surname_alone_goes_too():
    document = map_text("Colonel Ryan Dillon spoke in Aleppo. “No”, Dillon said. DILLON's staff left Homs.")
    text = document.for_publishing(redact=["Ryan Dillon"]).article.text
    assert "dillon" not in folded(text)
    assert "Colonel [redacted 1] spoke in Aleppo" in text


def test_an_organisations_last_word_stays_and_its_initials_go():
    document = map_text(
        "The Northern Shield Council (NSC) met in Aleppo. The council and the City Council of Homs listened to the NSC."
    )
    text = document.for_publishing(redact=["Northern Shield Council"]).article.text
    assert "NSC" not in text
    assert "City Council of Homs" in text


def test_two_names_redacted_one_after_the_other_have_tokens_of_their_own(account):
    once = account.for_publishing(redact=["Raqqa"])
    twice = once.for_publishing(redact=["Tabqa"])
    assert "[redacted 1]" in twice.article.text
    assert "[redacted 2]" in twice.article.text
    assert not {"Raqqa", "Tabqa", "Al-Tabqa"} & {feature.name for feature in twice.basemap.features}
    assert len(twice.withheld) == 1


def test_what_rests_on_a_redacted_name_is_removed_and_told_as_undrawn(account):
    published = account.for_publishing(redact=["Euphrates"])
    used = {number for foot in published.footprints for number in foot.claims}
    undrawn = {item.claim for item in published.undrawn}
    assert used | undrawn == {claim.number for claim in account.claims}
    assert len(published.footprints) < len(account.footprints)
    names = {mark.place.name for mark in _marks(published)}
    assert "Middle Euphrates Valley" not in names
    assert not any("Euphrates" in str(place_id) for place_id, _ in published.shapes)


def test_names_of_a_base_layer_go_together_so_that_no_gap_tells_the_name(account):
    before = {feature.layer for feature in account.basemap.features if feature.name}
    muted = account.for_publishing(redact=["Raqqa"]).basemap
    towns = {feature.layer.value for feature in muted.features if feature.name}
    assert "town" in {layer.value for layer in before}
    assert "town" not in towns
    assert "country" in towns


def test_places_in_a_redacted_country_lose_its_code(account):
    published = account.for_publishing(redact=["Syria"])
    places = [r.place for r in published.resolutions if r.place is not None]
    places += [c.place for r in published.resolutions for c in r.candidates]
    assert "Al-Tabqa" in {place.name for place in places}
    assert "SY" not in {place.country for place in places}
    assert "IQ" in {place.country for place in places}
    assert "SY" not in {row.country for row in published.table}


def test_a_name_of_our_sources_is_no_reason_to_refuse(account):
    published = account.for_publishing(redact=["Frank", "MIT"])
    assert published.footprints == account.footprints


def _marks(document):
    from deconflict_map.model.mark import place_marks  # noqa: PLC0415 -- only here

    return place_marks(document)


def test_a_published_document_is_read_back_as_it_was_written(account):
    published = account.for_publishing(coarsen_km=25.0, redact=["Euphrates"], quotes_only=True)
    again = type(account).from_json(published.to_json())
    assert again.to_json() == published.to_json()
    assert again.withheld == published.withheld
