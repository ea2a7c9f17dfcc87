"""namewright explain: what a user sees of the reckoning."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Invoke = Callable[..., Result]
pytestmark = pytest.mark.usefixtures("steady_model")

NAMES = (
    "canonical,type,aliases,variants,keep,country,latitude,longitude,population,related\n"
    "Sudzha,place,,,,RU,51.19,35.27,6036,place/kursk-oblast\n"
    "Kursk Oblast,place,Kursk region,,,RU,51.75,36.02,,\n"
    "Kyiv,place,,Kiev,chicken Kiev,UA,50.45,30.52,2797553,\n"
    "Steve Witkoff,person,,,,,,,,\n"
)
TEXT = (
    "The envoy Steve Vitkof said so.\n"
    "Sudaschha lies in the Kursk region. Sudzha is near. They ate chicken Kiev.\r\n"
    "We wrote to Kiev@example.com. The minister returned to Kiev on foot. Xylquorb and Sudaria were there.\n"
)


@pytest.fixture(autouse=True)
def files() -> None:
    Path("names.csv").write_text(NAMES)
    Path("a.txt").write_bytes(TEXT.encode())


@pytest.fixture
def explain(invoke: Invoke) -> Callable[..., str]:
    def run(*args: str) -> str:
        result = invoke("explain", "a.txt", "--no-shipped", "-g", "names.csv", *args)
        assert result.exit_code == 0, result.output
        assert result.stderr == ""
        return result.stdout

    return run


Explain = Callable[..., str]


def column(line: int, word: str) -> str:
    return f"{line}:{TEXT.splitlines()[line - 1].index(word) + 1}"


def test_a_change_is_told_with_its_candidate_its_letters_and_its_reasons(explain: Explain) -> None:
    out = explain("--at", column(1, "Vitkof"))
    assert "a.txt:1:11: Steve Vitkof\n" in out or "a.txt:1:17: Vitkof\n" in out
    assert re.search(r"NAM001: put right: (?:Steve )?Vitkof → (?:Steve )?Witkoff \(0\.\d\d\)", out)
    assert "Steve Witkoff" in out and "person/steve-witkoff" in out
    assert re.search(r"v\|?i\|?t\S* → w\|?i\|?t", out), "the letters are cut alike on both sides"
    assert re.search(r"sound +\+\d+\.\d\d +sounds like", out)


def test_the_given_name_that_stays_is_told_of_with_its_surname(explain: Explain) -> None:
    out = explain("--at", column(1, "Steve"))
    assert out.startswith("a.txt:1:11: Steve Vitkof\n  NAM001: put right: Vitkof → Witkoff")


@pytest.mark.parametrize("at", ["1", column(1, "Vitkof"), column(3, "Sudaria")])
def test_the_reasons_add_up_to_the_log_odds(explain: Explain, at: str) -> None:
    out = explain("--at", at)
    for block in re.split(r"(?= spelling )", out)[1:]:
        numbers = [float(n) for n in re.findall(r" {2}([+-]\d+\.\d\d)(?: |$)", block, re.M)]
        if numbers:
            assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=0.06)


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (column(2, "Sudzha"), "it is the canonical name of Sudzha (place/sudzha)"),
        (column(2, "Kursk"), "it is an accepted spelling of Kursk Oblast"),
        (column(2, "Kiev"), "“chicken Kiev” is never flagged"),
        (column(3, "Kiev@"), "it is not prose"),
        (column(2, "They"), "it is no word that is looked for"),
    ],
)
def test_what_is_left_alone_is_told_why(explain: Explain, at: str, why: str) -> None:
    assert f"left alone because {why}" in explain("--at", at)


def test_a_word_below_the_threshold_is_told_with_what_spoke_most_against_it(explain: Explain) -> None:
    out = explain("--at", column(3, "Sudaria"), "--fix-at", "1", "--show-at", "1")
    assert re.search(r"left alone because 0\.\d\d is below --show-at 1\.00\n  most against it: \S", out)


def test_a_word_like_no_name_is_told_so(explain: Explain) -> None:
    assert "left alone because it stands for no name of the gazetteer" in explain("--at", column(3, "Xylquorb"))


def test_a_kept_word_and_a_rule_that_is_left_out_are_told_so(explain: Explain) -> None:
    at = column(3, "Kiev on")
    assert "NAM002: put right: Kiev → Kyiv" in explain("--at", at)
    assert "left alone because “Kiev” is never flagged" in explain("--at", at, "--keep", "Kiev")
    assert "left alone because the rule NAM002 is not selected" in explain("--at", at, "--ignore", "NAM002")
    assert "NAM002: shown, not changed: Kiev → Kyiv" in explain("--at", at, "--fix-at", "1")


def test_a_text_that_is_not_english_is_told_so(explain: Explain) -> None:
    Path("a.txt").write_text(
        "Der Gesandte Steve Vitkof ist am Montag nach Berlin gereist, wie das Ministerium in einer Erklärung sagte. "
        "Er wird dort mit dem Präsidenten sprechen und danach wieder zurück fahren.\n"
    )
    assert "left alone because the text is mostly not English" in explain("--at", "1:20")


def test_a_line_tells_of_all_its_names_and_names_the_ordinary_words(explain: Explain) -> None:
    out = explain("--at", "3")
    assert re.findall(r"^a\.txt:3:\d+: (.*)$", out, re.M) == ["Kiev@example.com", "Kiev", "Xylquorb", "Sudaria"]
    assert "not looked for, as they are common, short or no words: We, The, and" in out


def test_a_place_without_a_name_is_told_so(explain: Explain) -> None:
    assert "no name stands there" in explain("--at", "1:5")


def test_columns_count_a_mark_apart_from_its_letter(explain: Explain) -> None:
    Path("a.txt").write_text("A nai\u0308ve minister went to Su\u00addaschha and to Ki\u0301ev in the Kursk region.\n")
    for at in ("1:27", "1:29", "1:36"):
        assert "a.txt:1:27: Su\u00addaschha\n" in explain("--at", at)
    assert "a.txt:1:45: Ki\u0301ev\n" in explain("--at", "1:46")


def test_standard_input(invoke: Invoke) -> None:
    result = invoke("explain", "-", "--at", "1", "--no-shipped", "-g", "names.csv", stdin="In Kiev.")
    assert "<stdin>:1:4: Kiev\n" in result.stdout


def test_controls_of_the_text_never_reach_the_screen(invoke: Invoke) -> None:
    result = invoke("explain", "-", "--at", "1", "--no-shipped", "-g", "names.csv", stdin="Kiev\x1b[31m[bold]")
    assert "\x1b" not in result.stdout


def test_colour_comes_when_it_is_asked_for(explain: Explain) -> None:
    assert "\x1b[" in explain("--at", "1", "--color")
    assert "\x1b[" not in explain("--at", "1")


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (("--at", "4"), "a.txt: there is no line 4; give a line from 1 to 3"),
        (("--at", "1:99"), "a.txt: line 1 has no column 99; give a column from 1 to 31"),
        (("--at", "0"), "'0' is neither a line nor line:column, both from 1"),
        (("--at", "1:0"), "'1:0' is neither a line nor line:column"),
        (("--at", "one"), "'one' is neither a line nor line:column"),
        (("--at", "9" * 5000), "'99999999999999999999…' is neither a line nor line:column, both from 1 to 999999999"),
        (("--at", f"1:{'9' * 5000}"), "'1:999999999999999999…' is neither a line nor line:column"),
        (("--at", "999999999"), "a.txt: there is no line 999999999; give a line from 1 to 3"),
        ((), "Missing option '--at'"),
        (("--at", "1", "--show-at", "2"), "--show-at is 2"),
    ],
)
def test_what_cannot_be_meant_is_one_line(invoke: Invoke, args: tuple[str, ...], problem: str) -> None:
    result = invoke("explain", "a.txt", "--no-shipped", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1
