"""Natural Earth's land boundary lines → border pieces between countries, disputed ones told apart.

Lines within one country (overlay limits of UN zones, leases) belong to no border and are left out. Full detail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.gazetteer.builder import natural_earth
from deconflict_map.gazetteer.record import BorderLine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COLUMNS = ("FEATURECLA", "ADM0_A3_L", "ADM0_A3_R")
_SETTLED = "International boundary (verify)"
"""The only class of Natural Earth's that isn't disputed, indefinite, a line of control or a claim."""


def read_borders(folder: Path, codes: Mapping[str, str]) -> list[BorderLine]:
    """Border pieces; `codes` maps Natural Earth's three-letter codes to ISO's two letters.

    A side that has no ISO code (Somaliland) keeps an empty one, so that the line can still be drawn.
    """
    lines = []
    for row, geometry in natural_earth.read_layer(folder / "cultural/ne_10m_admin_0_boundary_lines_land", _COLUMNS):
        if row["ADM0_A3_L"] == row["ADM0_A3_R"]:
            continue
        country, other = sorted((codes.get(row["ADM0_A3_L"], ""), codes.get(row["ADM0_A3_R"], "")))
        status = row["FEATURECLA"]
        lines.append(
            BorderLine(
                country=country,
                other=other,
                status=status.removesuffix(" (verify)").removesuffix(" (please verify)"),
                disputed=status != _SETTLED,
                geometry=geometry,
            )
        )
    return lines
