"""The learned dual encoder: two spellings of one name lie close together, and the near ones are found by dot products.

A string's vector is the sum of the rows of its letter groups, scaled to length 1. Queries and names have tables of
their own, as a garble is made of other groups than the name. The tables are learned by `train_encoder` with the
in-batch softmax of dual encoders (Gillick et al., "Learning Dense Representations for Entity Retrieval", CoNLL 2019).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalizer.matching.data_files import load
from normalizer.matching.letter_groups import GroupTables, Keys, group_keys, letter_groups, rows_of_many

_CHUNK = 256
_MANY = 64
"""Of so many strings the groups are looked up together: twice as fast, but for the time that the tables take."""


@dataclass(frozen=True)
class Side:
    """One table: row i of `matrix` times `scale[i]` belongs to the i-th of the letter groups' `keys`, which ascend."""

    keys: Keys
    matrix: NDArray[Any]
    scale: NDArray[np.floating[Any]]

    @cached_property
    def tables(self) -> GroupTables:
        """The groups by their letters' codes."""
        return GroupTables.of(self.keys)

    @cached_property
    def _scales(self) -> NDArray[np.float32]:
        return np.append(self.scale, 0).astype(np.float32)

    def vectors(self, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """The vectors (rows, d) of rows; that of the row after the last is zero."""
        scale = self._scales.take(rows)
        return np.asarray(self.matrix.take(rows, axis=0, mode="clip") * scale[:, None], dtype=np.float32)


@cache
def _side(name: str) -> Side:
    data = load()
    return Side(data[f"{name}_groups"], data[f"{name}_rows"], data[f"{name}_scale"])


def encode(side: Side, folded: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors (n, d) of folded strings, of length 1; strings without a known letter group get zeros."""
    out = np.zeros((len(folded), side.matrix.shape[1]), dtype=np.float32)
    for first in range(0, len(folded), _CHUNK):
        some = folded[first : first + _CHUNK]
        found, starts = _rows_of_few(side, some) if len(some) < _MANY else _rows_of_many(side, some)
        out[first : first + len(some)] = np.add.reduceat(side.vectors(found), starts, axis=0)
    norms = np.sqrt(np.einsum("ij,ij->i", out, out))
    return np.asarray(out / np.maximum(norms, 1e-9)[:, None], dtype=np.float32)


def _rows_of_many(side: Side, folded: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return rows_of_many(side.tables, folded, len(side.keys))


def _rows_of_few(side: Side, folded: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the rows of the letter groups of each string, and where those of each begin."""
    groups = [list(dict.fromkeys(letter_groups(text))) for text in folded]
    keys = group_keys([group for some in groups for group in some])
    rows = side.keys.searchsorted(keys)
    known = side.keys.take(rows, mode="clip") == keys
    which = np.repeat(np.arange(len(groups)), list(map(len, groups)))[known]
    counts = np.bincount(which, minlength=len(groups))
    found, starts = rows[known], np.cumsum(counts) - counts
    if not counts.all():
        found = np.insert(found, starts[counts == 0], len(side.keys))
        counts = np.maximum(counts, 1)
        starts = np.cumsum(counts) - counts
    return found, starts


def encode_queries(folded: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors (n, d) of spellings as they stand in a text."""
    return encode(_side("query"), folded)


def encode_names(folded: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors (n, d) of names that a spelling may stand for."""
    return encode(_side("name"), folded)
