"""Finds the entities of a gazetteer whose names are likest to a spelling."""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from normalizer.gazetteer.forms import surname
from normalizer.matching.fold import fold
from normalizer.model import Entity, Evidence, Match

if TYPE_CHECKING:
    from normalizer.matching.index import Hit

NAMES_AN_ENTITY = 3
"""So many names are looked up for each entity that is wanted, as several may belong to one."""


class SearchIndex:
    """The names of a gazetteer by their folded letters; names of equal letters are scored once."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        from normalizer.matching.index import NameIndex

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
        self._index = NameIndex.build(folded_names, priors)

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
