"""A garbled word alone and the longer names that hold it, garbled in the same way, share what speaks for either."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from normalizer.linking.align import Candidate
from normalizer.model import EntityType

Pairs = tuple[tuple[str, str], ...]
SURNAME_ALONE = 0.2
"""Nats that a surname alone stays behind the full name that is garbled in the same way."""


def share_words(
    people: Sequence[Hashable], words: Sequence[tuple[int, Sequence[Hashable]]], logits: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give a name with one garbled word beside others the log-odds of that word alone (Manchestar, in Manchestar
    United), as it is the same that is put right; and a surname alone nearly those of the person's full name.

    Of each candidate `people` tells the person in a document (else something false), `words` what `words_of_name` does,
    each pair told apart by its document where there are several.
    """
    full: dict[tuple[Hashable, Hashable], float] = {}
    alone: dict[Hashable, float] = {}
    told = list(zip(people, words, logits.tolist(), strict=True))
    for person, (length, pairs), logit in told:
        for pair in pairs:
            if length == 1:
                alone[pair] = max(logit, alone.get(pair, logit))
            elif person:
                full[person, pair] = max(logit, full.get((person, pair), logit))
    out = logits.copy()
    for k, (person, (length, pairs), logit) in enumerate(told):
        if len(pairs) == 1 and length > 1:
            out[k] = max(logit, alone.get(pairs[0], logit))
        elif len(pairs) == 1 and person:
            out[k] = max(logit, full.get((person, pairs[0]), logit) - SURNAME_ALONE)
    return out


def words_of_name(candidate: Candidate) -> tuple[int, Pairs]:
    """How many words a candidate's name has, and which of them are garbled, as (word, name's word).

    It is 0 where the span has not as many, unless it is a person's: there is no telling what else is put right.
    """
    length = len(candidate.form.words)
    as_many = candidate.stop - candidate.start == length and not candidate.world
    pairs = tuple([(x.word, x.name) for x in candidate.pairs])
    return length if as_many or person_of(candidate) else 0, pairs


def person_of(candidate: Candidate) -> str:
    """The id of a candidate that is a person, else nothing."""
    return candidate.form.entity.id if candidate.form.entity.type is EntityType.PERSON else ""
