"""Puts what the world knows beneath what the layers say: one place is one entity."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from normalizer.gazetteer.forms import FormKind
from normalizer.gazetteer.parts import Parts
from normalizer.gazetteer.world import ID, WorldHit, WorldIndex
from normalizer.matching.fold import fold
from normalizer.model import Entity, EntityType, Evidence, Fact, Match

NEAR = 0.5
"""Degrees of latitude and of longitude that one place may lie apart in two sources."""

_NAMES_IT = (FormKind.CANONICAL, FormKind.ALIAS, FormKind.VARIANT)


class WorldPlaces:
    """The towns of the world as the layers above see them: `hidden` are the places that are never proposed."""

    def __init__(self, world: WorldIndex, shown: Parts, hidden: Iterable[Entity]) -> None:
        self._world, self._shown = world, shown
        self._hidden = _Known(hidden)

    def entity(self, town: int) -> Entity | None:
        """The entity of a town: the layers' own where they know the place, None where they hide it."""
        entity = self._world.entity(town)
        return self._same(entity) or (None if self._hidden.same(entity) else entity)

    def _same(self, town: Entity) -> Entity | None:
        """The layers' entity of a town; see `_Known.same`."""
        known = [found for found in (self._shown.get(town.id), *self._shown.from_source(town.source)[::-1]) if found]
        named = [f for f in self._shown.forms.exact.get(town.canonical.casefold(), ()) if f.text == town.canonical]
        borne = sorted((f.entity for f in named if f.kind in _NAMES_IT), key=lambda entity: entity.id)
        found = (*known, *(place for place in borne if _may_be(place, town)))
        return next((entity for entity in found if entity.type is EntityType.PLACE), None)

    def hides(self, place: Entity) -> bool:
        """Whether the world has a town that this place hides."""
        hidden = _Known((place,))
        keys = (place.id, place.source.replace("geonames:", ID, 1))
        named = (town for name in (place.canonical, *place.aliases, *place.variants) for town in self._world.find(name))
        towns = (*(town for key in keys if (town := self._world.town(key)) is not None), *named)
        return any(hidden.same(self._world.entity(town)) for town in towns)

    def search(self, query: str, limit: int, found: Sequence[Match]) -> list[Match]:
        """What the layers found with the towns of the world, at most `limit`, the likeliest first.

        Of equal ones the layers' come first; a town that they know is their entity, with the greater confidence.
        """
        merged = {match.entity.id: match for match in found}
        for hit in self._world.search([fold(query)], limit)[0]:
            entity = self.entity(hit.town)
            if entity is None:
                continue
            known = merged.get(entity.id)
            if known is None or known.confidence < hit.confidence:
                name = _spelling(self._world.entity(hit.town), hit.name)
                merged[entity.id] = Match(entity, name, hit.confidence, _why(hit))
        return sorted(merged.values(), key=lambda match: -match.confidence)[:limit]


class _Known:
    """Places by their ids, sources and spellings."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_key: dict[str, Entity] = {}
        self._by_name: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities:
            if entity.type is EntityType.PLACE:
                self._by_key |= {entity.id: entity, entity.source: entity}
                for name in {entity.canonical, *entity.aliases, *entity.variants}:
                    self._by_name[name].append(entity)

    def same(self, town: Entity) -> Entity | None:
        """The place of the town's id or source, else of its usual name, country and whereabouts.

        What a place leaves open does not part it from the town.
        """
        if found := self._by_key.get(town.id) or self._by_key.get(town.source):
            return found
        return next((place for place in self._by_name.get(town.canonical, ()) if _may_be(place, town)), None)


def _may_be(place: Entity, town: Entity) -> bool:
    if place.country and place.country != town.country:
        return False
    return all(
        a is None or b is None or abs(a - b) <= NEAR
        for a, b in ((place.latitude, town.latitude), (place.longitude, town.longitude))
    )


def _spelling(town: Entity, folded: str) -> str:
    """The name that folds so; what a name in another script folds to stays as it is."""
    return next((name for name in (town.canonical, *town.aliases) if fold(name) == folded), folded)


def _why(hit: WorldHit) -> tuple[Evidence, ...]:
    """Its sound, or its letters where those explain the spelling more cheaply."""
    if hit.cost <= hit.slip:
        facts: dict[str, Fact] = {"name": hit.name, "cost": round(hit.cost, 3), "cosine": round(hit.cosine, 3)}
        return (Evidence("sound", facts=facts),)
    return (Evidence("similarity", facts={"name": hit.name, "ratio": round(hit.ratio, 3)}),)
