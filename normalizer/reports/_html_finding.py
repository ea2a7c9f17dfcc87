"""A finding as an entry of the list: the change, how sure it is, and why."""

from dataclasses import dataclass

from normalizer.model import Evidence, Finding
from normalizer.reports._items import headline
from normalizer.reports._markup import Markup, filled, joined
from normalizer.reports._numbers import confidence_number, confidence_words
from normalizer.reports._visible import visible_line as line
from normalizer.reports._wording import Speaks, speaks, told, wording
from normalizer.text.positions import Positions

_ITEM = """\
<li id="{f}-n{number}" value="{number}">
<p class="change"><a class="number" href="#{f}-t{number}" aria-label="Finding {number}, to its place in the text">\
{number}</a>
{change}
</p>
<p class="sure"><span class="bar" aria-hidden="true"><span style="width:{percent}%"></span></span> \
<b>{confidence}</b> {sure}</p>
<p class="meta"><code>{rule}</code> <bdi>{headline}</bdi> · \
<a href="#{f}-t{number}">line {line}, column {column}</a></p>
{why}{second}</li>"""
_ONLY_SHOWN = "<mark><bdi>{text}</bdi></mark>"
_CHANGED = (
    '<del><span class="vh">deleted: </span><bdi>{text}</bdi></del> <span class="arrow" aria-hidden="true">→</span> '
    '<ins><span class="vh">inserted: </span><bdi>{replacement}</bdi></ins>'
)
_PROPOSED = (
    '<mark><bdi>{text}</bdi></mark> <span class="arrow" aria-hidden="true">→</span><span class="vh">perhaps</span> '
    '<bdi class="proposed">{replacement}</bdi><span aria-hidden="true">?</span>'
)
_SECOND = '<p class="second">Runner-up: <bdi>{}</bdi> ({})</p>\n'


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why, in words; `line` is a line of the text that the words name, between `before` and `after`."""

    speaks: Speaks
    before: str
    line: int | None = None
    after: str = ""


def finding_item(f: str, number: int, finding: Finding, table: Positions) -> Markup:
    """The entry of the finding of this number; `f` stands before all ids of its file."""
    row, column = table.line_column(finding.start)
    reasons = joined(_reason_item(f, _reason(evidence, len(table.starts))) for evidence in told(finding.evidence))
    second = finding.runner_up
    return filled(
        _ITEM,
        f=f,
        number=number,
        change=_change(finding),
        percent=f"{finding.confidence * 100:.0f}",
        confidence=confidence_number(finding.confidence),
        sure=confidence_words(finding.confidence),
        rule=line(finding.rule),
        headline=line(headline(finding)),
        line=row,
        column=column,
        why=filled('<ul class="why" aria-label="Why">\n{}</ul>\n', reasons) if reasons else Markup(),
        second=filled(_SECOND, line(second.canonical), confidence_number(second.confidence)) if second else Markup(),
    )


def _change(finding: Finding) -> Markup:
    text = line(finding.text)
    if finding.replacement is None:
        return filled(_ONLY_SHOWN, text=text)
    return filled(_CHANGED if finding.applied else _PROPOSED, text=text, replacement=line(finding.replacement))


def _reason(evidence: Evidence, lines: int) -> _Reason:
    """Where the words name a line of the text, they are cut around it, so that it becomes a link."""
    words, number = wording(evidence), evidence.facts.get("line")
    before, found, after = words.rpartition(f"line {number}")
    if found and isinstance(number, int) and 1 <= number <= lines:
        return _Reason(speaks(evidence), before, number, after)
    return _Reason(speaks(evidence), words)


def _reason_item(f: str, reason: _Reason) -> Markup:
    link = filled('<a href="#{f}-l{number}">line {number}</a>', f=f, number=reason.line) if reason.line else Markup()
    return filled(
        '<li class="{}"><bdi>{}{}{}</bdi></li>\n', reason.speaks, line(reason.before), link, line(reason.after)
    )
