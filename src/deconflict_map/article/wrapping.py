"""The lines of a text without empty lines → its paragraphs: lines that were broken for width are joined again.

A line was broken for width where the first word of the next one would have made it longer than the longest line. Such
lines are only joined in a text that is wrapped: one of them stops in the middle of a sentence. A line whose sentence
plainly goes on in the next is joined with it however long it is. Refuses nothing; in
doubt a line is a paragraph, as in texts that have one line a paragraph. Trade-off taken: paragraphs of wrapped texts
part only where a line is short; their sentences come out whole either way.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise

SENTENCE_END = re.compile(r"[.!?…:;,][\"”’»)\]]*$")
_NARROWEST, _WIDEST = 40, 120
"""Judgement: text is wrapped at 60 to 100 characters; longer lines are paragraphs, shorter ones rows of a list."""


def paragraphs(lines: list[str]) -> list[str]:
    """The paragraphs that lines make up, their inner line ends kept; lines are stripped and not empty."""
    broken = _broken(lines)
    if not _is_wrapped(lines, broken):
        return lines
    found = [lines[0]]
    for number, line in enumerate(lines[1:]):
        if number in broken:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def _broken(lines: list[str]) -> frozenset[int]:
    """The places of lines that may have been broken for width."""
    widest = max(map(len, lines))
    if not _NARROWEST <= widest <= _WIDEST:
        return frozenset()
    return frozenset(
        number
        for number, (line, following) in enumerate(pairwise(lines))
        if len(line) + 1 + len(following.split()[0]) > widest or _stops_short(line, following)
    )


def _stops_short(line: str, following: str) -> bool:
    """Whether a sentence goes on in the next line, however long the two are: somebody edited a wrapped text by hand."""
    return len(line) >= _NARROWEST and not SENTENCE_END.search(line) and _goes_on(line, following)


def _is_wrapped(lines: list[str], broken: frozenset[int]) -> bool:
    """Whether a line stops in the middle of a sentence; the first may be a title, so it has to show it."""
    return any(
        not SENTENCE_END.search(lines[number])
        and (number > 0 or _goes_on(lines[number], lines[number + 1]) or _flows(lines, broken))
        for number in broken
    )


def _goes_on(line: str, following: str) -> bool:
    """Whether a line can't be a whole title: it ends in a word that needs another, or the next begins in lower case."""
    return line.rsplit(maxsplit=1)[-1].casefold() in _open_words() or following[0].islower()


def _flows(lines: list[str], broken: frozenset[int]) -> bool:
    """Whether a line behind the first stops in the middle of a sentence."""
    return any(number > 0 and not SENTENCE_END.search(lines[number]) for number in broken)


@cache
def _open_words() -> frozenset[str]:
    import tomllib  # noqa: PLC0415 -- only where lines may have been broken; `--help` reads no file

    text = files(__package__).joinpath("open_words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["words"])
