"""Words and phrases that are looked for in a text, whole and in any case."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_ALIKE = str.maketrans({"ı": "i", "\u0307": None})
"""Dotless i and the dot of İ, which `re` takes for i, and `casefold` does not."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases, each after what stands in a folded text that holds it; `longest` has so many characters."""

    folded: tuple[tuple[str, str], ...]
    longest: int


@lru_cache(maxsize=16)
def phrases_of(phrases: frozenset[str]) -> Phrases:
    """The phrases made ready to be looked for."""
    return Phrases(tuple((_fold(phrase), phrase) for phrase in _listed(phrases)), max(map(len, phrases), default=0))


def touched(text: str, start: int, end: int, phrases: Phrases) -> bool:
    """Whether one of the phrases stands where it has part of `text[start:end]`."""
    low, high = max(0, start - phrases.longest), end + phrases.longest
    # To make a pattern of all phrases takes longer than to correct an article.
    near = _fold(text[low:high])
    pattern = phrases_pattern(phrase for folded, phrase in phrases.folded if folded in near)
    return pattern is not None and any(m.start() < end and start < m.end() for m in pattern.finditer(text, low, high))


def phrase_spans(text: str, phrases: Phrases) -> Iterator[tuple[int, int]]:
    """Where the phrases stand in a text."""
    pattern = phrases_pattern(phrase for _, phrase in phrases.folded)
    return (m.span() for m in pattern.finditer(text)) if pattern else iter(())


def phrases_pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """What finds these words and phrases in a text, whole and in any case; None where there are none."""
    listed = _listed(phrases)
    if not listed:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)", re.IGNORECASE)


def _listed(phrases: Iterable[str]) -> list[str]:
    kept = (unicodedata.normalize("NFC", phrase.strip()) for phrase in phrases if phrase.strip())
    return sorted(kept, key=lambda phrase: (-len(phrase), phrase))


def _fold(text: str) -> str:
    return text.casefold().translate(_ALIKE)
