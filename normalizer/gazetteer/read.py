"""Reads the CSV files of a gazetteer, and refuses what it cannot be sure of."""

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from normalizer.errors import InputError
from normalizer.files import read_bytes
from normalizer.gazetteer.columns import (
    ACTION,
    ALLOWED_COLUMNS,
    COLUMNS,
    LISTS,
    REQUIRED,
    REVIEW,
    clean,
    split_list,
)
from normalizer.model import Entity, EntityType

_LONGEST_FIELD = 131_072
"""Characters; what is longer is a quotation that nobody closed."""


class Action(StrEnum):
    """What a row does to the entity of an earlier layer."""

    EXTEND = "extend"
    REPLACE = "replace"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: `number` is its first line (1-based); `entity.id` is empty where the row has none."""

    entity: Entity
    action: Action
    path: Path
    number: int


class Record(NamedTuple):
    """The fields of a row as they stand in the file, and its first and last line (1-based)."""

    number: int
    fields: list[str]
    last: int


class _RowError(Exception):
    def __init__(self, problem: str, mend: str) -> None:
        self.problem, self.mend = problem, mend


def _raise(error: InputError) -> None:
    raise error


def read_rows(path: Path | str, report: Callable[[InputError], None] = _raise) -> list[Row]:
    """The rows of a gazetteer file in their order, names normalised (`columns.clean`).

    The file is UTF-8, its columns are parted by commas, or by tabs where its name ends in .tsv.
    Raises InputError with file, row and mend for what cannot be read; with `report`, a row that cannot be read is
    handed to it and left out.
    """
    return rows_in(read_csv_text(path), Path(path), report)


def rows_in(text: str, path: Path, report: Callable[[InputError], None] = _raise) -> list[Row]:
    """The rows of the text of a gazetteer file; `path` stands for it in errors, else as `read_rows`."""
    records = parse(text, path)
    return list(rows_of(read_header(next(records), path), records, path, report))


def read_allowed(path: Path | str) -> frozenset[str]:
    """The words of an allowed.csv (columns word, reason); raises InputError as `read_rows` does."""
    return frozenset(word for _, word, _ in read_allowed_rows(path))


def read_allowed_rows(path: Path | str) -> Iterator[tuple[int, str, str]]:
    """Line (1-based), word and reason of each row of an allowed.csv; raises InputError as `read_rows` does."""
    path = Path(path)
    records = parse(read_csv_text(path), path)
    header = _columns(next(records), path, ALLOWED_COLUMNS, ALLOWED_COLUMNS)
    word, reason = map(header.index, ALLOWED_COLUMNS)
    for number, record, _ in records:
        check_width(record, header, path, number)
        if not clean(record[word]):
            raise InputError("the word is missing", path=path, row=number, mend="write it, or leave the row out")
        yield number, clean(record[word]), clean(record[reason])


def read_csv_text(path: Path | str) -> str:
    """The text of a CSV file without its byte order mark; raises InputError where it is not UTF-8 or is empty."""
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise InputError("this is not UTF-8", path=path, row=row, mend="save it as CSV in UTF-8") from None
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise InputError("this is a binary file", path=path, row=row, mend="save it as CSV in UTF-8")
    if not text.strip():
        raise InputError("the file is empty", path=path, mend=f"give it a header: {','.join(COLUMNS)}")
    return text


def delimiter(path: Path | str) -> str:
    """What parts the columns of a file of this name."""
    return "\t" if Path(path).suffix.lower() == ".tsv" else ","


def parse(text: str, path: Path) -> Iterator[Record]:
    """The rows of a CSV text, its header first, without blank lines; raises InputError where quoting is broken."""
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(path), strict=True)
    number = 1
    try:
        for record in reader:
            if len(record) > 1 or (record and record[0].strip()):
                yield Record(number, record, reader.line_num)
            number = reader.line_num + 1
    except csv.Error as error:
        mend = 'put the field between double quotes and write " as ""'
        raise InputError(f"this row is not CSV ({error})", path=path, row=number, mend=mend) from None


def read_header(record: Record, path: Path) -> list[str]:
    """The columns of a gazetteer file, in its own order; raises InputError for a header that is not one."""
    return _columns(record, path, (*COLUMNS, ACTION), REQUIRED, REVIEW)


def check_width(record: Sequence[str], header: Sequence[str], path: Path, number: int) -> None:
    """Raises InputError unless the row has a field for each column."""
    if len(record) != len(header):
        problem = f"{len(record)} fields where the header has {len(header)}"
        mend = "put a field that holds the separator between double quotes"
        raise InputError(problem, path=path, row=number, mend=mend)


def _columns(
    record: Record, path: Path, known: Sequence[str], required: Sequence[str], read_over: Sequence[str] = ()
) -> list[str]:
    header = [name.strip() for name in record.fields]
    known_ones = f"the columns are {', '.join(known)}"
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|,"):
        mend = f"part the columns by {'commas' if delimiter(path) == ',' else 'tabs'}"
        raise InputError("the header has one column only", path=path, row=record.number, mend=mend)
    for name in header:
        if name not in (*known, *read_over):
            from difflib import get_close_matches

            near = get_close_matches(name.lower(), known, 1, cutoff=0.75)
            problem = f"unknown column {name!r}" + (f", perhaps {near[0]!r}?" if near else "")
            raise InputError(problem, path=path, row=record.number, mend=known_ones)
        if header.count(name) > 1:
            mend = "leave one of them out"
            raise InputError(f"the column {name!r} is there twice", path=path, row=record.number, mend=mend)
    for name in required:
        if name not in header:
            raise InputError(f"the column {name!r} is missing", path=path, row=record.number, mend=known_ones)
    return header


def rows_of(
    header: Sequence[str], records: Iterable[Record], path: Path, report: Callable[[InputError], None] = _raise
) -> Iterator[Row]:
    """The rows that records of a file with this header hold; what cannot be read is as in `read_rows`."""
    plan = [(i, _PLACES[name], _CONVERTERS[name]) for i, name in enumerate(header) if name not in REVIEW]
    for number, record, _ in records:
        values = list(_DEFAULTS)
        try:
            check_width(record, header, path, number)
            for i, place, convert in plan:
                if value := record[i]:
                    values[place] = convert(value)
            if not values[_CANONICAL]:
                raise _RowError("the canonical name is missing", "write it, or leave the row out")
            if values[_TYPE] is None:
                raise _RowError("the type is missing", _TYPES_ARE)
        except _RowError as error:
            report(InputError(error.problem, path=path, row=number, mend=error.mend))
        except InputError as error:
            report(error)
        else:
            action = values.pop()
            yield Row(Entity(*values), action, path, number)


def _type(value: str) -> EntityType:
    try:
        return EntityType(value.strip())
    except ValueError:
        raise _RowError(f"unknown type {value!r}", _TYPES_ARE) from None


def _action(value: str) -> Action:
    try:
        return Action(value.strip() or Action.EXTEND)
    except ValueError:
        raise _RowError(f"unknown action {value!r}", f"the actions are {', '.join(Action)}") from None


def _degrees(column: str, limit: float) -> Callable[[str], float | None]:
    def convert(value: str) -> float | None:
        try:
            number = float(value) if value.strip() else None
        except ValueError:
            number = math.nan
        if number is not None and not abs(number) <= limit:
            raise _RowError(f"{column} is {value!r}", f"write degrees from {-limit:g} to {limit:g}, or nothing")
        return number

    return convert


def _population(value: str) -> int | None:
    value = value.strip()
    if value and not (value.isascii() and value.isdigit() and len(value) <= 12):
        raise _RowError(f"population is {value!r}", "write a whole number in digits, or nothing")
    return int(value) if value else None


_TYPES_ARE = f"the types are {', '.join(EntityType)}"
_DEFAULTS: tuple[Any, ...] = ("", "", None, *(f.default for f in fields(Entity)[3:]), Action.EXTEND)
_PLACES = {name: place for place, name in enumerate((*COLUMNS, ACTION))}
_CANONICAL, _TYPE = _PLACES["canonical"], _PLACES["type"]
_CONVERTERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(COLUMNS, clean),
    **dict.fromkeys(LISTS, split_list),
    "type": _type,
    "latitude": _degrees("latitude", 90),
    "longitude": _degrees("longitude", 180),
    "population": _population,
    ACTION: _action,
}
