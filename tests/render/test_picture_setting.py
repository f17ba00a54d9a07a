"""The figure's map: where things stand, how long the scale bar is, what the legend names, what black and white tells."""

import io
import math
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from geographiclib.geodesic import Geodesic
from lxml import etree
from PIL import Image
from rendered_sample import basemap, reading
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point, box

from deconflict_map.model.basemap import BaseFeature, BaseLayer, BaseMap
from deconflict_map.model.claim import Status
from deconflict_map.model.footprint import FootprintKind, Level, Region
from deconflict_map.render import figure, render_png
from deconflict_map.render.assets import own
from deconflict_map.render.chart import chart_of
from deconflict_map.render.course import Course
from deconflict_map.render.framing import degrees_words, scale_bar, scale_metres
from deconflict_map.render.inks import INK, LAND, QUIET, SEA, WATER, course_style, ink, mark_style
from deconflict_map.render.layering import MarkLayer

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    return [
        "".join(element.itertext()).strip("\u2068\u2069")
        for element in etree.fromstring(svg.encode()).iter(f"{SVG}text")
    ]


def disc(lon, lat, radius):
    whole = Point(lon, lat).buffer(radius)
    if lon + radius <= 180:
        return whole
    west = whole & box(-180, -90, 180, 90)
    return MultiPolygon([west, translate(whole & box(180, -90, 540, 90), -360)])


def scene(*footprints, base=None, status=Status.REPORTED):
    """The sample with other footprints, the first claim of each with a status."""
    whole = reading()
    claims = tuple(replace(claim, status=status) for claim in whole.claims)
    unplaced = tuple(replace(item, toponym=replace(item.toponym, literal=False)) for item in whole.resolutions)
    world = BaseMap(bounds=(-180, -85, 180, 85), features=())
    return replace(whole, footprints=footprints, claims=claims, resolutions=unplaced, shapes=()), base or world


def zone(core, likely, support, *, claim=1, drawable=True):
    first = reading().footprints[0]
    region = Region(core=core, likely=likely, support=support)
    return replace(
        first, id=f"zone-{claim}", kind=FootprintKind.ZONE, claims=(claim,), region=region, ensemble=None,
        drawable=drawable, why_not="" if drawable else "nobody says where",
    )  # fmt: skip


def nested(lon, lat, radius, **other):
    return zone(disc(lon, lat, radius * 0.6), disc(lon, lat, radius * 0.85), disc(lon, lat, radius), **other)


def plate(svg):
    return next(element for element in etree.fromstring(svg.encode()).iter(f"{SVG}svg") if element.get("overflow"))


def marks(svg, ink="#0063a0"):
    return [
        element
        for element in plate(svg).iter(f"{SVG}path")
        if element.get("stroke") == ink and element.get("fill-rule")
    ]


def extent(element):
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", element.get("d"))]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


@pytest.mark.parametrize(
    ("lon", "lat", "radius", "why"),
    [
        (180.0, -17.0, 2.0, "a scene that the date line halves"),
        (179.5, 65.0, 1.5, "one that only its east end crosses"),
        (15.0, 78.0, 3.0, "the far north"),
        (20.0, 75.0, 0.3, "a small one at 75 degrees north"),
        (-60.0, -80.0, 4.0, "the far south"),
        (0.0, 0.0, 60.0, "half the world"),
    ],
)
def test_a_scene_is_drawn_whole_and_in_one_piece(lon, lat, radius, why):
    svg = figure(*scene(nested(lon, lat, radius)))
    width, height = float(plate(svg).get("width")), float(plate(svg).get("height"))
    for mark in marks(svg):
        left, top, right, bottom = extent(mark)
        assert 0 < left < right < width, why
        assert 0 < top < bottom < height, why
        assert abs((left + right) / 2 - width / 2) < 0.06 * width, why
        assert right - left < 0.95 * width, why
        assert max((right - left) / width, (bottom - top) / height) > 0.3, why


def test_a_scene_across_the_date_line_shows_no_seam():
    land = BaseFeature(layer=BaseLayer.WORLD, name="Land", local_name="", rank=0, geometry=MultiPolygon([box(170, -30, 180, 0), box(-180, -30, -170, 0)]))  # fmt: skip
    svg = figure(*scene(nested(180.0, -17.0, 2.0), base=BaseMap(bounds=(176, -21, 184, -13), features=(land,))))
    edges = [element for element in plate(svg).iter(f"{SVG}path") if element.get("stroke") == "#c9c2b4"]
    middle = float(plate(svg).get("width")) / 2
    for edge in edges:
        ups = re.findall(r"(-?[\d.]+) (-?[\d.]+)", edge.get("d"))
        pairs = pairwise(ups)
        assert not [1 for (x, _), (other, _) in pairs if abs(float(x) - middle) < 1 > abs(float(other) - middle)]


