"""What went into a build → MANIFEST.toml, and the credits that travel in the artefact.

Names no date and no machine: the same inputs give the same manifest.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.tables import read_table
from deconflict_map.model.place import DataSource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from deconflict_map.gazetteer.builder.inputs import Inputs
    from deconflict_map.gazetteer.record import BorderLine, Record

_COLUMNS = ("id", "title", "package", "version", "licence", "attribution", "source")


def read_sources(supplement: Path, versions: Mapping[str, str]) -> list[DataSource]:
    """The sources of `sources.csv`, with the versions of the packages that carried them."""
    return [
        DataSource(
            id=row["id"],
            title=row["title"],
            version=f"{row['version']} ({row['package']} {versions.get(row['package'], '')})".strip()
            if row["package"]
            else row["version"],
            licence=row["licence"],
            attribution=row["attribution"],
        )
        for row in read_table(supplement / "sources.csv", _COLUMNS)
    ]


def write_manifest(
    path: Path,
    artefact: Path,
    inputs: Inputs,
    records: Sequence[Record],
    borders: Sequence[BorderLine],
    sources: Sequence[DataSource],
) -> None:
    """Write the manifest of an artefact that has just been built.

    Raises:
        GazetteerError: it can't be written.
    """
    kinds = Counter(record.kind.value for record in records)
    origins = Counter(record.source for record in records)
    lines = [
        "# Written by `deconflict-map gazetteer build`; don't edit.",
        "[artefact]",
        f"file = {_quoted(artefact.name)}",
        f"sha256 = {_quoted(hashlib.sha256(artefact.read_bytes()).hexdigest())}",
        f"places = {len(records)}",
        f"names = {sum(len(record.names) + len(record.demonyms) for record in records)}",
        f"shapes = {sum(record.shape is not None for record in records)}",
        f"borders = {len(borders)}",
        "",
        "[places]",
        *(f"{kind} = {count}" for kind, count in sorted(kinds.items())),
    ]
    for source in sources:
        lines += ["", "[[source]]", *(f"{key} = {_quoted(getattr(source, key))}" for key in DataSource.__slots__)]
        lines.append(f"places = {origins[source.id]}")
    for read in inputs.read:
        lines += ["", "[[input]]", f"package = {_quoted(read.source)}", f"file = {_quoted(read.file)}"]
        lines.append(f"sha256 = {_quoted(read.sha256)}")
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise GazetteerError(f"can't write: {error.strerror}", where=str(path), do="see to space and rights") from error


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False)
