"""Demonyms of a place, where a word is like one."""

import pytest

from normalizer.gazetteer.forms import Form, FormKind
from normalizer.linking.demonyms import as_demonym, demonym_like
from normalizer.linking.similar import likeness
from normalizer.model import Entity, EntityType


def form(name: str, kind: EntityType = EntityType.PLACE) -> Form:
    return Form(Entity("id", name, kind), FormKind.CANONICAL, name, tuple(name.lower().split()))


@pytest.mark.parametrize(
    ("word", "place", "demonym"),
    [
        ("Ukranian", "Ukraine", "Ukrainian"),
        ("Ukranians", "Ukraine", "Ukrainians"),
        ("UKRANIAN", "Ukraine", "Ukrainian"),
        ("Lybian", "Libya", "Libyan"),
        ("Isreali", "Israel", "Israeli"),
        ("Ukraina", "Ukraine", ""),
        ("Lybia", "Libya", ""),
        ("Sudzhan", "Sudzha", ""),
    ],
)
def test_demonyms_that_a_word_is_like(word: str, place: str, demonym: str) -> None:
    assert demonym_like(word, form(place)) == demonym


def test_nobody_has_demonyms() -> None:
    assert demonym_like("Jordanien", form("Jordan", EntityType.PERSON)) == ""


def test_a_garble_of_a_demonym_is_compared_with_it() -> None:
    pair = likeness("ukranian", "ukraine", 0.5)
    assert as_demonym(pair, "Ukranian", form("Ukraine")).name == "ukrainian"
    assert as_demonym(pair, "Ukranian", form("Ukraine")).ratio > pair.ratio
    assert as_demonym(pair, "Ukrane", form("Ukraine")) == pair
