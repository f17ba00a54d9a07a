"""A comparison → JSON, GeoJSON, CSV and a GeoDataFrame: the same rows and numbers in each.

Lengths are metres, shares lie in [0, 1], geometries are EPSG:4326, longitude before latitude, cut at 180°. The same
comparison gives the same bytes. A cell of CSV that a spreadsheet would run gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from deconflict_map.comparison.values import Verdict
from deconflict_map.export.csv_file import safe_cell
from deconflict_map.export.geojson import geometry_of, written
from deconflict_map.export.notice import STATEMENT
from deconflict_map.export.writing import utf8
from deconflict_map.geodesy.measures import best
from deconflict_map.model.mark import levels

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.comparison.values import Account, ComparedAccount, ComparedPlace, Doubt, Nearness, Outcome
    from deconflict_map.export.tree import Json
    from deconflict_map.model.claim import When
    from deconflict_map.model.place import Place
    from deconflict_map.model.reading import Reading

FORMAT = "deconflict-map comparison"
VERSION = 1
Cell = str | float | None


def comparison_json(outcome: Outcome, before: Reading, after: Reading) -> str:
    """All that was found but geometries, as canonical JSON ending in a newline."""
    return written(_record(outcome, before, after))


def comparison_geojson(outcome: Outcome, before: Reading, after: Reading) -> str:
    """Every level of every footprint of both, with `which` ("before", "after"), `row` and `verdict`."""
    record = _record(outcome, before, after)
    record["type"] = "FeatureCollection"
    record["sources"] = [
        {"title": one.title, "version": one.version, "licence": one.licence, "attribution": one.attribution}
        for one in dict.fromkeys((*before.sources, *after.sources))
    ]
    record["features"] = [feature for row in outcome.accounts for feature in _features(row)]
    return written(record)


def comparison_csv(outcome: Outcome) -> str:
    """One row an account and one a place, with what became of it; line ends are CR LF (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    table = list(cells(outcome))
    writer.writerow(COLUMNS)
    for row in table:
        writer.writerow([safe_cell(value) for value in row])
    return utf8(out.getvalue())


def comparison_frame(outcome: Outcome) -> geopandas.GeoDataFrame:
    """The rows of `comparison_csv` with geometries of both: `after` is the active one, `before` a second column.

    Geometries are the best ones, or, where the words fix none, what they leave possible.
    """
    import geopandas  # noqa: PLC0415 -- half a second, and only wanted here

    table = list(cells(outcome))
    shapes = list(_shapes(outcome))
    columns = {
        name: [utf8(value) if isinstance(value := row[index], str) else value for row in table]
        for index, name in enumerate(COLUMNS)
    }
    frame = geopandas.GeoDataFrame(columns | {"after": [pair[1] for pair in shapes]}, geometry="after", crs="EPSG:4326")
    frame["before"] = geopandas.GeoSeries([pair[0] for pair in shapes], crs="EPSG:4326")
    return frame.set_index("id")


COLUMNS = (
    "id",
    "what",
    "title",
    "outcome",
    "farthest_m",
    "mean_m",
    "uncertainty_before_m",
    "uncertainty_after_m",
    "gap_m",
    "matched_by",
    "changed",
    "told",
)
"""The columns of CSV and frame."""


def cells(outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    """The cells of every row, accounts first."""
    for row in outcome.accounts:
        near = row.nearness
        yield (
            row.id,
            row.account.kind.value,
            row.account.title,
            outcome_word(row),
            *((None,) * 5 if near is None else _metres(near)),
            "; ".join(row.why),
            "; ".join(change.aspect.value for change in row.changes),
            row.told,
        )
    for number, place in enumerate(outcome.places, start=1):
        rest = (place.moved_m, None, None, None, None, "", "", place.told)
        yield (f"place-{number}", "place", ", ".join(place.names), place.change.value, *rest)


def outcome_word(row: ComparedAccount) -> str:
    """What became of an account, in a word or two."""
    if row.before is None:
        return "new"
    if row.after is None or row.verdict is None:
        return "gone"
    return "drawn alike, said otherwise" if row.verdict is Verdict.SAME and row.changes else row.verdict.value


def _metres(near: Nearness) -> tuple[float | None, ...]:
    told = (near.farthest_m, near.mean_m, near.uncertainty_before_m, near.uncertainty_after_m, near.gap_m)
    return tuple(_rounded(metres) for metres in told)


def _rounded(metres: float | None) -> float | None:
    """To a decimetre: what is below is the arithmetic's."""
    return None if metres is None else round(metres, 1)


def _shapes(outcome: Outcome) -> Iterator[tuple[BaseGeometry | None, BaseGeometry | None]]:
    from shapely import Point  # noqa: PLC0415 -- kept out of the import of the package

    for row in outcome.accounts:
        yield _shape(row.before), _shape(row.after)
    for place in outcome.places:
        sides = (place.before, place.after)
        yield tuple(None if one is None else Point(one.lon, one.lat) for one in sides)  # type: ignore[misc]  # two of them


def _shape(account: Account | None) -> BaseGeometry | None:
    from deconflict_map.geodesy import split  # noqa: PLC0415 -- kept out of the import of the package

    if account is None or not account.footprints:
        return None
    first = account.footprints[0]
    found = best(first) or next((shape for _, shape in levels(first)), None)
    return None if found is None else split(found)


def _features(row: ComparedAccount) -> Iterator[Json]:
    for which, account in (("before", row.before), ("after", row.after)):
        for footprint in () if account is None else account.footprints:
            for level, shape in levels(footprint):
                yield {
                    "type": "Feature",
                    "id": f"{row.id}/{which}/{footprint.id}/{level.value}",
                    "geometry": geometry_of(shape),
                    "properties": {
                        "row": row.id,
                        "which": which,
                        "mark": footprint.id,
                        "level": level.value,
                        "title": footprint.title,
                        "drawable": footprint.drawable,
                        "outcome": outcome_word(row),
                        "told": row.told,
                    },
                }


def _record(outcome: Outcome, before: Reading, after: Reading) -> dict[str, Json]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "statement": STATEMENT,
        "before": _article(before),
        "after": _article(after),
        "notes": list(outcome.notes),
        "accounts": [_account_row(row) for row in outcome.accounts],
        "doubts": [_doubt(doubt) for doubt in outcome.doubts],
        "places": [_place_row(place) for place in outcome.places],
    }


def _article(reading: Reading) -> Json:
    article = reading.article
    return {
        "title": article.title,
        "source": article.source,
        "published": None if article.published is None else article.published.isoformat(),
        "withheld": list(reading.withheld),
    }


def _account_row(row: ComparedAccount) -> Json:
    near = row.nearness
    return {
        "id": row.id,
        "outcome": outcome_word(row),
        "told": row.told,
        "matched_by": list(row.why),
        "before": _account(row.before),
        "after": _account(row.after),
        "changes": [{"what": one.aspect.value, "before": one.before, "after": one.after} for one in row.changes],
        "nearness": None
        if near is None
        else {
            "farthest_m": _rounded(near.farthest_m),
            "mean_m": _rounded(near.mean_m),
            "uncertainty_before_m": _rounded(near.uncertainty_before_m),
            "uncertainty_after_m": _rounded(near.uncertainty_after_m),
            "gap_m": _rounded(near.gap_m),
            "length_before": near.length_before,
            "length_after": near.length_after,
            "shared": [
                {"level": one.level, "of_before": _share(one.of_before), "of_after": _share(one.of_after)}
                for one in near.shared
            ],
        },
    }


def _share(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _account(account: Account | None) -> Json:
    if account is None:
        return None
    return {
        "mark": account.id,
        "title": account.title,
        "kind": account.kind.value,
        "claims": list(account.claims),
        "quotes": list(account.quotes),
        "places": list(account.places),
        "relations": list(account.relations),
        "speakers": list(account.speakers),
        "denied_by": list(account.denied_by),
        "said": [_when(one) for one in account.said],
        "holds": [_when(one) for one in account.holds],
        "status": list(account.statuses),
        "drawable": account.drawable,
        "why_not": account.why_not,
    }


def _when(when: When) -> Json:
    return {"text": when.text, "first": when.first.isoformat(), "last": when.last.isoformat()}


def _doubt(doubt: Doubt) -> Json:
    return {
        "before": [_account(one) for one in doubt.before],
        "after": [_account(one) for one in doubt.after],
        "told": doubt.told,
    }


def _place_row(place: ComparedPlace) -> Json:
    return {
        "change": place.change.value,
        "names": list(place.names),
        "before": _place(place.before),
        "after": _place(place.after),
        "confidence_before": place.confidence_before,
        "confidence_after": place.confidence_after,
        "moved_m": _rounded(place.moved_m),
        "told": place.told,
    }


def _place(place: Place | None) -> Json:
    if place is None:
        return None
    return {"id": place.id, "name": place.name, "lon": place.lon, "lat": place.lat, "country": place.country}
