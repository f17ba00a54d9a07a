"""The options that can be set outside the command line → a table of keys, tables and variables."""

from __future__ import annotations

from deconflict_map.cli.config_options import OWN_ONLY, SHARED, WITHHOLDING, leaves, settings
from deconflict_map.cli.main import commands

from .markdown import code


def settings_page() -> str:
    """Every key of the file with the tables in which it may stand, its variables, and what guards it."""
    tables: dict[str, list[str]] = {}
    variables: dict[str, list[str]] = {}
    for path, command in leaves(commands):
        for setting in settings(path, command):
            tables.setdefault(setting.key, []).append(setting.table)
            variables.setdefault(setting.key, []).extend(setting.variables)
    return "\n".join(_key(key, tables[key], variables[key]) for key in sorted(tables))


def _key(key: str, tables: list[str], variables: list[str]) -> str:
    shared = ["common"] if key in SHARED else []
    where = ", ".join(f"`[{name}]`" for name in [*shared, *tables])
    names = ", ".join(map(code, sorted(dict.fromkeys(variables), key=len)))
    guard = ""
    if key in OWN_ONLY:
        guard = " Not from a project's file."
    elif key in WITHHOLDING:
        guard = " Your own file counts before a project's."
    return f"{code(key)}\n: in {where}.{guard}\n  Variables: {names}.\n"
