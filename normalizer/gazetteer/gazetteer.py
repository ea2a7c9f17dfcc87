"""The gazetteer as the rest of the program and its users see it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from normalizer.gazetteer.compiled import is_kept, parts_of
from normalizer.gazetteer.forms import FormIndex
from normalizer.gazetteer.layers import Layer, Source
from normalizer.gazetteer.merging import sources
from normalizer.gazetteer.parts import Parts
from normalizer.gazetteer.search import SearchIndex
from normalizer.gazetteer.shipped import file_layer, shipped_layer, user_file
from normalizer.model import Entity, EntityType, Match

if TYPE_CHECKING:
    from normalizer.gazetteer.world import WorldIndex
    from normalizer.gazetteer.world_merge import WorldPlaces


class Gazetteer:
    """Entities by layers, later over earlier; `g1 | g2` stacks.

    The layers are merged, and the index of `search` is built, when they are first asked for; large files are compiled
    at once, or found in the cache. `world` holds the places of the world below all layers, where they were asked for.
    Raises InputError where a large file cannot be read.
    """

    def __init__(self, layers: Iterable[Layer] = (), world: "WorldIndex | None" = None) -> None:
        self.layers = tuple(layers)
        self.world = world
        if any(map(is_kept, self.layers)):
            _ = self.parts

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
    def parts(self) -> Parts:
        """The entities as the layers make them, each looked up when it is asked for."""
        return parts_of(self.layers)

    @property
    def forms(self) -> FormIndex:
        """The written forms of all entities."""
        return self.parts.forms

    @cached_property
    def _sources(self) -> dict[str, tuple[Source, ...]]:
        return sources(self.layers)

    @cached_property
    def _search_index(self) -> SearchIndex:
        return SearchIndex(self.parts)

    @cached_property
    def _places(self) -> "WorldPlaces":
        from normalizer.gazetteer.world_merge import WorldPlaces

        if self.world is None:
            raise LookupError("this gazetteer holds no places of the world")
        return WorldPlaces(self.world, self.parts, (*self.parts.said.hides, *self.parts.said.hidden))

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """All entities, sorted by id."""
        return tuple(self.parts)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the layers contradict each other in, a sentence each, with the rows."""
        said = self.parts.said
        return (*said.warnings, *(warning for idle in said.idle if (warning := self._idle_warning(*idle))))

    def _idle_warning(self, where: str, hidden: Entity) -> str:
        """What is wrong with a row that hides nothing of the layers; empty where it hides a place of the world."""
        name = hidden.canonical
        if hidden.type is not EntityType.PLACE:
            return f"{where}: no earlier layer has a {name} to hide"
        if self.world is None:
            return f"{where}: no earlier layer has a {name} to hide; a place of the world is hidden with --world only"
        return "" if self._places.hides(hidden) else f"{where}: neither a layer nor the world has a {name} to hide"

    @cached_property
    def allowed(self) -> frozenset[str]:
        """Words and phrases that are never flagged: those of the layers, and the names of hidden entities."""
        listed = frozenset().union(*(layer.allowed for layer in self.layers))
        hidden = {
            name for e in self.parts.said.hidden for name in (e.canonical, *e.aliases, *e.weak_aliases, *e.variants)
        }
        return listed | hidden

    def entity(self, key: str) -> Entity | None:
        """The entity of an id, or None; an id under which a later layer extended an entity is known too."""
        found = self.parts.get(self.parts.said.same.get(key, key))
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
        return self._sources.get(self.parts.said.same.get(key, key), ())

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
        return len(self.parts)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.parts)

    def __repr__(self) -> str:
        return f"<Gazetteer of {len(self)} entities in {len(self.layers)} layers>"
