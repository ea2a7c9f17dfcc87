"""Exact nearest neighbours among many small vectors, a block at a time, in little memory.

An index of clusters (IVF) would be faster, but hard queries lie far from everything and lose their names there.
"""

import numpy as np
from numpy.typing import NDArray

BLOCK = 8_192
"""Vectors turned to float at a time: 3 MB, still in the processor's cache when they are multiplied."""
TILE = 64
"""Vectors multiplied by one call of BLAS: too few for it to wake its threads, whose waiting for each other costs up to
twenty times what they save where other programs run; as fast as larger products on one processor."""
SAMPLE = 16
"""Of many values, each so many-th is looked at first, for a threshold that lets few of the others through."""
SPARE = 3
"""The threshold is meant to let so many times the wanted number through."""

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


def nearest(vectors: NDArray[np.int8], bonus: Floats | None, queries: Floats, count: int) -> list[Rows]:
    """Return for each query (q, d) the rows, ascending, of the `count` vectors with the largest product plus bonus.

    `vectors` (n, d) hold 127ths; the bonus (n) is the same for all queries.
    """
    if count >= len(vectors):
        return [np.arange(len(vectors)) for _ in queries]
    scaled = np.ascontiguousarray(queries.T / np.float32(127), dtype=np.float32)
    return [largest(values, count) for values in _products(vectors, bonus, scaled)]


def _block(vectors: NDArray[np.int8], bonus: Floats | None, queries: Floats, first: int, room: Floats) -> Floats:
    """Return the products (vectors, queries) of one block; the queries are columns, `room` holds its vectors."""
    some = room[: len(vectors) - first]
    some[:] = vectors[first : first + BLOCK]
    tiles, width = len(some) // TILE, queries.shape[1]
    whole = tiles * TILE
    values = np.empty((len(some), width), dtype=np.float32)
    np.matmul(some[:whole].reshape(tiles, TILE, some.shape[1]), queries, out=values[:whole].reshape(tiles, TILE, width))
    np.matmul(some[whole:], queries, out=values[whole:])
    if bonus is not None:
        values += bonus[first : first + BLOCK, None]
    return values


def _products(vectors: NDArray[np.int8], bonus: Floats | None, queries: Floats) -> Floats:
    """Return all products (queries, vectors)."""
    out = np.empty((queries.shape[1], len(vectors)), dtype=np.float32)
    room = np.empty((BLOCK, vectors.shape[1]), np.float32)
    for first in range(0, len(vectors), BLOCK):
        out[:, first : first + BLOCK] = _block(vectors, bonus, queries, first, room).T
    return out


def largest(values: Floats, count: int) -> Rows:
    """Return the places, ascending, of the `count` largest; of many, a sample says first which may be among them."""
    places = np.arange(0)
    spare = max(1, SPARE * count // SAMPLE)
    if len(values) > BLOCK and spare < len(values) // SAMPLE:
        sample = values[::SAMPLE]
        places = np.flatnonzero(values >= np.partition(sample, -spare)[-spare])
    if len(places) < count:
        return np.sort(np.argpartition(-values, count - 1)[:count])
    return np.asarray(places[np.sort(np.argpartition(-values[places], count - 1)[:count])])
