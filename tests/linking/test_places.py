"""Where a document plays, and how a place fits in."""

from collections.abc import Callable, Iterable

import pytest

from normalizer.linking.context import Context
from normalizer.linking.link import Analysis, Names, analyse
from normalizer.linking.places import PlaceFeatures, Point, Surroundings, kilometres, lies_near, nearest
from normalizer.model import Entity, EntityType

KYIV, SUMY, SUDZHA, HULIAIPOLE = "Kyiv", "Sumy", "Sudzha", "Huliaipole"


def around(names: Names, text: str) -> Surroundings:
    return analyse(text, names, ()).around


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((50.45, 30.52), (50.45, 30.52), 0),
        ((50.45, 30.52), (49.84, 24.03), 468),  # Kyiv and Lviv
        ((52.52, 13.40), (48.86, 2.35), 878),  # Berlin and Paris
        ((0, 179), (0, -179), 222),
    ],
)
def test_kilometres(a: tuple[float, float], b: tuple[float, float], km: float) -> None:
    assert kilometres(Point(*a, ""), *b) == pytest.approx(km, abs=max(3, km * 0.01))
    assert kilometres(Point(*b, ""), *a) == pytest.approx(kilometres(Point(*a, ""), *b))


@pytest.mark.parametrize(
    ("text", "points", "countries"),
    [
        ("Nobody went anywhere.", set(), {}),
        ("From Kyiv to Sumy and back to Kyiv.", {KYIV, SUMY}, {"UA": 3}),
        ("In Ukraine and Libya.", set(), {"UA": 1, "LY": 1}),
        ("European forces.", set(), {}),
        ("Libyan forces.", set(), {"LY": 1}),
        ("From Kiev.", {KYIV}, {"UA": 1}),
        ("Steve Witkoff spoke.", set(), {}),
        ("Ursula von der Leyen spoke.", set(), {}),
    ],
)
def test_what_a_document_says_of_where_it_plays(
    names: Names, text: str, points: set[str], countries: dict[str, int]
) -> None:
    found = around(names, text)
    assert {p.name for p in found.points} == points
    assert dict(found.countries) == countries


def entity(names: Names, canonical: str) -> Entity:
    return next(f.entity for f in names.index.forms if f.text == canonical)


def test_the_nearest_place(names: Names) -> None:
    found = nearest(entity(names, SUDZHA), around(names, "From Kyiv to Sumy."))
    assert found is not None
    assert found[1].name == SUMY and 20 < found[0] < 60
    assert nearest(entity(names, SUDZHA), around(names, "Nowhere.")) is None
    assert nearest(entity(names, SUMY), around(names, "From Kyiv to Sumy.")) == nearest(
        entity(names, SUMY), around(names, "From Kyiv.")
    )
    assert nearest(entity(names, "Steve Witkoff"), around(names, "From Kyiv.")) is None


def test_near_goes_before_far_and_home_before_abroad(names: Names) -> None:
    here = around(names, "From Sumy, in Ukraine, to the Kursk region.")
    near, home, compatriots, abroad, related = PlaceFeatures(here).of(entity(names, SUDZHA))
    far, *_ = PlaceFeatures(here).of(entity(names, "Lviv"))
    assert near > far > 0
    assert (home, compatriots, abroad, related) == (1.0, 0.0, 0.0, 1.0)
    _, home, compatriots, abroad, related = PlaceFeatures(here).of(entity(names, "Texas"))
    assert (home, compatriots, abroad, related) == (0.0, 0.0, 1.0, 0.0)


def test_who_is_named_speaks_for_places_of_his_country(names: Names) -> None:
    here = around(names, "From Sumy to Lee Jae-myung and Ursula von der Leyen.")
    of_beijing, of_seoul = (PlaceFeatures(here).of(entity(names, name)) for name in ("Beijing", "Seoul"))
    assert of_beijing[1:4] == (0.0, 0.0, 1.0)
    assert of_seoul[1:4] == (0.0, 1.0, 0.0)


def test_a_place_abroad_is_less_so_where_many_countries_are_named(names: Names) -> None:
    here = around(names, "From Sumy to Sudzha, Odessa in Texas, Libya and Seoul.")
    assert 0 < PlaceFeatures(here).of(entity(names, "Beijing"))[3] < 1


