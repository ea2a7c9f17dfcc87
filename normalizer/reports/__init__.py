"""Outputs, one a file: pure functions from results to text.

A report is a module with `REPORT: Report` and `render(results) -> str`; it is found by its file name.
"""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from normalizer.errors import InputError
from normalizer.model import Correction
from normalizer.registry import discover, listed
from normalizer.reports._wording import wording

__all__ = ["FileResult", "Report", "ReportModule", "by_name", "by_suffix", "reports", "wording"]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What was found in one input; `path` is as the user gave it, `-` for standard input."""

    path: str
    correction: Correction


@dataclass(frozen=True, slots=True)
class Report:
    """What the command line needs to know of an output; `suffix` has its dot, or is empty where no file is made."""

    name: str
    suffix: str
    summary: str


class ReportModule(Protocol):
    """An output: `render` gives the whole text of it, to be written as UTF-8 without translating line ends."""

    REPORT: Report

    @staticmethod
    def render(results: Sequence[FileResult]) -> str:
        """The report on `results`, in their order."""
        ...


def reports() -> dict[str, ReportModule]:
    """Every output by its name, sorted."""
    modules = (cast(ReportModule, module) for module in discover("normalizer.reports").values())
    return {module.REPORT.name: module for module in modules}


def by_name(name: str) -> ReportModule:
    """The output called `name` (such as `json`); InputError where there is none."""
    known = listed(__name__)
    if name not in known:
        raise InputError(f"no report is called {name!r}", mend=f"use one of {', '.join(known)}")
    return cast(ReportModule, importlib.import_module(f"{__name__}.{name}"))


def by_suffix(suffix: str) -> ReportModule:
    """The output whose files end in `suffix` (such as `.html`, in any case); InputError where there is none."""
    # Most are called by their suffix, and the others need not be imported to find them.
    if (name := suffix.lower().removeprefix(".")) in listed(__name__) and by_name(name).REPORT.suffix == suffix.lower():
        return by_name(name)
    known = {module.REPORT.suffix: module for module in reports().values() if module.REPORT.suffix}
    if suffix.lower() not in known:
        raise InputError(f"no report is made for the suffix {suffix!r}", mend=f"use one of {', '.join(sorted(known))}")
    return known[suffix.lower()]
