"""Which spellings are of one name."""

import pytest

from normalizer.suggest.alike import alike, alike_elsewhere, is_same_given, is_same_name, near_words
from normalizer.text.tokens import fold_words

ONE_WORD = [
    ("Kostvedt", "Kostwedt"),
    ("Velmora", "Wellmora"),
    ("Zelensky", "Zelenskij"),
    ("Sharapova", "Scharapowa"),
    ("Korshamn", "Korshamm"),
]
TWO_WORDS = [
    ("Petrov", "Petrova"),  # his wife
    ("Velmora", "Velmoran"),
    ("Mario", "Maria"),
    ("Kulikov", "Kulakov"),  # both are names
    ("Weimin", "Weimen"),  # of few syllables
    ("Dolvik", "Aunskog"),
    ("Ana", "Ada"),
]


@pytest.mark.parametrize(("one", "other"), ONE_WORD)
def test_garbles_of_a_name_are_alike(one: str, other: str) -> None:
    assert alike(one.lower(), other.lower())
    assert alike(other.lower(), one.lower())
    assert other.lower() in near_words([one.lower(), other.lower()])[one.lower()]


@pytest.mark.parametrize(("one", "other"), TWO_WORDS)
def test_what_differs_as_names_do_is_not(one: str, other: str) -> None:
    assert not alike(one.lower(), other.lower())
    assert not alike_elsewhere(one.lower(), other.lower())


def test_words_of_different_texts_have_to_be_nearer() -> None:
    assert alike("hryshko", "grishko")
    assert not alike_elsewhere("hryshko", "grishko")
    assert alike_elsewhere("korshamn", "korshamm")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Stephen", "Stefan", True),
        ("H", "Hrastina", True),
        ("O", "Hrastina", False),
        ("Peder", "Petra", False),
        ("Hrastina", "Hrastyna", True),
        ("Hrastina", "Hrastomir", False),
    ],
)
def test_given_names(one: str, other: str, same: bool) -> None:
    assert is_same_given(one.lower(), other.lower()) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hrastina Dolvik", "Hrastyna Dollvik", True),
        ("Hrastina Dolvik", "H. Dolvik", True),
        ("Hrastina K. Dolvik", "Hrastina Dolvik", True),
        ("Hrastina K. Dolvik", "Hrastina M. Dolvik", False),
        ("Peder Aunskog", "Petra Aunskog", False),
        ("Abdel Fatah Lomari", "Abdelfatah Lomari", True),
        ("Hrastina Dolvik", "Hrastina Aunskog", False),
        ("Olga Velmorova", "Olga Velmorov", False),
    ],
)
def test_names_in_full(one: str, other: str, same: bool) -> None:
    assert is_same_name(fold_words(one), fold_words(other)) is same
    assert is_same_name(fold_words(other), fold_words(one)) is same


def test_no_words_have_no_neighbours() -> None:
    assert near_words([]) == {}
