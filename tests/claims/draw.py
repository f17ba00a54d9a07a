"""A folder with GeoVirus and LGL as JSON lines → the sentences drawn for the table of claims, in the order of the draw.

`python -m tests.claims.draw FOLDER` writes one sentence a line, with the name under which the table has it. Sentences
are cut by a rule of its own and found by plain words, so that nothing of what the program reads takes part.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTHS = range(40, 421)  # judgement: shorter ones are headings, longer ones lists
CORPORA = (("gv", "geovirus.jsonl"), ("lgl", "lgl.jsonl"))
SEEDS = {"a": 20260509, "b": 20260510, "c": 20260511}
_FROM_TO = re.compile(r"\bfrom [A-Z]\w+.{0,40}\bto [A-Z]")
_IN_PLACE = re.compile(r"\b(?:in|at|off|on|of|hit|struck) (?:the )?[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    spatial: frozenset[str]
    things: frozenset[str]
    stop: re.Pattern[str]


def words() -> Words:
    table = tomllib.loads((Path(__file__).parent / "draw.toml").read_text(encoding="utf-8"))
    behind = "".join(rf"(?<!\b{short})" for short in table["short"])
    stop = re.compile(behind + r"[.!?][\"”’']?\s+(?=[\"“A-Z0-9])")
    return Words(spatial=frozenset(table["spatial"]), things=frozenset(table["things"]), stop=stop)


def sentences(text: str, known: Words) -> Iterator[str]:
    flat, begin = re.sub(r"\s+", " ", text), 0
    for found in known.stop.finditer(flat):
        yield flat[begin : found.end()].strip()
        begin = found.end()
    yield flat[begin:].strip()


def is_drawn(sentence: str, draw: str, known: Words) -> bool:
    """Draw a: a spatial word. b: that and a thing that may be located. c: a thing in a place, and no spatial word."""
    if len(sentence) not in LENGTHS:
        return False
    tokens = set(re.findall(r"[a-z]+", sentence.lower()))
    spatial, thing = not tokens.isdisjoint(known.spatial), not tokens.isdisjoint(known.things)
    if draw == "c":
        return thing and not spatial and _IN_PLACE.search(sentence) is not None
    found = spatial or _FROM_TO.search(sentence) is not None
    return found if draw == "a" else found and thing


def drawn(folder: Path, draw: str) -> Iterator[tuple[str, str]]:
    """Name and sentence; each corpus is shuffled in turn by one generator."""
    known, chance = words(), random.Random(SEEDS[draw])  # noqa: S311 -- a draw that anybody can repeat
    for corpus, name in CORPORA:
        with (folder / name).open(encoding="utf-8") as lines:  # cut at newlines alone: the texts hold other separators
            texts = [json.loads(line)["text"] for line in lines]
        found = [one for text in texts for one in sentences(text, known) if is_drawn(one, draw, known)]
        chance.shuffle(found)
        yield from ((f"{corpus}-{draw}{index}", sentence) for index, sentence in enumerate(found))


if __name__ == "__main__":
    for each in SEEDS:
        for label, text in drawn(Path(sys.argv[1]), each):
            sys.stdout.write(f"{label}\t{text}\n")
