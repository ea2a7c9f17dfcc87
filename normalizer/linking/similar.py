"""Which words of a gazetteer's names a word of the text may be a garble of."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel, JaroWinkler

from normalizer.linking.vocabulary import Floats, Table, letters, words_near
from normalizer.matching.channel import pair_costs
from normalizer.matching.encoder import encode_names, encode_queries
from normalizer.matching.fold import skeleton
from normalizer.matching.readings import read_otherwise
from normalizer.text.korean import is_same_syllable
from normalizer.text.letters import is_romaji

_TOGETHER = 64
"""Words compared at a time with the whole vocabulary: some 9 MB of cosines for the shipped names."""
_REMEMBERED = 20_000
"""Words of texts whose like words are kept, in some 60 MB: a run over very many texts needs no more."""
_PAIRS = 200_000
"""Compared pairs that are kept, most of them as what is not alike."""
_NAMED_RATIO, _NEARBY_RATIO = 0.6, 0.5
"""Shares of the letters (Indel) from which on a word is compared with a name of the text, and with one near by."""
_LENGTH_APART = 3
"""Letters, or sounds, by which any two words that are compared may differ in length."""
_LEAST_COSINE = 0.55
"""Of the encoder: from here on two words are compared whatever letters they share."""
_LEAST_GAIN = 4.0
"""Nats by which another reading must be likelier than the least that is looked at."""
_ONE_SOUND = re.compile("schtsch|shch|[dt]?sch|tch|d?zh|[cks]h|[cs]z")


class Likeness(NamedTuple):
    """How alike a word of the text and a word of a name are.

    `ratio` (Indel), `winkler` (Jaro-Winkler), both of rapidfuzz, and `skeleton` (ratio of the consonants) lie in 0–1,
    `cosine` is the encoder's, in -1–1; `told` is the channel's cost in nats where it is known from elsewhere.
    """

    word: str
    name: str
    ratio: float
    winkler: float
    skeleton: float
    cosine: float
    told: float | None = None

    @property
    def cost(self) -> float:
        """The channel's cost in nats, which takes ten times as long to reckon as all else: see `reckon_costs`."""
        if self.told is not None:
            return self.told
        if (self.word, self.name) not in _COSTS:
            reckon_costs([self])
        return _COSTS[self.word, self.name]

    @property
    def per_letter(self) -> float:
        """The channel's cost by the letters of the name's word and one more."""
        return self.cost / (len(self.name) + 1)


_COSTS: dict[tuple[str, str], float] = {}


def reckon_costs(pairs: Iterable[Likeness]) -> None:
    """Reckon the costs of pairs together, which is much faster than one by one."""
    if len(_COSTS) > _PAIRS:
        _COSTS.clear()
    new = [key for x in pairs if x.told is None and (key := (x.word, x.name)) not in _COSTS]
    if new:
        new = list(dict.fromkeys(new))
        _COSTS.update(zip(new, pair_costs(new).tolist(), strict=True))


