"""For the browser: one self-contained page with the article's own text, marked, and the list of findings."""

from collections.abc import Sequence
from pathlib import Path

from normalizer.model import Rule
from normalizer.reports import FileResult, Report
from normalizer.reports._article import article_lines
from normalizer.reports._html_finding import finding_item
from normalizer.reports._html_text import article_line
from normalizer.reports._items import counts, in_order, path_label, rules_used
from normalizer.reports._markup import Markup, filled, joined
from normalizer.reports._numbers import plural
from normalizer.reports._visible import visible_line as line
from normalizer.text.positions import positions

REPORT = Report("html", ".html", "one self-contained page for the browser, with the text marked")

_STYLE = Path(__file__).parent / "templates" / "report.css"
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="namewright">
<title>Names in {subject} – namewright</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#files">Skip to the text</a>
<header class="top">
<div class="masthead">
<p class="kicker">namewright · report</p>
<h1>Names in <bdi>{subject}</bdi></h1>
</div>
<dl class="counts">
<div class="changed"><dt>changed</dt><dd>{changed}</dd></div>
<div class="shown"><dt>to look at</dt><dd>{shown}</dd></div>
</dl>
{legend}</header>
{index}<main id="files" tabindex="-1">
{files}</main>
<footer>
{rules}<p>Made by namewright; <code>namewright rule</code> tells more of each rule.</p>
</footer>
</body>
</html>"""
_LEGEND = """\
<ul class="rules" aria-label="Findings by rule">
{}</ul>
<div class="legend">
<p>In the text, <del><span class="vh">deleted: </span>Old</del> <ins><span class="vh">inserted: </span>New</ins> \
was changed;
<mark><span class="vh">only shown: </span>this</mark> was found but not surely enough to change, and stands as it \
came in.</p>
<p>Confidence is the probability that the change is right: of ten changes at 0.90, nine are right.</p>
</div>
"""
_INDEX = """\
<nav aria-labelledby="index">
<h2 id="index">Files</h2>
<table class="index">
<thead><tr><th scope="col">File</th><th scope="col">Changed</th><th scope="col">To look at</th></tr></thead>
<tbody>
{}</tbody>
</table>
</nav>
"""
_INDEX_ROW = """\
<tr><th scope="row"><a href="#f{number}"><bdi>{label}</bdi></a></th><td>{changed}</td><td>{shown}</td></tr>
"""
_FILE = """\
<section class="file" id="{f}" aria-labelledby="{f}-title">
{title}{notes}<div class="columns">
<article class="text" aria-label="Text of {label}">
{lines}</article>
<section class="findings" tabindex="0" aria-label="Findings in {label}">
{findings}</section>
</div>
</section>
"""
_TITLE = '<h2 id="{}-title"><bdi>{}</bdi></h2>\n'
_HIDDEN_TITLE = '<h2 class="vh" id="{}-title">The text and its findings</h2>\n'
_NOTE = '<p class="note"><b>Note:</b> {}</p>\n'
_CLEAN = '<p class="clean"><b>Nothing to change.</b> No name in this text was found wrong.</p>\n'
_LIST = """\
<h3 class="{kind}" id="{f}-{kind}">{title} <span class="number">{count}</span></h3>
<ol class="{kind}">
{items}</ol>
"""
_RULE = "<div><dt><code>{}</code> {}</dt><dd>{}</dd></div>\n"


def render(results: Sequence[FileResult]) -> str:
    """The page; everything that comes from the text, the paths or the gazetteer is escaped."""
    findings = [finding for result in results for finding in result.correction.findings]
    total, rules = counts(findings), rules_used(findings)
    alone = len(results) == 1
    return filled(
        _PAGE,
        subject=line(path_label(results[0].path)) if alone else plural(len(results), "file"),
        style=Markup(_STYLE.read_text(encoding="utf-8").removesuffix("\n")),
        changed=_count(total.changed, "#f1-changed" if alone else ""),
        shown=_count(total.shown, "#f1-shown" if alone else ""),
        legend=_legend(rules) if rules else Markup(),
        index=_index(results) if len(results) > 1 else Markup(),
        files=joined(_file(f"f{number}", result, alone) for number, result in enumerate(results, 1)),
        rules=_rules([rule for _, _, rule in rules if rule]),
    )


def _count(number: int, href: str) -> Markup:
    return filled('<a href="{}">{}</a>', href, f"{number:,}") if number and href else filled("{}", f"{number:,}")


def _legend(rules: Sequence[tuple[str, int, Rule | None]]) -> Markup:
    return filled(
        _LEGEND,
        joined(
            filled(
                "<li><code>{}</code>{} <b>{}</b></li>\n",
                line(code),
                f" {line(rule.name)}" if rule else "",
                f"{number:,}",
            )
            for code, number, rule in rules
        ),
    )


def _index(results: Sequence[FileResult]) -> Markup:
    rows = []
    for number, result in enumerate(results, 1):
        count = counts(result.correction.findings)
        changed, shown = _count(count.changed, f"#f{number}-changed"), _count(count.shown, f"#f{number}-shown")
        label = line(path_label(result.path))
        rows.append(filled(_INDEX_ROW, number=number, label=label, changed=changed, shown=shown))
    return filled(_INDEX, joined(rows))


def _file(f: str, result: FileResult, alone: bool) -> Markup:
    correction, label = result.correction, line(path_label(result.path))
    lines = article_lines(correction)
    return filled(
        _FILE,
        f=f,
        label=label,
        title=filled(_HIDDEN_TITLE, f) if alone else filled(_TITLE, f, label),
        notes=joined(filled(_NOTE, line(note)) for note in correction.notes),
        lines=joined(filled("{}\n", article_line(f, number, pieces)) for number, pieces in enumerate(lines, 1)),
        findings=_findings(f, result),
    )


def _findings(f: str, result: FileResult) -> Markup:
    correction = result.correction
    if not correction.findings:
        return Markup(_CLEAN)
    table = positions(correction.original)
    numbered = list(enumerate(in_order(correction.findings), 1))
    lists = []
    for title, kind, applied in (("Changed", "changed", True), ("To look at, not changed", "shown", False)):
        items = [finding_item(f, number, finding, table) for number, finding in numbered if finding.applied == applied]
        if items:
            entries = joined(filled("{}\n", item) for item in items)
            lists.append(filled(_LIST, f=f, kind=kind, title=title, count=f"{len(items):,}", items=entries))
    return joined(lists)


def _rules(rules: Sequence[Rule]) -> Markup:
    told = [filled(_RULE, line(rule.code), line(rule.name), line(rule.summary)) for rule in rules]
    return filled("<h2>The rules</h2>\n<dl>\n{}</dl>\n", joined(told)) if told else Markup()
