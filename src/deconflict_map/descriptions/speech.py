"""A passage → its report frames: who says what, by which verb, and when.

"A spokesperson said in July that …", "…, the ministry said on Monday.", "…, said Eva Lindh", "according to X", "was
quoted as saying", "Both sides intend to …". The content of a frame is a stretch of words; a relation inside it is
that speaker's claim. Pronouns stand for whoever spoke last. Words of a quotation that has no frame of its own belong
to whoever the quotation is of (`voices`). Trade-off taken: speakers are noun phrases as they stand in the text;
nobody is identified.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions import subjects
from deconflict_map.descriptions.lexicon import speech
from deconflict_map.descriptions.quotation import MARKS
from deconflict_map.descriptions.saying import governing_verbs, is_passive
from deconflict_map.descriptions.speaker import speaker
from deconflict_map.descriptions.wordclass import verb_kind, word_classes
from deconflict_map.model.claim import Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.dates import Dated
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.claim import When

_MOST_TAIL_WORDS = 9  # behind a verb that closes its sentence: "…, he told reporters on Sunday."
_MOST_LATER = 4  # verbs behind a verb of saying that may end what it governs
_MOST_TO_DAY = 6  # words from a verb of saying to its day


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Somebody's words `first`…`last` of a passage. `plans` tells *plans to do* from *says*.

    `verb` is the word that governs it (`-1`: carried over from elsewhere); `said` is when it was said; `denies` says
    that the content is what is denied.
    """

    speaker: Speaker | None
    verb: int
    first: int
    last: int
    plans: bool
    said: When | None
    denies: bool = False
    is_pronoun: bool = False


def frames(passage: Passage, dated: Sequence[Dated]) -> tuple[Frame, ...]:
    """The frames of a passage, in order."""
    found: list[Frame] = []
    verbs = governing_verbs(passage)
    for place, (verb, plans) in enumerate(verbs):
        later = verbs[place + 1 : place + 1 + _MOST_LATER]
        until = _content_end(passage, verb, [other for other, other_plans in later if not other_plans])
        if plans and is_passive(passage, verb):  # "a zone is planned, and …": what follows is no part of the plan
            until = min(until, passage.clause(verb)[1] - 1)
        frame = _plan(passage, verb, until, dated) if plans else _report(passage, verb, until, dated, found)
        if frame is not None:
            found.append(frame)
    return tuple(found)


def _plan(passage: Passage, verb: int, until: int, dated: Sequence[Dated]) -> Frame:
    """A frame of planning; *will* has no speaker of its own."""
    subject = None if (passage.folded[verb],) in speech().future else subjects.before(passage, verb, dated)
    if subject is None or _is_pronoun(passage, *subject):
        return Frame(speaker=None, verb=verb, first=verb + 1, last=until, plans=True, said=None)
    return Frame(speaker=_who(passage, *subject), verb=verb, first=verb + 1, last=until, plans=True, said=None)


def _report(passage: Passage, verb: int, until: int, dated: Sequence[Dated], earlier: Sequence[Frame]) -> Frame | None:
    if passage.folded[verb] == "according":
        return _according(passage, verb, dated)
    inverted = _inverted(passage, verb, dated) if _is_inverted(passage, verb) else None
    if inverted is not None:
        return inverted
    is_participle = passage.folded[verb] in speech().participles
    subject = None if is_participle else subjects.before(passage, verb, dated)
    if subject is None:
        inherited = earlier[-1] if earlier and not earlier[-1].plans else None
        if inherited is None:
            return _of_clause(passage, verb, until, dated) if is_participle else None
        said = _day(passage, dated, verb + 1) or inherited.said
        return replace(inherited, verb=verb, first=verb + 1, last=until, said=said, denies=_denies(passage, verb))
    return _of_subject(passage, verb, until, dated, subject)


def _denies(passage: Passage, verb: int) -> bool:
    return passage.folded[verb] in speech().deny


def _inverted(passage: Passage, verb: int, dated: Sequence[Dated]) -> Frame | None:
    """The frame of a verb whose subject stands behind it."""
    subject = subjects.behind(passage, verb, dated)
    if subject is None or _has_verb(passage, subject[1]):
        return None
    last = verb - 1 if verb else len(passage.words) - 1
    said = _day(passage, dated, subject[1] + 1)
    frame = Frame(speaker=_who(passage, *subject), verb=verb, first=0, last=last, plans=False, said=said)
    return replace(frame, is_pronoun=_is_pronoun(passage, *subject))


def _has_verb(passage: Passage, last: int) -> bool:
    """Whether a verb follows right behind a subject, which then is that verb's."""
    if last + 1 >= len(passage.words) or passage.gap(last).strip():
        return False
    return verb_kind(passage, last + 1) is not None or passage.folded[last + 1] in word_classes().auxiliaries


def _of_subject(passage: Passage, verb: int, until: int, dated: Sequence[Dated], subject: tuple[int, int]) -> Frame:
    """The frame of a verb whose subject stands before it: what is said follows, precedes, or stands around the two."""
    said = _day(passage, dated, verb + 1)
    first = verb + 3 if passage.folded[verb] == "quoted" else verb + 1
    frame = Frame(
        speaker=_who(passage, *subject),
        verb=verb,
        first=first,
        last=until,
        plans=False,
        said=said or _day_before(dated, subject[0]),
        denies=_denies(passage, verb),
        is_pronoun=_is_pronoun(passage, *subject),
    )
    if not _closes(passage, subject[0], verb):
        return frame
    tail, end = _tail(passage, verb, dated), len(passage.words) - 1
    last = end if tail < end and "," in passage.gap(tail) else subject[0] - 1
    return replace(frame, first=0, last=last, said=said)


