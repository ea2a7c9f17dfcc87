"""Exact nearest neighbours among very many small vectors, a block at a time, in little memory.

An index of clusters (IVF) would be faster, but hard queries lie far from everything and lose their names there.
"""

import numpy as np
from numpy.typing import NDArray

BLOCK = 8_192
"""Vectors turned to float at a time: 2 MB, still in the processor's cache when they are multiplied."""
SAMPLE = 16
"""Of very many vectors, each so many-th is looked at first, for a threshold that lets few of the others through."""
SPARE = 3
"""The threshold is meant to let so many times the wanted number through."""

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


def nearest(vectors: NDArray[np.int8], bonus: Floats | None, queries: Floats, count: int) -> list[Rows]:
    """Return for each query (q, d) the rows, ascending, of the `count` vectors with the largest product plus bonus.

    `vectors` (n, d) hold 127ths; the bonus (n) is the same for all queries.
    """
    scaled = np.asarray(queries / np.float32(127), dtype=np.float32)
    if count >= len(vectors):
        return [np.arange(len(vectors)) for _ in queries]
    if len(vectors) <= SAMPLE * BLOCK or not len(queries):
        return [_largest(values, count) for values in _products(vectors, bonus, scaled)]
    sample = _products(vectors[::SAMPLE], None if bonus is None else bonus[::SAMPLE], scaled)
    place = sample.shape[1] - max(1, SPARE * count // SAMPLE)
    least = np.partition(sample, place, axis=1)[:, place]
    parts = []
    for first in range(0, len(vectors), BLOCK):
        values = _block(vectors, bonus, scaled, first)
        places = np.flatnonzero(values >= least[:, None])
        which, rows = np.divmod(places, values.shape[1])
        parts.append((which, rows + first, values.ravel()[places]))
    which, rows, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(which, kind="stable")
    ends = np.searchsorted(which[order], np.arange(1, len(queries)))
    found = zip(np.split(rows[order], ends), np.split(values[order], ends), strict=True)
    return [
        some[_largest(products, count)]
        if len(some) >= count
        else _largest(_products(vectors, bonus, scaled[i : i + 1])[0], count)
        for i, (some, products) in enumerate(found)
    ]


def _block(vectors: NDArray[np.int8], bonus: Floats | None, queries: Floats, first: int) -> Floats:
    values: Floats = queries @ vectors[first : first + BLOCK].astype(np.float32).T
    if bonus is not None:
        values += bonus[first : first + BLOCK]
    return values


def _products(vectors: NDArray[np.int8], bonus: Floats | None, queries: Floats) -> Floats:
    out = np.empty((len(queries), len(vectors)), dtype=np.float32)
    for first in range(0, len(vectors), BLOCK):
        out[:, first : first + BLOCK] = _block(vectors, bonus, queries, first)
    return out


def _largest(values: Floats, count: int) -> Rows:
    return np.sort(np.argpartition(-values, count - 1)[:count])
