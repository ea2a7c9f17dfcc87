"""Words that a document writes as parts of people's names are no garbled places."""

from collections.abc import Callable

import pytest

from normalizer.linking.inflections import are_inflections, count_names
from normalizer.linking.link import Analysis, Names, analyse
from normalizer.model import Entity, EntityType


@pytest.mark.parametrize(
    ("text", "word", "may_be_a_place"),
    [
        ("Nobody left Libja.", "Libja", True),
        ("Anna Libja spoke. Nobody knows Libja.", "Libja", False),
        ("Anna Libja spoke. Nobody knows Libji.", "Libji", False),
        ("Stepan Libja spoke. Nobody knows Libja.", "Libja", False),  # a town in Russia too
        ("The painter Libja spoke. Nobody knows Libja.", "Libja", False),
        ("Mr. Libja spoke. Nobody knows Libja.", "Libja", False),
        ("The painter Xqzor Libja spoke. Nobody knows Libja.", "Libja", False),
        ("The Xqzor Libja talks failed. Nobody knows Libja.", "Libja", True),
        ("The mayor of Libja spoke. Nobody knows Libja.", "Libja", True),
        ("General Libja spoke. Nobody knows Libja.", "Libja", True),
        ("In Paris Libja is a topic. Nobody knows Libja.", "Libja", True),
        ("On Monday Libja fell. Nobody knows Libja.", "Libja", True),
        ("In April Libja fell.", "Libja", True),
        ("Anna, Libja and others spoke.", "Libja", True),
        ("Sumie Klymenko spoke.", "Sumie", False),
        ("Sumie Region was hit.", "Sumie", True),
        ("Sumie said so.", "Sumie", True),
        ("Sumie and Klymenko spoke.", "Sumie", True),
    ],
)
def test_a_part_of_a_persons_name_is_no_place(names: Names, text: str, word: str, may_be_a_place: bool) -> None:
    analysis = analyse(text, names, (), weigh_all=True)
    runs = analysis.context.runs
    found = [
        c
        for c in analysis.candidates
        if c.form.entity.type == "place" and [w.text for w in runs[c.run].words[c.start : c.stop]] == [word]
    ]
    assert bool(found) is may_be_a_place


@pytest.mark.parametrize(
    ("text", "may_be_meant"),
    [("at 12 Kirova Street", False), ("on Kirova prospekt", False), ("in Kirova today", True), ("Kirof Street", True)],
)
def test_a_street_that_is_called_after_somebody_is_no_town(
    text: str, may_be_meant: bool, analysed_with: Callable[[str, list[Entity]], Analysis]
) -> None:
    analysis = analysed_with(text, [Entity("place/kirov", "Kirov", EntityType.PLACE)])
    assert bool(analysis.candidates) is may_be_meant


def test_what_is_cued_as_a_place_is_one_though_somebody_is_called_so(names: Names) -> None:
    analysis = analyse("The painter Libja lives in Libja.", names, (), weigh_all=True)
    places = {c.run for c in analysis.candidates if c.form.entity.type == "place"}
    assert [analysis.context.runs[r].words[0].start for r in sorted(places)] == [27]


def test_the_names_of_a_desks_own_list_have_no_country_and_are_another_matter(names: Names) -> None:
    analysis = analyse("Anna Kayya spoke. Nobody knows Kayya.", names, (), weigh_all=True)
    assert any(c.form.text == "Kaya" for c in analysis.candidates)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("berbr", "berbr", True),
        ("berbr", "berbra", True),
        ("berbra", "berbrova", True),
        ("moskva", "moskvy", True),
        ("suda", "sudaschha", False),
        ("suda", "sudzha", False),
        ("smie", "sumy", False),
        ("witkov", "witkoff", False),
        ("aba", "abu", False),
    ],
)
def test_inflections(a: str, b: str, same: bool) -> None:
    assert are_inflections(a, b) is same
    assert are_inflections(b, a) is same


def test_inflections_of_a_name_count_once() -> None:
    assert count_names({"berbr", "berbra", "berbrova"}) == 1
    assert count_names({"suda", "sudaschha"}) == 2
    assert count_names(()) == 0
