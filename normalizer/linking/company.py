"""How a candidate stands to the other garbles of its document: a text that garbles one name garbles others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from normalizer.text.tokens import fold_words

LIKELY, SURE = 0.3, 0.5
"""Probabilities by itself from which on a garble bears on another that shares a word, and on all others."""
KIN = 1.0
"""Nats that a candidate gains where a word that it garbles is likely garbled elsewhere in the document too, in another
name or in another form of this one.

Cross-validated by language pair, the mean of the garbles fixed at 2, 4 and 8 false edits rises by half a point with 1
as with 2; with 3 (what a fit to the findings asks for) wrong candidates overtake the right ones of their spans."""


@dataclass(slots=True)
class Garbles:
    """The likely garbles of a document: their spellings (folded) and the names (as written) that they stand for."""

    likely: dict[str, str] = field(default_factory=dict)
    sure: dict[str, str] = field(default_factory=dict)

    def add(self, spelling: str, name: str, probability: float) -> None:
        """Take in a garble of some probability, 0–1."""
        if probability >= LIKELY:
            self.likely[spelling] = name
        if probability >= SURE:
            self.sure[spelling] = name

    def beside(self, spelling: str, name: str, missing: Iterable[str]) -> tuple[int, bool, bool]:
        """For a spelling and the name it may stand for: how many others are sure, whether one of them is of this name,
        and whether another name or form of it, garbled too, lacks one of the (folded) words that this one garbles,
        `missing`.
        """
        others = len(self.sure) - (spelling in self.sure)
        same = others > 0 and any(n == name and s != spelling for s, n in self.sure.items())
        return (
            others,
            same,
            any(n != name and s != spelling and not _lacks(s, n).isdisjoint(missing) for s, n in self.likely.items()),
        )


def garbles_of(corrected: Mapping[str, str]) -> Garbles:
    """What was put right before: it tells as much of a text when it no longer stands in it."""
    return Garbles(dict(corrected), dict(corrected))


@lru_cache(maxsize=1 << 12)
def _lacks(spelling: str, name: str) -> frozenset[str]:
    """The folded words of a name that a spelling of it lacks."""
    return frozenset(fold_words(name)).difference(spelling.split())
