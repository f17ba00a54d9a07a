"""What went into a build → MANIFEST.toml, and the credits that travel in the index.

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

    from deconflict_map.gazetteer.builder.divisions import Divisions
    from deconflict_map.gazetteer.builder.inputs import Inputs
    from deconflict_map.gazetteer.record import Record

_COLUMNS = ("id", "title", "package", "version", "licence", "attribution", "source")


class Tally:
    """Counts what is built while it passes by."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.kinds: Counter[str] = Counter()
        self.features: Counter[str] = Counter()
        self.origins: Counter[str] = Counter()
        self.names = 0
        self.layers: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        self.bases: Counter[str] = Counter()
        self.unplaced: Counter[str] = Counter()

    def count(self, record: Record) -> None:
        """Count a record that went into the index."""
        self.kinds[record.kind.value] += 1
        self.features[record.feature] += 1
        self.origins[record.source] += 1
        self.names += len(record.names) + len(record.demonyms)

    def count_divisions(self, divisions: Divisions) -> None:
        """Take over what the reader of divisions counted."""
        self.bases.update({basis.value: count for basis, count in divisions.bases.items()})
        self.unplaced.update(divisions.unplaced)
        self.dropped["division without a GeoNames id"] += divisions.without_id.total()
        self.dropped["division without a point"] += divisions.unplaced.total()


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
    path: Path, artefacts: Sequence[Path], inputs: Inputs, tally: Tally, sources: Sequence[DataSource]
) -> None:
    """Write the manifest of artefacts that have just been built, and swap it in.

    Raises:
        GazetteerError: a record names a source that `sources.csv` lacks, or the manifest can't be written.
    """
    unknown = sorted(set(tally.origins) - {source.id for source in sources})
    if unknown:
        raise GazetteerError(f"no source {unknown[0]}", where="sources.csv", do="add a row that says what it is")
    text = "\n".join(_lines(artefacts, inputs, tally, sources)) + "\n"
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise GazetteerError(f"can't write: {error.strerror}", where=str(path), do="see to space and rights") from error


def _lines(artefacts: Sequence[Path], inputs: Inputs, tally: Tally, sources: Sequence[DataSource]) -> list[str]:
    lines = ["# Written by `deconflict-map gazetteer build`; don't edit."]
    for artefact in artefacts:
        content = artefact.read_bytes()
        lines += ["[[artefact]]", f"file = {_quoted(artefact.name)}", f"bytes = {len(content)}"]
        lines += [f"sha256 = {_quoted(hashlib.sha256(content).hexdigest())}", ""]
    lines += ["[records]", f"places = {tally.kinds.total()}", f"names = {tally.names}"]
    lines += [*_counts("places", tally.kinds), *_counts("shapes", tally.layers)]
    lines += ["", "# What the points of divisions were taken from.", *_counts("division_points", tally.bases)[1:]]
    lines += ["", "# Divisions for which no point is known, by country.", *_counts("unplaced", tally.unplaced)[1:]]
    lines += ["", "# Rows of the sources that were left out.", *_counts("dropped", tally.dropped)[1:]]
    for source in sources:
        lines += ["", "[[source]]", *(f"{key} = {_quoted(getattr(source, key))}" for key in DataSource.__slots__)]
        lines.append(f"places = {tally.origins[source.id]}")
    for read in inputs.read:
        lines += ["", "[[input]]", f"package = {_quoted(read.source)}", f"file = {_quoted(read.file)}"]
        lines.append(f"sha256 = {_quoted(read.sha256)}")
    return lines


def _counts(title: str, counts: Counter[str]) -> list[str]:
    """A table of counts, sorted by name, with an empty line before it."""
    return ["", f"[{title}]", *(f"{_key(name)} = {count}" for name, count in sorted(counts.items()))]


def _key(name: str) -> str:
    """A TOML key: bare where it can be."""
    return name if name.isidentifier() and name.isascii() else _quoted(name)


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False)