def test_a_place_is_not_near_itself(names: Names) -> None:
    alone, *_ = PlaceFeatures(around(names, "In Sumy.")).of(entity(names, SUMY))
    beside, *_ = PlaceFeatures(around(names, "In Sumy and Sudzha.")).of(entity(names, SUMY))
    assert alone == 0.0 < beside


def test_a_document_that_names_no_place_says_nothing(names: Names) -> None:
    assert set(PlaceFeatures(around(names, "Nowhere.")).of(entity(names, SUDZHA))) == {0.0}


def test_places_within_reach(names: Names) -> None:
    points = around(names, "In Sumy.").points
    reach = {e.canonical for e in names.places if lies_near(e, points, 250)}
    assert {SUMY, SUDZHA} <= reach
    assert not {HULIAIPOLE, "Lviv", "Ukraine"} & reach
    assert not any(lies_near(e, (), 250) for e in names.places)


@pytest.mark.parametrize(("word", "alike"), [("sodzheh", [SUDZHA]), ("sumy", [SUMY]), ("smye", [SUMY]), ("umys", [])])
def test_places_that_share_consonants(names: Names, word: str, alike: list[str]) -> None:
    assert [e.canonical for e in names.places.places_alike(word)] == alike


def test_what_a_context_counts(names: Names) -> None:
    text = "Kyiv fell. The Kyiv of old, and kyiv; Steve left.\nFranz-Stefan Gady saw Kyiv."
    context: Context = analyse(text, names, ()).context
    assert context.word_counts["kyiv"] == 3
    assert context.mid_sentence["kyiv"] == 2
    assert "kyiv" in context.lower_words and "fell" in context.lower_words
    assert {key: len(m) for key, m in context.entity_mentions.items()} == {
        "place/kyiv": 3,
        "person/franz-stefan-gady": 1,
    }
    assert context.lines.line_column(text.index("Franz")) == (2, 1)


def test_a_place_without_coordinates_is_nowhere(names: Names) -> None:
    assert nearest(entity(names, "Novopavlivka"), around(names, "In Kyiv.")) is None


def test_who_belongs_to_a_group_speaks_for_it(analysed_with: Callable[[str, Iterable[Entity]], Analysis]) -> None:
    group = Entity("organization/group", "Black Bird Group", EntityType.ORGANIZATION)
    member = Entity("person/member", "Pasi Paronen", EntityType.PERSON, related=(group.id,))
    for text, told in (("Pasi Paronen said so.", 1.0), ("Nobody said so.", 0.0)):
        assert PlaceFeatures(analysed_with(text, [group, member]).around).of(group)[-1] == told


def test_a_name_of_two_places_may_be_either(analysed_with: Callable[[str, Iterable[Entity]], Analysis]) -> None:
    tripolis = [
        Entity("place/lb", "Tripoli", EntityType.PLACE, country="LB", latitude=34.4, longitude=35.8),
        Entity("place/ly", "Tripoli", EntityType.PLACE, country="LY", latitude=32.9, longitude=13.2),
    ]
    found = analysed_with("They left Tripoli.", tripolis).around
    assert dict(found.countries) == {"LB": 1, "LY": 1}
    assert len(found.points) == 2


@pytest.mark.parametrize(
    ("text", "homes"),
    [
        ("Nobody went anywhere.", set()),
        ("From Kyiv.", set()),
        ("From Kyiv to Sumy.", {"UA"}),
        ("From Kyiv to Sumy, Libya and back to Libya.", {"UA", "LY"}),
        ("From Kyiv to Sumy, Kyiv, Sumy, Kyiv, Lviv, Kyiv and by Libya.", {"UA"}),
    ],
)
def test_the_countries_that_a_document_is_about(names: Names, text: str, homes: set[str]) -> None:
    assert around(names, text).homes == homes


def test_no_country_stands_beside_what_has_none(analysed_with: Callable[..., Analysis]) -> None:
    europe = Entity("place/europe", "Europe", EntityType.PLACE)
    ukraine = Entity("place/ukraine", "Ukraine", EntityType.PLACE, country="UA")
    found = analysed_with("The European and the Ukrainian town.", [europe, ukraine]).around
    assert [country for _, country in found.states] == ["UA"]
