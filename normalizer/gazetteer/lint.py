"""Lints gazetteer files: every fault at once, each with its file, row and mend."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from normalizer.errors import InputError
from normalizer.files import locked
from normalizer.gazetteer.columns import LISTS, join_list, split_list, tidied
from normalizer.gazetteer.fault import Fault, error
from normalizer.gazetteer.lint_layer import layer_faults
from normalizer.gazetteer.lint_row import row_faults
from normalizer.gazetteer.read import Row, parse, read_allowed_rows, read_csv_text, read_header, read_rows
from normalizer.gazetteer.shipped import ALLOWED, csv_files, shipped_layer
from normalizer.gazetteer.write import Table, bytes_of, field, read_table, reordered, updated, write_table


def lint(paths: Sequence[Path | str]) -> list[Fault]:
    """Every fault of these files, by path and row.

    A folder's CSV files are one layer, and every other file is one; ids of each other and of the shipped layer are
    known to all. What keeps a file from being read is a fault too.
    """
    faults: list[Fault] = []
    layers: list[list[Row]] = []
    for path in map(Path, paths):
        layers.append(rows := [])
        for file in _files(path):
            found, there = _file_faults(file)
            faults += found
            rows += there
    ids = {row.entity.id for rows in layers for row in rows} | _shipped_ids()
    for rows in layers:
        faults += layer_faults(rows, ids)
    return sorted(set(faults), key=lambda f: (str(f.path), f.row or 0, f.severity, f.code, f.message))


def fix(paths: Sequence[Path | str]) -> list[Path]:
    """Mends what is safe and leaves every other byte: returns the files that changed.

    Stray blanks go, names become NFC, a name that a row has twice or that is its canonical name goes, rows are sorted
    by id. Raises InputError for a file that cannot be read.
    """
    changed = []
    for file in (file for path in paths for file in _files(Path(path)) if file.name != ALLOWED):
        with locked(file):
            table = read_table(file)
            mended = _sorted(_tidy(table))
            if bytes_of(mended) != bytes_of(table):
                write_table(mended)
                changed.append(file)
    return changed


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    allowed = path / ALLOWED
    return [*csv_files(path), *([allowed] if allowed.is_file() else [])]


def _shipped_ids() -> set[str]:
    try:
        return {row.entity.id for row in shipped_layer().rows}
    except InputError:  # the shipped files may be what is linted
        return set()


def _file_faults(path: Path) -> tuple[list[Fault], list[Row]]:
    """The faults of a file and of each of its rows alone, and the rows."""
    faults: list[Fault] = []

    def report(problem: InputError) -> None:
        row = problem.row if problem.path == path else None
        faults.append(Fault(path, row, "error", "unreadable", problem.problem, problem.mend))

    try:
        if path.name == ALLOWED:
            return list(_allowed_faults(path)), []
        rows = read_rows(path, report)
        faults += _text_faults(path)
    except InputError as problem:
        report(problem)
        return faults, []
    return faults + [fault for row in rows for fault in row_faults(row)], rows


def _text_faults(path: Path) -> Iterator[Fault]:
    """What can be seen in the text of the fields only: how it is written, and the order of the rows."""
    records = parse(read_csv_text(path), path)
    header = read_header(next(records), path)
    before = ""
    for number, fields, _ in records:
        for column, value in zip(header, fields, strict=False):
            if (new := tidied(column, value)) != value:
                yield _untidy(path, number, column, value, new)
        if len(fields) == len(header) and "id" in header:
            key = fields[header.index("id")].strip()
            if key and key < before:
                yield error(path, number, "order", f"{key} comes after {before}", "sort the rows by id (--fix does)")
            before = key or before


def _untidy(path: Path, number: int, column: str, value: str, new: str) -> Fault:
    if "".join(value.split()) == "".join(new.split()):
        code, problem = "stray-blank", "has a blank too many"
    elif column in LISTS and len(split_list(value)) < len([name for name in value.split(";") if name.strip()]):
        code, problem = "repeated-name", "has a name twice"
    else:
        code, problem = "untidy", "is not written as it should be"
    return error(path, number, code, f"{column} {problem}: {value!r}", f"write {new!r} (--fix does)")


def _allowed_faults(path: Path) -> Iterator[Fault]:
    before: dict[str, int] = {}
    for number, word, reason in read_allowed_rows(path):
        if word in before:
            yield error(path, number, "duplicate", f"{word!r} is in row {before[word]} too", "leave one of them out")
        if not reason:
            yield error(path, number, "no-reason", f"{word!r} has no reason", "say why it is never flagged")
        before[word] = number


def _tidy(table: Table) -> Table:
    for place, line in enumerate(table.lines):
        values = {name: tidied(name, old) for name, old in zip(table.header, line.fields, strict=True)}
        seen = {values["canonical"]}
        for column in ("aliases", "weak_aliases", "variants"):
            names = split_list(values.get(column, ""))
            if not seen.isdisjoint(names):
                values[column] = join_list(name for name in names if name not in seen)
        if values != dict(zip(table.header, line.fields, strict=True)):
            table = updated(table, place, values)
    return table


def _sorted(table: Table) -> Table:
    ids = [field(table, line, "id") for line in table.lines]
    if not all(ids):
        return table
    return reordered(table, sorted(range(len(ids)), key=ids.__getitem__))
