"""Words that a document writes as parts of people's names, which no place of the gazetteer is meant by."""

import re
from collections.abc import Iterable, Sequence

from normalizer.linking.align import Candidate
from normalizer.linking.inflections import MANS, SHORTEST_STEM, are_inflections
from normalizer.mentions.cues import cue_types, is_behind_person_noun, is_given_name, is_place_word, neighbours
from normalizer.model import EntityType
from normalizer.text.lexicon import FAMILY, facts, is_region
from normalizer.text.tokens import CONNECTORS, JOINTS, PARTICLES, Run, Word, adjoins

PLACE = EntityType.PLACE
_SMALL = CONNECTORS | JOINTS | PARTICLES
_UNKNOWN_ZIPF, _SURNAME_ZIPF = 2.5, 3.5
"""How common in English a word may be at most to follow a given name as a surname: an unknown one, a known one."""
_STREET = re.compile(r" (?:street|avenue|lane|square|boulevard|road|embankment|prospekt|prospect)\b", re.IGNORECASE)


def without_people(candidates: Sequence[Candidate], runs: Sequence[Run], text: str) -> list[Candidate]:
    """The candidates but for places that a single word would become which is somebody's given name or surname.

    Who writes "Roman Berbr" or "the painter Berbr" means no Berbera where "Berbr" or "Berbra" stands alone, unless it
    is cued as a place (in Berbra), and in the analyst Andrij Klymenko there is no Alexandria, whatever else the text
    names. A desk's own list, whose names have no country, is another matter. Nor is a name meant by a street that is
    called after somebody, in the case that Slavic languages put him in: Kirova Street.
    """
    candidates = [c for c in candidates if not _is_in_a_streets_name(c, runs[c.run], text)]
    doubted = [c for c in candidates if _is_lone_place(c)]
    if not doubted:
        return candidates
    borne = _borne({runs[c.run].words[c.start].fold for c in doubted}, runs, text)

    def is_of_a_person(candidate: Candidate) -> bool:
        words = runs[candidate.run].words
        word = words[candidate.start]
        is_surname = word.fold in borne and PLACE not in cue_types(*neighbours(text, word.start, word.end))
        return is_surname or _is_given_name_of_somebody(words, candidate.start)

    return [c for c in candidates if not (_is_lone_place(c) and is_of_a_person(c))]


def _is_in_a_streets_name(candidate: Candidate, run: Run, text: str) -> bool:
    pairs = candidate.pairs
    if len(pairs) != 1 or pairs[0].word != pairs[0].name + "a" or not pairs[0].name.endswith(MANS):
        return False
    return _STREET.match(text, run.words[candidate.stop - 1].end) is not None


def _is_lone_place(candidate: Candidate) -> bool:
    entity = candidate.form.entity
    return entity.type is PLACE and bool(entity.country) and candidate.stop - candidate.start == 1


def _borne(folded: Iterable[str], runs: Iterable[Run], text: str) -> set[str]:
    """Those of some folded words that somebody bears as a surname somewhere in the text, if in another case."""
    alike: dict[str, list[str]] = {}
    for fold in folded:
        alike.setdefault(fold[:SHORTEST_STEM], []).append(fold)
    borne: set[str] = set()
    for run in runs:
        for i, word in enumerate(run.words):
            forms = [w for w in alike.get(word.fold[:SHORTEST_STEM], ()) if are_inflections(w, word.fold)]
            if forms and _is_surname(run.words, i, text):
                borne.update(forms)
    return borne


def _is_surname(words: Sequence[Word], i: int, text: str) -> bool:
    """Whether a word stands right behind a given name, or a noun that people's names follow, with a word between them
    or none: the teacher Tetsugen Doko.
    """
    word = words[i]
    if not word.text.islower() and is_behind_person_noun(text, word.start):
        return True
    before = words[i - 1] if i else None
    if before is None or not adjoins(before, word) or before.text in CONNECTORS:
        return False
    return _is_given_name(before.text) or (before.text[0].isupper() and is_behind_person_noun(text, before.start))


def _is_given_name_of_somebody(words: Sequence[Word], i: int) -> bool:
    """Whether a word is a given name, and what may be a surname stands right behind it."""
    if i + 1 == len(words) or not _is_given_name(words[i].text):
        return False
    after = words[i + 1].text
    if not adjoins(words[i], words[i + 1]) or after in _SMALL or is_place_word(after):
        return False
    told = facts(after)
    borne = told.known is not None and bool(told.known.flags & FAMILY)
    return told.zipf < (_SURNAME_ZIPF if borne else _UNKNOWN_ZIPF)


def _is_given_name(text: str) -> bool:
    """Whether a word is known as a given name, and as no region (Paris, Georgia)."""
    return is_given_name(text) and not is_region(text)
