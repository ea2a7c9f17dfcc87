import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.model import Category, Correction, Evidence, Finding, Severity
from normalizer.reports import FileResult
from normalizer.reports._visible import visible_line, visible_text
from normalizer.reports.html import render

VOID = {"meta", "link", "br", "img", "input", "hr"}


@dataclass
class Node:
    """An element of the page with its attributes, and its children: elements and text."""

    tag: str
    attributes: dict = field(default_factory=dict)
    children: list = field(default_factory=list)

    def all(self, tag=None, **attributes):
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        for child in self.children:
            if isinstance(child, Node):
                if (tag is None or child.tag == tag) and wanted.items() <= child.attributes.items():
                    yield child
                yield from child.all(tag, **attributes)

    def text(self, without=()):
        """What is read here, save elements of the tags or classes in `without`."""
        return "".join(
            child if isinstance(child, str) else child.text(without)
            for child in self.children
            if isinstance(child, str) or not {child.tag, child.attributes.get("class")} & set(without)
        )


class Page(HTMLParser):
    """Builds the tree, and fails where a tag is not closed, or closed out of turn."""

    def __init__(self, text):
        super().__init__()
        self.open = [Node("page")]
        self.feed(text)
        self.close()
        assert len(self.open) == 1, [node.tag for node in self.open]

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs)
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        self.open[-1].children.append(data)


def page(*results):
    return Page(render(results)).open[0]


def one(nodes):
    (node,) = nodes
    return node


def lines(article, without):
    return [line.text({"vh", "sup", *without}) for line in article.all("p")]


def shown_lines(text):
    seen = visible_text(text).split("\n")
    return seen if seen[-1] or len(seen) == 1 else seen[:-1]


def test_pages_are_well_formed_and_all_links_resolve(everything):
    for results in ([result] for result in everything):
        check_links(page(*results))
    check_links(page(*everything))


def check_links(tree):
    ids = Counter(node.attributes["id"] for node in tree.all() if "id" in node.attributes)
    assert max(ids.values()) == 1
    for link in tree.all("a"):
        assert link.attributes["href"].removeprefix("#") in ids
    for node in tree.all():
        assert node.attributes.get("aria-labelledby", "files") in ids


def test_nothing_is_fetched_and_nothing_runs(everything):
    text = render(everything)
    tree = page(*everything)
    used = {name for node in tree.all() for name in node.attributes}
    fetching = {"src", "srcset", "action", "formaction", "data", "poster", "background", "ping", "manifest"}
    assert not used & fetching
    assert not [name for name in used if name.startswith("on")]
    assert not {node.tag for node in tree.all()} & {"script", "link", "img", "iframe", "object", "base", "form", "svg"}
    assert not re.search(r"url\(|@import|expression\(", one(tree.all("style")).text())
    assert "default-src 'none'" in text
    assert {node.attributes["style"] for node in tree.all() if "style" in node.attributes} <= {
        f"width:{percent}%" for percent in range(101)
    }


def test_findings_and_text_link_to_each_other(article):
    tree = page(article)
    findings = article.correction.findings
    for number, finding in enumerate(sorted(findings, key=lambda f: f.start), 1):
        item, place = (one(tree.all(id=f"f1-{kind}{number}")) for kind in "nt")
        assert place.attributes["href"] == f"#f1-n{number}"
        assert f"#f1-t{number}" in {link.attributes["href"] for link in item.all("a")}
        assert visible_text(finding.text) in place.text({"vh"})
        assert finding.text in item.text()
        assert f"{finding.rule} " in item.text()


def test_a_finding_says_how_sure_it_is_and_why(article):
    item = re.sub(r"\s+", " ", one(page(article).all(id="f1-n3")).text()).strip()
    assert item == (
        "3 deleted: Sudaschha → inserted: Sudzha 0.96 very likely NAM001 garbled name · line 3, column 67 "
        "sounds like Sudzha (“zh” written “aschh”) the same article says Sudzha in line 6 "
        "97 km from Sumy, which the article names Runner-up: Suda (0.02)"
    )
    tree = page(article)
    assert {link.attributes["href"] for link in one(tree.all(id="f1-n3")).all("a")} == {"#f1-t3", "#f1-l6"}
    assert [reason.attributes["class"] for reason in one(tree.all(id="f1-n11")).all("li")] == [
        "for",
        "against",
        "against",
    ]
    assert one(tree.all(id="f1-n12")).text().count("→") == 0


