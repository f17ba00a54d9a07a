"""The gazetteer's opening, look-ups and memory → figures, beside SQLite and a dictionary that do the same work.

Each of the three runs in a process of its own, over the same places and the same names: half of the names as the
gazetteer shows them, a quarter further names in any script, a quarter that nothing bears. A look-up gives for a name
as written the places that bear it, exact before folded, without making their records.
"""

from __future__ import annotations

import csv
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAMES = 100_000
SEED = 2017
CONTENDERS = ("index", "sqlite", "dictionary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """What one way of looking names up costs: seconds to open, median seconds a look-up, private megabytes."""

    open_s: float
    lookup_s: float
    private_mb: float
    found: int


def measure(gazetteer: Path | None = None) -> dict[str, Contender]:
    """Cost of each contender over one gazetteer, the packaged one by default."""
    with tempfile.TemporaryDirectory() as folder:
        path = _prepare(Path(folder), gazetteer)
        return {name: _in_a_process(name, path, Path(folder)) for name in CONTENDERS}


def _prepare(folder: Path, gazetteer: Path | None) -> Path:
    """Write the names to ask, the SQLite file and the table that the dictionary is read from."""
    from deconflict_map.gazetteer import open_gazetteer
    from deconflict_map.gazetteer.names import folded_keys, light_key

    atlas = open_gazetteer(gazetteer)
    rows = [
        (number, name, light_key(name), folded_keys(name)[0])
        for number, record in enumerate(atlas.records())
        for name in dict.fromkeys((*record.names, *filter(None, (record.local_name,))))
    ]
    (folder / "names.json").write_text(json.dumps(_mixed(rows)), encoding="utf-8")
    with (folder / "names.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((number, name) for number, name, _, _ in rows)
    database = sqlite3.connect(folder / "names.sqlite")
    database.execute("CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, folded INTEGER NOT NULL)")
    keys = {(key, number, folded) for number, _, *both in rows for folded, key in enumerate(both)}
    database.executemany("INSERT INTO names VALUES (?, ?, ?)", sorted(keys))
    database.execute("CREATE INDEX by_key ON names (key, folded, place)")
    database.commit()
    database.close()
    return atlas.path


def _mixed(rows: Sequence[tuple[int, str, str, str]]) -> list[str]:
    choice = random.Random(SEED)  # noqa: S311 - a sample, no secret
    first = [name for at, (number, name, _, _) in enumerate(rows) if not at or rows[at - 1][0] != number]
    names = choice.choices(first, k=NAMES // 2)
    names += [choice.choice(rows)[1] for _ in range(NAMES // 4)]
    names += [name[:1] + "q" + name[1:] + "zz" for name in choice.choices(first, k=NAMES - len(names))]
    choice.shuffle(names)
    return names


def _in_a_process(contender: str, index: Path, folder: Path) -> Contender:
    command = [sys.executable, __file__, contender, str(index), str(folder)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Contender(**json.loads(out))


def _open_index(index: Path, _: Path) -> Callable[[str], Sequence[object]]:
    from deconflict_map.gazetteer import open_gazetteer

    return open_gazetteer(index).find


def _open_sqlite(_: Path, folder: Path) -> Callable[[str], Sequence[object]]:
    from deconflict_map.gazetteer.names import folded_key, light_key

    database = sqlite3.connect(f"file:{folder / 'names.sqlite'}?mode=ro&immutable=1", uri=True)
    ask = "SELECT place, folded FROM names WHERE (key = ? AND folded = 0) OR (key = ? AND folded = 1) ORDER BY folded"
    return lambda name: database.execute(ask, (light_key(name), folded_key(name))).fetchall()


def _open_dictionary(_: Path, folder: Path) -> Callable[[str], Sequence[object]]:
    """What a notebook does: a dictionary of names in small letters, exact names only."""
    places: dict[str, list[int]] = {}
    with (folder / "names.csv").open(encoding="utf-8", newline="") as file:
        for number, name in csv.reader(file):
            places.setdefault(name.lower(), []).append(int(number))
    return lambda name: places.get(name.lower(), ())


def _private_mb() -> float:
    """Memory that this process shares with no other, MB; 0 where the system doesn't tell."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return 0.0
    lines = rollup.read_text(encoding="utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Dirty", "Private_Clean"))) / 1024


def _run(contender: str, index: Path, folder: Path) -> Contender:
    import deconflict_map.gazetteer.atlas  # noqa: F401 - loading code isn't opening

    names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    openers = {"index": _open_index, "sqlite": _open_sqlite, "dictionary": _open_dictionary}
    openers[contender](index, folder)  # warms the disk
    before, started = _private_mb(), time.perf_counter()
    find = openers[contender](index, folder)
    open_s = time.perf_counter() - started
    for name in names:
        find(name)
    took, found = [], 0
    for name in names:
        began = time.perf_counter_ns()
        places = find(name)
        took.append(time.perf_counter_ns() - began)
        found += bool(places)
    private = _private_mb() - before
    return Contender(open_s=open_s, lookup_s=statistics.median(took) / 1e9, private_mb=private, found=found)


if __name__ == "__main__":
    result = _run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    print(json.dumps({name: getattr(result, name) for name in Contender.__slots__}))
