"""Forms of one name that differ by their case endings: who writes Berbr and Berbra garbled nothing but inflects it."""

from collections.abc import Iterable

from rapidfuzz.distance import Prefix

MANS = ("ov", "ev", "in", "yn")
"""Slavic endings of men's surnames, to which those of women add an a; those in -sky have endings of their own."""
SHORTEST_STEM = 3
"""Letters that two forms of a name have in common at least."""
_CASE_ENDINGS = frozenset(
    """a ah am ami e ej em ev eva i ih ii iy in ina iny o om ou ov ova ove ovi ovu ovy u uv y yh yi ym""".split()
) | {""}
"""Of Slavic names, as they are romanised."""


def are_inflections(a: str, b: str) -> bool:
    """Whether two folded words differ by no more than case endings, which may take the place of a last letter."""
    stem = Prefix.similarity(a, b)
    if stem < max(SHORTEST_STEM, min(len(a), len(b)) - 1):
        return False
    return a[stem:] in _CASE_ENDINGS and b[stem:] in _CASE_ENDINGS


def count_names(words: Iterable[str]) -> int:
    """How many of some folded words are no inflections of each other."""
    told: list[str] = []
    for word in sorted(words):
        if not any(are_inflections(word, other) for other in told):
            told.append(word)
    return len(told)
