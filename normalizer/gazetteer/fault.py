"""What the lint of gazetteer files finds."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file: `row` is its line (1-based), or None for the whole file; `mend` says what to do."""

    path: Path
    row: int | None
    severity: Literal["error", "warning"]
    code: str
    message: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.row}" if self.row else str(self.path)
        return f"{where}: {self.severity}: {self.message} [{self.code}]" + (f"; {self.mend}" if self.mend else "")


def error(path: Path, row: int | None, code: str, message: str, mend: str) -> Fault:
    """A fault that has to be mended."""
    return Fault(path, row, "error", code, message, mend)


def warning(path: Path, row: int | None, code: str, message: str, mend: str) -> Fault:
    """A fault that may be meant."""
    return Fault(path, row, "warning", code, message, mend)
