"""`schema`: nothing → the JSON Schema of saved documents, on standard output."""

from __future__ import annotations

import click

from deconflict_map.cli.terminal import put


@click.command()
def schema() -> int:
    """Print the JSON Schema of saved documents (.doc.json)."""
    from deconflict_map.export.documents import document_schema  # noqa: PLC0415 -- keeps --help quick

    put(document_schema())
    return 0
