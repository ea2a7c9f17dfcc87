"""A surname alone and the full name of one person, garbled in the same way, share what speaks for either."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from normalizer.linking.align import Candidate
from normalizer.model import EntityType

Pairs = tuple[tuple[str, str], ...]
SURNAME_ALONE = 0.2
"""Nats that a surname alone stays behind the full name that is garbled in the same way."""


def surnames_follow(
    people: Sequence[Hashable], words: Sequence[tuple[int, Pairs]], logits: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give a surname alone nearly the log-odds of the full name that garbles it in the same way, and a full name with
    one garbled word those of that word alone.

    Of each candidate `people` tells the person in a document (else something false), `words` how many words the name
    has and which of them are garbled, as (word, name's word).
    """
    full: dict[tuple[Hashable, tuple[str, str]], float] = {}
    alone: dict[tuple[Hashable, tuple[str, str]], float] = {}
    told = list(zip(people, words, logits.tolist(), strict=True))
    for person, (length, pairs), logit in told:
        for pair in pairs if person else ():
            known = full if length > 1 else alone
            known[person, pair] = max(logit, known.get((person, pair), logit))
    out = logits.copy()
    for k, (person, (length, pairs), logit) in enumerate(told):
        if person and len(pairs) == 1:
            other, less = (alone, 0.0) if length > 1 else (full, SURNAME_ALONE)
            out[k] = max(logit, other.get((person, pairs[0]), logit) - less)
    return out


def words_of_name(candidate: Candidate) -> tuple[int, Pairs]:
    """How many words a candidate's name has, and which of them are garbled, as (word, name's word)."""
    return len(candidate.form.words), tuple([(x.word, x.name) for x in candidate.pairs])


def person_of(candidate: Candidate) -> str:
    """The id of a candidate that is a person, else nothing."""
    return candidate.form.entity.id if candidate.form.entity.type is EntityType.PERSON else ""
