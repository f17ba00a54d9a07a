"""A name as written → the keys under which the gazetteer knows it.

Three keys, from strict to loose. The *light* key is what a reader calls the same spelling: case, diacritics,
apostrophes, hyphens and dots don't count. The *folded* key brings usual romanisations together (`Deir ez-Zor`,
`Dayr az Zawr`, `Deir Ezzor`). The *skeleton* keeps the consonants only and finds misspellings. Trade-off: folding is
the same for all languages, so some strangers meet (`Rome`, `Roma`); that is why exact matches rank before folded
ones. Scripts other than Latin are only folded lightly.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_MARK = 10
"""Combining classes from here on are points, accents and harakat; below are marks that make another letter (Japanese
dakuten, 8; viramas, 9): Unicode Standard, section 4.3, table 4-3."""
_FIXPOINT_STEPS = 8
"""Each step shortens the word or leaves it; words in use settle in two (judgement: a bound for hostile input)."""
_LONGEST_NAME = 200
"""Longer strings are no names: the longest that GeoNames admits has 200 characters (readme of its dump)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    letters: dict[int, str]
    words: dict[str, str]
    leading: frozenset[str]
    always: frozenset[str]
    assimilated: frozenset[str]
    joined: tuple[str, ...]
    sounds: dict[str, str]
    sound_pattern: re.Pattern[str]


def _read_rules() -> _Rules:
    text = (files("deconflict_map.gazetteer") / "vocabulary" / "folding.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    letters = str.maketrans(table["letters"]) | str.maketrans("", "", table["dropped"]["characters"])
    sounds: dict[str, str] = table["sounds"]
    longest_first = sorted(sounds, key=lambda group: (-len(group), group))
    articles = table["articles"]
    return _Rules(
        letters=letters,
        words=table["words"],
        leading=frozenset(articles["leading"]),
        always=frozenset(articles["always"]),
        assimilated=frozenset(articles["assimilated"]),
        joined=tuple(articles["joined"]),
        sounds=sounds,
        sound_pattern=re.compile("|".join(map(re.escape, longest_first))),
    )


_RULES = _read_rules()
_LONGEST_ACRONYM = 5
"""Judgement: "MERV" and "UNDOF" are the longest in the supplement; longer ones aren't words in small letters."""
_NO_WORD = re.compile(r"[\W_]+")
_FINAL_E = re.compile(r"(?<=..)eh?$")
_VOWELS = re.compile(r"a+i|a+u")
_DOUBLED = re.compile(r"([^\W\d])\1+")
_FINAL_H = re.compile(r"(?<=[aiu])h+$")
_JOINED_ARTICLE = re.compile(r"^[aeiou](?=([bcdfghjklmnpqrstvwxz]{1,2})\1)(?:dh|th|sh|[zsrtdn])(?=...)")
_SKELETON_DROPS = str.maketrans("", "", "aiu ")


@lru_cache(maxsize=65536)
def light_key(name: str) -> str:
    """Key under which spellings are the same to a reader; empty for a string without a letter or digit."""
    text = name[:_LONGEST_NAME].casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        kept = [
            character
            for character in text
            if unicodedata.combining(character) < _MARK and unicodedata.category(character) != "Cf"
        ]
        text = unicodedata.normalize("NFC", "".join(kept))
    return " ".join(_split(text.translate(_RULES.letters)))


def _split(text: str) -> list[str]:
    """Words of a text; marks that carry a vowel (Indic scripts) belong to the word."""
    if text.isascii():
        return _NO_WORD.sub(" ", text).split()
    return "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text).split()


@lru_cache(maxsize=65536)
def folded_key(name: str) -> str:
    """Key under which usual romanisations of a name meet; folding a folded key changes nothing."""
    words = light_key(name).split()
    if len(words) > 1 and words[0] in _RULES.leading:
        words = words[1:]
    words = [_fold_word(word) for word in words]
    return " ".join(word for position, word in enumerate(words) if not _is_article(words, position))


def _is_article(words: list[str], position: int) -> bool:
    """Whether a folded word is an article: never the last word, and never beside another one."""
    word = words[position]
    if position + 1 >= len(words) or not (word in _RULES.always or word in _RULES.assimilated):
        return False
    following = words[position + 1]
    beside = {following} | ({words[position - 1]} if position else set())
    if beside & (_RULES.always | _RULES.assimilated):
        return False
    return word in _RULES.always or following[:1] == word[1:2]


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    """A word of a light key, folded until nothing changes any more."""
    for _ in range(_FIXPOINT_STEPS):
        step = _fold_once(word)
        if step == word:
            break
        word = step
    return word


def _fold_once(word: str) -> str:
    word = _RULES.words.get(word, word)
    if not word.isascii():
        for article in _RULES.joined:
            if word.startswith(article) and len(word) > len(article) + 1:
                return word[len(article) :]
        return word
    word = _FINAL_E.sub("a", _JOINED_ARTICLE.sub("", word))
    word = _RULES.sound_pattern.sub(lambda found: _RULES.sounds[found.group()], word)
    word = _VOWELS.sub(lambda found: found.group()[-1], word)
    word = _DOUBLED.sub(r"\1", word)
    return _FINAL_H.sub("", word)


def skeleton_key(name: str) -> str:
    """Consonants of a name in Latin script, in order; empty where fewer than two are left, or for other scripts."""
    folded = folded_key(name)
    consonants = folded.translate(_SKELETON_DROPS)
    return consonants if folded.isascii() and len(consonants) > 1 else ""


def first_word(key: str) -> str:
    """First word of a light or folded key."""
    return key.split(" ", 1)[0]


def most_words(key: str) -> int:
    """Most words in which a text can write a name with this folded key.

    Up to two words after the first may bear an article of their own ("Deir ez-Zor", "Tell as Saman al Gharbi").
    """
    words = key.count(" ") + 1
    return words + min(words - 1, 2)


def may_be_article(token: str) -> bool:
    """Whether a name in a text may begin with this word without the gazetteer's doing so."""
    word = light_key(token)
    folded = _fold_word(word)
    return word in _RULES.leading or folded in _RULES.always or folded in _RULES.assimilated


def is_acronym(name: str) -> bool:
    """Whether a name is capitals only and so short that in small letters it is another word ("US", "UAE")."""
    bare = name.replace(".", "")
    return len(bare) <= _LONGEST_ACRONYM and bare.isupper() and bare.isascii()
