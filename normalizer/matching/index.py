"""Blocking: of very many names, the few that a spelling may stand for, from an index that is memory-mapped."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from normalizer.errors import InputError
from normalizer.matching import score
from normalizer.matching.channel import pair_costs
from normalizer.matching.encoder import encode_names, encode_queries
from normalizer.matching.nearest import nearest

VERSION = 1
CANDIDATES = 100
"""So many names go from the encoder to the channel; with more, no more right names come first."""
SLIPS = 10
SLIPS_AMONG_ALL = 3_000
"""In a larger index plain ratio only sees names that begin like the query and differ by two letters in length."""
SLIP_LENGTH = 2
LONG_PREFIX = 100_000
"""From so many names on, to begin alike means two letters, not one: 0.3 ms a query among 640,000 names."""
TOGETHER = 64
"""Queries that are looked up at a time: more would need more memory and be no faster."""
ENCODED = 1 << 14
"""Names that `build` encodes at a time."""
BLOCKING_PRIOR = 0.03
"""What a unit of prior is worth beside a cosine in blocking."""
_HEADER = "index.json"
_ARRAYS = {
    "vectors": np.int8,
    "priors": np.float32,
    "text": np.uint8,
    "starts": np.int64,
    "rows": np.int32,
    "places": np.int32,
    "keys": np.int64,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that the query may stand for.

    `row` is its place in the index, `cosine` the encoder's (-1–1), `ratio` rapidfuzz's (0–100), `cost` the channel's
    in nats, `slip` that of plain slips; `score` (nats) ranks, `confidence` (0–1) is the probability that it is right.
    """

    row: int
    name: str
    cosine: float
    ratio: float
    cost: float
    slip: float
    score: float
    confidence: float


def _slip_key(name: str, prefix: int) -> int:
    """Return a number that sorts names by their first letters, then by length."""
    start = name[:prefix].ljust(prefix, "\0")
    return int.from_bytes(start.encode("ascii"), "big") << 8 | min(len(name), 255)


