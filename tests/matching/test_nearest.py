"""Nearest neighbours a block at a time are those of one great product, whatever the size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.matching import nearest as module
from normalizer.matching.nearest import nearest


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 32)
    monkeypatch.setattr(module, "SAMPLE", 4)


@given(st.integers(0, 1000), st.integers(0, 5), st.integers(1, 60), st.booleans(), st.integers(0, 2**32 - 1))
def test_the_best_are_found(count: int, queries: int, wanted: int, with_bonus: bool, seed: int) -> None:
    rnd = np.random.default_rng(seed)
    vectors = rnd.integers(-127, 128, (count, 8)).astype(np.int8)
    asked = rnd.standard_normal((queries, 8)).astype(np.float32)
    bonus = rnd.random(count).astype(np.float32) if with_bonus else None
    products = asked @ vectors.T.astype(np.float32) / 127 + (0 if bonus is None else bonus)
    found = nearest(vectors, bonus, asked, wanted)
    assert len(found) == queries
    for rows, values in zip(found, products, strict=True):
        assert rows.tolist() == sorted(set(rows.tolist()))
        assert len(rows) == min(wanted, count)
        best = np.sort(values)[::-1][: len(rows)]
        assert np.allclose(np.sort(values[rows])[::-1], best, atol=1e-4)


def test_a_sample_that_promises_too_many() -> None:
    """All good vectors stand where the sample looks, so that it takes them for far more than there are."""
    vectors = np.full((1000, 4), -100, dtype=np.int8)
    vectors[:40:4] = 100
    (rows,) = nearest(vectors, None, np.ones((1, 4), dtype=np.float32), 12)
    assert set(range(0, 40, 4)) <= set(rows.tolist())
    assert len(rows) == 12
