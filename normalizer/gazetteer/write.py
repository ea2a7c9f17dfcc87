"""A gazetteer file as rows of text, so that a change of one row leaves every other byte as it is."""

import codecs
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from normalizer.files import read_bytes, write_atomic
from normalizer.gazetteer.columns import ACTION, COLUMNS, LISTS, join_list
from normalizer.gazetteer.read import Action, check_width, delimiter, parse, read_csv_text, read_header
from normalizer.model import Entity

_Quoting = Literal[0, 1]  # csv.QUOTE_MINIMAL, csv.QUOTE_ALL


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file: its fields, their text without the line end, the line end, and the blank lines before it."""

    number: int
    fields: tuple[str, ...]
    raw: str
    end: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A file taken apart: `bytes_of` makes the same bytes of it again. `tail` are the blank lines at its end."""

    path: Path
    bom: bytes
    header: tuple[str, ...]
    head: Line
    lines: tuple[Line, ...]
    tail: str = ""


def read_table(path: Path | str) -> Table:
    """The file at `path`; raises InputError for what is not a gazetteer file."""
    path = Path(path)
    text = read_csv_text(path)
    physical = io.StringIO(text, newline="").readlines()
    records = list(parse(text, path))
    header = read_header(records[0], path)
    lines, start = [], 0
    for number, fields, last in records:
        check_width(fields, header, path, number)
        whole = "".join(physical[number - 1 : last])
        raw = whole.rstrip("\r\n")
        lines.append(Line(number, tuple(fields), raw, whole[len(raw) :], "".join(physical[start : number - 1])))
        start = last
    bom = codecs.BOM_UTF8 if read_bytes(path).startswith(codecs.BOM_UTF8) else b""
    return Table(path, bom, tuple(header), lines[0], tuple(lines[1:]), "".join(physical[start:]))


def new_table(path: Path | str) -> Table:
    """A file without rows that has every column but `action`."""
    raw = delimiter(path).join(COLUMNS)
    return Table(Path(path), b"", COLUMNS, Line(1, COLUMNS, raw, "\n"), ())


def bytes_of(table: Table) -> bytes:
    """The file's bytes."""
    text = "".join(line.before + line.raw + line.end for line in (table.head, *table.lines))
    return table.bom + (text + table.tail).encode("utf-8")


def write_table(table: Table) -> None:
    """Puts the file in its place at once; raises InputError where that fails."""
    write_atomic(table.path, bytes_of(table))


def values_of(entity: Entity, action: Action = Action.EXTEND) -> dict[str, str]:
    """The fields of an entity that are not empty, by column, as they stand in a file."""
    values = {}
    for column in COLUMNS:
        value = getattr(entity, column)
        if value not in ("", None, ()):
            values[column] = join_list(value) if column in LISTS else str(value)
    return values if action is Action.EXTEND else {**values, ACTION: str(action)}


def field(table: Table, line: Line, column: str) -> str:
    """The field of a row in a column, empty where the file has no such column."""
    return line.fields[table.header.index(column)] if column in table.header else ""


def with_columns(table: Table, columns: Iterable[str]) -> Table:
    """The file with these columns too: new ones come last, and every row gets an empty field for each."""
    missing = tuple(name for name in columns if name not in table.header)
    if not missing:
        return table

    def longer(line: Line, fields: Sequence[str]) -> Line:
        raw = delimiter(table.path).join((line.raw, *(_written(table, value) for value in fields)))
        return replace(line, fields=(*line.fields, *fields), raw=raw)

    lines = tuple(longer(line, [""] * len(missing)) for line in table.lines)
    return replace(table, header=(*table.header, *missing), head=longer(table.head, missing), lines=lines)


def inserted(table: Table, values: Mapping[str, str], place: int) -> Table:
    """The file with a new row before the row at index `place`; every value has to have its column.

    A file whose last row has no line end is given none by a row that is put there.
    """
    fields = tuple(values.get(name, "") for name in table.header)
    raw = delimiter(table.path).join(_written(table, value) for value in fields)
    lines = [table.head, *table.lines]
    before = lines[place]
    lines[place] = replace(before, end=before.end or table.head.end or "\n")
    lines.insert(place + 1, Line(0, fields, raw, before.end))
    return replace(table, head=lines[0], lines=tuple(lines[1:]))


def updated(table: Table, place: int, values: Mapping[str, str]) -> Table:
    """The file with these fields of the row at index `place` changed; every value has to have its column."""
    line = table.lines[place]
    mark = delimiter(table.path)
    fields, raws = list(line.fields), _raw_fields(line.raw, mark)
    for column, value in values.items():
        position = table.header.index(column)
        if fields[position] != value:
            fields[position], raws[position] = value, _written(table, value)
    line = replace(line, fields=tuple(fields), raw=mark.join(raws))
    return replace(table, lines=(*table.lines[:place], line, *table.lines[place + 1 :]))


def removed(table: Table, place: int) -> Table:
    """The file without the row at index `place`; a missing final line end stays missing."""
    lines = [table.head, *table.lines]
    gone = lines.pop(place + 1)
    if not gone.end:
        lines[place] = replace(lines[place], end="")
    return replace(table, head=lines[0], lines=tuple(lines[1:]))


def reordered(table: Table, order: Sequence[int]) -> Table:
    """The file with its rows in the order of these indices; line ends and blank lines stay where they are."""
    rows = zip((table.lines[i] for i in order), table.lines, strict=True)
    return replace(table, lines=tuple(replace(row, end=there.end, before=there.before) for row, there in rows))


def _written(table: Table, value: str) -> str:
    """A field as this file writes it: quoted where it must be, or where the whole header is."""
    mark = delimiter(table.path)
    every = all(raw.startswith('"') for raw in _raw_fields(table.head.raw, mark))
    quoting: _Quoting = csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, quoting=quoting, lineterminator="\r\n").writerow((value, ""))
    return out.getvalue().removesuffix(f'{mark}""\r\n' if every else f"{mark}\r\n")


def _raw_fields(raw: str, mark: str) -> list[str]:
    """The fields of a row with their quotes; `raw` is CSV that has been read without an error."""
    found, start, position = [], 0, 0
    while position < len(raw):
        if position == start and raw[position] == '"':
            position = raw.index('"', position + 1)
            while raw.startswith('""', position):
                position = raw.index('"', position + 2)
            position += 1
        elif raw[position] == mark:
            found.append(raw[start:position])
            start = position = position + 1
        else:
            position += 1
    return [*found, raw[start:]]
