"""Stacks layers: what a later one says of an entity or a spelling holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from normalizer.gazetteer.identity import KnownEntities
from normalizer.gazetteer.layers import NAMES, Layer, Source, extended, tidy, without
from normalizer.gazetteer.read import Action, Row
from normalizer.model import Entity

_FEW = 4
"""A layer with more than one row for so many entities below has all of these looked at, else those it may speak of."""


@dataclass(frozen=True, slots=True)
class Contested:
    """An entity with variants that are canonical names of others, which win, and where each is listed (file:row).

    It is kept as the layers say it: should a later one rename the other entity, the variant is its own again.
    """

    entity: Entity
    listed: Mapping[str, str]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a stack of layers says beside its entities.

    `hidden` are the entities that were hidden, `hides` what the rows said that hide, `idle` those of them that hide
    nothing of the layers, with their places (file:row). `same` maps an id that a row gave to the id of the entity that
    the row extended, where they differ. `doubts` are sentences.
    """

    hidden: tuple[Entity, ...] = ()
    hides: tuple[Entity, ...] = ()
    idle: tuple[tuple[str, Entity], ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    contested: tuple[Contested, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the layers contradict each other in."""
        return (*self.doubts, *(warning for one in self.contested for warning in one.warnings))


class Below(Protocol):
    """The entities of the layers below, which need not all be in memory."""

    said: Said

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Entity]: ...
    def get(self, key: str) -> Entity | None:
        """The entity of an id."""

    def bearing(self, name: str) -> Iterable[Entity]:
        """The entities that are called so in any list, and maybe others."""

    def wordless(self) -> Iterable[Entity]:
        """The entities with a name that `bearing` does not find, as it has no letter and no digit."""

    def where(self, key: str) -> str:
        """The last row (file:row) that spoke of an entity."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What layers make of what lies below: the entities that they speak of or change, by id, and the ids of those below
    that these take the place of, or that are hidden. `rows` is the last row of each entity that was spoken of.
    """

    entities: tuple[Entity, ...]
    gone: tuple[str, ...]
    rows: Mapping[str, Row]
    said: Said


def sources(layers: Iterable[Layer]) -> dict[str, tuple[Source, ...]]:
    """The rows that made each entity of a stack of layers, by its id, earlier layers first."""
    stack = Stack()
    found: dict[str, list[Source]] = defaultdict(list)
    for layer in layers:
        for row, target in stack.add(layer):
            found[target].append(Source(layer, row))
    return {key: tuple(rows) for key, rows in found.items()}


class Stack:
    """Entities as layers make them, one layer added after the other to what lies below.

    A row extends the entity of its id, else the one of its canonical name and type (unless both have countries, and
    these differ), else the one of its type whose canonical name it lists as a variant. Lists are united, single values
    replace; a former canonical name becomes an alias. `replace` drops what earlier layers said, `hide` the entity.
    Earlier layers no longer bear a variant that a later one accepts, nor an alias that it calls a variant.
    A variant that is another entity's canonical name is dropped with a warning.
    """

    def __init__(self, below: Below | None = None) -> None:
        said = below.said if below is not None else Said()
        self._below = below
        self._before: dict[str, Entity] = {}
        self._contested = {one.entity.id: one for one in said.contested}
        self.entities: dict[str, Entity] = {}
        self._hidden = {entity.id: entity for entity in said.hidden}
        self._hides, self._idle = list(said.hides), list(said.idle)
        self._same, self._doubts = dict(said.same), list(said.doubts)
        self._spoken: list[list[tuple[Row, str]]] = []
        if below is not None:
            self._look_at(below.wordless())
            for one in said.contested:
                self._look_at(entity for name in one.entity.variants for entity in below.bearing(name))
                if (known := below.get(one.entity.id)) is not None:
                    self._look_at((known,))

    def add(self, layer: Layer) -> list[tuple[Row, str]]:
        """Adds a layer, whatever the order of its rows; each row with the id of the entity that it speaks of."""
        rows = sorted(iter(layer.rows), key=_order)  # a file's rows would be read twice: once to be counted
        self._look_below(rows)
        known = KnownEntities(self.entities.values(), {row.entity.id for row in rows}, self._is_below)
        targets = [(row, self._target(row, known)) for row in rows]
        self._spoken.append(targets)
        self._yield_spellings([row.entity for row in rows if row.action is not Action.HIDE])
        replaced = set()
        for row, target in targets:
            if row.action is Action.HIDE:
                self._hide(row, target)
                continue
            if row.action is Action.REPLACE and target not in replaced:
                self.entities.pop(target, None)
                replaced.add(target)
            self._hidden.pop(target, None)
            earlier = self.entities.get(target)
            self.entities[target] = tidy(row.entity, target) if earlier is None else extended(earlier, row.entity)
        return targets

    def merged(self) -> Merged:
        """What the layers made."""
        contested = self._without_contested()
        rows = {key: row for targets in self._spoken for row, key in targets}
        changed = {key: e for key, e in self.entities.items() if key in rows or self._before.get(key) != e}
        return Merged(
            tuple(changed[key] for key in sorted(changed)),
            tuple(key for key in self._before if key in changed or key not in self.entities),
            rows,
            Said(
                tuple(self._hidden[key] for key in sorted(self._hidden)),
                tuple(self._hides),
                tuple(self._idle),
                self._same,
                tuple(self._doubts),
                contested,
            ),
        )

    def _look_below(self, rows: Sequence[Row]) -> None:
        """Takes from below all that the rows may speak of."""
        if self._below is None:
            return
        if len(rows) * _FEW > len(self._below):
            self._look_at(self._below)
            return
        for row in rows:
            entity = row.entity
            for key in {entity.id, self._same.get(entity.id, "")} - {""}:
                self._look_at(found for found in (self._below.get(key),) if found is not None)
            for name in (entity.canonical, *(name for column in NAMES for name in getattr(entity, column))):
                self._look_at(self._below.bearing(name))

    def _look_at(self, below: Iterable[Entity]) -> None:
        for entity in below:
            if entity.id not in self._before:
                self._before[entity.id] = entity
                contested = self._contested.get(entity.id)
                self.entities[entity.id] = contested.entity if contested else entity

    def _is_below(self, key: str) -> bool:
        """Whether an entity that no layer of this stack spoke of has the id."""
        return self._below is not None and key not in self._before and self._below.get(key) is not None

    def _target(self, row: Row, known: KnownEntities) -> str:
        """The id of the entity that the row speaks of, new or not."""
        entity = row.entity
        target = self._same.get(entity.id, entity.id)
        if target in self.entities:
            return target
        found = known.find(entity, rename=row.action is Action.EXTEND)
        if not found:
            return known.add(entity)
        if len(found) > 1:
            problem = f"{entity.canonical} may be {' or '.join(found)} and is taken for the first; give the id"
            self._doubts.append(f"{_where(row)}: {problem}")
        if entity.id:
            self._same[entity.id] = found[0]
        return found[0]

    def _hide(self, row: Row, target: str) -> None:
        self._hides.append(row.entity)
        if target in self.entities:
            self._hidden[target] = self.entities.pop(target)
        else:
            self._idle.append((_where(row), row.entity))

    def _yield_spellings(self, later: Iterable[Entity]) -> None:
        """Takes from the earlier layers what the later one says differently."""
        if not self.entities:
            return
        accepted: set[str] = set()
        listed: set[str] = set()
        for entity in later:
            accepted.update((entity.canonical,), entity.aliases, entity.weak_aliases)
            listed.update(entity.variants)
        refused, spoken_of = listed - accepted, listed | accepted
        for key, entity in self.entities.items():
            lists: dict[str, Any] = {
                "aliases": without(entity.aliases, refused),
                "weak_aliases": without(entity.weak_aliases, refused),
                "variants": without(entity.variants, spoken_of),
            }
            if any(lists[name] is not getattr(entity, name) for name in NAMES):
                self.entities[key] = replace(entity, **lists)

    def _without_contested(self) -> tuple[Contested, ...]:
        """Takes from the entities the variants that are others' canonical names."""
        owners: dict[str, str] = {}
        for key, entity in self.entities.items():
            owners[entity.canonical] = min(key, owners.get(entity.canonical, key))
        lost = {
            key: names for key, e in self.entities.items() if e.variants and (names := owners.keys() & set(e.variants))
        }
        concerned = lost.keys() | {owners[name] for names in lost.values() for name in names}
        rows: dict[str, list[Row]] = defaultdict(list)
        for targets in self._spoken if lost else ():
            for row, key in targets:
                if key in concerned:
                    rows[key].append(row)
        found = []
        for key in sorted(lost):
            entity = self.entities[key]
            self.entities[key] = replace(entity, variants=without(entity.variants, lost[key]))
            listed = {name: self._listed(key, name, rows[key]) for name in entity.variants if name in lost[key]}
            warnings = []
            for name, place in listed.items():
                owner = owners[name]
                named = next((_where(row) for row in reversed(rows[owner]) if row.entity.canonical == name), None)
                other = named or (self._below.where(owner) if self._below is not None else owner)
                problem = f"the variant {name!r} of {entity.canonical} is the canonical name of {owner}"
                warnings.append(f"{place}: {problem} ({other}), which wins")
            found.append(Contested(entity, listed, tuple(warnings)))
        return tuple(found)

    def _listed(self, key: str, variant: str, rows: Sequence[Row]) -> str:
        """The last row that lists a variant of an entity."""
        for row in reversed(rows):
            if variant in row.entity.variants:
                return _where(row)
        return self._contested[key].listed[variant]


def _order(row: Row) -> tuple[object, ...]:
    e = row.entity
    return (not e.id, e.id, e.type, e.canonical, e.country, e.aliases, e.variants, e.description)


def _where(row: Row) -> str:
    return f"{row.path}:{row.number}"
