"""Plurals of names."""

import pytest

from normalizer.linking.plurals import plural


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("Poland", "Polands"),
        ("Germany", "Germanys"),
        ("Bush", "Bushes"),
        ("Sanchez", "Sanchezes"),
        ("ESTEX", "ESTEXes"),
    ],
)
def test_a_name_keeps_its_letters_in_the_plural(name: str, several: str) -> None:
    assert plural(name) == several
