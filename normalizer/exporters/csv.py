"""CSV with all columns of a gazetteer file."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from normalizer.exporters import Exporter
from normalizer.gazetteer.columns import COLUMNS
from normalizer.gazetteer.write import values_of
from normalizer.model import Entity

EXPORTER = Exporter("csv", "a gazetteer file")


def write(entities: Iterable[Entity], file: BinaryIO) -> None:
    """A header and a row for each entity, in UTF-8."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    rows = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    rows.writeheader()
    rows.writerows(map(values_of, entities))
    text.flush()
    text.detach()
