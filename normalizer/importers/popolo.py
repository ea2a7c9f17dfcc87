"""Popolo documents, as EveryPolitician publishes them: persons, organizations and areas.

`name` is the canonical name where it is in the script of the language asked for, else another name that is tagged
with it. Names whose end date has passed are weak aliases: right where a text speaks of the past. Sort names are no
names; memberships, events and posts are not read.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from normalizer.errors import InputError
from normalizer.importers import Importer, ImportOptions, Report
from normalizer.importers._json import elements
from normalizer.importers._names import entity, is_latin, iso_country, matching_language, native_script_languages, tidy
from normalizer.importers._source import Source, opened
from normalizer.model import Entity, EntityType

IMPORTER = Importer("popolo", "Popolo JSON (EveryPolitician): persons, organizations, areas")

_TYPES = {
    "persons": EntityType.PERSON,
    "people": EntityType.PERSON,
    "organizations": EntityType.ORGANIZATION,
    "areas": EntityType.PLACE,
}


def rows(sources: Sequence[Path], options: ImportOptions, report: Report) -> Iterator[Entity]:
    """The persons, organizations and areas of the documents; raises InputError where one has none of these arrays."""
    today = datetime.date.today().isoformat()
    with opened(sources, report) as found:
        for source in found:
            yield from _document(source, options, report, today)


def _document(source: Source, options: ImportOptions, report: Report, today: str) -> Iterator[Entity]:
    keys: set[str] = set()
    for path, number, value in elements(source):
        keys.update(path[:1])
        if len(path) != 1 or (not isinstance(value, dict) and path[0] not in _TYPES):
            continue
        report.read += 1
        type_ = _TYPES.get(path[0])
        if type_ is None:
            report.skip(path[0])
            continue
        try:
            built = _entity(value, type_, options.languages, today)
        except (KeyError, TypeError, AttributeError):
            report.fault(f"this is no {type_} with names", source.path, number)
            continue
        # The id of a person is unique; "legislature" is one in many documents.
        of = "" if type_ is EntityType.PERSON else f"{source.path.stem} "
        yield replace(built, source=tidy(f"Popolo {of}{value['id']}") if value.get("id") else "")
    if keys.isdisjoint(_TYPES):
        problem = "the document has no persons, organizations or areas"
        raise InputError(problem, path=source.path, row=1, mend="is it Popolo JSON?")


def _entity(record: Mapping[str, Any], type_: EntityType, languages: Sequence[str], today: str) -> Entity:
    name = record["name"]
    if not isinstance(name, str):
        raise TypeError("the name is no text")
    tagged: list[tuple[str, str]] = []
    former: list[tuple[str, str]] = []
    for other in record.get("other_names") or []:
        text, over = other["name"], other.get("end_date") or ""
        (former if over and over < today[: len(over)] else tagged).append((other.get("lang") or "", text))
    accepted = [name, *(text for _, text in tagged)]
    return entity(
        _canonical(name, tagged, languages),
        type_,
        aliases=filter(is_latin, accepted),
        weak_aliases=(text for _, text in former if is_latin(text)),
        native=(text for text in accepted if not is_latin(text)),
        country=iso_country(record.get("country_code") or ""),
    )


def _canonical(name: str, tagged: Sequence[tuple[str, str]], languages: Sequence[str]) -> str:
    for place, language in enumerate(languages):
        if is_latin(name) == (language not in native_script_languages()):
            return name
        own = [text for tag, text in tagged if tag and matching_language(tag, languages) == place]
        if own:
            return own[0]
    return name
