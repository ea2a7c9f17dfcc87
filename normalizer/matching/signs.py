"""The likely neighbours among very many vectors, by the signs of their products with planes through the origin.

The share of the planes that two vectors lie on different sides of is the angle between them over 180 degrees (Charikar,
"Similarity Estimation Techniques from Rounding Algorithms", STOC 2002); planes that stand on each other in turn tell
more than random ones (Ji et al., "Super-Bit Locality-Sensitive Hashing", NIPS 2012). Of 753,905 names of the world's
towns and 300 garbles, the 8,000 likely ones hold 99.7 % of the 100 nearest, in a sixth of the time (2026).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

PLANES = 192
_WORD = 64
BLOCK = 1 << 15
"""Vectors at a time: their signs, 256 kB a word, stay in the processor's cache."""
_SAMPLE = 16
_COSINE_A_PLANE = np.pi / PLANES * np.sqrt(0.75)
"""What one plane more between two vectors takes from their cosine where they stand at 60 degrees, as near names do."""

Floats = NDArray[np.float32]
Signs = NDArray[np.uint64]


def planes(size: int) -> Floats:
    """Return normals (size, `PLANES`) of planes, always the same ones but for the last digits."""
    rnd = np.random.default_rng(0)
    blocks = [np.linalg.qr(rnd.standard_normal((size, size)))[0] for _ in range(-(-PLANES // size))]
    return np.hstack(blocks)[:, :PLANES].astype(np.float32)


def signs(vectors: NDArray[Any], normals: Floats) -> Signs:
    """Return the signs (`PLANES` / 64, n) of the products of the vectors (n, size) with the normals, 64 a word."""
    bits = np.empty((len(vectors), PLANES // 8), dtype=np.uint8)
    for first in range(0, len(vectors), BLOCK):
        some = vectors[first : first + BLOCK].astype(np.float32)
        bits[first : first + BLOCK] = np.packbits(some @ normals > 0, axis=1)
    return np.ascontiguousarray(bits.view(np.uint64).T)


def planes_worth(bonus: Floats) -> NDArray[np.uint8]:
    """Return for each vector how many planes fewer than the one of the largest bonus (of cosine) its own is worth."""
    saved = np.rint(bonus / np.float32(_COSINE_A_PLANE))
    return np.asarray((saved.max(initial=0) - saved).clip(0, 255 - PLANES), dtype=np.uint8)


def likely(known: Signs, behind: NDArray[np.uint8] | None, query: Signs, count: int) -> NDArray[np.intp]:
    """Return the rows, ascending, of some `count` vectors or more that probably are nearest to a query.

    `known` and `query` (`PLANES` / 64) are signs; `behind` are planes that are added to what parts them.
    """
    total = known.shape[1]
    apart = np.zeros(total, dtype=np.uint8) if behind is None else behind.copy()
    room = np.empty(min(BLOCK, total), dtype=np.uint64)
    for first in range(0, total, BLOCK):
        here = apart[first : first + BLOCK]
        for word, own in zip(known, query, strict=True):
            differing = np.bitwise_xor(word[first : first + BLOCK], own, out=room[: len(here)])
            here += np.bitwise_count(differing)
    sample = np.bincount(apart[::_SAMPLE], minlength=256).cumsum()
    most = int(sample.searchsorted(-(-count // _SAMPLE)))
    found = np.flatnonzero(apart <= most)
    while len(found) < min(count, total):
        most += 1
        found = np.flatnonzero(apart <= most)
    return found
