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
        ("Sudaneese", "South Sudan", ""),
    ],
)
def test_demonyms_that_a_word_is_like(word: str, place: str, demonym: str) -> None:
    assert demonym_like(word, form(place)) == demonym


@pytest.mark.parametrize(
    ("word", "place", "variant", "demonym"),
    [
        ("Phillipine", "Philippines", "Phillippines", "Philippine"),
        ("Phillipines", "Philippines", "Phillippines", ""),
        ("Ucranian", "Ukraine", "Ucrania", "Ukrainian"),
        ("Ucranja", "Ukraine", "Ucrania", ""),
    ],
)
def test_a_word_may_be_more_like_a_variant_than_like_the_demonym(
    word: str, place: str, variant: str, demonym: str
) -> None:
    assert demonym_like(word, Form(form(place).entity, FormKind.VARIANT, variant, (variant.lower(),))) == demonym


def test_nobody_has_demonyms() -> None:
    assert demonym_like("Jordanien", form("Jordan", EntityType.PERSON)) == ""


def test_a_garble_of_a_demonym_is_compared_with_it() -> None:
    pair, ukraine = likeness("ukranian", "ukraine", 0.5), form("Ukraine")
    meant, accepted = as_demonym(pair, "Ukranian", ukraine)
    assert meant.name == "ukrainian" and meant.ratio > pair.ratio and accepted == ukraine
    assert as_demonym(pair, "Ukrane", ukraine) == (pair, ukraine)


def test_a_variant_gives_way_to_the_canonical_name() -> None:
    ukraine = form("Ukraine")
    variant = Form(ukraine.entity, FormKind.VARIANT, "Ucrania", ("ucrania",))
    meant, accepted = as_demonym(likeness("ukranian", "ucrania", 0.5), "Ukranian", variant)
    assert meant.name == "ukrainian" and accepted == ukraine
