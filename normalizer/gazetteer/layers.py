"""Stacks layers of a gazetteer: what a later one says of an entity or a spelling holds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from normalizer.gazetteer.columns import COLUMNS, LISTS
from normalizer.gazetteer.identity import KnownEntities
from normalizer.gazetteer.read import Action, Row
from normalizer.model import Entity


@dataclass(frozen=True, slots=True)
class Layer:
    """Rows that come from one place: a file, or a folder of them; `allowed` are words that are never flagged."""

    name: str
    path: Path
    rows: tuple[Row, ...]
    allowed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """The row of a layer that said something of an entity."""

    layer: Layer
    row: Row


@dataclass(frozen=True, slots=True)
class Merged:
    """The entities of all layers, sorted by id; `sources` are the rows of each, by its id, earlier layers first.

    `same` maps an id that a row gave to the id of the entity that the row extended, where they differ. `idle` are the
    rows that hide what no earlier layer has.
    """

    entities: tuple[Entity, ...]
    hidden: tuple[Entity, ...]
    sources: dict[str, tuple[Source, ...]]
    same: dict[str, str]
    warnings: tuple[str, ...]
    idle: tuple[Row, ...]


_SINGLE = tuple(f.name for f in fields(Entity) if f.name not in LISTS and f.name != "id")
_NAMES = ("aliases", "weak_aliases", "variants")


def merge(layers: Sequence[Layer]) -> Merged:
    """The entities that the layers make together, whatever the order of the rows within each of them.

    A row extends the entity of its id, else the one of its canonical name and type (unless both have countries, and
    these differ), else the one of its type whose canonical name it lists as a variant. Lists are united, single values
    replace; a former canonical name becomes an alias. `replace` drops what earlier layers said, `hide` the entity.
    Earlier layers no longer bear a variant that a later one accepts, nor an alias that it calls a variant.
    A variant that is another entity's canonical name is dropped with a warning.
    """
    stack = _Stack()
    for layer in layers:
        stack.add(layer)
    return stack.merged()


class _Stack:
    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.hidden: dict[str, Entity] = {}
        self.sources: dict[str, list[Source]] = defaultdict(list)
        self.same: dict[str, str] = {}
        self.warnings: list[str] = []
        self.idle: list[Row] = []

    def add(self, layer: Layer) -> None:
        rows = sorted(layer.rows, key=_order)
        known = KnownEntities(self.entities.values(), {row.entity.id for row in rows})
        targets = [(row, self._target(row, known)) for row in rows]
        self._yield_spellings([row.entity for row in rows if row.action is not Action.HIDE])
        replaced = set()
        for row, target in targets:
            self.sources[target].append(Source(layer, row))
            if row.action is Action.HIDE:
                self._hide(row, target)
                continue
            if row.action is Action.REPLACE and target not in replaced:
                self.entities.pop(target, None)
                replaced.add(target)
            self.hidden.pop(target, None)
            earlier = self.entities.get(target)
            self.entities[target] = _tidy(row.entity, target) if earlier is None else extended(earlier, row.entity)

    def merged(self) -> Merged:
        owners: dict[str, str] = {}
        for entity in self.entities.values():
            owners.setdefault(entity.canonical, entity.id)
        for key in sorted(self.entities):
            entity = self.entities[key]
            if lost := [v for v in entity.variants if v in owners]:
                self.entities[key] = replace(entity, variants=_without(entity.variants, set(lost)))
                for variant in lost:
                    self._warn_of_variant(entity, variant, owners[variant])
        return Merged(
            tuple(self.entities[key] for key in sorted(self.entities)),
            tuple(self.hidden[key] for key in sorted(self.hidden)),
            {key: tuple(found) for key, found in self.sources.items()},
            self.same,
            tuple(self.warnings),
            tuple(self.idle),
        )

    def _target(self, row: Row, known: KnownEntities) -> str:
        """The id of the entity that the row speaks of, new or not."""
        entity = row.entity
        target = self.same.get(entity.id, entity.id)
        if target in self.entities:
            return target
        found = known.find(entity, rename=row.action is Action.EXTEND)
        if not found:
            return known.add(entity)
        if len(found) > 1:
            problem = f"{entity.canonical} may be {' or '.join(found)} and is taken for the first; give the id"
            self.warnings.append(f"{_where(row)}: {problem}")
        if entity.id:
            self.same[entity.id] = found[0]
        return found[0]

    def _hide(self, row: Row, target: str) -> None:
        if target in self.entities:
            self.hidden[target] = self.entities.pop(target)
        else:
            self.idle.append(row)

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
                "aliases": _without(entity.aliases, refused),
                "weak_aliases": _without(entity.weak_aliases, refused),
                "variants": _without(entity.variants, spoken_of),
            }
            if any(lists[name] is not getattr(entity, name) for name in _NAMES):
                self.entities[key] = replace(entity, **lists)

    def _warn_of_variant(self, entity: Entity, variant: str, owner: str) -> None:
        row = next(s.row for s in reversed(self.sources[entity.id]) if variant in s.row.entity.variants)
        other = next(s.row for s in reversed(self.sources[owner]) if s.row.entity.canonical == variant)
        problem = f"the variant {variant!r} of {entity.canonical} is the canonical name of {owner}"
        self.warnings.append(f"{_where(row)}: {problem} ({_where(other)}), which wins")


def extended(earlier: Entity, later: Entity) -> Entity:
    """`earlier` with what `later` says: its single values replace, its lists are added; the id stays.

    A spelling stands in the list where `later` has it; a canonical name that it replaces becomes an alias, unless it
    is listed otherwise.
    """
    values: dict[str, Any] = {name: new for name in _SINGLE if (new := getattr(later, name)) not in ("", None)}
    listed = {name for column in _NAMES for name in getattr(later, column)}
    for column in LISTS:
        old, new = getattr(earlier, column), getattr(later, column)
        values[column] = tuple(dict.fromkeys((*(_without(old, listed) if column in _NAMES else old), *new)))
    if later.canonical != earlier.canonical and earlier.canonical not in listed:
        values["aliases"] = (*values["aliases"], earlier.canonical)
    return _tidy(replace(earlier, **values), earlier.id)


def facts(sources: Sequence[Source], entity: Entity) -> list[tuple[str, str, tuple[str, ...]]]:
    """(column, value, names of the layers that say so) for every fact of a merged entity but its id."""
    found = []
    for column in COLUMNS[1:]:
        value = getattr(entity, column)
        for item in value if column in LISTS else () if value in ("", None) else (value,):
            layers = [s.layer.name for s in sources if item in _said(s.row.entity, column)]
            if not layers:  # an alias that is the canonical name of an earlier layer
                layers = [s.layer.name for s in sources if s.row.entity.canonical == item]
            found.append((column, str(item), tuple(dict.fromkeys(layers))))
    return found


def _said(entity: Entity, column: str) -> tuple[object, ...]:
    value = getattr(entity, column)
    return value if column in LISTS else (value,)


def _tidy(entity: Entity, key: str) -> Entity:
    """The entity under its id, every spelling in one list only: the canonical name, else alias, weak alias, variant."""
    seen = {entity.canonical}
    changed: dict[str, Any] = {}
    for column in _NAMES:
        names = getattr(entity, column)
        if names and not seen.isdisjoint(names):
            changed[column] = names = _without(names, seen)
        seen.update(names)
    return replace(entity, id=key, **changed) if changed or entity.id != key else entity


def _without(names: tuple[str, ...], unwanted: set[str]) -> tuple[str, ...]:
    return names if unwanted.isdisjoint(names) else tuple(name for name in names if name not in unwanted)


def _order(row: Row) -> tuple[object, ...]:
    e = row.entity
    return (not e.id, e.id, e.type, e.canonical, e.country, e.aliases, e.variants, e.description)


def _where(row: Row) -> str:
    return f"{row.path}:{row.number}"
