"""`--recognizer` as a user meets it: a spaCy pipeline of one's own through the real commands."""

import json
import os
import subprocess
import sys

import pytest

import deconflict_map as dm
from deconflict_map.model.article import Span

TEXT = "Fighters left Lower Qwertzu for Raqqa in Syria, a Republican said on Monday."


def run(*arguments, cwd, text=TEXT, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "deconflict_map", *map(str, arguments)],
        cwd=cwd,
        input=text.encode(),
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    """The folder of a pipeline that knows a few names."""
    spacy = pytest.importorskip("spacy", reason="spaCy isn't installed (pip install 'deconflict-map[spacy]')")
    made = spacy.blank("en")
    patterns = [
        ("GPE", "Raqqa"),
        ("GPE", "Syria"),
        ("LOC", "Lower Qwertzu"),
        ("NORP", "Republican"),
        ("DATE", "Monday"),
    ]
    ruler = made.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": pattern} for label, pattern in patterns])
    folder = tmp_path_factory.mktemp("spacy") / "made"
    made.to_disk(folder)
    return folder


def names(line):
    return [toponym["text"] for toponym in json.loads(line)["toponyms"]]


def test_places_of_an_article(pipeline, tmp_path):
    code, out, said = run("places", "-", "--json", "--recognizer", f"spacy:{pipeline}", cwd=tmp_path)
    assert (code, said) == (0, "")
    assert names(out) == ["Lower Qwertzu", "Raqqa", "Syria"]
    code, out, said = run("places", "-", "--json", "--recognizer", f"spacy:{pipeline}#GPE", cwd=tmp_path)
    assert (code, said) == (0, "")
    assert names(out) == ["Raqqa", "Syria"]


def test_places_of_a_corpus_keep_their_offsets(pipeline, tmp_path):
    texts = [f"  {TEXT}\r\n", "", f"🛰\n\n{TEXT}" * 300]
    lines = [json.dumps({"doc_id": number, "text": text}) for number, text in enumerate(texts)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    code, out, said = run("places", "--jsonl", "corpus.jsonl", "--recognizer", f"spacy:{pipeline}", cwd=tmp_path)
    assert (code, said) == (0, "")
    found = [json.loads(line)["toponyms"] for line in out.splitlines()]
    assert [len(toponyms) for toponyms in found] == [3, 0, 900]
    for toponyms, text in zip(found, texts, strict=True):
        assert all(text[one["start"] : one["end"]] == one["text"] for one in toponyms)


def test_build(pipeline, tmp_path):
    code, out, said = run("build", "-", "-o", "m.html", "--recognizer", f"spacy:{pipeline}", cwd=tmp_path)
    assert (code, out) == (0, "")
    assert "3 names" in said
    assert "not placed: Lower Qwertzu" in said


def test_the_library(pipeline, tmp_path):
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    document = dm.map_article(tmp_path / "article.txt", recognizer=f"spacy:{pipeline}")
    assert [one.toponym.text for one in document.toponyms] == ["Lower Qwertzu", "Raqqa", "Syria"]

    class FirstWord:
        def spans(self, article):
            return (Span(start=0, end=article.text.index(" ")),)

    document = dm.map_text("Raqqa is near Tabqa in Syria.", recognizer=FirstWord())
    assert [one.toponym.text for one in document.toponyms] == ["Raqqa"]


REFUSED = [
    ("spacy:./none", "no installed package and no folder", "a pipeline that isn't there"),
    ("spacy:.", "can't be loaded", "a folder that holds none"),
    ("stanza:en", "no recogniser is called", "another kind"),
    ("spacy:\x1b[31mred", "no installed package", "a name that steers terminals"),
]


@pytest.mark.parametrize(("asked", "what", "why"), REFUSED)
@pytest.mark.usefixtures("pipeline")
def test_refusals_are_one_line(tmp_path, asked, what, why):
    for command in (("places", "-"), ("build", "-", "-o", "m.html")):
        code, out, said = run(*command, "--recognizer", asked, cwd=tmp_path)
        assert (code, out) == (2, ""), why
        assert what in said, why
        assert len(said.splitlines()) == 1, said
        assert "\x1b" not in said
    assert not (tmp_path / "m.html").exists()


def test_spacy_isnt_loaded_unless_it_is_asked_for():
    code = (
        "import sys, deconflict_map as dm\n"
        "dm.map_text('To Raqqa in Syria.')\n"
        "print([name for name in sys.modules if name.startswith(('spacy', 'thinc', 'deconflict_map.recognisers'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
