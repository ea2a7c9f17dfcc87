"""The layers of a gazetteer, and what two of them say together of one entity."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from normalizer.gazetteer.columns import COLUMNS, LISTS
from normalizer.gazetteer.read import Row
from normalizer.model import Entity


@dataclass(frozen=True, slots=True)
class Layer:
    """Rows that come from one place: a file, or a folder of them; `allowed` are words that are never flagged.

    `content` is the hash of the rows and of where they stand, empty where it is not known.
    """

    name: str
    path: Path
    rows: Sequence[Row]
    allowed: frozenset[str] = frozenset()
    content: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The row of a layer that said something of an entity."""

    layer: Layer
    row: Row


_SINGLE = tuple(f.name for f in fields(Entity) if f.name not in LISTS and f.name != "id")
NAMES = ("aliases", "weak_aliases", "variants")


def extended(earlier: Entity, later: Entity) -> Entity:
    """`earlier` with what `later` says: its single values replace, its lists are added; the id stays.

    A spelling stands in the list where `later` has it; a canonical name that it replaces becomes an alias, unless it
    is listed otherwise.
    """
    values: dict[str, Any] = {name: new for name in _SINGLE if (new := getattr(later, name)) not in ("", None)}
    listed = {name for column in NAMES for name in getattr(later, column)}
    for column in LISTS:
        old, new = getattr(earlier, column), getattr(later, column)
        values[column] = tuple(dict.fromkeys((*(without(old, listed) if column in NAMES else old), *new)))
    if later.canonical != earlier.canonical and earlier.canonical not in listed:
        values["aliases"] = (*values["aliases"], earlier.canonical)
    return tidy(replace(earlier, **values), earlier.id)


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


def tidy(entity: Entity, key: str) -> Entity:
    """The entity under its id, every spelling in one list only: the canonical name, else alias, weak alias, variant."""
    seen = {entity.canonical}
    changed: dict[str, Any] = {}
    for column in NAMES:
        names = getattr(entity, column)
        if names and not seen.isdisjoint(names):
            changed[column] = names = without(names, seen)
        seen.update(names)
    return replace(entity, id=key, **changed) if changed or entity.id != key else entity


def without(names: tuple[str, ...], unwanted: Set[str]) -> tuple[str, ...]:
    """The names that are not unwanted; the same tuple where none is."""
    return names if unwanted.isdisjoint(names) else tuple(name for name in names if name not in unwanted)
