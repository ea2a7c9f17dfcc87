import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.text.protect import protected_spans

CASES = [
    ("see https://example.org/Kiev?q=1 there", ["https://example.org/Kiev?q=1"]),
    ("see www.kiev.example there", ["www.kiev.example"]),
    ("ftp://Kiev/x y", ["ftp://Kiev/x"]),
    ("see WWW.KIEV.UA or HTTPS://Kiev.example/Lviv", ["WWW.KIEV.UA", "HTTPS://Kiev.example/Lviv"]),
    ("see Www.(Kiev)", ["Www.(Kiev)"]),
    ("see Kiev.UA, KIEV.COM and Kiev.Com/Lviv?q", ["Kiev.UA", "KIEV.COM", "Kiev.Com/Lviv?q"]),
    ("see NEWS.KIEV.NET and mail.Kiev.DE", ["NEWS.KIEV.NET", "mail.Kiev.DE"]),
    ("see ...Kiev.com and Kiev.com.The mayor", ["Kiev.com", "Kiev.com"]),
    ("a.b+c@kiev.example.com, he said", ["a.b+c@kiev.example.com"]),
    ("write to kiev@example.com.", ["kiev@example.com"]),
    ("@Kiev_desk: hi", ["@Kiev_desk"]),
    ("under #Kiev!", ["#Kiev"]),
    ("AT&T#1, R&D @ Kiev", []),
    ("open /usr/Kiev/b.txt, ~/Kiev/a and ./Kiev/b", ["/usr/Kiev/b.txt", "~/Kiev/a", "./Kiev/b"]),
    ("open C:\\Kiev\\x now", ["C:\\Kiev\\x"]),
    ("troops near Kiev.BMP vehicles burned", []),
    ("Port Moresby.PNG officials", []),
    ("see Kiev.png", ["Kiev.png"]),
    ("open images/Kiev.jpg, a/Kiev/b.Jpg and a\\Kiev\\b.txt", ["images/Kiev.jpg", "a/Kiev/b.Jpg", "a\\Kiev\\b.txt"]),
    ("open Kiev.docx, Kiev.DOC, Kiev.tar.gz, Kiev.Pdf", ["Kiev.docx", "Kiev.DOC", "Kiev.tar.gz", "Kiev.Pdf"]),
    ("and/or Kiev/Lviv at 5 km/h", []),
    ("and/or in Kiev/Lviv.The mayor", []),
    ("call `Kiev()` or `this", ["`Kiev()`"]),
    ("```\nKiev\n```\nLviv", ["```\nKiev\n```"]),
    ("a\n```\nKiev, to the end", ["```\nKiev, to the end"]),
    ("<b>Kiev</b> < Lviv", ["<b>", "</b>"]),
    ("the field Kiev_name", ["Kiev_name"]),
    ("on Kiev.com and Kiev.json", ["Kiev.com", "Kiev.json"]),
    ("Sudzha.Then Mr.Smith left", []),
    ("in Kiev.The mayor, in Kiev.In May, in Kiev.De Gaulle, in Kiev.Net profits, in Kiev.Doc Smith", []),
    ("in Kiev.US officials, in Kiev.EU leaders, IN KIEV.BY THE WAY, the U.S.In May", []),
    ("a\nKiev <!-- namewright: ignore -->\nLviv", ["Kiev <!-- namewright: ignore -->"]),
    ("a\r\nKiev namewright:ignore\r\nLviv", ["Kiev namewright:ignore"]),
    ("a\rKiev namewright: ignore\rLviv", ["Kiev namewright: ignore"]),
    ("namewright: ignored Kiev", []),
    ("Kiev and Lviv", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[repr(text) for text, _ in CASES])
def test_what_is_not_prose(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in protected_spans(text)] == expected


def test_spans_that_touch_are_one() -> None:
    text = "Kiev https://example.org/Kiev namewright: ignore"
    assert protected_spans(text) == [(0, len(text))]


@given(st.text(alphabet="aK/@#`<>_.\\:\n\r ") | st.text())
def test_spans_are_sorted_and_apart(text: str) -> None:
    last = -1
    for start, end in protected_spans(text):
        assert last < start < end <= len(text)
        last = end


LINE = st.text(alphabet="aK/@#<>_.\\:-wWcom ")


@given(LINE, LINE)
def test_each_line_is_looked_at_by_itself(one: str, other: str) -> None:
    after = len(one) + 1
    assert protected_spans(f"{one}\n{other}") == [
        *protected_spans(one),
        *((start + after, end + after) for start, end in protected_spans(other)),
    ]
