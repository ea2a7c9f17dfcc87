"""Learns the two tables of `encoder`: softmax over the names of a batch and random other names, Adam, int8 rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from normalizer.matching.encoder import Side
from normalizer.matching.letter_groups import group_keys, letter_groups
from normalizer.matching.train_data import Pairs, weights

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of the training; the defaults are those of the shipped tables."""

    groups: int = 8000
    width: int = 64
    batch: int = 2048
    negatives: int = 4000
    temperature: float = 0.07
    rate: float = 0.01
    epochs: int = 7
    script_power: float = 0.5
    hopeless_cosine: float = 0.25
    hopeless_weight: float = 0.15
    drop: float = 0.0
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Bags:
    """The letter groups of many strings: those of string i are `groups[starts[i]:starts[i + 1]]`."""

    groups: Ints
    starts: NDArray[np.int64]


def vocabulary(strings: Sequence[str], size: int, weight: NDArray[np.float64] | None = None) -> list[str]:
    """Return the letter groups that most strings have, `size` of them, the most frequent first."""
    counts: Counter[str] = Counter()
    for number, text in enumerate(strings):
        share = 1.0 if weight is None else float(weight[number])
        for group in dict.fromkeys(letter_groups(text)):
            counts[group] += share  # type: ignore[assignment]
    return [group for group, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:size]]


def bags(strings: Sequence[str], groups: Sequence[str]) -> Bags:
    """Number the known letter groups of each string."""
    number = {group: row for row, group in enumerate(groups)}
    flat: list[int] = []
    starts = [0]
    for text in strings:
        flat += [number[group] for group in dict.fromkeys(letter_groups(text)) if group in number]
        starts.append(len(flat))
    return Bags(np.array(flat, dtype=np.int32), np.array(starts, dtype=np.int64))


@numba.njit(fastmath=True, cache=False)
def _sum_rows(table, groups, starts, picked, keep, out, norms):  # type: ignore[no-untyped-def]
    for i in range(len(picked)):
        row = out[i]
        row[:] = 0
        for k in range(starts[picked[i]], starts[picked[i] + 1]):
            if keep >= 1 or np.random.random() < keep:
                row += table[groups[k]]
        norms[i] = np.sqrt((row * row).sum()) + 1e-9
        row /= norms[i]


@numba.njit(fastmath=True, cache=False)
def _push_back(grad_table, groups, starts, picked, vectors, norms, grad):  # type: ignore[no-untyped-def]
    for i in range(len(picked)):
        g = (grad[i] - (grad[i] * vectors[i]).sum() * vectors[i]) / norms[i]
        for k in range(starts[picked[i]], starts[picked[i] + 1]):
            grad_table[groups[k]] += g


@numba.njit(fastmath=True, cache=False)
def _adam(table, grad, mean, square, rate, step):  # type: ignore[no-untyped-def]
    fix = np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
    for i in range(table.shape[0]):
        for j in range(table.shape[1]):
            g = grad[i, j]
            mean[i, j] = 0.9 * mean[i, j] + 0.1 * g
            square[i, j] = 0.999 * square[i, j] + 0.001 * g * g
            table[i, j] -= rate * fix * mean[i, j] / (np.sqrt(square[i, j]) + 1e-8)
            grad[i, j] = 0


@numba.njit(cache=False)
def _seed(seed):  # type: ignore[no-untyped-def]
    np.random.seed(seed)


def _start(
    queries: Sequence[str], names: Sequence[str], query_bags: Bags, name_bags: Bags, width: int, seed: int
) -> tuple[Floats, Floats]:
    """Both tables begin as one random projection times inverse document frequency: alike strings start close."""
    rng = np.random.default_rng(seed)
    rows = {group: rng.standard_normal(width) for group in sorted({*queries, *names})}

    def table(groups: Sequence[str], bag: Bags) -> Floats:
        frequency = np.bincount(bag.groups, minlength=len(groups)) + 1.0
        idf = np.log(len(bag.starts) / frequency)
        return np.asarray(np.stack([rows[group] for group in groups]) * idf[:, None] / 30, dtype=np.float32)

    return table(queries, query_bags), table(names, name_bags)


