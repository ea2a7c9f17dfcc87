"""The letter groups of which the encoder makes a vector: one string at a time, or very many at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizer.matching.fold import ALPHABET

MAX_TOKEN = 6
_LONGEST = 8
_SIZES = (2, 3, 4)
_BONE_SIZES = (2, 3)
_NOT_SKELETON = re.compile(r"[aeiouyhw -]+")
_DOUBLED = re.compile(r"(.)\1+")
_BITS = 5
_OTHER = len(ALPHABET)
_CODES = np.full(128, _OTHER, dtype=np.int64)
_CODES[[ord(letter) for letter in ALPHABET]] = np.arange(len(ALPHABET))

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]


def letter_groups(folded: str) -> Iterator[str]:
    """Yield the groups of a folded string: 1–4 letters with the ends marked, short tokens, 2–3 consonants.

    Tokens (`_shan`) stand for the syllables of Han; the consonants (`~kv`) without h, w and doubled letters.
    """
    marked = f"^{folded}$"
    yield from folded
    for size in _SIZES:
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]
    for token in _tokens(folded):
        yield f"_{token}"
    skeleton = _skeleton(folded)
    for size in _BONE_SIZES:
        for start in range(len(skeleton) - size + 1):
            yield f"~{skeleton[start : start + size]}"


def _tokens(folded: str) -> list[str]:
    return [token for token in folded.replace("-", " ").split(" ") if 0 < len(token) <= MAX_TOKEN]


def _skeleton(folded: str) -> str:
    return _DOUBLED.sub(r"\1", _NOT_SKELETON.sub("", folded))


def group_keys(groups: Sequence[str]) -> Keys:
    """Return a number for each group: its letters in ASCII, a byte each, so that numbers sort as groups do."""
    return np.array(groups, dtype=f"S{_LONGEST}").view(">u8").astype(np.uint64)


@dataclass(frozen=True, slots=True)
class GroupTables:
    """The rows of letter groups by their letters' codes, five bits each; -1 is no row.

    `plain` and `bones` (of consonants) hold a table a size; `tokens` maps them to their rows.
    """

    plain: Mapping[int, NDArray[np.int32]]
    bones: Mapping[int, NDArray[np.int32]]
    tokens: Mapping[str, int]

    @classmethod
    def of(cls, keys: Keys) -> "GroupTables":
        """The tables of groups by their keys, each of which has its place as its row."""
        plain = {size: np.full(1 << _BITS * size, -1, dtype=np.int32) for size in (1, *_SIZES)}
        bones = {size: np.full(1 << _BITS * size, -1, dtype=np.int32) for size in _BONE_SIZES}
        groups = keys.astype(">u8").view(f"S{_LONGEST}")
        letters = groups.view(np.uint8).reshape(len(keys), _LONGEST)
        lengths = np.count_nonzero(letters, axis=1)
        is_token, is_bones = letters[:, 0] == ord("_"), letters[:, 0] == ord("~")
        for tables, of_kind, start in ((plain, ~(is_token | is_bones), 0), (bones, is_bones, 1)):
            for size, table in tables.items():
                rows = np.flatnonzero(of_kind & (lengths == size + start))
                codes = np.zeros(len(rows), dtype=np.int64)
                for place in range(start, start + size):
                    codes = codes << _BITS | _CODES[letters[rows, place]]
                table[codes] = rows
        tokens = np.flatnonzero(is_token).tolist()
        return cls(plain, bones, {groups[row].decode("ascii")[1:]: row for row in tokens})


def rows_of_many(tables: GroupTables, folded: Sequence[str], nothing: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the rows of the groups of each string, each row once, and where those of each begin.

    They are in the order of `letter_groups`; a string without a known group has the row `nothing`.
    """
    letters = _letters(folded)
    marked = _letters([f"^{text}$" for text in folded])
    parts = [_rows(tables.plain[1], letters, 1), *(_rows(tables.plain[size], marked, size) for size in _SIZES)]
    parts.append(_token_rows(tables, folded))
    bones = _letters([_skeleton(text) for text in folded])
    parts += [_rows(tables.bones[size], bones, size) for size in _BONE_SIZES]
    parts.append(np.full((len(folded), 1), nothing))
    rows = np.concatenate(parts, axis=1)
    rows[(rows[:, :-1] >= 0).any(axis=1), -1] = -1
    which = np.nonzero(rows >= 0)[0]
    kept = rows[rows >= 0].astype(np.intp)
    _, firsts = np.unique(which * (nothing + 1) + kept, return_index=True)
    firsts.sort()
    return kept[firsts], np.searchsorted(which[firsts], np.arange(len(folded)))


def _letters(texts: Sequence[str]) -> Ints:
    """The codes of the letters of each text, padded with -1."""
    width = max(map(len, texts), default=0)
    raw = np.frombuffer("".join(text.ljust(width, "\0") for text in texts).encode("ascii"), dtype=np.uint8)
    return np.where(raw == 0, -1, _CODES[raw]).reshape(len(texts), width)


def _rows(table: NDArray[np.int32], letters: Ints, size: int) -> NDArray[np.int32]:
    """The rows of all groups of a size."""
    places = max(0, letters.shape[1] - size + 1)
    codes = np.zeros((len(letters), places), dtype=np.int64)
    known = np.ones(codes.shape, dtype=np.bool_)
    for offset in range(size):
        some = letters[:, offset : offset + places]
        codes = codes << _BITS | np.maximum(some, 0)
        known &= some >= 0
    return np.where(known, table[codes], -1)


def _token_rows(tables: GroupTables, folded: Sequence[str]) -> NDArray[np.int32]:
    found = [_tokens(text) for text in folded]
    out = np.full((len(folded), max(map(len, found), default=0)), -1, dtype=np.int32)
    for row, tokens in enumerate(found):
        for place, token in enumerate(tokens):
            out[row, place] = tables.tokens.get(token, -1)
    return out
