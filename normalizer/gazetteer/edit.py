"""Adds and removes rows of a gazetteer file: locked, atomic, and nothing but the row changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from normalizer.errors import InputError
from normalizer.files import locked
from normalizer.gazetteer.columns import COLUMNS, LISTS, free_id, join_list
from normalizer.gazetteer.countries import countries
from normalizer.gazetteer.gazetteer import Gazetteer
from normalizer.gazetteer.identity import KnownEntities
from normalizer.gazetteer.read import Action, Row, read_rows
from normalizer.gazetteer.similar import alike
from normalizer.gazetteer.write import (
    Table,
    field,
    inserted,
    new_table,
    read_table,
    removed,
    updated,
    values_of,
    with_columns,
    write_table,
)
from normalizer.model import Entity


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit did: `done` is added, extended, already there or removed; `warnings` are sentences."""

    done: str
    id: str
    canonical: str
    path: Path
    warnings: tuple[str, ...] = ()


def add(path: Path | str, entity: Entity, layers: Gazetteer, action: Action = Action.EXTEND) -> Change:
    """Puts an entity into a file, into the row that it has there or into a new one at its place.

    An empty id is that of the same entity in the file or in `layers`, else `type/slug`. A file that does not exist is
    made with every column.
    Raises InputError where the file, or the entity itself, says something else.
    """
    path = Path(path)
    _check(entity)
    with locked(path):
        exists = path.exists()
        rows = read_rows(path) if exists else []
        table = read_table(path) if exists else new_table(path)
        place = _place_of(entity, rows)
        _refuse_contradiction(entity, rows, place, path)
        warnings = _warnings(entity, layers) if action is not Action.HIDE else []
        if place is None:
            entity, more = _with_id(entity, rows, layers)
            warnings = more + warnings
            values = values_of(entity, action)
            if exists and "id" not in table.header:
                values.pop("id")
            added = [name for name in values if name not in table.header]
            table = with_columns(table, values)
            if added and exists:
                warnings.append(f"{path}: the file got the column {', '.join(added)}")
            table = inserted(table, values, _insertion(table, entity.id))
            done = "added"
        else:
            entity, values = _union(rows[place], entity, action)
            if not any(field(table, table.lines[place], name) != value for name, value in values.items()):
                return Change("already there", entity.id, entity.canonical, path, tuple(warnings))
            table = updated(with_columns(table, values), place, values)
            done = "extended"
        write_table(table)
    return Change(done, entity.id, entity.canonical, path, tuple(warnings))


def remove(path: Path | str, name: str) -> Change:
    """Takes the row of an id or a canonical name out of a file.

    Raises InputError where there is none, or more than one.
    """
    path = Path(path)
    with locked(path):
        rows = read_rows(path)
        places = [i for i, row in enumerate(rows) if name in (row.entity.id, row.entity.canonical)]
        if not places:
            mend = f"see what it has: namewright gazetteer list --gazetteer {path} --no-shipped"
            raise InputError(f"there is no row {name!r}", path=path, mend=mend)
        if len(places) > 1:
            which = ", ".join(rows[i].entity.id or f"{rows[i].entity.type} in row {rows[i].number}" for i in places)
            raise InputError(f"{len(places)} rows are called {name!r}", path=path, mend=f"give the id: {which}")
        gone = rows[places[0]].entity
        write_table(removed(read_table(path), places[0]))
    return Change("removed", gone.id, gone.canonical, path)


def _check(entity: Entity) -> None:
    if entity.country and entity.country not in countries():
        mend = "give the two letters of ISO 3166-1, such as UA"
        raise InputError(f"there is no country {entity.country!r}", mend=mend)
    if (entity.latitude is None) != (entity.longitude is None):
        raise InputError("one coordinate is missing", mend="give latitude and longitude, or neither")
    if entity.canonical in entity.variants:
        problem = f"{entity.canonical!r} cannot be its own variant"
        raise InputError(problem, mend="name the spelling that the house does not accept")
    for name in (*entity.aliases, *entity.weak_aliases):
        if name in entity.variants:
            problem = f"{name!r} cannot be accepted as an alias and refused as a variant"
            raise InputError(problem, mend="say one of them")


def _place_of(entity: Entity, rows: Sequence[Row]) -> int | None:
    if entity.id:
        found = [i for i, row in enumerate(rows) if row.entity.id == entity.id]
    else:
        key = (entity.type, entity.canonical)
        found = [i for i, row in enumerate(rows) if (row.entity.type, row.entity.canonical) == key]
        found = [i for i in found if not _differ(rows[i].entity.country, entity.country)]
    if len(found) > 1:
        which = ", ".join(rows[i].entity.id or f"row {rows[i].number}" for i in found)
        problem = f"{len(found)} rows may be {entity.canonical!r}: {which}"
        raise InputError(problem, path=rows[found[0]].path, mend="say which by --id")
    return found[0] if found else None


