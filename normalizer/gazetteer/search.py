"""Finds the entities of a gazetteer whose names are likest to a spelling."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from normalizer.gazetteer.forms import surname
from normalizer.matching.fold import fold
from normalizer.model import Entity, Evidence, Match


class SearchIndex:
    """The names of a gazetteer by their folded letters; equal ones are scored once."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities = entities
        owners: dict[str, dict[int, str]] = defaultdict(dict)
        for number, entity in enumerate(entities):
            for name in _names(entity):
                if folded := fold(name):
                    owners[folded].setdefault(number, name)
        self._folded = sorted(owners)
        self._owners = [owners[folded] for folded in self._folded]

    def search(self, query: str, limit: int) -> list[Match]:
        """At most `limit` matches, best first, one for each entity."""
        folded = fold(query)
        if not folded or limit < 1 or not self._folded:
            return []
        found: dict[int, Match] = {}
        for row, confidence, evidence in self._hits(folded, limit):
            for number, name in sorted(self._owners[row].items(), key=lambda item: -(self._population(item[0]))):
                found.setdefault(number, Match(self._entities[number], name, confidence, evidence))
        return list(found.values())[:limit]

    def _population(self, number: int) -> int:
        return self._entities[number].population or 0

    def _hits(self, folded: str, limit: int) -> Iterator[tuple[int, float, tuple[Evidence, ...]]]:
        from rapidfuzz import fuzz, process

        for name, ratio, row in process.extract(folded, self._folded, scorer=fuzz.ratio, limit=4 * limit):
            evidence = Evidence("spelling", facts={"name": name, "ratio": round(ratio / 100, 3)})
            yield row, ratio / 100, (evidence,)


def _names(entity: Entity) -> Iterator[str]:
    yield entity.canonical
    yield from entity.aliases
    yield from entity.weak_aliases
    yield from entity.variants
    yield from entity.native
    if family := surname(entity):
        yield family
