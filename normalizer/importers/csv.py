"""CSV files, ours and other people's; the header tells whether commas, semicolons, tabs or bars part the columns."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from normalizer.importers import Importer, ImportOptions, Report
from normalizer.importers._csv import records
from normalizer.importers._source import opened
from normalizer.importers._table import table_entities
from normalizer.model import Entity

IMPORTER = Importer("csv", "CSV files, with --map for columns of other names", frozenset({"map"}))


def rows(sources: Sequence[Path], options: ImportOptions, report: Report) -> Iterator[Entity]:
    """The rows of the tables."""
    with opened(sources, report) as found:
        for source in found:
            yield from table_entities(records(source, None, report), options, source.path, report)
