"""For the screen: each finding with its line, as compilers have it."""

import textwrap
from collections.abc import Callable, Iterator, Sequence

import click

from normalizer.model import Finding
from normalizer.reports import FileResult, Report
from normalizer.reports._items import counts, headline, in_order, path_label, runner_up
from normalizer.reports._numbers import confidence_number, plural
from normalizer.reports._visible import visible_line
from normalizer.reports._wording import told, wording
from normalizer.text.positions import Positions, positions

REPORT = Report("terminal", "", "each finding with its line, for the screen")

WIDTH = 100
"""Cells of a line, its gutter included."""
_REASONS_SHOWN = 4
_CUT = "…"

Style = Callable[..., str]


def render(results: Sequence[FileResult], color: bool = False) -> str:
    """Findings in the order of the text and a last line that counts them; control characters never get through."""
    style: Style = click.style if color else _unstyled
    blocks = [block for result in results for block in _blocks(result, style)]
    total = counts([finding for result in results for finding in result.correction.findings])
    summary = f"{total.changed:,} changed, {total.shown:,} to look at" if total.findings else "nothing to change"
    return "\n".join([*blocks, f"{style(summary, bold=True)}, in {plural(len(results), 'file')}\n"])


def _unstyled(text: str, **_style: object) -> str:
    return text


def _blocks(result: FileResult, style: Style) -> Iterator[str]:
    table = positions(result.correction.original)
    path = visible_line(path_label(result.path))
    for note in result.correction.notes:
        yield f"{style(f'{path}:', bold=True)} {style('note:', fg='yellow', bold=True)} {visible_line(note)}\n"
    for finding in in_order(result.correction.findings):
        line, column = table.line_column(finding.start)
        gutter = " " * (len(str(line)) + 2)
        where = style(f"{path}:{line}:{column}:", bold=True)
        lines = [f"{where} {_title(finding, style)}", *_excerpt(finding, table, style)]
        lines += (f"{gutter}{style('=', fg='blue')} {note}" for note in _notes(finding, gutter))
        yield "\n".join(lines) + "\n"


def _title(finding: Finding, style: Style) -> str:
    rule = style(visible_line(finding.rule), fg="cyan", bold=True)
    sure = f"({confidence_number(finding.confidence)}{'' if finding.applied else ', not changed'})"
    if finding.replacement is None:
        return f"{rule} {visible_line(headline(finding))}  {sure}"
    old = style(visible_line(finding.text), fg="red")
    new = style(visible_line(finding.replacement), fg="green" if finding.applied else "yellow", bold=True)
    return f"{rule} {visible_line(headline(finding))}  {old} → {new}  {sure}"


def _notes(finding: Finding, gutter: str) -> Iterator[str]:
    reasons = "; ".join(visible_line(wording(e)) for e in told(finding.evidence, _REASONS_SHOWN))
    if reasons:
        hang = " " * (len(gutter) + len("= "))
        yield textwrap.fill(
            f"why: {reasons}",
            WIDTH,
            initial_indent=hang,
            subsequent_indent=hang + " " * len("why: "),
            break_long_words=False,
            break_on_hyphens=False,
        ).lstrip()
    if second := runner_up(finding):
        yield f"runner-up: {visible_line(second.canonical)} ({confidence_number(second.confidence)})"


def _excerpt(finding: Finding, table: Positions, style: Style) -> tuple[str, str]:
    """The line of the finding, cut around it where it is long, and the line that underlines it."""
    number = table.line_column(finding.start)[0]
    start, end = table.line(number)
    stop = min(finding.end, end)
    gutter = len(str(number)) + 2
    span = _seen(table.text[finding.start : stop])
    room = WIDTH - gutter - 2 - _cells(span)
    left, right = (
        table.text[max(start, finding.start - WIDTH) : finding.start],
        table.text[stop : min(end, stop + WIDTH)],
    )
    whole_left, whole_right = finding.start - start <= WIDTH, end - stop <= WIDTH
    before, after = _seen(left), _seen(right)
    share = max(room // 2, room - _cells(after) if whole_right else 0)
    before = _fit(before, share, whole_left, last=True)
    after = _fit(after, room - _cells(before), whole_right, last=False)
    mark = {"fg": "red" if finding.applied else "yellow", "bold": True}
    bar = style("|", fg="blue")
    return (
        f"{style(f'{number:>{gutter - 1}}', fg='blue')} {bar} {before}{style(span, **mark)}{after}",
        f"{' ' * gutter}{bar} {' ' * _cells(before)}{style('^' * max(_cells(span), 1), **mark)}",
    )


def _cells(text: str) -> int:
    """How many cells of a terminal a visible text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _seen(text: str) -> str:
    return visible_line(text.replace("\t", "    "))


def _fit(text: str, cells: int, whole: bool, *, last: bool) -> str:
    """`text` if it is `whole` and fits in `cells`, else its last (or first) words that do, with a mark of the cut."""
    if whole and _cells(text) <= cells:
        return text
    kept = text
    while kept and _cells(kept) > cells - 1:
        kept = kept[1:] if last else kept[:-1]
    if " " in kept.strip():
        kept = kept[kept.index(" ") :] if last else kept[: kept.rindex(" ") + 1]
    return f"{_CUT}{kept.lstrip()}" if last else f"{kept.rstrip()}{_CUT}"
