"""What stands beside a candidate's span: cues of its type, its place in the sentence."""

import re

from normalizer.gazetteer.forms import FormIndex
from normalizer.linking.align import Candidate
from normalizer.linking.context import Context
from normalizer.linking.places import Surroundings
from normalizer.mentions.cues import BLANK, is_place_cue
from normalizer.model import EntityType
from normalizer.text.lexicon import word_zipf
from normalizer.text.tokens import HYPHENS, Run

_NEAR_BY = 40
"""Letters before and after a span."""
_LOWER_BEFORE = re.compile(rf"([^\W\d_]{{3,}}){BLANK}\Z")
_LOWER_AFTER = re.compile(rf"{BLANK}([^\W\d_]{{3,}})")


def region_named(candidate: Candidate, beside: tuple[str, str, str], index: FormIndex) -> float:
    """Whether the gazetteer knows a name made of a place's and the word that follows: the Smie region, Sumy region.

    `beside` is what `neighbours` finds beside the span.
    """
    if candidate.form.entity.type is not EntityType.PLACE or not is_place_cue(*beside):
        return 0.0
    return float((*candidate.form.words, beside[1]) in index.by_words)


def type_cues(kind: EntityType, types: frozenset[EntityType]) -> tuple[float, float]:
    """Whether the cues beside a span are for the candidate's type; whether only for others."""
    return float(kind in types), float(bool(types) and kind not in types)


def foreign_beside(text: str, start: int, end: int) -> float:
    """Whether a lower-case word beside a span is no English, so that both are of another language (České dráhy)."""
    words = [_LOWER_BEFORE.search(text, max(0, start - 24), start), _LOWER_AFTER.match(text, end)]
    return float(any(m and m.group(1).islower() and not word_zipf(m.group(1)) for m in words))


def countries_beside(text: str, start: int, end: int, around: Surroundings) -> frozenset[str]:
    """The countries that are spoken of within some six words of a span, in its sentence: the Ukrainian town of Smie.

    What stands in the span itself is another matter (Georgia Melloni).
    """
    before, after = text[max(0, start - _NEAR_BY) : start], text[end : end + _NEAR_BY]
    first = start - len(before) + max(before.rfind(". ") + 1, before.rfind("\n") + 1)
    ends = [place for mark in (". ", "\n") if (place := after.find(mark)) >= 0]
    return around.beside(first, start) | around.beside(end, end + min(ends, default=len(after)))


def position(candidate: Candidate, run: Run, context: Context) -> tuple[float, ...]:
    """Whether the span begins a sentence, stands in capitals though its line does not, is part of a hyphenated word."""
    words = run.words[candidate.start : candidate.stop]
    start, end = words[0].start, words[-1].end
    text = context.text
    return (
        float(candidate.start == 0 and run.sentence_start),
        float(all(w.text.isupper() and len(w.text) > 1 for w in words) and not _is_headline(text, start, end)),
        float(text[start - 1 : start] in HYPHENS or text[end : end + 1] in HYPHENS),
    )


def _is_headline(text: str, start: int, end: int) -> bool:
    """Whether all of the line that a span lies in stands in capitals."""
    last = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : len(text) if last < 0 else last].isupper()
