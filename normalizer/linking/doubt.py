"""Candidates that are held at even odds, whatever speaks for them, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from normalizer.gazetteer.forms import FormKind
from normalizer.linking.align import Candidate
from normalizer.linking.demonyms import is_of_demonym
from normalizer.linking.elsewhere import is_another_town
from normalizer.linking.occupations import said_to_be_others
from normalizer.linking.places import NOWHERE, Surroundings
from normalizer.linking.plurals import is_plural_of_place
from normalizer.linking.rules import ORDINARY
from normalizer.linking.similar import Likeness, is_read_otherwise
from normalizer.linking.spelling import (
    DISTANCE,
    EQUIVALENT,
    FAMILY,
    PERSON,
    READ_OTHERWISE,
    SAME_ROMANISATION,
    SURNAME,
)
from normalizer.matching.given_names import equivalent_given_names, is_same_given_name
from normalizer.mentions.cues import is_calendar_word, is_place_word, is_where_places_stand
from normalizer.mentions.find import Place, bears
from normalizer.model import EntityType
from normalizer.text.lexicon import NOTABLE, facts, word_zipf
from normalizer.text.tokens import CONNECTORS, HYPHENS, Run

EVEN = 0.0
"""The log-odds that a doubtful candidate has at most: as often right as wrong."""
_FAR = 4.0
"""Nats behind the most alike name of its span from which on a candidate is doubtful: one in six of them was right."""
_UNLIKE, _APART = 1.75, 3.0
"""Nats a letter, and letters, from which on a word is likely the name of another: of nine known surnames in clean texts
and translations that were found likely, four were right."""
_FAR_OFF, _ALIKE = 15.0, 0.6
"""Nats from which on, and cosine from which down, a word is hardly the name of somebody of world fame."""
_KNOWN, _BORNE = 2.0, 3.5
"""The feature `family` (`KnownName.frequency` and one) of a surname that is known, and that more than a few bear."""
_SUFFIXES = frozenset(("jr", "sr", "phd"))
"""What stands behind a whole name, and is no surname."""


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
    UNLIKE = "unlike"
    """Neither by the channel nor by the encoder is a word like that of somebody of world fame: Zuzana Fajtlová is not
    Zuzana Čaputová.

    Of 15 such findings in translations against the shipped names that were found likely none was right; with a desk's
    own list 11 of 15 were.
    """
    ENGLISH_GIVEN_NAME = "English given name"
    """A desk lists the person; who writes Alexander Ovechkin may have chosen to.

    Of 50 such findings in translations that were found likely 44 were right, but for 31 of these the reference has the
    English name too.
    """
    ROMANISATION = "romanisation"
    """The text writes a known Japanese name of which newspapers write the long vowels otherwise, and who is meant is of
    world fame: Otani, Ohtani.

    Of 31 such findings in translations against the shipped names that were found likely 4 had the reference on their
    side. A desk's own list is another matter.
    """
    BORNE_BY_OTHERS = "borne by others"
    """A known surname alone that is no romanisation of somebody's of world fame, and that the text nowhere writes in a
    full name like that: Kushnir need not be Kushner.

    Of 14 such findings in translations against the shipped names that were found likely five were right, said to be
    0.81; with a desk's own list 72 % were, and all but one in ten of unknown ones.
    """
    GIVEN_NAME = "given name"
    """A surname alone, with what may be a surname behind it: Burhani Osman is not Burhan, nor Xiangtan Li Xiangdong.

    Of 22 such findings in translations that were found likely four were right.
    """
    MORE_BEHIND = "more behind it"
    """A full name of somebody of world fame with a word behind it that nobody knows: Habibur Rahman Milon is not
    Shafiqur Rahman.
    """
    OCCUPATION = "occupation"
    """What the text says of the one who bears the name is not how the gazetteer describes who would be put in: the
    grocer Mansur Yavuz is not Mansur Yavaş, the mayor of Ankara, wherever he stands.
    """
    PLACE = "place"
    """A word alone that stands as places do, and not as somebody of world fame: in Larijan, the hamlet of Novoa."""
    HALF = "half of another name"
    """Hyphenated to a capitalised word that nobody knows and no name of the text: Swjato-Pokrowske, a village, is not
    Pokrovsk.
    """
    ANOTHER_TOWN = "another town"
    """The usual name of a town in the country of the one who is meant: Kyaukse is not Kyaukme, nor Icheon Incheon.

    Of 310 towns of South Korea, put into an article that names Pyongyang and Incheon, one in five became one of these.
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
    around: Surroundings = NOWHERE,
) -> dict[int, Doubt]:
    """The rows of the candidates that are right half of the time at most, and why.

    `static` are the candidates' features and `far` how far they are `behind`; `standing` counts the folded words of the
    text, `named` are the words of exact mentions, `around` is what the text says of where it plays.
    """
    out = {k: doubt for k, c in enumerate(candidates) if (doubt := _of_span(c, found[c.run], text, named, around))}
    out |= _of_given_names(candidates, static) | _of_surnames(candidates, static)
    out |= dict.fromkeys(said_to_be_others(candidates, found, text), Doubt.OCCUPATION)
    out |= dict.fromkeys(np.flatnonzero(far >= _FAR).tolist(), Doubt.FAR)
    return out | dict.fromkeys(_read_otherwise(candidates, static, standing), Doubt.READ_OTHERWISE)


