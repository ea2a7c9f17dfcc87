import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.text.positions import positions

CASES = [
    ("", 0, (1, 1)),
    ("ab", 2, (1, 3)),
    ("a\nb", 1, (1, 2)),
    ("a\nb", 2, (2, 1)),
    ("a\r\nb", 2, (1, 3)),
    ("a\r\nb", 3, (2, 1)),
    ("a\rb", 2, (2, 1)),
    ("a\r\rb", 3, (3, 1)),
    ("a\x0cb", 2, (1, 3)),
    ("a\u2028b\x85c", 4, (1, 5)),
    ("😀e\u0301x", 3, (1, 4)),
]


@pytest.mark.parametrize(("text", "offset", "expected"), CASES)
def test_lines_and_columns(text, offset, expected):
    assert positions(text).line_column(offset) == expected


@pytest.mark.parametrize(
    ("text", "number", "line"),
    [("a\r\nb", 1, "a"), ("a\r\nb", 2, "b"), ("a\n", 2, ""), ("\r\n\n", 1, ""), ("x", 1, "x")],
)
def test_a_line_comes_without_its_end(text, number, line):
    start, end = positions(text).line(number)
    assert text[start:end] == line


@given(st.text(alphabet="ab\r\n\x0c\u2028"), st.data())
def test_every_offset_is_found_again(text, data):
    table = positions(text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = table.line_column(offset)
    assert table.line(line)[0] + column - 1 == offset


def test_a_part_of_a_text_counts_on():
    table = positions("a\nb\n", first=7)
    assert table.line_column(2) == (8, 1)
    assert table.line(8) == (2, 3)
