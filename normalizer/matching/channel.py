"""The noisy channel: what it costs, in nats, that a name came to be written as a query.

The name is cut into segments of 0–3 letters, each of which is written as 0–5 letters; every such unit has a learned
cost, and the cheapest way through counts. Multigram edit distance after Brill and Moore, "An Improved Error Model for
Noisy Channel Spelling Correction" (ACL 2000); the costs are learned by `train_channel` and `train_tune`.

The dynamic program is exact and runs over many pairs at once: along the name row by row, in each row first all units
that use up letters of the name, then inserted letters by one (min, +) product with the costs of inserting any run of
letters. Units are found by row displacement (Tarjan and Yao, "Storing a Sparse Table", CACM 22, 1979): those of one
query segment lie at its offset plus the number of the name segment, and each slot knows its owner.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from normalizer.matching.data_files import load
from normalizer.matching.fold import ALPHABET

MAX_NAME, MAX_QUERY = 3, 5
"""The most letters of a unit."""
NATS = 16
"""Costs are whole sixteenths of a nat."""
PREFIX = "channel_"
"""What the names of the channel's arrays in the data file begin with; codes of segments are kept as differences."""
NEVER = 1 << 20
_OWNER_SHIFT = 13
_CHUNK = 128

Ints = NDArray[np.int32]
_CODES = np.zeros(128, dtype=np.int64)
_CODES[[ord(letter) for letter in ALPHABET]] = np.arange(len(ALPHABET))


@dataclass(frozen=True, slots=True)
class Units:
    """The learned units as tables; a segment's code is its letters' codes, five bits each.

    `name_ids` maps codes to numbers (unknown: the last one), `queries` holds those of the query segments in order,
    `slots[offsets[query] + name]` owner and cost; `delete` and `insert` are the costs of a name segment that is left
    out and a query segment that comes from nothing.
    """

    name_ids: NDArray[np.intp]
    queries: NDArray[np.int32]
    offsets: NDArray[np.intp]
    slots: Ints
    delete: Ints
    insert: Ints


@cache
def units() -> Units:
    """Return the shipped units."""
    parts = {name.removeprefix(PREFIX): array for name, array in load().items() if name.startswith(PREFIX)}
    return unpack(**parts | {part: np.cumsum(parts[part], dtype=np.int32) for part in ("names", "queries")})


def unpack(
    names: NDArray[np.int32],
    queries: NDArray[np.int32],
    offsets: NDArray[np.int32],
    owners: NDArray[np.uint16],
    costs: NDArray[np.uint8],
    delete: NDArray[np.uint8],
    insert: NDArray[np.uint8],
) -> Units:
    """Return the tables for packed units: segment codes, offsets, the slots' owners and costs (255: never)."""
    name_ids = np.full(32**MAX_NAME, len(names), dtype=np.intp)
    name_ids[names] = np.arange(len(names))

    def with_unknown(cost: NDArray[np.uint8]) -> Ints:
        return np.append(np.where(cost == 255, NEVER, cost.astype(np.int32)), NEVER).astype(np.int32)

    return Units(
        name_ids=name_ids,
        queries=queries,
        offsets=np.append(offsets, 0).astype(np.intp),
        slots=(owners.astype(np.int32) << _OWNER_SHIFT) | costs,
        delete=with_unknown(delete),
        insert=with_unknown(insert),
    )


def segment_codes(texts: Sequence[str], longest: int) -> NDArray[np.int64]:
    """Return codes (sizes, positions, texts): [s - 1, p] is the segment of s letters of `^text$` ending before p.

    Positions run from 0 to the longest marked text; where no such segment is, the code is 0.
    """
    width = max(len(text) for text in texts) + 2
    marked = "".join(f"^{text}$".ljust(width, "\0") for text in texts).encode("ascii")
    letters = _CODES[np.frombuffer(marked, dtype=np.uint8).reshape(len(texts), width).T]
    codes = np.zeros((longest, width + 1, len(texts)), dtype=np.int64)
    codes[0, 1:] = letters
    for size in range(2, longest + 1):
        ending = codes[size - 1, size:]
        ending[:] = (codes[size - 2, size - 1 : -1] << 5) | letters[size - 1 :]
        ending[letters[size - 1 :] == 0] = 0
    return codes