def _of_span(candidate: Candidate, run: Run, text: str, named: Set[Place], around: Surroundings) -> Doubt | None:
    """What the words of a span and those beside it give reason to doubt."""
    if is_of_demonym(candidate, run):
        return Doubt.DEMONYM
    if is_plural_of_place(candidate, run, text):
        return Doubt.PLURAL
    if _is_before_a_surname(candidate, run, text, named):
        return Doubt.GIVEN_NAME
    if _has_more_behind(candidate, run, text, named):
        return Doubt.MORE_BEHIND
    return _of_places(candidate, run, text, named, around)


def _of_places(candidate: Candidate, run: Run, text: str, named: Set[Place], around: Surroundings) -> Doubt | None:
    """What speaks of a place, or of another one."""
    if is_another_town(candidate, run, text, around):
        return Doubt.ANOTHER_TOWN
    if _is_beside_what_speaks_of_places(candidate, run, text):
        return Doubt.PLACE
    return Doubt.HALF if _is_half_of_another(candidate, run, text, named) else None


def _of_given_names(candidates: Sequence[Candidate], static: NDArray[np.float32]) -> dict[int, Doubt]:
    """Names in another romanisation, and English given names."""
    out: dict[int, Doubt] = {}
    for k in np.flatnonzero((static[:, SAME_ROMANISATION] > 0) & (static[:, PERSON] > 0)).tolist():
        if _is_only_romanised(candidates[k]):
            out[k] = Doubt.ROMANISATION
    for k in np.flatnonzero(static[:, EQUIVALENT]).tolist():
        if _is_only_englished(candidates[k]):
            out[k] = Doubt.ENGLISH_GIVEN_NAME
    return out


def _of_surnames(candidates: Sequence[Candidate], static: NDArray[np.float32]) -> dict[int, Doubt]:
    """Surnames of others, and words that sound otherwise."""
    out: dict[int, Doubt] = {}
    known = (static[:, SURNAME] > 0) & (static[:, FAMILY] >= _KNOWN) & (static[:, SAME_ROMANISATION] == 0)
    if lone := np.flatnonzero(known).tolist():
        full = {(c.form.entity.id, x.word) for c in candidates if len(c.form.words) > 1 for x in c.pairs}
        for k in lone:
            if _is_of_world_fame(c := candidates[k]) and all((c.form.entity.id, x.word) not in full for x in c.pairs):
                out[k] = Doubt.BORNE_BY_OTHERS
    for k in np.flatnonzero((static[:, PERSON] > 0) & (static[:, DISTANCE] >= _APART)).tolist():
        pairs = [x for x in candidates[k].pairs if not is_same_given_name(x.word, x.name)]
        if static[k, FAMILY] >= _BORNE and any(x.per_letter >= _UNLIKE for x in pairs):
            out[k] = Doubt.ANOTHER_SURNAME
        elif _is_of_world_fame(candidates[k]) and any(map(_is_far_off, pairs)):
            out[k] = Doubt.UNLIKE
    return out


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
    for k in np.flatnonzero((static[:, READ_OTHERWISE] > 0) | (static[:, DISTANCE] > 1)).tolist():
        c = candidates[k]
        if len(c.pairs) == 1 and not standing.get(c.pairs[0].name) and _is_romaji(c.pairs[0]):
            at[c.run, c.start, c.stop].append(k)
    found: set[int] = set()
    for some in at.values():
        for k, j in combinations(some, 2):
            name, other = candidates[k].pairs[0].name, candidates[j].pairs[0].name
            if name != other and is_read_otherwise(name, other):
                found |= {k, j}
    return found


