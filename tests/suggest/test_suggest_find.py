"""Which names of a text are unknown, and what is said of them."""

from collections.abc import Callable

import pytest

from normalizer.gazetteer import Gazetteer
from normalizer.linking.names import names_of
from normalizer.model import EntityType
from normalizer.pipeline import correct
from normalizer.suggest.find import Sighting, unknown_names

PERSON, PLACE, ORGANIZATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION
Seen = Callable[[str], list[Sighting]]


@pytest.fixture
def seen(gazetteer: Gazetteer) -> Seen:
    def run(text: str) -> list[Sighting]:
        return unknown_names(text, names_of(gazetteer), correct(text, gazetteer).findings, [])

    return run


SPELLED = [
    ("They met Ilmari Kostvedt there.", ["Ilmari Kostvedt"]),
    ("They met Ilmari K. Kostvedt there.", ["Ilmari K. Kostvedt"]),
    ("They met Mr. Kostvedt and Mayor Hrastina Dolvik.", ["Kostvedt", "Hrastina Dolvik"]),
    ("Kostvedt’s boat and Kostvedt's house are his.", ["Kostvedt", "Kostvedt"]),
    ("On Monday, Prime Minister Kostvedt left.", ["Kostvedt"]),
    ("The Norwegian Kostvedt left in March.", ["Kostvedt"]),
    ("They saw Omar al-Velmari there.", ["Omar al-Velmari"]),
    ("They saw Hrastina van der Dolvik there.", ["Hrastina van der Dolvik"]),
    ("They saw Hrastina Dolvik at Velmora there.", ["Hrastina Dolvik", "Velmora"]),
    ("He met Sarah Dolvik and Mark Kostvedt.", ["Sarah Dolvik", "Mark Kostvedt"]),
    ("Will Kostvedt come? He will.", ["Kostvedt"]),
    ("They saw Chen Guangming there.", ["Chen Guangming"]),
    ("They saw Chen Bo and Chen there.", ["Chen Bo"]),
    ("They met Petra there.", []),
    ("They met Emir Sanusi there.", ["Sanusi"]),
    ("They read Stephen King.", ["Stephen King"]),
    ("They read the Nordalgen Newspaper News.", ["Nordalgen Newspaper"]),
    ("They saw Petra Aunskog there.", ["Petra Aunskog"]),
    ("They saw Melania Trump there.", ["Melania Trump"]),
    ("They saw Donald Trump, Trump and D. Trump there.", []),
    ("They saw the Aunskog Group there.", ["Aunskog Group"]),
    ("They fled Kyiv, Kiev and the United Nations.", []),
    ("The Defence Ministry asked about Labour and Telegraphs.", []),
    ("The drone fell. Drones fell. Artillery fired.", []),
    ("NATO, the CEO and the GDP grew.", []),
    ("See https://kostvedt.example/Kostvedt and `Kostvedt` there.", []),
    ("They saw Ilmari\nKostvedt there.", ["Ilmari", "Kostvedt"]),
    ("This line was cut to a width by someone who saw there Ilmari\nKostvedt.", ["Ilmari Kostvedt"]),
    ("DOLVIK LEAVES", ["Dolvik"]),
]


@pytest.mark.parametrize(("text", "names"), SPELLED)
def test_what_is_taken_for_a_name(text: str, names: list[str], seen: Seen) -> None:
    assert [s.spelling for s in seen(text)] == names


def test_what_fix_puts_right_is_no_unknown_name(seen: Seen, steady_model: object) -> None:
    text = "Volodymyr Zelensky spoke. Then Volodymyr Selensky left with Kostvedt."
    assert [s.spelling for s in seen(text)] == ["Kostvedt"]


def test_allowed_words_are_left_out(gazetteer: Gazetteer) -> None:
    text = "They met Kostvedt and Dolvik."
    found = unknown_names(text, names_of(gazetteer), (), [(9, 17)])
    assert [s.spelling for s in found] == ["Dolvik"]


TYPES = [
    ("They met Mayor Hrastina Dolvik.", {PERSON: 3}),
    ("They met Dolvik, who left.", {PERSON: 1}),
    ("They reached the village of Velmora.", {PLACE: 3}),
    ("They live in Velmora now.", {PLACE: 1}),
    ("The mayor of Velmora left.", {PLACE: 1}),
    ("They met Ivan Dolvik.", {PERSON: 2}),
    ("They left the Nordalgen Group.", {ORGANIZATION: 3}),
    ("They bought Nordalgen.", {}),
]


@pytest.mark.parametrize(("text", "votes"), TYPES)
def test_what_stands_beside_a_name_votes_for_its_type(text: str, votes: dict[EntityType, int], seen: Seen) -> None:
    (sighting,) = seen(text)
    assert dict(sighting.types) == votes


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("They met Kostvedt.", True),
        ("Kostvedt met them.", False),
        ("Ilmari Kostvedt met them.", True),
        ("A Kostvedt-led crew left.", False),
        ("KOSTVEDT LEAVES", False),
    ],
)
def test_a_capital_that_means_something(text: str, sure: bool, seen: Seen) -> None:
    assert [s.sure for s in seen(text)] == [sure]


def test_the_line_and_the_sentence_of_a_name(seen: Seen) -> None:
    text = "A first line.\n\nNobody came. They met\tKostvedt, they say! Nobody left.\n"
    (sighting,) = seen(text)
    assert (sighting.line, sighting.sentence) == (3, "They met Kostvedt, they say!")


def test_of_a_long_sentence_what_stands_around_the_name_is_shown(seen: Seen) -> None:
    text = "it is " * 50 + "Kostvedt " + "it was " * 50
    (sighting,) = seen(text)
    assert len(sighting.sentence) <= 162
    assert sighting.sentence.startswith("…") and sighting.sentence.endswith("…") and "Kostvedt" in sighting.sentence


def test_a_sentence_goes_on_in_a_wrapped_line(seen: Seen) -> None:
    text = "This line was cut to a width by someone, and so the sentence goes\non with Kostvedt.\n"
    (sighting,) = seen(text)
    assert sighting.sentence.startswith("This line") and sighting.sentence.endswith("goes on with Kostvedt.")
