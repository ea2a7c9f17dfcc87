"""The first sheet of spreadsheets (xlsx), read row by row by the package openpyxl."""

import datetime
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from normalizer.errors import InputError
from normalizer.importers import Importer, ImportOptions, Report
from normalizer.importers._table import table_entities
from normalizer.model import Entity

IMPORTER = Importer("xlsx", "spreadsheets, with --map for columns of other names", frozenset({"map"}))


def rows(sources: Sequence[Path], options: ImportOptions, report: Report) -> Iterator[Entity]:
    """The rows of the sheets; raises InputError where the package is missing or a file is no spreadsheet."""
    for path in sources:
        cells = _cells(path, report)
        first = next(cells, None)
        if first is None:
            raise InputError("the first sheet is empty", path=path, mend="put the table on the first sheet")
        yield from table_entities(_chained(first, cells), options, path, report)


def _chained(first: tuple[int, list[str]], others: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from others


def _cells(path: Path, report: Report) -> Iterator[tuple[int, list[str]]]:
    """(line, cells as text) of the rows that are not empty."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        mend = "install it: pip install namewright[xlsx]"
        raise InputError("reading xlsx needs the package openpyxl", path=path, mend=mend) from None
    if not path.is_file():
        raise InputError("there is no such file", path=path, mend="check its name and folder")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
            with closing(load_workbook(path, read_only=True, data_only=True)) as book:
                for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
                    texts = [_text(value) for value in row]
                    if any(texts):
                        yield number, texts
    except InputError:
        raise
    except Exception as error:  # openpyxl lets through what zip, XML and its own parsers raise
        reason = " ".join(str(error).split())
        raise InputError(f"this is no whole spreadsheet ({reason})", path=path, mend="save it as xlsx again") from None
    finally:
        if report.on_bytes and path.is_file():
            report.on_bytes(path.stat().st_size)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value).strip()
