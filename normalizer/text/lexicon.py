"""What the world knows about a word: is it somebody's name, an ordinary English word, both or neither?

A known name is evidence, no proof: one of the names borne in the United States is also a garble of another somewhere.
The data and its sources are described in `normalizer/text/data/README.md` and made by
`python -m normalizer.text.compile_lexicon`.
"""

import csv
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from normalizer.text.letters import is_pinyin, is_romaji, name_likelihood
from normalizer.text.lexicon_table import Table, name_key, town_key, town_location

GIVEN: Final = 1
"""A given name (patronymics too)."""
FAMILY: Final = 2
"""A family name."""
TOWN: Final = 4
"""The usual name of a town of the world, the whole of it."""
TOWN_ALTERNATE: Final = 8
"""Another name of a town only: of other languages (Moskau), former, or in another romanisation. Weak evidence."""
REGION: Final = 16
"""A country, a first-order or other well-known region, a river, sea or mountain range."""
ORGANIZATION: Final = 32
"""A company, club, paper, agency or product whose name looks like a person's or a place's."""
CENSUS: Final = 64
"""Counted by a census: the frequency is the number of people who bear the name."""
LIST: Final = 128
"""From a list of names without counts."""
TOWN_PART: Final = 256
"""A word of the usual name of a town of several words (Deir of Deir ez-Zor)."""
NOTABLE: Final = 512
"""An accepted name of the shipped gazetteer: a surname, or the whole name of a place or an organization."""

NOTED: Final = 1024
"""Borne by people of an encyclopedia: the frequency is their number, each for ten."""

NAME_KINDS: Final = {
    "given": GIVEN,
    "family": FAMILY,
    "town": TOWN,
    "town-alternate": TOWN_ALTERNATE,
    "region": REGION,
    "organization": ORGANIZATION,
    "census": CENSUS,
    "list": LIST,
    "town-part": TOWN_PART,
    "notable": NOTABLE,
    "noted": NOTED,
}
"""The flags of a known name by the words that reports and data files use."""

_DATA = Path(__file__).parent / "data"
_POSSESSIVE = re.compile(r"(?:'s?|’s?)$")


class KnownName(NamedTuple):
    """What is known of a name: flags (the constants of this module) and a frequency.

    The frequency is log10 of the people who bear the name or of the town's inhabitants, whichever is more, 0–8; names
    without a count have the nominal one of their source (lexicon.json).
    """

    flags: int
    frequency: float


class Facts(NamedTuple):
    """All that the lexicon knows of one word; see the functions of the same names."""

    known: KnownName | None
    zipf: float
    likelihood: float
    pinyin: bool
    romaji: bool
    demonym: str | None


@lru_cache(maxsize=1 << 16)
def known_name(name: str) -> KnownName | None:
    """Return what is known of a name word or of the whole name of a place, or None if nobody is known to bear it.

    Case, accents and apostrophes do not matter. About one unknown string in 8,000 is wrongly known (fingerprints).
    """
    found = _names().get(name_key(name))
    return KnownName(*found) if found else None


def is_region(name: str) -> bool:
    """Whether a name is that of a country or region, whatever else bears it (Georgia, Paris, Milan)."""
    known = known_name(name)
    return known is not None and bool(known.flags & REGION)


@lru_cache(maxsize=1 << 16)
def towns_of(name: str, country: str) -> tuple[tuple[float, float], ...]:
    """Return where the towns of 500 people or more lie whose usual name this is, in a country (ISO 3166-1 alpha-2): the
    middles of the squares of 1.4 degrees around them, latitude and longitude.

    The places of the shipped gazetteer are left out: what GeoNames calls them is a name of theirs. About one name in
    20,000 is wrongly known, somewhere (fingerprints).
    """
    numbers = count()
    cells = iter(lambda: _towns().get(town_key(name, country, next(numbers))), None)
    return tuple([town_location(cell) for cell, _ in cells])


@lru_cache(maxsize=1 << 16)
def word_zipf(word: str) -> float:
    """Return how common an English word is: log10 of its uses in a billion words, 0 if it is no word of the list.

    Case and a possessive ending do not matter. 1.49 is the floor: words of a dictionary that were hardly ever counted.
    """
    word = word.lower().replace("’", "'")
    found = _words().get(word) or (_words().get(_POSSESSIVE.sub("", word)) if "'" in word else None)
    return found[1] if found else 0.0


def demonym(word: str) -> str | None:
    """Return the place whose people or adjective the word is (Libyans: Libya), or None; case matters."""
    return _demonyms().get(word)


def demonyms_of(place: str) -> Sequence[str]:
    """Return the words for a place's people and what is theirs (Libya: Libyan, Libyans)."""
    return _demonyms_by_place().get(place, ())


@lru_cache(maxsize=1 << 16)
def facts(word: str) -> Facts:
    """Return all that is known of one word."""
    return Facts(
        known_name(word), word_zipf(word), name_likelihood(word), is_pinyin(word), is_romaji(word), demonym(word)
    )


@cache
def _names() -> Table:
    return Table(_DATA / "names.bin")


@cache
def _towns() -> Table:
    return Table(_DATA / "towns.bin")


@cache
def _words() -> Table:
    return Table(_DATA / "words.bin")


@cache
def _demonyms() -> dict[str, str]:
    with (_DATA / "demonyms.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    place, *forms = map(header.index, ("place", "demonym", "plural"))
    return {row[form]: row[place] for row in rows for form in forms if row[form]}


@cache
def _demonyms_by_place() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word, place in _demonyms().items():
        found.setdefault(place, []).append(word)
    return found
