"""The garbles that the decision is fitted on, and what counts as right where a part of one was corrected."""

import random

import pytest
from rapidfuzz.distance import OSA

from normalizer.linking.fit_garbles import garbled, slipped
from normalizer.linking.fit_world import judged
from normalizer.model import Entity, EntityType

PUTIN = Entity("person/vladimir-putin", "Vladimir Putin", EntityType.PERSON, aliases=("Putin",))
PETERSBURG = Entity("place/petersburg", "St. Petersburg", EntityType.PLACE, aliases=("Saint Petersburg",))


@pytest.mark.parametrize(
    ("name", "corrected", "entity", "restores", "right"),
    [
        ("Vladimir Putin", "Vladimir Putin", PUTIN, True, True),
        ("Vladimir Putin", "Vladimiir Putin", PUTIN, False, True),
        ("Saint Petersburg", "St. Petersburg", PETERSBURG, False, True),
        ("Pudong", "Shanghai Pu Dong", PETERSBURG, False, False),
        ("Sumy", "Sumyshchyna", PETERSBURG, False, False),
        ("Chongqing", "Chongqing Si", PETERSBURG, True, True),
    ],
)
def test_what_counts_as_right(name: str, corrected: str, entity: Entity, restores: bool, right: bool) -> None:
    assert judged(name, corrected, entity) == (restores, right)


@pytest.mark.parametrize("seed", range(40))
def test_a_slip_is_near_its_name(seed: int) -> None:
    slip = slipped("Manchester", random.Random(seed))
    assert OSA.distance(slip, "Manchester") <= 6, "two slips of three letters at most"
    assert slip == slipped("Manchester", random.Random(seed)), "the same seed makes the same"
    assert slip.istitle()


@pytest.mark.parametrize("seed", range(10))
def test_a_garble_is_none_of_the_spellings_in_use(seed: int) -> None:
    assert garbled("Сумы", {"sumy", "sumi"}, random.Random(seed)).lower() not in {"sumy", "sumi"}
