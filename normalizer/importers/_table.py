"""Tables of other people: their rows, and how columns with names of their own become ours."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from normalizer.errors import InputError
from normalizer.gazetteer.columns import ACTION, COLUMNS, LISTS, clean, split_list
from normalizer.gazetteer.countries import countries
from normalizer.gazetteer.read import Action
from normalizer.importers import ImportOptions, Report
from normalizer.importers._names import Values, iso_country, translation
from normalizer.model import Entity, EntityType

Cells = Sequence[str]

_NAME = "name"
_MAP_IT = "name it by --map canonical=COLUMN"
_NOT_UTF8 = re.compile("[\udc80-\udcff\ufffd]")


class RowError(Exception):
    """A row that cannot be used, and why."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which columns of the file `name` give each of ours, and what its values mean."""

    columns: Mapping[str, Sequence[int]]
    values: Values
    type: EntityType | None
    name: str


def table_entities(
    cells: Iterator[tuple[int, list[str]]], options: ImportOptions, path: Path, report: Report
) -> Iterator[Entity]:
    """The entities of (line, cells), of which the first is the header."""
    first, header = next(cells)
    how = plan(header, options, path, first)
    for number, row in cells:
        report.read += 1
        try:
            entity = row_entity(row, len(header), how)
        except RowError as error:
            report.fault(str(error), path, number)
            continue
        if isinstance(entity, str):
            report.skip(entity)
        else:
            yield entity


def plan(header: Cells, options: ImportOptions, path: Path, row: int) -> Plan:
    """How rows under this header are read; raises InputError where a column is missing or unknown."""
    theirs = [clean(cell) for cell in header]
    places: dict[str, list[int]] = {}
    for place, name in enumerate(theirs):
        if name.lower() in (*COLUMNS, ACTION):
            places.setdefault(name.lower(), []).append(place)
    mapped: dict[str, list[int]] = {}
    for pair in options.map:
        ours, place = _pair(pair, theirs, path, row)
        mapped.setdefault(ours, []).append(place)
    places |= mapped
    if "canonical" not in places and _NAME in map(str.lower, theirs):
        places["canonical"] = [[name.lower() for name in theirs].index(_NAME)]
    columns = f"its columns are {', '.join(theirs)}"
    if "canonical" not in places:
        raise InputError(f"no column gives the canonical name; {columns}", path=path, row=row, mend=_MAP_IT)
    if "type" not in places and options.type is None:
        mend = f"say --type {'|'.join(EntityType)}, or --map type=COLUMN"
        raise InputError(f"no column says the type; {columns}", path=path, row=row, mend=mend)
    return Plan(places, translation(options.values), options.type, path.name)


def row_entity(cells: Cells, width: int, how: Plan) -> Entity | str:
    """The entity of a row, or why it is left out; raises RowError where the row is malformed."""
    _check(cells, width)
    found = {ours: [cells[i] for i in places if i < len(cells)] for ours, places in how.columns.items()}
    values: dict[str, Any] = {}
    for ours, texts in found.items():
        if ours in LISTS:
            values[ours] = tuple(dict.fromkeys(name for text in texts for name in split_list(text)))
        elif text := next((t.strip() for t in texts if t.strip()), ""):
            values[ours] = _CONVERT.get(ours, _cleaned)(text, how)
    if values.pop(ACTION, Action.EXTEND) is Action.HIDE:
        return "rows that hide an entity"
    if not values.get("canonical"):
        raise RowError("the canonical name is missing")
    type_ = how.type or values.get("type")
    if type_ is None:
        raise RowError("the type is missing")
    return own_entity({**values, "type": type_}, how.name)


def own_entity(values: dict[str, Any], name: str) -> Entity:
    """The entity of columns of ours, every spelling in one list; an id that is not type/… says a record of `name`."""
    if (key := values.get("id", "")) and not key.startswith(f"{values['type']}/"):
        values = {**values, "id": "", "source": values.get("source") or f"{name} {key}"}
    seen = {values["canonical"]}
    for column in ("aliases", "weak_aliases", "variants"):
        values[column] = tuple(name for name in values.get(column, ()) if name not in seen)
        seen.update(values[column])
    return Entity(**{"id": "", **values})


def _check(cells: Cells, width: int) -> None:
    if len(cells) > width and any(map(str.strip, cells[width:])):
        raise RowError(f"{len(cells)} cells where the header has {width}")
    if any(not cell.isascii() and _NOT_UTF8.search(cell) for cell in cells):
        raise RowError("this is not UTF-8")
    if any("\0" in cell for cell in cells):
        raise RowError("this is binary")


def _pair(pair: tuple[str, str], theirs: Sequence[str], path: Path, row: int) -> tuple[str, int]:
    """(our column, the place of theirs) of a pair written either way; ours=theirs where both are possible."""
    for names in (theirs, [name.casefold() for name in theirs]):
        for ours, column in (pair, pair[::-1]):
            wanted = column if names is theirs else column.casefold()
            if ours in COLUMNS and wanted in names:
                return ours, names.index(wanted)
    known = [name for name in pair if name in COLUMNS]
    problem = f"--map {'='.join(pair)}: " + (
        f"there is no such column; its columns are {', '.join(theirs)}"
        if known
        else "none of these is a column of ours"
    )
    raise InputError(problem, path=path, row=row, mend=f"ours are {', '.join(COLUMNS)}")


def _cleaned(text: str, how: Plan) -> str:
    return clean(text)


def _type(text: str, how: Plan) -> EntityType | None:
    found = how.values.types.get(text.casefold())
    if found is None and text.lower() in set(EntityType):
        found = EntityType(text.lower())
    if found is None and how.type is None:
        raise RowError(f"unknown type {text!r}: say --value person={text}, or what it is")
    return found


def _country(text: str, how: Plan) -> str:
    found = how.values.countries.get(text.casefold()) or (iso_country(text) if len(text) == 2 else "")
    if not found and not (found := _codes().get(text.casefold(), "")):
        raise RowError(f"unknown country {text!r}: write its ISO code, or say --value CODE={text}")
    return found


@cache
def _codes() -> dict[str, str]:
    """The codes of countries by their English names."""
    return {country.name.casefold(): code for code, country in countries().items()}


def _degrees(limit: float) -> Callable[[str, Plan], float]:
    def convert(text: str, how: Plan) -> float:
        try:
            number = float(text.replace(",", ".") if "." not in text else text)
        except ValueError:
            number = limit + 1
        if not abs(number) <= limit:
            raise RowError(f"{text!r} is no degree from {-limit:g} to {limit:g}")
        return number

    return convert


def _population(text: str, how: Plan) -> int | None:
    digits = re.sub(r"[\s,'_\u2019]", "", text).removesuffix(".0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise RowError(f"the population {text!r} is no whole number")
    return int(digits)


def _action(text: str, how: Plan) -> Action:
    try:
        return Action(text)
    except ValueError:
        raise RowError(f"unknown action {text!r}") from None


_CONVERT: Mapping[str, Callable[[str, Plan], Any]] = {
    "type": _type,
    "country": _country,
    "latitude": _degrees(90),
    "longitude": _degrees(180),
    "population": _population,
    ACTION: _action,
}
