"""A number of rows → GeoNames dumps of that size, made up but shaped like the real ones, the same bytes every time.

    python tests/gazetteer/synthetic_dump.py FOLDER --rows 13000000

Writes allCountries.zip and alternateNamesV2.zip, streaming. Names are built of syllables; which name a place has follows
a skewed law, so that the commonest is borne by about one place in a thousand and most by a few, as with the San
Antonios and Springfields of the real dump. Classes, populations, languages and pseudo-languages have about their real
shares. Every row is a function of its number alone: nothing is remembered, and the noise is arithmetic on 64-bit
integers (SplitMix64) that no version of any library will change.
"""

from __future__ import annotations

import argparse
import zipfile
from pathlib import Path

import numpy as np

ROWS = 13_000_000
NAMES_PER_ROW = 16 / 13
_BLOCK = 50_000
_WORDS = 3_000_000
_FIRST_ID = 49_500
_ID_STEP = 3  # ids of real dumps have gaps
_ONSETS = ("b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "sh", "br", "st")
_VOWELS = ("a", "e", "i", "o", "u", "ā", "é", "ou")
_PLAIN = str.maketrans("āéğıī", "aegii")
_SCRIPTS = {
    "ar": "بدجكلمنفرستوزشحخقعطه",
    "ru": "бдгклмнпрствзшчжфхцю",
    "zh": "山水河川東西南北城村江海林田石谷原島港津",
}
_BEFORE = ("Al ", "San ", "Tell ", "Saint-", "Nueva ", "Bou ", "Khirbat ", "Lake ")
_AFTER = (" River", " Creek", " Tepe", " Dağı", " al Gharbī", " Church", " School", "ville")
_COUNTRIES = (
    ("US",) * 8
    + ("CN",) * 4
    + ("IN",) * 3
    + ("NO", "MX", "IR", "RU", "ID", "PK", "MA", "PE", "TH", "SY", "IQ", "FR", "DE", "BR", "UA", "ET")
)
# Class and code with weights of about the real dump.
_FEATURES = (
    ("P", "PPL"), ("P", "PPL"), ("P", "PPL"), ("P", "PPL"), ("P", "PPL"), ("P", "PPLX"), ("S", "SCH"), ("S", "CH"),
    ("S", "HTL"), ("S", "FRM"), ("H", "STM"), ("H", "STM"), ("H", "LK"), ("T", "MT"), ("T", "HLL"), ("L", "LCTY"),
    ("A", "ADM4"), ("V", "FRST"), ("R", "RD"), ("P", "PPLA3"),
)  # fmt: skip
_LANGUAGES = (
    "",
    "",
    "",
    "en",
    "en",
    "fr",
    "de",
    "es",
    "ar",
    "ar",
    "ru",
    "ru",
    "zh",
    "zh",
    "link",
    "link",
    "link",
    "wkdt",
    "post",
    "unlc",
)


def noise(numbers: np.ndarray, salt: int) -> np.ndarray:
    """SplitMix64 (Steele, Lea, Flood 2014, https://doi.org/10.1145/2714064.2660195) of each number."""
    with np.errstate(over="ignore"):
        z = (numbers.astype(np.uint64) + np.uint64(salt * 0x5851F42D + 1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def _below(numbers: np.ndarray, salt: int, limit: int) -> np.ndarray:
    return (noise(numbers, salt) % np.uint64(limit)).astype(np.int64)


def _share(numbers: np.ndarray, salt: int) -> np.ndarray:
    """Uniform in [0, 1)."""
    return (noise(numbers, salt) >> np.uint64(11)).astype(np.float64) / (1 << 53)


def _words(numbers: np.ndarray) -> list[int]:
    """The word of each place: its rank, the commonest first."""
    return (_share(numbers, 1) ** 2.5 * _WORDS).astype(np.int64).tolist()


def word(rank: int) -> str:
    """The word of a rank: the rank's digits as syllables, at least two."""
    number, text = rank + 128, ""
    while number:
        number, digit = divmod(number, 128)
        text += _ONSETS[digit >> 3] + _VOWELS[digit & 7]
    return text.capitalize()


def written(rank: int, letters: str) -> str:
    """The same word in another script."""
    number, text = rank + 400, ""
    while number:
        number, digit = divmod(number, 20)
        text += letters[digit]
    return text


def names(numbers: np.ndarray) -> list[str]:
    """The main name of each place."""
    forms = _below(numbers, 2, 24).tolist()
    return [_form(word(rank), form) for rank, form in zip(_words(numbers), forms, strict=True)]


def _form(name: str, form: int) -> str:
    if form < 8:
        return name
    return f"{_BEFORE[form - 8]}{name}" if form < 16 else f"{name}{_AFTER[form - 16]}"


def identifier(number: int) -> int:
    """The geonameid of a place."""
    return _FIRST_ID + _ID_STEP * number


def place_rows(first: int, last: int) -> str:
    """Rows of the table of places."""
    numbers = np.arange(first, last)
    lats = np.rad2deg(np.arcsin(_share(numbers, 3) * 1.7 - 0.8)).round(5).tolist()
    lons = (_share(numbers, 4) * 360 - 180).round(5).tolist()
    features = _below(numbers, 5, len(_FEATURES)).tolist()
    countries = _below(numbers, 6, len(_COUNTRIES)).tolist()
    divisions = _below(numbers, 7, 40).tolist()
    populations = np.where(_share(numbers, 8) < 0.04, 10 ** (_share(numbers, 9) * 6.5), 0).astype(np.int64).tolist()
    rows = []
    for at, name in enumerate(names(numbers)):
        feature_class, code = _FEATURES[features[at]]
        division = divisions[at]
        population = populations[at] if feature_class in "PA" else 0
        rows.append(
            f"{identifier(first + at)}\t{name}\t{name.translate(_PLAIN)}\t\t{lats[at]}\t{lons[at]}\t{feature_class}\t{code}\t"
            f"{_COUNTRIES[countries[at]]}\t\t{division:02}\t{division * 7:03}\t\t\t{population}\t\t12\tEtc/UTC\t2024-05-01\n"
        )
    return "".join(rows)


def alternate_rows(first: int, last: int, places: int) -> str:
    """Rows of the table of alternate names; well-known places have many."""
    numbers = np.arange(first, last)
    owners = (_share(numbers, 10) ** 1.7 * places).astype(np.int64)
    ranks = _words(owners)
    mains = names(owners)
    languages = _below(numbers, 11, len(_LANGUAGES)).tolist()
    flags = _below(numbers, 12, 20).tolist()
    rows = []
    for at, owner in enumerate(owners.tolist()):
        language, flag = _LANGUAGES[languages[at]], flags[at]
        name = _alternate(language, ranks[at], mains[at], flag)
        marks = ("1" if flag < 4 else "", "", "1" if flag == 18 else "", "1" if flag == 19 else "")
        rows.append(f"{first + at + 1}\t{identifier(owner)}\t{language}\t{name}\t{'	'.join(marks)}\t\t\n")
    return "".join(rows)


def _alternate(language: str, rank: int, main: str, flag: int) -> str:
    if language in _SCRIPTS:
        return written(rank, _SCRIPTS[language])
    match language:
        case "link":
            return f"https://en.wikipedia.org/wiki/{main.replace(' ', '_')}"
        case "wkdt":
            return f"Q{rank}"
        case "post" | "unlc":
            return f"{rank % 100_000:05}"
        case _:
            return f"{main} {word(rank * 31 % _WORDS)}" if flag < 10 else word((rank * 17 + flag) % _WORDS)


def write_dump(folder: Path, rows: int, alternates: int | None = None) -> None:
    """Write a dump of so many places and alternate names into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    total = round(rows * NAMES_PER_ROW) if alternates is None else alternates
    with _member(folder / "allCountries.zip") as write:
        for first in range(0, rows, _BLOCK):
            write(place_rows(first, min(rows, first + _BLOCK)).encode())
    with _member(folder / "alternateNamesV2.zip") as write:
        for first in range(0, total, _BLOCK):
            write(alternate_rows(first, min(total, first + _BLOCK), rows).encode())


class _member:  # noqa: N801 -- reads as the function that it stands for
    """The text of a zip, to be written bit by bit; its date is fixed."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path, "w", compresslevel=1)
        entry = zipfile.ZipInfo(f"{path.stem}.txt", (2025, 10, 17, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        self._stream = self._archive.open(entry, "w", force_zip64=True)

    def __enter__(self):
        return self._stream.write

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._archive.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=ROWS)
    arguments = parser.parse_args()
    write_dump(arguments.folder, arguments.rows)


if __name__ == "__main__":
    main()
