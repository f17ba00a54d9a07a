"""A country → the language and script of its own names.

Of use only where that script isn't Latin: there, a name in it becomes the local name, and the Latin ones are
transcriptions. Refuses to guess for countries with several official scripts: the first language of GeoNames' list
counts.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.builder.tables import script_of, scripts_of
from deconflict_map.gazetteer.importers.features import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalScript:
    """Language (ISO 639-1) and scripts (as in Unicode character names) of a country's own names."""

    language: str
    scripts: frozenset[str]

    def writes(self, name: str) -> bool:
        """Whether the first letter of a name is of one of the scripts."""
        return script_of(name) in self.scripts


@dataclass(frozen=True, slots=True, kw_only=True)
class PseudoLanguages:
    """What stands in GeoNames' language column beside languages."""

    dropped: frozenset[str]
    abbreviation: str
    english: str


def local_scripts(first_languages: Mapping[str, str] | None = None) -> dict[str, LocalScript]:
    """Country → its script, for countries whose first language isn't written in Latin.

    `first_languages` (country → ISO 639-1) replaces the built-in table.
    """
    first = _first_languages() if first_languages is None else first_languages
    own = scripts_of({country: (language,) for country, language in sorted(first.items())}).own
    return {
        country: LocalScript(language=first[country], scripts=scripts) for country, scripts in own.items() if scripts
    }


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], PseudoLanguages]:
    table = tomllib.loads(vocabulary("languages.toml"))
    first = {country: language for language, countries in table["first"].items() for country in countries}
    pseudo = table["pseudo"]
    return (
        first,
        dict(table["three-letter"]),
        PseudoLanguages(
            dropped=frozenset(pseudo["codes"]), abbreviation=pseudo["abbreviation"], english=pseudo["english"]
        ),
    )


def _first_languages() -> dict[str, str]:
    return _tables()[0]


def two_letter(language: str) -> str:
    """The two-letter code of a three-letter language code; empty for one that isn't in the table."""
    return _tables()[1].get(language, "")


def pseudo_languages() -> PseudoLanguages:
    """The pseudo-languages of GeoNames' alternate names."""
    return _tables()[2]
