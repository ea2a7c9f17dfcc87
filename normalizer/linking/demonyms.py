"""Demonyms of a place where a garble of one stands: what is like Ukraine may be meant for Ukrainian."""

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from normalizer.gazetteer.forms import Form, FormKind
from normalizer.linking.align import Candidate
from normalizer.linking.similar import Likeness, likeness
from normalizer.linking.vocabulary import letters
from normalizer.matching.encoder import encode_names, encode_queries
from normalizer.model import EntityType
from normalizer.text.lexicon import demonyms_of
from normalizer.text.tokens import Run, Word, fold_word, fold_words

_ENDING = 2


def demonym_like(word: str, form: Form) -> str:
    """The demonym of a place that a word of the text ends like and is more like than the last word of the place's name,
    its usual one where the form is a variant; empty where none is.
    """
    if form.entity.type is not EntityType.PLACE:
        return ""
    names = {form.text, form.entity.canonical}
    told = [(_alike(word, x), x) for name in names for x in demonyms_of(name) if " " not in x]
    best, found = max(told, default=(0.0, ""))
    own = (form.entity.canonical if form.kind is FormKind.VARIANT else form.text).rpartition(" ")[2]
    return found if best > _alike(word, own) and word.lower().endswith(found[-_ENDING:]) else ""


def meant_demonym(candidate: Candidate, words: Sequence[Word]) -> str:
    """The demonym that a candidate's span is meant for; empty where it has several `words` or none is meant."""
    return demonym_like(words[0].text, candidate.form) if len(words) == len(candidate.pairs) == 1 else ""


def is_of_demonym(candidate: Candidate, run: Run) -> bool:
    """Whether a candidate's span is meant for a demonym of the place."""
    pairs = candidate.pairs
    if len(pairs) != 1 or pairs[0].name in candidate.form.words:
        return False
    return bool(meant_demonym(candidate, run.words[candidate.start : candidate.stop]))


def as_demonym(pair: Likeness, word: str, form: Form) -> tuple[Likeness, Form]:
    """How alike a word is to the demonym that is meant, and the accepted form of the place; `pair`, which compares it
    with the name, and `form`, where none is meant.
    """
    demonym = demonym_like(word, form)
    if not demonym:
        return pair, form
    entity = form.entity
    if form.kind is FormKind.VARIANT:
        form = Form(entity, FormKind.CANONICAL, entity.canonical, tuple(fold_words(entity.canonical)))
    return _compared(pair.word, fold_word(demonym)), form


def _alike(a: str, b: str) -> float:
    return Indel.normalized_similarity(a.lower(), b.lower())


@lru_cache(maxsize=1 << 12)
def _compared(word: str, name: str) -> Likeness:
    cosine = encode_queries([letters(word)])[0] @ encode_names([letters(name)])[0]
    return likeness(word, name, float(cosine))
