"""Markdown as GitHub shows it: counts, a table of the changes and one of what is only shown."""

import re
from collections.abc import Sequence

from normalizer.model import Finding
from normalizer.reports import FileResult, Report
from normalizer.reports._items import counts, headline, in_order, path_label, runner_up
from normalizer.reports._numbers import confidence_number, plural
from normalizer.reports._visible import visible_line
from normalizer.reports._wording import told, wording
from normalizer.text.positions import Positions, positions

REPORT = Report("md", ".md", "tables for a pull request or an issue")

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$^&@]|:(?=\S)|(?<=www)\.", re.IGNORECASE)
_HANDLE = re.compile(r"([@#])(?=\w)")


def render(results: Sequence[FileResult]) -> str:
    """The counts, then each file with its tables.

    Names stand in code spans, where GitHub makes no link, mention or formula of them.
    """
    total = counts([finding for result in results for finding in result.correction.findings])
    lines = [
        "# Names put right",
        "",
        f"**{total.changed:,} changed**, **{total.shown:,} to look at**, in {plural(len(results), 'file')}.",
        "",
    ]
    for result in results:
        lines += _file(result)
    return "\n".join(lines)


def _file(result: FileResult) -> list[str]:
    findings = in_order(result.correction.findings)
    changed, shown = [f for f in findings if f.applied], [f for f in findings if not f.applied]
    lines = [f"## {_code(path_label(result.path))}", ""]
    lines += (part for note in result.correction.notes for part in (f"> {_prose(note)}", ""))
    if not findings:
        return [*lines, "Nothing to change.", ""]
    table = positions(result.correction.original)
    return [*lines, *_table("Changed", changed, table), *_table("To look at, not changed", shown, table)]


def _table(title: str, findings: Sequence[Finding], table: Positions) -> list[str]:
    if not findings:
        return []
    head = ["| Line | Found | Changed to | Rule | Confidence | Why |", "| ---: | --- | --- | --- | ---: | --- |"]
    if not findings[0].applied:
        head[0] = head[0].replace("Changed to", "Proposed")
    return [f"### {title}: {len(findings):,}", "", *head, *(_row(f, table) for f in findings), ""]


def _row(finding: Finding, table: Positions) -> str:
    line, column = table.line_column(finding.start)
    reasons = [_prose(wording(evidence)) for evidence in told(finding.evidence)]
    if second := runner_up(finding):
        reasons.append(f"runner-up: {_code(second.canonical)} ({confidence_number(second.confidence)})")
    cells = [
        f"{line}:{column}",
        _code(finding.text),
        "–" if finding.replacement is None else _code(finding.replacement),
        f"{_code(finding.rule)} {_prose(headline(finding))}",
        confidence_number(finding.confidence),
        "<br>".join(reasons),
    ]
    return f"| {' | '.join(cells)} |"


def _code(text: str) -> str:
    """`text` as code; where a code span could not hold it, as an element with every mark of markup escaped."""
    seen = visible_line(text)
    if not seen.strip():
        return f"<code>{'&nbsp;' * len(seen)}</code>" if seen else "*nothing*"
    if re.search(r"[`|\\]|^\s|\s$", seen):
        return f"<code>{_escape(seen)}</code>"
    return f"`{seen}`"


def _prose(text: str) -> str:
    """`text` in a sentence: a zero-width space keeps GitHub from calling the people and issues it names."""
    return _escape(_HANDLE.sub("\\1\u200b", visible_line(text)))


def _escape(text: str) -> str:
    return _MARKUP.sub(lambda mark: f"&#{ord(mark.group())};", text)
