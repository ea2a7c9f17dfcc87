"""For the browser: one self-contained page with the article's own text, marked, and the list of findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from normalizer.model import Evidence, Finding, RunnerUp
from normalizer.reports import FileResult, Report
from normalizer.reports._article import Piece, article_lines
from normalizer.reports._items import Counts, counts, headline, in_order, path_label, rules_used, runner_up
from normalizer.reports._numbers import confidence_number, confidence_words, plural
from normalizer.reports._visible import visible_line, visible_text
from normalizer.reports._wording import Speaks, speaks, told, wording
from normalizer.text.positions import Positions, positions

if TYPE_CHECKING:
    from jinja2 import Template

_CHIEF = 4
"""Reasons that are told at once."""

REPORT = Report("html", ".html", "one self-contained page for the browser, with the text marked")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in words; `line` is a line of the text that the words name, between `before` and `after`."""

    speaks: Speaks
    before: str
    line: int | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as the list shows it, with the chief reasons and, folded up, the others."""

    number: int
    finding: Finding
    line: int
    column: int
    headline: str
    sure: str
    reasons: list[Reason]
    more: list[Reason]
    runner_up: RunnerUp | None


@dataclass(frozen=True, slots=True)
class File:
    """A file as its section shows it."""

    label: str
    notes: tuple[str, ...]
    counts: Counts
    lines: list[list[Piece]]
    changed: list[Item]
    shown: list[Item]


def render(results: Sequence[FileResult]) -> str:
    """The page; everything that comes from the text, the paths or the gazetteer is escaped."""
    findings = [finding for result in results for finding in result.correction.findings]
    return _template().render(
        files=[_file(result) for result in results],
        total=counts(findings),
        rules=rules_used(findings),
    )


@cache
def _template() -> "Template":
    from normalizer.reports._templates import environment

    made = environment()
    made.filters |= {"line": visible_line, "text": visible_text, "plural": plural, "number": confidence_number}
    return made.get_template("report.html")


def _file(result: FileResult) -> File:
    correction = result.correction
    table = positions(correction.original)
    items = [_item(number, f, table) for number, f in enumerate(in_order(correction.findings), 1)]
    return File(
        path_label(result.path),
        correction.notes,
        counts(correction.findings),
        article_lines(correction),
        [item for item in items if item.finding.applied],
        [item for item in items if not item.finding.applied],
    )


def _item(number: int, finding: Finding, table: Positions) -> Item:
    line, column = table.line_column(finding.start)
    chief, lines = told(finding.evidence, _CHIEF), len(table.starts)
    reasons = [_reason(evidence, lines) for evidence in chief]
    more = [_reason(evidence, lines) for evidence in told(finding.evidence) if evidence not in chief]
    sure = confidence_words(finding.confidence)
    return Item(number, finding, line, column, headline(finding), sure, reasons, more, runner_up(finding))


def _reason(evidence: Evidence, lines: int) -> Reason:
    """Where the words name a line of the text, they are cut around it, so that it becomes a link."""
    words, line = wording(evidence), evidence.facts.get("line")
    before, found, after = words.rpartition(f"line {line}")
    if found and isinstance(line, int) and 1 <= line <= lines:
        return Reason(speaks(evidence), before, line, after)
    return Reason(speaks(evidence), words)
