"""The bundled account, kept twice: as the model's text and as what its page holds.

A change that shows in the first file is one of reading or drawing, a change that shows only in the second is one of the
page. `make golden` writes both again; read the difference before it is committed. Geometry is told in rounded bounds and
areas, so that another library's last digit changes nothing here.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from deconflict_map.model.mark import levels, place_marks
from deconflict_map.render.tabling import untabled
from deconflict_map.render.telling import relation_words

HERE = Path(__file__).parent
DATA = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)


def model_text(document):
    """The reading in lines that a person can compare."""
    yield f"# {document.article.title} ({document.article.source}, {document.article.published})"
    yield "\n# names"
    for r in document.resolutions:
        where = f"{r.place.id} {r.place.name} {r.place.feature}" if r.place else f"not placed: {r.reason}"
        literal = "" if r.toponym.literal else f"  [{r.toponym.why_not_literal}]"
        yield f"{r.toponym.span.start:5} {r.toponym.text} = {where} {r.confidence:.1f}{literal}"
    yield "\n# places"
    for mark in place_marks(document):
        yield f"{mark.id} {mark.place.name} mentions {len(mark.mentions)} {'drawn' if mark.drawn else 'listed'}"
    yield "\n# claims"
    for claim in document.claims:
        said = f"{claim.said.first}..{claim.said.last}" if claim.said else "-"
        holds = f"{claim.holds.first}..{claim.holds.last}" if claim.holds else "-"
        who = "; ".join(speaker.text for speaker in claim.speakers)
        denied = "".join(f" denied by {denial.speaker.text}" for denial in claim.denials)
        yield f"{claim.number:2} {claim.status.value} {claim.located.key} “{claim.located.text}”"
        yield f"   {relation_words(claim.relation, document)}"
        yield f"   {who} | said {said} | holds {holds}{denied}{' | withheld' if claim.withheld else ''}"
    yield "\n# footprints"
    for footprint in document.footprints:
        yield f"{footprint.id} claims {footprint.claims} {'drawn' if footprint.drawable else footprint.why_not}"
        for level, geometry in levels(footprint):
            box = " ".join(f"{value:.1f}" for value in geometry.bounds)
            yield f"   {level.value}: {geometry.geom_type} {box} area {geometry.area:.2f}"
        for step in footprint.steps:
            yield f"   - {step.rule}: {step.effect}"
    for undrawn in document.undrawn:
        yield f"claim {undrawn.claim} not drawn: {undrawn.reason}"


def page_text(document):
    """The page's data block without base map and coordinates, in canonical JSON."""
    block = untabled(json.loads(DATA.search(document.to_html())[1]))
    del block["ground"], block["bounds"]

    def told(value):
        if isinstance(value, dict):
            if set(value) == {"k", "s", "c"}:  # packed coordinates
                return f"shape {value['k']}"
            return {key: told(item) for key, item in value.items()}
        if isinstance(value, list):
            if value and all(isinstance(item, int | float) and not isinstance(item, bool) for item in value):
                return [round(item, 1) for item in value]
            return [told(item) for item in value]
        return round(value, 1) if isinstance(value, float) else value

    return json.dumps(told(block), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@pytest.mark.parametrize("name", ["account.txt", "account.page.json"])
def test_golden(account, name, pytestconfig):
    made = page_text(account) if name.endswith(".json") else "\n".join(model_text(account)) + "\n"
    path = HERE / name
    if pytestconfig.getoption("--write-golden"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8"), "read the difference, then run make golden"
