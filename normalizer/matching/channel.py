"""The noisy channel: what it costs, in nats, that a name came to be written as a query.

The name is cut into segments of 0–3 letters, each of which is written as 0–5 letters; every such unit has a learned
cost, and the cheapest way through counts. Multigram edit distance after Brill and Moore, "An Improved Error Model for
Noisy Channel Spelling Correction" (ACL 2000); the costs are learned by `train_channel` and `train_tune`.

The dynamic program is exact and runs over many pairs at once, letter by letter of the names: what ends after i letters
of the name and j of the query comes from the three rows of i before, for all j of all pairs by one sum and one minimum;
or it was inserted within the row, by the cheapest way to insert so many letters, which hangs on the query alone.
Units are found by row displacement (Tarjan and Yao, "Storing a Sparse Table", CACM 22, 1979): those of one
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
"""Cells of the dynamic program at a time, of 40 bytes each, where a single pair has not more."""
_POSITIONS = 16
"""Positions of a query at least: 32 bytes, which numpy copies at once."""

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
    offsets: NDArray[np.intp]
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
        offsets=np.append(offsets, np.int32(0)).astype(np.intp),
        slots=(owners.astype(np.int32) << _OWNER_SHIFT) | costs,
        delete=with_unknown(delete),
        insert=with_unknown(insert),
    )


def _segment_codes(texts: Sequence[str], longest: int, width: int) -> Ints:
    """Return codes (sizes, texts, positions): [s - 1, _, p] is the segment of s letters of `^text$` ending before p.

    There are `width` positions, from 0 to the longest marked text or more; where no such segment is, the code is 0 or
    that of no segment.
    """
    marked = "".join([f"^{text}$".ljust(width - 1, "\0") for text in texts]).encode("ascii")
    letters = _CODES[np.frombuffer(marked, dtype=np.uint8).reshape(len(texts), width - 1)]
    codes = np.zeros((longest, len(texts), width), dtype=np.int32)
    codes[0, :, 1:] = letters
    for before in range(longest - 1):
        np.left_shift(codes[before, :, before + 1 : -1], 5, out=codes[before + 1, :, before + 2 :])
        codes[before + 1, :, before + 2 :] |= letters[:, before + 1 :]
    return codes


def _query_ids(table: Units, codes: Ints) -> NDArray[np.intp]:
    """Return the numbers of query segments (unknown: the last one); a table of all codes would take 130 MB."""
    places = table.queries.searchsorted(codes)
    places[table.queries.take(places, mode="clip") != codes] = len(table.queries)
    return places


def _unit_costs(table: Units, query_ids: NDArray[np.intp], which: NDArray[np.intp], name_ids: Ints) -> Costs:
    """Return the costs (query sizes from 0, rows, name sizes, pairs, positions) of units and of deletions (size 0).

    `which` are the pairs' queries. Each segment of a name is looked up once for each query that it meets, as most names
    share most of theirs.
    """
    sizes, queries, positions = query_ids.shape
    keys = name_ids.transpose(2, 0, 1) + which * len(table.delete)
    met = np.zeros(queries * len(table.delete), dtype=np.bool_)
    met[keys] = True
    distinct = np.flatnonzero(met)
    numbers = np.empty(len(met), dtype=np.intp)
    numbers[distinct] = np.arange(len(distinct))
    query, segment = np.divmod(distinct, len(table.delete))
    known = np.nonzero((query_ids != len(table.queries)).any(axis=1))
    segments = query_ids[known[0], :, known[1]]
    where = table.offsets.take(segments).take(query, axis=1)
    where += segment
    costs = table.slots.take(where, mode="clip")
    costs ^= (segments.astype(np.int32) << _OWNER_SHIFT).take(query, axis=1)
    np.minimum(costs, NEVER, out=costs)
    out = np.full((1 + sizes, len(distinct), positions), NEVER, dtype=np.uint16)
    out[0] = table.delete.take(segment)[:, None]
    out[1 + known[0], :, known[1]] = costs
    return np.asarray(out.take(numbers[keys], axis=1))


def _insertions(table: Units, query_ids: NDArray[np.intp]) -> Costs:
    """Return the costs (letters, queries, positions) of the cheapest insertions of the letters before a position."""
    sizes, queries, positions = query_ids.shape
    single = table.insert.take(query_ids).reshape(sizes, -1)
    found = np.full((sizes + positions, sizes + queries * positions), NEVER, dtype=np.uint16)
    found[sizes, sizes:] = 0
    down, item = found.strides
    after = _skewed(found[sizes - 1 :, sizes - 1 :], (positions, sizes, single.shape[1]), (down, -down - item, item))
    for letters in range(1, positions):
        np.minimum.reduce(after[letters] + single, axis=0, out=found[sizes + letters, sizes:], initial=NEVER)
    return found[sizes:, sizes:].reshape(positions, queries, positions)


def _skewed(array: Costs, shape: tuple[int, ...], strides: tuple[int, ...]) -> Costs:
    return np.lib.stride_tricks.as_strided(array, shape, strides, writeable=False)


def _best(table: Units, queries: Sequence[str], names: Sequence[str]) -> tuple[Costs, Costs, Costs]:
    """Return what the pairs cost up to each cell, the costs of units and deletions, and those of insertions.

    Entry [i, pair, j] is of i letters of the name and j of the query. The longest names come first.
    """
    number = {query: place for place, query in enumerate(dict.fromkeys(queries))}
    which = np.array([number[query] for query in queries])
    positions = max(max(map(len, number)) + 3, _POSITIONS)
    query_ids = _query_ids(table, _segment_codes(tuple(number), MAX_QUERY, positions))
    name_ids = table.name_ids.take(_segment_codes(names, MAX_NAME, len(names[0]) + 3))
    used = _unit_costs(table, query_ids, which, name_ids)
    inserted = _insertions(table, query_ids)
    ahead = inserted.take(which, axis=1).reshape(positions, -1)
    rows, pairs = name_ids.shape[2], len(names)
    size = pairs * positions
    # All cells of a row lie side by side, pair after pair; what reaches into the pair before costs `NEVER`.
    best = np.full((MAX_NAME + rows, positions + size), NEVER, dtype=np.uint16)
    down, item = best.strides
    after_unit = _skewed(
        best[MAX_NAME - 1 :, positions:], (rows, 1 + MAX_QUERY, MAX_NAME, size), (down, -item, -down, item)
    )
    after_insertion = _skewed(best[MAX_NAME:, positions:], (rows, positions, size), (down, -item, item))
    best[MAX_NAME, positions::positions] = 0
    by_row = used.reshape(1 + MAX_QUERY, rows, MAX_NAME, size)
    room = np.empty(max((1 + MAX_QUERY) * MAX_NAME, positions) * size, dtype=np.uint16)
    lengths = np.array([len(name) + 2 for name in names])
    live = np.searchsorted(-lengths, -np.arange(rows), side="right") * positions
    for row, cells in enumerate(live.tolist()):
        end = best[MAX_NAME + row, positions : positions + cells]
        if row:
            ways = room[: (1 + MAX_QUERY) * MAX_NAME * cells].reshape(1 + MAX_QUERY, MAX_NAME, cells)
            np.add(after_unit[row, :, :, :cells], by_row[:, row, :, :cells], out=ways)
            np.minimum.reduce(ways, axis=(0, 1), out=end, initial=NEVER)
        longer = room[: positions * cells].reshape(positions, cells)
        np.add(after_insertion[row, :, :cells], ahead[:, :cells], out=longer)
        np.minimum.reduce(longer, axis=0, out=end, initial=NEVER)
    return best[MAX_NAME:, positions:].reshape(rows, pairs, positions), used, inserted


def _chunk_costs(table: Units, queries: Sequence[str], names: Sequence[str]) -> Costs:
    """Return the costs of pairs, in sixteenths; the longest names come first."""
    best = _best(table, queries, names)[0]
    rows, positions = ([len(text) + 2 for text in texts] for texts in (names, queries))
    return np.asarray(best[rows, np.arange(len(names)), positions])


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
        first += len(picked)
        picked.sort(key=lambda i: -len(pairs[i][1]))
        out[picked] = _chunk_costs(table, [pairs[i][0] for i in picked], [pairs[i][1] for i in picked])
    return out / np.float32(NATS)


def costs(query: str, names: Sequence[str], table: Units | None = None) -> NDArray[np.float32]:
    """Return the cost in nats that each of the folded `names` was written as the folded `query`."""
    return pair_costs([(query, name) for name in names], table)


def align(query: str, name: str, table: Units | None = None) -> tuple[tuple[str, str, float], ...]:
    """Return the cheapest way: (name segment, query segment, cost in nats), which add up to the cost.

    `^` and `$` stand for the ends. Of ways that cost the same, the one with the shortest last segments is returned.
    """
    best, used, inserted = _best(table or units(), [query], [name])

    def cost(a: int, b: int, i: int, j: int) -> int:
        return int(used[b, i, a - 1, 0, j] if a else inserted[b, 0, j])

    steps = []
    i, j = len(name) + 2, len(query) + 2
    while i or j:
        sizes = ((a, b) for a in range(min(MAX_NAME, i) + 1) for b in range(min(MAX_QUERY, j) + 1) if a or b)
        ways = [(int(best[i - a, 0, j - b]) + cost(a, b, i, j), a, b) for a, b in sizes]
        _, a, b = min(ways)
        steps.append((f"^{name}$"[i - a : i], f"^{query}$"[j - b : j], cost(a, b, i, j) / NATS))
        i, j = i - a, j - b
    return tuple(reversed(steps))
