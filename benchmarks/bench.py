"""The project on this machine → its speed and memory, as ratios to yardsticks measured in the same run.

    make bench

Prints a table: what, measured, yardstick, ratio, budget. Absolute times differ from machine to machine; the ratios
are what the budgets are about. Every figure is the best of several runs, taken alternately with its yardstick, since
other work on the machine can only slow a run down. Exits with 1 if a budget isn't kept.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
ACCOUNT = ROOT / "seeds" / "deconfliction-line-2017.md"
RUNS = 9
BUILD_BESIDE_FOLIUM = 2.4
"""What is held, while the aim is 2: a sixth of a build goes into making classes of frozen values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line of the table; `budget` is the most that `value` may be, or `None` if it is only told."""

    what: str
    value: float
    unit: str
    budget: float | None
    against: str

    @property
    def kept(self) -> bool:
        return self.budget is None or self.value <= self.budget


def process(arguments: list[str]) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of a child process, with compiled modules kept as users have them."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=kept
    )
    _, status, usage = os.wait4(child.pid, 0)
    wall_s = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{arguments} failed with {child.returncode}")
    return wall_s, usage.ru_maxrss / 1024


def alternately(*work: Callable[[], tuple[float, float]]) -> list[tuple[float, float]]:
    """The best wall time and the largest memory of each piece of work, run in turns; a first round warms the disk."""
    rounds = [[run() for run in work] for _ in range(RUNS + 1)][1:]
    return [(min(row[place][0] for row in rounds), max(row[place][1] for row in rounds)) for place in range(len(work))]


def whole_build() -> list[Result]:
    article = os.environ.get("DECONFLICT_MAP_ARTICLE") or str(ACCOUNT)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "map.html"
        build = ["-m", "deconflict_map", "build", article, "--published", "2017-09-18", "-q", "-o", str(page)]
        (build_s, build_mb), (folium_s, folium_mb) = alternately(
            lambda: process(build), lambda: process(["-c", "import folium"])
        )
        size_mb = page.stat().st_size / 1e6
    return [
        Result(
            what="build, whole process",
            value=build_s / folium_s,
            unit="×",
            budget=BUILD_BESIDE_FOLIUM,
            against=f"import folium ({folium_s:.2f} s); the aim is 2 ×",
        ),
        # pandas, which Folium imports, takes pyarrow along where it is installed, as it is here for GeoParquet.
        Result(
            what="build, peak memory beyond import folium",
            value=build_mb - folium_mb,
            unit="MB",
            budget=110.0,
            against=f"{build_mb:.0f} MB together",
        ),
        Result(what="page", value=size_mb, unit="MB", budget=1.0, against=""),
    ]


def reading() -> list[Result]:
    """Recognition and resolution beside spaCy's small English pipeline; the rows without one if it isn't installed."""
    import reading as texts

    ((first_s, _),) = alternately(lambda: process([texts.__file__, "first", str(ACCOUNT)]))
    found = texts.measure()
    if "spacy-names" not in found.seconds:
        print("no spaCy pipeline here: the comparison with it is left out", file=sys.stderr)
    rows = beside_spacy("of all kinds", found.seconds, texts.MOST_BESIDE_SPACY)
    rows += beside_spacy("of news", found.news, texts.MOST_BESIDE_SPACY_NEWS)
    short, middle, long = (found.growth[size] for size in texts.SIZES)
    costs = f"{short * 1e6:.2f}, {middle * 1e6:.2f}, {long * 1e6:.2f} µs a character at 50 kB, 500 kB, 5 MB"
    again = f"; texts repeated {found.repeated:.0f} times" if found.repeated > 1 else ""
    return [
        *rows,
        Result(what="first article, new process", value=first_s * 1e3, unit="ms", budget=280.0, against="all imports"),
        Result(what="read a corpus of 5 MB, peak memory", value=found.peak_mb, unit="MB", budget=140.0, against=""),
        Result(
            what="read, a character of 5 MB beside one of 50 kB",
            value=long / short,
            unit="×",
            budget=1.1,
            against=costs + again,
        ),
    ]


def beside_spacy(texts: str, seconds: dict[str, float], budgets: dict[str, float]) -> list[Result]:
    """Texts whose names are met for the first time, and met before; nothing where they aren't here."""
    names, whole = seconds.get("spacy-names"), seconds.get("spacy-whole")
    rows = []
    for name, met in (("ours", ""), ("met", ", names met before")):
        if name not in seconds:
            continue
        ours = seconds[name]
        rows.append(told(f"read 1,000 words {texts}{met}", ours * 1e6, ""))
        if names is None or whole is None:
            continue
        times = f"{names / ours:.1f} times as fast ({names * 1e6:.0f} ms; finds names, places none)"
        against = f"{times}; {whole / ours:.1f} times as the whole pipeline ({whole * 1e6:.0f} ms)"
        what = "the same, beside spaCy small's names only"
        rows.append(Result(what=what, value=ours / names, unit="×", budget=budgets[name], against=against))
    return rows


