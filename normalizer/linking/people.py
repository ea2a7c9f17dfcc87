"""Words that a document writes as parts of people's names, which no place of the gazetteer is meant by."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from normalizer.linking.align import Candidate
from normalizer.linking.inflections import are_inflections
from normalizer.mentions.cues import is_given_name, is_place_word
from normalizer.model import EntityType
from normalizer.text.lexicon import FAMILY, REGION, facts
from normalizer.text.tokens import CONNECTORS, JOINTS, PARTICLES, Run, Word, adjoins

_SMALL = CONNECTORS | JOINTS | PARTICLES
_FOREIGN, _COMMON_SURNAME = 2.5, 3.5
"""How common in English a word may be at most to follow a given name as a surname: an unknown one, a known one."""


def without_people(candidates: Sequence[Candidate], runs: Sequence[Run]) -> list[Candidate]:
    """The candidates but for places that a single word would become which is somebody's given name or surname.

    Who writes "Roman Berbr" means no Berbera where "Berbr" or "Berbra" stands alone, and in the analyst Andrij Klymenko
    there is no Alexandria, whatever else the text names. A desk's own list, whose names have no country, is another
    matter.
    """
    doubted = [c for c in candidates if _is_lone_place(c)]
    if not doubted:
        return list(candidates)
    surnames = set(_surnames(runs))
    wanted = {runs[c.run].words[c.start].fold for c in doubted}
    borne = {word for word in wanted if any(are_inflections(word, surname) for surname in surnames)}
    return [
        c
        for c in candidates
        if not _is_lone_place(c)
        or not ((words := runs[c.run].words)[c.start].fold in borne or _is_given_name_of_somebody(words, c.start))
    ]


def _is_lone_place(candidate: Candidate) -> bool:
    entity = candidate.form.entity
    return entity.type is EntityType.PLACE and bool(entity.country) and candidate.stop - candidate.start == 1


def _surnames(runs: Iterable[Run]) -> Iterator[str]:
    """The folded words that stand right behind a given name."""
    for run in runs:
        for before, word in pairwise(run.words):
            if adjoins(before, word) and before.text not in CONNECTORS and _is_given_name(before.text):
                yield word.fold


def _is_given_name_of_somebody(words: Sequence[Word], i: int) -> bool:
    """Whether a word is a given name, and what may be a surname stands right behind it."""
    if i + 1 == len(words) or not _is_given_name(words[i].text):
        return False
    after = words[i + 1].text
    if not adjoins(words[i], words[i + 1]) or after in _SMALL or is_place_word(after):
        return False
    told = facts(after)
    borne = told.known is not None and bool(told.known.flags & FAMILY)
    return told.zipf < (_COMMON_SURNAME if borne else _FOREIGN)


def _is_given_name(text: str) -> bool:
    """Whether a word is known as a given name, and as no region (Paris, Georgia)."""
    known = facts(text).known
    return is_given_name(text) and known is not None and not known.flags & REGION
