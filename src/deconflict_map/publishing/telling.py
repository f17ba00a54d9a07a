"""What was withheld → sentences for the published file itself: that it was, never what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.publishing.options import TextKept
from deconflict_map.publishing.withholding import captions, quoted_sentences

if TYPE_CHECKING:
    from deconflict_map.model.reading import Reading
    from deconflict_map.publishing.options import Publishing


def provenance(reading: Reading, options: Publishing, *, removed: int) -> tuple[str, ...]:
    """One sentence for each thing that was withheld from `reading`, which still has its text; none for nothing."""
    say = captions("withheld")
    told = []
    match options.text:
        case TextKept.NONE:
            told.append(say["no_text"])
        case TextKept.QUOTES:
            told.append(_quoted(reading))
        case TextKept.ALL:
            pass
    if options.coarsen_km is not None:
        km = options.coarsen_km
        told.append(say["coarsen"].format(km=f"{km:g}", double=f"{2 * km:g}"))
    if removed:
        told.append(say["redact_one" if removed == 1 else "redact"].format(count=removed))
    return tuple(told)


def _quoted(reading: Reading) -> str:
    article = reading.article
    kept = quoted_sentences(reading)
    letters = sum(len(article.sentences[index].span) for index in kept)
    share = round(100 * letters / max(1, sum(len(sentence.span) for sentence in article.sentences)))
    return captions("withheld")["quotes_only"].format(kept=len(kept), all=len(article.sentences), share=share)
