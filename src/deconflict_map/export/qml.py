"""The table of styles → QGIS's own style files (QML), one a kind of layer: rules by class and level, and labels.

Written for QGIS 3.20 and later, which read symbols as maps of options. Every rule's filter is made of names of the
table alone; nothing of a text gets into a style.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from deconflict_map.export.looks import UNFIXED, looks
from deconflict_map.model.footprint import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deconflict_map.export.looks import ClassLook, LevelLook

_VERSION = "3.22.0-Białowieża"
_AREA_LEVELS = (Level.SUPPORT, Level.BAND90, Level.LIKELY, Level.BAND50, Level.CORE)
_HATCH_PX = 6.0
_CASING_PX = 6.0


def areas_qml() -> str:
    """The style of layers of areas: the levels of zones and points, and the bands of lines."""
    style = _Style(labelled=None)
    for look in looks().classes:
        rule = style.rule(look.label, _of_class(look))
        for level in _AREA_LEVELS:
            known = looks().of_level(level.value)
            style.rule(known.label, f"\"level\" = '{level.value}'", under=rule, symbol=_area(look, known))
    _published(style, "fill")
    return style.text()


def lines_qml() -> str:
    """The style of the layer of lines."""
    style = _Style(labelled="title")
    best = looks().of_level(Level.BEST.value)
    for look in looks().classes:
        style.rule(look.label, _of_class(look), symbol=_line(look, best))
    _published(style, "line")
    return style.text()


def positions_qml() -> str:
    """The style of the layer of best points."""
    style = _Style(labelled="title")
    for look in looks().classes:
        style.rule(look.label, _of_class(look), symbol=_dot(look.colour, looks().place.halo, filled=not look.empty))
    return style.text()


def places_qml() -> str:
    """The style of the layer of places, with their names."""
    place = looks().place
    style = _Style(labelled="title")
    doubted = f'"confidence" < {place.unsure:g} OR "where_prec" IS NULL OR "where_prec" > {place.widest:d}'
    style.rule("wide, or not surely this place", doubted, symbol=_dot(place.colour, place.halo, filled=False))
    style.rule("place named in the text", "ELSE", symbol=_dot(place.colour, place.halo, filled=True))
    return style.text()


class _Style:
    """A rule-based style that is being made."""

    def __init__(self, *, labelled: str | None) -> None:
        categories = "Symbology|Labeling" if labelled else "Symbology"
        self._root = Element("qgis", {"version": _VERSION, "styleCategories": categories})
        attributes = {"type": "RuleRenderer", "symbollevels": "0", "forceraster": "0", "enableorderby": "0"}
        renderer = SubElement(self._root, "renderer-v2", attributes)
        self._rules = SubElement(renderer, "rules", {"key": "{deconflict-map}"})
        self._symbols = SubElement(renderer, "symbols")
        self._count = 0
        if labelled:
            self._root.append(_labels(labelled))

    def rule(
        self, label: str, condition: str, *, under: Element | None = None, symbol: Element | None = None
    ) -> Element:
        """Add a rule, below another where that is given; returned so that more can be put below it."""
        self._count += 1
        attributes = {"key": f"{{rule-{self._count}}}", "label": label}
        if condition:
            attributes["filter"] = condition
        if symbol is not None:
            attributes["symbol"] = str(len(self._symbols))
            symbol.set("name", attributes["symbol"])
            self._symbols.append(symbol)
        return SubElement(self._rules if under is None else under, "rule", attributes)

    def text(self) -> str:
        """The style as XML."""
        return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(self._root, encoding="unicode")


def _published(style: _Style, kind: str) -> None:
    """What isn't from the text has a rule of its own, whatever its class."""
    known = looks().of_level(Level.PUBLISHED.value)
    symbol = _symbol(kind)
    _layer(symbol, "SimpleLine", _stroke(looks().place.colour, 1.0, known.width_px, known.dash))
    style.rule(known.label, f"\"level\" = '{Level.PUBLISHED.value}'", symbol=symbol)


