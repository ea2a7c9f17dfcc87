"""What can be wrong with a row of a gazetteer file by itself."""

import re
from collections.abc import Iterator

from normalizer.gazetteer.countries import countries
from normalizer.gazetteer.fault import Fault, error, warning
from normalizer.gazetteer.read import Row
from normalizer.gazetteer.scripts import foreign, invisible, mixed_word

_ID = re.compile(r"(?P<type>[a-z]+)/[a-z0-9]+(?:-[a-z0-9]+)*")
_ENGLISH = ("canonical", "aliases", "weak_aliases", "variants", "keep")


def row_faults(row: Row) -> Iterator[Fault]:
    """The faults of one row, whatever the others say."""
    for check in (_id_faults, _list_faults, _letter_faults, _position_faults):
        yield from check(row)


def _id_faults(row: Row) -> Iterator[Fault]:
    entity = row.entity
    if not entity.id:
        return
    found = _ID.fullmatch(entity.id)
    if not found:
        mend = f"write {entity.type}/ and the name in a-z, 0-9 and hyphens"
        yield error(row.path, row.number, "malformed-id", f"malformed id {entity.id!r}", mend)
    elif found["type"] != entity.type:
        problem = f"the id {entity.id!r} is not of the type {entity.type}"
        yield error(row.path, row.number, "malformed-id", problem, f"begin it with {entity.type}/")
    if entity.id in entity.related:
        problem = f"{entity.id} is related to itself"
        yield error(row.path, row.number, "unknown-related", problem, "name what tells it apart")


def _list_faults(row: Row) -> Iterator[Fault]:
    entity = row.entity
    seen: dict[str, str] = {entity.canonical: "the canonical name"}
    for column, kind in (("aliases", "an alias"), ("weak_aliases", "a weak alias"), ("variants", "a variant")):
        for name in getattr(entity, column):
            if seen.get(name) == "the canonical name":
                problem = f"{kind} equals the canonical name {name!r}"
                yield error(row.path, row.number, "alias-is-canonical", problem, "leave it out (--fix does)")
            elif name in seen:
                problem = f"{name!r} is {seen[name]} and {kind}"
                yield error(row.path, row.number, "listed-twice", problem, "keep it in one list")
            seen.setdefault(name, kind)


def _letter_faults(row: Row) -> Iterator[Fault]:
    for column in (*_ENGLISH, "native"):
        value = getattr(row.entity, column)
        for name in (value,) if isinstance(value, str) else value:
            if word := mixed_word(name):
                problem = f"{column} {name!r}: the letters of {word!r} are of several scripts that look alike"
                yield error(row.path, row.number, "mixed-scripts", problem, "type the word again in one script")
            elif column != "native" and foreign(name):
                problem = f"{column} {name!r} is not in Latin letters"
                yield warning(row.path, row.number, "foreign-script", problem, "move it to native")
            if character := invisible(name, column == "native"):
                problem = f"{column} {name!r} holds the invisible character U+{ord(character):04X}"
                yield error(row.path, row.number, "invisible", problem, "take it out")


def _position_faults(row: Row) -> Iterator[Fault]:
    entity = row.entity
    country = countries().get(entity.country)
    if entity.country and country is None:
        mend = "give the two letters of ISO 3166-1, such as UA"
        yield error(row.path, row.number, "unknown-country", f"unknown country {entity.country!r}", mend)
    if entity.latitude is None or entity.longitude is None:
        if entity.latitude is not entity.longitude:
            mend = "give latitude and longitude, or neither"
            yield error(row.path, row.number, "half-coordinates", "one coordinate is missing", mend)
    elif country and not country.holds(entity.latitude, entity.longitude):
        problem = f"{entity.latitude:g}, {entity.longitude:g} is not in {country.name}"
        mend = "check both, their order and their signs"
        yield error(row.path, row.number, "outside-country", problem, mend)
