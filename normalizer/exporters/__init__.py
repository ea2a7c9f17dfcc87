"""Exporters: a gazetteer's entities as files that other tools open, one kind a module.

A module has `EXPORTER` and `write(entities, file)`, which streams.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from normalizer.errors import InputError
from normalizer.model import Entity
from normalizer.registry import discover


@dataclass(frozen=True, slots=True)
class Exporter:
    """What is said of an exporter: its name on the command line, which is its files' suffix too, and what it writes."""

    kind: str
    summary: str


class ExporterModule(Protocol):
    """A module of this package; `write` puts the entities into an open file, in the order in which they come."""

    EXPORTER: Exporter

    def write(self, entities: Iterable[Entity], file: BinaryIO) -> None: ...  # noqa: D102


def exporters() -> dict[str, ExporterModule]:
    """The modules of this package by kind."""
    modules = (cast(ExporterModule, module) for module in discover(__name__).values())
    return {module.EXPORTER.kind: module for module in modules}


def chosen(kind: str | None, output: Path | None) -> ExporterModule:
    """The exporter of a kind, else of the suffix of the output; raises InputError where neither says one."""
    found = exporters()
    name = kind or (output.suffix.lower().removeprefix(".") if output else "")
    if name not in found:
        problem = f"there is no exporter for {name!r}" if name else "nothing says what to export to"
        raise InputError(problem, mend=f"say --to {'|'.join(sorted(found))}")
    return found[name]
