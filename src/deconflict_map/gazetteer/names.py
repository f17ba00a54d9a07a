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
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

_MARK = 10
"""Combining classes from here on are points, accents and harakat; below are marks that make another letter (Japanese
dakuten, 8; viramas, 9): Unicode Standard, section 4.3, table 4-3."""
_FIXPOINT_STEPS = 8
"""Each step shortens the word or leaves it; words in use settle in two (judgement: a bound for hostile input)."""
_LONGEST_NAME = 200
"""Longer strings are no names: the longest that GeoNames admits has 200 characters (readme of its dump)."""
_KEPT = 2048
"""Names whose keys are kept: an article names fewer than that (judgement; each costs some 250 bytes)."""
_KEPT_WORDS = 4096
_KEPT_LETTERS = 8192
"""Letters whose folding is kept: those in use outside Han number some thousands (judgement; a bound for hostile
input)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    letters: dict[str, str]
    words: dict[str, str]
    leading: frozenset[str]
    always: frozenset[str]
    articles: frozenset[str]
    joined: tuple[str, ...]
    with_h: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]
    any_group: re.Pattern[str]
    letter_sounds: bytes
    doubtful: tuple[tuple[str, str], ...]


def _read_rules() -> _Rules:
    text = (files("deconflict_map.gazetteer") / "vocabulary" / "folding.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    sounds: dict[str, str] = table["sounds"]
    single = {group: sound for group, sound in sounds.items() if len(group) == len(sound) == 1}
    groups = sorted(
        (pair for pair in sounds.items() if pair[0] not in single), key=lambda pair: (-len(pair[0]), pair[0])
    )
    articles = table["articles"]
    return _Rules(
        letters={**table["letters"], **dict.fromkeys(table["dropped"]["characters"], "")},
        words=table["words"],
        leading=frozenset(articles["leading"]),
        always=frozenset(articles["always"]),
        articles=frozenset(articles["always"]) | frozenset(articles["assimilated"]),
        joined=tuple(articles["joined"]),
        with_h=tuple(pair for pair in groups if "h" in pair[0]),
        groups=tuple(pair for pair in groups if "h" not in pair[0]),
        any_group=re.compile("|".join(re.escape(group) for group, _ in groups)),
        letter_sounds=bytes(ord(single.get(chr(code), chr(code))) for code in range(128)) + bytes(range(128, 256)),
        doubtful=tuple(table["doubtful"].items()),
    )


_RULES = _read_rules()
_LONGEST_ACRONYM = 5
"""Judgement: "MERV" and "UNDOF" are the longest in the supplement; longer ones aren't words in small letters."""
_DOUBLED = re.compile(r"([a-z])(?=\1)")
_JOINED_ARTICLE = re.compile(r"[aeiou](?=([bcdfghjklmnpqrstvwxz]{1,2})\1)(?:dh|th|sh|[zsrtdn])(?=...)")
_VOWELS = frozenset("aeiou")
_LIGHT_VOWELS = _VOWELS | {"y", "w"}  # which are folded to vowels
_DROPPED_BEHIND_VOWELS = frozenset("hjckqdz")  # at the end of a word; all but h and j before one of these
_SKELETON_DROPS = str.maketrans("", "", "aiu ")


def _light_letter(letter: str) -> str:
    """What a character adds to a light key: a letter, several, a space, or nothing."""
    if letter in _RULES.letters:
        return _RULES.letters[letter]
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", letter.casefold()).casefold())
    bare = "".join(c for c in text if unicodedata.combining(c) < _MARK and unicodedata.category(c) != "Cf")
    folded = (_RULES.letters.get(c, c) for c in unicodedata.normalize("NFC", bare))
    # Marks that carry a vowel (Indic scripts) belong to the word.
    return "".join(c if c.isalnum() or c == " " or unicodedata.category(c)[0] == "M" else " " for c in "".join(folded))


