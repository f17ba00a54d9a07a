"""Examples → a folder of pages: `index.md`, one page a group, `rules.md`, and the pictures.

The documentation's build calls `write_reference`. Refuses an example that isn't read as what it is filed under. Equal
versions give equal bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .examples import found, groups
from .pages import alt_text, group_page, index_page, rules_page
from .small_map import small_map

if TYPE_CHECKING:
    from pathlib import Path


def write_reference(folder: Path) -> None:
    """Write the reference of relations into a folder, which is made if it isn't there.

    Raises:
        MisfiledError: An example isn't read as what it is filed under.
        DeconflictMapError: One can't be read or drawn at all.
        OSError: The folder can't be written.
    """
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    drew: dict[str, list[tuple[str, str]]] = {}
    for group in groups():
        read = {example: found(example) for example in group.examples}
        names = {example: f"{group.name}-{example.slug}.svg" for example in group.examples}
        for example, one in read.items():
            picture = small_map(one.document, alt_text(example, one)).svg()
            (pictures / names[example]).write_text(picture, encoding="utf-8", newline="\n")
            for step in (step for footprint in one.footprints for step in footprint.steps):
                drew.setdefault(step.rule, []).append((f"{group.name}-{example.slug}", example.heading))
        page = group_page(group, read, names)
        (folder / f"{group.name}.md").write_text(page, encoding="utf-8", newline="\n")
    (folder / "index.md").write_text(index_page(groups()), encoding="utf-8", newline="\n")
    (folder / "rules.md").write_text(rules_page(drew), encoding="utf-8", newline="\n")
