"""Examples and what was made of them → the Markdown (MyST) of the reference's pages.

All that comes from a phrase, a gazetteer or a rule is escaped. Equal readings give equal bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from deconflict_map.render.tree import relation_tree

from .rules import rule_named, rules, short_sources, wordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .examples import Example, Found, Group
    from .rules import Rule

    Tree = Mapping[str, object]

_RULES_HEAD = """# All rules

Every rule by which ground and lines are drawn, with where it comes from and its parameters as they stand in their file.
Metres and degrees are on the ground; three numbers in a row are core, likely and possible. Some rules never stand
alone: they tell what a part of another is drawn by. Where a source says *judgement*, nobody published the number; the
reason stands beside it.

Short names of sources:

{sources}
"""
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$^{}])")


def plain(words: str) -> str:
    """Words that Markdown takes as they are."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))


def index_page(groups: Sequence[Group]) -> str:
    """The first page: how to read the others, and what is on them."""
    rows = "".join(
        f"| [{plain(group.title)}]({group.name}.md) | {', '.join(plain(one.heading) for one in group.examples)} |\n"
        for group in groups
    )
    names = "\n".join([*(group.name for group in groups), "rules"])
    return f"""# Every relation, with its picture, rule and source

What `locate` and the reader of articles understand, one example a construction. Every phrase here was read and drawn by
the version that this documentation belongs to; a phrase that isn't read as what it stands under stops the build.

**How to read the pictures.** Of places and zones, the surest ground is dark with a strong edge (*core*, membership at
least 0.9), what is likely is paler (at least 0.5), and what is merely possible is palest with a dotted edge (more than
0.1). Of described lines the dashed line is the most central course; half and nine tenths of the length of plausible
courses lie in the two bands. Grey hatching: the words can't fix it, so only where it may be is shown. Dots and bold
names are the reference places; a dashed ring marks a place whose record isn't sure. North is up, and the scale holds at
the latitude that stands on it.

Where a rule says *judgement*, no publication gives the number: the reason stands beside it in [the rules](rules.md).

| page | what is on it |
|---|---|
{rows}| [All rules](rules.md) | every rule with its source, its parameters and the examples that it drew |

```{{toctree}}
:hidden:

{names}
```
"""


def group_page(group: Group, found: Mapping[Example, Found], pictures: Mapping[Example, str]) -> str:
    """The page of one group of examples."""
    parts = [f"# {plain(group.title)}\n\n{plain(group.intro)}\n"]
    parts += [_example(example, found[example], f"pictures/{pictures[example]}", group) for example in group.examples]
    return "\n".join(parts)


def _example(example: Example, found: Found, picture: str, group: Group) -> str:
    parts = (
        f"({group.name}-{example.slug})=\n## {plain(example.heading)}\n",
        f"> {plain(example.phrase)}\n",
        _options(example),
        f"![{plain(alt_text(example, found))}]({picture})\n",
        f"Read as:\n\n```text\n{tree_text(found)}\n```\n",
        _rules(found),
        _uncertainty(found),
        _listed("What the words can't fix", _why_not(found)),
        _listed("Taken for granted", _assumed(found)),
        _listed("Found when it was checked", [one for footprint in found.footprints for one in footprint.findings]),
        _words(example),
    )
    return "\n".join(part for part in parts if part)


def _options(example: Example) -> str:
    if example.own:
        return f"With a relation of the user's own, handed over as `relations=` (name: `{example.own}`).\n"
    if example.is_text:
        return "Read as an article by `map_text`, since it needs what the text said before.\n"
    return f'With `inside="{example.inside}"` (`--in` on the command line).\n' if example.inside else ""


def alt_text(example: Example, found: Found) -> str:
    """What the picture shows, for those who can't see it."""
    parts = []
    for footprint in found.footprints:
        if not footprint.drawable:
            parts.append("hatched ground where it may be; the words can't fix it")
        elif footprint.ensemble is not None:
            parts.append("a dashed line between its ends, with a band for half and one for nine tenths of its courses")
        else:
            parts.append(f"three nested areas for a {footprint.kind}")
    places = [one.place.name for one in found.document.resolutions if one.place is not None]
    named = f"; reference places: {', '.join(dict.fromkeys(places))}" if places else ""
    return f"Map of “{example.phrase}”: {'; '.join(dict.fromkeys(parts))}{named}"


