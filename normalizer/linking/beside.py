"""What stands beside a candidate's span: cues of its type, its country, its place in the sentence."""

import re

from normalizer.gazetteer.forms import FormIndex
from normalizer.linking.align import Candidate
from normalizer.linking.context import Context
from normalizer.linking.places import Surroundings
from normalizer.mentions.cues import cue_types, is_place_cue, is_title
from normalizer.model import EntityType
from normalizer.text.lexicon import REGION, TOWN, facts, word_zipf
from normalizer.text.tokens import Run

_LOWER_BEFORE = re.compile(r"([^\W\d_]{3,}) $")
_LOWER_AFTER = re.compile(r" ([^\W\d_]{3,})")
_CLOSE = 60
"""Characters within which a country is named beside a span."""


def place_cues(
    candidate: Candidate, run: Run, before: str, after: str, around: Surroundings, index: FormIndex
) -> tuple[float, float, float]:
    """What stands beside an unknown word says of a candidate that is a place.

    Only a place can stand there; the candidate's country is named close by; the gazetteer knows a name made of the
    candidate's and the word that follows (Sumy region). `before` and `after` are the neighbouring words.
    """
    entity = candidate.form.entity
    words = run.words[candidate.start : candidate.stop]
    cue = region = 0.0
    if entity.type is EntityType.PLACE and is_place_cue(before, after):
        region = float((*candidate.form.words, after) in index.by_words)
        known = [facts(w.text).known for w in words]
        cue = float(all(k is None or not k.flags & (TOWN | REGION) for k in known))
    return cue, float(_is_close(entity.country, words[0].start, words[-1].end, around)), region


def _is_close(country: str, start: int, end: int, around: Surroundings) -> bool:
    if not country:
        return False
    return any(code == country and start - _CLOSE < at < end + _CLOSE for at, code in around.country_places)


def type_cues(candidate: Candidate, before: str, after: str) -> tuple[float, ...]:
    """A title before the span; cues for the candidate's type; cues only for others."""
    types = cue_types(before, after)
    kind = candidate.form.entity.type
    return float(is_title(before)), float(kind in types), float(bool(types) and kind not in types)


def foreign_beside(text: str, start: int, end: int) -> float:
    """Whether a lower-case word beside a span is no English, so that both are of another language (České dráhy)."""
    words = [_LOWER_BEFORE.search(text, max(0, start - 24), start), _LOWER_AFTER.match(text, end)]
    return float(any(m and m.group(1).islower() and not word_zipf(m.group(1)) for m in words))


def position(candidate: Candidate, run: Run, context: Context) -> tuple[float, ...]:
    """Whether the span begins a sentence, stands in capitals, is part of a hyphenated word."""
    words = run.words[candidate.start : candidate.stop]
    start, end = words[0].start, words[-1].end
    text = context.text
    return (
        float(candidate.start == 0 and run.sentence_start),
        float(all(w.text.isupper() and len(w.text) > 1 for w in words)),
        float(text[start - 1 : start] == "-" or text[end : end + 1] == "-"),
    )