@pytest.mark.parametrize("lat", [0.0, 35.5, 60.0, 78.0, -45.0])
@pytest.mark.parametrize("width_deg", [0.2, 4.0, 30.0])
def test_the_scale_bar_is_as_long_as_it_says_in_the_middle_of_the_map(lat, width_deg):
    """Oracle: Karney's geodesic (geographiclib), between the ends of the bar moved to the middle latitude."""
    half = min(width_deg / 2, 84 - abs(lat))
    chart = chart_of((10.0, lat - half / 2, 10.0 + width_deg, lat + half / 2), width=920, lowest=430, tallest=820)
    left, right = re.search(
        r'd="M([\d.]+) [\d.]+H([\d.]+)V[\d.]+H[\d.]+Z" fill="#ffffff" stroke', scale_bar(chart)
    ).groups()
    lon, middle = chart.degrees(float(left), chart.height / 2)
    other, _ = chart.degrees(float(right), chart.height / 2)
    true = Geodesic.WGS84.Inverse(middle, lon, middle, other)["s12"]
    assert true == pytest.approx(scale_metres(chart), rel=0.01)
    told = f"{scale_metres(chart) / 1000:g} km" if scale_metres(chart) >= 1000 else f"{scale_metres(chart):g} m"
    assert told in scale_bar(chart)
    assert float(right) - float(left) <= 150.5


def test_the_note_tells_how_much_longer_lengths_are_near_the_pole():
    svg = figure(*scene(nested(15.0, 78.0, 3.0)))
    (note,) = [text for text in texts(svg) if "nearer to the pole" in text]
    told = int(re.search(r"up to (\d+)%", note).group(1))
    chart_lats = [float(text[:-2]) for text in texts(svg) if re.fullmatch(r"[\d.]+°N", text)]
    least = (math.cos(math.radians(min(chart_lats))) / math.cos(math.radians(max(chart_lats))) - 1) * 100
    assert least <= told < 3 * least


@pytest.mark.parametrize(
    ("degrees", "words"), [(36.0, "36°N"), (-17.5, "17.5°S"), (0.0, "0°"), (180.0, "180°"), (-180.0, "180°")]
)
def test_degrees_are_told_as_on_a_map(degrees, words):
    assert degrees_words(degrees, "N", "S") == words


NAMES = {
    Status.REPORTED: "Reported or stated",
    Status.AGREED: "Said to be agreed",
    Status.PLANNED: "Planned, ordered or conditional",
    Status.DISPUTED: "Claimed, or denied by others",
    Status.NEGATED: "Said not to be so",
}
LEVELS = {"surely inside", "likely inside", "not ruled out"}


@pytest.mark.parametrize("status", NAMES)
def test_the_legend_names_the_one_status_that_is_shown(status):
    said = set(texts(figure(*scene(nested(39.0, 35.0, 1.0), status=status))))
    assert said & set(NAMES.values()) == {NAMES[status]}
    assert "Not fixed by the words" not in said
    assert said & LEVELS == (set() if status is Status.NEGATED else LEVELS)  # an outline has no levels


def test_the_legend_names_only_levels_that_are_shown():
    nothing = Point()
    two = set(texts(figure(*scene(zone(nothing, disc(39, 35, 1), disc(39, 35, 2))))))
    assert two & LEVELS == {"likely inside", "not ruled out"}
    unfixed = set(texts(figure(*scene(zone(disc(39, 35, 1), disc(39, 35, 2), disc(39, 35, 3), drawable=False)))))
    assert unfixed & LEVELS == set()
    assert "Not fixed by the words" in unfixed
    assert not unfixed & set(NAMES.values())


def test_what_stands_outside_the_view_is_told():
    far = [nested(39.0, 35.0, 1.0, claim=1), nested(40.0, 35.5, 1.0, claim=2), nested(41.0, 35.0, 1.0, claim=4)]
    svg = figure(*scene(*far, nested(-100.0, 40.0, 0.9, claim=3)))
    assert "3 lies outside this view." in texts(svg)
    assert "1 lies outside this view." not in texts(svg)


