import pytest

from normalizer.mentions.occupations import is_of, occupation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("said the grocer X", "grocer"),
        ("Pensioner X left", "pensioner"),
        ("the grocer Mansur X left", "grocer"),
        ("the grocer Mansur Emin X left", "grocer"),
        ("a neighbour, Mansur X, left", "neighbour"),
        ("A driver from the Old Town, Mansur X, left", "driver"),
        ("the retired teacher of\nAnkara, X, left", "teacher"),
        ("X, a retired teacher from Ankara", "teacher"),
        ("X, our postman, left", "postman"),
        ("an officer named X", "officer"),
        ("a woman called Mansur X", "woman"),
        ("One of the accused is called Mansur X", "is"),
        ("the shop of a certain X", "certain"),
        ("said the doctor Mansur X", "doctor"),
        ("said Doctor Mansur X", ""),
        ("the former teacher X", ""),
        ("the ex-teacher X", ""),
        ("the mayor X", ""),
        ("the mayor, a teacher, said X", ""),
        ("said X, the mayor of Ankara", ""),
        ("on Monday he called X", ""),
        ("a ship named X", ""),
        ("the son of a teacher, Mansur, and X", ""),
        ("the neighbours X and Y", ""),
        ("the mayor from Ankara, X", ""),
        ("the President of the United States, X", ""),
        ("X", ""),
    ],
)
def test_what_a_text_says_that_somebody_is(text: str, expected: str) -> None:
    at = text.index("X")
    assert occupation(text, at, at + 1) == expected


@pytest.mark.parametrize(
    ("noun", "description", "expected"),
    [
        ("grocer", "mayor of Ankara (2025)", False),
        ("singer", "Singer of Ukraine (2025)", True),
        ("actor", "minister, former actor", True),
        ("journalist", "editor of a newspaper", True),
        ("scientist", "analyst of Russia", True),
        ("journalist", "singer of Ukraine", False),
        ("teacher", "writer", False),
    ],
)
def test_whether_that_agrees_with_a_description(noun: str, description: str, expected: bool) -> None:
    assert is_of(noun, description) is expected
