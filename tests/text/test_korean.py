"""Which syllables of Korean names may be one and the same."""

import pytest

from normalizer.text.korean import is_same_syllable, romanisations, syllable_key


@pytest.mark.parametrize(
    "spellings",
    [
        ("myung", "myeong", "myong"),
        ("keon", "kon", "geon"),
        ("soo", "su"),
        ("suk", "seok"),
        ("hee", "hi", "hui"),
        ("woo", "u"),
        ("lac", "rak", "lak"),
        ("lee", "yi", "ri", "li", "i", "rhee"),
        ("no", "noh", "roh", "ro"),
        ("choi", "choe", "chey"),
        ("park", "pak", "bak"),
        ("lim", "im", "rim"),
    ],
)
def test_romanisations_of_one_syllable_share_a_key(spellings: tuple[str, ...]) -> None:
    (key,) = {syllable_key(spelling) for spelling in spellings}
    assert key


@pytest.mark.parametrize(("one", "other"), [("hee", "hye"), ("jong", "jae"), ("myung", "mung"), ("jun", "jung")])
def test_other_syllables_do_not(one: str, other: str) -> None:
    assert syllable_key(one)
    assert syllable_key(one) != syllable_key(other)


@pytest.mark.parametrize(
    ("one", "other", "same"), [("jeong", "jong", True), ("hee", "hye", False), ("witkoff", "witkoff", False)]
)
def test_what_may_be_one_syllable(one: str, other: str, same: bool) -> None:
    assert is_same_syllable(one, other) == same


@pytest.mark.parametrize("word", ["", "miung", "dschong", "tsching", "witkoff", "h"])
def test_what_is_no_syllable_has_no_key(word: str) -> None:
    assert syllable_key(word) == ""


@pytest.mark.parametrize(
    ("syllable", "written", "otherwise"),
    [
        ("정", {"jeong", "jong", "chong", "jung"}, {"jang", "joeng"}),
        ("종", {"jong", "chong"}, {"jeong", "jung"}),
        ("은", {"eun", "un"}, {"on", "eon"}),
        ("택", {"taek", "thaek", "tack"}, {"dak"}),
        ("희", {"hui", "hee", "hi"}, {"hye"}),
        ("A", set(), {"a"}),
    ],
)
def test_how_a_syllable_is_written(syllable: str, written: set[str], otherwise: set[str]) -> None:
    assert written <= romanisations(syllable)
    assert otherwise.isdisjoint(romanisations(syllable))