def _query_ids(table: Units, codes: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the numbers of query segments (unknown: the last one); a table of all codes would take 130 MB."""
    unknown = len(table.queries)
    places = np.searchsorted(table.queries, codes)
    known = table.queries[np.minimum(places, unknown - 1)] == codes
    return np.where(known, places, unknown).astype(np.int32)


def _insertions(table: Units, query_ids: NDArray[np.int32]) -> Ints:
    """Return the costs (from, to, queries) of inserting the letters between two positions."""
    positions, texts = query_ids.shape[1:]
    runs = np.full((positions, positions, texts), NEVER, dtype=np.int32)
    single = table.insert[query_ids]
    for end in range(positions):
        runs[end, end] = 0
        for size in range(1, min(MAX_QUERY, end) + 1):
            np.minimum(runs[:, end], runs[:, end - size] + single[size - 1, end], out=runs[:, end])
    return runs


def _chunk_costs(table: Units, queries: Sequence[str], names: Sequence[str]) -> Ints:
    """Return the costs of pairs, in sixteenths, by the dynamic program over all of them at once."""
    number = {query: place for place, query in enumerate(dict.fromkeys(queries))}
    distinct = _query_ids(table, segment_codes(tuple(number), MAX_QUERY))
    query_ids = distinct[:, :, [number[query] for query in queries]]
    name_ids = table.name_ids[segment_codes(names, MAX_NAME)]
    runs = _insertions(table, query_ids)
    deletions = table.delete[name_ids]
    # Longest first, so that entry k of a window over a padded row is the way that MAX_QUERY - k letters came.
    offsets = table.offsets[query_ids[::-1]]
    owners = query_ids[::-1] << _OWNER_SHIFT
    rows, positions, pairs = name_ids.shape[1], query_ids.shape[1], len(names)
    best = np.full((MAX_NAME + rows, MAX_QUERY + positions, pairs), NEVER, dtype=np.int32)
    row_step, step, item = best.strides
    windows = np.lib.stride_tricks.as_strided(
        best, (best.shape[0], MAX_QUERY, positions, pairs), (row_step, step, step, item), writeable=False
    )
    best[MAX_NAME, MAX_QUERY:] = runs[0]
    where = np.empty((MAX_NAME, MAX_QUERY, positions, pairs), dtype=np.intp)
    ways = np.empty(where.shape, dtype=np.int32)
    sums = np.empty((positions, positions, pairs), dtype=np.int32)
    for row in range(1, rows):
        segments = name_ids[::-1, row]
        np.add(offsets, segments[:, None, None], out=where)
        np.take(table.slots, where, out=ways, mode="clip")
        np.bitwise_xor(ways, owners, out=ways)
        np.add(ways, windows[row : row + MAX_NAME], out=ways)
        used = ways.reshape(-1, positions, pairs).min(axis=0)
        deleted = (best[row : row + MAX_NAME, MAX_QUERY:] + deletions[::-1, row][:, None]).min(axis=0)
        np.minimum(used, deleted, out=used)
        np.add(runs, used[:, None], out=sums)
        sums.min(axis=0, out=best[MAX_NAME + row, MAX_QUERY:])
    name_ends = np.array([MAX_NAME + len(name) + 2 for name in names])
    query_ends = np.array([MAX_QUERY + len(query) + 2 for query in queries])
    return np.asarray(best[name_ends, query_ends, np.arange(pairs)])


def pair_costs(pairs: Sequence[tuple[str, str]], table: Units | None = None) -> NDArray[np.float32]:
    """Return the cost in nats of each pair (query, name) of folded strings; pairs of like length share the work."""
    table = table or units()
    order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i][0]), len(pairs[i][1])))
    out = np.zeros(len(pairs), dtype=np.int32)
    for first in range(0, len(order), _CHUNK):
        picked = order[first : first + _CHUNK]
        out[picked] = _chunk_costs(table, [pairs[i][0] for i in picked], [pairs[i][1] for i in picked])
    return np.asarray(out / NATS, dtype=np.float32)


def costs(query: str, names: Sequence[str], table: Units | None = None) -> NDArray[np.float32]:
    """Return the cost in nats that each of the folded `names` was written as the folded `query`."""
    return pair_costs([(query, name) for name in names], table)


def _unit_cost(table: Units, name: tuple[int, int], query: tuple[int, int]) -> int:
    """Return the cost of a unit by the code and the number of its segments; the code of an empty one is 0."""
    if not name[0]:
        return int(table.insert[query[1]])
    if not query[0]:
        return int(table.delete[name[1]])
    slot = int(table.slots[table.offsets[query[1]] + name[1]]) ^ (query[1] << _OWNER_SHIFT)
    return min(slot, NEVER)


def align(query: str, name: str, table: Units | None = None) -> tuple[tuple[str, str, float], ...]:
    """Return the cheapest way: (name segment, query segment, cost in nats), which add up to the cost.

    `^` and `$` stand for the ends. Plain loops: this is for the few pairs that somebody looks at.
    """
    table = table or units()
    name_codes, query_codes = segment_codes([name], MAX_NAME)[:, :, 0], segment_codes([query], MAX_QUERY)[:, :, 0]
    names = np.dstack((name_codes, table.name_ids[name_codes])).tolist()
    queries = np.dstack((query_codes, _query_ids(table, query_codes))).tolist()
    no_name, no_query = (0, int(table.name_ids[0])), (0, len(table.queries))
    best: dict[tuple[int, int], tuple[int, int, int]] = {(0, 0): (0, 0, 0)}
    for i in range(len(name) + 3):
        for j in range(len(query) + 3):
            ways = [
                (
                    best[i - a, j - b][0]
                    + _unit_cost(table, names[a - 1][i] if a else no_name, queries[b - 1][j] if b else no_query),
                    a,
                    b,
                )
                for a in range(min(MAX_NAME, i) + 1)
                for b in range(min(MAX_QUERY, j) + 1)
                if a or b
            ]
            if ways:
                best[i, j] = min(ways)
    steps = []
    i, j = len(name) + 2, len(query) + 2
    while i or j:
        total, a, b = best[i, j]
        cost = (total - best[i - a, j - b][0]) / NATS
        steps.append((f"^{name}$"[i - a : i], f"^{query}$"[j - b : j], cost))
        i, j = i - a, j - b
    return tuple(reversed(steps))