def _refuse_contradiction(entity: Entity, rows: Sequence[Row], place: int | None, path: Path) -> None:
    for number, row in enumerate(rows):
        there = row.entity
        if number != place:
            if there.canonical in entity.variants and there.type is entity.type:
                problem = f"{there.canonical!r} is the canonical name of this row, so it cannot be a variant"
                raise InputError(problem, path=path, row=row.number, mend="remove the row first")
            continue
        for name in (*entity.aliases, *entity.weak_aliases):
            if name in there.variants:
                problem = f"{name!r} is a variant in this row, so it cannot be an alias"
                raise InputError(problem, path=path, row=row.number, mend="take it out of the variants first")
        for name in entity.variants:
            if name in (*there.aliases, *there.weak_aliases):
                problem = f"{name!r} is an alias in this row, so it cannot be a variant"
                raise InputError(problem, path=path, row=row.number, mend="take it out of the aliases first")
        for column in ("canonical", "type", "country", "latitude", "longitude"):
            old, new = getattr(there, column), getattr(entity, column)
            if _differ(old, new):
                mend = "change it in the file, or give another entity an --id of its own"
                raise InputError(f"{column} is {old} in this row, not {new}", path=path, row=row.number, mend=mend)


def _differ(one: object, other: object) -> bool:
    return one not in ("", None) and other not in ("", None) and one != other


def _union(row: Row, entity: Entity, action: Action) -> tuple[Entity, dict[str, str]]:
    """The entity of the row with its id, and the fields that change."""
    there = row.entity
    values: dict[str, str] = {}
    for column in COLUMNS[3:]:
        old, new = getattr(there, column), getattr(entity, column)
        if column in LISTS:
            fresh = [name for name in new if name not in old and name != there.canonical]
            if fresh:
                values[column] = join_list((*old, *fresh))
        elif new not in ("", None) and new != old:
            values[column] = str(new)
    if action is not row.action:
        values["action"] = str(action) if action is not Action.EXTEND else ""
    return there, values


def _with_id(entity: Entity, rows: Sequence[Row], layers: Gazetteer) -> tuple[Entity, list[str]]:
    """The entity with the id that it has in other layers, or a new one, and what is to be said of that."""
    from dataclasses import replace

    if entity.id:
        return entity, []
    known = layers.entities
    found = KnownEntities(known, {row.entity.id for row in rows}).find(entity, rename=True)
    if not found:
        taken = {e.id for e in known} | {row.entity.id for row in rows}
        return replace(entity, id=free_id(entity.type, entity.canonical, taken)), []
    other = layers.entity(found[0])
    notes = []
    if other is not None and other.canonical != entity.canonical:
        notes.append(f"{other.canonical} ({other.id}, {_where(other, layers)}) is now written {entity.canonical}")
    return replace(entity, id=found[0]), notes


def _warnings(entity: Entity, layers: Gazetteer) -> list[str]:
    """What looks wrong about a new entity next to those that are known."""
    found = []
    names = {entity.canonical, *entity.aliases}
    for other in layers:
        namesake = (other.type, other.canonical) == (entity.type, entity.canonical)
        if other.id == entity.id or (namesake and not _differ(other.country, entity.country)):
            continue
        where = f"{other.canonical} ({other.id}, {_where(other, layers)})"
        if other.canonical in entity.variants and other.type is not entity.type:
            found.append(f"{other.canonical!r} stays a canonical name, that of {where}: the variant has no effect")
        found += [f"{n!r} is a variant of {where}; it is now accepted" for n in sorted(names & {*other.variants})]
        shared = names & {other.canonical, *other.aliases}
        found += [f"{name!r} is also a name of {where}" for name in sorted(shared)]
        if not shared and other.canonical not in entity.variants and alike(entity, other):
            found.append(f"{entity.canonical!r} looks like {where}")
    ids = {other.id for other in layers}
    found += [f"there is no entity {key!r} to be related to" for key in entity.related if key not in ids]
    if entity.country and entity.latitude is not None and entity.longitude is not None:
        country = countries()[entity.country]
        if not country.holds(entity.latitude, entity.longitude):
            found.append(f"{entity.latitude:g}, {entity.longitude:g} is not in {country.name}")
    return found


def _where(entity: Entity, layers: Gazetteer) -> str:
    row = layers.sources(entity.id)[-1].row
    return f"{row.path}:{row.number}"


def _insertion(table: Table, key: str) -> int:
    """Where a row of this id goes: before the first greater id where the file is sorted by id, else at the end."""
    ids = [field(table, line, "id").strip() for line in table.lines]
    if ids != sorted(ids):
        return len(ids)
    return next((i for i, other in enumerate(ids) if other > key), len(ids)) if all(ids) else len(ids)
