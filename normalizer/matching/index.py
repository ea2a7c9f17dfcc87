"""Blocking: of very many names, the few that a spelling may stand for, from an index that is memory-mapped."""

import json
import mmap
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from normalizer.errors import InputError
from normalizer.matching.encoder import encode_names
from normalizer.matching.nearest import largest, nearest
from normalizer.matching.pages import let_go, mapped
from normalizer.matching.ranking import CANDIDATES, TOGETHER, Hit, search_together
from normalizer.matching.signs import PLANES, likely, planes, planes_worth, signs

VERSION = 3
SLIPS = 10
SLIPS_AMONG_ALL = 3_000
"""In a larger index plain ratio only sees names that begin like the query and differ by two letters in length."""
SLIP_LENGTH = 2
LONG_PREFIX = 100_000
"""From so many names on, to begin alike means two letters, not one: 0.3 ms a query among 640,000 names."""
HELD = 100_000
"""Of no more names the pages that a search reads, 9 MB, are not let go: to map them again takes 2 % of the next one."""
ENCODED = 1 << 14
"""Names that `build` encodes at a time."""
SIGNED = 100_000
"""From so many names on, the encoder's nearest are sought among the likely ones only."""
LIKELY = 80
"""How many times the wanted number of names are likely ones."""
BLOCKING_PRIOR = 0.03
"""What a unit of prior is worth beside a cosine in blocking."""
_HEADER = "index.json"
_ARRAYS = {
    "vectors": np.int8,
    "priors": np.float32,
    "planes": np.float32,
    "signs": np.uint64,
    "text": np.uint8,
    "starts": np.uint32,
    "rows": np.int32,
    "places": np.int32,
    "keys": np.int32,
}


def _slip_key(name: str, prefix: int) -> int:
    """Return a number that sorts names by their first letters, then by length."""
    start = name[:prefix].ljust(prefix, "\0")
    return int.from_bytes(start.encode("ascii"), "big") << 8 | min(len(name), 255)


def _slip_keys(names: Sequence[str]) -> list[int]:
    prefix = 1 if len(names) < LONG_PREFIX else 2
    return [_slip_key(name, prefix) for name in names]


