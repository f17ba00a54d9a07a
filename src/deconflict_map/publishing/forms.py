"""A name that must not stand in a file → every stretch of a text in which it does, however it is written.

Words are compared without case, diacritics, apostrophes and dots, and after the key under which a gazetteer brings
romanisations together; people and adjectives made from a name count, too. Refuses a name without a letter. Trade-off
taken: rather a stretch too many than one too few, but a name is never found inside another word of the same script
("Ras" in "Rasafa"), save behind # or @, and in scripts that put no spaces between words.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.model.article import Span
from deconflict_map.model.word import Word, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TOKEN = re.compile(r"\[redacted (\d{1,6})\]")
"""What stands for a name: no name stands in it."""
_MOST_WORDS = 12
"""Judgement: no name in use has more words; what is longer is compared by its first ones."""
_STEM = 4
"""Shorter names are never looked for at the beginning of longer words (judgement: "Ur", "Aden" / "Adenauer")."""
_CUT_STEM = 3
_SHORT = 5
"""Forms in capitals up to this length are acronyms, found in capitals only: "US" isn't "us" (as in the gazetteer)."""
_GAP = re.compile(r"(?!\s*\n\s*\n)\W{0,4}")
"""What may stand between the words of a name: hyphens, quotation marks, a line's end, but not a block's."""
_TAG = re.compile(r"[#@]\w+")
_PART = re.compile(r"[^\W\d_a-z][a-z]*|[a-z]+")
"""Parts of a tag: "GaoMarket" is "Gao" and "Market"."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""Thai, Lao, Burmese, Khmer, kana and Han: no spaces stand between words (Unicode Standard Annex 14, SA and ID)."""


@cache
def _derivations() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    table = tomllib.loads(files(__package__).joinpath("vocabulary/derivations.toml").read_text(encoding="utf-8"))
    return tuple(table["added"]["endings"]), tuple(table["dropped"]["endings"]), frozenset(table["heads"]["words"])


@cache
def plain(text: str) -> str:
    """Letters and digits of a text only: without case, compatibility forms, diacritics and signs."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text.casefold()).casefold())
    return "".join(letter for letter in folded if letter.isalnum())


def is_head(word: str) -> bool:
    """Whether a word is one with which many organisations end ("Council")."""
    return plain(word) in _derivations()[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A spelling of a name as its plain words. `strict` ones are other spellings: only where a capital stands."""

    words: tuple[str, ...]
    acronym: bool
    strict: bool


def form_of(name: str, *, strict: bool) -> Form | None:
    """A spelling as a form, or `None` where it has no letter or, as a further spelling, is too short to be told."""
    words = tuple(filter(None, (plain(word.text) for word in split_words(name))))[:_MOST_WORDS]
    letters = "".join(words)
    bare = name.replace(".", "").strip()
    acronym = len(bare) <= _SHORT and bare.isascii() and bare.isupper()
    if not any(letter.isalpha() for letter in letters) or (strict and len(letters) < 3 and not acronym):
        return None
    return Form(words=words, acronym=acronym, strict=strict)


