"""Demonyms of a place where a garble of one stands: what is like Ukraine may be meant for Ukrainian."""

from functools import lru_cache

from rapidfuzz.distance import Indel

from normalizer.gazetteer.forms import Form
from normalizer.linking.similar import Likeness, likeness
from normalizer.linking.vocabulary import letters
from normalizer.matching.encoder import encode_names, encode_queries
from normalizer.model import EntityType
from normalizer.text.lexicon import demonyms_of
from normalizer.text.tokens import fold_word

_ENDING = 2


def demonym_like(word: str, form: Form) -> str:
    """The demonym of a place that a word of the text ends like and is more like than the last word of the place's name;
    empty where none is.
    """
    if form.entity.type is not EntityType.PLACE:
        return ""
    told = [(_alike(word, x), x) for n in {form.text, form.entity.canonical} for x in demonyms_of(n)]
    best, found = max(told, default=(0.0, ""))
    own = form.text.rpartition(" ")[2]
    return found if best > _alike(word, own) and word.lower().endswith(found[-_ENDING:]) else ""


def as_demonym(pair: Likeness, word: str, form: Form) -> Likeness:
    """How alike a word is to the demonym that is meant; `pair`, which compares it with the name, where none is."""
    demonym = demonym_like(word, form)
    return _compared(pair.word, fold_word(demonym)) if demonym else pair


def _alike(a: str, b: str) -> float:
    return Indel.normalized_similarity(a.lower(), b.lower())


@lru_cache(maxsize=1 << 12)
def _compared(word: str, name: str) -> Likeness:
    cosine = encode_queries([letters(word)])[0] @ encode_names([letters(name)])[0]
    return likeness(word, name, float(cosine))
