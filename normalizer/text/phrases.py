"""Words and phrases that are looked for in a text, whole and in any case."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_ALIKE = str.maketrans({"ı": "i", "\u0307": None})
"""Dotless i and the dot of İ, which `re` takes for i, and `casefold` does not."""

_NO_SYLLABLE = r"(?!(?<=\w[-\u2011])(?-i:[a-z]))"
"""Not behind a hyphen and in lower case: the Hui are in no Choe Son-hui."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases, each after what stands in a folded text that holds it; `longest` has so many characters."""

    folded: tuple[tuple[str, str], ...]
    longest: int


@lru_cache(maxsize=16)
def phrases_of(phrases: frozenset[str]) -> Phrases:
    """The phrases made ready to be looked for."""
    listed = _listed(phrases)
    return Phrases(tuple((_fold(phrase), phrase) for phrase in listed), max(map(len, listed), default=0))


def touched(text: str, start: int, end: int, phrases: Phrases) -> bool:
    """Whether one of the phrases stands where it has part of `text[start:end]`."""
    low, high = _around(text, start, end, phrases.longest)
    # To make a pattern of all phrases takes longer than to correct an article.
    near = _fold(_single_spaced(text[low:high]))
    pattern = phrases_pattern(phrase for folded, phrase in phrases.folded if folded in near)
    return pattern is not None and any(a < end and start < b for a, b in _spans(pattern, text, low, high))


def holds(text: str, start: int, end: int, phrase: str) -> bool:
    """Whether a phrase stands where it has all of `text[start:end]`."""
    pattern = _pattern_of(phrase)
    low, high = _around(text, start, end, len(phrase))
    return pattern is not None and any(a <= start and end <= b for a, b in _spans(pattern, text, low, high))


def phrase_spans(text: str, phrases: Phrases) -> Iterator[tuple[int, int]]:
    """Where the phrases stand in a text, the longest of those that begin together."""
    pattern = phrases_pattern(phrase for _, phrase in phrases.folded)
    return _spans(pattern, text, 0, len(text)) if pattern else iter(())


def phrases_pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """What finds these words and phrases in a text, whole and in any case, whatever white space parts their words.

    None where there are no phrases.
    """
    listed = _listed(phrases)
    if not listed:
        return None
    written = (r"\s+".join(map(re.escape, phrase.split())) for phrase in listed)
    return re.compile(rf"(?<!\w){_NO_SYLLABLE}(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=512)
def _pattern_of(phrase: str) -> re.Pattern[str] | None:
    return phrases_pattern([phrase])


def _spans(pattern: re.Pattern[str], text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """What a pattern finds in `text[low:high]`, also where it begins within what it found before."""
    while found := pattern.search(text, low, high):
        yield found.span()
        low = found.start() + 1


def _around(text: str, start: int, end: int, longest: int) -> tuple[int, int]:
    """`text[start:end]` with `longest` characters or more on either side, of which white space counts as one."""
    low, high, step = start, end, longest
    while (low > 0 and len(_single_spaced(text[low:start])) < longest) or (
        high < len(text) and len(_single_spaced(text[end:high])) < longest
    ):
        low, high, step = max(0, start - step), end + step, 2 * step
    return low, high


def _listed(phrases: Iterable[str]) -> list[str]:
    spaced = (_single_spaced(unicodedata.normalize("NFC", phrase)) for phrase in phrases)
    return sorted(filter(None, spaced), key=lambda phrase: (-len(phrase), phrase))


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def _fold(text: str) -> str:
    return text.casefold().translate(_ALIKE)
