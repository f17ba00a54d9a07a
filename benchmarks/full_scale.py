"""Made-up GeoNames dumps of up to 13 million places → what it costs to build them, and to look names up afterwards.

    python benchmarks/full_scale.py [--rows 1000000 4000000 13000000] [--folder FOLDER] [--keep]

For each size a dump is written (tests/gazetteer/synthetic_dump.py, with 16 alternate names for 13 places), built in
one pass by `deconflict-map gazetteer build` in a process of its own, and asked for 100,000 mixed names, warm, in
another: half of them shown names of places, a quarter further names in any script, a quarter that nothing bears. The
same is asked of the bundled gazetteer. Exits with 1 if a build takes more than 4 GB, if its processor time a place
grows by more than half over the least, or if look-ups are slower than twice the small ones. The largest size needs
about 10 GB of disk and half an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.gazetteer import Atlas

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1_000_000, 4_000_000, 13_000_000)
NAMES = 100_000
SEED = 13
MOST_GB = 4.0
MOST_GROWTH = 1.5
MOST_SLOWER = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What look-ups cost: seconds to open, median seconds a look-up, share of names found, private megabytes."""

    places: int
    open_s: float
    lookup_s: float
    found: float
    private_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build costs: seconds to write the dump and to build, peak resident gigabytes, size of the index in MB.

    `cpu_s` is the build's processor time, on which other work on the machine tells less than on wall time.
    """

    rows: int
    dump_s: float
    build_s: float
    cpu_s: float
    peak_gb: float
    index_mb: float
    asked: Asked


def build(rows: int, folder: Path, *, keep: bool) -> Built:
    """Write a dump, build it and ask the result."""
    dump, index = folder / f"dump-{rows}", folder / f"{rows}.gazetteer"
    began = time.perf_counter()
    if not (dump / "done").exists():
        script = ROOT / "tests" / "gazetteer" / "synthetic_dump.py"
        subprocess.run([sys.executable, str(script), str(dump), "--rows", str(rows)], check=True)
        (dump / "done").touch()
    dump_s = time.perf_counter() - began
    command = ["-m", "deconflict_map", "gazetteer", "build", "--alone", "--geonames", str(dump), "-o", str(index)]
    build_s, cpu_s, peak_gb = process(command)
    result = Built(
        rows=rows,
        dump_s=dump_s,
        build_s=build_s,
        cpu_s=cpu_s,
        peak_gb=peak_gb,
        index_mb=index.stat().st_size / 1e6,
        asked=ask_in_a_process(index),
    )
    if not keep:
        shutil.rmtree(dump)
        index.unlink()
    return result


def process(arguments: list[str]) -> tuple[float, float, float]:
    """Wall and processor seconds and peak resident gigabytes of a child process; what it says is let through."""
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, *arguments])
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{arguments} failed with {child.returncode}")
    per_gb = 1e9 if sys.platform == "darwin" else 1e9 / 1024  # bytes there, kibibytes elsewhere (getrusage(2))
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / per_gb


def ask_in_a_process(index: Path | None) -> Asked:
    """Look-ups in an index, or in the bundled one, in a process that has done nothing else."""
    command = [sys.executable, __file__, "--ask", *([str(index)] if index else [])]
    return Asked(**json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def ask(path: Path | None) -> Asked:
    """Look-ups in this process."""
    from deconflict_map.gazetteer import open_gazetteer

    names = mixed_names(open_gazetteer(path))
    before, began = private_mb(), time.perf_counter()
    atlas = open_gazetteer(path)
    open_s = time.perf_counter() - began
    for name in names:
        atlas.find(name)
    took, found = [], 0
    for name in names:
        began_ns = time.perf_counter_ns()
        places = atlas.find(name)
        took.append(time.perf_counter_ns() - began_ns)
        found += bool(places)
    return Asked(
        places=len(atlas),
        open_s=open_s,
        lookup_s=statistics.median(took) / 1e9,
        found=found / len(names),
        private_mb=private_mb() - before,
    )


def mixed_names(atlas: Atlas) -> list[str]:
    """Names to ask; places are drawn evenly, so that what many bear is asked often."""
    chance = random.Random(SEED)  # noqa: S311 -- a sample, no secret
    numbers = [chance.randrange(len(atlas)) for _ in range(NAMES // 2)]
    places = [atlas.place_at(number) for number in numbers]
    names = [place.name for place in places]
    for number, place in zip(numbers[: NAMES // 4], places, strict=False):
        names.append(chance.choice(atlas.names_at(number)))
        names.append(f"{place.name[:1]}q{place.name[1:]}zz")
    chance.shuffle(names)
    return names


def private_mb() -> float:
    """Memory that this process shares with no other, MB; 0 where the system doesn't tell."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return 0.0
    lines = rollup.read_text(encoding="utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Dirty", "Private_Clean"))) / 1024


def table(results: Sequence[Built], small: Asked) -> str:
    """The results, a size a line; the bundled gazetteer first."""
    heading = ("places", "dump s", "build s", "CPU µs/place", "peak GB", "index MB", "open ms", "look-up µs", "× small")
    rows = [(*heading, "found"), _row(small, ("", "", "", "", ""), small)]
    for built in results:
        each = built.cpu_s / built.rows * 1e6
        cost = (built.dump_s, built.build_s, each, built.peak_gb, built.index_mb)
        rows.append(_row(built.asked, tuple(map("{:.{}f}".format, cost, (0, 0, 1, 2, 0))), small))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(map(str.rjust, row, widths)) for row in rows)


def _row(asked: Asked, cost: tuple[str, ...], small: Asked) -> tuple[str, ...]:
    times = (f"{asked.open_s * 1e3:.1f}", f"{asked.lookup_s * 1e6:.2f}", f"{asked.lookup_s / small.lookup_s:.2f}")
    return (f"{asked.places:,}", *cost, *times, f"{asked.found:.0%}")


def kept(results: Sequence[Built], small: Asked) -> list[str]:
    """The budgets that aren't kept, in words."""
    over = []
    least = min(result.cpu_s / result.rows for result in results)
    for result in results:
        if result.peak_gb > MOST_GB:
            over.append(f"{result.rows:,} places take {result.peak_gb:.2f} GB, more than {MOST_GB:g}")
        if result.cpu_s / result.rows > MOST_GROWTH * least:
            over.append(f"{result.rows:,} places take {result.cpu_s / result.rows / least:.2f} × the time a place")
        if result.asked.lookup_s > MOST_SLOWER * small.lookup_s:
            over.append(f"look-ups among {result.rows:,} are {result.asked.lookup_s / small.lookup_s:.2f} × as slow")
    return over


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES)
    parser.add_argument("--folder", type=Path, help="where dumps and indexes are made; a temporary folder if not given")
    parser.add_argument("--keep", action="store_true", help="keep dumps and indexes for another run")
    parser.add_argument("--ask", nargs="?", const="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask is not None:
        asked = ask(Path(options.ask) if options.ask else None)
        print(json.dumps({name: getattr(asked, name) for name in Asked.__slots__}))
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        small = ask_in_a_process(None)
        results = [build(rows, folder, keep=options.keep) for rows in sorted(options.rows)]
    print(table(results, small))
    over = kept(results, small)
    print("\n".join(over))
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