def test_places_that_are_far_off_or_have_no_room_for_their_name_are_told():
    told = " ".join(texts(figure(reading(), basemap())))
    assert "Places outside this view: Iraq; New York" in told
    assert "for want of room" not in told
    crowd = replace(reading(), resolutions=tuple(
        replace(item, place=replace(item.place, id=f"x:{n}", name=f"A village with a long name {n}", lon=39 + n % 30 * 0.01, lat=35 + n // 30 * 0.01))
        for n, item in enumerate([reading().resolutions[1]] * 900)
    ))  # fmt: skip
    told = " ".join(texts(figure(replace(crowd, footprints=(), claims=(), undrawn=()), basemap())))
    assert re.search(r"Drawn without a name, for want of room: .*and \d+ more", told)


@pytest.mark.parametrize("course", Course)
def test_the_legend_names_the_one_way_in_which_the_line_s_course_is_known(course, monkeypatch):
    monkeypatch.setattr("deconflict_map.render.drawing.course_of", lambda *_: course)
    said = " ".join(texts(figure(reading(), basemap())))
    words = {Course.FOLLOWS: "Solid:", Course.RULED: "Long dashes:", Course.INFERRED: "Short dashes:"}
    assert [each for each in words.values() if each in said] == [words[course]]


def test_signs_point_to_the_side_that_is_meant_and_where_a_move_goes():
    svg = figure(reading(), basemap())
    assert re.search(r'd="M-5 3H5M0 3V-4"[^/]*rotate\(90\)', svg)  # "east of the Euphrates"
    assert re.search(r'd="M0 -6L4 5L0 2.5L-4 5Z"[^/]*rotate\(135\)', svg)  # "southeast along the river"
    said = " ".join(texts(svg))
    assert "A bar with a tick" in said
    assert "The arrow points where" in said
    said = " ".join(texts(figure(*scene(nested(39.0, 35.0, 1.0)))))
    assert "A bar with a tick" not in said
    assert "The arrow points where" not in said


def test_the_figure_has_the_page_s_light_colours():
    light = dict(
        re.findall(r"--dcm-(\w+): (#\w{6})", re.search(r":root \{(.*?)\}", own("map.css"), re.DOTALL).group(1))
    )
    layers = [layer for layer in MarkLayer if layer is not MarkLayer.PLACES]
    assert {layer.value: ink(layer) for layer in layers} == {layer.value: light[layer.value] for layer in layers}
    assert tuple(light[name] for name in ("land", "sea", "water", "ink", "quiet")) == (LAND, SEA, WATER, INK, QUIET)


def test_each_way_has_dashes_of_its_own():
    assert len({course_style(MarkLayer.AGREED, course) for course in Course}) == len(Course)


def bare(style):
    """A style without its colour: what is left in black and white."""
    return re.sub(r"#[0-9a-f]{6}", "ink", style)


@pytest.mark.parametrize("level", [Level.LIKELY, Level.BAND50, Level.BAND90])
def test_without_colour_every_status_is_drawn_in_its_own_way(level):
    layers = [layer for layer in MarkLayer if layer is not MarkLayer.PLACES]
    assert len({bare(mark_style(layer, level)) for layer in layers}) == len(layers)


@pytest.mark.parametrize("status", [Status.REPORTED, Status.AGREED, Status.PLANNED, Status.DISPUTED])
@pytest.mark.parametrize("others", [0, 2], ids=["as wide as the view", "one of three"])
def test_in_black_and_white_each_level_is_darker_than_the_one_around_it(status, others):
    zones = [nested(39.0 + 4.0 * place, 10.0, 1.0, claim=place + 1) for place in range(others + 1)]
    reading_, ground = scene(*zones, status=status)
    svg = figure(reading_, ground)
    with Image.open(io.BytesIO(render_png(reading_, ground, scale=1))) as image:
        grey = image.convert("L")
    support, likely, core = sorted(extent(mark) for mark in marks(svg, mark_ink(status)))[:3]
    x0, y0 = 40, grey.height
    top = etree.fromstring(svg.encode()).iter(f"{SVG}g")
    y0 = next(float(g.get("transform").split()[1][:-1]) for g in top if g.find(f"{SVG}svg") is not None) + 40
    middle = (support[1] + support[3]) / 2 + y0

    def mean(left, right):
        width = right - left
        frame = (x0 + left + 0.15 * width, middle - 14, x0 + right - 0.15 * width, middle + 14)
        strip = list(grey.crop(tuple(int(value) for value in frame)).get_flattened_data())
        return sum(strip) / len(strip)

    rings = [mean(support[0] - 14, support[0]), mean(support[0], likely[0]), mean(likely[0], core[0])]
    inside = mean(core[0], core[0] + (core[2] - core[0]) / 4)
    shades = [*rings, inside]
    assert all(outer - inner >= 5 for outer, inner in pairwise(shades)), shades


def mark_ink(status):
    return {
        Status.REPORTED: "#0063a0",
        Status.AGREED: "#00735a",
        Status.PLANNED: "#97337a",
        Status.DISPUTED: "#b34700",
    }[status]


def test_names_of_the_map_do_not_lie_upon_one_another():
    root = plate(figure(reading(), basemap()))
    boxes = []
    for element in root.iter(f"{SVG}text"):
        if element.get("paint-order") is None:
            continue
        words, size = "".join(element.itertext()).strip("\u2068\u2069"), float(element.get("font-size"))
        wide = 0.55 * size * len(words)
        x, y = float(element.get("x")), float(element.get("y"))
        left = {"middle": x - wide / 2, "end": x - wide}.get(element.get("text-anchor"), x)
        boxes.append((left, y - size, left + wide, y, words))
    assert len(boxes) >= 5
    for number, (left, top, right, bottom, words) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert right < other[0] or left > other[2] or bottom < other[1] or top > other[3], (words, other)
