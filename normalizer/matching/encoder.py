"""The learned dual encoder: two spellings of one name lie close together, and the near ones are found by dot products.

A string's vector is the sum of the rows of its letter groups, scaled to length 1. Queries and names have tables of
their own, as a garble is made of other groups than the name. The tables are learned by `train_encoder` with the
in-batch softmax of dual encoders (Gillick et al., "Learning Dense Representations for Entity Retrieval", CoNLL 2019).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from normalizer.matching.data_files import load

MAX_TOKEN = 6
_NOT_SKELETON = re.compile(r"[aeiouyhw -]+")
_DOUBLED = re.compile(r"(.)\1+")
_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Side:
    """One table: row i of `matrix` (times its scale) belongs to the i-th letter group; the last row is zero."""

    rows: Mapping[str, int]
    matrix: NDArray[np.float32]


def letter_groups(folded: str) -> Iterator[str]:
    """Yield the groups of a folded string: 1–4 letters with the ends marked, short tokens, 2–3 consonants.

    Tokens (`_shan`) stand for the syllables of Han; the consonants (`~kv`) without h, w and doubled letters.
    """
    marked = f"^{folded}$"
    yield from folded
    for size in (2, 3, 4):
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]
    for token in folded.replace("-", " ").split(" "):
        if 0 < len(token) <= MAX_TOKEN:
            yield f"_{token}"
    skeleton = _DOUBLED.sub(r"\1", _NOT_SKELETON.sub("", folded))
    for size in (2, 3):
        for start in range(len(skeleton) - size + 1):
            yield f"~{skeleton[start : start + size]}"


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
    rows, nothing = side.rows, len(side.matrix) - 1
    for first in range(0, len(folded), _CHUNK):
        found: list[int] = []
        starts: list[int] = []
        for text in folded[first : first + _CHUNK]:
            starts.append(len(found))
            found += [rows[group] for group in dict.fromkeys(letter_groups(text)) if group in rows] or [nothing]
        out[first : first + len(starts)] = np.add.reduceat(side.matrix[found], starts, axis=0)
    norms = np.sqrt(np.einsum("ij,ij->i", out, out))
    return np.asarray(out / np.maximum(norms, 1e-9)[:, None], dtype=np.float32)


def encode_queries(folded: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors (n, d) of spellings as they stand in a text."""
    return encode(_side("query"), folded)


def encode_names(folded: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors (n, d) of names that a spelling may stand for."""
    return encode(_side("name"), folded)