def tree_text(found: Found) -> str:
    """The tree that was read, one node a line."""
    return "\n".join(_branch(cast("Tree", relation_tree(found.claim.relation, found.document)), 0))


def _branch(node: Tree, depth: int) -> list[str]:
    role, words, place = str(node["role"]), str(node["words"]), str(node.get("place", ""))
    values = [f"{name}: {value}" for name, value in cast("list[tuple[str, str]]", node["values"])]
    line = "  " * depth + (f"{role}: " if role else "") + str(node["what"])
    line += f" “{words}”" if words else ""
    line += f" = {place}" if place else ""
    line += f" ({', '.join(values)})" if values else ""
    parts = cast("list[Tree]", node["parts"])
    return [line, *(deeper for part in parts for deeper in _branch(part, depth + 1))]


def _rules(found: Found) -> str:
    rows = []
    for step in (step for footprint in found.footprints for step in footprint.steps):
        rule = rule_named(step.rule)
        name = f"[{plain(step.rule)}](#{target(rule)})" if rule is not None else f"{plain(step.rule)} (user's own)"
        rows.append(f"| {name} | {plain(step.effect)} | {plain(step.source)} |")
    head = "| rule | what it did here | source |\n|---|---|---|\n"
    return head + "\n".join(dict.fromkeys(rows)) + "\n"


def target(rule: Rule) -> str:
    """The label that links to a rule."""
    return f"rule-{rule.file.removesuffix('.toml').replace('_', '-')}-{rule.key.replace('_', '-')}"


def _uncertainty(found: Found) -> str:
    rows = [
        f"| {plain(part.cause)} | {_km(part.metres)} | {plain(part.text)} |"
        for footprint in found.footprints
        for part in footprint.uncertainty
    ]
    if not rows:
        return ""
    return "| uncertain by | km | because |\n|---|---|---|\n" + "\n".join(dict.fromkeys(rows)) + "\n"


def _km(metres: float | None) -> str:
    if metres is None:
        return "not in km"
    return f"{metres / 1000:.1f}" if metres < 9_950 else f"{metres / 1000:.0f}"


def _why_not(found: Found) -> list[str]:
    return [footprint.why_not for footprint in found.footprints if footprint.why_not]


def _assumed(found: Found) -> list[str]:
    asked = found.document.asked
    told = asked.assumptions if asked is not None else ()
    steps = (one for footprint in found.footprints for step in footprint.steps for one in step.assumptions)
    return list(dict.fromkeys([*told, *steps]))


def _listed(title: str, items: Iterable[str]) -> str:
    rows = "".join(f"- {plain(item)}\n" for item in dict.fromkeys(items))
    return f"**{title}**\n\n{rows}" if rows else ""


def _words(example: Example) -> str:
    if not example.words:
        return ""
    words = dict.fromkeys(word for terminal in example.words for word in wordings(terminal))
    return f"**Words for it:** {', '.join(f'*{plain(word)}*' for word in words)}.\n"


def rules_page(drew: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """All rules; `drew` has, by the name of a rule, the label and heading of the examples that it drew."""
    sources = "\n".join(f"- *{plain(name)}*: {plain(told)}" for name, told in short_sources())
    return "\n".join([_RULES_HEAD.format(sources=sources), *(_rule(rule, drew.get(rule.name, ())) for rule in rules())])


def _rule(rule: Rule, drew: Sequence[tuple[str, str]]) -> str:
    name = rule.name[:1].upper() + rule.name[1:]
    links = ", ".join(f"[{plain(heading)}](#{label})" for label, heading in dict.fromkeys(drew))
    parts = [f"({target(rule)})=\n## {plain(name)}\n", f"Source: {plain(rule.source)}.\n"]
    parts += [f"```toml\n# {rule.file}\n[{rule.key}]\n{rule.parameters}\n```\n"] if rule.parameters else []
    parts += [f"Drew: {links}.\n"] if links else []
    return "\n".join(parts)
