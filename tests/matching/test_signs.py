"""Signs find what is near, and say how many planes part two vectors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.matching import signs as module
from normalizer.matching.signs import PLANES, likely, planes, planes_worth, signs

SIZE = 80
NORMALS = planes(SIZE)


def unit(rnd: np.random.Generator, count: int) -> np.ndarray:
    vectors = rnd.standard_normal((count, SIZE)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_planes_stand_on_each_other() -> None:
    assert NORMALS.shape == (SIZE, PLANES)
    assert np.allclose(NORMALS[:, :SIZE].T @ NORMALS[:, :SIZE], np.eye(SIZE), atol=1e-5)


@pytest.mark.parametrize("cosine", [0.95, 0.8, 0.5, 0.0, -0.5])
def test_the_share_of_planes_between_two_vectors_is_their_angle(cosine: float) -> None:
    rnd = np.random.default_rng(1)
    one, other = unit(rnd, 400), unit(rnd, 400)
    other -= (other * one).sum(axis=1, keepdims=True) * one
    other /= np.linalg.norm(other, axis=1, keepdims=True)
    other = cosine * one + np.sqrt(1 - cosine**2) * other
    apart = np.bitwise_count(signs(one, NORMALS) ^ signs(other, NORMALS)).sum(axis=0)
    assert abs(apart.mean() / PLANES - np.arccos(cosine) / np.pi) < 0.01


@given(st.integers(1, 400), st.integers(1, 500), st.booleans(), st.integers(0, 2**32 - 1))
def test_enough_are_likely_and_none_that_is_farther(count: int, wanted: int, with_bonus: bool, seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", 64)
        rnd = np.random.default_rng(seed)
        known, queries = signs(unit(rnd, count), NORMALS), signs(unit(rnd, 2), NORMALS)
        behind = rnd.integers(0, 20, count).astype(np.uint8) if with_bonus else None
        found = likely(known, behind, queries, wanted)
    assert len(found) == 2
    for query, rows in zip(queries.T, found, strict=True):
        apart = np.bitwise_count(known ^ query[:, None]).sum(axis=0) + (0 if behind is None else behind)
        assert rows.tolist() == sorted(set(rows.tolist()))
        assert len(rows) >= min(wanted, count)
        left = np.setdiff1d(np.arange(count), rows)
        assert not len(left) or apart[rows].max() < apart[left].min()


def test_near_vectors_are_found_among_very_many() -> None:
    rnd = np.random.default_rng(2)
    vectors, asked = unit(rnd, 50_000), unit(rnd, 40)
    planted = asked + 0.08 * rnd.standard_normal(asked.shape).astype(np.float32)  # cosines of about 0.8
    vectors[:40] = planted / np.linalg.norm(planted, axis=1, keepdims=True)
    known, own = signs(vectors, NORMALS), signs(asked, NORMALS)
    assert all(row in rows for row, rows in enumerate(likely(known, None, own, 500)))


def test_a_bonus_is_worth_planes() -> None:
    behind = planes_worth(np.array([0.0, 0.1, 0.2], dtype=np.float32))
    assert behind[2] == 0
    assert behind[0] == 2 * behind[1] > 0
    assert planes_worth(np.zeros(3, dtype=np.float32)).tolist() == [0, 0, 0]