@dataclass(frozen=True)
class Forms:
    """All spellings of one name.

    `fold` brings romanisations together; `other` says that a word is another place's name or people, and must stay.
    """

    forms: tuple[Form, ...]
    fold: Callable[[str], str]
    other: Callable[[str], bool]

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], bool]:
        """Plain words, and whether they need a capital."""
        known: dict[tuple[str, ...], bool] = {}
        for form in self.forms:
            if not form.acronym:
                known[form.words] = known.get(form.words, True) and form.strict
        return known

    @cached_property
    def _folded(self) -> frozenset[str]:
        own = (form for form in self.forms if not form.acronym and not form.strict)
        folded = (self.fold(" ".join(form.words)) for form in own)
        return frozenset(name for name in folded if len(name) >= _STEM)

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        return frozenset("".join(form.words) for form in self.forms if form.acronym)

    @cached_property
    def _joined(self) -> frozenset[str]:
        """Every spelling in one word: "deirezzor"."""
        return frozenset("".join(form.words) for form in self.forms if not form.acronym)

    @cached_property
    def _longest(self) -> int:
        return max((len(form.words) for form in self.forms), default=0)

    @cached_property
    def _stems(self) -> frozenset[str]:
        """Beginnings of the people and adjectives of one-word names, before endings that nothing was dropped for."""
        return frozenset(name for name in self._single if len(name) >= _STEM)

    @cached_property
    def _cut_stems(self) -> frozenset[str]:
        """The same without the ending that names drop: "Rom" of "Rome"."""
        dropped = _derivations()[1]
        cut = {name.removesuffix(ending) for name in self._single for ending in dropped if name.endswith(ending)}
        return frozenset(stem for stem in cut if len(stem) >= _CUT_STEM)

    @property
    def _single(self) -> frozenset[str]:
        own = (form for form in self.forms if not form.acronym and not form.strict)
        return frozenset(form.words[0] for form in own if len(form.words) == 1)

    @cached_property
    def _unspaced(self) -> re.Pattern[str] | None:
        found = sorted(
            {w for form in self.forms for w in form.words if _UNSPACED.search(w)}, key=lambda w: (-len(w), w)
        )
        return re.compile("|".join(map(re.escape, found))) if found else None

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where the name stands in a text, in order, apart from one another."""
        tokens = [Span(start=token.start(), end=token.end()) for token in TOKEN.finditer(text)]
        found = sorted({*self._worded(text), *self._tagged(text), *self._in_unspaced(text)})
        if tokens:
            found = [span for span in found if not any(map(span.overlaps, tokens))]
        apart: list[Span] = []
        for span in found:
            if apart and span.start < apart[-1].end:
                apart[-1] = Span(start=apart[-1].start, end=max(apart[-1].end, span.end))
            else:
                apart.append(span)
        return tuple(apart)

    def stands_in(self, text: str) -> bool:
        """Whether the name stands in a text."""
        return bool(self.spans(text))

    def _worded(self, text: str) -> Iterator[Span]:
        words = split_words(text)
        at = 0
        while at < len(words):
            end = next((end for end in range(self._last(words, at, text), at, -1) if self._is(words[at:end])), at)
            if end == at:
                at += 1
                continue
            yield Span(start=words[at].start, end=words[end - 1].end)
            at = end

    def _last(self, words: tuple[Word, ...], at: int, text: str) -> int:
        """Behind the last word that can belong to a name that begins at a word: no block ends between them."""
        last = at + 1
        while last < min(len(words), at + self._longest + 2):
            if _GAP.fullmatch(text, words[last - 1].end, words[last].start) is None:
                break
            last += 1
        return last

    def _is(self, words: tuple[Word, ...]) -> bool:
        """Whether words are the name as a whole."""
        keys = tuple(filter(None, (plain(word.text) for word in words)))
        if len(keys) > 1 and keys[0] == "the" and keys not in self._by_words:
            return False  # the article stays
        capital = any(word.capitalised for word in words)
        joined = "".join(keys)
        if joined in self._acronyms and all(word.text.isupper() for word in words):
            return True
        if keys in self._by_words:
            return capital or not self._by_words[keys]
        if not capital:
            return joined in self._joined and len(words) > 1 and len(joined) >= _STEM
        if joined in self._joined or (words[0].capitalised and self.fold(" ".join(keys)) in self._folded):
            return True
        return len(words) == 1 and self._derived(keys[0] if keys else "") and not self.other(words[0].text)

    def _derived(self, word: str) -> bool:
        """Whether a word is made of the name by an ending: of several letters where the name drops its own."""
        added = _derivations()[0]
        return any(word.startswith(stem) and word[len(stem) :] in added for stem in self._stems) or any(
            word.startswith(stem) and len(word) > len(stem) + 1 and word[len(stem) :] in added
            for stem in self._cut_stems
        )

    def _tagged(self, text: str) -> Iterator[Span]:
        for tag in _TAG.finditer(text):
            letters = plain(tag.group())
            parts = {plain(part) for part in _PART.findall(tag.group())}
            if any(name in parts or (len(name) >= _STEM and name in letters) for name in self._joined):
                yield Span(start=tag.start() + 1, end=tag.end())

    def _in_unspaced(self, text: str) -> Iterator[Span]:
        if self._unspaced is not None:
            for found in self._unspaced.finditer(text):
                yield Span(start=found.start(), end=found.end())


def forms_of(
    names: Iterable[str],
    further: Iterable[str],
    *,
    fold: Callable[[str], str],
    other: Callable[[str], bool],
) -> Forms:
    """The forms of a name (`names`: as it was given, as the text writes it) and its `further` spellings."""
    own = [form_of(name, strict=False) for name in names]
    others = [form_of(name, strict=True) for name in further]
    forms = dict.fromkeys(form for form in (*own, *others) if form is not None)
    return Forms(tuple(forms), fold, other)


def initials(name: str) -> str:
    """The capitals with which the words of a name begin: "SDF" for "Syrian Democratic Forces"."""
    return "".join(word.text[0] for word in split_words(name) if word.text[:1].isupper())