class NameIndex:
    """Folded names with their vectors. `build` makes one in memory, `save` and `open` keep it in a folder.

    The text holds the names by first letters and length, a line each; `rows` and `places` lead from there and back, and
    are empty where the names were given in this order (`in_order`). Empty priors are all 0.
    """

    def __init__(self, arrays: dict[str, NDArray[Any]], files: Iterable[mmap.mmap] = ()) -> None:
        self._arrays = arrays
        self._files = tuple(files) if len(arrays["vectors"]) > HELD else ()
        self._prefix = 1 if len(arrays["vectors"]) < LONG_PREFIX else 2
        self._lines = lru_cache(maxsize=64)(self._read_lines)

    @staticmethod
    def in_order(folded: Collection[str]) -> list[str]:
        """Return distinct folded strings in the order in which an index of them takes the least room."""
        names = list(folded)
        return [name for _, name in sorted(zip(_slip_keys(names), names, strict=True))]

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
        keys = _slip_keys(folded)
        rows = np.array(sorted(range(len(folded)), key=lambda row: (keys[row], folded[row])), dtype=np.int32)
        places = np.empty_like(rows)
        places[rows] = np.arange(len(rows))
        in_order = bool((rows[:-1] < rows[1:]).all())
        lines = [f"{folded[row]}\n" for row in rows.tolist()]
        vectors = [encode_names([]).astype(np.int8)]
        for first in range(0, len(folded), ENCODED):
            vectors.append(np.rint(encode_names(folded[first : first + ENCODED]) * 127).astype(np.int8))
            if progress:
                progress(min(first + ENCODED, len(folded)), len(folded))
        encoded = np.concatenate(vectors)
        signed = encoded if len(encoded) >= SIGNED else encoded[:0]
        normals = planes(encoded.shape[1]) if len(signed) else np.zeros((0, PLANES), np.float32)
        return cls(
            {
                "vectors": encoded,
                "planes": normals,
                "signs": signs(signed, normals),
                "priors": np.asarray(() if priors is None else priors, np.float32),
                "text": np.frombuffer("".join(lines).encode("ascii"), dtype=np.uint8),
                "starts": np.cumsum([0, *map(len, lines)], dtype=np.uint32),
                "rows": rows[:0] if in_order else rows,
                "places": places[:0] if in_order else places,
                "keys": np.array(keys, dtype=np.int32)[rows],
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
        files: dict[str, mmap.mmap] = {}
        for name, kind in _ARRAYS.items():
            shape, path = tuple(header["shapes"][name]), folder / f"{name}.bin"
            size = int(np.prod(shape)) * np.dtype(kind).itemsize
            if not path.is_file() or path.stat().st_size != size:
                raise InputError("the name index is not whole", path=path, mend=mend)
            if size:
                files[name] = mapped(path)
            arrays[name] = np.frombuffer(files[name], kind).reshape(shape) if size else np.zeros(shape, kind)
        return cls(arrays, files.values())

    def __len__(self) -> int:
        return len(self._arrays["vectors"])

    def name(self, row: int) -> str:
        """Return the folded name of a row."""
        return self.names(np.array([row]))[0]

    def names(self, rows: NDArray[np.intp]) -> list[str]:
        """Return the folded names of rows."""
        places = self._arrays["places"][rows] if len(self._arrays["places"]) else rows
        starts, ends = self._arrays["starts"][places], self._arrays["starts"][places + 1] - 1
        text = self._arrays["text"].data
        return [str(text[start:end], "ascii") for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def _read_lines(self, first: int, last: int) -> list[str]:
        start, end = self._arrays["starts"][first], self._arrays["starts"][last]
        return bytes(self._arrays["text"][start:end]).decode("ascii").split("\n")[:-1]

    @cached_property
    def _behind(self) -> NDArray[np.uint8] | None:
        priors = self._arrays["priors"]
        return planes_worth(priors * np.float32(BLOCKING_PRIOR)) if len(priors) else None

    def _slips(self, query: str) -> list[int]:
        """Return the rows of the names that plain ratio takes for the nearest."""
        first, last = 0, len(self)
        if last > SLIPS_AMONG_ALL:
            key, length = _slip_key(query, self._prefix) & ~0xFF, len(query)
            bounds = (key | max(0, length - SLIP_LENGTH), (key | min(255, length + SLIP_LENGTH)) + 1)
            first, last = np.searchsorted(self._arrays["keys"], bounds).tolist()
        found = process.extract(query, self._lines(first, last), scorer=fuzz.ratio, limit=SLIPS)
        places = [first + place for _, _, place in found]
        return self._arrays["rows"][places].tolist() if len(self._arrays["rows"]) else places

    def blocked(
        self, queries: Sequence[str], vectors: NDArray[np.float32], prior_weight: float, count: int
    ) -> list[NDArray[np.intp]]:
        """Return the rows of each query's candidates: the encoder's nearest and plain ratio's."""
        with_priors = bool(prior_weight and len(self._arrays["priors"]))
        if not self._arrays["signs"].size:
            bonus = self._arrays["priors"] * np.float32(BLOCKING_PRIOR) if with_priors else None
            near = nearest(self._arrays["vectors"], bonus, vectors, count)
        else:
            near = self._likely_nearest(vectors, with_priors, count)
        return [
            np.array(sorted({*rows.tolist(), *self._slips(query)}), dtype=np.intp)
            for query, rows in zip(queries, near, strict=True)
        ]

    def _likely_nearest(self, vectors: NDArray[np.float32], with_priors: bool, count: int) -> list[NDArray[np.intp]]:
        """Return for each query's vector the rows of the nearest among the likely ones."""
        queries, behind = signs(vectors, self._arrays["planes"]), self._behind if with_priors else None
        found = []
        for vector, rows in zip(vectors, likely(self._arrays["signs"], behind, queries, LIKELY * count), strict=True):
            values = self._products(rows, vector / np.float32(127))
            if with_priors:
                values += self._arrays["priors"][rows] * np.float32(BLOCKING_PRIOR)
            found.append(rows[largest(values, min(count, len(rows)))])
        self._let_go()
        return found

    def block(
        self, queries: Sequence[str], vectors: NDArray[np.float32], count: int
    ) -> list[tuple[list[str], NDArray[np.float32]]]:
        """Return for each folded query, whose vectors are given, the names nearest to it, and their cosines.

        They are the encoder's nearest `count` and plain ratio's.
        """
        found: list[tuple[list[str], NDArray[np.float32]]] = []
        for first in range(0, len(queries), TOGETHER):
            some = vectors[first : first + TOGETHER]
            blocked = self.blocked(queries[first : first + TOGETHER], some, 0.0, count)
            found += [(self.names(rows), self.cosines(rows, x)) for x, rows in zip(some, blocked, strict=True)]
        return found

    def cosines(self, rows: NDArray[np.intp], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosines of rows and a query's vector."""
        # Rounded, as the last bits of a product depend on how many names were multiplied at once.
        found = np.round(self._products(rows, vector) / np.float32(127), 4)
        self._let_go()
        return np.asarray(found)

    def _products(self, rows: NDArray[np.intp], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        # BLAS would wake its threads for so many, which takes longer than the product.
        return np.asarray(np.einsum("ij,j->i", self._arrays["vectors"][rows].astype(np.float32), vector))

    def _let_go(self) -> None:
        for file in self._files:
            let_go(file)

    def search(
        self, queries: Sequence[str], limit: int = 20, prior_weight: float = 0.0, candidates: int = CANDIDATES
    ) -> list[list[Hit]]:
        """Return for each folded query its best `limit` names, the best first (ties by name).

        `prior_weight` is what a unit of prior adds to the score in nats: 0 goes by spelling alone, 2.2 suits towns.
        """
        return search_together([self], queries, limit, prior_weight, candidates)

    def priors(self, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return the priors of rows."""
        known = len(self._arrays["priors"])
        return np.asarray(self._arrays["priors"][rows]) if known else np.zeros(len(rows), np.float32)
