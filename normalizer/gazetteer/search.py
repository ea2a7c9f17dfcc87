"""Finds the entities of a gazetteer whose names are likest to a spelling."""

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from normalizer.gazetteer.forms import surname
from normalizer.gazetteer.parts import Part, Parts
from normalizer.gazetteer.shipped import cache_folder
from normalizer.matching.fold import fold
from normalizer.matching.pages import Arrays, open_arrays, write_arrays
from normalizer.model import Entity, Evidence, Match

if TYPE_CHECKING:
    from normalizer.matching.index import NameIndex
    from normalizer.matching.ranking import Hit

NAMES_AN_ENTITY = 3
"""So many names are looked up for each entity that is wanted, as several may belong to one."""

KEPT_FROM = 5_000
"""Entities of a part whose index, which takes half a second, is made once and kept."""

_OWNERS = "owners.bin"


class SearchIndex:
    """The names of a gazetteer by their folded letters; names of equal letters are scored once."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._tables = [_table(part) for part in parts.all]

    def search(self, query: str, limit: int) -> list[Match]:
        """At most `limit` matches, best first, one for each entity.

        Of those that match alike, the one comes first that claims the spelling more strongly, else the larger place.
        """
        from normalizer.matching.ranking import CANDIDATES, search_together

        folded = fold(query)
        if not folded or limit < 1:
            return []
        found: dict[str, Match] = {}
        names = limit * NAMES_AN_ENTITY
        indexes = [table.index for table in self._tables]
        wanted = self._is_wanted if self._parts.any_gone else None
        (hits,) = search_together(indexes, [folded], names, 0.0, max(names, CANDIDATES), wanted)
        for hit in hits:
            if len(found) >= limit:
                break
            owners = [owner for number, row in enumerate(hit.rows) if row >= 0 for owner in self._owners(number, row)]
            for strength, _, entity in sorted(owners, key=lambda owner: (owner[0], owner[1], owner[2].id)):
                if entity.id not in found:
                    name = next(name for name in _names(entity)[strength] if fold(name) == hit.name)
                    found[entity.id] = Match(entity, name, hit.confidence, (_evidence(hit, name),))
        return list(found.values())[:limit]

    def _is_wanted(self, number: int, row: int) -> bool:
        return any(self._parts.is_live(number, owner) for owner in self._tables[number].owners(row)[0])

    def _owners(self, number: int, row: int) -> list[tuple[int, float, Entity]]:
        """How strongly the name is each owner's, the smaller the stronger, by what it is outdone, and the owner."""
        owned = zip(*self._tables[number].owners(row), strict=True)
        live = [(strength, owner) for owner, strength in owned if self._parts.is_live(number, owner)]
        entities = self._parts.all[number].entities
        return [(strength, -_prior(entities[owner]), entities[owner]) for strength, owner in live]


@dataclass(frozen=True, slots=True)
class _Table:
    """The folded names of a part's entities, and whose they are: rows of entities, and how strongly, name by name."""

    index: "NameIndex"
    arrays: Arrays

    def owners(self, row: int) -> tuple[list[int], list[int]]:
        starts = self.arrays["starts"].data
        start, end = starts[row], starts[row + 1]
        return self.arrays["owners"].data[start:end].tolist(), self.arrays["strengths"].data[start:end].tolist()

    def save(self, folder: Path) -> None:
        self.index.save(folder)
        write_arrays(folder / _OWNERS, self.arrays)

    @classmethod
    def open(cls, folder: Path) -> "_Table":
        from normalizer.matching.index import NameIndex

        return cls(NameIndex.open(folder), open_arrays(folder / _OWNERS))


def _table(part: Part) -> _Table:
    """The names of a part; those of a large one are kept in the cache, where that can be written."""
    if len(part.entities) < KEPT_FROM or not part.key:
        return _made(part.entities)
    from normalizer.gazetteer.cache import CacheError, cached

    try:
        return cached(cache_folder(), "names", part.key, lambda folder: _made(part.entities).save(folder), _Table.open)
    except CacheError:
        return _made(part.entities)


def _made(entities: Sequence[Entity]) -> _Table:
    from normalizer.matching.index import NameIndex

    names: dict[str, int] = {}
    borne, owners, strengths = array("I"), array("I"), array("B")
    priors = array("d")
    for number, entity in enumerate(entities):
        own: dict[str, int] = {}
        for strength, some in enumerate(_names(entity)):
            for name in some:
                if folded := fold(name):
                    own.setdefault(folded, strength)
        prior = _prior(entity)
        for folded, strength in own.items():
            place = names.setdefault(folded, len(names))
            if place == len(priors):
                priors.append(prior)
            priors[place] = max(priors[place], prior)
            borne.append(place)
            owners.append(number)
            strengths.append(strength)
    folded_names = NameIndex.in_order(names)
    order = np.array([names[folded] for folded in folded_names], dtype=np.intp)
    rows = np.empty(len(order), dtype=np.intp)
    rows[order] = np.arange(len(order))
    of_rows = rows[np.asarray(borne, dtype=np.intp)]
    by_row = np.argsort(of_rows, kind="stable")
    return _Table(
        NameIndex.build(folded_names, np.asarray(priors, dtype=np.float32)[order]),
        {
            "starts": np.append(0, np.cumsum(np.bincount(of_rows, minlength=len(order)))).astype(np.uint32),
            "owners": np.asarray(owners, dtype=np.uint32)[by_row],
            "strengths": np.asarray(strengths, dtype=np.uint8)[by_row],
        },
    )


def _names(entity: Entity) -> tuple[tuple[str, ...], ...]:
    """The names by how strongly they are the entity's: canonical, aliases, variants, native, surname, weak aliases."""
    family = surname(entity)
    return (
        (entity.canonical,),
        entity.aliases,
        entity.variants,
        entity.native,
        (family,) if family else (),
        entity.weak_aliases,
    )


def _prior(entity: Entity) -> float:
    return math.log10(1 + (entity.population or 0))


def _evidence(hit: "Hit", name: str) -> Evidence:
    """Why the name matched: by its sound, or by its letters where those explain the spelling more cheaply."""
    if hit.cost <= hit.slip:
        return Evidence("sound", facts={"name": name, "cost": round(hit.cost, 3), "cosine": round(hit.cosine, 3)})
    return Evidence("similarity", facts={"name": name, "ratio": round(hit.ratio / 100, 3)})
