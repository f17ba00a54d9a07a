"""Learning: the solver against sums worked out by hand, the recipe, and the weights that ship."""

import hashlib
import json
import math
import textwrap
from pathlib import Path

import pytest

from deconflict_map.errors import UsageError
from deconflict_map.training.evidence import Without, sources, without
from deconflict_map.training.lessons import read_marked
from deconflict_map.training.person_names import person_names
from deconflict_map.training.recipe import learn
from deconflict_map.training.solver import Choice, Example, fit_choices, fit_examples

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "src" / "deconflict_map" / "toponyms" / "vocabulary" / "weights.json"


def test_a_share_is_learned_as_its_log_odds():
    # Three in four hold, and next to no regularisation: the weight is log(3).
    examples = [Example(features={"always": 1.0}, holds=i < 3, weight=1.0) for i in range(4)]
    assert fit_examples(examples, least=1, strength=1e-9) == {"always": pytest.approx(math.log(3), abs=2e-3)}


def test_regularisation_pulls_to_nought():
    # d/dw [log(1 + exp(-w)) + s/2 w²] = 0 for one example that holds: s·w = 1/(1 + exp(w)); w = 1 gives s.
    strength = 1 / (1 + math.e)
    one = [Example(features={"a": 1.0}, holds=True, weight=1.0)]
    assert fit_examples(one, least=1, strength=strength) == {"a": pytest.approx(1.0, abs=1e-3)}


def test_a_choice_is_learned_as_a_share():
    # Of two options the one with the feature is right in four of five: exp(w) = 4.
    def choice(right):
        return Choice(options=({"a": 1.0}, {}), right=(right, not right), weight=1.0)

    choices = [choice(i < 4) for i in range(5)]
    assert fit_choices(choices, least=1, strength=1e-9) == {"a": pytest.approx(math.log(4), abs=2e-3)}


def test_what_may_only_speak_for_never_speaks_against():
    choices = [Choice(options=({"near": 1.0}, {}), right=(False, True), weight=1.0)]
    assert fit_choices(choices, least=1, strength=0.1)["near"] < 0
    assert fit_choices(choices, least=1, strength=0.1, never_against=("near",)) == {}


def test_rare_features_arent_learned():
    one = [Example(features={"a": 1.0}, holds=True, weight=1.0)]
    assert fit_examples(one, least=2, strength=1.0) == {}


def test_learning_twice_gives_the_same(gazetteer):
    lessons = list(read_marked(ROOT / "data" / "training" / "kinds.txt"))[:40]
    told = []
    one, other = (learn(lessons, gazetteer, told.append) for _ in range(2))
    assert (one.name, one.prior, one.context) == (other.name, other.prior, other.context)
    assert one.name
    assert one.prior
    assert one.context
    assert told[:3] == ["the prior", "the names", "the context"]


def test_evidence_is_left_out_wherever_it_stands():
    examples = [Example(features={"before: in": 1.0, "great: before: in": 1.0, "is town": 1.0}, holds=True, weight=1.0)]
    (left,) = Without(name=("before",)).examples(examples)
    assert dict(left.features) == {"is town": 1.0}
    assert without("name/persons") is sources()["name/persons"]
    with pytest.raises(UsageError):
        without("name/nonsense")


def test_the_weights_were_learned_from_the_texts_that_are_there():
    learned_from = json.loads(WEIGHTS.read_text(encoding="utf-8"))["about"]["sha256"]
    texts = sorted((ROOT / "data" / "training").glob("*.txt"))
    present = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in texts}
    assert {name: learned_from.get(name) for name in present} == present, "run make train"


def test_names_of_persons_are_counted_and_ranked(tmp_path):
    (tmp_path / "dist.female.first").write_text("MARY 2.0 2.0 1\nLEE 0.02 2.1 2\nZOE 0.005 2.2 3\nRARA 0.001 2.3 4\n")
    (tmp_path / "dist.male.first").write_text("JOHN 3.0 3.0 1\nLEE 0.02 3.1 2\n")
    (tmp_path / "dist.all.last").write_text("".join(f"N{rank} 0.1 0.1 {rank}\n" for rank in range(1, 2003)))
    present = '# head\n\ngiven_common = """\nx\n"""\n\ngiven_elsewhere = """\nolga\n"""\n'
    made = person_names(tmp_path, present)
    assert made.startswith('# head\n\ngiven_common = """\njohn lee mary\n"""\n\ngiven_rare = """\nzoe\n"""\n\n')
    assert made.endswith('given_elsewhere = """\nolga\n"""\n')
    third = made.split('surnames_third = """\n')[1].split('\n"""')[0]
    assert textwrap.dedent(third) == "n2001 n2002"
