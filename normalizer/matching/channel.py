"""The noisy channel: what it costs, in nats, that a name came to be written as a query.

The name is cut into segments of 0–3 letters, each of which is written as 0–5 letters; every such unit has a learned
cost, and the cheapest way through counts. Multigram edit distance after Brill and Moore, "An Improved Error Model for
Noisy Channel Spelling Correction" (ACL 2000); the costs are learned by `train_channel` and `train_tune`.

The dynamic program is exact and runs over many pairs at once, diagonal by diagonal: what ends after i letters of the
name and j of the query comes from diagonals before i + j alone, so that a diagonal of all pairs is one sum and one
minimum. Units are found by row displacement (Tarjan and Yao, "Storing a Sparse Table", CACM 22, 1979): those of one
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
NEVER = 0x7FFF
"""The cost of what cannot be, and the highest there is: two of them added still fit into 16 bits."""
_OWNER_SHIFT = 15
_CHUNK = 128
_CELLS = 1 << 20
"""Cells of the dynamic program at a time, of 46 bytes each, where a single pair has not more."""
_WAYS = MAX_QUERY * MAX_NAME + MAX_QUERY + MAX_NAME

Costs = NDArray[np.uint16]
Ints = NDArray[np.int32]
_CODES = np.zeros(128, dtype=np.int32)
_CODES[[ord(letter) for letter in ALPHABET]] = np.arange(len(ALPHABET))


@dataclass(frozen=True, slots=True)
class Units:
    """The learned units as tables; a segment's code is its letters' codes, five bits each.

    `name_ids` maps codes to numbers (unknown: the last one), `queries` holds those of the query segments in order,
    `slots[offsets[query] + name]` owner and cost; `delete` and `insert` are the costs of a name segment that is left
    out and a query segment that comes from nothing.
    """

    name_ids: Ints
    queries: Ints
    offsets: Ints
    slots: Ints
    delete: Costs
    insert: Costs


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
    name_ids = np.full(32**MAX_NAME, len(names), dtype=np.int32)
    name_ids[names] = np.arange(len(names))

    def with_unknown(cost: NDArray[np.uint8]) -> Costs:
        return np.append(np.where(cost == 255, np.uint16(NEVER), cost), np.uint16(NEVER))

    return Units(
        name_ids=name_ids,
        queries=queries,
        offsets=np.append(offsets, np.int32(0)),
        slots=(owners.astype(np.int32) << _OWNER_SHIFT) | costs,
        delete=with_unknown(delete),
        insert=with_unknown(insert),
    )


def _segment_codes(texts: Sequence[str], longest: int) -> Ints:
    """Return codes (sizes, positions, texts): [s - 1, p] is the segment of s letters of `^text$` ending before p.

    Positions run from 0 to the longest marked text; where no such segment is, the code is 0 or that of no segment.
    """
    width = max(map(len, texts)) + 2
    marked = "".join([f"^{text}$".ljust(width, "\0") for text in texts]).encode("ascii")
    letters = _CODES[np.frombuffer(marked, dtype=np.uint8).reshape(len(texts), width).T]
    codes = np.zeros((longest, width + 1, len(texts)), dtype=np.int32)
    codes[0, 1:] = letters
    for before in range(longest - 1):
        np.left_shift(codes[before, before + 1 : -1], 5, out=codes[before + 1, before + 2 :])
        codes[before + 1, before + 2 :] |= letters[before + 1 :]
    return codes


def _query_ids(table: Units, codes: Ints) -> NDArray[np.intp]:
    """Return the numbers of query segments (unknown: the last one); a table of all codes would take 130 MB."""
    places = table.queries.searchsorted(codes)
    places[table.queries.take(places, mode="clip") != codes] = len(table.queries)
    return places


def _unit_costs(table: Units, query_ids: NDArray[np.intp], which: NDArray[np.intp], name_ids: Ints) -> Costs:
    """Return the costs (query sizes, positions, name sizes, rows, pairs) of units; `which` are the pairs' queries.

    Each segment of a name is looked up once for each query that it meets, as most names share most of theirs.
    """
    sizes, positions, queries = query_ids.shape
    keys = name_ids + which * len(table.delete)
    met = np.zeros(queries * len(table.delete), dtype=np.bool_)
    met[keys] = True
    distinct = np.flatnonzero(met)
    numbers = np.empty(len(met), dtype=np.intp)
    numbers[distinct] = np.arange(len(distinct))
    query, segment = np.divmod(distinct, len(table.delete))
    segments = query_ids.reshape(sizes * positions, queries)
    known = np.flatnonzero((segments < len(table.queries)).any(axis=1))
    segments = segments[known].astype(np.int32)
    where = table.offsets.take(segments).take(query, axis=1)
    where += segment
    costs = table.slots.take(where, mode="clip")
    costs ^= (segments << _OWNER_SHIFT).take(query, axis=1)
    np.minimum(costs, NEVER, out=costs)
    out = np.full((sizes * positions, keys.size), NEVER, dtype=np.uint16)
    out[known] = costs.astype(np.uint16).take(numbers[keys].ravel(), axis=1)
    return out.reshape(sizes, positions, *name_ids.shape)


def _skewed(array: Costs, shape: tuple[int, ...], strides: tuple[int, ...]) -> Costs:
    return np.lib.stride_tricks.as_strided(array, shape, strides, writeable=False)


def _best(table: Units, queries: Sequence[str], names: Sequence[str]) -> tuple[Costs, Costs, Costs, Costs]:
    """Return what the pairs cost up to each cell, and the costs of the units, insertions and deletions.

    Entry [MAX_NAME + MAX_QUERY + i + j, MAX_NAME + i, pair] is of i letters of the name and j of the query; those
    before are padding.
    """
    number = {query: place for place, query in enumerate(dict.fromkeys(queries))}
    which = np.array([number[query] for query in queries])
    query_ids = _query_ids(table, _segment_codes(tuple(number), MAX_QUERY))
    name_ids = table.name_ids.take(_segment_codes(names, MAX_NAME))
    used = _unit_costs(table, query_ids, which, name_ids)
    inserted, deleted = table.insert.take(query_ids).take(which, axis=2), table.delete.take(name_ids)
    positions, (_, rows, pairs) = query_ids.shape[1], name_ids.shape
    diagonals, first = rows + positions - 1, MAX_NAME + MAX_QUERY
    best = np.full((first + diagonals, MAX_NAME + rows, pairs), NEVER, dtype=np.uint16)
    best[first, MAX_NAME] = 0
    # What lies on one diagonal lies in one row of these; of a segment's sizes the first is the one of a letter.
    down, right, item = best.strides
    after_unit = _skewed(
        best[first - 2 :, MAX_NAME - 1 :],
        (diagonals, MAX_QUERY, MAX_NAME, rows, pairs),
        (down, -down, -down - right, right, item),
    )
    after_insertion = _skewed(
        best[first - 1 :, MAX_NAME:], (diagonals, MAX_QUERY, rows, pairs), (down, -down, right, item)
    )
    after_deletion = _skewed(
        best[first - 1 :, MAX_NAME - 1 :], (diagonals, MAX_NAME, rows, pairs), (down, -down - right, right, item)
    )
    size, position, name_size, row, _ = used.strides
    units = _skewed(used, after_unit.shape, (position, size, name_size, row - position, item))
    size, position, _ = inserted.strides
    insertions = _skewed(inserted, after_insertion.shape, (position, size, -position, item))
    room = np.empty(_WAYS * min(rows, positions) * pairs, dtype=np.uint16)
    for diagonal in range(1, diagonals):
        low, high = max(0, diagonal - positions + 1), min(rows, diagonal + 1)
        ways = room[: _WAYS * (high - low) * pairs].reshape(_WAYS, high - low, pairs)
        by_unit = ways[: MAX_QUERY * MAX_NAME].reshape(MAX_QUERY, MAX_NAME, high - low, pairs)
        np.add(after_unit[diagonal, :, :, low:high], units[diagonal, :, :, low:high], out=by_unit)
        np.add(
            after_insertion[diagonal, :, low:high],
            insertions[diagonal, :, low:high],
            out=ways[-MAX_NAME - MAX_QUERY : -MAX_NAME],
        )
        np.add(after_deletion[diagonal, :, low:high], deleted[:, low:high], out=ways[-MAX_NAME:])
        end = best[first + diagonal, MAX_NAME + low : MAX_NAME + high]
        np.minimum.reduce(ways, axis=0, out=end, initial=NEVER)
    return best, used, inserted, deleted


def _chunk_costs(table: Units, queries: Sequence[str], names: Sequence[str]) -> Costs:
    """Return the costs of pairs, in sixteenths."""
    best = _best(table, queries, names)[0]
    rows = np.array([MAX_NAME + len(name) + 2 for name in names])
    ends = rows + [MAX_QUERY + len(query) + 2 for query in queries]
    return np.asarray(best[ends, rows, np.arange(len(names))])


def pair_costs(pairs: Sequence[tuple[str, str]], table: Units | None = None) -> NDArray[np.float32]:
    """Return the cost in nats of each pair (query, name) of folded strings; pairs of like length share the work.

    The most is `NEVER` sixteenths, 2,048 nats.
    """
    table = table or units()
    order = sorted(range(len(pairs)), key=lambda i: (-len(pairs[i][0]), -len(pairs[i][1])))
    longest = max((len(name) for _, name in pairs), default=0)
    out = np.zeros(len(pairs), dtype=np.float32)
    first = 0
    while first < len(order):
        cells = (len(pairs[order[first]][0]) + 3) * (longest + 3)
        picked = order[first : first + max(1, min(_CHUNK, _CELLS // cells))]
        out[picked] = _chunk_costs(table, [pairs[i][0] for i in picked], [pairs[i][1] for i in picked])
        first += len(picked)
    return out / np.float32(NATS)


def costs(query: str, names: Sequence[str], table: Units | None = None) -> NDArray[np.float32]:
    """Return the cost in nats that each of the folded `names` was written as the folded `query`."""
    return pair_costs([(query, name) for name in names], table)


def align(query: str, name: str, table: Units | None = None) -> tuple[tuple[str, str, float], ...]:
    """Return the cheapest way: (name segment, query segment, cost in nats), which add up to the cost.

    `^` and `$` stand for the ends. Of ways that cost the same, the one with the shortest last segments is returned.
    """
    best, used, inserted, deleted = _best(table or units(), [query], [name])
    first = MAX_NAME + MAX_QUERY

    def cost(a: int, b: int, i: int, j: int) -> int:
        if not a:
            return int(inserted[b - 1, j, 0])
        return int(used[b - 1, j, a - 1, i, 0] if b else deleted[a - 1, i, 0])

    steps = []
    i, j = len(name) + 2, len(query) + 2
    while i or j:
        sizes = ((a, b) for a in range(min(MAX_NAME, i) + 1) for b in range(min(MAX_QUERY, j) + 1) if a or b)
        ways = [(int(best[first + i + j - a - b, MAX_NAME + i - a, 0]) + cost(a, b, i, j), a, b) for a, b in sizes]
        _, a, b = min(ways)
        steps.append((f"^{name}$"[i - a : i], f"^{query}$"[j - b : j], cost(a, b, i, j) / NATS))
        i, j = i - a, j - b
    return tuple(reversed(steps))