def told(what: str, milliseconds: float, against: str) -> Result:
    """A time that has no budget."""
    return Result(what=what, value=milliseconds, unit="ms", budget=None, against=against)


def gazetteer() -> list[Result]:
    """Opening, asking and keeping the gazetteer, beside SQLite and a dictionary."""
    from lookups import NAMES, measure

    found = measure()
    budgets = {"index": (10.0, 5.0, 12.0)}
    rows = []
    for name, cost in found.items():
        ready, asked, kept = budgets.get(name, (None, None, None))
        of = f"{name}: {cost.found:,} of {NAMES:,} names found"
        rows += [
            Result(what=f"gazetteer, open ({name})", value=cost.open_s * 1e3, unit="ms", budget=ready, against=of),
            Result(
                what=f"gazetteer, one look-up ({name})", value=cost.lookup_s * 1e6, unit="µs", budget=asked, against=""
            ),
            Result(
                what=f"gazetteer, private memory ({name})", value=cost.private_mb, unit="MB", budget=kept, against=""
            ),
        ]
    return rows


def locating() -> list[Result]:
    """Drawing described lines and zones, beside one buffer of a country's outline."""
    from locating import ENSEMBLE_MS, NINE_IN_TEN_MS, SLOWEST_MS, measure

    found = measure()
    name, slowest = found.slowest
    first = max(found.first.values())
    against = f"{found.yardstick_s * 1e3:.2f} ms for one buffer of Syria"
    return [
        Result(
            what="locate, the slowest control line", value=slowest * 1e3, unit="ms", budget=SLOWEST_MS, against=name
        ),
        Result(
            what="locate, nine in ten", value=found.nine_in_ten * 1e3, unit="ms", budget=NINE_IN_TEN_MS, against=against
        ),
        told("locate, a control line for the first time", first * 1e3, "the slowest of them"),
        Result(what="ensemble of 500 lines", value=found.ensemble_s * 1e3, unit="ms", budget=ENSEMBLE_MS, against=""),
    ]


def in_the_browser() -> list[Result]:
    """Pages in headless Chromium: the account's, and a crowd's beside plain Folium's with the same marks."""
    from browser import measure

    found = measure(ACCOUNT, RUNS)
    if found is None:
        print("no Chromium here: the page's figures are left out", file=sys.stderr)
        return []
    ours = found.ours
    rows = [
        ("page, until interactive", statistics.median(found.interactive_s), "s", 1.0, ""),
        ("10,000 places and 500 zones, until drawn", ours.open_s, "s", 3.0, ""),
        ("the same, longest pause of a pan (median)", ours.pan_s * 1e3, "ms", 100.0, ""),
        ("the same, build", ours.build_s, "s", None, ""),
        ("the same, file", ours.size_mb, "MB", None, "with Leaflet, text, lists and cards in it"),
    ]
    for name, plain, budgets in (
        ("Folium's marks", found.markers, (1.0, 1.0, 1.0, 1.0)),
        ("Folium's GeoJSON layers", found.layers, (1.0, None, None, None)),
    ):
        rows += [
            (f"file, beside {name}", ours.size_mb / plain.size_mb, "×", budgets[0], f"{plain.size_mb:.1f} MB"),
            (f"build, beside {name}", ours.build_s / plain.build_s, "×", budgets[1], f"{plain.build_s:.2f} s"),
            (f"open, beside {name}", ours.open_s / plain.open_s, "×", budgets[2], f"{plain.open_s:.2f} s"),
            (f"pan, beside {name}", ours.pan_s / plain.pan_s, "×", budgets[3], f"{plain.pan_s * 1e3:.0f} ms"),
        ]
    return [
        Result(what=what, value=value, unit=unit, budget=budget, against=against)
        for what, value, unit, budget, against in rows
    ]


def main() -> int:
    results = [*whole_build(), *reading(), *gazetteer(), *locating(), *in_the_browser()]
    for result in results:
        budget = "" if result.budget is None else f"budget {result.budget:g} {result.unit}"
        mark = "" if result.kept else "  OVER"
        print(f"{result.what:46} {result.value:9.3g} {result.unit:3} {budget:16} {result.against}{mark}")
    return 0 if all(result.kept for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
