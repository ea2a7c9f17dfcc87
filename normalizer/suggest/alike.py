"""Whether two spellings that nobody knows are of one name."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import Indel

from normalizer.linking.vocabulary import letters
from normalizer.matching.encoder import encode_names, encode_queries
from normalizer.matching.given_names import equivalent_given_names
from normalizer.text.lexicon import CENSUS, LIST, TOWN_ALTERNATE, facts

ALIKE = 0.7
"""Cosine of the encoder from which two words are likely one name. Of the words that translations garble, 71 % are that
near to the right one; of different names of one text that share half of their letters, 3 %."""
ALIKE_BESIDE = 0.55
"""The same for a surname after an equal given name: 90 % and 9 %."""
_ALIKE_ELSEWHERE, _RATIO_ELSEWHERE = 0.8, 0.8
"""Cosine and share of letters for words of different texts, which nothing else makes one."""
_BOTH_KNOWN = 0.86
"""The same where somebody is known to bear either: the same name in two romanisations."""
_SHORTEST = 4
_TOGETHER = 256
_ENDINGS = ("a", "ova", "eva", "s", "n", "an", "ian", "ians", "ans", "ese", "ish", "aya")
"""What makes another word of a name: his wife's, their house, who lives there."""


@lru_cache(maxsize=1 << 14)
def likeness(one: str, other: str) -> float:
    """How near two folded words lie for the encoder, -1 to 1, whichever of them is the garbled one."""
    a, b = [letters(one)], [letters(other)]
    if not (a[0] and b[0]):
        return 0.0
    return float(max((encode_queries(a) @ encode_names(b).T)[0, 0], (encode_queries(b) @ encode_names(a).T)[0, 0]))


def alike(one: str, other: str, least: float = ALIKE) -> bool:
    """Whether two folded words are spellings of one name, as far as words can tell."""
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST or Indel.normalized_similarity(one, other) < 0.5:
        return False
    short, long = sorted((one, other), key=len)
    if any(long == short + e for e in _ENDINGS) or (long[-1] == "a" and short[-1] == "o" and long[:-1] == short[:-1]):
        return False
    if facts(one).pinyin and facts(other).pinyin:  # few syllables make very many names
        return False
    if _is_known(one) and _is_known(other):
        least = max(least, _BOTH_KNOWN)
    return likeness(one, other) >= least


def alike_elsewhere(one: str, other: str) -> bool:
    """Whether two folded words of different texts are spellings of one name."""
    near = Indel.normalized_similarity(one, other) >= _RATIO_ELSEWHERE
    return one == other or (near and alike(one, other, _ALIKE_ELSEWHERE))


def _is_known(word: str) -> bool:
    known = facts(word).known
    return known is not None and known.flags & ~(LIST | CENSUS) != TOWN_ALTERNATE


def near_words(words: Iterable[str]) -> dict[str, list[str]]:
    """For each folded word the others that may be spellings of the same name, in alphabetical order."""
    listed = sorted(w for w in words if len(letters(w)) >= _SHORTEST)
    if not listed:
        return {}
    queries, names = encode_queries(listed), encode_names(listed)
    found: dict[str, list[str]] = {}
    for start in range(0, len(listed), _TOGETHER):
        block = slice(start, start + _TOGETHER)
        cosines = np.maximum(queries[block] @ names.T, names[block] @ queries.T)
        for i, j in np.argwhere(cosines >= ALIKE_BESIDE).tolist():
            if start + i != j:
                found.setdefault(listed[start + i], []).append(listed[j])
    return found


def is_same_given(one: str, other: str) -> bool:
    """Whether two folded given names are one: in other languages, garbled, or an initial of the other."""
    if one == other or one in equivalent_given_names(other):
        return True
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    if _is_known(one) and _is_known(other):
        return False
    return alike(one, other)


def is_same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names of several folded words (particles left out) are one, each word being judged.

    Of names that differ in length the first and the last word count; two words may also be written as one.
    """
    if one == other or "".join(one) == "".join(other):
        return True
    if not one or not other or 1 in (len(one), len(other)):
        return False
    last = alike(one[-1], other[-1], ALIKE_BESIDE if one[:-1] == other[:-1] else ALIKE)
    if not last or not is_same_given(one[0], other[0]):
        return False
    if len(one) != len(other):
        return True
    return all(is_same_given(a, b) for a, b in zip(one[1:-1], other[1:-1], strict=True))
