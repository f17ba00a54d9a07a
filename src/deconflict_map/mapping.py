"""An article, a file or a string → `MapDocument`: the library's doors to reading, one after another.

Each takes what a caller may know better than the text itself, and whatever of one's own is to be used beside what comes
along: a gazetteer, a recogniser, relations, corrections. Nothing is asked online unless `online` says how.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from deconflict_map.article import Metadata, parse_published, read_article, read_text
from deconflict_map.document import MapDocument, holding
from deconflict_map.errors import NothingToMapError
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.pipeline import read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from deconflict_map.model.article import Article
    from deconflict_map.model.correction import Corrections
    from deconflict_map.model.own_relation import OwnRelation
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.recogniser import Recogniser
    from deconflict_map.model.resolver import Resolver
    from deconflict_map.online import OnlineOptions


def map_article(  # noqa: PLR0913 -- keyword-only, each a thing that a caller may know
    article: str | Path | Article,
    *,
    title: str = "",
    source: str | None = None,
    published: str | date | None = None,
    url: str | None = None,
    gazetteer: Gazetteer | None = None,
    recognizer: str | Recogniser | None = None,
    online: OnlineOptions | None = None,
    corrections: str | Path | Corrections | None = None,
    relations: Sequence[OwnRelation] = (),
) -> MapDocument:
    """Map an article: a file's path (or `-` for standard input), or an `Article` that was read already.

    What is said of `title`, `source` (the outlet), `published` (`YYYY-MM-DD`) and `url` counts more than what the file
    says. Without a publication date, days such as *Saturday* stay open. Nothing is asked online unless `online` says
    how: then names that the gazetteer doesn't know are sent to a Nominatim service. `recognizer` finds names in place
    of our own: `"spacy:MODEL"` or `"spacy:MODEL#LABEL,…"` (an installed spaCy pipeline or its folder, and its labels of
    places), or any object that is a `Recogniser`. `corrections` are your own, as values or a file
    (`docs/reference/corrections.md`); a file that lies beside the article, called like it with `.corrections.toml`
    behind, is found by itself, unless `Corrections()` says that there are none. `relations` are spatial relations of
    your own, with their words and their rules (`OwnRelation`).

    Raises:
        InputRefusedError: The file isn't a text that can be read, or the corrections aren't.
        UsageError: `published` isn't a date, `recognizer` names nothing that can be used, or two `relations` clash.
        NothingToMapError: No place in the text can be put on a map.
        GazetteerError: The gazetteer is missing or damaged.
    """
    day = parse_published(published) if isinstance(published, str) else published
    metadata = Metadata(title=title, source=source, published=day, url=url)
    text = read_article(article, metadata) if isinstance(article, str | Path) else article
    atlas = gazetteer or open_gazetteer()
    return map_reading(
        text,
        atlas,
        resolver=_resolver(online),
        recogniser=_recogniser(recognizer, atlas),
        corrections=given_corrections(article, corrections),
        relations=relations,
    )


def given_corrections(article: object, corrections: str | Path | Corrections | None) -> Corrections | None:
    """Corrections as values, from a file, or from the file beside an article's; `None` if there are none.

    Raises:
        InputRefusedError: The file isn't one of corrections.
    """
    from deconflict_map import corrections as kept  # noqa: PLC0415 -- articles alone have any

    if isinstance(corrections, str | Path):
        return kept.read_corrections(Path(corrections))
    if corrections is not None or not isinstance(article, str | Path) or str(article) == "-":
        return corrections
    found = kept.beside(Path(article))
    return kept.read_corrections(found) if found.is_file() else None


def map_text(  # noqa: PLR0913 -- the same
    text: str,
    *,
    title: str = "",
    source: str | None = None,
    published: str | date | None = None,
    recognizer: str | Recogniser | None = None,
    online: OnlineOptions | None = None,
    relations: Sequence[OwnRelation] = (),
) -> MapDocument:
    """Map a text that is at hand as a string; see `map_article`."""
    day = parse_published(published) if isinstance(published, str) else published
    metadata = Metadata(title=title, source=source, published=day)
    article, atlas = read_text(text, metadata=metadata), open_gazetteer()
    names = _recogniser(recognizer, atlas)
    return map_reading(article, atlas, resolver=_resolver(online), recogniser=names, relations=relations)


def _recogniser(asked: str | Recogniser | None, gazetteer: Gazetteer) -> Recogniser | None:
    if not isinstance(asked, str):
        return asked
    from deconflict_map.recognisers import open_recogniser  # noqa: PLC0415 -- never imported unless it is asked for

    return open_recogniser(asked, gazetteer)


def _resolver(online: OnlineOptions | None) -> Resolver | None:
    if online is None:
        return None
    from deconflict_map.gazetteer.names import folded_key  # noqa: PLC0415 -- only for this
    from deconflict_map.online import open_resolver  # noqa: PLC0415 -- never imported unless it is asked for

    return open_resolver(online, fold=folded_key)


def map_reading(
    article: Article,
    gazetteer: Gazetteer,
    *,
    resolver: Resolver | None = None,
    recogniser: Recogniser | None = None,
    corrections: Corrections | None = None,
    relations: Sequence[OwnRelation] = (),
) -> MapDocument:
    """Run the stages on an article; `resolver` is asked for what the gazetteer doesn't know, `recogniser` for names.

    `relations` are a user's own. What became of each of a reader's `corrections` is told in the document's `corrected`.

    Raises:
        NothingToMapError: No place in the text can be put on a map.
    """
    reading = read(
        article, gazetteer, resolver=resolver, recogniser=recogniser, corrections=corrections, relations=relations
    )
    if not reading.footprints and all(resolution.place is None for resolution in reading.resolutions):
        names = len(reading.resolutions)
        found = f"none of its {names} names is in the gazetteer" if names else "no place is named in it"
        raise NothingToMapError(f"nothing to map: {found}", do="check the language of the text; English is read")
    return holding(MapDocument, reading, gazetteer=gazetteer)