def _is_romaji(pair: Likeness) -> bool:
    """Whether both words may be Japanese."""
    return facts(pair.word).romaji and facts(pair.name).romaji


def _is_only_englished(candidate: Candidate) -> bool:
    """Whether all that differs from a name without a country is a given name that is a common English word too."""
    return not candidate.form.entity.country and all(
        word_zipf(x.word) >= ORDINARY and x.word in equivalent_given_names(x.name) for x in candidate.pairs
    )


def _is_only_romanised(candidate: Candidate) -> bool:
    """Whether all words that differ from those of a Japanese of world fame are known names."""
    pairs = candidate.pairs
    return bool(pairs) and candidate.form.entity.country == "JP" and all(facts(x.word).known for x in pairs)


def _is_far_off(pair: Likeness) -> bool:
    return pair.cost >= _FAR_OFF and pair.cosine < _ALIKE


def _is_of_world_fame(candidate: Candidate) -> bool:
    """Whether some word differs from the name of somebody with a country, as all of the shipped names have one."""
    return bool(candidate.pairs and candidate.form.entity.country)


def _is_before_a_surname(candidate: Candidate, run: Run, text: str, named: Set[Place]) -> bool:
    """Whether a surname alone has what may be somebody else's behind it: no English word, acronym, title, time or
    place, no other mention, and none of the person's own names (Orbann Viktor).
    """
    words, stop = run.words, candidate.stop
    if candidate.form.kind is not FormKind.SURNAME or stop == len(words) or (candidate.run, stop) in named:
        return False
    after = words[stop]
    if text[words[stop - 1].end : after.start].strip() or not after.text[0].isupper() or after.text.isupper():
        return False
    if after.fold in _SUFFIXES or word_zipf(after.text) >= ORDINARY or is_calendar_word(after.text):
        return False
    if is_place_word(after.text):
        return False
    return not bears(candidate.form.entity, after.fold)


def _has_more_behind(candidate: Candidate, run: Run, text: str, named: Set[Place]) -> bool:
    """Whether a full name of somebody of world fame has a word behind it, in its line, that nobody knows."""
    words, stop, form = run.words, candidate.stop, candidate.form
    if len(form.words) < 2 or form.entity.type is not EntityType.PERSON or not form.entity.country:
        return False
    if stop == len(words) or (candidate.run, stop) in named or text[words[stop - 1].end : words[stop].start] != " ":
        return False
    after = words[stop]
    famous = (told := facts(after.text)).known is not None and bool(told.known.flags & NOTABLE)
    return after.text.istitle() and not (
        told.zipf or famous or is_place_word(after.text) or bears(form.entity, after.fold)
    )


def _is_beside_what_speaks_of_places(candidate: Candidate, run: Run, text: str) -> bool:
    if candidate.form.kind is not FormKind.SURNAME or not _is_of_world_fame(candidate):
        return False
    return is_where_places_stand(text, run.words[candidate.start].start, run.words[candidate.stop - 1].end)


def _is_half_of_another(candidate: Candidate, run: Run, text: str, named: Set[Place]) -> bool:
    words, start, stop = run.words, candidate.start, candidate.stop
    halves = []
    if start and text[words[start].start - 1] in HYPHENS:
        halves.append(start - 1)
    if stop < len(words) and text[words[stop - 1].end] in HYPHENS:
        halves.append(stop)
    return any((candidate.run, i) not in named and _is_unknown(words[i].text) for i in halves)


def _is_unknown(word: str) -> bool:
    told = facts(word)
    return told.known is None and not told.zipf and word[:1].isupper() and word not in CONNECTORS
