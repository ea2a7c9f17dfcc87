"""Japanese names whose characters are read otherwise: Sotozaki and Tonosaki are both 外崎.

A translation that meets a name it does not know reads its characters one by one, each as it is read somewhere else.
`data/readings.csv` tells how often which character is read how; `train_readings.py` says where that comes from.
"""

import csv
import math
from collections import defaultdict
from functools import cache, lru_cache

from normalizer.matching.data_files import DATA

FILE = "readings.csv"
MOST = 12.0
"""Nats from which on another reading says nothing."""
_LONGEST = 9
"""Letters of one character."""


@cache
def _tables() -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    """Of each character how often it is read how; of each reading how often it is which character's."""
    readings: dict[str, dict[str, int]] = {}
    characters: dict[str, dict[str, int]] = defaultdict(dict)
    with (DATA / FILE).open(encoding="utf-8", newline="") as file:
        for character, told in list(csv.reader(file))[1:]:
            counts = readings[character] = {}
            for reading, count in [one.split(":") for one in told.split(";")]:
                counts[reading] = characters[reading][character] = int(count)
    return readings, characters


@cache
def _instead(reading: str) -> dict[str, float]:
    """What may be read instead of a reading that the table has, with its cost in nats."""
    readings, characters = _tables()
    of_reading = characters[reading]
    found: dict[str, float] = defaultdict(float)
    for character, count in of_reading.items():
        share, of_character = count / sum(of_reading.values()), readings[character]
        for other, often in of_character.items():
            found[other] += share * (often / sum(of_character.values()))
    return {other: -math.log(p) for other, p in found.items() if p > math.exp(-MOST)} | {reading: 0.0}


@lru_cache(maxsize=1 << 16)
def read_otherwise(word: str, name: str) -> float:
    """How likely a word is a name read otherwise, both folded: `MOST` less its cost in nats, 0 where that is none.

    The cost is the least over all ways to cut both into the readings of as many characters, of which each of the word
    may be read instead of the one of the name; what is read alike costs nothing.
    """
    _, characters = _tables()
    least = [[MOST] * (len(word) + 1) for _ in range(len(name) + 1)]
    least[0][0] = 0.0
    for i in range(len(name)):
        if min(least[i]) >= MOST:
            continue
        for after in range(i + 1, min(len(name), i + _LONGEST) + 1):
            if name[i:after] not in characters:
                continue
            instead = _instead(name[i:after])
            for j, so_far in enumerate(least[i]):
                for stop in range(j + 1, min(len(word), j + _LONGEST) + 1) if so_far < MOST else ():
                    cost = instead.get(word[j:stop])
                    if cost is not None and so_far + cost < least[after][stop]:
                        least[after][stop] = so_far + cost
    return MOST - least[-1][-1]
