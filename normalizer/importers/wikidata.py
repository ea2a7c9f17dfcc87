"""Wikidata: the JSON dump (one array, or one item a line), and results of the query service (JSON, CSV, TSV).

What is read is known by what it holds. Types come from the classes of an item by the table data/wikidata_types.csv,
which `--value place=Q12345` extends.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from normalizer.importers import Importer, ImportOptions, Report
from normalizer.importers._json import elements, is_by_line, objects_by_line
from normalizer.importers._source import Source, opened
from normalizer.importers._wikidata_item import item_entity
from normalizer.importers._wikidata_query import QueryRow, json_rows, query_entities, text_rows
from normalizer.importers._wikidata_tables import Tables, read_tables
from normalizer.model import Entity

IMPORTER = Importer("wikidata", "Wikidata: JSON dumps, and results of the query service as JSON, CSV or TSV")

_DOCUMENT = re.compile(rb'(\xef\xbb\xbf)?\s*\{\s*"(head|results|entities|success)"')
_ID = re.compile(r"[QPLM][1-9]\d*")
_SAMPLE = 20
_JSON = re.compile(rb"(\xef\xbb\xbf)?\s*[\[{]")


def rows(sources: Sequence[Path], options: ImportOptions, report: Report) -> Iterator[Entity]:
    """The items that have a label, and a class in the table of types (or `options.type`)."""
    tables = read_tables(options.values)
    results: list[Iterator[QueryRow]] = []
    with opened(sources, report) as found:
        for source in found:
            if not _JSON.match(source.peek()):
                results.append(text_rows(source, tables, report))
                continue
            values = _values(source, report)
            first = list(islice(values, _SAMPLE))
            if any(_is_item(value) for _, _, value in first):
                yield from _items(source, chain(first, values), options, tables, report)
            elif first:
                results.append(json_rows(source, chain(first, values), tables, report))
        if results:
            yield from query_entities(results, options, tables, report)


def _values(source: Source, report: Report) -> Iterator[tuple[tuple[str, ...], int, Any]]:
    if _DOCUMENT.match(source.peek()) or not is_by_line(source):
        for path, number, value in elements(source):
            report.read += path in ((), ("results", "bindings")) or path[:1] == ("entities",)
            yield path, number, value
    else:
        for number, value in objects_by_line(source, report):
            yield (), number, value


def _is_item(value: Any) -> bool:
    """Whether a value is an entity of a dump, and no row of results."""
    if not isinstance(value, dict):
        return False
    return bool(_ID.fullmatch(str(value.get("id", "")))) or {"labels", "claims"} <= value.keys()


def _items(
    source: Source,
    values: Iterator[tuple[tuple[str, ...], int, Any]],
    options: ImportOptions,
    tables: Tables,
    report: Report,
) -> Iterator[Entity]:
    for path, number, value in values:
        if path and path[0] != "entities":
            continue
        try:
            entity = item_entity(value, options, tables)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            report.fault(f"this is not an item of Wikidata ({type(error).__name__}: {error})", source.path, number)
            continue
        if isinstance(entity, str):
            report.skip(entity)
        else:
            yield entity
