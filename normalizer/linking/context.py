"""What a document as a whole says: which entities it names, how often each word stands in it, and how."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from normalizer.gazetteer.forms import Form
from normalizer.mentions.cues import is_given_name
from normalizer.mentions.find import ExactMention, named_words, surnames_of_others
from normalizer.text.lexicon import facts
from normalizer.text.positions import Positions, positions
from normalizer.text.tokens import Run, adjoins

_TELLING, _FOREIGN = 3, 2.5
"""Letters that a word has more of, and how common an English word it may be, to tell where its text plays."""
_HARDLY, _MOSTLY = 0.4, 0.6
"""Shares of such words that may be Japanese: of translations from Japanese 72 % have the latter or more, from Hausa
11 %, from Chinese, Czech, Russian and Ukrainian 1 to 3 %."""
_LOWER_WORD = re.compile(r"(?<![^\W_])(?<![^\W_]['’])[a-z]{3,}(?![^\W_]|['’](?!s\b)\w)")
"""Whole words: of don't and café the front is none."""


@lru_cache(maxsize=2)
def lower_words(text: str, protected: tuple[tuple[int, int], ...]) -> frozenset[str]:
    """The words of three letters or more that stand in lower case outside the protected spans."""
    edges = [0, *chain.from_iterable(protected), len(text)]
    prose = zip(edges[::2], edges[1::2], strict=True)
    return frozenset([word for start, end in prose for word in _LOWER_WORD.findall(text, start, end)])


@dataclass(frozen=True)
class Context:
    """The evidence that a document holds beside any one span."""

    text: str
    runs: Sequence[Run]
    exact: Sequence[ExactMention]
    first_line: int = 1
    protected: tuple[tuple[int, int], ...] = ()

    @cached_property
    def lines(self) -> Positions:
        """Where the lines of the text begin."""
        return positions(self.text, self.first_line)

    @cached_property
    def word_counts(self) -> Counter[str]:
        """How often each folded word stands capitalised."""
        return Counter(w.fold for run in self.runs for w in run.words)

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """The words that stand in lower case, but for names that lost their capital (words of the runs)."""
        return lower_words(self.text, self.protected) - {
            w.text for run in self.runs for w in run.words if w.text.islower()
        }

    @cached_property
    def entity_mentions(self) -> dict[str, list[ExactMention]]:
        """The exact mentions of each entity by its id.

        A given name alone mentions nobody, nor does a surname behind the given name of somebody else.
        """
        found: dict[str, list[ExactMention]] = {}
        others = surnames_of_others(self.runs, self.exact)
        for mention in self.exact:
            if (mention.run, mention.words.start) in others:
                continue
            for form in mention.forms:
                if form.kind != mention.forms[0].kind:
                    break
                if form.kind.name != "GIVEN_NAME":
                    found.setdefault(form.entity.id, []).append(mention)
        return found

    @cached_property
    def entity_forms(self) -> dict[str, list[tuple[Form, int]]]:
        """The forms by which each entity is mentioned, by its id, and how often."""
        found: dict[str, list[tuple[Form, int]]] = {}
        for entity, mentions in self.entity_mentions.items():
            forms = [next(f for f in mention.forms if f.entity.id == entity) for mention in mentions]
            by_text = {(f.kind, f.text): f for f in forms}
            often = Counter((f.kind, f.text) for f in forms)
            found[entity] = [(form, often[key]) for key, form in by_text.items()]
        return found

    @cached_property
    def given_before(self) -> dict[str, set[str]]:
        """For each folded word the known given names (folded) that stand directly before it, anywhere in the text."""
        found: dict[str, set[str]] = {}
        named = named_words(self.exact)
        for r, run in enumerate(self.runs):
            for i, (before, word) in enumerate(pairwise(run.words)):
                if adjoins(before, word) and is_given_name(before.text) and (r, i) not in named:
                    found.setdefault(word.fold, set()).add(before.fold)
        return found

    @cached_property
    def japanese(self) -> float:
        """How far the text speaks of people and places in Japan (0–1), by the letters of what is no English word."""
        names = {w.fold for run in self.runs for w in run.words if len(w.fold) > _TELLING}
        foreign = [told.romaji for word in names if (told := facts(word)).zipf < _FOREIGN]
        share = sum(foreign) / max(1, len(foreign))
        return min(1.0, max(0.0, (share - _HARDLY) / (_MOSTLY - _HARDLY)))

    @cached_property
    def mid_sentence(self) -> Counter[str]:
        """How often each folded word stands capitalised where a capital means something."""
        return Counter(
            w.fold for run in self.runs for k, w in enumerate(run.words) if not (k == 0 and run.sentence_start)
        )
