"""What a spaCy pipeline of one's own finds: which entities are places, how they are trimmed, what is refused."""

import json
import sys

import pytest

from deconflict_map.article import read_text
from deconflict_map.errors import UsageError
from deconflict_map.pipeline import find_places
from deconflict_map.recognisers import open_recogniser
from deconflict_map.recognisers.entities import entities
from deconflict_map.recognisers.spacy_loading import load_pipeline

TEXT = (
    "Reuters said that Syrians left Raqqa, on the Euphrates, and Mosul; a Republican went to the Syria's (Tabqa Dam)."
)

LABELS = [
    ("", ["Syrians", "Raqqa", "Euphrates", "Mosul", "Syria", "Tabqa Dam"], "all schemes' labels, no organisation"),
    ("#GPE", ["Raqqa", "Syria"], "the user's own choice"),
    ("#gpe, LOC", ["Raqqa", "Euphrates", "Syria"], "two labels, whatever their case"),
    ("#NORP", ["Syrians"], "peoples are those of a country, also if they are asked for"),
    ("#ORG", ["Reuters"], "a label that usually isn't a place's"),
]


@pytest.mark.parametrize(("labels", "names", "why"), LABELS)
def test_the_labels_decide(ruled, found, labels, names, why):
    assert found(f"spacy:{ruled}{labels}", TEXT) == names, why


def test_names_get_places_from_our_own_resolver(ruled, gazetteer):
    recogniser = open_recogniser(f"spacy:{ruled}", gazetteer)
    article = read_text(TEXT)
    resolutions = find_places(article, gazetteer, recogniser=recogniser)
    placed = {one.toponym.text: one.place.country for one in resolutions if one.place is not None}
    assert placed["Raqqa"] == placed["Syrians"] == "SY"
    assert placed["Mosul"] == "IQ"
    assert all(article.quote(one.toponym.span) == one.toponym.text for one in resolutions)


def test_offsets_hold_in_a_text_that_is_cut(ruled, gazetteer, monkeypatch):
    """Longer than a pipeline takes at once: by its own limit, and by ours."""
    paragraph = f"{TEXT} 🛰 Größe."
    article = read_text("\n\n".join(f"{number}. {paragraph}" for number in range(200)))
    assert len(article.text) > 4 * entities().most_characters
    recogniser = open_recogniser(f"spacy:{ruled}", gazetteer)
    spans = recogniser.spans(article)
    assert [article.quote(span) for span in spans] == LABELS[0][1] * 200
    monkeypatch.setattr(recogniser._pipeline, "max_length", len(paragraph) + 20)
    assert recogniser.spans(article) == spans


def test_the_pipeline_is_loaded_once_and_when_it_is_needed(ruled, gazetteer, spacy, monkeypatch):
    loaded, load = [], spacy.load
    monkeypatch.setattr(spacy, "load", lambda name: loaded.append(name) or load(name))
    recogniser = open_recogniser(f"spacy:{ruled}", gazetteer)
    assert loaded == []
    for _ in range(3):
        recogniser.spans(read_text("To Raqqa."))
    assert loaded == [str(ruled)]


@pytest.fixture
def made(spacy, tmp_path):
    """A function that writes a pipeline of the named components and gives its folder."""

    def make(*factories, **configs):
        pipeline = spacy.blank("en")
        for name in factories:
            component = pipeline.add_pipe(name, config=configs.get(name, {}))
            if name == "ner":
                component.add_label("GPE")
            if name in {"entity_ruler", "span_ruler"}:
                component.add_patterns([{"label": "GPE", "pattern": [{"LEMMA": "raqqa"}]}])
        pipeline.initialize()
        pipeline.to_disk(tmp_path / "made")
        return tmp_path / "made"

    return make


LISTENING = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 8,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"},
    }
}

COMPONENTS = [
    (("sentencizer", "ner"), {}, ["ner"], "a recogniser with vectors of its own needs nothing else"),
    (("tok2vec", "sentencizer", "ner"), {"ner": LISTENING}, ["tok2vec", "ner"], "or what it listens to"),
    (("sentencizer", "entity_ruler", "merge_entities"), {}, ["sentencizer", "entity_ruler"], "rules may ask for more"),
    (("span_ruler",), {"span_ruler": {"annotate_ents": True}}, ["span_ruler"], "spans that are told as entities"),
]


@pytest.mark.parametrize(("factories", "configs", "working", "why"), COMPONENTS)
def test_only_what_entities_need_is_run(made, factories, configs, working, why):
    pipeline = load_pipeline(str(made(*factories, **configs)))
    assert pipeline.pipe_names == working, why


def test_a_component_of_ones_own_is_run(spacy, tmp_path, found):
    """It doesn't say what it sets, so that it may set entities."""

    @spacy.Language.component("whole_text_is_a_place")
    def whole_text(document):
        document.set_ents([spacy.tokens.Span(document, 0, len(document), label="GPE")])
        return document

    pipeline = spacy.blank("en")
    pipeline.add_pipe("whole_text_is_a_place")
    pipeline.to_disk(tmp_path / "own")
    assert found(f"spacy:{tmp_path / 'own'}", "Raqqa") == ["Raqqa"]


