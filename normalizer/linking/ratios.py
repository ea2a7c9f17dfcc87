"""The plain ratios of a few words and very many: each letter of all of the many is read once for all of the few.

Two words' letters in common in order (their longest common subsequence) by Hyyrö's recurrence on bits ("Bit-parallel
LCS-length computation revisited", 2004). The few words lie side by side in the bits of one number, with a bit between
them that takes what an addition carries over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

LEAST_RATIO = 50
"""Ratios below this one count as 0."""
_WIDTH = 64
_LONGEST = 16
"""Letters of a word that are compared like this."""
_REACH = 3
_ASCII = 128


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of very many words: first those at the first place, then those at the second, and so on.

    The words are `order`ed by length, so that those that are long enough for a place are the last ones: from
    `firsts[place]` on.
    """

    words: Sequence[str]
    order: NDArray[np.intp]
    lengths: NDArray[np.int16]
    firsts: Sequence[int]
    codes: Sequence[NDArray[np.intp]]


def letters_of(words: Sequence[str]) -> Letters:
    """The letters of folded words."""
    sizes = np.fromiter(map(len, words), np.int16, len(words))
    order = np.argsort(sizes, kind="stable")
    lengths = sizes[order]
    text = np.frombuffer("".join(words).encode("ascii"), dtype=np.uint8)
    starts = (np.cumsum(sizes, dtype=np.intp) - sizes)[order]
    longest = int(lengths[-1]) if len(words) else 0
    firsts = lengths.searchsorted(np.arange(longest, dtype=np.int16), side="right").tolist()
    codes = [text[starts[first:] + place].astype(np.intp) for place, first in enumerate(firsts)]
    return Letters(words, order, lengths, firsts, codes)


def ratios_of(letters: Letters, words: Sequence[str]) -> NDArray[np.uint8]:
    """The ratios (words, all words; 0–100) of folded words, as rapidfuzz rounds them."""
    out = np.zeros((len(words), len(letters.words)), dtype=np.uint8)
    for some in _side_by_side(words):
        if len(words[some[0]]) > _LONGEST:
            own = [words[number] for number in some]
            out[some] = process.cdist(own, letters.words, scorer=ratio, score_cutoff=LEAST_RATIO, dtype=np.uint8)
            continue
        for number, common in zip(some, _in_common(letters, [words[number] for number in some]), strict=True):
            total = letters.lengths[: len(common)] + len(words[number])
            near = (common >= (total + 3) >> 2).nonzero()[0]  # a ratio of 50 is a quarter of all letters
            total = total[near]
            out[number, letters.order[near]] = np.floor(100 * (1 - (total - 2 * common[near]) / total) + 0.5)
    return out


def _side_by_side(words: Sequence[str]) -> list[list[int]]:
    """The places of words that go into one number each, a bit behind each word; words that are too long alone."""
    groups: list[list[int]] = []
    room = 0
    for number in sorted(range(len(words)), key=lambda number: len(words[number])):
        size = len(words[number]) + 1
        if size > room or size > _LONGEST + 1:
            groups.append([])
            room = _WIDTH
        groups[-1].append(number)
        room -= size
    return groups


def _in_common(letters: Letters, words: Sequence[str]) -> Iterator[NDArray[np.int16]]:
    """How many letters each of some words has in common, in order, with the words by their length that may be near."""
    kind: Any = np.uint16 if len(words) == 1 and len(words[0]) < 16 else np.uint64
    places = [0] * _ASCII
    starts = []
    at = used = 0
    for word in words:
        starts.append(at)
        for place, code in enumerate(word.encode("ascii"), at):
            places[code] |= 1 << place
            used |= 1 << place
        at += len(word) + 1
    masks, keep = np.array(places, dtype=kind), kind(used)
    # A ratio of 50 cannot be had with a word of more than three times the letters.
    end = int(letters.lengths.searchsorted(np.int16(_REACH * max(map(len, words))), side="right"))
    left = np.full(end, used, dtype=kind)
    room, other = np.empty_like(left), np.empty_like(left)
    for first, codes in zip(letters.firsts, letters.codes, strict=True):
        if first >= end:
            break
        rest, met, not_met = left[first:], room[first:], other[first:]
        masks.take(codes[: end - first], out=met, mode="clip")
        met &= rest
        np.subtract(rest, met, out=not_met)
        rest += met
        rest |= not_met
        rest &= keep
    np.invert(left, out=left)
    for start, word in zip(starts, words, strict=True):
        bits = (left >> kind(start)) & kind((1 << len(word)) - 1)
        yield _ones().take(bits.astype(np.uint16))


@cache
def _ones() -> NDArray[np.int16]:
    """How many bits of each number of 16 bits are set."""
    ones = np.zeros(1, dtype=np.int16)
    for _ in range(16):
        ones = np.concatenate([ones, ones + np.int16(1)])
    return ones
