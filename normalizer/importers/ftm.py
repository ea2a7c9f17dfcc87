"""FollowTheMoney entities as JSON lines, as OpenSanctions publishes them, and its delta files.

Names are the properties name and alias (accepted), weakAlias (weak) and previousName: that is weak too, since a former
name is right where a text speaks of the past, so it must neither be put right nor claim a mention that others claim.
People, organizations and ships have names; addresses, ownerships, passports, sanctions and the like have none.
A delta after a full file changes it; then the entities are kept on disk by their ids.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from normalizer.importers import Importer, ImportOptions, Report
from normalizer.importers._json import objects_by_line
from normalizer.importers._names import NOT_TEXT, entity, is_latin, iso_country, translation
from normalizer.importers._source import Source, opened
from normalizer.importers._spool import database
from normalizer.model import Entity, EntityType

IMPORTER = Importer("ftm", "FollowTheMoney JSON lines (OpenSanctions), and delta files")

_TYPES = {
    "person": EntityType.PERSON,
    "organization": EntityType.ORGANIZATION,
    "company": EntityType.ORGANIZATION,
    "publicbody": EntityType.ORGANIZATION,
    "legalentity": EntityType.ORGANIZATION,
    "vessel": EntityType.TERM,
}
"""Types by schema (casefolded); a schema that is not here has no names (followthemoney.tech/explorer)."""

_PERSONAL = ("birthDate", "gender", "firstName", "lastName", "nationality", "birthPlace")
_COUNTRIES = {
    EntityType.PERSON: ("nationality", "citizenship", "country", "jurisdiction"),
    EntityType.ORGANIZATION: ("jurisdiction", "mainCountry", "country", "nationality"),
    EntityType.TERM: ("flag", "country", "jurisdiction"),
    EntityType.PLACE: ("country", "jurisdiction"),
}
_OPERATION = re.compile(rb'"op"\s*:\s*"')
_ADD, _MODIFY, _DELETE = "ADD", "MOD", "DEL"


def rows(sources: Sequence[Path], options: ImportOptions, report: Report) -> Iterator[Entity]:
    """The entities that have names, after all changes of delta files."""
    types = {**_TYPES, **translation(options.values).types}
    with opened(sources, report) as found:
        if any(_OPERATION.search(source.peek().partition(b"\n")[0]) for source in found):
            yield from _changed(found, types, options, report)
        else:
            for source in found:
                yield from _entities(source, _objects(source, report), types, options, report)


def _objects(source: Source, report: Report) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """(line, operation, entity) of the lines."""
    for number, value in objects_by_line(source, report):
        operation = str(value.get("op", _ADD)).upper()
        record = value.get("entity") if "op" in value else value
        if operation not in (_ADD, _MODIFY, _DELETE):
            report.fault(f"unknown operation {operation[:20]!r}", source.path, number)
        elif not isinstance(record, dict) or not _is_id(record.get("id")):
            report.fault("this is not an entity with an id", source.path, number)
        else:
            yield number, operation, record


def _entities(
    source: Source,
    objects: Iterable[tuple[int, str, dict[str, Any]]],
    types: Mapping[str, EntityType],
    options: ImportOptions,
    report: Report,
) -> Iterator[Entity]:
    for number, operation, record in objects:
        if operation == _DELETE:
            report.skip("deleted")
            continue
        try:
            found = _entity(record, types, options)
        except (TypeError, AttributeError, KeyError) as error:
            report.fault(f"this is not a FollowTheMoney entity ({error})", source.path, number)
            continue
        if isinstance(found, str):
            report.skip(found)
        else:
            yield found


def _changed(
    sources: Sequence[Source], types: Mapping[str, EntityType], options: ImportOptions, report: Report
) -> Iterator[Entity]:
    with database("entity(id TEXT PRIMARY KEY, path, number, record) WITHOUT ROWID") as connection:
        for place, source in enumerate(sources):
            for number, operation, record in _objects(source, report):
                if operation == _DELETE:
                    connection.execute("DELETE FROM entity WHERE id = ?", (record["id"],))
                    report.skip("deleted")
                else:
                    packed = json.dumps(record)
                    connection.execute(
                        "INSERT OR REPLACE INTO entity VALUES (?, ?, ?, ?)", (record["id"], place, number, packed)
                    )
        for place, number, packed in connection.execute("SELECT path, number, record FROM entity ORDER BY id"):
            yield from _entities(sources[place], [(number, _ADD, json.loads(packed))], types, options, report)


def _entity(record: Mapping[str, Any], types: Mapping[str, EntityType], options: ImportOptions) -> Entity | str:
    """The entity of a record, or why it has none; raises TypeError, KeyError or AttributeError for a malformed one."""
    schema = record["schema"]
    properties = record.get("properties") or {}
    type_ = types.get(schema.casefold())
    if type_ is None:
        return "schemata without names"
    if schema == "LegalEntity" and any(properties.get(name) for name in _PERSONAL):
        type_ = EntityType.PERSON
    names = _texts(properties, "name") or _put_together(properties)
    caption = record.get("caption")
    canonical = _canonical([caption, *names] if isinstance(caption, str) and caption else names)
    if not canonical:
        return "no name"
    accepted = [*names, *_texts(properties, "alias")]
    weak = [*_texts(properties, "weakAlias"), *_texts(properties, "previousName")]
    codes = (iso_country(code) for name in _COUNTRIES[type_] for code in _texts(properties, name))
    return entity(
        canonical,
        type_,
        aliases=filter(is_latin, accepted),
        weak_aliases=filter(is_latin, weak),
        native=(name for name in accepted if not is_latin(name)),
        country=next(filter(None, codes), ""),
        source=f"FollowTheMoney {record['id']}",
    )


def _canonical(names: Sequence[str]) -> str:
    """The first name as a text would write it: in Latin letters, not in capitals only, surname not set in front."""
    if not names:
        return ""
    return min(names, key=lambda name: (not is_latin(name), name.isupper() and " " in name, "," in name))


def _put_together(properties: Mapping[str, Any]) -> list[str]:
    """The name of a person of whom only its parts are given."""
    parts = [next(iter(_texts(properties, name)), "") for name in ("firstName", "lastName")]
    return [" ".join(parts)] if all(parts) else []


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and not NOT_TEXT.search(value)


def _texts(properties: Mapping[str, Any], name: str) -> list[str]:
    """The values of a property that are texts; nested entities have none."""
    values = properties.get(name) or []
    return [value for value in ([values] if isinstance(values, str) else values) if isinstance(value, str)]
