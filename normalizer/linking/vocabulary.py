"""The words of a gazetteer's names, and the few of them that lie next to a word of a text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from normalizer.gazetteer.cache import CacheError, cached
from normalizer.gazetteer.parts import Part, Parts
from normalizer.gazetteer.shipped import cache_folder
from normalizer.matching.encoder import encode_names
from normalizer.matching.index import NameIndex
from normalizer.matching.products import product

MANY = 100_000
"""Words; of so many, only those are looked at that an index finds for each word of the text."""
_WORTH_KEEPING = 10_000
"""Words; the vectors of so many take a third of a second to make."""
_BY_RATIO = 4
_BY_COSINE = 8
_LEAST_RATIO = 50
_LEAST_COSINE = 0.35
_BLOCKED = 32
NEAR_RATIO = 0.8
NEAR_LENGTH = 2
"""The plain ratio and the difference in letters of words that are so near that a blank may be lost besides."""
_ARRAY = "vectors.npy"

Floats = NDArray[np.float32]


class Near(NamedTuple):
    """A word of the vocabulary next to one of a text, and the encoder's cosine (-1–1)."""

    name: str
    cosine: float


Pairs = tuple[NDArray[np.intp], list[str], Floats]
"""Words of a text by their places, ascending, a word of the vocabulary for each, and the two's cosines."""


@dataclass(frozen=True, slots=True)
class FewWords:
    """Folded words and their vectors, each of which is compared."""

    words: tuple[str, ...]
    vectors: Floats
    _order: NDArray[np.intp] = field(init=False)
    _lengths: NDArray[np.int16] = field(init=False)
    _sets: NDArray[np.uint32] = field(init=False)

    def __post_init__(self) -> None:
        lengths = np.fromiter(map(len, self.words), np.int16, len(self.words))
        order = np.argsort(lengths, kind="stable")
        object.__setattr__(self, "_order", order)
        object.__setattr__(self, "_lengths", lengths[order])
        object.__setattr__(self, "_sets", _letter_sets(self.words)[order])

    def has_near(self, word: str) -> bool:
        """Whether a word of about the same length shares four fifths of the letters with a folded word."""
        if not self.words or len(word) > self._lengths[-1] + NEAR_LENGTH:
            return False
        about = np.array((len(word) - NEAR_LENGTH, len(word) + NEAR_LENGTH + 1), dtype=np.int16)
        first, last = self._lengths.searchsorted(about).tolist()
        apart = (self._lengths[first:last] + len(word)) // 5
        rows = self._order[first:last][np.bitwise_count(self._sets[first:last] ^ _letter_sets([word])) <= apart]
        near = [self.words[row] for row in rows.tolist()]
        best = process.extractOne(word, near, scorer=Indel.normalized_similarity)  # with a cutoff, 0.8 is below 0.8
        return best is not None and best[1] >= NEAR_RATIO

    def near(self, words: Sequence[str], queries: Floats) -> Pairs:
        """What may lie next to each folded word of a text, whose vectors are `queries`."""
        rows, which = np.divmod(np.flatnonzero(product(self.vectors, queries.T) >= _LEAST_COSINE), len(queries))
        order = which.argsort(kind="stable")
        which, rows = which[order], rows[order]
        # A matrix product's last digits hang on its size; one pair's own product does not.
        cosines = np.einsum("ij,ij->i", queries[which], self.vectors[rows])
        return which, [self.words[row] for row in rows.tolist()], cosines


def _letter_sets(words: Sequence[str]) -> NDArray[np.uint32]:
    """The letters of each word as bits; digits share theirs with letters.

    No letter can be added, lost or swapped without a change of one bit, or of two for a swapped one.
    """
    letters = np.frombuffer(" ".join(["", *words]).encode("ascii"), dtype=np.uint8)
    bits = np.uint32(1) << (letters & 31).astype(np.uint32)
    return np.asarray(np.bitwise_or.reduceat(bits, np.flatnonzero(letters == ord(" ")))) if words else bits


