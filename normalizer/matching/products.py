"""Matrix products that stay on one thread.

For larger ones BLAS wakes its threads, which on a busy machine wait for each other a hundred times longer than the
product takes: of an article 0.4 to 2 seconds, where one thread takes 0.01.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_SMALL, _SMALL_VECTOR = 1 << 18, 9216
"""Multiplications up to which OpenBLAS uses one thread, of matrices and with a vector (interface/gemm.c and gemv.c)."""
_ROWS, _COLUMNS = 256, 64
"""At a time: as fast on one thread as the whole, and twice as fast where the columns are few."""

Floats = NDArray[np.float32]


def product(a: NDArray[Any], b: NDArray[Any]) -> Floats:
    """The product of a matrix (n, size) and another (size, m), both of 32-bit floats."""
    size, width = b.shape
    out = np.empty((len(a), width), dtype=np.float32)
    for first in range(0, width, _COLUMNS):
        columns = np.ascontiguousarray(b[:, first : first + _COLUMNS])
        last = first + columns.shape[1]
        small = _SMALL if columns.shape[1] > 1 else _SMALL_VECTOR
        rows = max(1, min(_ROWS, small // max(1, columns.size)))
        whole = len(a) // rows * rows
        tiles = out[:whole].reshape(len(a) // rows, rows, width)[:, :, first:last]
        np.matmul(a[:whole].reshape(len(a) // rows, rows, size), columns, out=tiles)
        np.matmul(a[whole:], columns, out=out[whole:, first:last])
    return out
