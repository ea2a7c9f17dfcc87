"""Gazetteers of a few entities, made ready for linking."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.layers import Layer
from normalizer.gazetteer.parts import Parts
from normalizer.gazetteer.read import Action, Row
from normalizer.linking.link import Analysis, Names, analyse
from normalizer.linking.model import Curve, Model, load_model
from normalizer.linking.names import made_ready
from normalizer.model import Entity, EntityType

PERSON, PLACE, ORGANIZATION, TERM = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION, EntityType.TERM
ENTITIES = (
    Entity("person/steve-witkoff", "Steve Witkoff", PERSON),
    Entity("person/franz-stefan-gady", "Franz-Stefan Gady", PERSON),
    Entity("person/abdel-fattah-al-burhan", "Abdel Fattah al-Burhan", PERSON),
    Entity("person/oleksandr-syrskyi", "Oleksandr Syrskyi", PERSON),
    Entity("person/donald-trump", "Donald Trump", PERSON),
    Entity("person/ron-desantis", "Ron DeSantis", PERSON),
    Entity("person/kaja-kallas", "Kaja Kallas", PERSON),
    Entity("person/vladimir-seleznev", "Vladimir Seleznev", PERSON),
    Entity("person/lee-jae-myung", "Lee Jae-myung", PERSON, country="KR"),
    Entity("person/yang-di", "Yang Di", PERSON),
    Entity("person/xi-jinping", "Xi Jinping", PERSON, country="CN"),
    Entity("organization/huawei", "Huawei", ORGANIZATION, country="CN"),
    Entity("place/ecuador", "Ecuador", PLACE, country="EC", population=17_000_000),
    Entity("place/quito", "Quito", PLACE, country="EC"),
    Entity("place/mosul", "Mosul", PLACE, country="IQ"),
    Entity("place/misakubo", "Misakubo", PLACE),
    Entity("place/sri-lanka", "Sri Lanka", PLACE, country="LK"),
    Entity("place/philippines", "Philippines", PLACE, aliases=("The Philippines",), country="PH"),
    Entity("person/kim-jong-un", "Kim Jong-un", PERSON, country="KP"),
    Entity("place/kaya", "Kaya", PLACE),
    Entity("person/ursula-von-der-leyen", "Ursula von der Leyen", PERSON, country="DE"),
    Entity("person/ibrahim-boubacar-keita", "Ibrahim Boubacar Keïta", PERSON, ("Ibrahim Boubacar Keita", "Keita")),
    Entity("place/sudzha", "Sudzha", PLACE, country="RU", latitude=51.19, longitude=35.27,
           related=("place/kursk-oblast",)),
    Entity("place/kursk-oblast", "Kursk Oblast", PLACE, ("Kursk region",), country="RU", latitude=51.75,
           longitude=36.0),
    Entity("place/sumy", "Sumy", PLACE, country="UA", latitude=50.92, longitude=34.8, population=256474),
    Entity("place/huliaipole", "Huliaipole", PLACE, country="UA", latitude=47.66, longitude=36.26),
    Entity("place/novopavlivka", "Novopavlivka", PLACE, country="UA"),
    Entity("place/kyiv", "Kyiv", PLACE, variants=("Kiev",), keep=("chicken Kiev",), country="UA",
           latitude=50.45, longitude=30.52),
    Entity("place/lviv", "Lviv", PLACE, variants=("Lvov",), country="UA", latitude=49.84, longitude=24.03),
    Entity("place/odesa", "Odesa", PLACE, variants=("Odessa",), country="UA", related=("place/ukraine",)),
    Entity("place/odessa-texas", "Odessa, Texas", PLACE, weak_aliases=("Odessa",), country="US",
           related=("place/texas",)),
    Entity("place/texas", "Texas", PLACE, country="US"),
    Entity("place/ukraine", "Ukraine", PLACE, country="UA", description="country in Eastern Europe"),
    Entity("place/libya", "Libya", PLACE, country="LY", description="country in North Africa"),
    Entity("place/beijing", "Beijing", PLACE, variants=("Peking",), country="CN", population=21_900_000),
    Entity("place/seoul", "Seoul", PLACE, country="KR"),
    Entity("place/shenyang", "Shenyang", PLACE, country="CN", population=900_000),
    Entity("place/st-petersburg", "St. Petersburg", PLACE, ("Saint Petersburg",), country="RU"),
    Entity("organization/black-bird-group", "Black Bird Group", ORGANIZATION),
    Entity("organization/openai", "OpenAI", ORGANIZATION),
    Entity("organization/air-force", "Air Force", ORGANIZATION),
    Entity("organization/dallas-trading", "Dallas Trading Inc.", ORGANIZATION),
    Entity("organization/wal-mart", "Wal-Mart Stores Co.", ORGANIZATION),
    Entity("organization/yahoo", "Yahoo!", ORGANIZATION),
    Entity("person/edouard-philippe", "Édouard Philippe", PERSON),
    Entity("person/mlk", "Martin Luther King Jr.", PERSON, aliases=("Martin Luther King Jr",)),
    Entity("place/new-york", "New York", PLACE, country="US"),
    Entity("organization/rapid-support-forces", "Rapid Support Forces", ORGANIZATION, aliases=("RSF",)),
    Entity("term/kh-101", "Kh-101", TERM),
)  # fmt: skip

Linked = Callable[..., Analysis]


def names_of(entities: Iterable[Entity]) -> Names:
    """The names of some entities."""
    rows = [Row(entity, Action.EXTEND, Path("names.csv"), number) for number, entity in enumerate(entities, 2)]
    parts = Parts([Parts().with_layers([Layer("names", Path("names.csv"), rows)])])
    return made_ready(parts)


@pytest.fixture(scope="session")
def names() -> Names:
    """The entities of this module, ready."""
    return names_of(ENTITIES)


@pytest.fixture
def analysed(names: Names) -> Linked:
    """Takes a text apart."""

    def run(text: str) -> Analysis:
        return analyse(text, names, (), weigh_all=True)

    return run


@pytest.fixture
def analysed_with() -> Callable[[str, Iterable[Entity]], Analysis]:
    """Takes a text apart for some entities."""

    def run(text: str, entities: Iterable[Entity]) -> Analysis:
        return analyse(text, names_of(entities), (), weigh_all=True)

    return run


@pytest.fixture
def steady() -> Model:
    """A model of a few plain curves: like letters and the name itself elsewhere speak for a candidate."""
    curves = {"ratio": Curve((0.5, 0.75, 1.0), (0.0, 11.0, 13.0)), "entity_in_text": Curve((0.0, 0.7), (0.0, 4.0))}
    weights = replace(load_model().listed, bias=-9.0, curves=curves)
    return Model(weights, weights, fix_at=0.5, show_at=0.3)


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The entities of this module as a user's file."""
    path = tmp_path_factory.mktemp("names") / "names.csv"
    columns = [f.name for f in fields(Entity)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        for entity in ENTITIES:
            values = {name: getattr(entity, name) for name in columns}
            writer.writerow({k: ";".join(v) if isinstance(v, tuple) else v for k, v in values.items()})
    return Gazetteer.read(path)
