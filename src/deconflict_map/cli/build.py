"""`build`: an article → its map, in one or more formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.corrections import chosen_corrections, correcting, report_corrections
from deconflict_map.cli.online import asking_online, online_resolver
from deconflict_map.cli.options import about_the_article, metadata, which_gazetteer
from deconflict_map.cli.publishing import fit_for_publishing, report_withheld, withholding
from deconflict_map.cli.recognizer import chosen_recogniser, which_recognizer
from deconflict_map.cli.terminal import say
from deconflict_map.cli.tiles import offering_tiles
from deconflict_map.model.resolver import found_online

if TYPE_CHECKING:
    from deconflict_map.document import MapDocument
    from deconflict_map.online import OnlineOptions
    from deconflict_map.publishing.options import Publishing
    from deconflict_map.render import OnlineTiles

_STRICT = 4
_MOST_NAMES = 12


@click.command()
@click.argument("article", type=str)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write; the suffix decides: .html, .svg, .png, .geojson, .json, .geojsons, .geojsonl, .gpkg, .kml, "
    ".fgb, .parquet, .csv, .lpf.json, .annotations.jsonld or .doc.json. "
    "May be given several times. [default: ARTICLE.html]",
)
@about_the_article
@which_gazetteer
@which_recognizer
@asking_online
@offering_tiles
@withholding
@correcting
@click.option(
    "--strict", is_flag=True, help="Exit with 4 if a name stayed unplaced, a claim undrawn or a correction lost."
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Name every claim with its status and speaker.")
def build(  # noqa: PLR0913 -- one argument an option
    *,
    article: str,
    outputs: tuple[Path, ...],
    title: str,
    source: str | None,
    published: str | None,
    url: str | None,
    gazetteer: Path | None,
    recognizer: str | None,
    online: OnlineOptions | None,
    tiles: OnlineTiles | None,
    withhold: Publishing,
    corrections: Path | None,
    uncorrected: bool,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Map ARTICLE (text, Markdown or HTML; - reads standard input)."""
    from deconflict_map.article import read_article  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.document import check_format  # noqa: PLC0415
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415
    from deconflict_map.mapping import map_reading  # noqa: PLC0415

    targets = outputs or (_default_output(article),)
    for target in targets:
        check_format(target)
    text = read_article(article, metadata(title, source, published, url))
    resolver = online_resolver(online, quiet=quiet, verbose=verbose)
    atlas = open_gazetteer(gazetteer)
    document = map_reading(
        text,
        atlas,
        resolver=resolver,
        recogniser=chosen_recogniser(recognizer, atlas),
        corrections=chosen_corrections(article, corrections, uncorrected=uncorrected),
    )
    shown, told = fit_for_publishing(document, withhold)
    written = [shown.save(target, tiles=tiles) for target in targets]
    if not quiet:
        _report(document, written, verbose=verbose)
        report_corrections(document)
    report_withheld(shown, told, written, withhold, quiet=quiet)
    return _STRICT if strict and (_open_questions(document) or told.unfound) else 0


def _default_output(article: str) -> Path:
    return Path("map.html") if article == "-" else Path(Path(article).stem + ".html")


def _open_questions(document: MapDocument) -> int:
    lost = sum(not one.applied for one in document.corrected)
    return sum(resolution.place is None for resolution in document.resolutions) + len(document.undrawn) + lost


def _report(document: MapDocument, written: list[Path], *, verbose: bool) -> None:
    article = document.article
    published = f"published {article.published}" if article.published else "publication date not known"
    say(f"{article.title or 'Untitled text'} ({', '.join(filter(None, (article.source, published)))})")
    places = {resolution.place.id for resolution in document.resolutions if resolution.place is not None}
    say(
        f"  {len(document.resolutions)} names of {len(places)} places; {len(document.claims)} claims; "
        f"{len(document.footprints)} drawn"
    )
    if verbose:
        for claim in document.claims:
            who = ", ".join(speaker.text for speaker in claim.speakers)
            say(f"  {claim.number}. [{claim.status.value}] {claim.located.text}: {article.quote(claim.span)} ({who})")
    online = dict.fromkeys(r.toponym.text for r in document.resolutions if found_online(r.place))
    if online:
        say(f"  found online: {', '.join(online)}")
    unplaced = list(dict.fromkeys(r.toponym.text for r in document.resolutions if r.place is None))
    if unplaced:
        more = f" and {len(unplaced) - _MOST_NAMES} more" if len(unplaced) > _MOST_NAMES else ""
        say(f"  not placed: {', '.join(unplaced[:_MOST_NAMES])}{more} (the page says why)")
    for undrawn in document.undrawn:
        say(f"  claim {undrawn.claim} not drawn: {undrawn.reason}")
    if article.published is None:
        say("  days such as Saturday stay open without a publication date (give --published YYYY-MM-DD)")
    for note in article.notes:
        say(f"  {note}")
    for path in written:
        say(f"wrote {path} ({path.stat().st_size / 1000:,.0f} kB)")
