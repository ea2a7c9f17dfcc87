"""Finds the names of several words that runs may stand for, for each run once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from normalizer.linking.align import Candidate, Comparisons, joint_of, longer_names_at
from normalizer.linking.postings import Forms
from normalizer.linking.similar import SimilarWords
from normalizer.text.tokens import Run

_KEPT = 20_000
"""Runs whose longer names are kept."""

Place = tuple[int, int]
At = tuple[tuple[Candidate, ...], tuple[tuple[str, str], ...]]
"""The candidates at a place, and the pairs of words that were asked for and not compared yet."""


@dataclass(slots=True)
class LongerNames:
    """The names of several words of a gazetteer, and what runs of the texts so far may stand for."""

    forms: Forms
    _known: dict[tuple[object, ...], tuple[At, ...]] = field(default_factory=dict)

    def among(
        self, runs: Sequence[Run], places: Sequence[Place], known: Comparisons, similar: SimilarWords
    ) -> list[Candidate]:
        """The candidates of several words that hold one of the places; what they need to have compared is compared."""
        found: list[Candidate] = []
        left: list[Place] = []
        for r, some in _by_run(places):
            for i, (candidates, missing) in zip(some, self._of_run(runs[r], some, known), strict=True):
                found += _placed(candidates, r)
                if missing:
                    known.missing.update(dict.fromkeys(missing))
                    left.append((r, i))
        if known.compare_missing(similar):
            for r, some in _by_run(left):
                for candidates, _ in self._of_run(runs[r], some, known):
                    found += _placed(candidates, r)
        return found

    def _of_run(self, run: Run, places: Sequence[int], known: Comparisons) -> tuple[At, ...]:
        """What `longer_names_at` finds at some places of a run, its number left open (0)."""
        key = _key(run, places, known)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            found = self._known[key] = tuple([self._at(run, i, known) for i in places])
        return found

    def _at(self, run: Run, i: int, known: Comparisons) -> At:
        own = Comparisons(known.like, known.more)
        candidates = tuple(longer_names_at(0, run, i, self.forms, own))
        return candidates, tuple(own.missing)


def _key(run: Run, places: Sequence[int], known: Comparisons) -> tuple[object, ...]:
    """All that the longer names of a run hang on: its words, what is between them and what they are known to be like.

    What a word is like is always the same, but it may not have been looked up.
    """
    words = run.words
    texts = tuple([w.text for w in words])
    looked_up = tuple([w.fold in known.like for w in words])
    more = tuple([tuple(known.more.get(w.fold, ())) for w in words]) if known.more else ()
    if len(words) == 1:
        return texts, looked_up, more
    apart = tuple([b.start - a.end > 1 for a, b in pairwise(words)])
    joints = [joint for i in places for first in (i - 1, i) if (joint := joint_of(run, first)) in known.like]
    more += tuple([tuple(known.more.get(joint, ())) for joint in joints])
    return texts, looked_up, more, apart, tuple(joints), tuple(places)


def _by_run(places: Iterable[Place]) -> list[tuple[int, list[int]]]:
    """The places by their runs."""
    return [(r, [i for _, i in some]) for r, some in groupby(places, key=lambda place: place[0])]


def _placed(candidates: Iterable[Candidate], r: int) -> list[Candidate]:
    """Candidates of a run whose number was left open."""
    return [Candidate(r, c.start, c.stop, c.form, c.pairs, c.joined) for c in candidates]