def _of_class(look: ClassLook) -> str:
    """The filter of a class, as an expression of QGIS."""
    drawn = f"\"level\" <> '{Level.PUBLISHED.value}'"
    if look.name == UNFIXED:
        return f'NOT "drawable" AND {drawn}'
    listed = ", ".join(f"'{status}'" for status in look.statuses)
    return f'"drawable" AND "status" IN ({listed}) AND {drawn}'


def _area(look: ClassLook, level: LevelLook) -> Element:
    symbol = _symbol("fill")
    if look.hatch:
        hatch = _layer(
            symbol, "LinePatternFill", {"angle": "45", "distance": f"{_HATCH_PX:g}", "distance_unit": "Pixel"}
        )
        hatch.append(_stroke_symbol(look.colour, alpha=0.55, width_px=1.0, dash=()))
    elif not look.empty:
        shade = {"color": _rgba(look.colour, level.fill), "style": "solid", "outline_style": "no"}
        _layer(symbol, "SimpleFill", shade)
    if level.width_px > 0 or look.empty:
        _layer(symbol, "SimpleLine", _stroke(look.colour, 1.0, max(level.width_px, 0.6), level.dash or look.dash))
    return symbol


def _line(look: ClassLook, level: LevelLook) -> Element:
    symbol = _symbol("line")
    _layer(symbol, "SimpleLine", _stroke(looks().place.halo, 0.75, _CASING_PX, ()))
    _layer(symbol, "SimpleLine", _stroke(look.colour, 1.0, level.width_px, look.line_dash))
    return symbol


def _dot(colour: str, rim: str, *, filled: bool) -> Element:
    symbol = _symbol("marker")
    options = {
        "name": "circle",
        "color": _rgba(colour if filled else rim, 1.0),
        "outline_color": _rgba(rim if filled else colour, 1.0),
        "outline_style": "solid",
        "outline_width": "1.6",
        "outline_width_unit": "Pixel",
        "size": f"{looks().place.size_px:g}",
        "size_unit": "Pixel",
    }
    _layer(symbol, "SimpleMarker", options)
    return symbol


def _stroke_symbol(colour: str, *, alpha: float, width_px: float, dash: tuple[int, ...]) -> Element:
    symbol = _symbol("line")
    symbol.set("name", "@0@0")
    _layer(symbol, "SimpleLine", _stroke(colour, alpha, width_px, dash))
    return symbol


def _stroke(colour: str, alpha: float, width_px: float, dash: Iterable[int]) -> dict[str, str]:
    pattern = ";".join(f"{length:d}" for length in dash)
    options = {
        "line_color": _rgba(colour, alpha),
        "line_style": "solid",
        "line_width": f"{width_px:g}",
        "line_width_unit": "Pixel",
        "capstyle": "flat",
        "joinstyle": "round",
    }
    if pattern:
        options |= {"use_custom_dash": "1", "customdash": pattern, "customdash_unit": "Pixel"}
    return options


def _symbol(kind: str) -> Element:
    return Element("symbol", {"type": kind, "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"})


def _layer(symbol: Element, kind: str, options: Mapping[str, str]) -> Element:
    layer = SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    _options(layer, options)
    return layer


def _options(parent: Element, options: Mapping[str, str]) -> None:
    held = SubElement(parent, "Option", {"type": "Map"})
    for name, value in options.items():
        SubElement(held, "Option", {"type": "QString", "name": name, "value": value})


def _labels(column: str) -> Element:
    place = looks().place
    labels = Element("labeling", {"type": "simple"})
    settings = SubElement(labels, "settings", {"calloutType": "simple"})
    attributes = {
        "fieldName": column,
        "isExpression": "0",
        "fontSize": "9",
        "fontSizeUnit": "Point",
        "textColor": _rgba(place.colour, 1.0),
    }
    text = SubElement(settings, "text-style", attributes)
    buffer = {"bufferDraw": "1", "bufferSize": "1", "bufferSizeUnits": "MM", "bufferColor": _rgba(place.halo, 0.9)}
    SubElement(text, "text-buffer", buffer)
    SubElement(settings, "placement", {"dist": "1", "distUnits": "MM"})
    SubElement(settings, "rendering", {"drawLabels": "1"})
    return labels


def _rgba(colour: str, alpha: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{round(alpha * 255)}"
