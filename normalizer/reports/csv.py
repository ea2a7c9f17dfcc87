"""For spreadsheets: a finding a row."""

import re
from collections.abc import Sequence

from normalizer.reports import FileResult, Report
from normalizer.reports._items import in_order, path_label
from normalizer.reports._visible import visible_line
from normalizer.reports._wording import told, wording
from normalizer.text.positions import positions

REPORT = Report("csv", ".csv", "a finding a row, for spreadsheets")

_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
"""What a spreadsheet takes for a formula at the start of a cell (OWASP, "CSV Injection")."""

COLUMNS = (
    *("path", "line", "column", "rule", "text", "replacement", "applied", "confidence"),
    *("runner_up", "runner_up_confidence", "why", "severity", "category", "message", "entity", "start", "end"),
)


def render(results: Sequence[FileResult]) -> str:
    """All findings, a row each below `COLUMNS`.

    UTF-8 is announced by a byte order mark, since Excel takes anything else for the local code page.
    """
    import pandas as pd

    table = pd.DataFrame([row for result in results for row in _rows(result)], columns=list(COLUMNS), dtype=object)
    return "\ufeff" + str(table.to_csv(index=False, lineterminator="\r\n"))


def _rows(result: FileResult) -> list[list[str | int | float | None]]:
    table = positions(result.correction.original)
    rows: list[list[str | int | float | None]] = []
    for finding in in_order(result.correction.findings):
        second = finding.runner_up
        why = "; ".join(wording(evidence) for evidence in told(finding.evidence))
        rows.append(
            [
                cell(path_label(result.path)),
                *table.line_column(finding.start),
                cell(finding.rule),
                cell(finding.text),
                cell(finding.replacement),
                "yes" if finding.applied else "no",
                round(finding.confidence, 4),
                cell(second.canonical if second else None),
                round(second.confidence, 4) if second else None,
                cell(why),
                finding.severity.value,
                finding.category.value,
                cell(finding.message),
                cell(finding.entity),
                finding.start,
                finding.end,
            ]
        )
    return rows


def cell(text: str | None) -> str | None:
    """`text` that no spreadsheet computes: an apostrophe before it says that it is text."""
    if text is None:
        return None
    return visible_line(f"'{text}" if _FORMULA.match(text) else text)
