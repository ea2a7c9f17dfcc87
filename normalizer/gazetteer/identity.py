"""Which entity of the earlier layers a row speaks of."""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable

from normalizer.gazetteer.columns import free_id
from normalizer.model import Entity


class _Taken(Container[str]):
    def __init__(self, ids: set[str], is_elsewhere: Callable[[str], bool]) -> None:
        self.ids, self._is_elsewhere = ids, is_elsewhere

    def __contains__(self, key: object) -> bool:
        return key in self.ids or self._is_elsewhere(str(key))


class KnownEntities:
    """The ids of the earlier layers' entities by type and canonical name, and those that new rows are given.

    `is_elsewhere` says of an id whether another entity has it, which no row can speak of.
    """

    def __init__(
        self, earlier: Collection[Entity], row_ids: set[str], is_elsewhere: Callable[[str], bool] = lambda _: False
    ) -> None:
        self._countries = {entity.id: entity.country for entity in earlier}
        self._taken = _Taken(self._countries.keys() | row_ids, is_elsewhere)
        self._earlier: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._unnamed: dict[tuple[str, str], list[str]] = defaultdict(list)
        for entity in earlier:
            self._earlier[entity.type, entity.canonical].append(entity.id)

    def find(self, entity: Entity, rename: bool) -> list[str]:
        """The entities that this one may be, best first.

        They have its canonical name and type; else, with `rename`, the only one of its type whose canonical name it
        lists as a variant. Where both have countries, these agree.
        """
        key = (entity.type, entity.canonical)
        found = self._compatible(self._earlier.get(key, ()), entity)
        if not found and not entity.id:
            found = self._compatible(self._unnamed.get(key, ()), entity)
        if not found and rename and self._earlier:
            renamed = {i for v in entity.variants for i in self._earlier.get((entity.type, v), ())}
            found = self._compatible(renamed, entity)
            found = found if len(found) == 1 else []
        return found

    def add(self, entity: Entity) -> str:
        """The id of an entity that is new: its own, else one made of its type and canonical name."""
        target = entity.id or free_id(entity.type, entity.canonical, self._taken)
        self._taken.ids.add(target)
        if not entity.id:
            self._countries[target] = entity.country
            self._unnamed[entity.type, entity.canonical].append(target)
        return target

    def _compatible(self, found: Iterable[str], entity: Entity) -> list[str]:
        """Those of the entities that may be this one, sorted; where some have its country, only these."""
        country = entity.country
        fitting = sorted(i for i in found if not country or self._countries[i] in ("", country))
        return [i for i in fitting if country and self._countries[i] == country] or fitting
