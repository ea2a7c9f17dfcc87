"""CSV with all columns of a gazetteer file."""

import csv
import io
from collections.abc import Iterable
from operator import attrgetter
from typing import BinaryIO

from normalizer.exporters import Exporter
from normalizer.gazetteer.columns import COLUMNS, join_list
from normalizer.model import Entity

EXPORTER = Exporter("csv", "a gazetteer file")


def write(entities: Iterable[Entity], file: BinaryIO) -> None:
    """A header and a row for each entity, in UTF-8."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(map(_row, entities))
    text.flush()
    text.detach()


_VALUES = attrgetter(*COLUMNS)


def _row(entity: Entity) -> list[object]:
    """The fields as `gazetteer.write.values_of` gives them, without a dictionary for each row."""
    return [join_list(value) if isinstance(value, tuple) else value for value in _VALUES(entity)]
