"""Which words of a gazetteer's names a word of the text may be a garble of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel, JaroWinkler
from rapidfuzz.fuzz import ratio as fuzz_ratio

from normalizer.matching.channel import pair_costs
from normalizer.matching.encoder import encode_names, encode_queries

_BY_RATIO = 6
_BY_COSINE = 10
_KEPT = 20
_TOGETHER = 256
"""Words compared at a time with the whole vocabulary: some 25 MB of cosines for the shipped names."""
_REMEMBERED = 20_000
"""Words of texts whose like words are kept, in some 60 MB: a run over very many texts needs no more."""
_LEAST_RATIO = 50.0
_LEAST_COSINE = 0.35
_NAMED_RATIO = 0.6
_VOWELS = str.maketrans("", "", "aeiouyhw")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a word of the text and a word of a name are.

    `ratio`, `winkler` and `skeleton` (ratio of the consonants) lie in 0–1, `cosine` in -1–1; `cost` is the channel's,
    in nats, and `per_letter` that cost by the letters of the name's word and one more.
    """

    word: str
    name: str
    ratio: float
    winkler: float
    skeleton: float
    cosine: float
    cost: float

    @property
    def per_letter(self) -> float:
        """The channel's cost by letter."""
        return self.cost / (len(self.name) + 1)


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a folded word, doubled ones once: what most garbles leave standing."""
    out: list[str] = []
    for c in word.translate(_VOWELS):
        if not out or out[-1] != c:
            out.append(c)
    return "".join(out)


@dataclass(slots=True)
class SimilarWords:
    """Finds the vocabulary words that a text's words may stand for, each word once for a long time."""

    vocabulary: tuple[str, ...]
    vectors: NDArray[np.float32]
    _known: dict[str, tuple[Likeness, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, vocabulary: Sequence[str]) -> "SimilarWords":
        """Index a vocabulary of folded words."""
        return cls(tuple(vocabulary), encode_names([letters(w) for w in vocabulary]))

    def look_up(self, words: Sequence[str]) -> dict[str, tuple[Likeness, ...]]:
        """The like words of each folded word, the likeliest first; the word itself is not among them."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = [w for w in dict.fromkeys(words) if w not in self._known]
        for start in range(0, len(new) if self.vocabulary else 0, _TOGETHER):
            self._search(new[start : start + _TOGETHER])
        return {w: self._known.get(w, ()) for w in words}

    def compare(self, words: Sequence[str], near: Sequence[str], named: Sequence[str]) -> dict[str, list[Likeness]]:
        """Of the pairs of words and names (all folded) those that may be one name for what the document says.

        Names of places nearby must share a word's consonants and half of its letters; of names that stand in the
        document three fifths of the letters are enough.
        """
        pairs = [(w, n) for w in words for n in near if _same_bones(w, n)]
        pairs += [(w, n) for w in words for n in named if Indel.normalized_similarity(w, n) >= _NAMED_RATIO]
        pairs = [(w, n) for w, n in dict.fromkeys(pairs) if w != n]
        if not pairs:
            return {}
        sides = encode_queries([letters(w) for w, _ in pairs]), encode_names([letters(n) for _, n in pairs])
        cosines = np.einsum("ij,ij->i", *sides)
        found: dict[str, list[Likeness]] = {}
        for (w, n), cosine, cost in zip(pairs, cosines, pair_costs(pairs), strict=True):
            found.setdefault(w, []).append(likeness(w, n, float(cosine), float(cost)))
        return found

    def _search(self, words: list[str]) -> None:
        queries = encode_queries([letters(w) for w in words])
        cosines = queries @ self.vectors.T
        ratios = process.cdist(words, self.vocabulary, scorer=fuzz_ratio, score_cutoff=_LEAST_RATIO, dtype=np.uint8)
        pairs: list[tuple[int, int]] = []
        for i, word in enumerate(words):
            near = _top(cosines[i], _BY_COSINE, _LEAST_COSINE) | _top(ratios[i], _BY_RATIO, _LEAST_RATIO)
            pairs += [(i, j) for j in near if self.vocabulary[j] != word]
        costs = pair_costs([(words[i], self.vocabulary[j]) for i, j in pairs])
        # A matrix product's last digits hang on its size; one pair's own product does not.
        rows = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        exact = np.einsum("ij,ij->i", queries[rows[0]], self.vectors[rows[1]])
        found: dict[str, list[Likeness]] = {w: [] for w in words}
        for (i, j), cosine, cost in zip(pairs, exact, costs, strict=True):
            found[words[i]].append(likeness(words[i], self.vocabulary[j], float(cosine), float(cost)))
        for word, like in found.items():
            like.sort(key=lambda x: (x.per_letter - 2 * x.cosine - x.ratio, x.name))
            self._known[word] = tuple(like[:_KEPT])


def likeness(word: str, name: str, cosine: float, cost: float) -> Likeness:
    """Compare two folded words."""
    return Likeness(
        word,
        name,
        Indel.normalized_similarity(word, name),
        JaroWinkler.similarity(word, name),
        Indel.normalized_similarity(skeleton(word), skeleton(name)),
        cosine,
        cost,
    )


def _same_bones(word: str, name: str) -> bool:
    return word[0] == name[0] and skeleton(word) == skeleton(name) and Indel.normalized_similarity(word, name) >= 0.5


def letters(word: str) -> str:
    """What the channel and the encoder know of a word: its letters."""
    return "".join(c for c in word if not c.isdigit()) if not word.isalpha() else word


def _top(row: NDArray[np.float32] | NDArray[np.uint8], count: int, least: float) -> set[int]:
    high = np.flatnonzero(row >= least)
    if len(high) > count:
        high = high[np.argpartition(row[high], len(high) - count)[-count:]]
    return set(high.tolist())
