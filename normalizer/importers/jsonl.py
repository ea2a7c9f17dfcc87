"""JSON lines of our own: an entity a line, its columns as keys, lists as arrays."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from normalizer.gazetteer.columns import COLUMNS, LISTS, clean, split_list
from normalizer.importers import Importer, ImportOptions, Report
from normalizer.importers._json import objects_by_line
from normalizer.importers._names import NOT_TEXT, degrees
from normalizer.importers._source import opened
from normalizer.importers._table import own_entity
from normalizer.model import Entity, EntityType

IMPORTER = Importer("jsonl", "JSON lines as `gazetteer export` writes them")


def rows(sources: Sequence[Path], options: ImportOptions, report: Report) -> Iterator[Entity]:
    """The entities of the lines; keys that are no columns of ours are not read."""
    with opened(sources, report) as found:
        for source in found:
            for number, record in objects_by_line(source, report):
                try:
                    entity = _entity(record, options, source.path.name)
                except (TypeError, ValueError) as error:
                    report.fault(str(error), source.path, number)
                    continue
                yield entity


def _entity(record: Mapping[str, Any], options: ImportOptions, name: str) -> Entity:
    """The entity of a record; raises TypeError or ValueError, with what is wrong, for a malformed one."""
    values: dict[str, Any] = {}
    for column in COLUMNS:
        value = record.get(column)
        if value in (None, "", []):
            continue
        values[column] = _list(column, value) if column in LISTS else value
        if column not in (*LISTS, "latitude", "longitude", "population"):
            values[column] = _text(column, value)
    if not values.get("canonical"):
        raise ValueError("the canonical name is missing")
    values["type"] = _type(values.get("type"), options)
    for column in ("latitude", "longitude"):
        if column in values:
            values[column] = float(_expected(column, values[column], (int, float)))
    if not degrees(values.get("latitude", 0), values.get("longitude", 0)):
        raise ValueError("the coordinates are out of range")
    if "population" in values and (_expected("population", values["population"], int) or 0) < 0:
        raise ValueError("the population is negative")
    return own_entity(values, name)


def _type(value: str | None, options: ImportOptions) -> EntityType:
    if value is None and options.type is None:
        raise ValueError("the type is missing")
    if value is not None and value not in set(EntityType):
        raise ValueError(f"unknown type {value!r}")
    return EntityType(value) if value is not None else options.type or EntityType.TERM


def _list(column: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return split_list(_text(column, value))
    texts = [_text(column, item) for item in _expected(column, value, list)]
    return tuple(dict.fromkeys(filter(None, texts)))


def _text(column: str, value: Any) -> str:
    text: str = _expected(column, value, str)
    if NOT_TEXT.search(text):
        raise ValueError(f"the value of {column} is no text")
    return clean(text)


def _expected(column: str, value: Any, kind: type | tuple[type, ...]) -> Any:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"the value of {column} is {type(value).__name__}")
    return value
