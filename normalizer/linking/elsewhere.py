"""Whether a span is the name of another town than the one that a candidate stands for."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from rapidfuzz.distance import OSA

from normalizer.linking.align import Candidate
from normalizer.linking.places import Point, Surroundings, kilometres
from normalizer.linking.similar import Likeness
from normalizer.matching.fold import skeleton
from normalizer.mentions.cues import cue_types, neighbours
from normalizer.model import Entity, EntityType
from normalizer.text.korean import KOREAN
from normalizer.text.lexicon import TOWN, facts, known_name, towns_of
from normalizer.text.lexicon_romanise import press_key
from normalizer.text.tokens import Run, adjoins

_LARGE, _SMALL_TOWN = 1_000_000, 4.0
"""Inhabitants from which on a place is likelier misspelled than a town named whose name is less frequent than this
(`KnownName.frequency`)."""
_VOUCHED = ("house", "geonames")
"""How the source of an entity begins whose names are held against GeoNames': of the shipped places and the world's."""
_CYRILLIC = frozenset("BA BG BY KG KZ ME MK MN RS RU TJ TM UA UZ XK".split())
_RUSSIAN_NEUTER = re.compile(r"(?<=[nkvhdt])o(?:ye|je|e)\Z")
"""Udachnoye is Udachne in Russian."""
_VOWELS = ("a", "e", "i", "o", "u", "y")
_NEAR, _LONG = 300.0, 6
"""Kilometres from what a document names within which it may well speak of any town, and letters of a name from which on
it is no town's by chance: there is a Suda near Vologda, which is none of the front's.
"""
_REACH = 2
"""Words beside a span that may belong to a town's name: Agua Blanca, Deir al-Asafir."""


def is_elsewhere(candidate: Candidate, run: Run, named: Set[str], around: Surroundings) -> bool:
    """Whether a word is a town's usual name, and the document does not name (`named`, by ids) the place that it would
    be turned into, or the town lies in the country of that place or in one that the document is about, near by where
    its name is short, and more than a letter differs.

    "Another real place" is the commonest false edit by far. Yet a state or a large city is likelier misspelled than a
    very small town abroad is named (Equador).
    """
    entity = candidate.form.entity
    if entity.type is not EntityType.PLACE:
        return False
    if _town_around(candidate, run, around, around.homes) is not None and not _is_a_letter_apart(candidate, run):
        return True
    if entity.id in named:
        return False
    least = _SMALL_TOWN if (entity.population or 0) >= _LARGE else 0.0
    differing = {x.word for x in candidate.pairs}
    return any(
        (known := facts(w.text).known) is not None and bool(known.flags & TOWN) and known.frequency >= least
        for w in run.words[candidate.start : candidate.stop]
        if w.fold in differing
    )


def is_another_town(candidate: Candidate, run: Run, text: str, around: Surroundings) -> bool:
    """Whether a span is, or is a part of, the usual name of another town where the candidate is at home or in a
    country that the document is about; where it is no place, what is beside it must speak of one: in Smotrych.
    """
    town, entity = _town_around(candidate, run, around, around.homes), candidate.form.entity
    if town is None:
        return False
    if entity.type is EntityType.PLACE:
        at_home = _town_around(candidate, run, around, frozenset()) is not None
        return at_home or (entity.population or 0) < _LARGE or not _is_a_letter_apart(candidate, run)
    start, end = run.words[town.start].start, run.words[town.stop - 1].end
    before, after, _ = neighbours(text, start, end)
    of_it = text.endswith("of ", 0, start) and not text.startswith(("'s", "’s"), end)
    return of_it or cue_types(before, after) == {EntityType.PLACE}


def _town_around(candidate: Candidate, run: Run, around: Surroundings, homes: Set[str]) -> range | None:
    """The words of a run, the span among them, that are the usual name of a town of the candidate's country or of
    `homes`, one near by where it is short, and none of the candidate's in Russian or another romanisation.

    A desk's own list may call a town otherwise than GeoNames does, and is believed.
    """
    entity = candidate.form.entity
    if not (entity.country and entity.source.startswith(_VOUCHED) and candidate.pairs):
        return None
    if entity.type is EntityType.PLACE and all(_is_spelled_otherwise(x, entity.country) for x in candidate.pairs):
        return None
    countries = homes | {entity.country}
    for words in _stretches(candidate, run):
        towns = _towns_of_any(" ".join([w.text for w in run.words[words.start : words.stop]]), countries)
        is_long = sum(len(run.words[i].fold) for i in words) >= _LONG
        if towns and (is_long or _are_near(towns, entity, around)):
            return words
    return None


def _towns_of_any(name: str, countries: Set[str]) -> list[tuple[float, float]]:
    # Few words are towns anywhere; of the two Koreas more names are known than these.
    known = known_name(name)
    likely = countries if known is not None and known.flags & TOWN else countries & KOREAN
    return [town for country in likely for town in towns_of(name, country)]


def _are_near(towns: Sequence[tuple[float, float]], entity: Entity, around: Surroundings) -> bool:
    """Whether one of some towns lies near a place that a document names, or near the one that a candidate is."""
    points = list(around.points)
    if entity.latitude is not None and entity.longitude is not None:
        points.append(Point(entity.latitude, entity.longitude, entity.canonical))
    return any(kilometres(point, *town) <= _NEAR for town in towns for point in points)


def _is_spelled_otherwise(pair: Likeness, country: str) -> bool:
    """Whether two words are one name in two romanisations, or in Ukrainian and Russian: Kalynivka, Kalinovka."""
    if country in _CYRILLIC and _slavic_key(pair.word) == _slavic_key(pair.name):
        return True
    return press_key(pair.word) == press_key(pair.name)


@lru_cache(maxsize=1 << 14)
def _slavic_key(word: str) -> tuple[str, bool]:
    """The consonants of a folded word, g and h as one, and whether a vowel ends it: Pokrovske is not Pokrovsk."""
    told = _RUSSIAN_NEUTER.sub("e", word)
    return skeleton(told.replace("kh", "h").replace("g", "h")), told.endswith(_VOWELS)


def _stretches(candidate: Candidate, run: Run) -> Iterator[range]:
    """The words of a span, and those with what stands right beside them in its run."""
    words = run.words
    first, last = candidate.start, candidate.stop
    while first and candidate.start - first < _REACH and adjoins(words[first - 1], words[first]):
        first -= 1
    while last < len(words) and last - candidate.stop < _REACH and adjoins(words[last - 1], words[last]):
        last += 1
    for start in range(candidate.start, first - 1, -1):
        for stop in range(candidate.stop, last + 1):
            yield range(start, stop)


def _is_a_letter_apart(candidate: Candidate, run: Run) -> bool:
    words = "".join([w.fold for w in run.words[candidate.start : candidate.stop]])
    return OSA.distance(words, "".join(candidate.form.words)) <= 1
