import pytest

from normalizer.mentions.cues import (
    cue_types,
    cue_words,
    is_behind_person_noun,
    is_counted,
    is_honorific,
    is_place_word,
    is_title,
    is_where_places_stand,
    neighbours,
)
from normalizer.model import EntityType


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the analyst X said so", ("analyst", "said", "")),
        ("Gen. X left", ("gen", "left", "")),
        ("the village of X fell", ("village", "fell", "")),
        ("X, who left", ("", "who", "")),
        ("X’s army", ("", "army", "")),
        ("the X-based paper", ("the", "based", "")),
        ("in\nX region", ("in", "region", "")),
        ("X", ("", "", "")),
        ("he left. X came", ("left", "came", "")),
        ("(X)", ("", "", "")),
        ("47 X 48", ("", "", "")),
        ("said X, a spokesman for the army", ("said", "a", "spokesman")),
        ("back to X, the commander in chief, General", ("to", "the", "")),
        ("back to X, a town in the north", ("to", "a", "town")),
        ("said X, Kenya's foreign minister,", ("said", "kenya", "minister")),
        ("said X, president of Kenya", ("said", "president", "president")),
        ("said X, 34, who", ("said", "", "aged")),
        ("flew to X, the old capital of", ("to", "the", "capital")),
        ("In X, the president of Ukraine", ("in", "the", "")),
        ("said X, the president said", ("said", "the", "")),
        ("said X, a private company in", ("said", "a", "")),
    ],
)
def test_what_stands_beside_a_span(text: str, expected: tuple[str, str, str]) -> None:
    at = text.index("X")
    assert neighbours(text, at, at + 1) == expected


@pytest.mark.parametrize(
    ("beside", "types", "words"),
    [
        (("analyst", "said", ""), {"person"}, ["analyst", "said"]),
        (("in", "region", ""), {"place"}, ["in", "region"]),
        (("the", "battalion", ""), {"organization"}, ["battalion"]),
        (("president", "region", ""), {"person", "place"}, ["president"]),
        (("said", "in", ""), set(), []),
        (("said", "a", "spokesman"), {"person"}, ["spokesman"]),
        (("to", "a", "town"), {"place"}, ["town"]),
        (("", "", ""), set(), []),
    ],
)
def test_what_the_words_speak_for(beside: tuple[str, str, str], types: set[str], words: list[str]) -> None:
    assert {str(t) for t in cue_types(*beside)} == types
    kind = EntityType(min(types, default="term"))
    assert cue_words(*beside, kind) == words


def test_titles_and_words_of_places() -> None:
    assert is_title("President") and is_title("gen.") and is_title("Mr.")
    assert not is_title("region")
    assert is_place_word("Region") and not is_place_word("president")


@pytest.mark.parametrize("word", ["Hajiya", "Herr", "señora", "Sayyid"])
def test_titles_of_other_languages(word: str) -> None:
    assert is_honorific(word)
    assert is_title(word)
    assert "person" in {str(t) for t in cue_types(word.lower(), "")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the painter X", True),
        ("My son\nX", True),
        ("Mr. X", True),
        ("He is a painter. X", False),
        ("said the analyst.\nX", False),
        ("the painter of X", False),
        ("the painter, X", False),
        ("the mayor X", False),
        ("X", False),
        ("repainter X", False),
    ],
)
def test_nouns_that_only_people_are_named_behind(text: str, told: bool) -> None:
    assert is_behind_person_noun(text, text.index("X")) is told


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("two |Polnads| left", True),
        ("THREE |POLNADS| LEFT", True),
        ("many\r\n|Polnads| left", True),
        ("12 |Pantzirs| burned", True),
        ("two of the |Pantzirs| burned", True),
        ("both |Polnads| left", True),
        ("Both |Albanas| and Serbia signed", False),
        ("There were two. |Vitkofs| left", False),
        ("Chapter Three\n\n|Vitkofs| left", False),
        ("in 2024 |Vitkofs| left", False),
        ("the |Vitkofs| left", False),
        ("a stone |Vitkofs| left", False),
    ],
)
def test_what_counts_several(text: str, counted: bool) -> None:
    before, span, after = text.split("|")
    assert is_counted(before + span + after, len(before), len(before + span)) is counted


def test_words_that_speak_for_other_types_are_told_where_none_speaks_for_this() -> None:
    assert cue_words("in", "region", "", EntityType.PERSON) == ["in", "region"]
    assert cue_words("governor", "region", "", EntityType.PLACE) == ["region"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a lecture in X on Monday", True),
        ("a wedding near X, he said", True),
        ("the hamlet of X burned", True),
        ("X, a suburb of Kaduna, burned", True),
        ("in X's office", False),
        ("in X’s office", False),
        ("a captain from X, a suburb of Kaduna, burned", True),
        ("came from X on foot", True),
        ("came from the X of old", False),
        ("believed in the X of old", False),
        ("X said so", False),
    ],
)
def test_where_places_stand_and_hardly_anybody(text: str, expected: bool) -> None:
    at = text.index("X")
    assert is_where_places_stand(text, at, at + 1) is expected
