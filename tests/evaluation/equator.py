"""A gazetteer, a corpus and predictions small enough that every figure can be worked out on paper.

All places lie on the equator, so that a degree of longitude is 12742 km · π / 360 = 111.195 km: one degree off is near,
two degrees off (222.390 km) are not.
"""

from __future__ import annotations

import json

from deconflict_map.model.place import Match, MatchKind, Place, PlaceKind, ShapeForm


def place(name, lon, *, kind=PlaceKind.POPULATED, feature="PPL", lat=0.0):
    return Place(
        id=f"test:{name}@{lon}", name=name, kind=kind, feature=feature, lon=lon, lat=lat, country="", division="",
        population=0, shape=ShapeForm.NONE, shape_error_m=0.0, source="test", licence="",
    )  # fmt: skip


PLACES = (
    place("Alpha", 0.0, kind=PlaceKind.COUNTRY, feature="PCLI"),
    place("Beta", 10.0),
    place("Beta", 10.5),  # within 161 km of the last: the same place for an ambiguity
    place("Beta", 40.0, kind=PlaceKind.STREAM, feature="STM"),
    place("Gamma", 20.0, kind=PlaceKind.DIVISION, feature="ADM1"),
    place("Delta", 60.0, kind=PlaceKind.DIVISION, feature="ADM2"),
    place("Alphaland", 30.0, kind=PlaceKind.REGION, feature="RGN"),
    place("Epsilon", 40.0, kind=PlaceKind.COUNTRY, feature="PCLI"),
)


class Equator:
    """The part of a gazetteer that an evaluation asks for."""

    def lookup(self, name):
        return tuple(
            Match(place=one, kind=MatchKind.EXACT, name=name, similarity=1.0) for one in PLACES if one.name == name
        )

    def place(self, place_id):
        return next((one for one in PLACES if one.id == place_id), None)


def row(text, name, lon, **further):
    start = text.index(name)
    return {"start": start, "end": start + len(name), "lat": 0.0, "lon": lon, **further}


def guess(text, name, lon, confidence, *, kind="place", feature="PPL"):
    start = text.index(name)
    pin = None if lon is None else {"id": "", "name": name, "lat": 0.0, "lon": lon, "country": "", "feature": feature}
    return {
        "start": start,
        "end": start + len(name),
        "text": name,
        "kind": kind,
        "place": pin,
        "confidence": confidence,
    }


A = "Alpha met Beta in Gamma and Delta."
B = "Alphaland and Epsilon, Zeta."
C = "Nothing here but Eta."


def gold_lines():
    documents = [
        {
            "doc_id": "a",
            "text": A,
            "toponyms": [
                row(A, "Gamma", 20.0),
                row(A, "Alpha", 0.0, fcode="PCLI", fclass="A"),
                row(A, "Beta", 10.0),
                row(A, "Delta", 60.0) | {"lat": None, "lon": None},
            ],
        },
        {"doc_id": "b", "text": B, "toponyms": [row(B, "Alphaland", 30.0), row(B, "Epsilon", 40.0)]},
        {"doc_id": "c", "text": C, "toponyms": [row(C, "Eta", 50.0)]},
    ]
    return "".join(f"{json.dumps(document)}\n" for document in documents)


def predicted_lines():
    documents = [
        {
            "doc_id": "a",
            "toponyms": [
                guess(A, "Alpha", 1.0, 0.95, feature="PCLI"),  # near
                guess(A, "Beta", 12.0, 0.85),  # too far off
                guess(A, "Delta", 60.0, 0.75, feature="ADM2"),  # no gold row that counts: a false pin
            ],
        },
        {
            "doc_id": "b",
            "toponyms": [
                guess(B, "Alpha", 30.0, 0.65),  # cut otherwise, near
                guess(B, "Epsilon", 40.0, 0.55, kind="demonym", feature="PCLI"),  # near
                guess(B, "Zeta", None, 0.0),  # without a pin, at no gold row
            ],
        },
        {"doc_id": "d", "toponyms": []},  # of no document of the corpus; and the last document has none
    ]
    return "".join(f"{json.dumps(document)}\n" for document in documents)
