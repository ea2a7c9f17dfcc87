"""Entities whose names are so alike that they may be one."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from normalizer.matching.fold import fold
from normalizer.model import Entity, EntityType

LEAST_LETTERS = 5
"""Shorter names are near each other by chance (Iran and Iraq)."""

SAME_PLACE_KM = 50.0
"""Places of like names that lie farther apart are two."""

_DIGITS = re.compile(r"\d+")


def alike(one: Entity, other: Entity) -> bool:
    """Whether two entities of a type may be one by mistake.

    Their folded names are at most one letter or one swap apart (Damerau-Levenshtein), and nothing tells them apart:
    neither a number in the name, nor the country, nor for places the distance.
    """
    from rapidfuzz.distance import DamerauLevenshtein

    if one.type is not other.type or (one.country and other.country and one.country != other.country):
        return False
    if _DIGITS.findall(one.canonical) != _DIGITS.findall(other.canonical):
        return False
    a, b = fold(one.canonical), fold(other.canonical)
    if min(len(a), len(b)) < LEAST_LETTERS or DamerauLevenshtein.distance(a, b, score_cutoff=1) > 1:
        return False
    return one.type is not EntityType.PLACE or kilometres(one, other) <= SAME_PLACE_KM


def alike_pairs(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Every pair of entities that are `alike`, each once, in the order of the second one."""
    met: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in entities:
        folded = fold(entity.canonical)
        # Two strings within one edit of each other share a string that lacks at most one letter of each.
        keys = {(entity.type, folded[:i] + folded[i + 1 :]) for i in range(len(folded))} | {(entity.type, folded)}
        near = {id(other): other for key in keys for other in met[key]}
        for other in near.values():
            if other is not entity and alike(other, entity):
                yield other, entity
        for key in keys:
            met[key].append(entity)


def kilometres(one: Entity, other: Entity) -> float:
    """The distance on a sphere of 6,371 km (haversine); 0 where a place has no coordinates."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return 0.0
    lat1, lon1, lat2, lon2 = (
        math.radians(v or 0.0) for v in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))