def _epoch_step(scores: Floats, gold: NDArray[np.intp], weight: Floats, temperature: float) -> Floats:
    """Turn dot products (b, n) into their gradient of the softmax loss, in place."""
    scores /= temperature
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    scores[np.arange(len(scores)), gold] -= 1
    scores *= (weight / (temperature * len(scores)))[:, None]
    return scores


def learn(pairs: Pairs, plan: Plan, report: list[str]) -> tuple[tuple[list[str], Floats], tuple[list[str], Floats]]:
    """Return (letter groups, table) of the query side and of the name side; the progress goes to `report`."""
    share = weights(pairs, plan.script_power)
    groups = vocabulary(pairs.queries, plan.groups, share), vocabulary(pairs.names, plan.groups)
    query_bags, name_bags = bags(pairs.queries, groups[0]), bags(pairs.names, groups[1])
    tables = _start(*groups, query_bags, name_bags, plan.width, plan.seed)
    state = [[np.zeros_like(t) for _ in range(3)] for t in tables]
    rng = np.random.default_rng(plan.seed)
    _seed(plan.seed)
    steps = len(pairs.queries) * plan.epochs // plan.batch
    loss, fit = 0.0, 0.0
    for step in range(1, steps + 1):
        picked = rng.choice(len(share), plan.batch, p=share / share.sum())
        own, gold = np.unique(pairs.gold[picked], return_inverse=True)
        others = np.setdiff1d(rng.choice(len(pairs.names), plan.negatives), own)
        offered = np.concatenate([own, others])
        q, n = np.empty((plan.batch, plan.width), np.float32), np.empty((len(offered), plan.width), np.float32)
        q_norm, n_norm = np.empty(len(q), np.float32), np.empty(len(n), np.float32)
        _sum_rows(tables[0], query_bags.groups, query_bags.starts, picked, 1 - plan.drop, q, q_norm)
        _sum_rows(tables[1], name_bags.groups, name_bags.starts, offered, 1.0, n, n_norm)
        scores = q @ n.T
        cosine = scores[np.arange(len(q)), gold]
        hopeless = (cosine < plan.hopeless_cosine) & (step > steps / plan.epochs)
        weight = np.where(hopeless, plan.hopeless_weight, 1.0).astype(np.float32)
        fit += float((scores.argmax(axis=1) == gold).mean())
        grad = _epoch_step(scores, gold, weight, plan.temperature)
        _push_back(state[0][0], query_bags.groups, query_bags.starts, picked, q, q_norm, grad @ n)
        _push_back(state[1][0], name_bags.groups, name_bags.starts, offered, n, n_norm, grad.T @ q)
        rate = plan.rate * (1 - step / (steps + 1))
        for table, (g, mean, square) in zip(tables, state, strict=True):
            _adam(table, g, mean, square, rate, step)
        if step % 100 == 0:
            report.append(f"encoder step {step} of {steps}: first among the batch {fit / 100:.3f}")
            fit = 0.0
    del loss
    return (groups[0], tables[0]), (groups[1], tables[1])


def pack(table: Floats, levels: int) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Round each row to whole multiples (at most `levels`) of a scale of its own."""
    scale = np.maximum(np.abs(table).max(axis=1), 1e-6) / levels
    return np.rint(table / scale[:, None]).astype(np.int8), scale.astype(np.float16)


def side(groups: Sequence[str], table: Floats) -> Side:
    """Return a table as the encoder uses it."""
    keys = group_keys(groups)
    order = np.argsort(keys)
    return Side(keys[order], table[order], np.ones(len(keys), dtype=np.float32))
