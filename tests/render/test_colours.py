"""The style sheet's colours: readable on every ground in light and dark, and told apart by the colour-blind, too.

Contrast after WCAG 2.2 (relative luminance). Colour blindness is simulated with the matrices of Machado, Oliveira and
Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), Table 1,
severity 1.0, applied to linear RGB. Differences are CIE 1976 ΔE*ab under D65, where about 2.3 is just noticeable
(Mahy, Van Eycken and Oosterlinck 1994); what differs by less than `APART` must differ by its dash or sign as well.
"""

from __future__ import annotations

import itertools
import re
from importlib.resources import files

import pytest

CSS = files("deconflict_map.render").joinpath("assets", "map.css").read_text(encoding="utf-8")
STATUSES = ("reported", "agreed", "planned", "disputed", "negated", "unfixed")
APART = 10.0  # four times what is just noticeable, since marks are thin and lie apart

MACHADO = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def variables(css: str) -> dict[str, dict[str, str]]:
    """The colours of each scheme."""
    light, dark = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    found = {"light": dict(re.findall(r"--dcm-([\w-]+): (#[0-9a-f]{6})", light))}
    found["dark"] = found["light"] | dict(re.findall(r"--dcm-([\w-]+): (#[0-9a-f]{6})", dark))
    return found


SCHEMES = variables(CSS)


def linear(colour: str) -> tuple[float, float, float]:
    """SRGB to linear light (IEC 61966-2-1)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def contrast(one: str, other: str) -> float:
    lights = sorted(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def seen(colour: str, vision: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as it is seen (D65)."""
    light = linear(colour)
    rgb = [min(1.0, max(0.0, sum(m * c for m, c in zip(row, light, strict=True)))) for row in MACHADO[vision]]
    matrix = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    xyz = [sum(m * c for m, c in zip(row, rgb, strict=True)) for row in matrix]
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (v / white for v, white in zip(xyz, (0.95047, 1.0, 1.08883), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, vision: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(seen(one, vision), seen(other, vision), strict=True)) ** 0.5


def test_the_arithmetic_is_that_of_its_sources():
    assert contrast("#ffffff", "#000000") == pytest.approx(21.0)  # WCAG 2.2, 1.4.6
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # WebAIM's well-known near miss
    assert seen("#ffffff", "full") == pytest.approx((100.0, 0.0, 0.0), abs=0.01)
    assert seen("#ff0000", "full") == pytest.approx((53.24, 80.09, 67.20), abs=0.05)  # Lindbloom's calculator
    for vision, rows in MACHADO.items():  # white stays white in every row
        assert [round(sum(row), 3) for row in rows] == [1.0, 1.0, 1.0], vision


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["land", "sea", "paper"])
@pytest.mark.parametrize("status", [*STATUSES, "place"])
def test_marks_stand_at_three_to_one_on_every_ground(scheme, ground, status):
    assert contrast(SCHEMES[scheme][status], SCHEMES[scheme][ground]) >= 3.0  # WCAG 2.2, 1.4.11


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("status", STATUSES)
def test_numbers_can_be_read_in_their_badges(scheme, status):
    assert contrast(SCHEMES[scheme][status], SCHEMES[scheme]["paper"]) >= 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("vision", MACHADO)
def test_statuses_are_told_apart_by_colour_or_else_by_dash_or_sign(scheme, vision):
    colours = SCHEMES[scheme]
    alike = {
        frozenset(pair)
        for pair in itertools.combinations(STATUSES, 2)
        if difference(colours[pair[0]], colours[pair[1]], vision) < APART
    }
    assert not {pair for pair in alike if not differ_without_colour(*pair)}, alike


SIGNS = {"reported": "", "agreed": "", "planned": "arrow", "disputed": "?", "negated": "×", "unfixed": "hatch"}


def dashes(status: str) -> frozenset[str]:
    """The dashes that the style sheet gives a status of its own."""
    found = re.findall(rf"^[^\n]*\.dcm-{status}[.,\s][^\n]*\{{[^}}]*stroke-dasharray: ([^;}}]+)", CSS, re.MULTILINE)
    return frozenset(found)


def differ_without_colour(one: str, other: str) -> bool:
    return dashes(one) != dashes(other) or SIGNS[one] != SIGNS[other]


def test_claimed_planned_denied_and_unfixed_have_dashes_of_their_own():
    own = {status: dashes(status) for status in ("disputed", "planned", "negated", "unfixed")}
    assert all(own.values())
    assert len(set(own.values())) == 4


def test_one_scheme_of_colours_is_that_of_drawings():
    from deconflict_map.render.inks import ink  # noqa: PLC0415 only here
    from deconflict_map.render.layering import MarkLayer  # noqa: PLC0415

    assert {status: ink(MarkLayer(status)) for status in STATUSES} == {
        status: SCHEMES["light"][status] for status in STATUSES
    }
