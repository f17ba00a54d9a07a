"""An article → the words in it that look like descriptions and couldn't be read, each with the reason.

Only sentences of paragraphs that name a place are looked at: what has no place in it could not be drawn anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.descriptions.islands import unread_in
from deconflict_map.descriptions.passage import passages
from deconflict_map.descriptions.relations import Builder
from deconflict_map.model.article import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.article import Article
    from deconflict_map.model.claim import Unread
    from deconflict_map.model.toponym import Resolution


def read_unread(article: Article, resolutions: Sequence[Resolution]) -> tuple[Unread, ...]:
    """What wasn't read, in the order of the text."""
    builder = Builder(resolutions)
    return tuple(
        unread
        for passage in passages(article, resolutions)
        if passage.names and article.blocks[article.sentences[passage.sentence].block].kind is BlockKind.PARAGRAPH
        for unread in unread_in(passage, builder)
    )
