"""The candidates of one span held against each other and against none of them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from normalizer.linking.align import Candidate
from normalizer.linking.spelling import COST


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
