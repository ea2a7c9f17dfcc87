"""The learned dual encoder: two spellings of one name lie close together, and the near ones are found by dot products.

A string's vector is the sum of the rows of its letter groups, scaled to length 1. Queries and names have tables of
their own, as a garble is made of other groups than the name. The tables are learned by `train_encoder` with the
in-batch softmax of dual encoders (Gillick et al., "Learning Dense Representations for Entity Retrieval", CoNLL 2019).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from normalizer.matching.data_files import load
from normalizer.matching.letter_groups import GroupTables, letter_groups, rows_of_many

_CHUNK = 256
_MANY = 64
"""Of so many strings the groups are looked up together: twice as fast, but for the time that the tables take."""


@dataclass(frozen=True)
class Side:
    """One table: row i of `matrix` (times its scale) belongs to the i-th letter group; the last row is zero."""

    rows: Mapping[str, int]
    matrix: NDArray[np.float32]

    @cached_property
    def tables(self) -> GroupTables:
        """The groups by their letters' codes."""
        return GroupTables.of(sorted(self.rows, key=self.rows.__getitem__))


@cache
def _side(name: str) -> Side:
    data = load()
    groups = bytes(data[f"{name}_groups"]).decode("ascii").split("\n")
    matrix = np.zeros((len(groups) + 1, data[f"{name}_rows"].shape[1]), dtype=np.float32)
    np.multiply(data[f"{name}_rows"], data[f"{name}_scale"].astype(np.float32)[:, None], out=matrix[:-1])
    return Side({group: row for row, group in enumerate(groups)}, matrix)


def encode(side: Side, folded: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors (n, d) of folded strings, of length 1; strings without a known letter group get zeros."""
    out = np.zeros((len(folded), side.matrix.shape[1]), dtype=np.float32)
    for first in range(0, len(folded), _CHUNK):
        some = folded[first : first + _CHUNK]
        found, starts = _rows_of_few(side, some) if len(some) < _MANY else _rows_of_many(side, some)
        out[first : first + len(some)] = np.add.reduceat(side.matrix[found], starts, axis=0)
    norms = np.sqrt(np.einsum("ij,ij->i", out, out))
    return np.asarray(out / np.maximum(norms, 1e-9)[:, None], dtype=np.float32)


def _rows_of_many(side: Side, folded: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return rows_of_many(side.tables, folded, len(side.rows))


def _rows_of_few(side: Side, folded: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the rows of the letter groups of each string, and where those of each begin."""
    rows, nothing = side.rows, len(side.matrix) - 1
    found: list[int] = []
    starts: list[int] = []
    for text in folded:
        starts.append(len(found))
        found += [rows[group] for group in dict.fromkeys(letter_groups(text)) if group in rows] or [nothing]
    return found, starts


def encode_queries(folded: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors (n, d) of spellings as they stand in a text."""
    return encode(_side("query"), folded)


def encode_names(folded: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors (n, d) of names that a spelling may stand for."""
    return encode(_side("name"), folded)
