"""Matrix products in parts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.matching.products import product


@given(st.integers(0, 700), st.integers(1, 128), st.integers(0, 200))
def test_the_parts_make_the_whole(rows: int, size: int, columns: int) -> None:
    rnd = np.random.default_rng(rows + 1000 * columns)
    a, b = rnd.standard_normal((rows, size)).astype(np.float32), rnd.standard_normal((size, columns)).astype(np.float32)
    assert product(a, b) == pytest.approx(np.einsum("ij,jk->ik", a, b), abs=1e-3)


def test_a_transposed_matrix_is_no_other() -> None:
    rnd = np.random.default_rng(1)
    a, b = rnd.standard_normal((300, 96)).astype(np.float32), rnd.standard_normal((70, 96)).astype(np.float32)
    assert product(a, b.T) == pytest.approx(np.einsum("ij,kj->ik", a, b), abs=1e-3)
