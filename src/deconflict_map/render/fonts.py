"""The fonts of pictures: files to draw with, and which characters they can write.

They come from packages of the extra `png`, never from the machine, so that the same map gives the same picture
everywhere: FiraGO (Latin, Greek, Cyrillic, Arabic, Hebrew, Thai, Georgian, Devanagari), Noto Sans for rarer letters of
Latin and Cyrillic, and Noto Sans CJK (Chinese, Japanese, Korean), all under the SIL Open Font License. A character that
none has is told in square brackets and counted; no empty box is ever drawn. Refused with `UsageError` if the extra
isn't installed.
"""

from __future__ import annotations

import io
import tempfile
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT_FAMILY = "FiraGO Regular"
_WEIGHTS = ("figo", "figbo", "figit", "figbi", "notos", "notosbo")
"""Names in `pymupdf_fonts`: FiraGO's regular, bold, italic and both, and Noto Sans's regular and bold."""
_UNSEEN = frozenset(("Cf", "Zs", "Zl", "Zp"))
_SELECTORS = frozenset("\ufe0e\ufe0f")
"""They only choose between shapes of the character before them."""
_STAND_INS = {"⟦": "[", "⟧": "]"}
"""For brackets that `visible` writes and the fonts lack."""


@dataclass(slots=True, kw_only=True)
class Fonts:
    """Font files, and the scripts of which letters were asked for that they lack."""

    files: tuple[str, ...]
    lacking: set[str] = field(default_factory=set)

    def legible(self, text: str) -> str:
        """`text`, with what can't be written in square brackets: “[8 letters: Armenian]”."""
        return "".join(
            self._told("".join(run)) if lacking else "".join(run)
            for lacking, run in groupby(_without_selectors(text), key=lambda one: _kind(one) if _lacks(one) else "")
        )

    def _told(self, run: str) -> str:
        if run[0] in _STAND_INS:
            return "".join(_STAND_INS[character] for character in run)
        kind = _kind(run[0])
        self.lacking.add(kind)
        return f"[{len(run)} {'letter' if len(run) == 1 else 'letters'}: {kind}]"


def _without_selectors(text: str) -> str:
    return "".join(character for character in text if character not in _SELECTORS)


def _lacks(character: str) -> bool:
    if ord(character) in _covered() or unicodedata.category(character) in _UNSEEN:
        return False
    parts = unicodedata.normalize("NFD", character)  # a letter may be written as a base and its marks
    return len(parts) == 1 or any(ord(part) not in _covered() for part in parts)


def _kind(character: str) -> str:
    """A script by the first word of its letters' names; of all the rest only that they are symbols or marks."""
    if character in _STAND_INS:
        return "stand-in"
    match unicodedata.category(character)[0]:
        case "L" | "M":
            return unicodedata.name(character, "unnamed").split()[0].title()
        case "C":
            return "Unassigned"
        case _:
            return "Symbols"


def check_picture() -> None:
    """Refuse to begin what couldn't be finished.

    Raises:
        UsageError: the extra `png` isn't installed.
    """
    if any(find_spec(module) is None for module in ("resvg_py", "fontTools", "pymupdf_fonts", "noto_cjk_sans_otc")):
        raise missing_extra()


@contextmanager
def fonts_at_hand() -> Iterator[Fonts]:
    """The fonts as files, as long as the context lasts.

    Raises:
        UsageError: the extra `png` isn't installed.
    """
    with tempfile.TemporaryDirectory(prefix="deconflict-map-fonts-") as folder:
        files = []
        for weight, content in _packed_fonts():
            path = Path(folder, f"{weight}.ttf")
            path.write_bytes(content)
            files.append(str(path))
        yield Fonts(files=(*files, _noto_cjk()))


@cache
def _covered() -> frozenset[int]:
    """The code points that can be written in both weights."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- of an extra

    def written(source: io.BytesIO | str) -> frozenset[int]:
        with TTFont(source, fontNumber=0, lazy=True) as font:
            return frozenset(font.getBestCmap())

    fonts = {weight: written(io.BytesIO(content)) for weight, content in _packed_fonts()}
    in_both = (fonts["figo"] & fonts["figbo"]) | (fonts["notos"] & fonts["notosbo"])
    return in_both | written(_noto_cjk())


@cache
def _packed_fonts() -> tuple[tuple[str, bytes], ...]:
    try:
        import pymupdf_fonts  # noqa: PLC0415 -- of an extra
    except ImportError as error:
        raise missing_extra() from error
    return tuple((weight, bytes(pymupdf_fonts.fontbuffers[weight]())) for weight in _WEIGHTS)


@cache
def _noto_cjk() -> str:
    try:
        import noto_cjk_sans_otc  # noqa: PLC0415 -- of an extra
    except ImportError as error:
        raise missing_extra() from error
    return str(noto_cjk_sans_otc.FONT_PATH)


def missing_extra() -> UsageError:
    """What is said where PNG is asked for and can't be made."""
    return UsageError(
        "pictures need the extra `png`, which isn't installed",
        where="PNG",
        do="pip install 'deconflict-map[png]', or write .svg, which needs nothing",
    )
