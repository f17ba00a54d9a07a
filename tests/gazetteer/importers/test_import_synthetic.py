"""A made-up dump of 20,000 rows goes in whole, by the same script that writes one of thirteen millions."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
import synthetic_dump

ROWS = 20_000
NUMBERS = np.arange(ROWS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("synthetic") / "dump"
    synthetic_dump.write_dump(folder, ROWS)
    return folder


def digest(folder):
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())]


def test_the_same_number_gives_the_same_bytes(folder, tmp_path):
    synthetic_dump.write_dump(tmp_path / "again", ROWS)
    assert digest(folder) == digest(tmp_path / "again")


def test_its_noise_is_splitmix64():
    # First outputs for the seed 1234567, as published with the reference implementation (Vigna, prng.di.unimi.it).
    seeds = np.array([1234567 + 0], dtype=np.uint64)
    golden = 0x9E3779B97F4A7C15
    wanted = [6457827717110365317, 3203168211198807973]
    for step, output in enumerate(wanted):
        z = (int(seeds[0]) + (step + 1) * golden) % 2**64
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
        assert z ^ (z >> 31) == output
        # `noise` takes the state that follows as its argument: the number of steps from zero.
        steps = (int(seeds[0]) + (step + 1) * golden) * pow(golden, -1, 2**64) % 2**64
        with np.errstate(over="ignore"):
            assert int(synthetic_dump.noise(np.array([steps - 1], dtype=np.uint64), 0)[0]) == output


def test_every_row_goes_in(folder, build):
    atlas, report = build(geonames=folder)
    assert report.index.places == ROWS
    assert report.skipped == 0
    atlas.verify()


def test_every_place_is_found_by_its_name(folder, build):
    atlas, _ = build(geonames=folder)
    for number, name in list(enumerate(synthetic_dump.names(NUMBERS)))[::97]:
        identifier = f"geonames:{synthetic_dump.identifier(number)}"
        assert identifier in {match.place.id for match in atlas.lookup(name)}


def test_names_are_shared_as_in_real_dumps():
    names = synthetic_dump.names(np.arange(200_000))
    counts = sorted((names.count(name) for name in set(names[:300])), reverse=True)
    assert counts[0] > 20, "some names are borne by many"
    assert len(set(names)) > 100_000, "most by few"