def refusal(found, asked):
    with pytest.raises(UsageError) as raised:
        found(asked, "To Raqqa.")
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith("spacy:")
    assert raised.value.do
    return str(raised.value)


@pytest.mark.usefixtures("spacy")
def test_a_pipeline_that_isnt_here(found, tmp_path):
    assert "no installed package and no folder" in refusal(found, f"spacy:{tmp_path / 'none'}")
    assert "python -m spacy download xx_no_such_model" in refusal(found, "spacy:xx_no_such_model")


def test_pipelines_that_cant_be_loaded(ruled, found, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "can't be loaded" in refusal(found, f"spacy:{tmp_path / 'empty'}")
    broken = tmp_path / "broken"
    broken.mkdir()
    for name, content in (
        ("config.cfg", (ruled / "config.cfg").read_bytes().replace(b"entity_ruler", b"no_such_factory")),
        ("meta.json", (ruled / "meta.json").read_bytes()),
    ):
        (broken / name).write_bytes(content)
    assert "can't be loaded" in refusal(found, f"spacy:{broken}")
    (broken / "config.cfg").write_bytes(b"\xff\x00 no config")
    assert "can't be loaded" in refusal(found, f"spacy:{broken}")
    (tmp_path / "file").write_text("no pipeline", encoding="utf-8")
    assert "can't be loaded" in refusal(found, f"spacy:{tmp_path / 'file'}")


def test_a_pipeline_that_finds_no_entities(made, found):
    said = refusal(found, f"spacy:{made('sentencizer')}")
    assert "no component finds entities (it has sentencizer)" in said


def test_labels_that_the_pipeline_doesnt_have(spacy, ruled, found, tmp_path):
    assert "no entity is labelled LOCC (its labels: FAC, GPE" in refusal(found, f"spacy:{ruled}#GPE,LOCC")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "Ort", "pattern": "Raqqa"}])
    pipeline.to_disk(tmp_path / "own-labels")
    said = refusal(found, f"spacy:{tmp_path / 'own-labels'}")
    assert "(its labels: Ort)" in said
    assert found(f"spacy:{tmp_path / 'own-labels'}#Ort", "To Raqqa.") == ["Raqqa"]


def test_a_component_that_fails_on_a_text(spacy, tmp_path, found):
    @spacy.Language.component("fails_on_everything")
    def fail(document):
        raise ValueError(f"can't\nread {document.text}")

    pipeline = spacy.blank("en")
    pipeline.add_pipe("fails_on_everything")
    pipeline.to_disk(tmp_path / "failing")
    assert "failed on this text: can't read To Raqqa." in refusal(found, f"spacy:{tmp_path / 'failing'}")


def test_without_spacy(found, monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert "install deconflict-map[spacy]" in refusal(found, "spacy:en_core_web_sm")


def test_a_pipeline_of_another_version_warns_nobody(spacy, ruled, found, tmp_path):
    """spaCy's W095; warnings are errors here."""
    copy = tmp_path / "older"
    pipeline = spacy.load(ruled)
    pipeline.to_disk(copy)
    meta = json.loads((copy / "meta.json").read_text(encoding="utf-8"))
    (copy / "meta.json").write_text(json.dumps({**meta, "spacy_version": ">=2.3.0,<2.4.0"}), encoding="utf-8")
    with pytest.warns(UserWarning, match="W09"):
        spacy.load(copy)
    assert found(f"spacy:{copy}", "To Raqqa.") == ["Raqqa"]


BAD = [
    ("flair:ner", "no recogniser is called 'flair:ner'", "another kind"),
    ("en_core_web_sm", "no recogniser is called", "a model without its kind"),
    ("spacy:", "no pipeline is named", "no model"),
    ("spacy: ", "no pipeline is named", "a blank model"),
    ("", "no recogniser is called", "nothing"),
]


@pytest.mark.parametrize(("asked", "said", "why"), BAD)
def test_recognisers_that_arent(gazetteer, asked, said, why):
    with pytest.raises(UsageError) as raised:
        open_recogniser(asked, gazetteer)
    assert said in str(raised.value), why


NAMES = [
    ("spacy:en_core_web_sm", "en_core_web_sm", (), "a package"),
    ("spaCy:./my model", "./my model", (), "a folder, and the package's own spelling"),
    ("spacy:C:\\models\\ner", "C:\\models\\ner", (), "a colon in a path"),
    ("spacy:m#GPE, LOC", "m", ("GPE", "LOC"), "labels"),
    ("spacy:runs/#3 best.model/x", "runs/#3 best.model/x", (), "what follows isn't labels"),
]


@pytest.mark.parametrize(("asked", "model", "labels", "why"), NAMES)
def test_models_and_labels(gazetteer, asked, model, labels, why):
    recogniser = open_recogniser(asked, gazetteer)
    assert (recogniser.model, recogniser.labels) == (model, labels), why
