"""`places`: an article, or a corpus of them → the toponyms and where they were placed."""

from __future__ import annotations

import json
import pathlib
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.corpus import corpus_documents
from deconflict_map.cli.online import asking_online, online_resolver
from deconflict_map.cli.options import about_the_article, metadata, which_gazetteer
from deconflict_map.cli.recognizer import chosen_recogniser, which_recognizer
from deconflict_map.cli.records import place_record
from deconflict_map.cli.terminal import printable, put
from deconflict_map.errors import UsageError
from deconflict_map.model.resolver import found_online

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deconflict_map.model.explanation import Explanation
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.recogniser import Recogniser
    from deconflict_map.model.resolver import Resolver
    from deconflict_map.model.toponym import Resolution
    from deconflict_map.online import OnlineOptions

_NAME_COLUMN = 28


@click.command()
@click.argument("article", type=str, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--jsonl",
    type=click.Path(path_type=pathlib.Path),
    metavar="CORPUS",
    help="Read one JSON document a line, print one a line.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Say of every name in words what was weighed, what spoke for and against it, and what was left out.",
)
@about_the_article
@which_gazetteer
@which_recognizer
@asking_online
def places(  # noqa: PLR0913 -- one argument an option
    *,
    article: str | None,
    jsonl: Path | None,
    title: str,
    source: str | None,
    published: str | None,
    url: str | None,
    as_json: bool,
    explain: bool,
    gazetteer: Path | None,
    recognizer: str | None,
    online: OnlineOptions | None,
) -> None:
    """List the places that ARTICLE names (- reads standard input), and where they were placed."""
    from deconflict_map.article import read_article  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415
    from deconflict_map.pipeline import explain_places, find_places  # noqa: PLC0415

    if (article is None) == (jsonl is None):
        raise UsageError("give either an article or --jsonl CORPUS", do="see deconflict-map places --help")
    if explain and jsonl is not None:
        raise UsageError("--explain takes one article, and no --jsonl CORPUS", do="give one article of the corpus")
    atlas = open_gazetteer(gazetteer)
    resolver = online_resolver(online)
    recogniser = chosen_recogniser(recognizer, atlas)
    if jsonl is not None:
        for line in _corpus(jsonl, atlas, resolver, recogniser):
            put(line)
        return
    text = read_article(article or "-", metadata(title, source, published, url))
    if explain:
        _explain(explain_places(text, atlas, resolver=resolver, recogniser=recogniser), as_json=as_json)
        return
    resolutions = find_places(text, atlas, resolver=resolver, recogniser=recogniser)
    if as_json:
        put(json.dumps(_document("", resolutions), ensure_ascii=False))
        return
    for resolution in resolutions:
        put(_table_line(resolution))


def _explain(explanations: tuple[Explanation, ...], *, as_json: bool) -> None:
    """Print what `--explain` asks for."""
    from deconflict_map.cli.explaining import explained, explanation_record, left_out_record  # noqa: PLC0415 -- seldom

    if not as_json:
        if explanations:
            put("\n\n".join(explained(explanations)))
        return
    document: dict[str, object] = {
        "doc_id": "",
        "toponyms": [
            {**_toponym(one.resolution), "explanation": explanation_record(one)}
            for one in explanations
            if one.resolution is not None
        ],
        "left_out": [left_out_record(one) for one in explanations if one.resolution is None],
    }
    put(json.dumps(document, ensure_ascii=False))


def _corpus(
    path: Path, gazetteer: Gazetteer, resolver: Resolver | None, recogniser: Recogniser | None
) -> Iterator[str]:
    """One output line for every line of the corpus, in the same order."""
    from deconflict_map.pipeline import find_places  # noqa: PLC0415 -- keeps --help quick

    for document in corpus_documents(path):
        resolutions = find_places(document.article, gazetteer, resolver=resolver, recogniser=recogniser)
        yield json.dumps(_document(document.name, resolutions), ensure_ascii=False)


def _document(name: str, resolutions: tuple[Resolution, ...]) -> dict[str, object]:
    return {"doc_id": name, "toponyms": [_toponym(resolution) for resolution in resolutions]}


def _toponym(resolution: Resolution) -> dict[str, object]:
    toponym, place = resolution.toponym, resolution.place
    return {
        "start": toponym.span.start,
        "end": toponym.span.end,
        "text": toponym.text,
        "kind": toponym.kind.value,
        "literal": toponym.literal,
        "probability": toponym.probability,
        "place": place_record(place) if place is not None else None,
        "confidence": resolution.confidence,
        "reason": resolution.reason,
        "candidates": [
            {**place_record(candidate.place), "score": candidate.score} for candidate in resolution.candidates
        ],
    }


def _table_line(resolution: Resolution) -> str:
    toponym, place = resolution.toponym, resolution.place
    name = printable(toponym.text).ljust(_NAME_COLUMN)
    if place is None:
        return f"{toponym.span.start:>6}  {name}  not placed: {printable(resolution.reason)}"
    about = "" if toponym.literal else f"  ({toponym.why_not_literal})"
    about += "  (found online)" if found_online(place) else ""
    where = f"{place.name}, {place.country or '–'}, {place.feature}  {place.lat:.4f} {place.lon:.4f}"
    return f"{toponym.span.start:>6}  {name}  {printable(where)}  {resolution.confidence:.2f}{about}"
