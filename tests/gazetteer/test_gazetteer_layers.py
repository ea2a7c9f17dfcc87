"""Layers: later over earlier, and what a later one says of a spelling holds."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from normalizer.errors import InputError
from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.layers import facts

Make = Callable[..., Path]

HOUSE = (
    "id,canonical,type,aliases,weak_aliases,variants,country,population,description",
    "organization/un,United Nations,organization,UN,,UNO,,,",
    "person/donald-trump,Donald Trump,person,Trump,Donald,,US,,president (2025)",
    "place/georgia,Georgia,place,,,,GE,,",
    "place/georgia-us,Georgia,place,,,,US,,",
    "place/kyiv,Kyiv,place,Kyyiv,,Kiev;Kiew,UA,2952301,capital",
    "place/odesa,Odesa,place,,,Odessa,UA,,",
)


def stacked(make: Make, *rows: str, header: str = "canonical,type") -> Gazetteer:
    return Gazetteer.read(make(*HOUSE, name="house.csv")) | Gazetteer.read(make(header, *rows, name="desk.csv"))


def test_a_later_row_extends_the_entity_of_its_name_and_type(make: Make) -> None:
    g = stacked(make, "Kyiv,place,Kyjiw,3000000", header="canonical,type,aliases,population")
    kyiv = g.entity("place/kyiv")
    assert kyiv is not None
    assert (kyiv.aliases, kyiv.population, kyiv.description) == (("Kyyiv", "Kyjiw"), 3000000, "capital")
    assert len(g) == len(HOUSE) - 1


def test_a_later_row_extends_the_entity_of_its_id(make: Make) -> None:
    g = stacked(make, "place/kyiv,Kyiv City,place", header="id,canonical,type")
    kyiv = g.entity("place/kyiv")
    assert kyiv is not None
    assert (kyiv.canonical, kyiv.aliases) == ("Kyiv City", ("Kyyiv", "Kyiv"))


def test_a_new_id_for_a_known_name_is_the_known_entity(make: Make) -> None:
    g = stacked(make, "place/ua-kyiv,Kyiv,place", header="id,canonical,type")
    assert g.entity("place/ua-kyiv") is g.entity("place/kyiv")
    assert [s.row.path.name for s in g.sources("place/ua-kyiv")] == ["house.csv", "desk.csv"]


def test_a_desks_spelling_stands(make: Make) -> None:
    g = stacked(make, "Kiev,place")
    kyiv, kiev = g.entity("place/kyiv"), g.entity("place/kiev")
    assert kyiv is not None and kyiv.variants == ("Kiew",)
    assert kiev is not None and kiev.canonical == "Kiev"
    assert g.warnings == ()


def test_an_accepted_variant_is_an_alias(make: Make) -> None:
    kyiv = stacked(make, "Kyiv,place,Kiev", header="canonical,type,aliases").entity("place/kyiv")
    assert kyiv is not None
    assert (kyiv.aliases, kyiv.variants) == (("Kyyiv", "Kiev"), ("Kiew",))


def test_a_refused_alias_is_a_variant(make: Make) -> None:
    g = stacked(make, "Kyiv,place,Kyyiv", header="canonical,type,variants")
    kyiv = g.entity("place/kyiv")
    assert kyiv is not None
    assert (kyiv.aliases, kyiv.variants) == ((), ("Kiev", "Kiew", "Kyyiv"))


def test_a_spelling_that_is_refused_for_one_is_no_alias_of_another(make: Make) -> None:
    g = stacked(make, "Trump Organization,organization,Trump", header="canonical,type,variants")
    trump = g.entity("person/donald-trump")
    assert trump is not None and trump.aliases == ()


def test_a_name_that_two_accept_belongs_to_both(make: Make) -> None:
    g = stacked(make, "Trump Organization,organization,Trump", header="canonical,type,aliases")
    assert [e.id for e in g if "Trump" in e.aliases] == ["organization/trump-organization", "person/donald-trump"]


def test_a_house_may_turn_a_pair_round(make: Make) -> None:
    g = stacked(make, "Kiev,place,Kyiv", header="canonical,type,variants")
    kyiv = g.entity("place/kyiv")
    assert kyiv is not None
    assert (kyiv.canonical, kyiv.variants, kyiv.country) == ("Kiev", ("Kiew", "Kyiv"), "UA")
    assert len(g) == len(HOUSE) - 1


def test_a_country_tells_namesakes_apart(make: Make) -> None:
    g = stacked(make, "Georgia,place,US,the state", "Odesa,place,US,", header="canonical,type,country,description")
    state, country, town = (g.entity(f"place/{key}") for key in ("georgia-us", "georgia", "odesa-2"))
    assert state is not None and state.description == "the state"
    assert country is not None and country.description == ""
    assert town is not None and town.country == "US"


def test_a_name_that_may_be_two_entities_is_said(make: Make) -> None:
    g = stacked(make, "Georgia,place,x", header="canonical,type,description")
    assert [e.description for e in g if e.canonical == "Georgia"] == ["x", ""]
    assert "desk.csv:2: Georgia may be place/georgia or place/georgia-us and is taken for the first" in g.warnings[0]


def test_replace_drops_what_was_known(make: Make) -> None:
    kyiv = stacked(make, "Kyiv,place,replace", header="canonical,type,action").entity("place/kyiv")
    assert kyiv is not None
    assert (kyiv.aliases, kyiv.variants, kyiv.country, kyiv.population) == ((), (), "", None)


def test_what_is_hidden_is_not_proposed_and_its_names_are_not_flagged(make: Make) -> None:
    g = stacked(make, "Kyiv,place,hide", header="canonical,type,action")
    assert g.entity("place/kyiv") is None
    assert {"Kyiv", "Kyyiv", "Kiev", "Kiew"} <= g.allowed


def test_hiding_what_is_not_there_is_said(make: Make) -> None:
    g = stacked(make, "Lviv,place,hide", "Lviv,person,hide", header="canonical,type,action")
    person, place = g.warnings
    assert person.endswith("desk.csv:3: no earlier layer has a Lviv to hide")
    assert place.endswith(
        "desk.csv:2: no earlier layer has a Lviv to hide; a place of the world is hidden with --world only"
    )
    assert len(g) == len(HOUSE) - 1


def test_the_canonical_name_wins_with_a_warning_of_both_rows(make: Make) -> None:
    path = make("canonical,type,variants", "Sumy,place,Smie", "Smie,person,")
    g = Gazetteer.read(path)
    assert [e.variants for e in g] == [(), ()]
    assert g.warnings == (
        f"{path}:2: the variant 'Smie' of Sumy is the canonical name of person/smie ({path}:3), which wins",
    )


def test_a_spelling_stands_in_one_list_of_an_entity(make: Make) -> None:
    header = "canonical,type,aliases,weak_aliases,variants"
    (entity,) = Gazetteer.read(make(header, "A,term,A;B,B;C,A;B;C;D"))
    assert (entity.aliases, entity.weak_aliases, entity.variants) == (("B",), ("C",), ("D",))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_does_not_matter(make: Make, seed: int) -> None:
    desk = [
        "canonical,type,aliases,variants",
        "IRAN,place,,",
        "Iran,place,Persia,",
        "Kyiv,place,,Kyyiv",
        "Kiev,place,,",
    ]
    desk += ["Georgia,place,,", "Iran,place,Iran (IR),"]
    plain = stacked(make, *desk[1:], header=desk[0])
    entities, warnings = plain.entities, len(plain.warnings)
    shuffled = random.Random(seed).sample(desk[1:], len(desk) - 1)
    house = [HOUSE[0], *random.Random(seed).sample(HOUSE[1:], len(HOUSE) - 1)]
    again = Gazetteer.read(make(*house, name="house.csv")) | Gazetteer.read(make(desk[0], *shuffled, name="desk.csv"))
    assert again.entities == entities
    assert len(again.warnings) == warnings


def test_facts_say_which_layer_they_are_from(make: Make) -> None:
    g = stacked(make, "place/kyiv,Kyiv City,place,Kyjiw,3000000", header="id,canonical,type,aliases,population")
    kyiv = g.entity("place/kyiv")
    assert kyiv is not None
    said = {
        (column, value): {Path(name).name for name in layers}
        for column, value, layers in facts(g.sources(kyiv.id), kyiv)
    }
    assert said["canonical", "Kyiv City"] == {"desk.csv"}
    assert said["aliases", "Kyiv"] == said["aliases", "Kyyiv"] == said["country", "UA"] == {"house.csv"}
    assert said["population", "3000000"] == {"desk.csv"}
    assert said["type", "place"] == {"house.csv", "desk.csv"}


def test_three_layers_stack_alike_however_they_are_put_together(make: Make) -> None:
    a = Gazetteer.read(make(*HOUSE, name="a.csv"))
    b = Gazetteer.read(make("canonical,type", "Kiev,place", name="b.csv"))
    c = Gazetteer.read(make("canonical,type,aliases", "Kiev,place,Kijev", name="c.csv"))
    assert ((a | b) | c).entities == (a | (b | c)).entities
    assert (a | b | c).entities == Gazetteer.read([layer.path for layer in (a | b | c).layers]).entities
    assert (Gazetteer() | a).entities == a.entities


def test_the_users_file_lies_over_the_shipped_one(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make("canonical,type", "Zzyzx Desk,term")
    monkeypatch.setenv("NAMEWRIGHT_GAZETTEER", str(path))
    with_user, without = Gazetteer.default(user=True), Gazetteer.default()
    assert [layer.name for layer in with_user.layers] == ["shipped", "user"]
    assert {e.id for e in with_user} - {e.id for e in without} == {"term/zzyzx-desk"}


def test_the_world_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(InputError, match="pip install 'namewright\\[world\\]'"):
        Gazetteer.default(world=True)
