"""Checking on what was left out: which lessons are asked for, how answers are counted, and the command from end to end."""

import json

import pytest
from click.testing import CliRunner

from deconflict_map.evaluation.bootstrap import Estimate
from deconflict_map.evaluation.mentions import Pin, Predicted
from deconflict_map.training import command
from deconflict_map.training.check_tables import points
from deconflict_map.training.counting import gold_of, loss, sample_of
from deconflict_map.training.lessons import Answer, Lesson, Origin, Role
from deconflict_map.training.trials import Trial, run_trials

HOMS, SYRIA, PARIS = "geonames:169577", "geonames:163843", "geonames:2988507"


def lesson(name, text, *answers, origin=Origin.OWN):
    found = []
    for words, place_id, role in answers:
        start = text.index(words)
        found.append(Answer(start=start, end=start + len(words), place_id=place_id, role=role))
    return Lesson(name=name, origin=origin, text=text, url=None, answers=tuple(found))


def guess(text, words, place=None, *, demonym=False, confidence=0.9):
    start = text.index(words)
    pin = None if place is None else Pin(lon=place.lon, lat=place.lat)
    return Predicted(
        start=start,
        end=start + len(words),
        text=words,
        demonym=demonym,
        pin=pin,
        confidence=confidence if pin else None,
    )


TEXT = "Rain in Homs. Syrian roofs leak near Tell Qarmuz, said Paris."


@pytest.fixture
def own():
    return lesson("one", TEXT, ("Homs", HOMS, Role.LITERAL), ("Syrian", SYRIA, Role.DEMONYM), ("Tell Qarmuz", "", ""))


def test_gold_rows_are_the_answers_with_a_point(own, gazetteer):
    document = gold_of(own, gazetteer)
    homs = gazetteer.place(HOMS)
    assert [(row.text, row.identity) for row in document.rows] == [("Homs", HOMS), ("Syrian", SYRIA)]
    assert (document.rows[0].lon, document.rows[0].lat, document.rows[0].feature) == (homs.lon, homs.lat, homs.feature)
    wikinews = Lesson(
        name="7", origin=Origin.WIKINEWS, text=TEXT, url=None, answers=(Answer(start=8, end=12, point=(36.7, 34.7)),)
    )
    assert [(row.text, row.lon, row.lat) for row in gold_of(wikinews, gazetteer).rows] == [("Homs", 36.7, 34.7)]


def sample(own, gazetteer, *found):
    return sample_of([own], {0: found}, Origin.OWN, gazetteer)


def test_names_that_the_gazetteer_lacks_count_only_where_they_are_pinned(own, gazetteer):
    homs, syria = gazetteer.place(HOMS), gazetteer.place(SYRIA)
    right = (guess(TEXT, "Homs", homs), guess(TEXT, "Syrian", syria, demonym=True))
    plain = sample(own, gazetteer, *right)
    assert (plain.found.predicted.tolist(), plain.found.exact.tolist(), len(plain.found.idle)) == ([2], [True, True], 0)
    assert plain.without_demonyms.predicted.tolist() == [1]
    left_open = sample(own, gazetteer, *right, guess(TEXT, "Tell Qarmuz"))
    assert (left_open.found.predicted.tolist(), len(left_open.found.idle)) == ([2], 0)
    pinned = sample(own, gazetteer, *right, guess(TEXT, "Tell Qarmuz", homs))
    assert (pinned.found.predicted.tolist(), len(pinned.found.idle)) == ([3], 1)
    invented = sample(own, gazetteer, *right, guess(TEXT, "Paris"))
    assert (invented.found.predicted.tolist(), len(invented.found.idle)) == ([3], 0)


def test_what_is_lost_is_worked_out_document_by_document(gazetteer):
    homs, syria, paris = (gazetteer.place(place_id) for place_id in (HOMS, SYRIA, PARIS))
    lessons = [
        lesson(str(number), "Rain in Homs. Syrian roofs.", ("Homs", HOMS, ""), ("Syrian", SYRIA, "demonym"))
        for number in range(4)
    ]
    text = lessons[0].text
    all_right = (guess(text, "Homs", homs), guess(text, "Syrian", syria, demonym=True))
    whole = sample_of(lessons, dict.fromkeys(range(4), all_right), Origin.OWN, gazetteer)
    # Then one document's town isn't found, and another's is put in Paris: F1 goes from 1 to 2·7/(8 + 7), and of 8 rows
    # 6 are right.
    said = {0: all_right[1:], 1: (guess(text, "Homs", paris), all_right[1]), 2: all_right, 3: all_right}
    lost = loss(whole, sample_of(lessons, said, Origin.OWN, gazetteer), demonyms=True)
    assert lost.f1.value == pytest.approx(14 / 15 - 1)
    assert lost.end_to_end.value == pytest.approx(6 / 8 - 1)
    assert lost.f1.low < lost.f1.value < lost.f1.high == 0.0
    plain = loss(whole, sample_of(lessons, said, Origin.OWN, gazetteer), demonyms=False)
    assert plain.f1.value == pytest.approx(2 * 3 / (8 + 3) - 2 * 4 / (8 + 4))
    nothing = loss(whole, whole, demonyms=True)
    assert nothing.f1 == nothing.end_to_end == Estimate(value=0.0, low=0.0, high=0.0)


