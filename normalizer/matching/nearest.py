"""Exact nearest neighbours among very many small vectors, a block at a time, in little memory.

An index of clusters (IVF) would be faster, but hard queries lie far from everything and lose their names there.
"""

import numpy as np
from numpy.typing import NDArray

BLOCK = 8_192
"""Vectors turned to float at a time: 2 MB, still in the processor's cache when they are multiplied."""
SAMPLE = 16
"""Each so many-th vector is looked at first, for a threshold that lets few others through."""
SPARE = 3
"""The threshold is meant to let so many times the wanted number through."""

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


def nearest(vectors: NDArray[np.int8], bonus: Floats | None, queries: Floats, count: int) -> list[Rows]:
    """Return for each query (q, d) the rows of the `count` vectors with the largest product plus bonus, ascending.

    `vectors` (n, d) hold 127ths; the bonus (n) is the same for all queries.
    """
    count = min(count, len(vectors))
    if not count or not len(queries):
        return [np.arange(0) for _ in queries]
    scaled = queries / np.float32(127)
    least = _thresholds(vectors, bonus, scaled, count)
    parts = []
    for first in range(0, len(vectors), BLOCK):
        values = _products(vectors, bonus, scaled, slice(first, first + BLOCK))
        which, rows = np.nonzero(values >= least[:, None])
        parts.append((which, rows + first, values[which, rows]))
    which, rows, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(which, kind="stable")
    ends = np.searchsorted(which[order], np.arange(1, len(queries)))
    found = zip(np.split(rows[order], ends), np.split(values[order], ends), strict=True)
    return [np.sort(some[_largest(products, count)]) for some, products in found]


def _products(vectors: NDArray[np.int8], bonus: Floats | None, queries: Floats, rows: slice) -> Floats:
    values: Floats = queries @ vectors[rows].astype(np.float32).T
    if bonus is not None:
        values += bonus[rows]
    return values


def _thresholds(vectors: NDArray[np.int8], bonus: Floats | None, queries: Floats, count: int) -> Floats:
    """Return for each query a value that at least `count` products reach, seldom many more than SPARE times that.

    They are the `count`-th best of a sample, or better ones where so many of the whole are sure to reach them.
    """
    step = SAMPLE if len(vectors) > SAMPLE * BLOCK else 1
    parts = [
        _products(vectors, bonus, queries, slice(first, first + step * BLOCK, step))
        for first in range(0, len(vectors), step * BLOCK)
    ]
    sample = np.concatenate(parts, axis=1)
    place = sample.shape[1] - (count if step == 1 else max(1, SPARE * count // step))
    return np.asarray(np.partition(sample, place, axis=1)[:, place], dtype=np.float32)
