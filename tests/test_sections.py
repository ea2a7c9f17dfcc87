"""Long texts are cut where the fewest words are parted, and come together again byte for byte."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer.model import Correction
from normalizer.sections import joined, sections
from normalizer.text.positions import LINE_END
from normalizer.text.protect import protected_spans

LONGEST = 12_000
ENGLISH = "The minister said on Monday that he was at the talks.\n"
PIECES = (
    "Kiev", "the minister", "Gen. Sirskij", "Vladimir\nPutyn", "said so on Monday.", "was it?”", "Київ", "é", "e\u0301",
    " ", "  ", "\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\n \n", "\t", "\u00a0", "\u2028", "x" * 900,
    "`a b`", "\n```\na b\n\n```\n", "namewright: ignore",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("They spoke to Vladimir\nPutyn on Monday.\nHe left.\n\n" * 600, "left.\n\n"),
        ("They spoke to Vladimir\r\nPutyn on Monday.\r\nHe left.\r\n \r\n" * 600, "left.\r\n \r\n"),
        ("They spoke to Vladimir\rPutyn on Monday.\rHe left.\r\r" * 600, "left.\r\r"),
        ("They spoke to Vladimir\nPutyn and to “others.”\n" * 600, "others.”\n"),
        ("They spoke to Gen.\nVladimir Putyn and to others.\n" * 600, "others.\n"),
        ("They spoke to Gen. Vladimir Putyn and to St. Paul yesterday. " * 600, "yesterday. "),
        ("They spoke.\r" * 2000, "spoke.\r"),
        ("Steve Witkoff\n" * 2000, "Witkoff\n"),
        ("Kiev\r\n" * 6000, "Kiev\r\n"),
        ("Kiev " * 6000, "Kiev "),
        ("New\u00a0York " * 3000, "New\u00a0York "),
        ("\u00a0".join(["Kiev"] * 6000), "Kiev\u00a0"),
    ],
)
def test_a_text_is_cut_where_the_fewest_words_are_parted(text: str, ends: str) -> None:
    parts = [section.text for section in sections(text)]
    assert len(parts) > 1
    assert all(part.endswith(ends) for part in parts[:-1])
    assert max(map(len, parts)) <= LONGEST + len(ends)


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("", [0]),
        ("a" * LONGEST, [LONGEST]),
        ("a" * 30_000, [30_000]),
        ("a" * 13_000 + " " + "b" * 14_000, [13_001, 14_000]),
        ("a b\n" * 2000 + "```\n" + "c d\n\n" * 3000 + "```\n" + "e f\n" * 2000, [8000, 15_008, 8000]),
        ("c d " * 5000 + "namewright: ignore\na b\n", [20_019, 4]),
    ],
)
def test_no_word_and_nothing_that_is_no_prose_is_cut(text: str, lengths: list[int]) -> None:
    assert [len(section.text) for section in sections(text)] == lengths


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.integers(12_000, 40_000))
def test_sections_are_the_text(pieces: list[str], length: int) -> None:
    piece = "".join(pieces)
    text = piece * (1 + length // len(piece))
    parts, at, left_alone = sections(text), 0, []
    for section in parts:
        assert section.first_line == 1 + len(LINE_END.findall(text, 0, at))
        assert at == 0 or text[at - 1].isspace()
        assert at == 0 or text[at - 1 : at + 1] != "\r\n"
        left_alone += [(start + at, end + at) for start, end in protected_spans(section.text)]
        at += len(section.text)
    assert left_alone == protected_spans(text)
    done = [Correction(section.text, section.text, (), ()) for section in parts]
    assert joined(done) == Correction(text, text, (), ())


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (ENGLISH * 250 + "Steve Witkoff\n" * 900, True),
        ("Steve Witkoff\n" * 900 + ENGLISH * 250, True),
        ("Er sprach gestern mit den Gesandten.\n" * 3000 + ENGLISH * 250, False),
        ("Kiev", True),
    ],
)
def test_the_language_is_the_whole_texts(text: str, english: bool) -> None:
    assert {section.english for section in sections(text)} == {english}
