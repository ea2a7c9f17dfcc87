"""From the rows of an importer to the entities of a gazetteer file: filtered, united, given ids, sorted; on disk."""

import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import reduce
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from normalizer.errors import InputError
from normalizer.gazetteer.columns import slug
from normalizer.gazetteer.layers import extended
from normalizer.importers import ImportOptions, Report
from normalizer.importers._spool import database, fill
from normalizer.model import Entity, EntityType

_TABLES = (
    "row(key TEXT, entity TEXT)",
    "entity(number INTEGER PRIMARY KEY, stem TEXT, own TEXT, size INTEGER, key TEXT, entity TEXT)",
    "given(id TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID",
)


def collect(
    rows: Iterable[Entity],
    options: ImportOptions,
    output: Callable[[Iterable[Entity]], None],
    report: Report,
    known: Mapping[str, Entity],
) -> None:
    """Hands `rows` to `output` as `normalizer.importers.import_names` says."""
    with database(*_TABLES) as connection:
        wanted = _wanted(rows, options, report)
        fill(connection, "INSERT INTO row VALUES (?, ?)", ((_key(e), _packed(e)) for e in wanted))
        if report.malformed and report.malformed >= report.read:
            first = report.faults[0]
            problem = f"not one row can be read; {first.problem}"
            raise InputError(problem, path=first.path, row=first.row, mend="is it of this kind?")
        fill(connection, "INSERT INTO entity VALUES (NULL, ?, ?, ?, ?, ?)", _united(connection, report))
        _give_ids(connection, known)
        output(_in_order(connection))


def _wanted(rows: Iterable[Entity], options: ImportOptions, report: Report) -> Iterator[Entity]:
    for entity in rows:
        if not entity.canonical:
            report.skip("no name")
        elif options.countries and entity.country not in options.countries:
            report.skip("another country")
        elif (
            options.min_population is not None
            and entity.type is EntityType.PLACE
            and (entity.population or 0) < options.min_population
        ):
            report.skip("fewer inhabitants, or not known")
        else:
            yield entity


def _key(entity: Entity) -> str:
    """What two rows of the same entity have in common."""
    return entity.id or entity.source or f"{entity.type}\n{entity.canonical}\n{entity.country}"


def _united(connection: sqlite3.Connection, report: Report) -> Iterator[tuple[object, ...]]:
    found = connection.execute("SELECT key, entity FROM row ORDER BY key, rowid")
    for key, same in groupby(found, key=itemgetter(0)):
        entity = reduce(extended, (_unpacked(packed) for _, packed in same))
        report.kept += 1
        stem = entity.id or f"{entity.type}/{slug(entity.canonical)}"
        yield stem, entity.id, entity.population or 0, key, _packed(entity)


def _give_ids(connection: sqlite3.Connection, known: Mapping[str, Entity]) -> None:
    """Own ids stay. Of those with one canonical name the most populous gets type/slug, the others more to it.

    An id that an earlier layer uses for what cannot be the same entity is not given (see `_may_be`).
    """
    connection.execute("INSERT INTO given SELECT own, number FROM entity WHERE own <> ''")
    found = connection.execute("SELECT number, stem, entity FROM entity WHERE own = '' ORDER BY stem, size DESC, key")
    give = "INSERT OR IGNORE INTO given VALUES (?, ?)"
    for number, stem, packed in found:
        if stem not in known and connection.execute(give, (stem, number)).rowcount:
            continue
        entity = _unpacked(packed)
        for candidate in _candidates(stem, entity):
            if candidate in known and not _may_be(known[candidate], entity, candidate == stem):
                continue
            if connection.execute(give, (candidate, number)).rowcount:
                break


def _may_be(earlier: Entity, entity: Entity, bare: bool) -> bool:
    """Whether an entity may be the one of an earlier layer that has its id; `bare` where the id is only type/slug."""
    if earlier.source == entity.source != "":
        return True
    of_one_source = earlier.source.partition(" ")[0] == entity.source.partition(" ")[0] != ""
    countries = {earlier.country, entity.country} - {""}
    return bare and not of_one_source and len(countries) < 2


def _candidates(stem: str, entity: Entity) -> Iterator[str]:
    yield stem
    if entity.source:
        yield f"{stem}-{slug(entity.source.split()[-1])}"
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _in_order(connection: sqlite3.Connection) -> Iterator[Entity]:
    found = connection.execute("SELECT given.id, entity.entity FROM given JOIN entity USING (number) ORDER BY given.id")
    for key, packed in found:
        yield Entity(key, *_values(packed)[1:])


_FIELDS = attrgetter(*(f.name for f in fields(Entity)))
_TYPE = 2


def _packed(entity: Entity) -> bytes:
    """The entity as bytes for this process alone."""
    values = _FIELDS(entity)
    return marshal.dumps((*values[:_TYPE], str(entity.type), *values[_TYPE + 1 :]))


def _values(packed: bytes) -> tuple[Any, ...]:
    values: tuple[Any, ...] = marshal.loads(packed)
    return (*values[:_TYPE], EntityType(values[_TYPE]), *values[_TYPE + 1 :])


def _unpacked(packed: bytes) -> Entity:
    return Entity(*_values(packed))
