"""Learns the units of `channel`: EM over single letters, then counts of letter groups along the best ways."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from normalizer.matching.channel import MAX_NAME, MAX_QUERY, NATS, Units, unpack
from normalizer.matching.fold import ALPHABET

LETTERS = 32
ROUNDS = 12
WORST = 0.1
MIN_COUNT = 6.0
DISCOUNT = 2.0
MAX_COST = 15.5
INSERTION_PENALTY = 0.5
FREE = 0xFFFF
"""The owner of an empty slot."""
SPELT = 1.0
"""A unit of the longest query segments must be so many nats cheaper than two smaller ones: they would fill the file."""
_QUERY_BITS = 5 * MAX_QUERY
Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Strings:
    """Marked strings as letter codes: string i is `letters[starts[i]:starts[i + 1]]`."""

    letters: Bytes
    starts: NDArray[np.int64]


def strings(texts: Sequence[str]) -> Strings:
    """Return folded strings as letter codes with their ends marked."""
    code = {letter: number for number, letter in enumerate(ALPHABET)}
    letters = np.array([code[letter] for text in texts for letter in f"^{text}$"], dtype=np.uint8)
    starts = np.concatenate([[0], np.cumsum([len(text) + 2 for text in texts])])
    return Strings(letters, starts.astype(np.int64))


@numba.njit(cache=False)
def _expect(query, name, p, counts, weight, forward, backward):  # type: ignore[no-untyped-def]  # noqa: C901
    """Add the expected counts of one pair to `counts`; p[x, y], p[x, 0] deletion, p[0, y] insertion. Returns log p."""
    n, m = len(name), len(query)
    for i in range(n + 1):
        for j in range(m + 1):
            f = 1.0 if i + j == 0 else 0.0
            if i and j:
                f += forward[i - 1, j - 1] * p[name[i - 1], query[j - 1]]
            if i:
                f += forward[i - 1, j] * p[name[i - 1], 0]
            if j:
                f += forward[i, j - 1] * p[0, query[j - 1]]
            forward[i, j] = f
    total = forward[n, m]
    if total < 1e-290:
        return -1e3
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            b = 1.0 if i == n and j == m else 0.0
            here = forward[i, j] * weight / total
            if i < n and j < m:
                w = p[name[i], query[j]] * backward[i + 1, j + 1]
                b += w
                counts[name[i], query[j]] += here * w
            if i < n:
                w = p[name[i], 0] * backward[i + 1, j]
                b += w
                counts[name[i], 0] += here * w
            if j < m:
                w = p[0, query[j]] * backward[i, j + 1]
                b += w
                counts[0, query[j]] += here * w
            backward[i, j] = b
    return np.log(total)


@numba.njit(cache=False)
def _em_round(q_letters, q_starts, n_letters, n_starts, p, weight, scores):  # type: ignore[no-untyped-def]
    counts = np.full((LETTERS, LETTERS), 1e-3)
    forward, backward = np.zeros((120, 120)), np.zeros((120, 120))
    for k in range(len(weight)):
        if weight[k] > 0:
            query, name = q_letters[q_starts[k] : q_starts[k + 1]], n_letters[n_starts[k] : n_starts[k + 1]]
            log_p = _expect(query, name, p, counts, weight[k], forward, backward)
            scores[k] = log_p / (len(query) + len(name))
    return counts


def single_letters(queries: Strings, names: Strings, weight: Floats) -> Floats:
    """Return the probabilities (name letter, query letter) of single letters; row and column 0 insert and delete."""
    p = np.full((LETTERS, LETTERS), 0.003)
    p[np.arange(1, LETTERS), np.arange(1, LETTERS)] = 0.6
    p[0], p[:, 0] = 0.003, 0.05
    scores, kept = np.zeros(len(weight)), weight.copy()
    for number in range(ROUNDS):
        for mark in (ALPHABET.index("^"), ALPHABET.index("$")):
            p[mark], p[:, mark] = 0, 0
            p[mark, mark] = 1
        counts = _em_round(queries.letters, queries.starts, names.letters, names.starts, p, kept, scores)
        if number == 2:
            kept = np.where(scores < np.quantile(scores[weight > 0], WORST), 0.0, weight)
        total = counts[1:].sum()
        p = counts / counts.sum(axis=1, keepdims=True)
        p[0] = counts[0] / total
    for mark in (ALPHABET.index("^"), ALPHABET.index("$")):
        p[mark], p[:, mark] = 0, 0
        p[mark, mark] = 1
    return np.asarray(p)


@numba.njit(cache=False)
def _best_way(query, name, cost, best, back, points):  # type: ignore[no-untyped-def]  # noqa: C901
    """Write the points (i, j) of the cheapest way by single letters to `points`, from the end; returns their number."""
    for i in range(len(name) + 1):
        for j in range(len(query) + 1):
            best[i, j] = 0.0 if i + j == 0 else 1e9
            if i and j:
                c = best[i - 1, j - 1] + cost[name[i - 1], query[j - 1]]
                if c < best[i, j]:
                    best[i, j], back[i, j] = c, 0
            if i:
                c = best[i - 1, j] + cost[name[i - 1], 0]
                if c < best[i, j]:
                    best[i, j], back[i, j] = c, 1
            if j:
                c = best[i, j - 1] + cost[0, query[j - 1]]
                if c < best[i, j]:
                    best[i, j], back[i, j] = c, 2
    i, j, size = len(name), len(query), 0
    while True:
        points[size, 0], points[size, 1] = i, j
        size += 1
        if i + j == 0:
            return size
        way = back[i, j]
        i, j = i - (way != 2), j - (way != 1)


@numba.njit(cache=False)
def _code(letters, start, end):  # type: ignore[no-untyped-def]
    code = np.int64(0)
    for k in range(start, end):
        code = code << 5 | letters[k]
    return code


@numba.njit(cache=False)
def _count_groups(q_letters, q_starts, n_letters, n_starts, cost, weight):  # type: ignore[no-untyped-def]
    pairs = numba.typed.Dict.empty(numba.int64, numba.float64)
    occurs = np.zeros(32**MAX_NAME)
    letters = 0.0
    best, back = np.zeros((120, 120)), np.zeros((120, 120), np.int8)
    points = np.zeros((240, 2), np.int64)
    for k in range(len(weight)):
        w = weight[k]
        if w <= 0:
            continue
        query, name = q_letters[q_starts[k] : q_starts[k + 1]], n_letters[n_starts[k] : n_starts[k + 1]]
        letters += w * len(name)
        for size in range(1, MAX_NAME + 1):
            for i in range(len(name) - size + 1):
                occurs[_code(name, i, i + size)] += w
        count = _best_way(query, name, cost, best, back, points)
        for late in range(count):
            for early in range(late + 1, count):
                i0, j0, i1, j1 = points[early, 0], points[early, 1], points[late, 0], points[late, 1]
                if i1 - i0 > MAX_NAME or j1 - j0 > MAX_QUERY:
                    break
                key = _code(name, i0, i1) << _QUERY_BITS | _code(query, j0, j1)
                pairs[key] = pairs.get(key, 0.0) + w
    keys, values = np.empty(len(pairs), np.int64), np.empty(len(pairs))
    for number, (key, value) in enumerate(pairs.items()):
        keys[number], values[number] = key, value
    return keys, values, occurs, letters


def letter_groups(queries: Strings, names: Strings, p: Floats, weight: Floats) -> dict[tuple[int, int], float]:
    """Return the cost in nats of each (name segment code, query segment code) that is seen often enough.

    The cost is -log((c - 2) / c(name segment)), absolute discounting (Ney, Essen and Kneser, "On structuring
    probabilistic dependences in stochastic language modelling", 1994); all single letters are kept.
    """
    with np.errstate(divide="ignore"):
        single = -np.log(p)
    single[0] += INSERTION_PENALTY
    cost = np.minimum(single, 1e6)
    keys, values, occurs, letters = _count_groups(
        queries.letters, queries.starts, names.letters, names.starts, cost, weight
    )
    out = {(x, y): min(float(single[x, y]), MAX_COST) for x in range(29) for y in range(29) if x or y}
    out |= {(m, m): 0.0 for m in (ALPHABET.index("^"), ALPHABET.index("$"))}
    for key, count in zip(keys.tolist(), values.tolist(), strict=True):
        name, query = key >> _QUERY_BITS, key & (1 << _QUERY_BITS) - 1
        if count >= MIN_COUNT:
            seen = occurs[name] if name else letters
            extra = 0.0 if name else INSERTION_PENALTY
            out[name, query] = min(max(-np.log((count - DISCOUNT) / seen) + extra, 0.0), MAX_COST)
    return {
        unit: cost
        for unit, cost in out.items()
        if not unit[1] >> 5 * (MAX_QUERY - 1) or _spelt(*unit, out) - cost >= SPELT
    }


def _halves(code: int) -> list[tuple[int, int]]:
    """Return all ways to cut a segment in two, an empty part among them."""
    size = -(-code.bit_length() // 5)
    return [(code >> 5 * part, code & (1 << 5 * part) - 1) for part in range(size + 1)]


def _spelt(name: int, query: int, costs: Mapping[tuple[int, int], float]) -> float:
    """Return the least cost of two smaller units that make up a unit together."""
    pairs = (((a, c), (b, d)) for a, b in _halves(name) for c, d in _halves(query) if (a or c) and (b or d))
    return min(costs.get(left, np.inf) + costs.get(right, np.inf) for left, right in pairs)


@numba.njit(cache=False)
def _displace(starts, columns, order, owners, offsets, free):  # type: ignore[no-untyped-def]
    low = 0
    for row in order:
        own = columns[starts[row] : starts[row + 1]]
        if len(own) == 0:
            continue
        while owners[low] != free:
            low += 1
        offset = max(0, low - own[0])
        while True:
            fits = True
            for column in own:
                if owners[offset + column] != free:
                    fits = False
                    break
            if fits:
                break
            offset += 1
        offsets[row] = offset
        for column in own:
            owners[offset + column] = row


def pack(costs: dict[tuple[int, int], float]) -> dict[str, NDArray[np.generic]]:
    """Lay the units out by row displacement, the fullest rows first: the arrays that `channel.unpack` reads."""
    names = np.array(sorted({x for x, _ in costs if x}))
    queries = np.array(sorted({y for _, y in costs if y}))
    name_id, query_id = {int(x): i for i, x in enumerate(names)}, {int(y): i for i, y in enumerate(queries)}
    delete, insert = np.full(len(names), 255, np.uint8), np.full(len(queries), 255, np.uint8)
    rows: list[list[tuple[int, int]]] = [[] for _ in queries]
    for (x, y), cost in sorted(costs.items()):
        whole = round(min(cost, MAX_COST) * NATS)
        if not y:
            delete[name_id[x]] = whole
        elif not x:
            insert[query_id[y]] = whole
        else:
            rows[query_id[y]].append((name_id[x], whole))
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    columns = np.array([column for row in rows for column, _ in row])
    order = np.array(sorted(range(len(rows)), key=lambda row: (-len(rows[row]), row)))
    owners = np.full(4 * len(costs) + 2 * len(names), FREE, np.uint16)
    offsets = np.zeros(len(queries), np.int32)
    _displace(starts, columns, order, owners, offsets, FREE)
    size = int(offsets.max()) + len(names) + 1
    slot_costs = np.zeros(size, np.uint8)
    for number, row in enumerate(rows):
        for column, whole in row:
            slot_costs[offsets[number] + column] = whole
    return {
        "names": names.astype(np.int32),
        "queries": queries.astype(np.int32),
        "offsets": offsets,
        "owners": owners[:size],
        "costs": slot_costs,
        "delete": delete,
        "insert": insert,
    }


def unpacked(packed: Mapping[str, NDArray[Any]]) -> dict[tuple[int, int], float]:
    """Return the cost of each unit by the codes of its segments: the reverse of `pack`."""
    names, queries = packed["names"].tolist(), packed["queries"].tolist()
    out = {(x, 0): cost / NATS for x, cost in zip(names, packed["delete"].tolist(), strict=True) if cost < 255}
    out |= {(0, y): cost / NATS for y, cost in zip(queries, packed["insert"].tolist(), strict=True) if cost < 255}
    owners = packed["owners"].astype(np.int64)
    for slot in np.flatnonzero(owners != FREE).tolist():
        row = owners[slot]
        out[names[slot - int(packed["offsets"][row])], queries[row]] = int(packed["costs"][slot]) / NATS
    return out


def table(costs: dict[tuple[int, int], float]) -> Units:
    """Return the units as the channel uses them."""
    return unpack(**pack(costs))  # type: ignore[arg-type]