def _of_clause(passage: Passage, verb: int, until: int, dated: Sequence[Dated]) -> Frame | None:
    """The frame of a participle: its speaker is the subject of the main clause ("the army struck, saying …")."""
    main = next((index for index in range(verb) if verb_kind(passage, index) is not None), None)
    subject = None if main is None else subjects.before(passage, main, dated)
    if subject is None:
        return None
    return Frame(
        speaker=_who(passage, *subject),
        verb=verb,
        first=verb + 1,
        last=until,
        plans=False,
        said=None,
        denies=passage.folded[verb] in speech().deny,
    )


def _according(passage: Passage, verb: int, dated: Sequence[Dated]) -> Frame | None:
    """A frame of *according to*: at the head of a sentence its content stands behind it, else it is all the rest."""
    subject = subjects.behind(passage, verb + 1, dated)
    if subject is None:
        return None
    end = len(passage.words) - 1
    first, last = (subject[1] + 1, end) if verb == 0 else (0, end)
    said = _day(passage, dated, subject[1] + 1)
    return Frame(speaker=_who(passage, *subject), verb=verb, first=min(first, end), last=last, plans=False, said=said)


def _who(passage: Passage, first: int, last: int) -> Speaker:
    if _is_pronoun(passage, first, last):
        return Speaker(text=passage.words[first].text, span=passage.span(first, last), unnamed=True)
    return speaker(passage, first, last)


def _is_pronoun(passage: Passage, first: int, last: int) -> bool:
    return first == last and passage.folded[first] in speech().pronouns


def _is_inverted(passage: Passage, verb: int) -> bool:
    """Whether the subject stands behind the verb: "…,” said Eva Lindh"."""
    if passage.folded[verb] not in {"said", "says", "added", "adds", "wrote", "explained", "warned", "insisted"}:
        return False
    if verb + 1 >= len(passage.words) or passage.gap(verb).strip():
        return False
    opens = verb == 0 or any(mark in passage.gap(verb - 1) for mark in "," + MARKS)
    behind = verb + 1
    names = passage.words[behind].capitalised or passage.folded[behind] in word_classes().determiners
    return opens and names and passage.folded[behind] not in {"that", "there", "all", "this", "some", "no"}


def _closes(passage: Passage, subject: int, verb: int) -> bool:
    """Whether subject and verb stand behind what was said ("…,” the ministry said.") or amid it (", police said,")."""
    if subject == 0:
        return False
    gap = passage.gap(subject - 1)
    if "," not in gap and not any(mark in gap for mark in MARKS):
        return False
    tail = len(passage.words) - 1 - verb
    inside = "," in passage.gap(verb) and not any(mark in passage.gap(verb) for mark in MARKS)
    if not inside and (tail > _MOST_TAIL_WORDS or "that" in passage.folded[verb:]):
        return False
    rest = passage.article.text[passage.words[verb].end : passage.words[-1].end]
    if not inside and any(mark in rest for mark in ":" + MARKS):
        return False
    return any(mark in gap for mark in MARKS) or any(
        verb_kind(passage, index) is not None or passage.folded[index] in word_classes().auxiliaries
        for index in range(subject)
    )


def _tail(passage: Passage, verb: int, dated: Sequence[Dated]) -> int:
    """The last word of a verb of saying with whom and when ("told reporters on Sunday")."""
    index = verb
    while index + 1 < len(passage.words) and not passage.gap(index).strip():
        day = next((last for first, last, _ in dated if first == index + 1), None)
        if day is None and passage.folded[index + 1] not in speech().hearers:
            break
        index = index + 1 if day is None else day
    return index


def _day(passage: Passage, dated: Sequence[Dated], start: int) -> When | None:
    """The time named right behind a verb of saying or its subject, with at most its hearers between."""
    for first, _, when in dated:
        if not start <= first <= start + _MOST_TO_DAY:
            continue
        words = passage.folded[start:first]
        tells = passage.folded[start - 1] in {"told", "tells", "telling"}
        between = any(
            word == "that"
            or (word not in speech().hearers and not (tells and verb_kind(passage, start + place) is None))
            for place, word in enumerate(words)
        )
        if not between and not any(
            mark in passage.gap(index) for index in range(start - 1, first) for mark in MARKS + ":"
        ):
            return when
    return None


def _day_before(dated: Sequence[Dated], subject: int) -> When | None:
    """The time named right before a subject ("On Monday, the army said")."""
    return next((when for _, last, when in dated if subject - 2 <= last < subject), None)


def _content_end(passage: Passage, verb: int, later: Sequence[int]) -> int:
    """The last word of what the verb governs: before the next speaker's sentence, or the end."""
    for other in later:
        for index in range(other - 1, verb, -1):
            joint = passage.folded[index]
            if joint in {"and", "but"} and ("," in passage.gap(index - 1) or joint == "but"):
                return index - 1
    return len(passage.words) - 1
