"""Tunes the units' costs so that the right name wins against the wrong ones that the encoder takes for alike.

Loss: softmax over the candidates' scores (-cost + weight x cosine), along each candidate's cheapest way; Adagrad, with
a pull (L2) to the counted costs. Discriminative training of a noisy channel after McCallum, Bellare and Pereira, "A
Conditional Random Field for Discriminatively-trained Finite-state String Edit Distance" (UAI 2005).
"""

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from normalizer.matching.channel import MAX_NAME, MAX_QUERY, NATS
from normalizer.matching.train_channel import MAX_COST, Strings

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of the tuning; the defaults are those of the shipped costs."""

    sample: int = 50_000
    candidates: int = 24
    cosine_weight: float = 7.0
    epochs: int = 4
    rate: float = 0.15
    pull: float = 7e-4
    seed: int = 7


def nearest(queries: NDArray[np.float32], names: NDArray[np.float32], count: int) -> tuple[Ints, NDArray[np.float32]]:
    """Return the rows and cosines of the `count` nearest names of each query, the nearest first."""
    rows, cosines = np.empty((len(queries), count), np.int64), np.empty((len(queries), count), np.float32)
    for first in range(0, len(queries), 500):
        scores = queries[first : first + 500] @ names.T
        top = np.argpartition(-scores, count, axis=1)[:, :count]
        near = np.take_along_axis(scores, top, axis=1)
        order = np.argsort(-near, axis=1, kind="stable")
        rows[first : first + 500] = np.take_along_axis(top, order, axis=1)
        cosines[first : first + 500] = np.take_along_axis(near, order, axis=1)
    return rows, cosines


@numba.njit(cache=False)
def _ids(letters, table, longest, out):  # type: ignore[no-untyped-def]
    for end in range(1, len(letters) + 1):
        code = 0
        for size in range(1, min(longest, end) + 1):
            code += letters[end - size] * 32 ** (size - 1)
            out[size, end] = table[code]


@numba.njit(cache=False)
def _way(n, m, nid, qid, offsets, owners, cost, deletions, insertions, best, back, path):  # type: ignore[no-untyped-def]  # noqa: C901
    """Write the cheapest way's places in `cost` to `path`; returns (cost, number of steps).

    `cost` holds the slots, then the name segments' deletions (from `deletions` on), then insertions.
    """
    for i in range(n + 1):
        for j in range(m + 1):
            low, way, used = (0.0, 0, 0) if i + j == 0 else (1e9, 0, 0)
            for b in range(1, min(MAX_QUERY, j) + 1):
                q = qid[b, j]
                c = best[i, j - b] + cost[insertions + q]
                if c < low:
                    low, way, used = c, b, insertions + q
                for a in range(1, min(MAX_NAME, i) + 1):
                    before = best[i - a, j - b]
                    if before < low:
                        slot = offsets[q] + nid[a, i]
                        if owners[slot] == q and before + cost[slot] < low:
                            low, way, used = before + cost[slot], a * 8 + b, slot
            for a in range(1, min(MAX_NAME, i) + 1):
                c = best[i - a, j] + cost[deletions + nid[a, i]]
                if c < low:
                    low, way, used = c, a * 8, deletions + nid[a, i]
            best[i, j] = low
            back[i, j, 0], back[i, j, 1] = way, used
    i, j, size = n, m, 0
    while i + j:
        way = back[i, j, 0]
        path[size] = back[i, j, 1]
        size += 1
        i, j = i - way // 8, j - way % 8
    return best[n, m], size


@numba.njit(cache=False)
def _epoch(  # type: ignore[no-untyped-def]
    picked, gold, near, cosine, gold_cosine, q_letters, q_starts, n_letters, n_starts, name_ids, query_ids, offsets,
    owners, cost, start, squares, deletions, insertions, weight, rate, pull,
):  # fmt: skip
    best, back = np.zeros((60, 60)), np.zeros((60, 60, 2), np.int64)
    nid, qid = np.zeros((MAX_NAME + 1, 60), np.int64), np.zeros((MAX_QUERY + 1, 60), np.int64)
    k = near.shape[1]
    paths, sizes, scores = np.zeros((k + 1, 120), np.int64), np.zeros(k + 1, np.int64), np.zeros(k + 1)
    grad, touched = np.zeros(len(cost)), np.zeros(k * 120 + 120, np.int64)
    loss, right = 0.0, 0
    for query in picked:
        letters = q_letters[q_starts[query] : q_starts[query + 1]]
        _ids(letters, query_ids, MAX_QUERY, qid)
        used = 0
        for c in range(-1, k):
            name = gold[query] if c < 0 else near[query, c]
            if name < 0 or (c >= 0 and name == gold[query]):
                continue
            name_letters = n_letters[n_starts[name] : n_starts[name + 1]]
            _ids(name_letters, name_ids, MAX_NAME, nid)
            low, size = _way(
                len(name_letters), len(letters), nid, qid, offsets, owners, cost, deletions, insertions, best, back,
                paths[used],
            )  # fmt: skip
            sizes[used] = size
            scores[used] = weight * (gold_cosine[query] if c < 0 else cosine[query, c]) - low
            used += 1
        p = np.exp(scores[:used] - scores[:used].max())
        p /= p.sum()
        loss -= np.log(max(p[0], 1e-30))
        right += scores[0] >= scores[:used].max()
        count = 0
        for c in range(used):
            g = (1.0 if c == 0 else 0.0) - p[c]
            if abs(g) > 1e-3:
                for s in range(sizes[c]):
                    unit = paths[c, s]
                    if grad[unit] == 0:
                        touched[count] = unit
                        count += 1
                    grad[unit] += g
        for t in range(count):
            unit = touched[t]
            g = grad[unit]
            grad[unit] = 0
            if g != 0 and start[unit] < 1e5:
                g += pull * (cost[unit] - start[unit])
                squares[unit] += g * g
                cost[unit] = min(max(cost[unit] - rate * g / np.sqrt(squares[unit]), 0.0), MAX_COST)
    return loss / len(picked), right / len(picked)


@dataclass(frozen=True, slots=True)
class Examples:
    """What one tuning run sees: queries, all names, and of each query the right name and the nearest ones."""

    queries: Strings
    names: Strings
    gold: Ints
    near: Ints
    cosine: NDArray[np.float32]
    gold_cosine: NDArray[np.float32]


def tune(
    packed: dict[str, NDArray[np.generic]], examples: Examples, plan: Plan, report: list[str]
) -> dict[str, NDArray[np.generic]]:
    """Return the packed units with tuned costs; the progress goes to `report`."""
    names, queries = packed["names"], packed["queries"]
    name_ids = np.full(32**MAX_NAME, len(names), dtype=np.int64)
    name_ids[names] = np.arange(len(names))
    query_ids = np.full(32**MAX_QUERY, len(queries), dtype=np.int32)
    query_ids[queries] = np.arange(len(queries), dtype=np.int32)
    parts = [packed["costs"], np.append(packed["delete"], 255), np.append(packed["insert"], 255)]
    start = np.concatenate([part.astype(np.float64) / NATS for part in parts])
    deletions, insertions = len(parts[0]), len(parts[0]) + len(parts[1])
    start[deletions:][start[deletions:] * NATS == 255] = 1e6
    cost, squares = start.copy(), np.full(len(start), 1.0)
    offsets = np.append(packed["offsets"].astype(np.int64), 0)
    rng = np.random.default_rng(plan.seed)
    for epoch in range(plan.epochs):
        picked = rng.permutation(len(examples.gold))
        loss, right = _epoch(
            picked, examples.gold, examples.near, examples.cosine, examples.gold_cosine, examples.queries.letters,
            examples.queries.starts, examples.names.letters, examples.names.starts, name_ids, query_ids, offsets,
            packed["owners"].astype(np.int64), cost, start, squares, deletions, insertions, plan.cosine_weight,
            plan.rate, plan.pull,
        )  # fmt: skip
        report.append(f"tuning epoch {epoch + 1}: loss {loss:.3f}, right name first {right:.3f}")
    whole = np.where(start >= 1e5, 255, np.rint(cost * NATS)).astype(np.uint8)
    return {
        **packed,
        "costs": whole[:deletions],
        "delete": whole[deletions : insertions - 1],
        "insert": whole[insertions:-1],
    }
