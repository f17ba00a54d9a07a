"""The library's public names and the values that they hand out → directives for Sphinx's autodoc.

What is public stands in `deconflict_map.__all__`; values are the public classes of `deconflict_map.model`, module by
module. Docstrings and signatures are the source, so that no name can be missing.
"""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import iter_modules

import deconflict_map as dm
from deconflict_map import model

from .markdown import code

_INSIDE = frozenset({"basemap", "resolver", "word"})
"""Modules of the model whose values only pass from stage to stage and reach no user."""
_FURTHER = {
    "What a comparison is made of": "deconflict_map.comparison.values",
    "Measuring": "deconflict_map.evaluation",
}


def library_page() -> str:
    """Functions, then what they hand out and take, then errors."""
    public = {name: getattr(dm, name) for name in dm.__all__}
    errors = [name for name, one in public.items() if inspect.isclass(one) and issubclass(one, Exception)]
    classes = [name for name, one in public.items() if inspect.isclass(one) and name not in errors]
    functions = [name for name in public if name not in errors and name not in classes]
    return "\n".join([
        "## Functions\n", *(_directive("autofunction", public[name]) for name in functions),
        "## Classes\n", *(_directive("autoclass", public[name], "members", "show-inheritance") for name in classes),
        "## Errors\n", *(_directive("autoexception", public[name], "show-inheritance") for name in errors),
    ])  # fmt: skip


def values_page() -> str:
    """The model's values by module, and what comparisons and evaluations are made of."""
    modules = [f"{model.__name__}.{one.name}" for one in iter_modules(model.__path__) if one.name not in _INSIDE]
    parts = [_module(name) for name in sorted(modules)]
    parts += [_module(name, title) for title, name in _FURTHER.items()]
    return "\n".join(parts)


def _module(name: str, title: str = "") -> str:
    told = (inspect.getdoc(import_module(name)) or "").replace("\n\n", "\n").splitlines()
    first = told[0] if told else ""
    heading = title or name.rpartition(".")[2].replace("_", " ").capitalize()
    public = [_directive(_kind(one), one, *_shown(one)) for one in _classes(name)]
    return "\n".join([f"## {heading}\n", f"`{name}`: {first}\n", *public])


def _classes(name: str) -> list[type]:
    """The classes that a module defines and doesn't hide; of a package, those that it names as public."""
    module = import_module(name)
    named = getattr(module, "__all__", None)
    if named is not None:
        return [one for one in (getattr(module, key) for key in named) if inspect.isclass(one)]
    found = [one for key, one in vars(module).items() if inspect.isclass(one) and not key.startswith("_")]
    return [one for one in found if one.__module__ == name and one.__qualname__ not in dm.__all__]


def _kind(one: type) -> str:
    return "autoexception" if issubclass(one, BaseException) else "autoclass"


def _shown(one: type) -> tuple[str, ...]:
    return ("members", "undoc-members") if one.__module__.startswith("deconflict_map") else ()


def _directive(kind: str, one: object, *options: str) -> str:
    name = f"{getattr(one, '__module__', '')}.{getattr(one, '__qualname__', '')}"
    told = "".join(f"   :{option}:\n" for option in options)
    title = f"### {code(getattr(one, '__qualname__', ''))}\n\n"
    return f"{title}```{{eval-rst}}\n.. {kind}:: {name}\n{told}```\n"
