"""What the tests of the importers share: an import of fixtures into entities."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from normalizer.importers import ImportOptions, Report, import_names
from normalizer.model import Entity

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Imported:
    """The entities of an import by canonical name, and its report."""

    entities: list[Entity]
    report: Report

    def __getitem__(self, canonical: str) -> Entity:
        found = [entity for entity in self.entities if entity.canonical == canonical]
        assert len(found) == 1, [entity.canonical for entity in self.entities]
        return found[0]

    @property
    def names(self) -> list[str]:
        return [entity.canonical for entity in self.entities]

    @property
    def faults(self) -> list[tuple[str, int]]:
        return [(Path(fault.path).name, fault.row) for fault in self.report.faults]


@pytest.fixture
def imported() -> Callable[..., Imported]:
    def run(kind: str, *files: str | Path, known: dict[str, Entity] | None = None, **options: Any) -> Imported:
        entities: list[Entity] = []
        report = Report(strict=options.get("strict", False))
        paths = [DATA / file for file in files]
        import_names(kind, paths, ImportOptions(**options), entities.extend, report, known)
        return Imported(entities, report)

    return run
