"""Puts what the world knows beneath what the layers say: one place is one entity."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from normalizer.gazetteer.world import WorldHit, WorldIndex
from normalizer.matching.fold import fold
from normalizer.model import Entity, EntityType, Evidence, Fact, Match

NEAR = 0.5
"""Degrees of latitude and of longitude that one place may lie apart in two sources."""


class LayerPlaces:
    """The places of the layers by all their spellings, so that a town of the world is known again."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_source: dict[str, Entity] = {}
        self._by_name: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities:
            if entity.type is EntityType.PLACE:
                self._by_source[entity.source] = entity
                for name in {entity.canonical, *entity.aliases, *entity.variants}:
                    self._by_name[name].append(entity)

    def same(self, town: Entity) -> Entity | None:
        """The layers' entity for a town of the world: of its source, else of its usual name, country and whereabouts.

        What an entity leaves open does not part it from the town.
        """
        if found := self._by_source.get(town.source):
            return found
        return next((place for place in self._by_name.get(town.canonical, ()) if _may_be(place, town)), None)


def with_world(
    found: Sequence[Match], world: WorldIndex, query: str, limit: int, places: LayerPlaces, hidden: LayerPlaces
) -> list[Match]:
    """The matches of the layers and the towns of the world, the likeliest first; of equal ones the layers' first.

    A town that the layers know is their entity, with the greater confidence; a hidden one is left out.
    """
    merged = {match.entity.id: match for match in found}
    for hit in world.search([fold(query)], limit)[0]:
        town = world.entity(hit.town)
        if hidden.same(town):
            continue
        entity = places.same(town) or town
        known = merged.get(entity.id)
        if known is None or known.confidence < hit.confidence:
            merged[entity.id] = Match(
                entity, hit.name if entity is town else entity.canonical, hit.confidence, _why(hit)
            )
    return sorted(merged.values(), key=lambda match: -match.confidence)[:limit]


def _may_be(place: Entity, town: Entity) -> bool:
    if place.country and place.country != town.country:
        return False
    return all(
        a is None or b is None or abs(a - b) <= NEAR
        for a, b in ((place.latitude, town.latitude), (place.longitude, town.longitude))
    )


def _why(hit: WorldHit) -> tuple[Evidence, ...]:
    """Its sound, or its letters where those explain the spelling more cheaply."""
    if hit.cost <= hit.slip:
        facts: dict[str, Fact] = {"name": hit.name, "cost": round(hit.cost, 3), "cosine": round(hit.cosine, 3)}
        return (Evidence("sound", facts=facts),)
    return (Evidence("similarity", facts={"name": hit.name, "ratio": round(hit.ratio, 3)}),)