class NameIndex:
    """Folded names with their vectors. `build` makes one in memory, `save` and `open` keep it in a folder.

    The text holds the names by first letters and length, a line each; `rows` and `places` lead from there and back.
    """

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self._arrays = arrays
        self._prefix = 1 if len(arrays["vectors"]) < LONG_PREFIX else 2
        self._lines = lru_cache(maxsize=64)(self._read_lines)

    @classmethod
    def build(
        cls,
        folded: Sequence[str],
        priors: Sequence[float] | NDArray[np.float32] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> "NameIndex":
        """Index distinct folded strings; a prior is log10(1 + population), or 0 where it is unknown.

        `progress` is called with the number of names that are done, and of all.
        """
        prefix = 1 if len(folded) < LONG_PREFIX else 2
        keys = [_slip_key(name, prefix) for name in folded]
        rows = np.array(sorted(range(len(folded)), key=lambda row: (keys[row], folded[row])), dtype=np.int32)
        places = np.empty_like(rows)
        places[rows] = np.arange(len(rows))
        lines = [f"{folded[row]}\n" for row in rows.tolist()]
        vectors = [encode_names([]).astype(np.int8)]
        for first in range(0, len(folded), ENCODED):
            vectors.append(np.rint(encode_names(folded[first : first + ENCODED]) * 127).astype(np.int8))
            if progress:
                progress(min(first + ENCODED, len(folded)), len(folded))
        return cls(
            {
                "vectors": np.concatenate(vectors),
                "priors": np.zeros(len(folded), np.float32) if priors is None else np.asarray(priors, np.float32),
                "text": np.frombuffer("".join(lines).encode("ascii"), dtype=np.uint8),
                "starts": np.cumsum([0, *map(len, lines)], dtype=np.int64),
                "rows": rows,
                "places": places,
                "keys": np.array(keys, dtype=np.int64)[rows],
            }
        )

    def save(self, folder: Path) -> None:
        """Write the arrays as raw files, then a header with the format's version and their shapes."""
        folder.mkdir(parents=True, exist_ok=True)
        shapes = {}
        for name, kind in _ARRAYS.items():
            array = np.ascontiguousarray(self._arrays[name], dtype=kind)
            array.tofile(folder / f"{name}.bin")
            shapes[name] = array.shape
        (folder / _HEADER).write_text(json.dumps({"version": VERSION, "shapes": shapes}), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> "NameIndex":
        """Map the arrays of `save` into memory; raises InputError where the folder holds no index of this version."""
        mend = "build the index again"
        try:
            header = json.loads((folder / _HEADER).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError("no name index", path=folder, mend=mend) from error
        if header.get("version") != VERSION:
            raise InputError(f"the name index is not of version {VERSION}", path=folder, mend=mend)
        arrays: dict[str, NDArray[Any]] = {}
        for name, kind in _ARRAYS.items():
            shape, path = tuple(header["shapes"][name]), folder / f"{name}.bin"
            size = int(np.prod(shape)) * np.dtype(kind).itemsize
            if not path.is_file() or path.stat().st_size != size:
                raise InputError("the name index is not whole", path=path, mend=mend)
            arrays[name] = np.memmap(path, dtype=kind, mode="r", shape=shape) if size else np.zeros(shape, kind)
        return cls(arrays)

    def __len__(self) -> int:
        return len(self._arrays["vectors"])

    def name(self, row: int) -> str:
        """Return the folded name of a row."""
        return self._names(np.array([row]))[0]

    def _names(self, rows: NDArray[np.intp]) -> list[str]:
        places = self._arrays["places"][rows]
        starts, ends = self._arrays["starts"][places], self._arrays["starts"][places + 1] - 1
        text = self._arrays["text"].data
        return [str(text[start:end], "ascii") for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def _read_lines(self, first: int, last: int) -> list[str]:
        start, end = self._arrays["starts"][first], self._arrays["starts"][last]
        return bytes(self._arrays["text"][start:end]).decode("ascii").split("\n")[:-1]

    def _slips(self, query: str) -> list[int]:
        """Return the rows of the names that plain ratio takes for the nearest."""
        first, last = 0, len(self)
        if last > SLIPS_AMONG_ALL:
            key, length = _slip_key(query, self._prefix) & ~0xFF, len(query)
            bounds = (key | max(0, length - SLIP_LENGTH), (key | min(255, length + SLIP_LENGTH)) + 1)
            first, last = np.searchsorted(self._arrays["keys"], bounds).tolist()
        found = process.extract(query, self._lines(first, last), scorer=fuzz.ratio, limit=SLIPS)
        return [int(self._arrays["rows"][first + place]) for _, _, place in found]

    def _candidates(
        self, queries: Sequence[str], vectors: NDArray[np.float32], prior_weight: float, count: int
    ) -> list[NDArray[np.intp]]:
        """Return the rows of each query's candidates: the encoder's nearest and plain ratio's."""
        bonus = self._arrays["priors"] * np.float32(BLOCKING_PRIOR) if prior_weight else None
        near = nearest(self._arrays["vectors"], bonus, vectors, count)
        return [
            np.union1d(rows, np.array(self._slips(query), dtype=np.intp))
            for query, rows in zip(queries, near, strict=True)
        ]

    def block(
        self, queries: Sequence[str], vectors: NDArray[np.float32], count: int
    ) -> list[tuple[list[str], NDArray[np.float32]]]:
        """Return for each folded query, whose vectors are given, the names nearest to it, and their cosines.

        They are the encoder's nearest `count` and plain ratio's.
        """
        found: list[tuple[list[str], NDArray[np.float32]]] = []
        for first in range(0, len(queries), TOGETHER):
            some = vectors[first : first + TOGETHER]
            for vector, rows in zip(
                some, self._candidates(queries[first : first + TOGETHER], some, 0.0, count), strict=True
            ):
                found.append((self._names(rows), self._cosines(rows, vector)))
        return found

    def _cosines(self, rows: NDArray[np.intp], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        # Rounded, as the last bits of a product depend on how many names were multiplied at once.
        return np.round(self._arrays["vectors"][rows].astype(np.float32) @ vector / np.float32(127), 4)

    def search(
        self, queries: Sequence[str], limit: int = 20, prior_weight: float = 0.0, candidates: int = CANDIDATES
    ) -> list[list[Hit]]:
        """Return for each folded query its best `limit` names, the best first (ties by name).

        `prior_weight` is what a unit of prior adds to the score in nats: 0 goes by spelling alone, 2.2 suits towns.
        """
        if not len(self):
            return [[] for _ in queries]
        found = []
        for first in range(0, len(queries), TOGETHER):
            found += self._search(queries[first : first + TOGETHER], limit, prior_weight, candidates)
        return found

    def _search(self, queries: Sequence[str], limit: int, prior_weight: float, candidates: int) -> list[list[Hit]]:
        vectors = encode_queries(queries)
        blocked = self._candidates(queries, vectors, prior_weight, candidates)
        names = [self._names(rows) for rows in blocked]
        channel = pair_costs([(query, name) for query, some in zip(queries, names, strict=True) for name in some])
        ends = np.cumsum([len(some) for some in names])[:-1]
        return [
            self._rank(*found, limit, prior_weight)
            for found in zip(queries, vectors, blocked, names, np.split(channel, ends), strict=True)
        ]

    def _rank(
        self, query: str, vector: NDArray[np.float32], rows: NDArray[np.intp], names: list[str],
        channel: NDArray[np.float32], limit: int, prior_weight: float,
    ) -> list[Hit]:  # fmt: skip
        cosines = self._cosines(rows, vector)
        ratios = score.ratios(query, names)
        slips = score.slip_costs(ratios, query, names)
        priors = self._arrays["priors"][rows]
        mixed = score.mixed_costs(channel, slips)
        points = score.scores(mixed, cosines, priors, prior_weight)
        order = sorted(range(len(names)), key=lambda i: (-points[i], names[i]))
        best, ranked = order[0], points[order]
        values = score.features(
            query,
            ranked,
            mixed[order],
            float(cosines[best]),
            float(ratios[best]),
            float(priors[best]) if prior_weight else 0.0,
            names[best],
            len(self),
        )
        shares = score.shares(score.confidence(values, prior_weight > 0), ranked)
        return [
            Hit(
                int(rows[i]),
                names[i],
                float(cosines[i]),
                float(ratios[i]),
                float(channel[i]),
                float(slips[i]),
                float(points[i]),
                share,
            )
            for i, share in zip(order[:limit], shares, strict=False)
        ]
