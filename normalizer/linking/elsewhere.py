"""Whether a span is the name of another town than the one that a candidate stands for."""

from collections.abc import Iterator, Set

from rapidfuzz.distance import OSA

from normalizer.linking.align import Candidate
from normalizer.mentions.cues import cue_types, neighbours
from normalizer.model import EntityType
from normalizer.text.lexicon import TOWN, facts, is_town_of
from normalizer.text.tokens import Run, adjoins

_LARGE, _SMALL_TOWN = 1_000_000, 4.0
"""Inhabitants from which on a place is likelier misspelled than a town named whose name is less frequent than this
(`KnownName.frequency`)."""
_REACH = 2
"""Words beside a span that may belong to a town's name: Agua Blanca, Deir al-Asafir."""


def is_elsewhere(candidate: Candidate, run: Run, named: Set[str], homes: Set[str] = frozenset()) -> bool:
    """Whether a word is a town's usual name, and the document does not name (`named`, by ids) the place that it would
    be turned into, or the town lies where that place does or in a country that the document is about (`homes`), and
    more than a letter differs.

    "Another real place" is the commonest false edit by far. Yet a state or a large city is likelier misspelled than a
    very small town abroad is named (Equador).
    """
    entity = candidate.form.entity
    if entity.type is not EntityType.PLACE:
        return False
    if _town_around(candidate, run, homes) is not None and not _is_a_letter_apart(candidate, run):
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


def is_another_town(candidate: Candidate, run: Run, text: str, homes: Set[str]) -> bool:
    """Whether a span is, or is a part of, the usual name of another town where the candidate is at home or in a
    country that the document is about; where it is no place, what is beside it must speak of one: in Smotrych.
    """
    town = _town_around(candidate, run, homes)
    if town is None or candidate.form.entity.type is EntityType.PLACE:
        return town is not None
    before, after, _ = neighbours(text, run.words[town.start].start, run.words[town.stop - 1].end)
    return cue_types(before, after) == {EntityType.PLACE}


def _town_around(candidate: Candidate, run: Run, homes: Set[str]) -> range | None:
    """The words of a run, the span among them, that are the usual name of a town of the candidate's country or `homes`.

    A list without sources may call a town otherwise than GeoNames does, and is believed.
    """
    entity = candidate.form.entity
    if not (entity.country and entity.source and candidate.pairs):
        return None
    for words in _stretches(candidate, run):
        name = " ".join([w.text for w in run.words[words.start : words.stop]])
        if any(is_town_of(name, country) for country in (entity.country, *homes)):
            return words
    return None


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
