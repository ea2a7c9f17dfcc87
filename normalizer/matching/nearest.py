"""Exact nearest neighbours among very many small vectors, a block at a time, in little memory.

An index of clusters (IVF) would be faster, but hard queries lie far from everything and lose their names there.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

BLOCK = 8_192
"""Vectors turned to float at a time: 3 MB, still in the processor's cache when they are multiplied."""
TILE = 64
"""Vectors multiplied by one call of BLAS: too few for it to wake its threads, whose waiting for each other costs up to
twenty times what they save where other programs run; as fast as larger products on one processor."""
SAMPLE = 16
"""Of very many vectors, each so many-th is looked at first, for a threshold that lets few of the others through."""
SPARE = 3
"""The threshold is meant to let so many times the wanted number through."""

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


def nearest(
    vectors: NDArray[np.int8],
    bonus: Floats | None,
    queries: Floats,
    count: int,
    was_read: Callable[[], None] = lambda: None,
    sample: NDArray[np.int8] | None = None,
) -> list[Rows]:
    """Return for each query (q, d) the rows, ascending, of the `count` vectors with the largest product plus bonus.

    `vectors` (n, d) hold 127ths; the bonus (n) is the same for all queries. `was_read` is called again and again where
    there are very many vectors, which may lie in a file, after some 20 MB of them were read. `sample` is what `sampled`
    makes of them, where it was kept.
    """
    if count >= len(vectors):
        return [np.arange(len(vectors)) for _ in queries]
    scaled = np.ascontiguousarray(queries.T / np.float32(127), dtype=np.float32)
    if len(vectors) <= SAMPLE * BLOCK or not len(queries):
        return [_largest(values, count) for values in _products(vectors, bonus, scaled)]
    some = sampled(vectors) if sample is None else sample
    sampled_products = _products(some, None if bonus is None else bonus[::SAMPLE], scaled)
    place = sampled_products.shape[1] - max(1, SPARE * count // SAMPLE)
    least = np.partition(sampled_products, place, axis=1)[:, place]
    # A row for each vector: to compare with one row for all takes ten times as long where the queries are few.
    least = np.tile(least, (BLOCK, 1))
    room = np.empty((BLOCK, vectors.shape[1]), np.float32)
    parts = []
    for first in range(0, len(vectors), BLOCK):
        values = _block(vectors, bonus, scaled, first, room)
        places = np.flatnonzero(values >= least[: len(values)])
        rows, which = np.divmod(places, len(queries))
        parts.append((which, rows + first, values.ravel()[places]))
        if not first // BLOCK % (2 * SAMPLE):
            was_read()
    was_read()
    which, rows, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(which, kind="stable")
    ends = np.searchsorted(which[order], np.arange(1, len(queries)))
    found = zip(np.split(rows[order], ends), np.split(values[order], ends), strict=True)
    return [
        close[_largest(products, count)]
        if len(close) >= count
        else _largest(_products(vectors, bonus, scaled[:, i : i + 1])[0], count)
        for i, (close, products) in enumerate(found)
    ]


def sampled(vectors: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return a copy of those of very many vectors that are looked at first; of a file, all pages are read for it."""
    return np.ascontiguousarray(vectors[:: SAMPLE if len(vectors) > SAMPLE * BLOCK else len(vectors) + 1])


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


def _largest(values: Floats, count: int) -> Rows:
    """Return the places, ascending, of the `count` largest; of many, a sample says first which may be among them."""
    places = np.arange(0)
    spare = max(1, SPARE * count // SAMPLE)
    if len(values) > BLOCK and spare < len(values) // SAMPLE:
        sample = values[::SAMPLE]
        places = np.flatnonzero(values >= np.partition(sample, -spare)[-spare])
    if len(places) < count:
        return np.sort(np.argpartition(-values, count - 1)[:count])
    return np.asarray(places[np.sort(np.argpartition(-values[places], count - 1)[:count])])
