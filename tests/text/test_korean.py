"""Which syllables of Korean names may be one and the same."""

import pytest

from normalizer.text.korean import is_same_syllable, syllable_key


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
