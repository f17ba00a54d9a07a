"""What was redacted stands in no file: every format, in every form of the name, and nothing is drawn by it."""

from __future__ import annotations

import pytest
from accounts import FORMS, REDACTED
from written_files import folded, own_words, written

CASES = {
    **{name: (REDACTED[name], FORMS[name]) for name in REDACTED},
    "account": (
        ("Raqqa", "Euphrates", "Townsend"),
        ("raqa", "raqqa", "raqqah", "الرقة", "euphrates", "الفرات", "firat", "townsend"),
    ),
}
OPTIONS = {
    "names alone": {},
    "coarse": {"coarsen_km": 20.0},
    "quotes": {"quotes_only": True},
    "no text": {"no_text": True, "coarsen_km": 50.0},
}


def leaks(text, forms):
    """Which forms stand in a text: as words, and longer ones inside words too."""
    words = folded(text)
    bare = words.replace(" ", "")
    return [form for form in forms if f" {form} " in words or (len(form) > 5 and folded(form).replace(" ", "") in bare)]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        *((name, "names alone") for name in CASES),
        *((name, options) for name in ("andes",) for options in list(OPTIONS)[1:]),
    ],
)
def test_no_form_of_a_redacted_name_stands_in_any_file(documents, name, options, tmp_path):
    redact, forms = CASES[name]
    before = documents[name].to_html()
    after = written(documents[name].for_publishing(redact=redact, **OPTIONS[options]), tmp_path)
    assert leaks(own_words(before), forms), "the test looks for nothing that is there"
    assert {suffix: found for suffix, text in after.items() if (found := leaks(own_words(text), forms))} == {}
    long = [form for form in forms if len(form) > 4]  # shorter ones may stand in a script by chance
    assert leaks(after[".html"], long) == []
    assert leaks(after["notebook"], long) == []
    assert all("redacted" in text for suffix, text in after.items() if suffix not in {".png", "repr"})


@pytest.mark.parametrize("name", ["korea", "account"])
def test_no_spelling_that_the_gazetteer_knows_stands_in_the_page(documents, gazetteer, name, tmp_path):
    redact, _ = CASES[name]
    document = documents[name]
    after = document.for_publishing(redact=redact)
    borne = {r.place.id for r in document.resolutions if r.place is not None and r.place.name in redact}
    spellings = {folded(n).strip() for place_id in borne for n in gazetteer.names(place_id)}
    page = own_words(written(after, tmp_path)[".html"])
    assert leaks(page, [spelling for spelling in spellings if len(spelling) > 4]) == []
    kept = {place_id for place_id, _ in (*after.shapes, *after.spellings)}
    kept |= {c.place.id for r in after.resolutions for c in r.candidates}
    kept |= {record for foot in after.footprints for step in foot.steps for record in step.records}
    assert not borne & kept


def test_no_form_of_a_redacted_name_stands_beside_the_pixels_of_a_picture(account, tmp_path):
    redact, forms = CASES["account"]
    told = written(account.for_publishing(redact=redact), tmp_path, pictures=True)
    assert leaks(told.get(".png", ""), forms) == []