def test_the_counts_stand_at_the_top(article, many, clean):
    tree = page(article, many, clean)
    assert [node.text() for node in one(tree.all("dl", class_="counts")).all("dd")] == ["258", "254"]
    rows = [[cell.text() for cell in row.children if isinstance(cell, Node)] for row in tree.all("tr")][1:]
    assert rows == [["news/article.txt", "8", "4"], ["many.txt", "250", "250"], ["clean.txt", "0", "0"]]
    rules = [node.text() for node in one(tree.all("ul", class_="rules")).all("li")]
    assert rules == ["NAM001 garbled name 508", "NAM002 house style 3", "NAM003 inconsistent name 1"]
    assert len(list(tree.all("section", class_="file"))) == 3


def test_five_hundred_findings_are_all_there(many):
    tree = page(many)
    assert len([node for node in tree.all("li") if "value" in node.attributes]) == 500
    assert len(list(tree.all("a", class_="finding"))) == 500


def test_no_finding_is_said_in_words(clean):
    tree = page(clean)
    assert "Nothing to change." in one(tree.all("section", class_="findings")).text()
    assert not list(tree.all("ol"))
    assert lines(one(tree.all("article")), ()) == ["Nothing here is wrong."]


def test_an_empty_text_and_no_file_have_a_page(make):
    assert "Nothing to change." in page(make("empty.txt", "")).text()
    assert "Names in 0 files" in page().text()


def test_strangers_bring_no_markup(hostile):
    tree = page(hostile)
    assert "Names in dir/<img src=x onerror=alert(3)>[U+001B][31m" in one(tree.all("h1")).text()
    text = tree.text(("style",))
    for written in ("<script>alert(1)</script>", "<script>alert(2)</script>", "{{ 7 * 7 }}", "{% raw %}", "<NAM>"):
        assert written in text
    assert visible_line(text.replace("\n", "").replace("\t", "")) == text.replace("\n", "").replace("\t", "")
    assert not {node.tag for node in tree.all()} & {"i", "img", "script"}


def test_the_text_stands_line_by_line(everything):
    for result in everything:
        article = one(page(result).all("article"))
        assert lines(article, {"ins"}) == shown_lines(result.correction.original)


SPELLINGS = st.text(st.sampled_from("ab <&\r\n\x1b"), max_size=5)


@st.composite
def corrections(draw):
    """Texts whose findings overlap as they please, save that those applied do not."""
    text = draw(st.text(st.sampled_from("ab <&\n\x1b\u202e"), max_size=30))
    findings, at = [], 0
    for applied in draw(st.lists(st.booleans(), max_size=6)):
        start = draw(st.integers(at if applied else 0, len(text)))
        end = draw(st.integers(start, len(text)))
        replacement = draw(SPELLINGS if applied else st.none() | SPELLINGS)
        fields = {"replacement": replacement, "applied": applied, "evidence": (Evidence("odd", 0, {"line": 1}),)}
        findings.append(Finding("NAM001", start, end, text[start:end], "m", Severity.MINOR, Category.STYLE, **fields))
        at = end if applied else at
    after = text
    for finding in reversed([f for f in findings if f.applied]):
        after = after[: finding.start] + finding.replacement + after[finding.end :]
    return Correction(text, after, tuple(findings), ())


@given(corrections())
def test_both_texts_can_be_read_from_the_page(correction):
    tree = page(FileResult("a.txt", correction))
    article = one(tree.all("article"))
    check_links(tree)
    assert "\n".join(lines(article, {"ins"})).rstrip("\n") == visible_text(correction.original).rstrip("\n")
    corrected = "\n".join(lines(article, {"del"}))
    assert corrected.replace("\n", "") == visible_text(correction.text).replace("\n", "")
    places = [node.attributes["id"] for node in tree.all("a", class_="finding")]
    assert sorted(places) == sorted(f"f1-t{n}" for n in range(1, len(correction.findings) + 1))


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back"),
    [
        *((front, back) for front in ("ink", "soft", "link", "del", "ins", "mark") for back in ("paper", "card")),
        *(("del", "del-back"), ("ins", "ins-back"), ("mark", "mark-back"), ("link", "ins-back"), ("link", "mark-back")),
    ],
)
def test_text_stands_out_as_wcag_aa_asks(scheme, front, back):
    css = resources.files("normalizer.reports").joinpath("templates/report.css").read_text("utf-8")
    palette = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css.split(":root {")[1 + scheme]))
    light, dark = sorted((luminance(palette[front]), luminance(palette[back])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
