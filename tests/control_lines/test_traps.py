"""Ten traps that were found while the control lines were collected: numbers, sides and names that sources get wrong.

What is drawn follows the words that fix the geometry; what contradicts it is told, and the geometry is never bent.
"""

import pytest
import shapely
from entries import area_km2, border, check, distance_km, outline, point

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.pipeline import locate


def read(words, inside=None, on=None):
    return locate(words, open_gazetteer(), inside=inside, on=on)


def drawn(words, inside=None):
    """The one footprint of a phrase."""
    found = read(words, inside)
    assert found.footprints, [item.reason for item in (*found.unread, *found.undrawn)]
    return found.footprints[0]


def test_1_a_quoted_area_that_is_a_quarter_too_large_is_told():
    """The press gave 49,400 km² to the northern no-fly zone; Iraq north of 36° has 39,700."""
    quoted = check("iraq-nfz-north", "area_km2_quoted_in_press")["value"]
    found = drawn(f"Iraq north of the 36th parallel, an area of {quoted:,} square kilometres")
    expected = check("iraq-nfz-north", "area_km2")
    assert area_km2(found.region.likely) == pytest.approx(expected["value"], rel=expected["tol"])
    assert any("49,400" in finding for finding in found.findings), found.findings
    assert not drawn("Iraq north of the 36th parallel").findings


def test_2_an_area_that_is_ten_times_too_small_is_told():
    """A page gives 11,000 km² for the Aouzou strip, which has 114,000."""
    found = drawn("a strip about 100 km deep in Chad along the border with Libya, 11,000 km² in all")
    expected = check("chad-libya-aouzou", "area_km2")
    assert area_km2(found.region.likely) == pytest.approx(expected["value"], rel=expected["tol"])
    assert any("11,000" in finding for finding in found.findings), found.findings


def test_3_a_width_to_each_side_is_twice_a_whole_width_and_silence_is_told():
    """A newspaper gave as one side what the ministry gave as the whole."""
    each = drawn("20 km on either side of the border between Chad and Libya")
    whole = drawn("a zone 20 km wide along the border between Chad and Libya")
    silent = drawn("a 20 km zone along the border between Chad and Libya")
    areas = [area_km2(one.region.likely) for one in (each, whole, silent)]
    assert areas[0] == pytest.approx(2 * areas[1], rel=0.05)
    assert areas[2] == pytest.approx(areas[1], rel=0.05)
    assert area_km2(silent.region.support) >= 0.95 * areas[0]
    told = " ".join([*(a for step in silent.steps for a in step.assumptions), *(u.text for u in silent.uncertainty)])
    assert "side" in told


def test_4_different_depths_into_two_countries_aren_t_mixed_up():
    """UNIKOM's zone reached 10 km into Iraq and 5 km into Kuwait; a newspaper wrote 15 km into Iraq."""
    right = drawn("a demilitarised zone 10 km into Iraq and 5 km into Kuwait from their border")
    wrong = drawn("a zone 15 km deep into Iraq from the border with Kuwait")
    zone = right.region.likely
    assert area_km2(zone & outline("IQ")) == pytest.approx(2160, rel=0.15)
    assert area_km2(zone & outline("KW")) == pytest.approx(990, rel=0.15)
    assert area_km2(wrong.region.likely & outline("IQ")) == pytest.approx(1.5 * 2160, rel=0.2)
    assert area_km2(wrong.region.likely & outline("KW")) < 50.0


def test_5_a_side_that_contradicts_another_is_told():
    """A page lays both restricted areas west of the berm."""
    found = read("the area north of 36° N and south of 34° N in Iraq")
    told = " ".join(
        [
            *(finding for one in found.footprints for finding in one.findings),
            *(one.why_not for one in found.footprints),
            *(item.reason for item in found.undrawn),
        ]
    )
    assert "contradict" in told


def test_6_widths_that_two_papers_give_differently_change_nothing_that_is_withheld():
    """Two papers of the United Nations give the widest place of the area of separation as 10 and as 12.5 km."""
    words = "the area between line A and line B on the map attached to the agreement, in the Golan Heights, with a maximum width of {} km"
    ten, more = (drawn(words.format(width)) for width in ("10", "12.5"))
    assert not ten.drawable
    assert not more.drawable
    assert ten.region.support.equals(more.region.support)


def test_7_the_demarcation_line_isn_t_the_38th_parallel():
    """The line that "runs along the 38th parallel" crosses it."""
    parallel = drawn("a line along the 38th parallel from Haeju to Sokcho", "South Korea")
    course = shapely.get_coordinates(parallel.ensemble.median.segmentize(0.01))
    inner = [lat for lon, lat in course.tolist() if 126.2 < lon < 128.0]
    assert max(abs(lat - 38.0) for lat in inner) < 0.1
    demarcation = drawn("within 5 km of the Military Demarcation Line between North and South Korea")
    support = demarcation.region.support
    assert support.contains(shapely.Point(128.36, 38.61))  # its eastern end, 68 km north of the parallel
    assert support.contains(shapely.Point(126.68, 37.95))  # Panmunjom, south of it


def test_8_a_zone_is_drawn_from_the_line_not_from_a_wrong_overlay():
    """Natural Earth's overlay of the Korean zone has 2,240 km²; two kilometres to each side of the line are 828 to 907."""
    found = drawn("2 km on either side of the border between North and South Korea")
    expected = check("korea-mdl-dmz-1953", "area_km2")
    assert area_km2(found.region.likely) == pytest.approx(expected["value"], rel=expected["tol"])


def test_9_a_length_within_what_scale_explains_is_no_finding():
    """The line between Israel and Lebanon has 120 km on the ground and 98 in data at 1:10 million."""
    near = drawn("the border between Israel and Lebanon, 120 km long")
    far = drawn("the border between Israel and Lebanon, 400 km long")
    assert not near.findings
    assert any("400" in finding for finding in far.findings)


def test_10_a_corridor_without_ends_says_so():
    """The protocol gives the corridor along the M4 no ends; only the patrols' stretch has some."""
    found = read("a security corridor 6 km deep to the north and 6 km deep to the south of the M4 highway", "Syria")
    told = " ".join(
        [
            *(one.why_not for one in found.footprints),
            *(part.text for one in found.footprints for part in one.uncertainty),
            *(a for one in found.footprints for step in one.steps for a in step.assumptions),
            *(item.reason for item in found.undrawn),
        ]
    )
    assert "M4" in told or "road" in told
    assert all(not one.drawable for one in found.footprints)


def test_oracles_agree_about_the_line_of_lebanon():
    length = sum(
        distance_km(one, other)
        for part in shapely.get_parts(border("IL", "LB"))
        for one, other in zip(part.coords[:-1], part.coords[1:], strict=True)
    )
    expected = check("lebanon-blue-line-litani", "blue_line_length_km")
    assert length == pytest.approx(expected["value"], rel=expected["tol"])
    assert point("Bint Jbeil", "LB", "populated")
