"""Sentences with resolved toponyms → claims: spatial relations with who asserted them, when, and how.

Claims are read from paragraphs only: a title or heading repeats in short what the text says with its speaker and
date. A line that is a channel between people is never a claim. Phrases outside the grammar are passed over; what can
be read is what `grammar.lark` and the TOML files beside it say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.descriptions.drafts import drafts
from deconflict_map.descriptions.islands import sweep, unread_of
from deconflict_map.descriptions.joining import join
from deconflict_map.descriptions.own_words import own_words
from deconflict_map.descriptions.passage import passages
from deconflict_map.descriptions.reading import read_phrase
from deconflict_map.descriptions.relations import Builder
from deconflict_map.model.article import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.article import Article
    from deconflict_map.model.claim import Claim, Unread
    from deconflict_map.model.own_relation import OwnRelation
    from deconflict_map.model.toponym import Resolution

__all__ = ["read_article", "read_claims", "read_phrase"]


def read_article(
    article: Article, resolutions: Sequence[Resolution], *, relations: Sequence[OwnRelation] = ()
) -> tuple[tuple[Claim, ...], tuple[Unread, ...]]:
    """The claims of an article, numbered from 1 in the order of the text, and what looks like one and wasn't read.

    `relations` are a user's own. Only sentences that name a place tell what wasn't read: what has no place in it could
    not be drawn anyway.
    """
    builder = Builder(resolutions)
    swept = [
        sweep(passage, builder)
        for passage in passages(article, resolutions, own_words(relations))
        if article.blocks[article.sentences[passage.sentence].block].kind is BlockKind.PARAGRAPH
    ]
    claims = join(drafts(swept, builder), [one.passage for one in swept])
    return claims, tuple(unread for one in swept if one.passage.names for unread in unread_of(one))


def read_claims(article: Article, resolutions: Sequence[Resolution]) -> tuple[Claim, ...]:
    """The claims of an article, as of `read_article`."""
    return read_article(article, resolutions)[0]