def test_points_of_a_hundred():
    assert points(Estimate(value=-0.0123, low=-0.02, high=0.001)) == "−1.2 [−2.0 +0.1]"
    assert points(Estimate(value=-0.0, low=0.0, high=0.0)) == "+0.0 [+0.0 +0.0]"
    assert points(Estimate(value=None, low=None, high=None)) == "–"


def test_every_document_but_wikipedias_is_asked_for_once():
    origins = [Origin.OWN, Origin.OWN, Origin.WIKINEWS, Origin.WIKIPEDIA, Origin.WIKINEWS, Origin.OWN]
    lessons = [lesson(str(number), "Rain.", origin=origin) for number, origin in enumerate(origins)]
    asked = [
        [number for number, one in enumerate(lessons) if Trial(part=part, parts=3).asks(number, one)]
        for part in range(3)
    ]
    assert asked == [[0], [1, 4], [2, 5]]


# From end to end, on texts so few that what is learned is of no use


MARKED = """=== {number}

{town} hit by [Syrian|{syria}|demonym] rain

Rain fell in [{town}|{id}] in [Syria|{syria}] on Monday, said Austin Reading. It rained in [{town}|{id}] before.

"""
TOWNS = {"Homs": HOMS, "Aleppo": "geonames:170063", "Hama": "geonames:170017", "Raqqa": "geonames:172955"}


@pytest.fixture
def inputs(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    texts = [
        MARKED.format(number=number, town=town, id=place_id, syria=SYRIA)
        for number, (town, place_id) in enumerate([*TOWNS.items()] * 2)
    ]
    (folder / "few.txt").write_text("".join(texts), encoding="utf-8")
    for name, count in (("geovirus", 4), ("wiktor", 2)):
        lines = []
        for number in range(count):
            row = {"start": 13, "end": 17, "lon": 36.7, "lat": 34.7}
            lines.append(json.dumps({"doc_id": number, "text": "Rain fell in Homs on Monday.", "toponyms": [row]}))
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ["--texts", folder, "--geovirus", tmp_path / "geovirus.jsonl", "--wiktor", tmp_path / "wiktor.jsonl"]


def run(*arguments):
    return CliRunner().invoke(command.training, [str(one) for one in arguments], catch_exceptions=False)


def test_check_tells_figures_and_what_evidence_is_worth(inputs):
    done = run("check", *inputs, "--parts", 2, "--jobs", 1, "--without", "words before", "--without", "lists", "-v")
    assert done.exit_code == 0, done.output
    assert "Left out in turn" in done.stdout
    assert "documents                         4" in done.stdout, "all of Wikinews' are asked for, none of Wikipedia's"
    assert "Without a source of evidence" in done.stdout
    rows = [line for line in done.stdout.splitlines() if line.startswith(("recognition", "resolution"))]
    assert [row.split()[0] for row in rows] == ["recognition", "resolution"]
    assert "words before" in rows[0]
    assert "lists" in rows[1]
    assert "part 2 of 2, without lists" in done.stderr


def test_one_process_or_two_say_the_same():
    lessons = [
        lesson(str(number), f"Rain fell in {town}, Syria.", (town, place_id, ""), ("Syria", SYRIA, ""))
        for number, (town, place_id) in enumerate([*TOWNS.items()] * 2)
    ]
    trials = [Trial(part=part, parts=2) for part in range(2)]
    one, two = (list(run_trials(lessons, trials, jobs=jobs, tell=[].append)) for jobs in (1, 2))
    assert one == two
    assert [sorted(said) for said in one] == [[0, 2, 4, 6], [1, 3, 5, 7]]


def test_train_writes_the_weights_and_tells_how_far_it_came(inputs, tmp_path, gazetteer):
    output = tmp_path / "weights.json"
    done = run("train", *inputs, "-o", output, "-v")
    assert done.exit_code == 0, done.output
    assert done.stderr.count("gradient") == 4
    about = json.loads(output.read_text(encoding="utf-8"))["about"]
    assert about["lessons"] == {
        "own": {"answers": 32, "documents": 8},
        "wikinews": {"answers": 4, "documents": 4},
        "wikipedia": {"answers": 2, "documents": 2},
    }
    assert about["sha256"].keys() == {"few.txt", "geovirus.jsonl", "wiktor.jsonl"}
    assert about["gazetteer"] == gazetteer.checksum()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--without", "nonsense"], 2, "no source of evidence"),
        (["--ablate", "--without", "lists"], 2, "leave one out"),
        (["--geovirus", "missing.jsonl"], 5, "missing.jsonl"),
    ],
)
def test_errors_are_one_line_with_their_code(inputs, arguments, code, told, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["training", "check", *map(str, inputs), *arguments])
    with pytest.raises(SystemExit) as ended:
        command.main()
    said = capsys.readouterr().err
    assert ended.value.code == code
    assert told in said
    assert said.count("\n") == 1
