"""A reading → what every file says of itself: of which text it is, that it's no observation, what it owes to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.place import DataSource
    from deconflict_map.model.reading import Reading

STATEMENT = "Drawn from the words of a text: what it says, not an observation."


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Title and origin of the text, our statement, what was withheld, and the data that was used."""

    title: str
    origin: str
    withheld: str
    sources: tuple[DataSource, ...]

    @property
    def description(self) -> str:
        """One paragraph: statement, origin, what was withheld."""
        return " ".join(filter(None, (STATEMENT, self.origin and f"Text: {self.origin}.", self.withheld)))

    @property
    def licences(self) -> str:
        """One line a source of data: title, version, licence, whom to credit."""
        return "\n".join(
            f"{source.title}, {source.version}: {source.licence} ({source.attribution})" for source in self.sources
        )


def notice_of(reading: Reading) -> Notice:
    """What the files of a reading say of themselves."""
    article = reading.article
    published = None if article.published is None else article.published.isoformat()
    return Notice(
        title=article.title or "Untitled text",
        origin=", ".join(filter(None, (article.title, article.source, published, article.url))),
        withheld=" ".join(reading.withheld),
        sources=reading.sources,
    )
