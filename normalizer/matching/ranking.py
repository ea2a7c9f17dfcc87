"""Ranks the names that blocking leaves over: which does a spelling stand for, and how sure is that?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from normalizer.matching import score
from normalizer.matching.channel import pair_costs
from normalizer.matching.encoder import encode_queries

if TYPE_CHECKING:
    from normalizer.matching.index import NameIndex

CANDIDATES = 100
"""So many names go from the encoder to the channel; with more, no more right names come first."""
TOGETHER = 64
"""Queries that are looked up at a time: more would need more memory and be no faster."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that the query may stand for.

    `row` is its place in the index, `rows` those in each of several indexes (-1: it is not there). `cosine` is the
    encoder's (-1–1), `ratio` rapidfuzz's (0–100), `cost` the channel's in nats, `slip` that of plain slips; `score`
    (nats) ranks, `confidence` (0–1) is the probability that it is right.
    """

    row: int
    name: str
    cosine: float
    ratio: float
    cost: float
    slip: float
    score: float
    confidence: float
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Blocked:
    """The candidates of a query: their names, cosines, priors and rows in each index."""

    names: list[str]
    cosines: NDArray[np.float32]
    priors: NDArray[np.float32]
    rows: list[tuple[int, ...]]


def search_together(
    indexes: Sequence["NameIndex"],
    queries: Sequence[str],
    limit: int = 20,
    prior_weight: float = 0.0,
    candidates: int = CANDIDATES,
    is_wanted: Callable[[int, int], bool] | None = None,
) -> list[list[Hit]]:
    """Return for each folded query its best `limit` names of several indexes, as `NameIndex.search` does of one.

    A name that stands in several is one. With `is_wanted`, which is asked of an index's number and a row, the other
    names are left out.
    """
    found: list[list[Hit]] = []
    size = sum(map(len, indexes))
    for first in range(0, len(queries), TOGETHER):
        some = queries[first : first + TOGETHER]
        vectors = encode_queries(some)
        blocked = _blocked_together(indexes, some, vectors, prior_weight, candidates, is_wanted)
        pairs = [(query, name) for query, one in zip(some, blocked, strict=True) for name in one.names]
        ends = np.cumsum([len(one.names) for one in blocked])[:-1]
        channel = np.split(pair_costs(pairs), ends)
        for query, one, costs in zip(some, blocked, channel, strict=True):
            found.append(_rank(query, one, costs, limit, prior_weight, size) if one.names else [])
    return found


def _blocked_together(
    indexes: Sequence["NameIndex"],
    queries: Sequence[str],
    vectors: NDArray[np.float32],
    prior_weight: float,
    candidates: int,
    is_wanted: Callable[[int, int], bool] | None,
) -> list[_Blocked]:
    blocks = []
    for number, index in enumerate(indexes):
        some = index.blocked(queries, vectors, prior_weight, candidates)
        if is_wanted is not None:
            wanted = [[row for row in rows.tolist() if is_wanted(number, row)] for rows in some]
            some = [np.array(rows, dtype=np.intp) for rows in wanted]
        blocks.append([_block(index, rows, vector) for vector, rows in zip(vectors, some, strict=True)])
    if len(blocks) == 1:
        return blocks[0]
    return [_merged([block[place] for block in blocks]) for place in range(len(queries))]


def _block(index: "NameIndex", rows: NDArray[np.intp], vector: NDArray[np.float32]) -> _Blocked:
    places: list[tuple[int, ...]] = [(row,) for row in rows.tolist()]
    return _Blocked(index.names(rows), index.cosines(rows, vector), index.priors(rows), places)


def _merged(parts: Sequence[_Blocked]) -> _Blocked:
    """Return the candidates of a query from several indexes as one; a name that stands in several is one."""
    found: dict[str, tuple[float, float, list[int]]] = {}
    for number, part in enumerate(parts):
        values = zip(part.names, part.cosines.tolist(), part.priors.tolist(), part.rows, strict=True)
        for name, cosine, prior, (row,) in values:
            _, other, places = found.setdefault(name, (cosine, prior, [-1] * len(parts)))
            places[number] = row
            found[name] = (cosine, max(prior, other), places)
    return _Blocked(
        list(found),
        np.array([cosine for cosine, _, _ in found.values()], dtype=np.float32),
        np.array([prior for _, prior, _ in found.values()], dtype=np.float32),
        [tuple(places) for _, _, places in found.values()],
    )


def _rank(
    query: str, found: _Blocked, channel: NDArray[np.float32], limit: int, prior_weight: float, size: int
) -> list[Hit]:
    names, cosines, priors = found.names, found.cosines, found.priors
    ratios = score.ratios(query, names)
    slips = score.slip_costs(ratios, query, names)
    mixed = score.mixed_costs(channel, slips)
    points = score.scores(mixed, cosines, priors, prior_weight)
    order = [i for _, _, i in sorted(zip((-points).tolist(), names, range(len(names)), strict=True))]
    best, ranked = order[0], points[order]
    values = score.features(
        query,
        ranked,
        mixed[order],
        float(cosines[best]),
        float(ratios[best]),
        float(priors[best]) if prior_weight else 0.0,
        names[best],
        size,
    )
    shares = score.shares(score.confidence(values, prior_weight > 0), ranked)
    shown = order[:limit]
    columns = [column[shown].tolist() for column in (cosines, ratios, channel, slips, points)]
    return [
        Hit(max(found.rows[i]), names[i], cosine, ratio, cost, slip, point, share, found.rows[i])
        for i, share, cosine, ratio, cost, slip, point in zip(shown, shares[:limit].tolist(), *columns, strict=True)
    ]