@dataclass(frozen=True, slots=True)
class ManyWords:
    """Folded words in an index that is mapped into memory."""

    index: NameIndex

    def has_near(self, word: str) -> bool:
        """Whether a word may be all but equal to a folded word: of so many, always."""
        return True

    def near(self, words: Sequence[str], queries: Floats) -> Pairs:
        """What may lie next to each folded word of a text, whose vectors are `queries`."""
        found = self.index.block(words, queries, _BLOCKED)
        which = np.repeat(np.arange(len(words)), [len(names) for names, _ in found])
        names = [name for some, _ in found for name in some]
        return which, names, np.concatenate([np.zeros(0, dtype=np.float32), *(cosines for _, cosines in found)])


Table = FewWords | ManyWords


def words_near(tables: Sequence[Table], words: Sequence[str], queries: Floats) -> list[list[Near]]:
    """What lies next to each folded word of a text: the nearest by letters and by sound of all tables together.

    Of several that are as near those of the first table, in its order.
    """
    told = [table.near(words, queries) for table in tables]
    which = np.concatenate([which for which, _, _ in told])
    names = [name for _, some, _ in told for name in some]
    cosines = np.concatenate([cosines for *_, cosines in told])
    if len(tables) > 1:
        order = which.argsort(kind="stable")
        which, cosines, names = which[order], cosines[order], [names[i] for i in order.tolist()]
    ends = which.searchsorted(np.arange(len(words) + 1))
    ratios = np.zeros(len(names), dtype=np.int16)
    for word, (start, stop) in zip(words, pairwise(ends.tolist()), strict=True):
        ratios[start:stop] = process.cdist([word], names[start:stop], scorer=ratio, dtype=np.uint8)[0]
    best = np.zeros(len(names), dtype=bool)
    for values, count, least in ((cosines, _BY_COSINE, _LEAST_COSINE), (ratios, _BY_RATIO, _LEAST_RATIO)):
        order = np.lexsort((-values, which))
        first = order[np.arange(len(order)) - ends[which] < count]
        best[first[values[first] >= least]] = True
    found: list[list[Near]] = [[] for _ in words]
    kept = best.nonzero()[0]
    for i, row, cosine in zip(which[kept].tolist(), kept.tolist(), cosines[kept].tolist(), strict=True):
        found[i].append(Near(names[row], cosine))
    return found


def letters(word: str) -> str:
    """What the channel and the encoder know of a word: its letters."""
    return "".join(c for c in word if not c.isdigit()) if not word.isalpha() else word


def few_words(words: Sequence[str]) -> FewWords:
    """The table of some folded words."""
    return FewWords(tuple(words), encode_names([letters(word) for word in words]))


def word_tables(parts: Parts) -> list[Table]:
    """The words of each part; those of a large one are kept in the user's cache folder."""
    return [_table(part) for part in parts.all if part.forms.vocabulary_size]


def _table(part: Part) -> Table:
    size = part.forms.vocabulary_size
    if size < _WORTH_KEEPING:
        return few_words(part.forms.vocabulary())
    many = size >= MANY

    def make(folder: Path) -> None:
        if many:
            _many_words(part).index.save(folder)
        else:
            np.save(folder / _ARRAY, few_words(part.forms.vocabulary()).vectors)

    def opened(folder: Path) -> Table:
        if many:
            return ManyWords(NameIndex.open(folder))
        return FewWords(tuple(part.forms.vocabulary()), np.asarray(np.load(folder / _ARRAY, mmap_mode="r")))

    try:
        return cached(cache_folder(), "words", part.key or _content(part), make, opened)
    except CacheError:
        return _many_words(part) if many else few_words(part.forms.vocabulary())


def _many_words(part: Part) -> ManyWords:
    return ManyWords(NameIndex.build(NameIndex.in_order(part.forms.vocabulary())))


def _content(part: Part) -> str:
    return blake2b("\n".join(part.forms.vocabulary()).encode(), digest_size=16).hexdigest()
