"""Candidates that are held at even odds, whatever speaks for them, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from normalizer.linking.align import Candidate
from normalizer.linking.demonyms import is_of_demonym
from normalizer.linking.plurals import is_plural_of_place
from normalizer.linking.rules import ORDINARY
from normalizer.linking.similar import is_read_otherwise
from normalizer.linking.spelling import (
    BOTH_ROMAJI,
    DISTANCE,
    EQUIVALENT,
    FAMILY,
    PER_LETTER,
    PERSON,
    READ_OTHERWISE,
    SAME_ROMANISATION,
)
from normalizer.matching.given_names import equivalent_given_names, is_same_given_name
from normalizer.mentions.find import Place
from normalizer.text.lexicon import facts, word_zipf
from normalizer.text.tokens import CONNECTORS, Run

EVEN = 0.0
"""The log-odds that a doubtful candidate has at most: as often right as wrong."""
_FAR = 4.0
"""Nats behind the most alike name of its span from which on a candidate is doubtful: one in six of them was right."""
_UNLIKE, _APART = 1.75, 3.0
"""Nats a letter, and letters, from which on a known surname is likely that of another: of nine in clean texts and
translations that were found likely, four were right."""
_BORNE = 3.5
"""The feature `family` of a surname that more than a few bear: `KnownName.frequency` and one."""


class Doubt(StrEnum):
    """Why a candidate is held at even odds."""

    READ_OTHERWISE = "read otherwise"
    """Nothing tells it from a rival: Sotozaki and Outosaki are Tonosaki or Tonozaki, two names of the same characters,
    and what they share with either says nothing of which; that of a slip like Tonosakki does.
    """
    FAR = "far behind"
    """A rival is far more alike, whatever the text names."""
    ANOTHER_SURNAME = "another surname"
    """The text writes a known surname that sounds otherwise (Boris Filimonov, Borys Filatov)."""
    ENGLISH_GIVEN_NAME = "English given name"
    """A desk lists the person; who writes Alexander Ovechkin may have chosen to.

    Of 50 such findings in translations that were found likely 44 were right, but for 31 of these the reference has the
    English name too.
    """
    ROMANISATION = "romanisation"
    """The text writes a known name that newspapers write so too, and who is meant is of world fame (Otani, Ohtani).

    Of 52 such findings in translations against the shipped names that were found likely 15 had the reference on their
    side, of those of full names 15 of 25. A desk's own list is another matter: 129 of 179 were right there.
    """
    HALF = "half of another name"
    """Hyphenated to a capitalised word that nobody knows and no name of the text: Swjato-Pokrowske, a village, is not
    Pokrovsk.
    """
    DEMONYM = "demonym"
    """A garble of a demonym is shown, not changed: the gazetteer says what a place is called, not its people."""
    PLURAL = "plural"
    """A garbled plural of a place (both Ukrainnes) is shown, not changed."""


def doubts(
    candidates: Sequence[Candidate],
    found: Sequence[Run],
    text: str,
    static: NDArray[np.float32],
    far: NDArray[np.float32],
    standing: Mapping[str, int],
    named: Set[Place],
) -> dict[int, Doubt]:
    """The rows of the candidates that are right half of the time at most, and why.

    `static` are the candidates' features and `far` how far they are `behind`; `standing` counts the folded words of the
    text, `named` are the words of exact mentions.
    """
    out: dict[int, Doubt] = {}
    for k, c in enumerate(candidates):
        if is_of_demonym(c, found[c.run]):
            out[k] = Doubt.DEMONYM
        elif is_plural_of_place(c, found[c.run], text):
            out[k] = Doubt.PLURAL
        elif _is_half_of_another(c, found[c.run], text, named):
            out[k] = Doubt.HALF
    for k in np.flatnonzero((static[:, SAME_ROMANISATION] > 0) & (static[:, PERSON] > 0)).tolist():
        if _is_only_romanised(candidates[k]):
            out[k] = Doubt.ROMANISATION
    for k in np.flatnonzero(static[:, EQUIVALENT]).tolist():
        if _is_only_englished(candidates[k]):
            out[k] = Doubt.ENGLISH_GIVEN_NAME
    borne = (static[:, PERSON] > 0) & (static[:, FAMILY] >= _BORNE)
    for k in np.flatnonzero(borne & (static[:, PER_LETTER] >= _UNLIKE) & (static[:, DISTANCE] >= _APART)).tolist():
        if any(x.per_letter >= _UNLIKE and not is_same_given_name(x.word, x.name) for x in candidates[k].pairs):
            out[k] = Doubt.ANOTHER_SURNAME
    out |= dict.fromkeys(np.flatnonzero(far >= _FAR).tolist(), Doubt.FAR)
    return out | dict.fromkeys(_read_otherwise(candidates, static, standing), Doubt.READ_OTHERWISE)


def hold_doubtful(logits: NDArray[np.float64], doubtful: NDArray[np.bool_] | list[int]) -> NDArray[np.float64]:
    """The log-odds, bounded in the rows that are `doubtful`."""
    held = logits.copy()
    held[doubtful] = np.minimum(held[doubtful], EVEN)
    return held


def _read_otherwise(
    candidates: Sequence[Candidate], static: NDArray[np.float32], standing: Mapping[str, int]
) -> set[int]:
    """The rows of rivals that nothing tells apart; where one of the names stands in the text, that does."""
    at: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    far_off = (static[:, BOTH_ROMAJI] > 0) & (static[:, DISTANCE] > 1)
    for k in np.flatnonzero((static[:, READ_OTHERWISE] > 0) | far_off).tolist():
        c = candidates[k]
        if len(c.pairs) == 1 and not standing.get(c.pairs[0].name):
            at[c.run, c.start, c.stop].append(k)
    found: set[int] = set()
    for some in at.values():
        for k, j in combinations(some, 2):
            name, other = candidates[k].pairs[0].name, candidates[j].pairs[0].name
            if name != other and is_read_otherwise(name, other):
                found |= {k, j}
    return found


def _is_only_englished(candidate: Candidate) -> bool:
    """Whether all that differs from a name without a country is a given name that is a common English word too."""
    return not candidate.form.entity.country and all(
        word_zipf(x.word) >= ORDINARY and x.word in equivalent_given_names(x.name) for x in candidate.pairs
    )


def _is_only_romanised(candidate: Candidate) -> bool:
    """Whether all words that differ from those of somebody of world fame are known names."""
    pairs = candidate.pairs
    return bool(candidate.form.entity.country and pairs) and all(facts(x.word).known for x in pairs)


def _is_half_of_another(candidate: Candidate, run: Run, text: str, named: Set[Place]) -> bool:
    words, start, stop = run.words, candidate.start, candidate.stop
    halves = []
    if start and text[words[start].start - 1] == "-":
        halves.append(start - 1)
    if stop < len(words) and text[words[stop - 1].end] == "-":
        halves.append(stop)
    return any((candidate.run, i) not in named and _is_unknown(words[i].text) for i in halves)


def _is_unknown(word: str) -> bool:
    told = facts(word)
    return told.known is None and not told.zipf and word[:1].isupper() and word not in CONNECTORS
