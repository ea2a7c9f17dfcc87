"""Results made by hand, so that reports are tested without the stages that find things."""

from pathlib import Path

import pytest

from normalizer.model import Category, Correction, Edit, Evidence, Finding, Rule, RunnerUp, Severity
from normalizer.reports import FileResult, _items

ARTICLE = Path(__file__).with_name("article.txt").read_text("utf-8")


def make(path, text, *rows):
    """A result; a row is (spelling, its occurrence from 0, replacement, applied, confidence, evidence, options)."""
    findings = []
    for spelling, nth, replacement, applied, confidence, evidence, *options in rows:
        start = -1
        for _ in range(nth + 1):
            start = text.index(spelling, start + 1)
        fields = {
            "rule": "NAM001",
            "message": "garbled name",
            "severity": Severity.MAJOR,
            "category": Category.ACCURACY,
            **(options[0] if options else {}),
        }
        findings.append(
            Finding(
                start=start,
                end=start + len(spelling),
                text=spelling,
                replacement=replacement,
                applied=applied,
                confidence=confidence,
                evidence=tuple(Evidence(*e) for e in evidence),
                **fields,
            )
        )
    edits = tuple(Edit(f.start, f.end, f.replacement) for f in sorted(findings, key=lambda f: f.start) if f.applied)
    return FileResult(path, Correction(text, edit(text, edits), tuple(findings), edits))


def edit(text, edits):
    for e in reversed(edits):
        text = text[: e.start] + e.replacement + text[e.end :]
    return text


STYLE = {
    "rule": "NAM002",
    "message": "house style",
    "severity": Severity.MINOR,
    "category": Category.STYLE,
}
SPELLINGS = {
    "rule": "NAM003",
    "message": "one unknown name spelled in two ways: Myrhorod, Mirgorad",
    "severity": Severity.MINOR,
    "category": Category.LINGUISTIC_CONVENTIONS,
}


def made_article():
    sumy = [
        (
            "sound",
            3.2,
            {"name": "Sumy", "cost": 2.1, "alignment": [["S", "S", 0], ["u", "", 1], ["m", "m", 0], ["y", "ie", 1]]},
        ),
        ("distance", 1.4, {"km": 97.0, "place": "Sudzha"}),
        ("cue", 0.6, {"words": ["border"], "type": "place"}),
        ("prior", 0.4, {"population": 256474}),
        ("word", -0.3, {"word": "smile", "zipf": 4.6}),
        ("model", 0.0, {"logit": 3.4}),
    ]
    sudzha = [
        (
            "sound",
            2.8,
            {
                "name": "Sudzha",
                "alignment": [["Sud", "Sud", 0], ["", "a", 0.7], ["zh", "schh", 0.9], ["a", "a", 0.0]],
            },
        ),
        ("document", 2.5, {"name": "Sudzha", "line": 6, "count": 1}),
        ("distance", 0.9, {"km": 97.0, "place": "Sumy"}),
    ]
    kyiv = [("variant", 4.0, {"variant": "Kiev", "canonical": "Kyiv"})]
    group = [
        ("sound", 2.4, {"text": "Blackbird Group", "name": "Black Bird Group"}),
        ("cue", 1.1, {"words": ["Finland-based", "Analysts"], "type": "organization"}),
    ]
    gady = [
        ("sound", 4.1, {"name": "Franz-Stefan Gady", "alignment": [["ef", "eph", 0.2], ["y", "i", 0.2]]}),
        ("company", 1.8, {"words": ["Stefan", "Gady"]}),
        ("cue", 1.2, {"words": ["analyst", "Austrian"], "type": "person"}),
    ]
    suda = [
        ("known_name", -1.6, {"word": "Suda", "kinds": ["town", "surname"], "frequency": 2}),
        ("document", 1.9, {"name": "Sudzha", "line": 6, "count": 2}),
        ("similarity", 0.5, {"ratio": 0.8}),
        ("type", -0.4, {"type": "place", "form": "canonical"}),
    ]
    kuzan = [
        ("sound", 1.1, {"name": "Kazan", "alignment": [["a", "u", 0.9]]}),
        ("known_name", -2.2, {"word": "Kuzan", "kinds": ["surname"]}),
        ("letters", -0.5, {"score": -2.1}),
    ]
    return make(
        "news/article.txt",
        ARTICLE,
        ("Smie", 0, "Sumy", True, 0.974, sumy, {"entity": "place/sumy", "runner_up": RunnerUp("Smila", 0.013)}),
        ("Kharkov", 0, "Kharkiv", True, 0.99, [("variant", 4, {"variant": "Kharkov", "canonical": "Kharkiv"})], STYLE),
        ("Sudaschha", 0, "Sudzha", True, 0.96, sudzha, {"entity": "place/sudzha", "runner_up": RunnerUp("Suda", 0.02)}),
        ("Kiev", 0, "Kyiv", True, 0.995, kyiv, STYLE),
        ("Poltawa", 0, "Poltava", True, 0.93, [("sound", 3, {"name": "Poltava", "alignment": [["v", "w", 0.1]]})]),
        ("Blackbird Group", 0, "Black Bird Group", True, 0.91, group),
        ("Franz Stephen Gadi", 0, "Franz-Stefan Gady", True, 0.985, gady, {"entity": "person/franz-stefan-gady"}),
        ("Smie", 1, "Sumy", True, 0.978, sumy[:3], {"runner_up": RunnerUp("Smila", 0.01)}),
        (
            "Kiev",
            1,
            "Kyiv",
            False,
            0.31,
            [*kyiv, ("longer_name", 0.0, {"phrase": "chicken Kiev"})],
            STYLE,
        ),
        ("Suda,", 0, "Sudzha,", False, 0.62, suda, {"runner_up": RunnerUp("Suda (Vologda)", 0.27)}),
        ("Kuzan", 0, "Kazan", False, 0.41, kuzan),
        ("Mirgorad", 0, None, False, 0.8, [("document", 0.0, {"name": "Myrhorod", "line": 9, "count": 1})], SPELLINGS),
    )


