"""Finds the entities of a gazetteer whose names are likest to a spelling."""

import math
from array import array
from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from normalizer.errors import InputError
from normalizer.gazetteer.forms import surname
from normalizer.gazetteer.shipped import cache_folder
from normalizer.matching.fold import fold
from normalizer.model import Entity, Evidence, Match

if TYPE_CHECKING:
    from normalizer.matching.index import Hit, NameIndex

NAMES_AN_ENTITY = 3
"""So many names are looked up for each entity that is wanted, as several may belong to one."""

KEPT_FROM = 20_000
"""The index of so many names, which takes half a second, is made once and kept."""


class SearchIndex:
    """The names of a gazetteer by their folded letters; names of equal letters are scored once."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities = entities
        owners: dict[str, dict[int, tuple[int, str]]] = defaultdict(dict)
        for number, entity in enumerate(entities):
            for strength, names in enumerate(_names(entity)):
                for name in names:
                    if folded := fold(name):
                        owners[folded].setdefault(number, (strength, name))
        folded_names = sorted(owners)
        self._owners = [owners[folded] for folded in folded_names]
        priors = [max(_prior(entities[n]) for n in numbers) for numbers in self._owners]
        self._index = _compiled(folded_names, priors)

    def search(self, query: str, limit: int) -> list[Match]:
        """At most `limit` matches, best first, one for each entity.

        Of those that match alike, the one comes first that claims the spelling more strongly, else the larger place.
        """
        from normalizer.matching.index import CANDIDATES

        folded = fold(query)
        if not folded or limit < 1:
            return []
        found: dict[int, Match] = {}
        names = limit * NAMES_AN_ENTITY
        for hit in self._index.search([folded], names, candidates=max(names, CANDIDATES))[0]:
            owners = self._owners[hit.row]
            for number in sorted(owners, key=lambda n: (owners[n][0], -_prior(self._entities[n]), n)):
                if number not in found:
                    name = owners[number][1]
                    found[number] = Match(self._entities[number], name, hit.confidence, (_evidence(hit, name),))
        return list(found.values())[:limit]


def _compiled(names: Sequence[str], priors: Sequence[float]) -> "NameIndex":
    """The index of folded names; that of many names is kept in the cache, where that can be written."""
    from normalizer.matching.index import NameIndex

    if len(names) < KEPT_FROM:
        return NameIndex.build(names, priors)
    from normalizer.gazetteer.cache import cached

    content = blake2b("\n".join(names).encode() + array("d", priors).tobytes(), digest_size=16).hexdigest()

    def make(folder: Path) -> None:
        NameIndex.build(names, priors).save(folder)

    try:
        return cached(cache_folder(), "names", content, make, NameIndex.open)
    except InputError:
        return NameIndex.build(names, priors)


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
