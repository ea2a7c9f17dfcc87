import re

import pytest
from rich.cells import cell_len

from normalizer.reports._visible import visible_line
from normalizer.reports.terminal import WIDTH, render

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def block(text, start):
    return next(part for part in text.split("\n\n") if part.startswith(start))


def test_a_change_is_told_like_a_compiler_does(article):
    assert block(render([article]), "news/article.txt:3:67").splitlines() == [
        "news/article.txt:3:67: NAM001 garbled name  Sudaschha → Sudzha  (0.96)",
        " 3 | …three places. The worst damage lies near Sudaschha, where a bridge over a small river fell…",
        "   |                                           ^^^^^^^^^",
        "   = why: sounds like Sudzha (“zh” written “aschh”); the same article says Sudzha in line 6; 97 km",
        "          from Sumy, which the article names",
        "   = runner-up: Suda (0.02)",
    ]


def test_what_is_only_shown_is_said_to_be_so(article):
    text = render([article])
    assert "Suda, → Sudzha,  (0.62, not changed)" in text
    assert "NAM003 one unknown name spelled in two ways: Myrhorod, Mirgorad  (0.80, not changed)" in text
    assert text.count("not changed)") == 4


def test_the_last_line_counts(article, many, clean):
    assert render([article]).endswith("\n8 changed, 4 to look at, in 1 file\n")
    assert render([article, many, clean]).endswith("\n258 changed, 254 to look at, in 3 files\n")
    assert render([clean]) == "nothing to change, in 1 file\n"


def test_colour_adds_escapes_and_nothing_else(everything):
    assert ANSI.sub("", render(everything, color=True)) == render(everything)
    assert "\x1b" in render(everything, color=True)


def test_control_characters_do_not_reach_the_screen(hostile):
    seen = ANSI.sub("", render([hostile], color=True)).replace("\n", "")
    assert seen == visible_line(seen)


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("Smie", "Smie"),
        ("日本語のスミー です", "スミー"),
        ("\tSmie", "Smie"),
        ("👩‍🚒 Smie", "Smie"),
        ("e\u0301e\u0301 Smie", "Smie"),
        ("a\x1b[31m Smie", "Smie"),
        ("x" * 500 + "Smie" + "y" * 500, "Smie"),
        ("日本" * 200 + " Smie " + "語" * 300, "Smie"),
        ("word " * 100 + "Smie" + " word" * 100, "Smie"),
        ("word " * 3 + "Smie" + " word" * 100, "Smie"),
        ("word " * 100 + "Smie" + " word" * 3, "Smie"),
        ("one\r\ntwo Smie\rthree", "Smie"),
        ("a\u2028Smie", "Smie"),
    ],
)
def test_the_carets_stand_below_the_name(make, text, spelling):
    lines = render([make("a.txt", text, (spelling, 0, "Sumy", True, 0.9, []))]).splitlines()
    source, carets = lines[1], lines[2]
    start, end = carets.index("^"), carets.rindex("^") + 1
    before = source[: source.index(spelling)]
    assert cell_len(before) == start
    assert end - start == cell_len(spelling)
    assert cell_len(source) <= WIDTH


def test_a_long_line_is_cut_between_words(make):
    text = "word " * 100 + "Smie" + " word" * 100
    source = render([make("a.txt", text, ("Smie", 0, "Sumy", True, 0.9, []))]).splitlines()[1]
    assert re.fullmatch(r" 1 \| …(word )+Smie( word)+…", source)


def test_a_name_over_a_line_end_is_underlined_to_the_end_of_its_line(make):
    lines = render([make("a.txt", "by Franz\nGadi.", ("Franz\nGadi", 0, "Franz\nGady", True, 0.9, []))]).splitlines()
    assert lines[0].endswith("Franz↵Gadi → Franz↵Gady  (0.90)")
    assert lines[1:3] == [" 1 | by Franz", "   |    ^^^^^"]


def test_standard_input_has_a_name(make):
    assert render([make("-", "Smie", ("Smie", 0, "Sumy", True, 0.9, []))]).startswith("<stdin>:1:1: NAM001 ")
