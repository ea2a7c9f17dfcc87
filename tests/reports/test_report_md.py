import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from normalizer.model import Category, Correction, Evidence, Finding, Severity
from normalizer.reports import FileResult
from normalizer.reports._visible import visible_line
from normalizer.reports.md import render


def rows(text):
    """The cells of all tables as a reader of Markdown gets them: element by element, then the text alone."""
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    cells = re.findall(r"<td.*?>(.*?)</td>", page, re.DOTALL)
    return [cells[at : at + 6] for at in range(0, len(cells), 6)]


def plain(cell):
    return html.unescape(re.sub(r"<[^>]*>", "", cell)).replace("\u200b", "")


def finding(text, reason="x"):
    evidence = (Evidence("document", 1, {"name": reason, "count": 0}),)
    return Finding("NAM001", 0, 1, text, "m", Severity.MINOR, Category.STYLE, text, evidence=evidence, applied=True)


CASES = [
    "plain",
    "a|b",
    "a`b",
    "``",
    "a\\|b\\",
    "<script>alert(1)</script>",
    "<!-- -->",
    "&amp;",
    "@octocat",
    "#1",
    "https://example.org www.example.org a@example.org",
    "[a](javascript:alert(1))",
    "![a](b)",
    "**bold** _it_ ~~no~~",
    "$x^2$",
    ":tada:",
    "a\nb\r\nc",
    "\u202eevil",
    "1. x",
    "# x",
]


@pytest.mark.parametrize("text", CASES)
def test_names_stand_in_their_cell_as_they_are(text):
    result = FileResult(text, Correction(text, text, (finding(text, reason=text),), ()))
    report = render([result])
    (cells,) = rows(report)
    assert plain(cells[1]) == plain(cells[2]) == visible_line(text)
    assert plain(cells[5]) == f"the article nowhere says {visible_line(text)}"
    assert set(re.findall(r"<(\w+)", "".join(cells))) <= {"code"}
    assert f"<h2><code>{html.escape(visible_line(text), quote=False)}" in html_of(report).replace("&quot;", '"')


def html_of(text):
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)


@given(st.text(st.characters(categories=["L", "P", "S", "Zs", "Cc", "Cf"]), min_size=1))
def test_no_text_breaks_a_table(text):
    result = FileResult("a", Correction(text, text, (finding(text, reason=text),), ()))
    (cells,) = rows(render([result]))
    assert plain(cells[1]).replace("\xa0", " ").strip() == visible_line(text).replace("\xa0", " ").strip()
    assert plain(cells[4]) == "1.00"
    assert set(re.findall(r"<(\w+)", "".join(cells))) <= {"code"}


def test_mentions_and_issues_in_sentences_are_defused():
    report = render([FileResult("a", Correction("x", "x", (finding("x", reason="@octocat #12"),), ()))])
    prose = next(line for line in report.splitlines() if line.startswith("| 1:1"))
    assert not re.search(r"(@|&#64;|#|&#35;)(octocat|12)", prose)
    assert "://" not in render([FileResult("a", Correction("x", "x", (finding("x", "http://b.org"),), ()))])


def test_an_article_reads_as_two_tables(article, clean):
    report = render([article, clean])
    assert "**8 changed**, **4 to look at**, in 2 files." in report
    assert report.index("### Changed: 8") < report.index("### To look at, not changed: 4")
    assert len(rows(report)) == 12
    assert "## `clean.txt`\n\nNothing to change." in report
    assert "| 3:67 | `Sudaschha` | `Sudzha` | `NAM001` garbled name | 0.96 | sounds like Sudzha" in report
    assert "runner-up: `Suda` (0.02)" in report
