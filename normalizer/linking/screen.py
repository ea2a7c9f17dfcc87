"""Leaves out the candidates that no document could make likely, before the document is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from normalizer.linking.align import Candidate, Comparisons
from normalizer.linking.demonyms import as_demonym
from normalizer.linking.longer import LongerNames
from normalizer.linking.model import Model
from normalizer.linking.postings import Forms
from normalizer.linking.rules import has_more_marks, is_no_garble
from normalizer.linking.similar import Likeness, may_be_one
from normalizer.linking.spelling import Key, StaticFeatures, keyed
from normalizer.text.tokens import Run, Word

_KEPT = 100_000


@dataclass(slots=True)
class Screen:
    """What single words of the text may stand for, found once for each; `model` None leaves nothing out."""

    forms: Forms
    longer: LongerNames
    static: StaticFeatures
    model: Model | None
    _known: dict[str, tuple[tuple[Candidate, ...], tuple[Candidate, ...]]] = field(default_factory=dict)
    _worth: dict[Key, bool] = field(default_factory=dict)

    def names_like(
        self, words: Mapping[str, Word], known: Comparisons, others: Sequence[Candidate], runs: Sequence[Run]
    ) -> list[Candidate]:
        """Find the names of one word that these words, by their texts, may stand for; those found earlier stay.

        Returns which of `others`, candidates of `runs`, are worth weighing: all are weighed together.
        """
        if len(self._known) > _KEPT:
            self._known.clear()
        new = [word for text, word in words.items() if text not in self._known]
        found = [self.unscreened(word, known.like.get(word.fold, {}).values()) for word in new]
        placed = [c._replace(run=r) for r, some in enumerate(found, len(runs)) for c in some]
        keep = iter(self.worth_weighing([*others, *placed], [*runs, *(Run((word,), False) for word in new)]))
        left = [c for c in others if next(keep)]
        for word, some in zip(new, found, strict=True):
            kept: list[Candidate] = []
            left_out: list[Candidate] = []
            for c in some:
                (kept if next(keep) else left_out).append(c)
            self._known[word.text] = tuple(kept), tuple(left_out)
        return left

    def found(self, text: str) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
        """What `names_like` found for a word: those worth weighing and those left out, their places left open (0)."""
        return self._known[text]

    def unscreened(self, word: Word, like: Iterable[Likeness]) -> list[Candidate]:
        """The names of one word that a word may stand for, their places left open (0)."""
        found = [
            Candidate(0, 0, 1, accepted, (meant,), False)
            for pair in like
            if (alone := self.forms.places(pair.name).alone)
            and may_be_one(pair.word, pair.name, pair.cosine)
            and not is_no_garble(pair, word, last=True, alone=True)
            for form in alone
            for meant, accepted in (as_demonym(pair, word.text, form),)
        ]
        for form in self.forms.places(word.fold).alone:
            if not form.text.isupper() and not has_more_marks((word,), form):
                found.append(Candidate(0, 0, 1, form, (), False))
        return found

    def left(self, candidates: Sequence[Candidate], runs: Sequence[Run]) -> list[Candidate]:
        """The candidates that are worth weighing."""
        return [c for c, kept in zip(candidates, self.worth_weighing(candidates, runs), strict=True) if kept]

    def worth_weighing(self, candidates: Sequence[Candidate], runs: Sequence[Run]) -> list[bool]:
        """Which candidates may be likely in some document, by their static features."""
        if self.model is None or not candidates:
            return [True] * len(candidates)
        if len(self._worth) > _KEPT:
            self._worth.clear()
        keys, new = keyed(candidates, runs, self._worth)
        if new:
            self._worth.update(dict.fromkeys(new, False))
            for rows in (self.static.bounds, self.static.rows):
                some = self.model.worth_weighing(rows(list(new.values()), runs)).tolist()
                new = {key: c for (key, c), kept in zip(new.items(), some, strict=True) if kept}
            self._worth.update(dict.fromkeys(new, True))
        return [self._worth[key] for key in keys]
