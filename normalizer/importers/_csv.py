"""The rows of CSV sources with their line numbers."""

import codecs
import csv
import re
from collections.abc import Iterator
from itertools import chain

from normalizer.errors import InputError
from normalizer.importers import Report
from normalizer.importers._source import Source

_DELIMITERS = ",;\t|"
_BIG_FIELD = 1 << 24
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def records(source: Source, delimiter: str | None, report: Report) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of a CSV source, its header first; the header tells the delimiter where none is given.

    UTF-8, or UTF-16 with its mark; bytes that are not UTF-8 stand as lone surrogates. Rows that are not CSV are
    malformed. Raises InputError where a quotation is not closed.
    """
    csv.field_size_limit(_BIG_FIELD)
    lines = _text_lines(source)
    blank = 0
    header = ""
    for header in lines:
        if header.strip():
            break
        blank += 1
    mark = delimiter or max(_DELIMITERS, key=re.sub(r'"[^"]*"', "", header).count)
    reader = csv.reader(chain([header], lines), delimiter=mark, strict=True)
    found_header = False
    while True:
        number = blank + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            if not found_header:
                raise InputError("there is no header", path=source.path, row=1, mend="name the columns") from None
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                problem = "the file is cut off: a quotation that begins here is not closed"
                raise InputError(
                    problem, path=source.path, row=number, mend='close it, or write a quote as ""'
                ) from None
            if not found_header:
                raise InputError(f"the header is not CSV ({error})", path=source.path, row=number) from None
            report.read += 1
            report.fault(f"this row is not CSV ({error})", source.path, number)
            continue
        if any(map(str.strip, cells)):
            found_header = True
            yield number, cells


def _text_lines(source: Source) -> Iterator[str]:
    codec = next((name for bom, name in _BOMS if source.peek().startswith(bom)), None)
    if codec is None:
        for _, line in source.lines():
            yield line.decode("utf-8", "surrogateescape") + "\n"
        return
    decode = codecs.getincrementaldecoder(codec)("replace").decode
    rest = ""
    while data := source.read(1 << 16):
        *whole, rest = (rest + decode(data)).removeprefix("\ufeff").split("\n")
        yield from (line.rstrip("\r") + "\n" for line in whole)
    if rest:
        yield rest
