"""Which syllables of Korean given names may be one and the same."""

import pytest

from normalizer.text.korean import syllable_key


@pytest.mark.parametrize(
    "spellings",
    [("myung", "myeong", "myong"), ("keon", "kon", "geon"), ("soo", "su"), ("suk", "seok"), ("hee", "hi", "hui")],
)
def test_romanisations_of_one_syllable_share_a_key(spellings: tuple[str, ...]) -> None:
    (key,) = {syllable_key(spelling) for spelling in spellings}
    assert key


@pytest.mark.parametrize(("one", "other"), [("hee", "hye"), ("jong", "jae"), ("myung", "mung"), ("jun", "jung")])
def test_other_syllables_do_not(one: str, other: str) -> None:
    assert syllable_key(one)
    assert syllable_key(one) != syllable_key(other)


@pytest.mark.parametrize("word", ["", "miung", "dschong", "tsching", "witkoff", "h"])
def test_what_is_no_syllable_has_no_key(word: str) -> None:
    assert syllable_key(word) == ""