HOSTILE = (
    "<script>alert(1)</script> & <b>Smie</b> \x1b[31mred\x1b[0m \x07bell\x00nul \x9b2Jcsi\r\n"
    "\u202eevil\u202c \u2066iso\u2069 שלום סודזה עולם بغداد 👩‍🚒🇺🇦 e\u0301 \ud800 lone 日本語のスミー\u2028next "
    "\x0cfeed\r"
    "=cmd|' /C calc'!A0 | pipe ` tick @octocat #1 https://example.org www.example.org [a](b) $x$ ~~s~~ {{ 7 * 7 }}\n"
    "\ttab " + "long " * 200 + "Smie " + "words " * 200 + "x" * 3000
)


def made_hostile():
    wild = [("</li>\"'&", 1.0, {"a|b": "<i>\x1b[2J", "@octocat": [["#1", None, True, float("inf")]]})]
    sound = [("sound", 2.0, {"name": "<script>alert(2)</script>\u202e", "alignment": [["|", "`", 1]]})]
    return make(
        'dir/<img src=x onerror=alert(3)>\x1b[31m "\\ é.txt',
        HOSTILE,
        ("Smie", 0, "<b>Sumy</b>", True, 0.9, sound, {"entity": "<x>", "runner_up": RunnerUp("=1+1|@octocat", 0.1)}),
        (
            "\x1b[31mred",
            0,
            "\x1b[32mgreen",
            True,
            0.9,
            wild,
            {"rule": "<NAM>\x1b", "message": "\x1b]0;title\x07@octocat"},
        ),
        ("evil", 0, "\u202egood\u2066", True, 0.9, wild),
        ("סודזה", 0, "סוג'ה", True, 0.9, sound),
        ("👩‍🚒🇺🇦", 0, "🚒", False, 0.6, []),
        ("\ud800", 0, "\udfff", False, 0.5, []),
        ("スミー", 0, "スームィ", True, 0.9, [("distance", 1.0, {"km": 12.0, "place": "日本"})]),
        ("feed\r=cmd", 0, "=1+1\r+2", True, 0.9, []),
        ("| pipe ` tick", 0, "|`\\|", True, 0.9, []),
        ("@octocat #1 https://example.org www.example.org", 0, None, False, 0.7, wild, SPELLINGS),
        ("{{ 7 * 7 }}", 0, "{% raw %}", True, 0.9, []),
        ("Smie", 1, "Sumy", True, 0.9, sound),
    )


def made_many():
    sentence = "The road from Smie to Sudaschha was closed again, and Kuzan did not say why.\n"
    text = sentence * 250
    sound = [("sound", 3.0, {"name": "Sumy"}), ("distance", 1.0, {"km": 97.0, "place": "Sudzha"})]
    rows = []
    for n in range(250):
        rows.append(("Smie", n, "Sumy", True, 0.97, sound, {"runner_up": RunnerUp("Smila", 0.02)}))
        rows.append(("Kuzan", n, "Kazan", False, 0.41, sound))
    return make("many.txt", text, *rows)


def made_clean():
    return make("clean.txt", "Nothing here is wrong.\n")


@pytest.fixture(scope="session")
def article():
    """Eight changes and four findings that are only shown."""
    return made_article()


@pytest.fixture(scope="session")
def hostile():
    """Markup, escape sequences, bidi controls and lone surrogates wherever a stranger can put them."""
    return made_hostile()


@pytest.fixture(scope="session")
def many():
    """Five hundred findings, every other one applied."""
    return made_many()


@pytest.fixture(scope="session")
def clean():
    """No finding at all."""
    return made_clean()


@pytest.fixture(scope="session")
def everything(article, hostile, many, clean):
    """All of them in one report."""
    return [article, hostile, many, clean]


@pytest.fixture(scope="session", name="make")
def make_fixture():
    """A function that makes a result of rows."""
    return make


@pytest.fixture(autouse=True)
def own_rules(monkeypatch):
    """Rules of the tests' own, so that no report depends on what the checks are called today."""
    names = {"NAM001": "garbled name", "NAM002": "house style", "NAM003": "inconsistent name"}
    rules = {
        code: Rule(code, name, f"Summary of {code}.", "Why.", "a", "b", Severity.MINOR, Category.STYLE)
        for code, name in names.items()
    }
    monkeypatch.setattr(_items, "rules", lambda: rules)
