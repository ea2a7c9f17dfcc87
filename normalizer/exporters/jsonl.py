"""JSON lines: an entity a line, its columns as keys, lists as arrays; what is empty is left out."""

import json
from collections.abc import Iterable
from typing import BinaryIO

from normalizer.exporters import Exporter
from normalizer.gazetteer.columns import COLUMNS
from normalizer.model import Entity

EXPORTER = Exporter("jsonl", "JSON lines, an entity a line")


def write(entities: Iterable[Entity], file: BinaryIO) -> None:
    """A line for each entity, in UTF-8."""
    for entity in entities:
        values = ((column, getattr(entity, column)) for column in COLUMNS)
        record = {column: value for column, value in values if value not in ("", None, ())}
        file.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
