"""For programs: every fact of every finding; `schema/report.schema.json` documents it."""

import json
import math
from collections.abc import Sequence

from normalizer.model import Evidence, Fact, Finding
from normalizer.reports import FileResult, Report
from normalizer.reports._items import counts, in_order
from normalizer.text.positions import Positions, positions

REPORT = Report("json", ".json", "every fact of every finding, for programs")
VERSION = 1
"""Grows when a reader of the format has to change; a new field alone does not."""

Json = str | int | float | bool | None | Sequence["Json"] | dict[str, "Json"]


def render(results: Sequence[FileResult]) -> str:
    """The findings and edits of each file, as the schema says.

    ASCII throughout, so that lone surrogates and any encoding of the terminal do no harm.
    """
    tool: Json = {"name": "namewright", "version": _tool_version()}
    report: Json = {"version": VERSION, "tool": tool, "files": [_file(result) for result in results]}
    return json.dumps(report, indent=2, allow_nan=False) + "\n"


def _tool_version() -> str:
    from importlib import metadata

    try:
        return metadata.version("namewright")
    except metadata.PackageNotFoundError:
        return "unknown"


def _file(result: FileResult) -> Json:
    correction = result.correction
    table = positions(correction.original)
    number = counts(correction.findings)
    return {
        "path": result.path,
        "notes": list(correction.notes),
        "counts": {"findings": number.findings, "changed": number.changed, "shown": number.shown},
        "findings": [_finding(finding, table) for finding in in_order(correction.findings)],
        "edits": [{"start": e.start, "end": e.end, "replacement": e.replacement} for e in correction.edits],
    }


def _finding(finding: Finding, table: Positions) -> Json:
    line, column = table.line_column(finding.start)
    second = finding.runner_up
    return {
        "rule": finding.rule,
        "start": finding.start,
        "end": finding.end,
        "line": line,
        "column": column,
        "text": finding.text,
        "replacement": finding.replacement,
        "confidence": finding.confidence,
        "severity": finding.severity.value,
        "category": finding.category.value,
        "message": finding.message,
        "entity": finding.entity,
        "applied": finding.applied,
        "runner_up": {"canonical": second.canonical, "confidence": second.confidence} if second else None,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
    }


def _evidence(evidence: Evidence) -> Json:
    facts = {key: _finite(value) for key, value in evidence.facts.items()}
    return {"kind": evidence.kind, "weight": _finite(evidence.weight), "facts": facts}


def _finite(fact: Fact) -> Json:
    """JSON has no infinity and no NaN."""
    if isinstance(fact, list):
        return [_finite(part) for part in fact]
    return None if isinstance(fact, float) and not math.isfinite(fact) else fact