@dataclass(slots=True)
class SimilarWords:
    """Finds the vocabulary words that a text's words may stand for, each word once for a long time."""

    tables: Sequence[Table]
    _known: dict[str, dict[str, Likeness]] = field(default_factory=dict)
    _pairs: dict[tuple[str, str], Likeness] = field(default_factory=dict)
    _joints: dict[str, bool] = field(default_factory=dict)
    _queries: dict[str, Floats] = field(default_factory=dict)
    _names: dict[str, Floats] = field(default_factory=dict)

    def look_up(self, words: Sequence[str], joints: Sequence[str] = ()) -> dict[str, dict[str, Likeness]]:
        """What each folded word is like, by the word it is like; never the word itself.

        Of `joints`, two words written as one, only those are looked up that a word of the vocabulary all but equals.
        """
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        words = list(dict.fromkeys([*words, *filter(self._is_near_a_word, joints)]))
        new = [w for w in words if w not in self._known]
        for start in range(0, len(new) if self.tables else 0, _TOGETHER):
            self._search(new[start : start + _TOGETHER])
        return {w: self._known.get(w, {}) for w in words}

    def _is_near_a_word(self, joint: str) -> bool:
        found = self._joints.get(joint)
        if found is None:
            if len(self._joints) > _PAIRS:
                self._joints.clear()
            found = self._joints[joint] = any(table.has_near(joint) for table in self.tables)
        return found

    def compare(
        self, words: Sequence[str], near: Callable[[str], Sequence[str]], named: Sequence[str]
    ) -> dict[str, list[Likeness]]:
        """Of the pairs of words and names (all folded) those that may be one name for what the document says.

        Names of places nearby, which `near` finds by a word's consonants, must share half of its letters; of names that
        stand in the document three fifths of the letters are enough.
        """
        pairs = [(w, n) for w in words for n in near(w) if Indel.normalized_similarity(w, n) >= _NEARBY_RATIO]
        if words and named:
            ratios = process.cdist(words, named, scorer=Indel.normalized_similarity, score_cutoff=_NAMED_RATIO)
            pairs += [(words[i], named[j]) for i, j in np.argwhere(ratios).tolist()]
        return self.compare_pairs([(w, n) for w, n in dict.fromkeys(pairs) if w != n])

    def compare_pairs(self, pairs: Sequence[tuple[str, str]]) -> dict[str, list[Likeness]]:
        """How alike the words and names of these pairs are (all folded), by the words."""
        known = self._pairs
        new = [pair for pair in pairs if pair not in known]
        if new:
            queries = _vectors([w for w, _ in new], encode_queries, self._queries)
            cosines = np.einsum("ij,ij->i", queries, _vectors([n for _, n in new], encode_names, self._names))
            for (w, n), cosine in zip(new, cosines.tolist(), strict=True):
                known[w, n] = likeness(w, n, cosine)
        found: dict[str, list[Likeness]] = {}
        for pair in pairs:
            found.setdefault(pair[0], []).append(known[pair])
        if len(known) > _PAIRS:
            known.clear()
        return found

    def _search(self, words: list[str]) -> None:
        near = words_near(self.tables, words, _vectors(words, encode_queries, self._queries))
        for word, some in zip(words, near, strict=True):
            self._known[word] = {
                x.name: likeness(word, x.name, x.cosine)
                for x in some
                if x.name != word and may_be_one(word, x.name, x.cosine)
            }


def _vectors(words: Sequence[str], encode: Callable[[Sequence[str]], Floats], known: dict[str, Floats]) -> Floats:
    """The vectors of folded words; those that are not `known` are made together."""
    if len(known) > _REMEMBERED:
        known.clear()
    new = [word for word in dict.fromkeys(words) if word not in known]
    if new:
        known.update(zip(new, encode([letters(word) for word in new]), strict=True))
    return np.array([known[word] for word in words])


def likeness(word: str, name: str, cosine: float, cost: float | None = None) -> Likeness:
    """Compare two folded words; the channel's cost is reckoned where it is not given."""
    return Likeness(
        word,
        name,
        Indel.normalized_similarity(word, name),
        JaroWinkler.similarity(word, name),
        Indel.normalized_similarity(skeleton(word), skeleton(name)),
        cosine,
        cost,
    )


def may_be_one(word: str, name: str, cosine: float) -> bool:
    """Whether two folded words resemble each other enough to be one word, garbled, or may be the same characters."""
    alike = _is_about_as_long(word, name) and (cosine >= _LEAST_COSINE or is_alike(word, name))
    return alike or is_same_syllable(word, name) or is_read_otherwise(word, name)


def _is_about_as_long(word: str, name: str) -> bool:
    apart = max(_LENGTH_APART, len(name) // 2)
    return abs(len(word) - len(name)) <= apart or abs(_sounds(word) - _sounds(name)) < _LENGTH_APART


@lru_cache(maxsize=_PAIRS)
def _sounds(word: str) -> int:
    """The letters of a folded word, those that stand together for one sound counted once: Wutschitsch has five."""
    return len(_ONE_SOUND.sub("x", word))


@lru_cache(maxsize=_PAIRS)
def is_about_alike(word: str, name: str) -> bool:
    """Whether two folded words are alike and about as long, or may be the same characters or syllable."""
    alike = abs(len(word) - len(name)) <= _LENGTH_APART and is_alike(word, name)
    return alike or is_same_syllable(word, name) or is_read_otherwise(word, name)


def is_alike(word: str, name: str) -> bool:
    """Whether two folded words share half of their letters, most of their consonants or the characters of a name."""
    return (
        Indel.normalized_similarity(word, name) >= 0.5
        or Indel.normalized_similarity(skeleton(word), skeleton(name)) >= 0.8
        or is_read_otherwise(word, name)
    )


def is_read_otherwise(word: str, name: str) -> bool:
    """Whether two folded words may be one Japanese name, its characters read in two ways."""
    return _romaji(word) and _romaji(name) and read_otherwise(word, name) > _LEAST_GAIN


_romaji = lru_cache(maxsize=_PAIRS)(is_romaji)