class _Letters(dict[int, str]):
    """Code point → what it adds to a light key, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = _light_letter(chr(code))
        if len(self) < _KEPT_LETTERS:
            self[code] = folded
        return folded


_LETTERS = _Letters()
# For text in ASCII `str.translate` is quickest with single letters; the ampersand is spelt out before.
_ASCII_LETTERS = tuple(" " if chr(code) == "&" else _light_letter(chr(code)) or None for code in range(128))


def light_key(name: str) -> str:
    """Key under which spellings are the same to a reader; empty for a string without a letter or digit.

    Not kept: making it anew costs less than looking into a cache that doesn't have it.
    """
    text = name[:_LONGEST_NAME]
    if text.isascii():
        if text.isalpha():
            return text.lower()
        if "&" in text:
            text = text.replace("&", _RULES.letters["&"])
        return " ".join(text.translate(_ASCII_LETTERS).split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_LETTERS)).split())


@lru_cache(maxsize=_KEPT)
def folded_key(name: str) -> str:
    """Key under which usual romanisations of a name meet; folding a folded key changes nothing."""
    return _fold_light(light_key(name))


def folded_keys(name: str) -> tuple[str, ...]:
    """Keys under which a known name is kept: the folded key, and one for each doubtful letter group in it.

    So "Dhi Qar" is found by "Zi Qar", too.
    """
    light = light_key(name)
    others = [_fold_light(light.replace(group, sound)) for group, sound in _RULES.doubtful if group in light]
    return tuple(dict.fromkeys((folded_key(name), *others)))


def other_readings(name: str) -> tuple[str, ...]:
    """Further folded keys of a written name with a doubtful letter group, read either way.

    To be tried where nothing bears the name; two names that share one needn't be the same.
    """
    light = light_key(name)
    pairs = [pair for one, other in _RULES.doubtful for pair in ((one, other), (other, one))]
    keys = (_fold_light(light.replace(group, sound)) for group, sound in pairs if group in light)
    return tuple(dict.fromkeys(key for key in keys if key != folded_key(name)))


def _fold_light(light: str) -> str:
    if " " not in light:
        return _fold_word(light)
    words = light.split(" ")
    if words[0] in _RULES.leading:
        del words[0]
    words = [_fold_word(word) for word in words]
    if not _RULES.articles.isdisjoint(words):
        words = [word for position, word in enumerate(words) if not _is_article(words, position)]
    return " ".join(words)


def folded_beginnings(light: str) -> list[str]:
    """The folded keys of the first word of a light key, of its first two words, and so on."""
    words = light.split(" ")
    leading = [_fold_word(words[0])] if len(words) > 1 and words[0] in _RULES.leading else []
    folded = [_fold_word(word) for word in words[len(leading) :]]
    if _RULES.articles.isdisjoint(folded):
        return leading + list(accumulate(folded, "{} {}".format))
    beginnings, kept = leading, ""
    for position, word in enumerate(folded):
        beginnings.append(kept + word)
        # An article stays while it is the last word.
        if not _is_article(folded, position):
            kept += word + " "
    return beginnings


def _is_article(words: list[str], position: int) -> bool:
    """Whether a folded word is an article: never the last word, and never beside another one."""
    word = words[position]
    if position + 1 >= len(words) or word not in _RULES.articles:
        return False
    following = words[position + 1]
    if following in _RULES.articles or (position and words[position - 1] in _RULES.articles):
        return False
    return word in _RULES.always or following[:1] == word[1:2]


@lru_cache(maxsize=_KEPT_WORDS)
def _fold_word(word: str) -> str:
    """A word of a light key, folded until nothing changes any more."""
    if not word.isascii():
        return _without_joined_article(word)
    for _ in range(_FIXPOINT_STEPS):
        word = _fold_sounds(word)
        # A group arises ("kgh") only where an h or j is left.
        if ("h" not in word and "j" not in word) or not _RULES.any_group.search(word):
            break
    return _RULES.words.get(word, word)


def _without_joined_article(word: str) -> str:
    for article in _RULES.joined:
        while word.startswith(article) and len(word) > len(article) + 1:
            word = word[len(article) :]
    return word


def _fold_sounds(word: str) -> str:
    """A word in ASCII after one reading of its letter groups, with single vowels and consonants."""
    if word[:1] in _VOWELS and (joined := _JOINED_ARTICLE.match(word)):
        word = word[joined.end() :]
    if word[-1:] == "e" and len(word) > 2:
        word = f"{word[:-1]}a"
    if "h" in word:
        if word[-2:] == "eh" and len(word) > 3:
            word = f"{word[:-2]}a"
        for group, sound in _RULES.with_h:
            word = word.replace(group, sound)
    for group, sound in _RULES.groups:
        word = word.replace(group, sound)
    word = word.encode("ascii").translate(_RULES.letter_sounds).decode("ascii")
    while "ai" in word or "au" in word:
        word = word.replace("ai", "i").replace("au", "u")
    word = _DOUBLED.sub("", word)
    if word[-1:] == "h" and word[-2:-1] in _VOWELS:
        return word[:-1]
    # The final letter of Russian and Bulgarian adjectives, after ISO 9.
    return word[:-1] if word[-2:] == "ij" else word


def has_variable_word(light: str) -> bool:
    """Whether a light key of several words has one that is written in several ways: *saint*, *mount*, an article."""
    return " " in light and any(
        word in _RULES.leading or word in _RULES.always or _fold_word(word) in _RULES.words.values()
        for word in light.split(" ")
    )


def consonants_of(folded: str) -> str:
    """What a folded key keeps where vowels and spaces are dropped."""
    return folded.translate(_SKELETON_DROPS)


def skeleton_key(name: str) -> str:
    """Consonants of a name in Latin script, in order; empty where fewer than two are left, or for other scripts."""
    folded = folded_key(name)
    consonants = consonants_of(folded)
    return consonants if folded.isascii() and len(consonants) > 1 else ""


def third_letters(beginning: str, consonants: str) -> str | None:
    """The third letters of keys that begin with two letters and whose folded key has these consonants.

    `None` where the rules don't tell: they do where a vowel follows a consonant, so that no group or article reaches
    over them. Keys are light or folded ones.
    """
    if len(beginning) != 2 or not beginning.isascii() or beginning[1] not in _LIGHT_VOWELS:
        return None
    folded = beginning.encode("ascii").translate(_RULES.letter_sounds).decode("ascii")
    had = consonants_of(folded)
    if not had or "x" in folded or not consonants.startswith(had):
        return None
    following = consonants[len(had) : len(had) + 1]
    shortened = {
        word[2]
        for word, short in _RULES.words.items()
        if word.startswith(folded) and consonants.startswith(consonants_of(short))
    }
    return "".join(
        letter for letter, sounds in _sounds().items() if not sounds or following in sounds or letter in shortened
    )


@cache
def _sounds() -> dict[str, frozenset[str]]:
    """Letters that a key may have, with the consonants that they may be folded to; none where they may be dropped."""
    found: dict[str, set[str]] = {}
    for letter in "abcdefghijklmnopqrstuvwxyz":
        sounds = set(consonants_of(chr(_RULES.letter_sounds[ord(letter)])))
        for group, sound in (*_RULES.groups, *_RULES.with_h):
            if group[0] == letter:
                sounds |= set(consonants_of(sound[:1]))
        found[letter] = set() if letter in _DROPPED_BEHIND_VOWELS else sounds
    return {" ": frozenset(), **{letter: frozenset(sounds) for letter, sounds in found.items()}}


def is_acronym(name: str) -> bool:
    """Whether a name is capitals only and so short that in small letters it is another word ("US", "UAE")."""
    bare = name.replace(".", "")
    return len(bare) <= _LONGEST_ACRONYM and bare.isupper() and bare.isascii()
