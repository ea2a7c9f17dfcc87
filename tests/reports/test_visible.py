import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.reports._visible import visible_line, visible_text

CASES = [
    ("plain é 日本 👩‍🚒", "plain é 日本 👩‍🚒"),
    ("\x1b[31m", "[U+001B][31m"),
    ("\x00\x07\x7f\x9b", "[U+0000][U+0007][U+007F][U+009B]"),
    ("\u202eevil\u2066", "[U+202E]evil[U+2066]"),
    ("a\ud800b", "a[U+D800]b"),
    ("a\u2028b\x0cc", "a[U+2028]b[U+000C]c"),
    ("a\u200bb\ufeff", "a[U+200B]b[U+FEFF]"),
    ("a\nb\r\nc\rd", "a↵b↵c↵d"),
    ("a\tb", "a[U+0009]b"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_acts_is_shown(text, expected):
    assert visible_line(text) == expected


def test_a_text_keeps_its_layout():
    assert visible_text("a\tb\r\nc\rd\x1b") == "a\tb\nc\nd[U+001B]"


@given(st.text(st.characters()))
def test_nothing_that_acts_is_left(text):
    seen = visible_line(text)
    assert not {unicodedata.category(char) for char in seen} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(char) for char in seen} & set("LRE RLE LRO RLO PDF LRI RLI FSI PDI".split())
    assert visible_line(seen) == seen
    seen.encode()
