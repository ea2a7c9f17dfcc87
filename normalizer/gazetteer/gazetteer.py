"""The gazetteer as the rest of the program and its users see it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from normalizer.gazetteer.layers import Layer, Merged, Source, merge
from normalizer.gazetteer.read import Action, Row
from normalizer.gazetteer.search import SearchIndex
from normalizer.gazetteer.shipped import file_layer, shipped_layer, user_file
from normalizer.model import Entity, EntityType, Match

if TYPE_CHECKING:
    from normalizer.gazetteer.world import WorldIndex
    from normalizer.gazetteer.world_merge import WorldPlaces


class Gazetteer:
    """Entities by layers, later over earlier; `g1 | g2` stacks.

    Nothing is kept open; the layers are merged, and the index of `search` is built, when they are first asked for.
    `world` holds the places of the world below all layers, where they were asked for.
    """

    def __init__(self, layers: Iterable[Layer] = (), world: "WorldIndex | None" = None) -> None:
        self.layers = tuple(layers)
        self.world = world

    @classmethod
    def read(cls, paths: Path | str | Sequence[Path | str]) -> "Gazetteer":
        """The gazetteer of one file or of several, later over earlier, and of nothing else.

        Raises InputError with file, row and mend for a file that cannot be read.
        """
        several = [paths] if isinstance(paths, str | Path) else paths
        return cls(file_layer(path) for path in several)

    @classmethod
    def default(cls, world: bool = False, user: bool = False) -> "Gazetteer":
        """The shipped gazetteer; with `user` also the user's own file, with `world` also the places of the world.

        Raises InputError where a file cannot be read, or where `world` needs a package that is not installed.
        """
        layers = [shipped_layer()]
        if user and user_file().exists():
            layers.append(file_layer(user_file(), "user"))
        if not world:
            return cls(layers)
        from normalizer.gazetteer.world import open_world

        return cls(layers, open_world())

    @cached_property
    def _merged(self) -> Merged:
        return merge(self.layers)

    @cached_property
    def _by_id(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def _search_index(self) -> SearchIndex:
        return SearchIndex(self.entities)

    @cached_property
    def _places(self) -> "WorldPlaces":
        from normalizer.gazetteer.world_merge import WorldPlaces

        if self.world is None:
            raise LookupError("this gazetteer holds no places of the world")
        hidden = [row.entity for layer in self.layers for row in layer.rows if row.action is Action.HIDE]
        return WorldPlaces(self.world, self.entities, (*hidden, *self._merged.hidden))

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All entities, sorted by id."""
        return self._merged.entities

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the layers contradict each other in, a sentence each, with the rows."""
        return (*self._merged.warnings, *filter(None, map(self._idle_warning, self._merged.idle)))

    def _idle_warning(self, row: Row) -> str:
        """What is wrong with a row that hides nothing of the layers; empty where it hides a place of the world."""
        where, name = f"{row.path}:{row.number}", row.entity.canonical
        if row.entity.type is not EntityType.PLACE:
            return f"{where}: no earlier layer has a {name} to hide"
        if self.world is None:
            return f"{where}: no earlier layer has a {name} to hide; a place of the world is hidden with --world only"
        return "" if self._places.hides(row.entity) else f"{where}: neither a layer nor the world has a {name} to hide"

    @cached_property
    def allowed(self) -> frozenset[str]:
        """Words and phrases that are never flagged: those of the layers, and the names of hidden entities."""
        listed = frozenset().union(*(layer.allowed for layer in self.layers))
        hidden = {name for e in self._merged.hidden for name in (e.canonical, *e.aliases, *e.weak_aliases, *e.variants)}
        return listed | hidden

    def entity(self, key: str) -> Entity | None:
        """The entity of an id, or None; an id under which a later layer extended an entity is known too."""
        found = self._by_id.get(self._merged.same.get(key, key))
        if found is None and self.world is not None and (town := self.world.town(key)) is not None:
            return self._places.entity(town)
        return found

    def place(self, town: int) -> Entity | None:
        """The entity of a town of the world: the layers' own where they know the place, None where they hide it.

        Raises LookupError where the gazetteer is without the world.
        """
        return self._places.entity(town)

    def sources(self, key: str) -> tuple[Source, ...]:
        """The rows that made the entity of this id, earlier layers first."""
        return self._merged.sources.get(self._merged.same.get(key, key), ())

    def search(self, query: str, limit: int = 20) -> list[Match]:
        """The entities whose names are likest to `query`, best first, each with its likest name; at most `limit`.

        Surnames alone and names in their own script are found too, and so are the places of the world with `world`.
        """
        found = self._search_index.search(query, limit)
        if self.world is None or limit < 1:
            return found
        return self._places.search(query, limit, found)

    def __or__(self, other: "Gazetteer") -> "Gazetteer":
        """Both, `other` over this one."""
        return Gazetteer((*self.layers, *other.layers), other.world or self.world)

    def __len__(self) -> int:
        return len(self.entities)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities)

    def __repr__(self) -> str:
        return f"<Gazetteer of {len(self)} entities in {len(self.layers)} layers>"
