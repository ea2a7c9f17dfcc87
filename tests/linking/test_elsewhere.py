"""Real towns that are like others: what is no candidate, and what is one with doubt."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from normalizer.linking.doubt import Doubt
from normalizer.linking.link import Analysis
from normalizer.model import Entity, EntityType

Analysed = Callable[[str, Iterable[Entity]], Analysis]
PERSON, PLACE = EntityType.PERSON, EntityType.PLACE
INCHEON = Entity(
    "place/incheon",
    "Incheon",
    PLACE,
    country="KR",
    population=3_000_000,
    latitude=37.5,
    longitude=126.7,
    source="house",
)
PYONGYANG = Entity(
    "place/pyongyang",
    "Pyongyang",
    PLACE,
    country="KP",
    population=3_000_000,
    latitude=39.0,
    longitude=125.8,
    source="house",
)
SEOUL = Entity("place/seoul", "Seoul", PLACE, country="KR", latitude=37.6, longitude=127.0, source="house")
PARAGUAY = Entity("place/paraguay", "Paraguay", PLACE, country="PY", source="house")
CARACAS = Entity("place/caracas", "Caracas", PLACE, country="VE", latitude=10.5, longitude=-66.9, source="house")
SMOTRICH = Entity("person/smotrich", "Bezalel Smotrich", PERSON, country="IL", source="house")
ECUADOR = Entity("place/ecuador", "Ecuador", PLACE, country="EC", population=17_000_000, source="house")
BRAZIL = Entity("place/brazil", "Brazil", PLACE, country="BR", population=200_000_000, source="house")
POKROVSK = Entity("place/pokrovsk", "Pokrovsk", PLACE, country="UA", latitude=48.3, longitude=37.2, source="house")
KALYNIVKA = Entity("place/kalynivka", "Kalynivka", PLACE, country="UA", latitude=48.5, longitude=37.0, source="house")
UDACHNE = Entity("place/udachne", "Udachne", PLACE, country="UA", latitude=48.2, longitude=37.0, source="house")
KHMELNYTSKYI = Entity(
    "place/khmelnytskyi", "Khmelnytskyi", PLACE, country="UA", latitude=49.4, longitude=27.0, source="house"
)
SUDZHA = Entity("place/sudzha", "Sudzha", PLACE, country="RU", latitude=51.2, longitude=35.3, source="house")
UKRAINE = Entity("place/ukraine", "Ukraine", PLACE, country="UA", source="house")


def of_a_desk(entities: Iterable[Entity]) -> list[Entity]:
    return [replace(entity, source="wikidata:Q1") for entity in entities]


@pytest.mark.parametrize(
    ("text", "entities", "name"),
    [
        ("From Incheon they drove to Yeoncheon.", [INCHEON], "Incheon"),
        ("From Pyongyang, Seoul and Seoul they drove to Cheongyang.", [PYONGYANG, SEOUL], "Pyongyang"),
        ("From Caracas they drove to Tucacas.", [CARACAS], "Caracas"),
        ("From Caracas and Paraguay to Caracas, by Aragua de Barcelona.", [PARAGUAY, CARACAS], "Paraguay"),
    ],
)
def test_a_town_of_the_country_is_not_taken_for_a_place_that_the_text_names(
    text: str, entities: list[Entity], name: str, analysed_with: Analysed
) -> None:
    assert name not in {c.form.text for c in analysed_with(text, entities).candidates}
    # A desk may call a place otherwise than GeoNames does.
    assert name in {c.form.text for c in analysed_with(text, of_a_desk(entities)).candidates}


def test_a_town_far_away_in_the_country_may_be_a_garble(analysed_with: Analysed) -> None:
    # There is a Suda near Vologda, 900 km away.
    analysis = analysed_with("From Sudzha they drove to Suda.", [SUDZHA])
    assert {c.form.text for c in analysis.candidates} == {"Sudzha"}
    assert analysis.doubts == {}


def test_a_town_of_a_country_that_the_text_is_not_about_may_be_a_garble(analysed_with: Analysed) -> None:
    analysis = analysed_with("From Paraguay they drove to Aragua.", [PARAGUAY, CARACAS])
    assert {c.form.text for c in analysis.candidates} == {"Paraguay"}
    assert analysis.doubts == {}


@pytest.mark.parametrize(
    ("text", "entities", "doubted"),
    [
        ("From Incheon they drove to Icheon.", [INCHEON], True),
        ("From Incheon they drove to Inncheon.", [INCHEON], False),
        ("In Ukraine, near Khmelnytskyi, they live in Smotrych now.", [SMOTRICH, UKRAINE, KHMELNYTSKYI], True),
        ("In Ukraine, in Ukraine they live in Smotrych now.", [SMOTRICH, UKRAINE], True),
        ("In Ukraine, near Khmelnytskyi, the minister Smotrych said so.", [SMOTRICH, UKRAINE, KHMELNYTSKYI], False),
        ("They speak of Smotrych now.", [SMOTRICH, UKRAINE], False),
        ("In Ukraine, near Khmelnytskyi, the mayor of Smotrych left.", [SMOTRICH, UKRAINE, KHMELNYTSKYI], True),
        ("From Ecuador to Brazil, and from Brazil to Equador.", [ECUADOR, BRAZIL], False),
        ("They left Pokrovsk for Pokrovske.", [POKROVSK], True),
        ("They left Kalynivka for Kalinovka.", [KALYNIVKA], False),
        ("They left Udachne for Udachnoye.", [UDACHNE], False),
    ],
)
def test_a_town_a_letter_away_or_like_somebody_is_as_likely_as_not(
    text: str, entities: list[Entity], doubted: bool, analysed_with: Analysed
) -> None:
    analysis = analysed_with(text, entities)
    assert analysis.candidates
    assert set(analysis.doubts.values()) == ({Doubt.ANOTHER_TOWN} if doubted else set())
