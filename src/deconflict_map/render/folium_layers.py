"""A data block and layer ids → Folium elements that carry constant JavaScript.

No text of an article, gazetteer or user ever passes a Folium or branca string: Folium renders elements twice through
Jinja, so that `{{…}}` in data would run as Python. The classes here hold the id of the data block and ids of layers,
both ours. The block itself is written by `RawElement`, which no template reads.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template

if TYPE_CHECKING:
    from collections.abc import Iterable


class RawElement(Element):
    """Text that is written as it is: no template reads it, neither its own nor that of a parent."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self._name = name
        self._text = text

    def render(self, **_: object) -> str:
        """The text."""
        return self._text


class HeadPieces(MacroElement):
    """Pieces that stand once in the head of whatever figure the map ends up in, before all scripts of its layers."""

    def __init__(self, pieces: Iterable[tuple[str, str]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types here
        self._name = "HeadPieces"
        self._pieces = tuple(pieces)

    def render(self, **_: object) -> str:
        """Puts the pieces into the figure's head, and writes nothing where the element stands."""
        figure = self.get_root()
        if isinstance(figure, Figure):
            for name, text in self._pieces:
                figure.header.add_child(RawElement(name, text), name=name)
        return ""


class SceneLayer(Layer):
    """One layer of the scene, as a Folium layer that a `LayerControl` can switch."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = DeconflictMap.layer(
                {{ this._parent.get_name() }}, {{ this.block_id|tojson }}, {{ this.layer_id|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, layer_id: str, *, name: str, block_id: str, show: bool) -> None:
        for text in (layer_id, name, block_id):
            if re.fullmatch(r"[\w ,.\-]+", text) is None:  # a fault of ours: these are constants of this package
                raise AssertionError(text)
        super().__init__(name=name, overlay=True, control=True, show=show)
        self._name = "SceneLayer"
        self.layer_id = layer_id
        self.block_id = block_id


class TilesSwitch(MacroElement):
    """The switch in the legend for tiles from elsewhere."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            DeconflictMap.tiles({{ this._parent.get_name() }}, {{ this.block_id|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, *, block_id: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types here
        self._name = "TilesSwitch"
        self.block_id = block_id


class ReaderPanel(MacroElement):
    """The text and lists beside the map."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            DeconflictMap.page({{ this._parent.get_name() }}, {{ this.block_id|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, *, block_id: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types here
        self._name = "ReaderPanel"
        self.block_id = block_id
