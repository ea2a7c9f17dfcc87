"""The candidates of one span held against each other and against none of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from normalizer.linking.align import Candidate
from normalizer.linking.rules import ORDINARY
from normalizer.linking.similar import is_read_otherwise
from normalizer.linking.spelling import (
    BOTH_ROMAJI,
    COST,
    DISTANCE,
    EQUIVALENT,
    FAMILY,
    PER_LETTER,
    PERSON,
    READ_OTHERWISE,
)
from normalizer.matching.given_names import equivalent_given_names, is_same_given_name
from normalizer.text.lexicon import word_zipf

_EVEN = 0.0
"""The log-odds that a doubtful candidate has at most: as often right as wrong."""
_FAR = 4.0
"""Nats behind the most alike name of its span from which on a candidate is doubtful: one in six of them was right."""
_UNLIKE, _APART = 1.75, 3.0
"""Nats a letter, and letters, from which on a known surname is likely that of another: of nine in clean texts and
translations that were found likely, four were right."""
_BORNE = 3.5
"""The feature `family` of a surname that more than a few bear: `KnownName.frequency` and one."""


def span_logits(candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The log-odds of each candidate where the entities of its span and none of them are held against each other.

    `scores` are the candidates' log-odds against none (nats). A softmax over each span, in which none counts as 0; the
    forms of one entity stand together against the others, so do entities of one name (three brothers), and the less
    likely of them as far behind as their scores.
    """
    if not candidates:
        return scores
    ids = {e: i for i, e in enumerate(sorted({c.form.entity.id for c in candidates}))}
    named = _namesakes(candidates)
    keys = np.array([(c.run, c.start, c.stop, ids[named[_place(c)]]) for c in candidates], dtype=np.int64)
    order = np.lexsort(keys.T[::-1])
    keys, z = keys[order], scores[order]
    new = np.vstack([np.ones(4, dtype=bool), keys[1:] != keys[:-1]])
    spans, entities = np.flatnonzero(new[:, :3].any(axis=1)), np.flatnonzero(new.any(axis=1))
    in_span, in_entity = np.diff(np.r_[spans, len(z)]), np.diff(np.r_[entities, len(z)])
    top = np.repeat(np.maximum(np.maximum.reduceat(z, spans), 0), in_span)
    e = np.exp(z - top)
    total = np.repeat(np.add.reduceat(e, spans), in_span) + np.exp(-top)
    own = np.repeat(np.add.reduceat(e, entities), in_entity)
    behind = z - np.repeat(np.maximum.reduceat(z, entities), in_entity)
    out = np.empty_like(scores)
    out[order] = np.log(own) - np.log(np.maximum(total - own, 1e-12)) + behind
    return out


def behind(candidates: Sequence[Candidate], static: NDArray[np.float32]) -> NDArray[np.float32]:
    """How many nats less likely the channel finds it that the best name of each candidate's entity was garbled into its
    span than the best name of all; 0 for the most alike.
    """
    spans = [(c.run, c.start, c.stop) for c in candidates]
    places = [_place(c) for c in candidates]
    least: dict[tuple[int, int, int], float] = {}
    own: dict[tuple[int, int, int, str], float] = {}
    for span, place, cost in zip(spans, places, static[:, COST].tolist(), strict=True):
        least[span] = min(cost, least.get(span, cost))
        own[place] = min(cost, own.get(place, cost))
    return np.array([own[p] - least[s] for s, p in zip(spans, places, strict=True)], dtype=np.float32)


def doubtful(
    candidates: Sequence[Candidate],
    static: NDArray[np.float32],
    standing: Mapping[str, int],
    far: NDArray[np.float32],
) -> NDArray[np.bool_]:
    """Which candidates, by their `static` features and how `far` they are `behind`, are right half of the time at most.

    Those that nothing tells from a rival: Sotozaki and Outosaki are Tonosaki or Tonozaki, two names of the same
    characters, and what they share with either says nothing of which; that of a slip like Tonosakki does. `standing`
    counts the folded words of the text: where one of the names stands in it, that tells. Those of which a rival is far
    more alike, whatever the text names. And people whose surname does not sound like the known one that the text writes
    (Boris Filimonov, Borys Filatov), or who are only called by an English given name instead of theirs, where a desk
    lists them: who writes Alexander Ovechkin may have chosen to.
    """
    at: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    far_off = (static[:, BOTH_ROMAJI] > 0) & (static[:, DISTANCE] > 1)
    for k in np.flatnonzero((static[:, READ_OTHERWISE] > 0) | far_off).tolist():
        c = candidates[k]
        if len(c.pairs) == 1 and not standing.get(c.pairs[0].name):
            at[c.run, c.start, c.stop].append(k)
    found = np.asarray(far >= _FAR)
    borne = (static[:, PERSON] > 0) & (static[:, FAMILY] >= _BORNE)
    for k in np.flatnonzero(borne & (static[:, PER_LETTER] >= _UNLIKE) & (static[:, DISTANCE] >= _APART)).tolist():
        found[k] |= any(x.per_letter >= _UNLIKE and not is_same_given_name(x.word, x.name) for x in candidates[k].pairs)
    for k in np.flatnonzero(static[:, EQUIVALENT]).tolist():
        found[k] |= _is_only_englished(candidates[k])
    for some in at.values():
        for k, j in combinations(some, 2):
            name, other = candidates[k].pairs[0].name, candidates[j].pairs[0].name
            if name != other and is_read_otherwise(name, other):
                found[[k, j]] = True
    return found


def _is_only_englished(candidate: Candidate) -> bool:
    """Whether all that differs from a name without a country is a given name that is a common English word too.

    Of 50 such findings in translations that were found likely 44 were right, but for 31 of these the reference has the
    English name too.
    """
    return not candidate.form.entity.country and all(
        word_zipf(x.word) >= ORDINARY and x.word in equivalent_given_names(x.name) for x in candidate.pairs
    )


def hold_doubtful(logits: NDArray[np.float64], doubtful: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The log-odds, bounded where a candidate is doubtful."""
    return np.where(doubtful, np.minimum(logits, _EVEN), logits)


def _place(candidate: Candidate) -> tuple[int, int, int, str]:
    return candidate.run, candidate.start, candidate.stop, candidate.form.entity.id


def _namesakes(candidates: Sequence[Candidate]) -> dict[tuple[int, int, int, str], str]:
    """For each span and entity the first, by id, of the entities that write the same there."""
    texts: dict[tuple[int, int, int, str], str] = {}
    for c in candidates:
        key = (c.run, c.start, c.stop, c.form.text)
        texts[key] = min(c.form.entity.id, texts.get(key, c.form.entity.id))
    first: dict[tuple[int, int, int, str], str] = {}
    for c in candidates:
        told = texts[c.run, c.start, c.stop, c.form.text]
        first[_place(c)] = min(told, first.get(_place(c), told))
    return first
