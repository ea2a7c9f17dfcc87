"""Counts the unknown names of many texts, in memory that their number does not outgrow."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from normalizer.model import EntityType
from normalizer.suggest.alike import alike
from normalizer.suggest.find import Sighting

EXAMPLES = 3
"""Examples kept of a spelling."""
MOST_SPELLINGS = 40_000
"""Spellings kept. Beyond that those go that were seen seldom and longest ago."""
MOST_TEXTS = 1000
"""Texts of a spelling that are told apart; a name of more has this count."""
_KEPT_AFTER = 30_000
_MOST_LOWER = 100_000
_MOST_GARBLES = 10_000


@dataclass(slots=True)
class Spelling:
    """What is known of a spelling: `sure` counts the places where its capital means something, `alone` how often each
    spelling of one word stands for this name of several, and `attributed` for how many of its places that is known.
    """

    text: str
    words: tuple[str, ...]
    first: int
    count: int = 0
    sure: int = 0
    texts: set[int] = field(default_factory=set)
    last_text: int = 0
    attributed: int = 0
    types: Counter[EntityType] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    perhaps: tuple[str, float] | None = None


@dataclass(slots=True)
class Gathered:
    """The unknown names of the texts so far; `garbles` are some of (spelling, name) that `fix` puts right."""

    texts: int = 0
    spellings: dict[str, Spelling] = field(default_factory=dict)
    garbles: Counter[tuple[str, str]] = field(default_factory=Counter)
    garbled: int = 0
    lower: set[str] = field(default_factory=set)
    seen: int = 0


def add_text(gathered: Gathered, path: str, sightings: Sequence[Sighting], lower: Iterable[str]) -> None:
    """Counts the sightings of one text; `lower` are its words that stand in lower case."""
    gathered.texts += 1
    owners = _owners(sightings)
    for sighting, owner in zip(sightings, owners, strict=True):
        found = _count(gathered, path, sighting)
        if owner is not None:
            found.attributed += 1
            full = _spelling(gathered, owner)
            full.alone[sighting.spelling] += 1
            for kind, votes in sighting.types:
                full.types[kind] += votes
    if len(gathered.lower) < _MOST_LOWER:
        gathered.lower.update(lower)
    if len(gathered.spellings) > MOST_SPELLINGS:
        _forget(gathered)


def add_garble(gathered: Gathered, spelling: str, name: str) -> None:
    """Counts a place that `fix` puts right."""
    gathered.garbled += 1
    if (spelling, name) in gathered.garbles or len(gathered.garbles) < _MOST_GARBLES:
        gathered.garbles[spelling, name] += 1


def _spelling(gathered: Gathered, sighting: Sighting) -> Spelling:
    found = gathered.spellings.get(sighting.spelling)
    if found is None:
        gathered.seen += 1
        found = gathered.spellings[sighting.spelling] = Spelling(sighting.spelling, sighting.words, gathered.seen)
    return found


def _count(gathered: Gathered, path: str, sighting: Sighting) -> Spelling:
    found = _spelling(gathered, sighting)
    found.count += 1
    found.sure += sighting.sure
    if len(found.texts) < MOST_TEXTS:
        found.texts.add(gathered.texts)
    found.last_text = gathered.texts
    for kind, votes in sighting.types:
        found.types[kind] += votes
    if len(found.examples) < EXAMPLES:
        found.examples.append(f"{path}:{sighting.line}: {sighting.sentence}")
    if sighting.perhaps and (found.perhaps is None or found.perhaps[1] < sighting.perhaps[1]):
        found.perhaps = sighting.perhaps
    return found


def _owners(sightings: Sequence[Sighting]) -> list[Sighting | None]:
    """For each name of one word the name of several words of the same text that it stands for, if there is one.

    A surname stands for the last bearer that was named in full, else for the next one; letter for letter the same
    comes before what is alike.
    """
    full = [(k, s) for k, s in enumerate(sightings) if len(s.words) > 1]
    return [_owner(k, s, full) if len(s.words) == 1 else None for k, s in enumerate(sightings)]


def _owner(place: int, alone: Sighting, full: Sequence[tuple[int, Sighting]]) -> Sighting | None:
    by_distance = sorted(full, key=lambda x: (x[0] > place, abs(x[0] - place)))
    word = alone.words[0]
    for _, other in by_distance:
        if word in other.words or word.removesuffix("s") == other.words[-1]:
            return other
    if EntityType.PLACE in dict(alone.types):
        return None
    return next((other for _, other in by_distance if alike(word, other.words[-1])), None)


def _forget(gathered: Gathered) -> None:
    ranked = sorted(gathered.spellings.values(), key=lambda s: (s.count > 1, s.last_text, s.count), reverse=True)
    gathered.spellings = {s.text: s for s in ranked[:_KEPT_AFTER]}
