"""The control lines' phrases → what locating them costs, beside a yardstick of the same run.

Every phrase of tests/control_lines is located once, which reads the shapes that it needs from the gazetteer, then
several times; its best time counts, and the first is told beside it. What is kept from one run to the next are names
that were looked up and shapes as the file has them: no phrase's result. The yardstick is a plain buffer of Syria's
outline by Shapely, eight segments a quarter: what one geometric operation on a country costs on this machine. The
ensemble is that of 500 lines between two regions 100 km apart.
"""

from __future__ import annotations

import time
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
PHRASES = ROOT / "tests" / "control_lines" / "phrases.toml"
ROUNDS = 9
_ENSEMBLE, _YARDSTICK = "ensemble", "yardstick"
# What is held, milliseconds: a phrase may take 300, and nine in ten 50, on a machine a quarter slower.
SLOWEST_MS, NINE_IN_TEN_MS, ENSEMBLE_MS = 100.0, 40.0, 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Locating:
    """Seconds by phrase, best and first, of an ensemble of 500 lines, and of the yardstick."""

    seconds: dict[str, float]
    first: dict[str, float]
    ensemble_s: float
    yardstick_s: float

    @property
    def slowest(self) -> tuple[str, float]:
        """The phrase that takes longest."""
        return max(self.seconds.items(), key=lambda item: item[1])

    @property
    def nine_in_ten(self) -> float:
        """The time that nine of ten phrases don't exceed."""
        ranked = sorted(self.seconds.values())
        return ranked[-(-9 * len(ranked) // 10) - 1]


def timed(work: Callable[[], object]) -> float:
    """The wall time of one run."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure() -> Locating:
    """The cost of locating each phrase."""
    import shapely

    from deconflict_map.gazetteer import open_gazetteer
    from deconflict_map.pipeline import locate

    gazetteer = open_gazetteer()
    rows = tomllib.loads(PHRASES.read_text(encoding="utf-8"))
    syria = gazetteer.shape(gazetteer.country("SY").id)

    def one(row: dict[str, object]) -> Callable[[], object]:
        inside, on = row.get("in"), row.get("on")
        return lambda: locate(
            str(row["phrase"]),
            gazetteer,
            inside=None if inside is None else str(inside),
            on=on if isinstance(on, date) else None,
        )

    locate("near Paris", gazetteer)  # what is imported is no phrase's own cost
    work = {key: one(row) for key, row in rows.items()}
    work |= {_ENSEMBLE: ensemble(), _YARDSTICK: lambda: shapely.buffer(syria, 0.5, quad_segs=8)}
    # Round after round of all of them: other work on the machine slows a round down, not every run of one phrase.
    first, *others = [{key: timed(run) for key, run in work.items()} for _ in range(ROUNDS + 1)]
    best = {key: min(times[key] for times in others) for key in work}
    return Locating(
        ensemble_s=best.pop(_ENSEMBLE),
        yardstick_s=best.pop(_YARDSTICK),
        seconds=best,
        first={key: first[key] for key in rows},
    )


def ensemble() -> Callable[[], object]:
    """Growing the ensemble of a line of 100 km between two regions, at 35° north."""
    from shapely import Point

    from deconflict_map.footprints.ensemble import ensemble_between
    from deconflict_map.footprints.regions import LevelSet
    from deconflict_map.footprints.stops import End
    from deconflict_map.geodesy import LocalFrame

    def end(x_m: float) -> End:
        core, likely, support = (Point(x_m, 0.0).buffer(radius) for radius in (2_000.0, 5_000.0, 10_000.0))
        return End(region=LevelSet(core=core, likely=likely, support=support))

    frame, start, finish = LocalFrame(39.0, 35.0), end(-50_000.0), end(50_000.0)
    return lambda: ensemble_between(frame, start, finish, seed="benchmark")


if __name__ == "__main__":
    found = measure()
    for key, seconds in sorted(found.seconds.items(), key=lambda item: -item[1]):
        times = (
            f"{seconds * 1e3:8.1f} ms {seconds / found.yardstick_s:8.1f} × {found.first[key] * 1e3:8.1f} ms at first"
        )
        print(f"{key:48} {times}")
    print(f"ensemble of 500 lines {found.ensemble_s * 1e3:.1f} ms; yardstick {found.yardstick_s * 1e3:.2f} ms")
