"""Linked Places and Web Annotations: read as JSON-LD by another processor, with the counts and words of the reading.

The contexts beside this file are ours: the terms that we use, with the meanings of the published ones. A processor
that is given them needs no network.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from hostile_strings import HOSTILE
from pyld import jsonld
from rendered_sample import reading

from deconflict_map.export import annotations, linked_places
from deconflict_map.export.annotations import to_annotations
from deconflict_map.export.linked_places import to_linked_places
from deconflict_map.geodesy import split
from deconflict_map.model.claim import Extent
from deconflict_map.model.mark import levels, place_marks

HERE = Path(__file__).parent / "contexts"
CONTEXTS = {linked_places.CONTEXT: "lpf.jsonld", annotations.CONTEXT: "anno.jsonld"}
BASE = "https://example.org/map.json"
OA = "http://www.w3.org/ns/oa#"
LPO = "http://linkedpasts.org/ontology/lpo_latest.ttl#"
GEOJSON = "https://purl.org/geojson/vocab#"


def load(url, _options):
    document = json.loads((HERE / CONTEXTS[url]).read_text(encoding="utf-8"))
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


OPTIONS = {"documentLoader": load, "base": BASE, "processingMode": "json-ld-1.1"}


def nodes(text):
    """Every node of a JSON-LD text, flattened."""
    return jsonld.flatten(json.loads(text), None, OPTIONS)


def of_type(found, kind):
    return [node for node in found if kind in node.get("@type", ())]


@pytest.fixture(scope="module", params=["account", "sample"])
def found(request, account):
    return account if request.param == "account" else reading()


# --- Linked Places Format


def test_every_place_and_mark_is_a_feature_and_every_level_a_geometry(found):
    made = json.loads(to_linked_places(found))
    places, marks = place_marks(found), found.footprints
    assert [one["properties"]["mark"] for one in made["features"]] == [*(m.id for m in places), *(f.id for f in marks)]
    for footprint, feature in zip(marks, made["features"][len(places) :], strict=True):
        geometries = feature["geometry"]["geometries"] if feature["geometry"] else []
        assert [one["@id"] for one in geometries] == [
            f"#{footprint.id}/{level.value}" for level, _ in levels(footprint)
        ]
        for one, (_, shape) in zip(geometries, levels(footprint), strict=True):
            assert shapely.hausdorff_distance(shapely.geometry.shape(one), split(shape)) < 1e-5


def test_levels_are_told_as_certainty_and_nothing_unfixed_is_certain(found):
    by_mark = {one["properties"]["mark"]: one for one in json.loads(to_linked_places(found))["features"]}
    told = {"core": "certain", "likely": "less-certain", "support": "uncertain", "best": "less-certain"}
    told |= {"band50": "less-certain", "band90": "uncertain"}
    for footprint in found.footprints:
        for one in by_mark[footprint.id]["geometry"]["geometries"]:
            level = one["@id"].rpartition("/")[2]
            assert one["certainty"] == (told[level] if footprint.drawable else "uncertain")


def test_linked_places_are_json_ld(found):
    flat = nodes(to_linked_places(found))
    assert len(of_type(flat, f"{GEOJSON}FeatureCollection")) == 1
    drawn = sum(len(levels(one)) for one in found.footprints)
    assert len([node for node in flat if f"{LPO}has_certainty" in node]) == drawn + sum(
        m.drawn for m in place_marks(found)
    )
    # Two mentions of one place are one place: its address is its identity.
    addresses = {node["@id"] for node in of_type(flat, f"{GEOJSON}Feature")}
    assert len(addresses) == len(place_marks(found)) + len(found.footprints)
    matches = [node for node in flat if "http://www.w3.org/2004/02/skos/core#exactMatch" in node.get("@type", ())]
    assert len(matches) == sum(mark.place.id.startswith("geonames:") for mark in place_marks(found))


def test_times_are_those_for_which_it_holds():
    made = reading()
    number = next(n for n, claim in enumerate(made.claims) if claim.said or claim.holds)
    when = made.claims[number].holds or made.claims[number].said
    for extent, keys in ((Extent.ON, {"start", "end"}), (Extent.SINCE, {"start"}), (Extent.UNTIL, {"end"})):
        claims = tuple(
            replace(claim, holds=replace(when, extent=extent)) if n == number else claim
            for n, claim in enumerate(made.claims)
        )
        mark = next(one for one in made.footprints if number + 1 in one.claims)
        features = json.loads(to_linked_places(replace(made, claims=claims)))["features"]
        spans = next(one for one in features if one["properties"]["mark"] == mark.id)["when"]["timespans"]
        assert any(set(span) == keys for span in spans)


def test_geonames_places_are_linked_to_their_records(account):
    features = {one["properties"]["title"]: one for one in json.loads(to_linked_places(account))["features"]}
    raqqa = features["Raqqa"]
    assert raqqa["@id"] == "https://sws.geonames.org/172955/"  # GeoNames' own address of Ar Raqqah
    assert raqqa["links"] == [{"type": "exactMatch", "identifier": "gn:172955"}]
    assert raqqa["properties"]["fclasses"] == ["P"]
    assert features["Minsk"]["geometry"] is None


# --- Web Annotations


def test_every_name_and_claim_is_annotated_by_quote_and_position(found):
    made = json.loads(to_annotations(found))
    items, text = made["first"]["items"], found.article.text
    assert made["total"] == len(items) == len(found.resolutions) + len(found.claims)
    spans = [one.toponym.span for one in found.resolutions] + [claim.span for claim in found.claims]
    for item, span in zip(items, spans, strict=True):
        quote, position = item["target"]["selector"]
        assert (position["start"], position["end"]) == (span.start, span.end)
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: span.start].endswith(quote["prefix"])
        assert text[span.end :].startswith(quote["suffix"])
        assert len(quote["prefix"]) == min(32, span.start)


def test_annotations_lead_to_the_marks_of_the_other_files(found):
    items = json.loads(to_annotations(found))["first"]["items"]
    sources = {
        body["source"] for item in items for body in item["body"] if "source" in body and body["source"][0] == "#"
    }
    assert sources == {f"#{mark.id}" for mark in place_marks(found)} | {f"#{one.id}" for one in found.footprints}


def test_annotations_are_json_ld(found):
    flat = nodes(to_annotations(found))
    total = len(found.resolutions) + len(found.claims)
    made = of_type(flat, f"{OA}Annotation")
    assert len(made) == total
    assert all(node[f"{OA}hasTarget"] and node[f"{OA}hasBody"] and node[f"{OA}motivatedBy"] for node in made)
    assert len(of_type(flat, f"{OA}TextQuoteSelector")) == len(of_type(flat, f"{OA}TextPositionSelector")) == total
    quads = jsonld.to_rdf(json.loads(to_annotations(found)), OPTIONS)["@default"]
    assert sum(one["predicate"]["value"] == f"{OA}exact" for one in quads) == total


def test_positions_count_code_points():
    made = reading()
    text = f"😀{made.article.text}"
    moved = replace(made.resolutions[0].toponym.span, start=1, end=2)
    toponym = replace(made.resolutions[0].toponym, span=moved)
    resolution = replace(made.resolutions[0], toponym=toponym)
    said = replace(made, article=replace(made.article, text=text), resolutions=(resolution, *made.resolutions[1:]))
    quote, position = json.loads(to_annotations(said))["first"]["items"][0]["target"]["selector"]
    assert (quote["exact"], quote["prefix"], position["start"]) == (text[1], "😀", 1)


def test_withheld_words_arent_quoted(account):
    hidden = account.for_publishing(no_text=True)
    items = json.loads(to_annotations(hidden))["first"]["items"]
    kept = " ".join(one.get("exact", "") for item in items for one in item["target"]["selector"])
    assert "Coalition declines to discuss" not in kept
    assert all(item["target"]["selector"][-1]["type"] == "TextPositionSelector" for item in items)


# --- both


def test_licences_and_statement_are_in_both(account):
    by = "https://creativecommons.org/licenses/by/4.0/"
    lpf, anno = json.loads(to_linked_places(account)), json.loads(to_annotations(account))
    assert by in lpf["license"]
    assert by in anno["rights"]
    told = " ".join(one["label"] for one in lpf["citations"])
    for source in account.sources:
        assert source.attribution in told
        assert source.attribution in anno["dcterms:rights"]
    assert "not an observation" in lpf["descriptions"][0]["value"]
    assert "not an observation" in anno["dcterms:description"]


def said_with(made, chunk):
    """The reading with a hostile string in every name, reason and title."""
    told = [*chunk, *HOSTILE]  # enough for all
    resolutions = tuple(
        replace(one, reason=words, place=one.place and replace(one.place, name=words, id=f"own:{words}"))
        for one, words in zip(made.resolutions, told, strict=False)
    )
    footprints = tuple(
        replace(one, title=words, why_not=words) for one, words in zip(made.footprints, told, strict=False)
    )
    article = replace(made.article, title=told[0], url=told[1])
    return replace(made, article=article, resolutions=resolutions, footprints=footprints)


SOME = min(len(reading().footprints), len(reading().resolutions))


@pytest.mark.parametrize("first", range(0, len(HOSTILE), SOME))
def test_hostile_words_are_words(first):
    said = said_with(reading(), HOSTILE[first : first + SOME])
    for text in (to_linked_places(said), to_annotations(said)):
        flat = nodes(text.encode("utf-8").decode("utf-8"))
        assert not any(node["@id"].casefold().startswith(("javascript:", "data:")) for node in flat)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a b", "//x"])
def test_only_addresses_of_the_web_are_followed(url):
    said = replace(reading(), article=replace(reading().article, url=url))
    assert all(url not in json.dumps(item["target"]) for item in json.loads(to_annotations(said))["first"]["items"])
    assert all("@id" not in one for one in json.loads(to_linked_places(said))["citations"])
